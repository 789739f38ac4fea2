"""Work that takes longer than an answer may."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from walkon.domain.ids import ProductionId, TakeId
from walkon.domain.people import Tier


class Task(StrEnum):
    """What a worker does for a production."""

    STORYBOARD = "storyboard"  # one still per shot
    RENDER = "render"  # the film, and its review


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One piece of work; ids and numbers only. The same job put twice is done once."""

    task: Task
    production: ProductionId
    attempt: int  # which try this belongs to; later ones make it void
    engine: str
    tier: Tier  # of the production's owner; decides who waits for whom
    behind: int = 0  # its owner's other productions that workers have already; known when it is put

    @property
    def key(self) -> str:
        """The same for the same work."""
        return f"{self.task.value} {self.production} {self.attempt}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A take that somebody sent is to be looked at."""

    take: TakeId
    again: int = 0  # how often people have said yes to it; each time it is looked at once more

    @property
    def key(self) -> str:
        """The same for the same work."""
        return f"look {self.take} {self.again}"


class Jobs(Protocol):
    def put(self, job: Job | Look) -> None:
        """Have it done once this unit of work has ended well. A permit is never part of a job."""
