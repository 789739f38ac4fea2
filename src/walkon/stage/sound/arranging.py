"""Players find their notes: from chords, rhythms and patterns to a list of notes for everybody but the tune."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from walkon.stage.sound.form import Form
from walkon.stage.sound.harmony import Key, nearest, voiced
from walkon.stage.sound.moods import Ending, Part, Playing, Style
from walkon.stage.sound.score import Harmony, Note, Section

SOFTEST = 0.6  # of a growing section's first note against its last


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """One onset of a rhythm: its step in the pattern, when and how long (seconds), and how hard 0..1."""

    step: int
    start: float
    seconds: float
    velocity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What all players know. `chords` end with the last chord."""

    style: Style
    form: Form
    key: Key
    chords: tuple[Harmony, ...]

    def chord(self, time: float) -> Harmony:
        """What sounds at `time`, seconds."""
        return next((c for c in self.chords if c.start - 1e-6 <= time < c.end - 1e-6), self.chords[-1])

    def strokes(self, rhythm: str, part: Part, section: Section) -> Iterator[Stroke]:
        """Onsets of a rhythm of one or more bars, over a section; its last bar may be a fill."""
        grid, beat = self.style.grid, self.form.beat
        per_bar = self.style.meter * grid
        for number in range(section.first, section.last):
            start, end = self.form.bars[number]
            turn = (number - section.first) * per_bar % len(rhythm)
            filled = part.fill and number == section.last - 1 and end - start > 3.9 * beat
            bar = part.fill if filled else rhythm[turn : turn + per_bar]
            for step, mark in enumerate(bar):
                at = start + step * beat / grid
                if not mark.isdigit() or at > end - 1e-6:
                    continue
                held = 1
                while step + held < per_bar and bar[step + held] == "-":
                    held += 1
                velocity = int(mark) / 9 * self._growth(section, at)
                yield Stroke(step=turn + step, start=at, seconds=min(held * beat / grid, end - at), velocity=velocity)

    def _growth(self, section: Section, time: float) -> float:
        if section.name not in self.style.rising:
            return 1.0
        return SOFTEST + (1 - SOFTEST) * (time - section.start) / (section.end - section.start)


def arranged(sheet: Sheet, part: Part, chance: np.random.Generator) -> list[Note]:
    """The notes of a part that plays no tune, the last chord's not among them."""
    rhythm = str(chance.choice(part.rhythm)) if part.rhythm else ""
    steps, order = str(chance.choice(part.steps)).split(), str(chance.choice(part.order)).split()
    notes: list[Note] = []
    for section in sheet.form.sections:
        if section.name not in part.sections:
            continue
        match part.role:
            case Playing.DRUMS:
                found = [_note(part, s, 60) for s in sheet.strokes(rhythm, part, section)]
            case Playing.BASS:
                walks = part.style == "walk"
                found = (
                    _walk(sheet, part, section, rhythm, chance) if walks else _bass(sheet, part, section, rhythm, steps)
                )
            case Playing.PAD:
                found = _pad(sheet, part, section)
            case Playing.COMP:
                found = _comp(sheet, part, section, rhythm)
            case Playing.ARP:
                found = _arp(sheet, part, section, rhythm, [int(i) for i in order])
            case Playing.DRONE:
                pitch = nearest([sheet.key.tonic], sum(part.range) / 2)
                found = [_held(part, section.start, section.end - section.start, pitch, 0.7)]
            case Playing.SWELL:
                long = min(section.end - section.start, part.bars * sheet.style.meter * sheet.form.beat)
                found = [_held(part, section.end - long, long, 60, 0.8)]
            case Playing.HIT:
                found = [_held(part, section.start, 1.0, 60, 0.85)] if section.start > 0 else []
            case Playing.LEAD:
                found = []
        notes += found
    return notes


def _held(part: Part, start: float, seconds: float, pitch: float, velocity: float) -> Note:
    return Note(part=part.name, start=start, seconds=seconds, pitch=pitch, velocity=velocity)


def _note(part: Part, stroke: Stroke, pitch: float) -> Note:
    return _held(part, stroke.start, stroke.seconds * part.gate, pitch, stroke.velocity)


def _bass(sheet: Sheet, part: Part, section: Section, rhythm: str, steps: Sequence[str]) -> list[Note]:
    """Chord tones by name: 1 root, 3, 5, 7, 8 octave; the names start anew with every chord."""
    notes = []
    before, turn = -1.0, 0
    for stroke in sheet.strokes(rhythm, part, section):
        chord = sheet.chord(stroke.start)
        turn = 0 if chord.start != before else turn + 1
        before = chord.start
        root = _low(chord.root, part.range)
        name = steps[turn % len(steps)]
        if name == "8":
            pitch = root + 12 if root + 12 <= part.range[1] + 5 else root
        else:
            want = {"1": 0, "3": 1, "5": 2, "6": 3, "7": 3}[name]
            tone = chord.tones[min(want, len(chord.tones) - 1)]
            pitch = root + (tone - root) % 12
            pitch -= 12 if pitch > part.range[1] + 2 else 0
        notes.append(_note(part, stroke, pitch))
    return notes


