"""Loudness over time: how loud a part is where it plays, a bus compressor, and the pump of dance music."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from walkon.stage.compiled import compiled
from walkon.stage.sound import filters
from walkon.stage.sound.waves import RATE, Bus

BLOCK = 4800  # samples, 0.1 s
# ITU-R BS.1770-4, 48 kHz: a shelf for the head, then a high-pass.
_EAR = np.array(
    [
        [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585],
        [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
    ]
)


def heard(bus: Bus) -> npt.NDArray[np.float64]:
    """(B,) K-weighted power of both channels together in blocks of 0.1 s (BS.1770; without its offset)."""
    weighted = filters.run(bus, _EAR)
    whole = len(weighted) // BLOCK * BLOCK
    if whole == 0:
        return np.array([float(np.square(weighted).sum() / max(1, len(weighted)))])
    return np.asarray(np.square(weighted[:whole]).sum(axis=1).reshape(-1, BLOCK).mean(axis=1), np.float64)


def level(bus: Bus) -> float:
    """Loudness where something plays, dB on the scale of LUFS; -120 for silence."""
    power = heard(bus)
    top = power.max()
    if top < 1e-11:
        return -120.0
    playing = power[power > top * 10**-2.0]
    return float(10 * math.log10(playing.mean()) - 0.691)


def sides(place: float) -> npt.NDArray[np.float32]:
    """(2,) gains of left and right for a sound at `place`, -1 left .. 1 right, with equal power; 1 in the middle."""
    angle = (place + 1) * math.pi / 4
    return np.asarray(math.sqrt(2) * np.array([math.cos(angle), math.sin(angle)]), np.float32)


def edges(count: int, fade_in: float, fade_out: float) -> npt.NDArray[np.float32]:
    """(N,) gain that rises and falls at both ends like a raised cosine; seconds."""
    gain = np.ones(count, np.float32)
    for long, way in ((fade_in, slice(None)), (fade_out, slice(None, None, -1))):
        n = min(round(long * RATE), count // 2)
        gain[way][:n] *= (0.5 - 0.5 * np.cos(np.linspace(0, math.pi, n))).astype(np.float32)
    return gain


def pump(seconds: float, kicks: Sequence[float], depth: float, back: float) -> npt.NDArray[np.float32]:
    """(N,) gain that dips by `depth` (0..1) at each kick and comes back in `back` seconds."""
    n = round(seconds * RATE)
    gain = np.ones(n, np.float32)
    length = round(back * RATE)
    u = np.linspace(0, 1, length)
    shape = (1 - depth * (1 - u * u * (3 - 2 * u))).astype(np.float32)
    down = np.linspace(1, 1 - depth, 96, dtype=np.float32)
    for kick in kicks:
        first = round(kick * RATE)
        part = gain[first : first + length]
        np.minimum(part, shape[: len(part)], out=part)
        ahead = gain[max(0, first - 96) : first]
        np.minimum(ahead, down[96 - len(ahead) :], out=ahead)
    return gain


@compiled
def compress(bus: Bus, threshold: float, ratio: float, attack: float, release: float) -> None:
    """Gentle bus compression in place: `threshold` in dB, soft knee of 8 dB, one gain for both channels."""
    fast = math.exp(-1.0 / (attack * RATE))
    slow = math.exp(-1.0 / (release * RATE))
    knee = 8.0
    power = 0.0
    reduced = 0.0
    gain = 1.0
    target = 1.0
    for i in range(len(bus)):
        now = max(bus[i, 0] * bus[i, 0], bus[i, 1] * bus[i, 1])
        power += (now - power) * 0.002
        if i % 16 == 0:
            over = 10.0 * math.log10(power + 1e-10) - threshold
            wanted = 0.0
            if over > knee / 2:
                wanted = over * (1.0 - 1.0 / ratio)
            elif over > -knee / 2:
                wanted = (1.0 - 1.0 / ratio) * (over + knee / 2) ** 2 / (2 * knee)
            keep = (fast if wanted > reduced else slow) ** 16
            reduced = keep * reduced + (1.0 - keep) * wanted
            target = 10.0 ** (-reduced / 20.0)
        gain += (target - gain) * 0.02
        bus[i, 0] *= np.float32(gain)
        bus[i, 1] *= np.float32(gain)
