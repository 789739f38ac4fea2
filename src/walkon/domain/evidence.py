"""What perception measured in a take, one record per question. Numbers only: nobody can be recognised from them.

Every record carries a `confidence` from 0 to 1: how much the recording allowed to measure, not how good the answer is.
A record that is None was not measured, and what was not measured never counts for a take.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LightSeen:
    """Whether the face answered the colours of the screen, as a head in front of it does."""

    strength: float  # rise of the face's brightness from a black to a white screen, share of its own brightness
    score: float  # matched filter of the shown code against the face's colours, standard deviations
    limit: float  # what 999 of 1000 random other codes stay below on this same recording, standard deviations
    delay: float  # from the moment a colour was shown to its picture, seconds
    background: float | None  # response of the background / response of the face; None: no background was seen
    shape: float  # log(error of a flat or veiled face / error of a face shaded by its normals); > 0 speaks for a head
    sides: float | None  # left and right follow the two halves of the screen, standard deviations; None: halves equal
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LipsSeen:
    """Whether the lips move with the voice."""

    agreement: float  # correlation of the mouth's opening with the sound's loudness in speech, at the best lag
    lag: float  # seconds; > 0: the lips are later than the sound
    margin: float  # agreement minus the best one among lags no recording has
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechSeen:
    """When something was spoken, against when it was asked for; any language."""

    in_time: float  # share of the asked words whose time holds speech
    reaction: float  # from a word's showing to the start of speech, median, seconds
    outside: float  # speech where none was asked for, share of that time
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseSeen:
    """Where the asked words rank among decoys when all are compared with what was said."""

    rank: int  # 1: the asked words fit best
    among: int  # how many were compared
    margin: float  # cost of the best decoy / cost of the asked words; > 1 speaks for the asked words
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TracesSeen:
    """Signs that a recording did not come straight from a camera."""

    frozen: float  # share of pictures that equal the one before, though the file claims them as new ones
    repeated: float  # share of pictures that were seen before in the same take, forwards or backwards
    mistimed: float  # share of pictures whose time is impossible: not rising, or further apart than any camera drops
    noise: float  # picture noise that changes from picture to picture / noise of the picture; a camera has about 1
    recoded: float  # sign of an earlier compression, 0 to 1; advisory
    texture: float  # strength of a regular grid over the face, as of a screen; advisory
    virtual_camera: bool  # the file names a program that feeds films to a camera
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MotionSeen:
    """Whether the head moves as heads do."""

    fastest: float  # turn between two pictures, degrees per second
    jump: float  # largest step of the face between two pictures that its motion before does not explain, eye distances
    confidence: float
