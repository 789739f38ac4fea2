"""Time, chance and telling how far something is."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """An aware UTC datetime."""


class Progress(Protocol):
    """Hears how far a long action is. Raises `walkon.domain.errors.Cancelled` to stop it."""

    def __call__(self, stage: str, share: float) -> None:
        """`stage` is a stable key such as ``perceive``; `share` runs from 0 to 1 within the stage."""


def silent(stage: str, share: float) -> None:
    """A `Progress` that tells nobody."""
