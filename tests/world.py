"""An in-memory world behind the real ports, with a clock that moves only when told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from walkon.domain.cameo import Cameo
from walkon.domain.capture import Challenge
from walkon.domain.errors import ChallengeExpired, ChallengeUnknown, HandleTaken, NothingSealed
from walkon.domain.ids import CameoId, ChallengeId, Handle

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@dataclass
class VirtualClock:
    time: datetime = NOON

    def now(self) -> datetime:
        return self.time

    def advance(self, **amount: float) -> None:
        self.time += timedelta(**amount)


@dataclass
class MemoryVault:
    cameos: dict[CameoId, tuple[Cameo, dict[str, bytes]]] = field(default_factory=dict)

    def put(self, cameo: Cameo, parts: Mapping[str, bytes]) -> None:
        if self.find(cameo.handle):
            raise HandleTaken(handle=str(cameo.handle))
        self.cameos[cameo.id] = (cameo, dict(parts))

    def find(self, handle: Handle) -> Cameo | None:
        return next((c for c, _ in self.cameos.values() if c.handle == handle), None)

    def all(self) -> Sequence[Cameo]:
        return sorted((c for c, _ in self.cameos.values()), key=lambda c: (c.created, c.id))

    def open(self, cameo: CameoId, part: str) -> bytes:
        try:
            return self.cameos[cameo][1][part]
        except KeyError:
            raise NothingSealed from None

    def delete(self, cameo: CameoId) -> None:
        self.cameos.pop(cameo, None)


@dataclass
class MemoryChallenges:
    issued: dict[ChallengeId, Challenge] = field(default_factory=dict)

    def issue(self, challenge: Challenge) -> None:
        self.issued[challenge.id] = challenge

    def spend(self, challenge: Challenge, now: datetime) -> None:
        if self.issued.get(challenge.id) != challenge:
            raise ChallengeUnknown
        del self.issued[challenge.id]
        if now >= challenge.expires:
            raise ChallengeExpired
