"""What goes wrong when people record themselves, for performers to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from walkon.media.sound import Sound
from walkon.rehearsal.acting import without
from walkon.rehearsal.state import Room, State

LATE, OVER = 2.5, 20.0  # seconds
SIDEWAYS = 48.0  # degrees; further round, no face is found
CHORD, BAR = (220.0, 277.18, 329.63, 440.0), 0.5  # Hz of a major chord, seconds of a beat


class Mishap(StrEnum):
    """What can be wrong with a take."""

    DARK = "dark"
    BACKLIT = "backlit"  # in front of a bright window
    NO_SOUND = "no_sound"  # a clip without an audio track
    SILENT = "silent"  # a track with nothing on it
    MUSIC = "music"  # as loud as the voice
    STRANGER = "stranger"  # a second person looks into the picture
    SWAP = "swap"  # another person takes over halfway
    PRINT = "print"  # a photograph held into the camera
    SIDEWAYS = "sideways"  # recorded from the side
    MASK = "mask"  # worn over mouth and nose
    NO_TURNS = "no_turns"
    NO_BLINKS = "no_blinks"
    SHORT = "short"  # stopped after a third
    LATE = "late"  # begun after the challenge
    LONG = "long"  # not stopped at its end


def lit(room: Room, mishap: Mishap | None) -> Room:
    """The room as it is lit."""
    match mishap:
        case Mishap.DARK:
            return replace(room, gain=room.gain * 0.02)
        case Mishap.BACKLIT:
            return replace(room, key_light=_dim(room.key_light), fill_light=_dim(room.fill_light), wall=(1.0, 1.0, 1.0))
        case _:
            return room


def acted(states: Sequence[State], fps: int, mishap: Mishap | None) -> list[State]:
    """What the performer does, and from when to when it is recorded."""
    match mishap:
        case Mishap.NO_TURNS:
            states = without(states, "yaw", "pitch")
        case Mishap.NO_BLINKS:
            states = without(states, "blink")
        case Mishap.SIDEWAYS:
            states = [replace(state, yaw=state.yaw + SIDEWAYS) for state in states]
        case Mishap.SHORT:
            states = states[: len(states) // 3]
        case Mishap.LATE:
            states = states[round(LATE * fps) :]
        case Mishap.LONG:
            states = [*states, *(_waiting(i / fps) for i in range(round(OVER * fps)))]
    return list(states)


def heard(sound: Sound, seconds: float, mishap: Mishap | None) -> Sound:
    """What the microphone records of a take of some seconds."""
    skipped = round(LATE * sound.rate) if mishap is Mishap.LATE else 0
    samples = sound.samples[skipped : skipped + round(seconds * sound.rate)]
    samples = np.pad(samples, (0, max(0, round(seconds * sound.rate) - len(samples))))
    if mishap is Mishap.SILENT:
        samples = 0 * samples
    if mishap is Mishap.MUSIC:
        samples = samples + music(len(samples), sound.rate)
    return Sound(samples=samples.astype(np.float32), rate=sound.rate)


def music(count: int, rate: int) -> npt.NDArray[np.float32]:
    """A chord on every beat, about as loud as `walkon.rehearsal.voices` speaks."""
    at = np.arange(count) / rate
    beat = np.exp(-3 * (at % BAR) / BAR)
    tones = np.sum([np.sign(np.sin(2 * np.pi * hertz * at)) / (i + 1) for i, hertz in enumerate(CHORD)], axis=0)
    return np.asarray(0.3 * beat * tones, np.float32)


def _waiting(at: float) -> State:
    """Somebody who looks on and sways."""
    yaw, pitch, aside = np.sin(at * np.array([0.9, 1.31, 0.57]))
    blink = max(0.0, 1 - abs(at % 3.7 - 1.0) / 0.12)
    return State(yaw=1.5 * yaw, pitch=pitch, dx=0.4 * aside, blink=blink)


def _dim(colour: tuple[float, float, float]) -> tuple[float, float, float]:
    red, green, blue = (0.03 * channel for channel in colour)
    return red, green, blue
