"""Signs that a recording did not come straight from a camera, gathered while its pictures pass by.

A camera's pictures are never equal, never come back, and carry noise that is new each time. Nothing here proves a
camera: what is missing only lets the other signs speak. Without pictures nothing is measured.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from walkon.domain.evidence import TracesSeen
from walkon.media.origin import Origin
from walkon.perception.face_mesh import Picture, Points
from walkon.perception.file_origin import mistimed_share, names_a_film_maker, unseen_share
from walkon.perception.picture_grid import Spectrum, block_steps, face_spectrum, peak_strength, shifted_blocks
from walkon.perception.picture_noise import Detail, Light, noise_seen, sampled, spread
from walkon.perception.repeats import SIDE, Print, print_of, repeated_share

GRID_EVERY = 8  # pictures between two looks at patterns, which stay where they are
STANDING = 0.05  # mean grey levels between two pictures that are one: encoders still refine a picture that stands.
# Of 4 700 pictures in 12 genuine takes at 0.3 to 6 Mbit/s none is below; 88 % of a still sent at 1 Mbit/s are
SECONDS_FOR_SURE = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What passed by; T pictures handed out, N new ones among them."""

    prints: npt.NDArray[np.float16]  # (T, 1024)
    changes: npt.NDArray[np.float64]  # (N - 1,) mean absolute difference to the picture before, grey levels
    still_noise: npt.NDArray[np.float64]  # (N - 1,) grey levels
    changing_noise: npt.NDArray[np.float64]  # (N - 1,) grey levels, of the difference to the picture before
    spectra: tuple[Spectrum, ...]
    blocks: tuple[npt.NDArray[np.float64], ...]


class TraceGatherer:
    """Looks at each picture for about a millisecond and keeps 2 kB of it."""

    def __init__(self) -> None:
        self._number: int | None = None
        self._light: Light | None = None
        self._detail: Detail | None = None
        self._prints: list[Print] = []
        self._rows: list[tuple[float, float, float]] = []
        self._spectra: list[Spectrum] = []
        self._blocks: list[npt.NDArray[np.float64]] = []

    def add(self, number: int, picture: Picture, points: Points | None) -> None:
        """The next picture, its number in the file (see `Clip.numbered_frames`), and its face's points if known."""
        if number == self._number and self._prints:
            self._prints.append(self._prints[-1])
            return
        light, detail = sampled(picture)
        if self._light is not None and self._detail is not None and self._light.shape == light.shape:
            change = float(np.abs(np.subtract(light, self._light, dtype=np.int16)).mean())
            self._rows.append((change, spread(detail), spread(detail - self._detail)))
        if len(self._prints) % GRID_EVERY == 0:
            self._blocks.append(block_steps(picture))
            spectrum = None if points is None else face_spectrum(picture, points)
            if spectrum is not None:
                self._spectra.append(spectrum)
        self._prints.append(print_of(light))
        self._number, self._light, self._detail = number, light, detail

    def gathered(self) -> Gathered:
        rows = np.array(self._rows, np.float64).reshape(-1, 3)
        return Gathered(
            prints=np.array(self._prints, np.float16).reshape(-1, SIDE * SIDE),
            changes=rows[:, 0],
            still_noise=rows[:, 1],
            changing_noise=rows[:, 2],
            spectra=tuple(self._spectra),
            blocks=tuple(self._blocks),
        )


def traces_seen(gathered: Gathered, origin: Origin, fps: float) -> TracesSeen | None:
    """The record of a take whose pictures were handed out at `fps`; None for fewer than two different pictures."""
    if not len(gathered.changes) or fps <= 0:
        return None
    noise = noise_seen(gathered.still_noise, gathered.changing_noise)
    standing = float((gathered.changes < STANDING).mean())
    alone = unseen_share(origin)
    return TracesSeen(
        frozen=standing * (1 - alone) + alone,
        repeated=repeated_share(gathered.prints, fps),
        mistimed=mistimed_share(origin),
        noise=noise.ratio,
        recoded=shifted_blocks(list(gathered.blocks)),
        texture=peak_strength(list(gathered.spectra)),
        virtual_camera=names_a_film_maker(origin),
        confidence=min(1.0, len(gathered.changes) / fps / SECONDS_FOR_SURE),
    )
