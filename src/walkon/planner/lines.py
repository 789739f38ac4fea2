"""Who says what, and how long it takes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from walkon.domain.capture import Language
from walkon.domain.ids import Handle
from walkon.domain.plan import Line
from walkon.planner.errors import BadLine, NotInCast
from walkon.planner.prompt import Prompt, language_of

LIMIT = 300
PAUSE = 0.45  # seconds left free around a line
_SAY = re.compile(r"\s*(@\w+)\s*[:：]\s*(.+)", re.DOTALL)


def parse_say(text: str, cast: Sequence[Handle]) -> Line:
    """`@mina: words` as a line. Raises `BadLine`, or `BadHandle` for an impossible handle."""
    hit = _SAY.fullmatch(text)
    if hit is None or not 1 <= len(hit.group(2).strip()) <= LIMIT:
        raise BadLine(limit=LIMIT)
    person = Handle.parse(hit.group(1))
    if person not in cast:
        raise NotInCast(handle=str(person))
    words = hit.group(2).strip()
    return Line(person=person, text=words, language=language_of(words))


def line(person: Handle, text: str) -> Line:
    """Words that somebody is to say. Raises `BadLine`."""
    words = " ".join(text.split())
    if not 1 <= len(words) <= LIMIT:
        raise BadLine(limit=LIMIT)
    return Line(person=person, text=words, language=language_of(words))


def quoted(prompt: Prompt, me: Handle) -> list[Line]:
    """Quoted words of the prompt, each spoken by whoever was named last before it."""
    lines = []
    for quote in prompt.quotes:
        before = [m for m in prompt.mentions if m.end <= quote.start]
        speaker = (before[-1].person or me) if before else me
        lines.append(Line(person=speaker, text=quote.text, language=language_of(quote.text)))
    return lines


def seconds(line: Line) -> float:
    """About how long a line takes: 150 English words or 300 Korean syllables a minute, never under 0.8 s."""
    if line.language is Language.KOREAN:
        amount = (
            len(re.findall(r"[가-힣]", line.text)) / 5.0
            + len(re.findall(r"\w+", re.sub(r"[가-힣]", "", line.text))) / 2.5
        )
    else:
        amount = len(re.findall(r"[\w']+", line.text)) / 2.5
    return max(0.8, amount) + PAUSE
