"""The shape of a breaking wave, as it stands still for somebody who rides along with it.

Coordinates of the ride, metres: `a` along the crest (towards the unbroken shoulder), `y` up from the calm sea, `b` across
(away from the shore, behind the wave). The rider moves towards +a and the water streams towards -a and up the face.
The cross-section is a curve from the flat sea before the wave through the trough, up the face, over the inside of the
throwing lip to its tip, back over the outside, down the wave's back and out to the horizon. It is blended from five drawn
curves: swell, wall, throwing lip, barrel, and the heap of white water that the barrel becomes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

# (b, y) in wave heights. All curves have the same landmarks in the same places.
_SWELL = (
    (-3.2, 0.0), (-2.2, -0.03), (-1.45, 0.03), (-0.95, 0.17), (-0.60, 0.38), (-0.33, 0.62), (-0.14, 0.83), (-0.03, 0.945),
    (0.0, 0.965), (0.02, 0.98), (0.04, 0.985), (0.06, 0.99), (0.09, 0.995), (0.13, 0.995), (0.18, 0.99),
    (0.30, 0.96), (0.52, 0.86), (0.90, 0.62), (1.5, 0.31), (2.4, 0.10), (3.6, 0.01), (5.0, 0.0),
)  # fmt: skip
_WALL = (
    (-3.2, 0.0), (-2.1, -0.06), (-1.25, -0.05), (-0.74, 0.07), (-0.40, 0.27), (-0.20, 0.52), (-0.115, 0.77), (-0.115, 0.93),
    (-0.135, 0.97), (-0.155, 0.99), (-0.17, 1.005), (-0.16, 1.02), (-0.12, 1.03), (-0.06, 1.035), (0.03, 1.025),
    (0.22, 0.975), (0.48, 0.86), (0.88, 0.62), (1.5, 0.31), (2.4, 0.10), (3.6, 0.01), (5.0, 0.0),
)  # fmt: skip
_LIP = (
    (-3.2, 0.0), (-2.1, -0.08), (-1.15, -0.09), (-0.60, 0.02), (-0.26, 0.22), (-0.08, 0.48), (-0.06, 0.73), (-0.18, 0.91),
    (-0.34, 0.955), (-0.52, 0.945), (-0.68, 0.895), (-0.775, 0.845), (-0.70, 0.925), (-0.52, 1.0), (-0.28, 1.05),
    (0.08, 1.02), (0.42, 0.89), (0.86, 0.63), (1.5, 0.31), (2.4, 0.10), (3.6, 0.01), (5.0, 0.0),
)  # fmt: skip
_BARREL = (
    (-3.2, 0.0), (-2.1, -0.08), (-1.10, -0.11), (-0.55, -0.01), (-0.18, 0.20), (0.01, 0.46), (0.0, 0.71), (-0.16, 0.895),
    (-0.42, 0.975), (-0.82, 0.92), (-1.20, 0.62), (-1.52, -0.04), (-1.31, 0.66), (-0.92, 0.99), (-0.45, 1.09),
    (0.02, 1.04), (0.40, 0.90), (0.86, 0.63), (1.5, 0.31), (2.4, 0.10), (3.6, 0.01), (5.0, 0.0),
)  # fmt: skip
_HEAP = (
    (-3.2, 0.0), (-2.45, -0.06), (-2.05, -0.04), (-1.86, 0.05), (-1.74, 0.17), (-1.64, 0.29), (-1.52, 0.39), (-1.40, 0.46),
    (-1.33, 0.495), (-1.26, 0.52), (-1.19, 0.545), (-1.12, 0.565), (-1.02, 0.60), (-0.86, 0.65), (-0.60, 0.72),
    (-0.10, 0.82), (0.36, 0.80), (0.86, 0.60), (1.5, 0.31), (2.4, 0.10), (3.6, 0.01), (5.0, 0.0),
)  # fmt: skip
ROOT, TIP, BACK = 7, 11, 15  # landmarks: where the lip leaves the face, its edge, where it is the wave's back again
STAGES = (0.0, 0.36, 0.68, 1.0, 2.0)  # progress of the breaking at which each curve is reached
TUBE, FALL = 1.15, 1.3  # wave heights along which the barrel stays open, and in which it then falls together

FINE = 8  # points per landmark interval
NEAR, FAR = 14.0, 9000.0  # metres of flat sea before the wave, and to the horizon
ROWS_NEAR, ROWS_FAR = 14, 46
COLUMNS = 560


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """One wave. `throwing` is where along the crest the barrel is complete, `run` metres from there to the shoulder.

    `height` is its greatest height in metres; `shoulder` the height far ahead and `tail` far behind, as shares of it.
    """

    height: float
    throwing: float
    run: float
    shoulder: float
    ease: float  # metres over which the crest sinks to the shoulder's height
    tail: float = 0.55


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """A grid over the whole water: columns along the crest, rows along the cross-section.

    `points` (R, C, 3) float32 metres a, y, b. `stream` (R, C) float32, metres the way water goes:
    up the face to the lip's edge, and there from behind.
    `lip` (R, C) float32: 0 on the body, rising to 1 at the edge of the lip, negative on its outer side.
    `breaking` (C,) 0..1 until the barrel is complete, 2 where it has fallen together.
    Rows: the lip leaves the face at `root`, ends at `edge`, and is the wave's back from `back` on.
    """

    points: Floats
    stream: Floats
    lip: Floats
    breaking: Floats
    edge: int
    root: int
    back: int
    throwing: float
    height: float


def surface(wave: Wave, eye: float) -> Surface:
    """The wave's grid, finest before a camera at `a` = `eye`."""
    a = _columns(eye)
    breaking = _smooth((wave.throwing + wave.run - a) / wave.run)
    breaking = breaking + _smooth((wave.throwing - TUBE * wave.height - a) / (FALL * wave.height))
    curves = _blend(_drawn(), breaking)
    height = wave.height * _along(wave, a)
    b = curves[..., 0] * (0.25 * wave.height + 0.75 * height)
    y = curves[..., 1] * height
    front, back = _front(b[0]), _behind(b[-1])
    rows = np.concatenate([front, b, back])
    points = np.stack(
        [
            np.broadcast_to(a, rows.shape),
            np.concatenate([np.zeros_like(front), y, np.zeros_like(back)]),
            rows,
        ],
        axis=-1,
    )
    _swell(points, ROWS_NEAR + BACK * FINE, wave.height)
    return Surface(
        points=points.astype(np.float32),
        stream=_stream(points),
        lip=_lip(len(rows), breaking),
        breaking=breaking.astype(np.float32),
        edge=ROWS_NEAR + TIP * FINE,
        root=ROWS_NEAR + ROOT * FINE,
        back=ROWS_NEAR + BACK * FINE,
        throwing=wave.throwing,
        height=wave.height,
    )


