"""Takes by the drawn performers, recorded small and only once per test run."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from functools import cache

from walkon.domain.capture import Challenge, Language, draw_challenge
from walkon.media.decode import open_clip
from walkon.perception.observation import Observation
from walkon.perception.observe import observe
from walkon.ports.world import silent
from walkon.rehearsal.mishaps import Mishap
from walkon.rehearsal.take import Take, record

SMALL, FPS = (360, 480), 16
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@cache
def challenge(language: Language = Language.ENGLISH, seed: int = 48) -> Challenge:
    return draw_challenge(random.Random(seed), language, NOW)


def take(name: str, language: Language = Language.ENGLISH, mishap: Mishap | None = None) -> Take:
    return _take(name, language, mishap)


def seen(name: str, language: Language = Language.ENGLISH, mishap: Mishap | None = None) -> Observation:
    """What perception makes of a take."""
    return _seen(name, language, mishap)


# a cache tells arguments that were left out from the same ones given: so these have none to leave out
@cache
def _take(name: str, language: Language, mishap: Mishap | None) -> Take:
    return record(name, challenge(language), size=SMALL, mishap=mishap, fps=FPS)


@cache
def _seen(name: str, language: Language, mishap: Mishap | None) -> Observation:
    return observe(open_clip(take(name, language, mishap).data), challenge(language), silent)
