"""Time, chance and telling how far something is."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol, runtime_checkable


class Clock(Protocol):
    """The time."""

    def now(self) -> datetime:
        """An aware UTC datetime."""


class Progress(Protocol):
    """Hears how far a long action is. Raises `walkon.domain.errors.Cancelled` to stop it."""

    def __call__(self, stage: str, share: float) -> None:
        """`stage` is a stable key such as ``perceive``; `share` runs from 0 to 1 within the stage."""


@runtime_checkable
class Shows(Protocol):
    """A `Progress` that wants to see now and then what has just been drawn, to show it to whoever waits."""

    def show(self, picture: bytes) -> None:
        """A small JPEG of one frame, as it will be in the film. Raises what the `Progress` raises."""


def silent(stage: str, share: float) -> None:
    """A `Progress` that tells nobody."""
