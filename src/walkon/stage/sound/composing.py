"""A mood, a length and a seed become a score."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from walkon.domain.plan import Mood
from walkon.stage.sound import moods
from walkon.stage.sound.arranging import Sheet, arranged, ending
from walkon.stage.sound.form import Form, fitted
from walkon.stage.sound.harmony import Key
from walkon.stage.sound.melody import Span, tune
from walkon.stage.sound.moods import Playing, Style
from walkon.stage.sound.score import Harmony, Note, Score

SILENT_TEMPO = 112.0  # beats a minute that lamps and bodies move to where there is no music
METER = 4


def compose(mood: Mood, seconds: float, seed: int, *, cuts: Sequence[float] = (), quiet: Sequence[Span] = ()) -> Score:
    """Music for a film of `seconds`, whose shots change at `cuts` and where people speak in the spans `quiet` (seconds).

    Tempo, form and chords depend on neither: a score may be asked for before the lines are spoken.
    """
    style = moods.load().get(mood)
    if style is None:
        return _unplayed(mood, seconds)
    chance = np.random.default_rng((seed, 101))
    form = fitted(style, seconds, cuts)
    key = Key(tonic=int(chance.choice(style.tonics)), mode=str(chance.choice(style.modes)))
    sheet = Sheet(style=style, form=form, key=key, chords=_chords(style, form, key, seconds, chance))
    notes: list[Note] = []
    for number, part in enumerate(style.parts):
        own = np.random.default_rng((seed, 103, number))
        mine = tune(sheet, part, quiet, own) if part.role is Playing.LEAD else arranged(sheet, part, own)
        last = mine[-1].pitch if mine else None
        mine += ending(sheet, part, seconds - form.close, last)
        notes += _played_by_people(mine, style.human, own)
    beat = form.beat
    count = round(form.close / beat)
    return Score(
        mood=mood,
        seconds=seconds,
        tempo=form.tempo,
        meter=style.meter,
        tonic=key.tonic,
        mode=key.mode,
        close=form.close,
        beats=tuple(k * beat for k in range(count + 1)),
        downbeats=tuple(k * beat for k in range(0, count + 1, style.meter)),
        sections=form.sections,
        chords=sheet.chords,
        notes=tuple(sorted(notes, key=lambda n: (n.start, n.part, n.pitch))),
    )


def _unplayed(mood: Mood, seconds: float) -> Score:
    """A pulse without music."""
    beat = 60 / SILENT_TEMPO
    beats = tuple(k * beat for k in range(int(seconds / beat + 1 - 1e-9)))
    return Score(
        mood=mood,
        seconds=seconds,
        tempo=SILENT_TEMPO,
        meter=METER,
        tonic=0,
        mode="ionian",
        close=beats[-1],
        beats=beats,
        downbeats=beats[::METER],
        sections=(),
        chords=(),
        notes=(),
    )


def _chords(style: Style, form: Form, key: Key, seconds: float, chance: np.random.Generator) -> tuple[Harmony, ...]:
    lines = {name: str(chance.choice(options)).split() for name, options in style.chords.items()}
    cadence, last = str(chance.choice(style.cadences)), str(chance.choice(style.last))
    found: list[Harmony] = []
    for section in form.sections:
        line = lines[section.name]
        for number in range(section.first, section.last):
            word = line[(number - section.first) % len(line)]
            if number == len(form.bars) - 1:
                before = word.split("/")[0]
                word = cadence if number else f"{before}/{cadence.rsplit('/', maxsplit=1)[-1]}"
            start, end = form.bars[number]
            halves = word.split("/")
            for i, symbol in enumerate(halves):
                long = (end - start) / len(halves)
                found.append(_harmony(key, symbol, start + i * long, start + (i + 1) * long))
    found.append(_harmony(key, last, form.close, seconds))
    return tuple(found)


def _harmony(key: Key, symbol: str, start: float, end: float) -> Harmony:
    root, tones = key.chord(symbol)
    return Harmony(symbol=symbol, start=start, end=end, root=root, tones=tones)


def _played_by_people(notes: Sequence[Note], spread: float, chance: np.random.Generator) -> list[Note]:
    """Not quite together, not quite even."""
    late = chance.normal(0, spread, len(notes)).clip(-2 * spread, 2 * spread)
    hard = chance.normal(1, 0.06, len(notes)).clip(0.85, 1.15)
    return [
        Note(
            part=n.part,
            start=max(0.0, n.start + float(t)),
            seconds=n.seconds,
            pitch=n.pitch,
            velocity=min(1.0, n.velocity * float(v)),
        )
        for n, t, v in zip(notes, late, hard, strict=True)
    ]
