"""Tunes: a short figure, said again over other chords, and answers to what people say."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from walkon.stage.sound.arranging import Sheet, Stroke
from walkon.stage.sound.harmony import nearest
from walkon.stage.sound.moods import Part
from walkon.stage.sound.score import Note, Section

ARCH = (0.0, 2.0, 4.0, 1.0)  # semitones the repeats of a figure lie above the first
LEAPS = (-2, -1, -1, 1, 1, 2, 3)  # steps of the scale from note to note
WIDEST = 5  # steps of the scale a figure goes from its first note
Span = tuple[float, float]


def tune(sheet: Sheet, part: Part, quiet: Sequence[Span], chance: np.random.Generator) -> list[Note]:
    """The notes of a lead part; it is silent while somebody speaks (`quiet`, seconds), and may answer."""
    rhythm = str(chance.choice(part.rhythm))
    shape = _shape(sum(mark.isdigit() for mark in rhythm), chance)
    notes: list[Note] = []
    for section in sheet.form.sections:
        if section.name in part.sections:
            notes += _phrases(sheet, part, section, rhythm, shape)
    notes = [n for n in notes if not _over(n.start, n.start + n.seconds, quiet)]
    if part.answer:
        for answer in _answers(sheet, part, quiet):
            first, last = answer[0].start, answer[-1].start + answer[-1].seconds
            notes = [n for n in notes if n.start + n.seconds < first - 0.05 or n.start > last + 0.1] + answer
    return sorted(notes, key=lambda n: n.start)


def _shape(count: int, chance: np.random.Generator) -> list[int]:
    """Heights of a figure's notes in steps of the scale, the first 0; the second half takes up the first."""
    half = max(1, (count + 1) // 2)
    heights = [0]
    while len(heights) < half:
        leap = int(chance.choice(LEAPS)) * (-1 if heights[-1] > 2 and chance.random() < 0.7 else 1)
        if abs(heights[-1] + leap) <= WIDEST:
            heights.append(heights[-1] + leap)
    end = [int(h + chance.choice((0, 0, 1))) for h in heights]
    return (heights + end)[:count]


def _phrases(sheet: Sheet, part: Part, section: Section, rhythm: str, shape: Sequence[int]) -> list[Note]:
    per_bar = sheet.style.meter * sheet.style.grid
    figures: dict[int, list[Stroke]] = {}
    bars = max(1, len(rhythm) // per_bar)
    long = bars * sheet.style.meter * sheet.form.beat
    for stroke in sheet.strokes(rhythm, part, section):
        figures.setdefault(int((stroke.start - section.start + 1e-6) / long), []).append(stroke)
    low, high = part.range
    marks = [i for i, mark in enumerate(rhythm) if mark.isdigit()]
    notes = []
    for number, strokes in figures.items():
        goal = low + 0.35 * (high - low) + ARCH[number % len(ARCH)]
        anchor = nearest(sheet.chord(strokes[0].start).tones, goal)
        for stroke in strokes:
            height = shape[marks.index(stroke.step)] if stroke.step in marks else 0
            pitch = _stepped(sheet, stroke.start, anchor, height)
            strong = stroke.step % sheet.style.grid == 0 or stroke.seconds > 0.9 * sheet.form.beat
            if strong or stroke is strokes[-1]:
                pitch = nearest(sheet.chord(stroke.start).tones, pitch)
            while pitch > high:
                pitch -= 12
            notes.append(_note(part, stroke, pitch))
    return notes


def _note(part: Part, stroke: Stroke, pitch: float) -> Note:
    return Note(
        part=part.name,
        start=stroke.start,
        seconds=stroke.seconds * part.gate,
        pitch=pitch,
        velocity=stroke.velocity,
    )


def _stepped(sheet: Sheet, time: float, anchor: int, height: int) -> int:
    classes = sheet.key.melody_classes(sheet.chord(time).tones)
    pitch, left = anchor, abs(height)
    while left:
        pitch += 1 if height > 0 else -1
        left -= pitch % 12 in classes
    return pitch


def _over(start: float, end: float, spans: Sequence[Span]) -> bool:
    return any(start < b + 0.05 and end > a - 0.1 for a, b in spans)


def _answers(sheet: Sheet, part: Part, quiet: Sequence[Span]) -> list[list[Note]]:
    """A few quick notes after a line, on the next step of the rhythm, where there is room for them."""
    step = sheet.form.beat / sheet.style.grid
    found = []
    for i, (_, end) in enumerate(quiet):
        start = (int((end + 0.12) / step) + 1) * step
        room = min([a for a, _ in quiet[i + 1 :]] + [sheet.form.close])
        count = len(part.answer) + 1
        if start + (count + 2) * step > room - 0.1:
            continue
        pitch = nearest(sheet.chord(start).tones, sum(part.range) / 2)
        notes = []
        for k in range(count):
            long = step * (0.6 if k < count - 1 else 2.2)
            notes.append(Note(part=part.name, start=start + k * step, seconds=long, pitch=pitch, velocity=0.75))
            if k < count - 1:
                pitch = _stepped(sheet, start + (k + 1) * step, pitch, part.answer[k])
        found.append(notes)
    return found
