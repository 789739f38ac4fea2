"""Keys and chords: degrees of a scale become pitch classes, and pitch classes voices that move as little as they can."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

_DEGREES = ("i", "ii", "iii", "iv", "v", "vi", "vii")
_MAJOR = (0, 2, 4, 5, 7, 9, 11)
_SYMBOL = re.compile(r"(b|#)?(VII|VI|IV|V|III|II|I|vii|vi|iv|v|iii|ii|i)(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Theory:
    """`modes`: semitones above the tonic; `qualities`, `major`, `minor`: semitones above the root by suffix."""

    modes: Mapping[str, tuple[int, ...]]
    qualities: Mapping[str, tuple[int, ...]]
    major: Mapping[str, tuple[int, ...]]
    minor: Mapping[str, tuple[int, ...]]


@cache
def theory() -> Theory:
    """What `harmony.toml` says."""
    data = tomllib.loads(resources.files(__package__).joinpath("harmony.toml").read_text("utf-8"))
    tables = {name: {key: tuple(steps) for key, steps in table.items()} for name, table in data.items()}
    return Theory(**tables)


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """`tonic` pitch class 0..11 (0 = C) and a mode of `harmony.toml`."""

    tonic: int
    mode: str

    @property
    def scale(self) -> tuple[int, ...]:
        """Pitch classes from the tonic up."""
        return tuple((self.tonic + step) % 12 for step in theory().modes[self.mode])

    def chord(self, symbol: str) -> tuple[int, tuple[int, ...]]:
        """Root and pitch classes of a degree such as ``IV``, ``bVII``, ``ii7`` or ``Imaj7``; roots count from a major scale
        for large flats and from the key's own for the rest.

        Raises ValueError for symbols that are none.
        """
        match = _SYMBOL.fullmatch(symbol)
        if match is None:
            raise ValueError(f"no chord: {symbol}")
        shift, degree, suffix = match.groups()
        number = _DEGREES.index(degree.lower())
        steps = _MAJOR if shift else theory().modes[self.mode]
        root = (self.tonic + steps[number] + {"b": -1, "#": 1}.get(shift or "", 0)) % 12
        small = degree.islower()
        known = theory()
        if suffix == "":
            above: tuple[int, ...] = (0, 3, 7) if small else (0, 4, 7)
        elif suffix in known.qualities:
            above = known.qualities[suffix]
        elif suffix in (found := known.minor if small else known.major):
            above = found[suffix]
        else:
            raise ValueError(f"no chord: {symbol}")
        return root, tuple((root + step) % 12 for step in above)

    def melody_classes(self, tones: Sequence[int]) -> tuple[int, ...]:
        """Pitch classes a tune may use over a chord: its tones, and the scale's that don't rub against foreign ones."""
        foreign = [t for t in tones if t not in self.scale]
        steps = [p for p in self.scale if all((p - t) % 12 not in (1, 11) for t in foreign)]
        return tuple(sorted({*tones, *steps}))


def voiced(tones: Sequence[int], low: int, high: int, before: Sequence[int], voices: int = 4) -> tuple[int, ...]:
    """MIDI pitches of a chord between `low` and `high`, from low to high, near the voices `before`."""
    kept = list(tones) if len(tones) <= voices else [tones[1], *tones[2:]][:voices]
    middle = sum(before) / len(before) if before else (low + high) / 2
    best: tuple[float, tuple[int, ...]] = (1e9, ())
    for turn in range(len(kept)):
        order = kept[turn:] + kept[:turn]
        for bottom in range(low + (order[0] - low) % 12, high + 1, 12):
            pitches = [bottom]
            for tone in order[1:]:
                pitches.append(pitches[-1] + 1 + (tone - pitches[-1] - 1) % 12)
            over = max(0, pitches[-1] - high)
            moved = (
                sum(min(abs(p - b) for b in before) for p in pitches)
                if before
                else len(pitches) * abs(sum(pitches) / len(pitches) - middle)
            )
            cost = moved + 0.4 * abs(sum(pitches) / len(pitches) - (low + high) / 2) + 5 * over
            best = min(best, (cost, tuple(pitches)))
    return best[1]


def nearest(classes: Sequence[int], pitch: float) -> int:
    """The MIDI pitch of one of the pitch classes that is nearest to `pitch`."""
    around = range(round(pitch) - 7, round(pitch) + 8)
    return min((p for p in around if p % 12 in classes), key=lambda p: (abs(p - pitch), p))
