"""Words of a film and when they are said, as captions (WebVTT, W3C Candidate Recommendation of 2019-04-04).

Rules
1. Whoever draws a film says when each line begins and ends. Where nobody does (an engine elsewhere), the plan's order and
   the usual pace of speech have to do.
2. Captions belong to their film: sealed like it, seen by whoever may see it, and gone with it.
3. A name is what a person is called here; signs that the format reads as its own are written around.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from walkon.domain.ids import Handle
from walkon.domain.plan import FPS, Plan

SYLLABLES, WORDS = 5.0, 2.5  # a second, of Hangul and of others: as the planner reckons how long a shot has to be
LEAD, GAP, SHORTEST = 0.25, 0.2, 0.8  # seconds: after a cut, between two lines, and of one line


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One line; `start` and `end` in seconds from the film's first frame. `text` is personal data."""

    person: Handle
    text: str
    start: float
    end: float


def estimated(plan: Plan) -> tuple[Said, ...]:
    """About when the lines of a plan are said: each in its shot, one after the other."""
    found, at = list[Said](), 0.0
    for first, shot in zip(plan.first_frames, plan.shots, strict=True):
        at = max(at, first / FPS + LEAD)
        for line in shot.lines:
            end = at + usual_seconds(line.text)
            found.append(Said(person=line.person, text=line.text, start=at, end=min(end, plan.seconds)))
            at = end + GAP
    return tuple(said for said in found if said.start < said.end)


def usual_seconds(text: str) -> float:
    """About how many seconds saying it takes."""
    syllables = len(re.findall(r"[가-힣]", text))
    words = len(re.findall(r"\w+", re.sub(r"[가-힣]", "", text)))
    return max(SHORTEST, syllables / SYLLABLES + words / WORDS)


def webvtt(lines: Iterable[Said]) -> str:
    """A whole file of captions, one cue per line, in the order of their beginnings."""
    cues = [
        f"{_moment(said.start)} --> {_moment(said.end)}\n<v {said.person.name}>{_written(said.text)}\n"
        for said in sorted(lines, key=lambda said: said.start)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _moment(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _written(text: str) -> str:
    """On one line, with the format's own signs as the format spells them."""
    line = " ".join(text.split())
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