def _low(root: int, span: tuple[int, int]) -> int:
    """The root at the bottom of a range."""
    return span[0] + (root - span[0]) % 12


def _walk(sheet: Sheet, part: Part, section: Section, rhythm: str, chance: np.random.Generator) -> list[Note]:
    """A walking bass: the root where a chord starts, chord tones and steps between, a half step into the next root."""
    strokes = list(sheet.strokes(rhythm, part, section))
    per_beat = sheet.style.grid
    low, high = part.range
    pitch = _low(sheet.chord(section.start).root, part.range)
    notes: list[Note] = []
    for i, stroke in enumerate(strokes):
        chord = sheet.chord(stroke.start)
        soon = sheet.chord(stroke.start + sheet.form.beat)
        if stroke.step % per_beat:  # a skip into the next beat
            notes.append(_note(part, stroke, pitch))
            continue
        if abs(stroke.start - chord.start) < 0.01 or i == 0:
            pitch = min((p for p in range(low, high + 1) if p % 12 == chord.root), key=lambda p: abs(p - pitch))
        elif soon is not chord:
            goal = min((p for p in range(low, high + 1) if p % 12 == soon.root), key=lambda p: abs(p - pitch))
            pitch = goal + (1 if pitch > goal or (pitch == goal and chance.random() < 0.5) else -1)
        else:
            tones = [t for t in chord.tones if t != pitch % 12]
            up = pitch < (low + high) / 2 + chance.normal(0, 4)
            pitch = nearest(tones, pitch + (3 if up else -3))
        notes.append(_note(part, stroke, float(np.clip(pitch, low - 2, high + 3))))
    return notes


def _pad(sheet: Sheet, part: Part, section: Section) -> list[Note]:
    notes: list[Note] = []
    before: tuple[int, ...] = ()
    for chord in sheet.chords:
        if not section.start - 1e-6 <= chord.start < section.end - 1e-6:
            continue
        before = voiced(chord.tones, *part.range, before, part.voices)
        velocity = 0.75 * sheet._growth(section, chord.start)
        notes += [_held(part, chord.start, chord.end - chord.start, p, velocity) for p in before]
    return notes


def _comp(sheet: Sheet, part: Part, section: Section, rhythm: str) -> list[Note]:
    notes: list[Note] = []
    before: tuple[int, ...] = ()
    for stroke in sheet.strokes(rhythm, part, section):
        chord = sheet.chord(stroke.start + 0.34 * sheet.form.beat)  # a chord struck just before a change belongs to it
        before = voiced(chord.tones, *part.range, before, part.voices)
        notes += [_note(part, stroke, p) for p in before]
    return notes


def _arp(sheet: Sheet, part: Part, section: Section, rhythm: str, order: Sequence[int]) -> list[Note]:
    notes: list[Note] = []
    before: tuple[int, ...] = ()
    for turn, stroke in enumerate(sheet.strokes(rhythm, part, section)):
        chord = sheet.chord(stroke.start)
        before = voiced(chord.tones, *part.range, before, part.voices)
        ladder = [*before, *(p + 12 for p in before)]
        notes.append(_note(part, stroke, ladder[order[turn % len(order)] % len(ladder)]))
    return notes


def ending(sheet: Sheet, part: Part, tail: float, last: float | None) -> list[Note]:
    """What a part plays on the last chord; `last` is the tune's last pitch, `tail` seconds of room."""
    close, chord = sheet.form.close, sheet.chords[-1]
    long = 0.7 * tail
    match part.ending:
        case Ending.NOTHING:
            return []
        case Ending.HIT:
            return [_held(part, close, long, 60, 0.9)]
        case Ending.ROOT:
            return [_held(part, close, long, _low(chord.root, part.range), 0.85)]
        case Ending.CHORD:
            pitches = voiced(chord.tones, *part.range, (), part.voices)
            return [_held(part, close, long, p, 0.8) for p in pitches]
        case Ending.TONIC:
            goal = last if last is not None else sum(part.range) / 2
            return [_held(part, close, long, nearest(chord.tones[:3:2], goal), 0.85)]
        case Ending.RUN:
            pitches = voiced(chord.tones, *part.range, (), part.voices)
            step = min(0.11, long / 6)
            ladder = [*pitches, pitches[0] + 12]
            return [_held(part, close + i * step, long, p, 0.6) for i, p in enumerate(ladder)]