def normals(points: Floats) -> Floats:
    """(R, C, 3) unit normals of a grid, out of the water."""
    along = np.gradient(points, axis=1)
    across = np.gradient(points, axis=0)
    n = np.cross(across, along)
    return np.asarray(n / np.maximum(np.linalg.norm(n, axis=-1, keepdims=True), 1e-9), np.float32)


def _columns(eye: float) -> npt.NDArray[np.float64]:
    t = np.linspace(-1, 1, COLUMNS)
    return np.asarray(eye + 7.0 * np.sinh(7.6 * t * (0.72 + 0.28 * t**2)))


def _smooth(u: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    u = np.clip(u, 0, 1)
    return np.asarray(u * u * (3 - 2 * u))


def _along(wave: Wave, a: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Height along the crest, share of the greatest."""
    ahead = _smooth((a - wave.throwing - 0.35 * wave.run) / wave.ease)
    far = 1 / (1 + (np.maximum(a - wave.throwing - wave.ease, 0) / 60) ** 2)
    behind = _smooth((wave.throwing - 5 - a) / 60)
    gone = 1 / (1 + (np.maximum(wave.throwing - 60 - a, 0) / 150) ** 2)
    return (1 - (1 - wave.shoulder * far) * ahead) * (1 - (1 - wave.tail * gone) * behind)


def _drawn() -> npt.NDArray[np.float64]:
    """(5, n, 2) the drawn curves as Catmull-Rom splines with `FINE` points per interval."""
    curves = np.asarray([_SWELL, _WALL, _LIP, _BARREL, _HEAP], np.float64)
    padded = np.concatenate([2 * curves[:, :1] - curves[:, 1:2], curves, 2 * curves[:, -1:] - curves[:, -2:-1]], axis=1)
    u = (np.arange(FINE) / FINE)[None, None, :, None]
    p0, p1, p2, p3 = (padded[:, i : padded.shape[1] - 3 + i, None] for i in range(4))
    spline = 0.5 * (
        2 * p1 + (p2 - p0) * u + (2 * p0 - 5 * p1 + 4 * p2 - p3) * u**2 + (3 * p1 - p0 - 3 * p2 + p3) * u**3
    )
    return np.concatenate([spline.reshape(len(curves), -1, 2), curves[:, -1:]], axis=1)


def _blend(curves: npt.NDArray[np.float64], breaking: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """(n, C, 2) cross-section of every column."""
    stages = np.asarray(STAGES)
    stage = np.clip(np.searchsorted(stages, breaking, side="right") - 1, 0, len(stages) - 2)
    u = ((breaking - stages[stage]) / (stages[stage + 1] - stages[stage]))[:, None, None]
    # A thrown lip goes out evenly and falls ever faster.
    falls = (stage == 2)[:, None] * _falling(curves.shape[1])[None]
    u = np.concatenate([u + np.zeros_like(falls)[..., None], u + (u**1.9 - u) * falls[..., None]], axis=-1)
    return np.asarray(np.moveaxis(curves[stage] * (1 - u) + curves[stage + 1] * u, 0, 1))


def _falling(count: int) -> npt.NDArray[np.float64]:
    """(count,) 0..1 how much a point of the drawn curves belongs to the falling part of the lip."""
    row = np.arange(count)
    return _smooth((row - ROOT * FINE) / ((TIP - ROOT) * FINE)) * _smooth((BACK * FINE - row) / ((BACK - TIP) * FINE))


def _front(first: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    u = np.linspace(1, 0, ROWS_NEAR, endpoint=False) ** 1.5
    return np.asarray(first[None] - NEAR * 6 * u[:, None])


def _behind(last: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    u = np.linspace(0, 1, ROWS_FAR + 1)[1:]
    return np.asarray(last[None] + 1.6 * (np.exp(u * np.log(FAR / 1.6)) - 1)[:, None])


def _swell(points: npt.NDArray[np.float64], first: int, height: float) -> None:
    """Long swells on the sea behind the wave, as far as the rows resolve them."""
    a, b = points[first:, :, 0], points[first:, :, 2]
    step = np.gradient(b, axis=0)
    rise = np.clip((b - b[:1]) / (2.2 * height), 0, 1)
    for length, turn, high, phase in ((34.0, 0.10, 0.055, 0.4), (21.0, -0.22, 0.035, 2.0), (90.0, 0.04, 0.09, 4.1)):
        wavenumber = 2 * np.pi / length
        seen = np.clip(1.6 - step / (length * 0.16), 0, 1)
        points[first:, :, 1] += high * height * rise * seen * np.sin(wavenumber * (b + turn * a) + phase)


def _stream(points: npt.NDArray[np.float64]) -> Floats:
    """Metres along the cross-section, 0 in the trough of every column, falling again behind the lip's edge."""
    steps = np.linalg.norm(np.diff(points[..., 1:], axis=0), axis=-1)
    metres = np.concatenate([np.zeros((1, steps.shape[1])), np.cumsum(steps, axis=0)])
    edge = metres[ROWS_NEAR + TIP * FINE]
    return np.asarray(edge - np.abs(metres - edge) - metres[ROWS_NEAR + 2 * FINE], np.float32)


def _lip(rows: int, breaking: npt.NDArray[np.float64]) -> Floats:
    row = np.arange(rows) - ROWS_NEAR
    inner = np.clip((row - ROOT * FINE) / ((TIP - ROOT) * FINE), 0, 1)
    outer = np.clip((BACK * FINE - row) / ((BACK - TIP) * FINE), 0, 1)
    lip = np.where(row <= TIP * FINE, inner, -outer)
    thrown = np.clip((np.minimum(breaking, 1) - STAGES[1] * 0.8) / (1 - STAGES[1] * 0.8), 0, 1)
    return np.asarray(lip[:, None] * thrown[None] ** 0.7, np.float32)
