"""Where cameos and challenges are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from walkon.domain.cameo import Cameo
from walkon.domain.capture import Challenge
from walkon.domain.ids import CameoId, Handle


class CameoVault(Protocol):
    """Sealed cameos of one home. A cameo appears whole or not at all, and goes for good."""

    def put(self, cameo: Cameo, parts: Mapping[str, bytes]) -> None:
        """Seal a new cameo; `parts` are its likeness and voice. Raises `HandleTaken` when the handle is in use."""

    def find(self, handle: Handle) -> Cameo | None:
        """The cameo called `handle`, if there is one."""

    def all(self) -> Sequence[Cameo]:
        """Every cameo, in order of creation."""

    def open(self, cameo: CameoId, part: str) -> bytes:
        """One part of a cameo in the clear. Raises `NothingSealed` when the cameo or the part does not exist."""

    def delete(self, cameo: CameoId) -> None:
        """Destroy the cameo's key, then everything else of it. Deleting what is gone is fine."""


class ChallengeBook(Protocol):
    """Which challenges were issued and not yet spent."""

    def issue(self, challenge: Challenge) -> None:
        """Remember a challenge until it is spent or expires."""

    def spend(self, challenge: Challenge, now: datetime) -> None:
        """Use a challenge up. Raises `ChallengeUnknown` (not issued here, spent, changed) or `ChallengeExpired`."""
