"""Music written down: when it beats, how it is built, and every note."""

from __future__ import annotations

from dataclasses import dataclass

from walkon.domain.plan import Mood


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the form; `start` and `end` in seconds, `first` and `last` its bars (`last` excluded)."""

    name: str
    first: int
    last: int
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Harmony:
    """A chord from `start` to `end`, seconds. `symbol` is its degree in the key, `root` and `tones` pitch classes 0..11."""

    symbol: str
    start: float
    end: float
    root: int
    tones: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One sound of one part: `start` and `seconds` it is held, `pitch` as a MIDI number, `velocity` 0..1."""

    part: str
    start: float
    seconds: float
    pitch: float
    velocity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A piece for a film of `seconds`. Times are seconds from its first frame, where the first beat falls.

    `tempo` in beats a minute; `beats` and `downbeats` lie inside the film and end with `close`, the last chord's attack;
    what follows is its tail. `tonic` is the key's pitch class.
    """

    mood: Mood
    seconds: float
    tempo: float
    meter: int
    tonic: int
    mode: str
    close: float
    beats: tuple[float, ...]
    downbeats: tuple[float, ...]
    sections: tuple[Section, ...]
    chords: tuple[Harmony, ...]
    notes: tuple[Note, ...]

    @property
    def beat(self) -> float:
        """Beats per second, for the picture."""
        return self.tempo / 60
