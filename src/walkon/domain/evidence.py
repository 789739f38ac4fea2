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
    body: float | None  # response of neck and shoulders / response of the face; None: too little or too dark to be seen
    shape: float  # log(error of a flat or veiled face / error of a face shaded by its normals); > 0 speaks for a head
    sides: float | None  # left and right follow the two halves of the screen, standard deviations; None: halves equal
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LipsSeen:
    """Whether the lips move with the voice."""

    agreement: float  # correlation of the mouth's opening with the sound's loudness in speech, at the best lag
    lag: float  # seconds; > 0: the lips are later than the sound
    margin: float  # agreement minus the best one among lags no recording has
    opening: float  # how far the lips part while something is spoken, 5th to 95th percentile, eye distances
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveringSeen:
    """Whether mouth and eyes can be seen. Differences of logarithms of light: 0.7 stands for a factor of two."""

    mouth: (
        float  # skin around the mouth against that of the upper face, less twice the lips against what is around them
    )
    eyes: float  # how much darker it is under the eyes than on the cheeks, less the contrast of iris and white
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How good a recording is. Numbers only."""

    seconds: float
    fps: float  # frames per second of the file, before it was brought to a constant rate
    largest_gap: float  # longest time between two pictures, seconds
    light: float  # median luma of the face, 0..1
    behind: float | None  # median luma of what is behind the person, 0..1; None where nothing is seen of it
    light_evenness: float  # darker half of the face / brighter half, 0..1
    sharpness: float  # variance of the Laplacian on the face scaled to 256 px wide
    face_width: float  # median face width / picture width
    margin: float  # smallest distance of the head (top, left, right) to the picture's edge / picture's width; < 0 cut
    speech_seconds: float
    loudness: float | None  # LUFS, None without sound
    snr: float | None  # dB, speech against everything else that is heard
    clipping: float | None  # peak crowding, 0..1


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSeen:
    """What was seen of one step of the challenge; `done` was judged from the numbers beside it."""

    kind: str  # still, turn, blink, smile, say, light
    done: bool
    measured: float  # turn: degrees towards the asked side, < 0 if the head went the other way; blink: count;
    # smile: widening ratio; say: seconds of speech; still and light: largest departure in degrees


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What perception measured in a take."""

    frames: int
    frames_without_face: int
    frames_with_two_faces: int
    face_spread: float  # largest distance between a face print of the take and the take's template
    voice_spread: float | None  # smallest cosine between halves of the speech, None with too little speech
    planarity: float  # residual of the best homography at the largest turn / eye distance; flat pictures stay < .02
    yaw_range: tuple[float, float]  # degrees, relative to the person's neutral
    facing: float  # how far the neutral face is turned away from the camera, degrees
    blinks: int
    steps: tuple[StepSeen, ...]
    has_sound: bool
    quality: Quality
    light: LightSeen | None = None  # None also where the challenge shows no colours
    lips: LipsSeen | None = None
    speech: SpeechSeen | None = None
    phrase: PhraseSeen | None = None  # the worst of the spoken steps
    traces: TracesSeen | None = None
    motion: MotionSeen | None = None
    asked_seconds: float | None = None  # how long the challenge lasts; None without one
    offset: float | None = None  # by how much everything is done later than a prompt answer, seconds; None: unclear
    covering: CoveringSeen | None = None
    resembles_another: bool | None = None  # close to somebody else who is enrolled; None: not compared
    owner_distance: float | None = None  # from the template of the cameo the take claims; None: not compared
    witnessed: bool = False  # a server revealed every step as its time came, while it received the recording
