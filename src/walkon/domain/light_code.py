"""The colours a screen shows while the person looks straight at it: one random word per take.

Rules
1. Every colour is drawn from an unpredictable source; no colour follows itself, so that every change can be seen.
2. The six colours are nearly equally bright (relative luminance .27 to .29) and none is saturated red, so that no change
   is a general or red flash by WCAG 2.3.1, however fast they follow each other.
3. A wide screen shows another colour on each half, which a face answers with its two sides; a narrow one the same on both.
4. `SYMBOLS` colours hold log2(6 * 5^13), about 32 bits; what counts against guessing is the detector, which lets one of a
   thousand other codes pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

SYMBOLS = 14
SECONDS = 0.3  # per colour; shorter ones drown in exposure and compression (measured with simulated screens)


class ScreenColour(StrEnum):
    """One colour of the screen; `light` is what it sends out."""

    MAGENTA = "magenta"
    AZURE = "azure"
    GREEN = "green"
    ORANGE = "orange"
    GREY = "grey"
    VIOLET = "violet"

    @property
    def light(self) -> tuple[float, float, float]:
        """Linear light of the screen's primaries, red, green, blue, 0 to 1."""
        return _LIGHT[self]


_LIGHT = {
    ScreenColour.MAGENTA: (0.85, 0.07, 0.85),
    ScreenColour.AZURE: (0.0, 0.30, 1.0),
    ScreenColour.GREEN: (0.0, 0.39, 0.05),
    ScreenColour.ORANGE: (0.72, 0.18, 0.06),
    ScreenColour.GREY: (0.286, 0.286, 0.286),
    ScreenColour.VIOLET: (0.50, 0.13, 1.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LightCode:
    """Colours in the order they are shown, on the left and right half of the screen as the person sees it."""

    left: tuple[ScreenColour, ...]
    right: tuple[ScreenColour, ...]
    seconds: float = SECONDS  # per colour

    @property
    def duration(self) -> float:
        """Seconds from the first colour to the end of the last."""
        return len(self.left) * self.seconds


class _Chance(Protocol):
    def choice(self, seq: Sequence[ScreenColour], /) -> ScreenColour: ...


def draw_code(chance: _Chance, *, halves: bool, symbols: int = SYMBOLS) -> LightCode:
    """A fresh code of `symbols` colours; with `halves` the two halves of the screen differ."""
    left = _draw(chance, symbols)
    return LightCode(left=left, right=_draw(chance, symbols) if halves else left)


def _draw(chance: _Chance, symbols: int) -> tuple[ScreenColour, ...]:
    drawn: list[ScreenColour] = []
    while len(drawn) < symbols:
        drawn.append(chance.choice([colour for colour in ScreenColour if colour not in drawn[-1:]]))
    return tuple(drawn)
