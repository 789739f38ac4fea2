"""Speech taken apart into pitch, colour and breath, and put together again, with the WORLD vocoder.

M. Morise, F. Yokomori, K. Ozawa, "WORLD: a vocoder-based high-quality speech synthesis system for real-time
applications", IEICE Trans. Inf. & Syst. E99-D(7), 2016. Frames are 5 ms apart; frame t is centred on t * 5 ms.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

FRAME = 0.005  # seconds
FFT = 1024  # at 24 kHz this follows pitches down to 70 Hz, at 16 kHz down to 47 Hz
BINS = FFT // 2 + 1
LEVEL = 0.1  # root mean square that sound is brought to before it is taken apart
LISTEN = 5.0  # seconds that the first pass listens to
SEARCH = (60.0, 420.0)  # Hz, pitch of people at first sight


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Speech at `rate` Hz in T frames: `pitch` (T,) Hz, 0 where there is none; `envelope` (T, 513) power per bin from 0
    to rate / 2; `breath` (T, 513) share of noise, 0..1.
    """

    rate: int
    pitch: Array
    envelope: Array
    breath: Array

    @property
    def voiced(self) -> npt.NDArray[np.bool_]:
        return self.pitch > 0

    @property
    def level(self) -> Array:
        """(T,) dB."""
        return np.asarray(10 * np.log10(self.envelope.sum(axis=1) + 1e-12))

    def active(self, depth: float) -> npt.NDArray[np.bool_]:
        """Frames (T,) at most `depth` dB under the 97th percentile of level."""
        level = self.level
        return np.asarray(level > np.percentile(level, 97) - depth)


def joined(parts: Sequence[Analysis]) -> Analysis:
    """Analyses of one rate, one after the other."""
    return Analysis(
        rate=parts[0].rate,
        pitch=np.concatenate([p.pitch for p in parts]),
        envelope=np.concatenate([p.envelope for p in parts]),
        breath=np.concatenate([p.breath for p in parts]),
    )


def pitch_limits(samples: npt.NDArray[np.float32], rate: int) -> tuple[float, float]:
    """Lowest and highest pitch to look for in one speaker's sound, Hz, from a first wide and careful pass."""
    pitch, _ = vocoder().harvest(
        samples[: round(LISTEN * rate)].astype(np.float64),
        rate,
        f0_floor=SEARCH[0],
        f0_ceil=SEARCH[1],
        frame_period=10.0,
    )
    found = pitch[pitch > 0]
    if found.size < 10:
        return SEARCH
    low, high = np.percentile(found, [25, 75])
    return max(55.0, 0.72 * float(low)), min(500.0, 1.9 * float(high))


def analysed(samples: npt.NDArray[np.float32], rate: int, limits: tuple[float, float]) -> Analysis:
    """`samples` (N,) taken apart, at a level of its own; `limits` as from `pitch_limits`."""
    world = vocoder()
    sound = np.ascontiguousarray(samples, dtype=np.float64)
    sound = sound * (LEVEL / (np.sqrt(np.mean(sound**2)) + 1e-9))
    rough, times = world.dio(sound, rate, f0_floor=limits[0], f0_ceil=limits[1], frame_period=1000 * FRAME)
    pitch = world.stonemask(sound, rough, times, rate)
    return Analysis(
        rate=rate,
        pitch=pitch,
        envelope=world.cheaptrick(sound, pitch, times, rate, fft_size=FFT),
        breath=world.d4c(sound, pitch, times, rate, fft_size=FFT),
    )


def synthesised(analysis: Analysis, samples: int) -> Array:
    """Sound (N,) of exactly `samples` samples."""
    sound: Array = vocoder().synthesize(
        np.ascontiguousarray(analysis.pitch),
        np.ascontiguousarray(analysis.envelope),
        np.ascontiguousarray(np.clip(analysis.breath, 1e-6, 1.0)),
        analysis.rate,
        1000 * FRAME,
    )
    return np.pad(sound, (0, max(0, samples - len(sound))))[:samples]


@cache
def vocoder() -> ModuleType:
    """Pyworld's compiled part. Its package imports a module of setuptools that newer ones no longer have."""
    package = importlib.util.find_spec("pyworld")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("pyworld", name="pyworld")
    folder = Path(package.submodule_search_locations[0])
    for suffix in importlib.machinery.EXTENSION_SUFFIXES:
        file = folder / f"pyworld{suffix}"
        if file.is_file():
            loader = importlib.machinery.ExtensionFileLoader("pyworld.pyworld", str(file))
            spec = importlib.util.spec_from_file_location("pyworld.pyworld", file, loader=loader)
            if spec is not None:
                module = importlib.util.module_from_spec(spec)
                loader.exec_module(module)
                return module
    raise ModuleNotFoundError("pyworld", name="pyworld")
