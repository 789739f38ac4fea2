"""Screen codes looked for in the light on a face: a matched filter whose every step is linear in the code."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.fft import dct

Floats = npt.NDArray[np.floating[Any]]

DELAYS = np.arange(0.0, 0.351, 0.025)  # seconds from the showing of a colour to its picture: screen, camera, coder
SLOW = 0.35  # Hz; below it lies drift of lamps and automatics, above it a code of 0.3 s a colour
SHUTTER = 0.7  # of a frame's time that a camera looks, about
REDDEST = 0.9  # most of a frame that may be foretold by the one before
DARK = 1e-4  # linear light; keeps logarithms finite
BRIDGED = 0.8  # share of the frames that must show a background
LIT_BACKGROUND = 0.004  # linear light from which a background tells the camera's exposure
OPPONENTS = np.array([[1.0, 1.0, 1.0], [1.0, -1.0, 0.0], [-0.5, -0.5, 1.0]]) / np.sqrt(np.array([[3.0], [2.0], [1.5]]))
"""Rows: brightness, red against green, blue against yellow; unit length, at right angles."""


class LightFilter:
    """One recording of T frames and P patches. Codes are (M, symbols, 3) linear light, both halves mixed."""

    def __init__(
        self,
        *,
        times: Floats,
        face: Floats,
        background: Floats,
        body: Floats,
        pose: Floats,
        symbols: int,
        seconds: float,
    ) -> None:
        """`times` (T,) from the code's start; `face` (T, P, 3), `background` and `body` (T, 3) linear RGB; `pose`
        (T, any).
        """
        self.face = np.maximum(face.astype(np.float64), DARK)
        self._times, self._symbols, self._seconds = times, symbols, seconds
        self._blur = max(SHUTTER * float(np.median(np.diff(times))), 0.02)
        self._nuisance = _nuisance(times, pose)
        self.behind, self.body = self._bridged(background), self._bridged(body)
        self.gain = np.ones(len(times))  # (T,) the camera's, as the background shows it
        if self.behind is not None:
            self.gain = np.exp(np.log(self.behind[:, 0] / self.behind[:, 0].mean(axis=0)).mean(axis=1))
        taken = self._anything()
        self.bright = self._mixed(taken)[:, None]  # (T, 1, 3) the face as recorded
        self.steady = self.bright / self.gain[:, None, None]  # without the camera's gain
        trace = np.log(self.steady[:, 0]) @ OPPONENTS.T
        rest = _without(trace, taken)
        self._red = np.clip((rest[1:] * rest[:-1]).sum(axis=0) / np.maximum((rest**2).sum(axis=0), 1e-18), 0, REDDEST)
        white = np.stack([_whiter(rest[:, channel], red) for channel, red in enumerate(self._red)], axis=1)
        self._power = np.maximum((white**2).sum(axis=0) / max(1, len(times) - taken.shape[1]), 1e-14)
        self._trace = trace

    def scores(self, codes: Floats) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """(M,) matched filter of each code at its best delay, standard deviations, and (M,) that delay, seconds."""
        light = codes @ OPPONENTS.T
        table = np.empty((len(DELAYS), len(codes)))
        for row, delay in enumerate(DELAYS):
            hits, energy = np.zeros(len(codes)), np.full(len(codes), 1e-12)
            basis = self._basis(float(delay))
            for channel in range(3):
                shown = _whiter(_without(self._shown(float(delay)), basis), self._red[channel])
                seen = _whiter(_without(self._trace[:, channel], basis), self._red[channel])
                own = light[:, :, channel]
                hits += own @ (shown.T @ seen) / self._power[channel]
                energy += ((own @ (shown.T @ shown)) * own).sum(axis=1) / self._power[channel]
            table[row] = hits / np.sqrt(energy)
        best = table.argmax(axis=0)
        return table.max(axis=0), _peaks(table, best)

    def response(self, light: Floats, codes: Floats, delay: float, without: Floats | None = None) -> Floats:
        """(M, P) what one unit of each code adds to `light` (T, P, 3), by least squares over all three opponents.

        `without` are codes (K, symbols, 3) whose own responses are taken out before, one after the other.
        """
        basis = self._basis(delay)
        shown = _without(self._shown(delay), basis)
        hits, energy = np.zeros((len(codes), light.shape[1])), np.full(len(codes), 1e-18)
        gone = codes[:0] if without is None else without
        taken = [self.response(light, gone[k : k + 1], delay, gone[:k])[0] for k in range(len(gone))]
        for channel in range(3):
            white = _whiter(shown, self._red[channel])
            seen = _whiter(_without(light @ OPPONENTS[channel], basis), self._red[channel])
            for code, found in zip(gone, taken, strict=True):
                seen = seen - (white @ (code @ OPPONENTS[channel]))[:, None] * found
            wanted = white @ (codes @ OPPONENTS[channel]).T
            hits += wanted.T @ seen / self._power[channel]
            energy += (wanted**2).sum(axis=0) / self._power[channel]
        return np.asarray(hits / energy[:, None])

    def _bridged(self, background: Floats) -> Floats | None:
        """(T, 1, 3), or None where it is missing or too dark; single frames without one are bridged."""
        seen = np.flatnonzero(np.isfinite(background).all(axis=1))
        if len(seen) < BRIDGED * len(background) or background[seen].mean() < LIT_BACKGROUND:
            return None
        whole = [np.interp(self._times, self._times[seen], background[seen, channel]) for channel in range(3)]
        return np.asarray(np.maximum(np.stack(whole, axis=1), DARK)[:, None])

    def _anything(self) -> Floats:
        """(T, K) orthonormal: what any code could show, at the delay at which that explains most, and the nuisances."""
        logs = np.log(self.face).mean(axis=1) @ OPPONENTS.T
        bases = [_joined(self._basis(float(delay)), self._shown(float(delay))) for delay in DELAYS]
        return bases[int(np.argmin([(_without(logs[:, 1:], basis) ** 2).sum() for basis in bases]))]

    def _mixed(self, taken: Floats) -> Floats:
        """(T, 3) the face: patches weighted by how little their colour wavers beside what any code could show."""
        logs = np.log(self.face)
        wavers = np.full(logs.shape[1], 1e-9)
        for channel in (1, 2):
            wavers += (_without(logs @ OPPONENTS[channel], taken) ** 2).mean(axis=0)
        weights = 1 / wavers
        return np.asarray(np.exp((logs * (weights / weights.sum())[:, None]).sum(axis=1)))

    def _shown(self, delay: float) -> Floats:
        """(T, symbols) share of each symbol in each frame."""
        edges = np.arange(self._symbols + 1) * self._seconds + delay
        begun = np.clip((self._times[:, None] - edges) / self._blur + 0.5, 0, 1)
        return np.asarray(begun[:, :-1] - begun[:, 1:])

    def _basis(self, delay: float) -> Floats:
        """(T, K) orthonormal: what is taken out. Before and after the code the screen shows anything."""
        rest = 1 - self._shown(delay).sum(axis=1)
        before = rest * (self._times < delay + self._seconds)
        return _joined(self._nuisance, np.stack([before, rest - before], axis=1))


def _nuisance(times: Floats, pose: Floats) -> Floats:
    """(T, K) orthonormal basis of slow trends and head movement."""
    waves = int(2 * SLOW * (times[-1] - times[0])) + 2
    slow = dct(np.eye(len(times)), norm="ortho", axis=0)[:waves].T
    moves = pose - pose.mean(axis=0)
    moves = moves / np.maximum(moves.std(axis=0), 1e-9)
    u, size, _ = np.linalg.svd(np.concatenate([slow, moves / np.sqrt(len(times))], axis=1), full_matrices=False)
    return np.asarray(u[:, size > 1e-6 * size[0]])


def _joined(basis: Floats, more: Floats) -> Floats:
    """(T, K) orthonormal: what both span."""
    u, size, _ = np.linalg.svd(_without(more, basis), full_matrices=False)
    return np.concatenate([basis, u[:, size > 1e-3]], axis=1)


def _without(series: Floats, basis: Floats) -> Floats:
    return np.asarray(series - basis @ (basis.T @ series))


def _whiter(series: Floats, red: float) -> Floats:
    """What the frame before does not foretell (Prais and Winsten 1954)."""
    return np.concatenate([series[:1] * np.sqrt(1 - red * red), series[1:] - red * series[:-1]])


def _peaks(table: Floats, best: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Delays of the highest values per column, between the tried ones by a parabola."""
    inner = np.clip(best, 1, len(table) - 2)
    column = np.arange(table.shape[1])
    low, middle, high = table[inner - 1, column], table[inner, column], table[inner + 1, column]
    bend = low - 2 * middle + high
    shift = np.where((best == inner) & (bend < 0), 0.5 * (low - high) / np.where(bend < 0, bend, 1), 0.0)
    return np.asarray(DELAYS[best] + shift * (DELAYS[1] - DELAYS[0]))
