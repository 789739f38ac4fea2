"""Attacks on the sound alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from walkon.media.sound import Sound
from walkon.rehearsal.attacks.footage import Footage, Means

LATER = 0.4  # seconds; lips and voice of a real recording are within about a tenth


def shifted_sound(means: Means) -> Footage:
    """The voice comes later than the lips; the length stays."""
    if means.live.sound is None:
        return means.live
    sound = means.live.sound
    late = min(round(LATER * sound.rate), len(sound.samples))
    samples = np.concatenate([np.zeros_like(sound.samples[:late]), sound.samples[: len(sound.samples) - late]])
    return replace(means.live, sound=Sound(samples=samples, rate=sound.rate))


def replaced_sound(means: Means) -> Footage:
    """The attacker's picture with the voice of the person attacked."""
    return replace(means.live, sound=means.stolen.sound)
