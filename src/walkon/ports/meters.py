"""Counting how often somebody does something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from walkon.domain.rates import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where somebody stands after a use, or after one that was refused."""

    admitted: bool
    left: int  # uses, in this window
    frees_in: float  # seconds until the oldest use leaves the window


class Meter(Protocol):
    """Uses in a moving window; may be shared by several processes, or not."""

    def hit(self, name: str, key: str, rate: Rate) -> Standing:
        """Count one use of `name` by `key`, if there is one left; what is refused is not counted."""
