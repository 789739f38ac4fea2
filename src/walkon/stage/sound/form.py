"""How a piece fits a film: a tempo, whole bars, sections, and a last chord with room to fade.

Among the tempos of a mood the one is taken whose beats lie nearest to the film's cuts; section borders move by up to a bar
to the nearest cut.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from walkon.stage.sound.moods import Style
from walkon.stage.sound.score import Section

TEMPOS = 41  # tried between the slowest and the fastest


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """`bars` holds (start, end) of each bar in seconds; the last may be short in films shorter than a bar."""

    tempo: float
    meter: int
    bars: tuple[tuple[float, float], ...]
    close: float
    sections: tuple[Section, ...]

    @property
    def beat(self) -> float:
        """Seconds."""
        return 60 / self.tempo


def fitted(style: Style, seconds: float, cuts: Sequence[float]) -> Form:
    """The form for a film of `seconds` whose shots change at `cuts` (seconds)."""
    least, best = style.tail
    least, best = min(least, 0.5 * seconds), min(best, 0.7 * seconds)
    slow, fast = style.tempo
    choices = []
    for i in range(TEMPOS):
        tempo = slow + (fast - slow) * i / (TEMPOS - 1)
        bar = style.meter * 60 / tempo
        most = int((seconds - least) / bar + 1e-9)
        for bars in (most, most - 1):
            if bars < 1:
                continue
            tail = seconds - bars * bar
            cost = abs(tail - best) * 0.5
            cost += 0.06 * abs(2 * i / (TEMPOS - 1) - 1)
            cost += _unrest(cuts, 60 / tempo, bar)
            choices.append((cost, tempo, bars))
    if not choices:
        return _short(style, seconds, least)
    _, tempo, bars = min(choices)
    bar = style.meter * 60 / tempo
    sections = _sections(style, bars, bar, cuts)
    spans = tuple((k * bar, (k + 1) * bar) for k in range(bars))
    return Form(tempo=tempo, meter=style.meter, bars=spans, close=bars * bar, sections=sections)


def _unrest(cuts: Sequence[float], beat: float, bar: float) -> float:
    """How far cuts are from beats and, less important, from bars; seconds."""
    if not cuts:
        return 0.0
    off = [abs(c - round(c / beat) * beat) + 0.25 * abs(c - round(c / bar) * bar) for c in cuts]
    return 1.2 * sum(off) / len(off)


def _short(style: Style, seconds: float, least: float) -> Form:
    """Less than a bar: some beats of the cadence, then the last chord."""
    tempo = style.tempo[1]
    beats = int((seconds - least) * tempo / 60 + 1e-9)
    close = beats * 60 / tempo
    name = style.forms[0].split(":")[0]
    if beats == 0:
        return Form(tempo=tempo, meter=style.meter, bars=(), close=0.0, sections=())
    section = Section(name=name, first=0, last=1, start=0.0, end=close)
    return Form(tempo=tempo, meter=style.meter, bars=((0.0, close),), close=close, sections=(section,))


def _sections(style: Style, bars: int, bar: float, cuts: Sequence[float]) -> tuple[Section, ...]:
    plans = [[(name, int(share)) for name, share in (word.split(":") for word in form.split())] for form in style.forms]
    plan = max((p for p in plans if sum(share for _, share in p) <= bars), key=lambda p: sum(share for _, share in p))
    total = sum(share for _, share in plan)
    ends, before = [], 0
    for _, share in plan:
        before += share
        ends.append(math.floor(before * bars / total + 0.49))
    for i in range(len(ends) - 1):
        low = (ends[i - 1] if i else 0) + 1
        high = ends[i + 1] - 1
        near = [e for e in (ends[i], ends[i] - 1, ends[i] + 1) if low <= e <= high]
        if cuts and near:
            ends[i] = min(near, key=lambda e: min(abs(e * bar - c) for c in cuts) + 0.3 * bar * abs(e - ends[i]))
    starts = [0, *ends[:-1]]
    return tuple(
        Section(name=name, first=first, last=last, start=first * bar, end=last * bar)
        for (name, _), first, last in zip(plan, starts, ends, strict=True)
        if last > first
    )
