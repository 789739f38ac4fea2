"""A score becomes sound: every part on a bus of its own, placed, sent to the room, and brought together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from walkon.media.sound import Sound
from walkon.stage.sound import drums, dynamics, filters, moods, patches, rooms
from walkon.stage.sound.filters import filtered
from walkon.stage.sound.moods import Part, Playing
from walkon.stage.sound.score import Note, Score
from walkon.stage.sound.waves import RATE, Bus

LOUDNESS = -20.0  # dB on the scale of LUFS, where the music plays
TURNS = 4  # recordings of each drum that take turns
DOUBLE = 0.5  # of a doubling instrument against the one it doubles
SILENCE = 0.06  # seconds at the very end


def play(score: Score, seed: int) -> Sound:
    """The score as stereo at 48 kHz, exactly as long as the film: it has faded out just before its end.

    Silence for a mood without music.
    """
    count = round(score.seconds * RATE)
    style = moods.load().get(score.mood)
    total = np.zeros((count, 2), np.float32)
    if style is None:
        return Sound(samples=total, rate=RATE)
    sent = np.zeros_like(total)
    kicks = [n.start for n in score.notes if n.part in ("kick",)]
    for number, part in enumerate(style.parts):
        notes = [n for n in score.notes if n.part == part.name]
        if not notes:
            continue
        bus = _part(part, notes, count, np.random.default_rng((seed, 107, number)))
        if part.chorus:
            rooms.chorus(bus, 0.004, 0.4, part.chorus)
        if part.pump:
            bus *= dynamics.pump(score.seconds, kicks, part.pump, 0.8 * 60 / score.tempo)[:count, None]
        bus *= _gains(part.gain - dynamics.level(bus), part.pan)
        if part.echo:
            bus += part.echo * _echo(bus, 0.75 * 60 / score.tempo)
        total += bus
        if part.send:
            sent += np.float32(part.send) * bus
    total += rooms.reverberated(filtered(sent, 160, None), style.room)
    total *= np.float32(10 ** ((LOUDNESS - dynamics.level(total)) / 20))
    dynamics.compress(total, style.squeeze[0], style.squeeze[1], 0.02, 0.25)
    total *= np.float32(10 ** ((LOUDNESS - dynamics.level(total)) / 20))
    return Sound(samples=filtered(total, 28, None) * _closing(count, score.seconds - score.close)[:, None], rate=RATE)


def _part(part: Part, notes: Sequence[Note], count: int, chance: np.random.Generator) -> Bus:
    bus = np.zeros((count, 2), np.float32)
    if part.patch in drums.DRUMS:
        _strike(bus, part.patch, notes, chance)
        return filtered(bus, *part.cut) if part.role is Playing.DRUMS else bus
    patch = patches.load()[part.patch]
    _notes(bus, patch, notes, chance)
    bus = filters.peaked(bus, patch.formants)
    if part.double:
        other = np.zeros_like(bus)
        second = patches.load()[part.double]
        _notes(other, second, notes, chance)
        other = filters.peaked(other, second.formants)
        bus += DOUBLE * np.float32(10 ** ((dynamics.level(bus) - dynamics.level(other)) / 20)) * other
    return filtered(bus, *part.cut)


def _notes(bus: Bus, patch: patches.Patch, notes: Sequence[Note], chance: np.random.Generator) -> None:
    for note in notes:
        first = round(note.start * RATE)
        if first < len(bus):
            patch.sound(bus, first, note.seconds, note.pitch, note.velocity, chance)


def _strike(bus: Bus, name: str, notes: Sequence[Note], chance: np.random.Generator) -> None:
    drum = drums.DRUMS[name]
    kept: list[Bus] = []
    for turn, note in enumerate(notes):
        first = round(note.start * RATE)
        if name in drums.HELD:
            hit = drum(note.seconds, note.velocity, chance)
        else:
            if len(kept) < TURNS:
                kept.append(drum(0.0, 0.8, chance))
            hit = kept[turn % len(kept)] * np.float32((note.velocity / 0.8) ** 1.4)
        part = hit[: max(0, len(bus) - first)]
        bus[first : first + len(part)] += part


def _gains(gain: float, pan: float) -> npt.NDArray[np.float32]:
    return dynamics.sides(pan) * np.float32(10 ** (gain / 20))


def _echo(bus: Bus, late: float) -> Bus:
    """Three repeats, each softer, from side to side."""
    made = np.zeros_like(bus)
    for k, loud in ((1, 1.0), (2, 0.55), (3, 0.3)):
        shift = round(k * late * RATE)
        if shift < len(bus):
            made[shift:] += np.float32(loud) * (bus[:-shift, ::-1] if k % 2 else bus[:-shift])
    return made


def _closing(count: int, tail: float) -> npt.NDArray[np.float32]:
    """1, then a smooth way to silence over the last part of the tail."""
    still = min(count, round(min(SILENCE, 0.1 * tail) * RATE))
    fade = min(count - still, round(0.55 * tail * RATE))
    u = np.linspace(0, 1, max(1, fade))
    gain = np.ones(count, np.float32)
    gain[count - still - len(u) : count - still] = (0.5 + 0.5 * np.cos(np.pi * u)) ** 1.3
    gain[count - still :] = 0
    return gain
