"""When everything happens: lines on the film's clock, and what each person's face does in each shot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from walkon.domain.captions import Said
from walkon.domain.ids import Handle
from walkon.domain.performance import MouthCue, Performance
from walkon.domain.plan import FPS, Plan
from walkon.voice.speech import Speech

LEAD = 0.25  # seconds between a cut and the first word
GAP = 0.2  # seconds between two lines of one shot
BLINK_EVERY = (2.2, 4.8)  # seconds; people at ease blink 12 to 20 times a minute (Bentivoglio et al. 1997)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One line on the film's clock: `start` in seconds from the film's first frame."""

    person: Handle
    speech: Speech
    start: float

    @property
    def end(self) -> float:
        return self.start + self.speech.sound.seconds


def lines(plan: Plan) -> int:
    """How many lines are said."""
    return sum(len(shot.lines) for shot in plan.shots)


def place(plan: Plan, speeches: Sequence[Speech]) -> tuple[Spoken, ...]:
    """Lines in the plan's order, one `Speech` each, on the film's clock.

    Lines of a shot follow each other; where the voice needs longer than the planner thought they begin earlier, and the
    last may run into the next shot, but never past the end of the film unless the lines alone are longer than it.
    """
    lines = [
        (start / FPS, shot, line)
        for start, shot in zip(plan.first_frames, plan.shots, strict=True)
        for line in shot.lines
    ]
    if len(lines) != len(speeches):
        raise ValueError("one speech per line")
    wanted: list[float] = []
    at = 0.0
    for (start, _, _), speech in zip(lines, speeches, strict=True):
        at = max(at, start + LEAD)
        wanted.append(at)
        at += speech.sound.seconds + GAP
    latest = plan.seconds - 0.1
    for i in range(len(wanted) - 1, -1, -1):
        wanted[i] = max(0.0, min(wanted[i], latest - speeches[i].sound.seconds))
        latest = wanted[i] - GAP / 2
    return tuple(
        Spoken(person=line.person, speech=speech, start=start)
        for (_, _, line), speech, start in zip(lines, speeches, wanted, strict=True)
    )


def said(parts: Sequence[Plan], spoken: Sequence[Sequence[Spoken]]) -> tuple[Said, ...]:
    """The lines of all parts on the clock of the whole film."""
    begins = accumulate((part.frames / FPS for part in parts), initial=0.0)
    return tuple(
        Said(person=line.person, text=line.text, start=begin + there.start, end=begin + there.end)
        for part, lines, begin in zip(parts, spoken, begins, strict=False)
        for line, there in zip((line for shot in part.shots for line in shot.lines), lines, strict=True)
    )


def performances(plan: Plan, spoken: Sequence[Spoken]) -> tuple[Mapping[Handle, Performance], ...]:
    """For each shot, what everybody seen in it does with their face."""
    blinks = {role.person: _blinks(plan, i, spoken) for i, role in enumerate(plan.roles)}
    result = []
    for start, shot in zip(plan.first_frames, plan.shots, strict=True):
        frames = round(shot.seconds * FPS)
        begin, end = start / FPS, (start + frames) / FPS
        acts = {}
        for person in shot.people:
            acts[person] = Performance(
                fps=FPS,
                frames=frames,
                mouth=_mouth(person, spoken, begin, end),
                blinks=tuple(b - begin for b in blinks[person] if begin + 0.1 < b < end - 0.1),
            )
        result.append(acts)
    return tuple(result)


def _mouth(person: Handle, spoken: Sequence[Spoken], begin: float, end: float) -> tuple[MouthCue, ...]:
    cues = []
    for line in spoken:
        if line.person != person:
            continue
        for cue in line.speech.mouth:
            left, right = max(begin, line.start + cue.start), min(end, line.start + cue.end)
            if right > left:
                cues.append(MouthCue(viseme=cue.viseme, start=left - begin, end=right - begin))
    return tuple(cues)


def _blinks(plan: Plan, who: int, spoken: Sequence[Spoken]) -> tuple[float, ...]:
    """Moments of closed lids: irregular, and people like to blink as they finish a line."""
    chance = np.random.default_rng((plan.seed, who, 7))
    times, at = [], float(chance.uniform(0.8, 2.2))
    while at < plan.seconds:
        times.append(at)
        at += float(chance.uniform(*BLINK_EVERY))
    mine = [line.end for line in spoken if line.person == plan.roles[who].person]
    ends = [end + 0.12 for end in mine if all(abs(end + 0.12 - t) > 0.7 for t in times)]
    return tuple(sorted((*times, *ends)))
