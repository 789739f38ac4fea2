"""What a performer does with face and mouth over time; numbers only, no sound and no picture."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Viseme(StrEnum):
    """Mouth shapes told apart by eye; the names follow the common fourteen-shape set, merged where lips look alike."""

    SIL = "sil"  # rest, lips together or nearly
    PP = "PP"  # p b m: lips pressed
    FF = "FF"  # f v: lower lip under the teeth
    TH = "TH"  # th: tongue between the teeth
    DD = "DD"  # t d n l: slightly open
    KK = "KK"  # k g ng: slightly open, back
    CH = "CH"  # ch j sh: rounded and narrow
    SS = "SS"  # s z: teeth nearly shut, wide
    RR = "RR"  # r: slightly rounded
    AA = "aa"  # a: wide open
    E = "E"  # e: half open, wide
    I = "I"  # noqa: E741  i: nearly shut, wide
    O = "O"  # noqa: E741  o: half open, rounded
    U = "U"  # u w: nearly shut, rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class MouthCue:
    """One mouth shape held from `start` to `end`, seconds from the start of the performance."""

    viseme: Viseme
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance:
    """One person's acting in one shot.

    `frames` at a constant `fps`; `mouth` is ordered, does not overlap, and gaps rest (`Viseme.SIL`).
    `blinks` are the moments of closed lids, seconds.
    """

    fps: int
    frames: int
    mouth: tuple[MouthCue, ...] = ()
    blinks: tuple[float, ...] = ()

    @property
    def seconds(self) -> float:
        return self.frames / self.fps
