"""Attacks that play a recording in another order or at other times."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from walkon.media.sound import Sound
from walkon.rehearsal.attacks.footage import Footage, Means, picked

LOOP = 3.0  # seconds of a take that are repeated
FROZEN = (0.3, 0.8)  # shares of the take between which the picture stands
FEW = 8.0  # pictures per second that are left
LATE = 1.5  # seconds missing at the start


def _part(footage: Footage) -> int:
    """Pictures in the repeated part; never all of them."""
    return max(2, min(round(LOOP * footage.fps), footage.count // 2))


def replayed(means: Means) -> Footage:
    """A take of another day as it is."""
    return means.stolen


def looped(means: Means) -> Footage:
    """The first seconds again and again, under the whole sound."""
    return picked(means.stolen, [k % _part(means.stolen) for k in range(means.stolen.count)])


def reversed_film(means: Means) -> Footage:
    """The second half is the first one, run backwards."""
    half = (means.stolen.count + 1) // 2
    return picked(means.stolen, [k if k < half else means.stolen.count - 1 - k for k in range(means.stolen.count)])


def back_and_forth(means: Means) -> Footage:
    """The first seconds forwards, backwards, forwards ..., so that no cut shows."""
    part = _part(means.stolen)
    return picked(
        means.stolen, [min(k % (2 * part - 2), 2 * part - 2 - k % (2 * part - 2)) for k in range(means.stolen.count)]
    )


def frozen(means: Means) -> Footage:
    """The picture stands for half of the take while the sound goes on."""
    start, end = (round(share * means.live.count) for share in FROZEN)
    return picked(means.live, [start if start <= k < end else k for k in range(means.live.count)])


def few_pictures(means: Means) -> Footage:
    """Eight pictures per second: eyes and lips are hard to follow."""
    rate = min(FEW, means.live.fps)
    count = max(1, round(means.live.seconds * rate))
    return replace(picked(means.live, [round(k * means.live.fps / rate) for k in range(count)]), fps=rate)


def late_start(means: Means) -> Footage:
    """What was shown first is missing, picture and sound."""
    skipped = min(round(LATE * means.live.fps), means.live.count - 1)
    cut = picked(means.live, range(skipped, means.live.count))
    if means.live.sound is None:
        return cut
    samples = means.live.sound.samples[round(skipped / means.live.fps * means.live.sound.rate) :]
    return replace(cut, sound=Sound(samples=samples, rate=means.live.sound.rate))


def injected(means: Means) -> Footage:
    """A recording of another day, cut or stretched to the length that is asked for."""
    wanted = max(1, round(means.live.seconds * means.stolen.fps))
    if wanted <= means.stolen.count:
        return replace(
            picked(means.stolen, range(wanted)), sound=_stretched(means.stolen.sound, means.live.seconds, 1.0)
        )
    order = np.rint(np.linspace(0, means.stolen.count - 1, wanted)).astype(int)
    slower = wanted / means.stolen.count
    return replace(
        picked(means.stolen, order.tolist()), sound=_stretched(means.stolen.sound, means.live.seconds, slower)
    )


def _stretched(sound: Sound | None, seconds: float, slower: float) -> Sound | None:
    """Played more slowly, deeper by as much, and cut."""
    if sound is None or not len(sound.samples):
        return sound
    at = np.arange(round(seconds * sound.rate)) / slower
    at = at[at <= len(sound.samples) - 1]
    samples = sound.samples if sound.samples.ndim == 2 else sound.samples[:, None]
    played = np.stack([np.interp(at, np.arange(len(channel)), channel) for channel in samples.T], axis=1)
    return Sound(samples=played.reshape(len(at), *sound.samples.shape[1:]).astype(np.float32), rate=sound.rate)
