"""How a film is cut: which shots, how long, who is in them, who speaks where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from walkon.domain.ids import Handle
from walkon.domain.plan import FPS, Framing, Line, Move, Shot
from walkon.planner import lines as speech
from walkon.planner.errors import LinesTooLong

SHORTEST = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """One shot of a pattern. `who` is "none", "all", or the place of a cast member (0 first)."""

    framing: Framing
    move: Move
    who: str | int
    share: float


OPENING = Beat(framing=Framing.WIDE, move=Move.PUSH_IN, who="none", share=1.3)
ALONE = (
    Beat(framing=Framing.MEDIUM, move=Move.HANDHELD, who="all", share=2.4),
    Beat(framing=Framing.CLOSE, move=Move.PUSH_IN, who="all", share=2.3),
    Beat(framing=Framing.MEDIUM, move=Move.PAN_RIGHT, who="all", share=2.4),
    Beat(framing=Framing.CLOSE, move=Move.HANDHELD, who="all", share=2.3),
)
TOGETHER = (
    Beat(framing=Framing.MEDIUM, move=Move.PUSH_IN, who="all", share=2.6),
    Beat(framing=Framing.CLOSE, move=Move.HANDHELD, who=0, share=2.1),
    Beat(framing=Framing.CLOSE, move=Move.HANDHELD, who=1, share=2.1),
    Beat(framing=Framing.MEDIUM, move=Move.PULL_BACK, who="all", share=2.6),
)


def cut(
    cast: Sequence[Handle],
    lines: Sequence[Line],
    seconds: float,
    framing: Framing | None,
    move: Move | None,
) -> tuple[Shot, ...]:
    """Shots that add up to `seconds` (whole frames), hold every line, and show everybody at least once.

    Raises `LinesTooLong` when the lines do not fit.
    """
    needed = sum(speech.seconds(line) for line in lines)
    if needed > seconds:
        raise LinesTooLong(needed=round(needed), seconds=round(seconds))
    beats = _beats(len(cast), seconds - needed, seconds)
    if framing is not None and framing is not Framing.WIDE:
        beats = [replace(b, framing=framing) if b.who != "none" else b for b in beats]
    if move is not None:
        beats = [replace(b, move=move) for b in beats]
    shots = [Shot(seconds=b.share, framing=b.framing, move=b.move, people=_people(b, cast)) for b in beats]
    return _stretch(_place(shots, lines, cast), seconds)


def _beats(people: int, spare: float, seconds: float) -> list[Beat]:
    pattern = ALONE if people == 1 else TOGETHER
    beats = [OPENING] if seconds >= 5.0 and spare >= 1.5 else []
    total = sum(b.share for b in beats)
    while len(beats) < 1 or total < seconds - 1.2:
        beat = pattern[sum(b.who != "none" for b in beats) % len(pattern)]
        beats.append(beat)
        total += beat.share
    return beats


def _people(beat: Beat, cast: Sequence[Handle]) -> tuple[Handle, ...]:
    if beat.who == "none":
        return ()
    return tuple(cast) if beat.who == "all" else (cast[int(beat.who)],)


def _place(shots: list[Shot], lines: Sequence[Line], cast: Sequence[Handle]) -> list[Shot]:
    """Lines in their order into shots where their speaker is seen, spread evenly; a shot is added where none fits."""
    at = 0
    left = len(lines)
    for line in lines:
        fitting = [i for i in range(at, len(shots)) if line.person in shots[i].people]
        if not fitting:
            shots.append(Shot(seconds=1.0, framing=Framing.CLOSE, move=Move.HANDHELD, people=(line.person,)))
            fitting = [len(shots) - 1]
        free = [i for i in fitting if not shots[i].lines and len(fitting) >= left]
        i = (free or fitting)[0]
        shots[i] = replace(shots[i], lines=(*shots[i].lines, line))
        at, left = i, left - 1
    seen = {person for shot in shots for person in shot.people}
    if missing := [person for person in cast if person not in seen]:
        shots.append(Shot(seconds=1.5, framing=Framing.MEDIUM, move=Move.HANDHELD, people=tuple(missing)))
    return shots


def _stretch(shots: list[Shot], seconds: float) -> tuple[Shot, ...]:
    """Lengths in whole frames that add up; a shot never gets shorter than its words, shots without room go."""
    floors = [max(SHORTEST, sum(speech.seconds(line) for line in shot.lines)) for shot in shots]
    while sum(floors) > seconds:
        spare = [i for i in range(len(shots)) if not shots[i].lines]
        if not spare or len(shots) == 1:
            scale = seconds / sum(floors)
            floors = [f * scale for f in floors]
            break
        gone = min(spare, key=lambda i: (bool(shots[i].people), -i))
        del shots[gone], floors[gone]
    free = seconds - sum(floors)
    wish = [max(0.0, shot.seconds - floor) for shot, floor in zip(shots, floors, strict=True)]
    total = sum(wish)
    lengths = [f + free * (w / total if total else 1 / len(shots)) for f, w in zip(floors, wish, strict=True)]
    ends = [round(sum(lengths[: i + 1]) * FPS) for i in range(len(lengths))]
    starts = [0, *ends[:-1]]
    return tuple(
        replace(shot, seconds=(end - start) / FPS) for shot, start, end in zip(shots, starts, ends, strict=True)
    )
