"""An in-memory world behind the real ports, with a clock that moves only when told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import numpy as np

from walkon.domain.attempts import Attempt, Holder
from walkon.domain.cameo import Cameo
from walkon.domain.capture import ANSWERS, Challenge
from walkon.domain.errors import (
    ChallengeAltered,
    ChallengeExpired,
    ChallengeForeign,
    ChallengeUnknown,
    ChallengeUsed,
    HandleTaken,
    NothingSealed,
)
from walkon.domain.identity import Nearest
from walkon.domain.ids import CameoId, ChallengeId, Handle
from walkon.domain.parcels import CLAIMED

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

    def renew(self, cameo: Cameo, parts: Mapping[str, bytes]) -> None:
        if cameo.id not in self.cameos or self.cameos[cameo.id][0].handle != cameo.handle:
            raise NothingSealed
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

    def nearest_face(self, face: bytes) -> Nearest | None:
        faces = [(c.id, parts["face"]) for c, parts in self.cameos.values() if len(parts.get("face", b"")) == 512]
        mine = np.frombuffer(face, "<f4")
        found = [Nearest(cameo=i, distance=float(np.linalg.norm(mine - np.frombuffer(f, "<f4")))) for i, f in faces]
        return min(found, key=lambda nearest: nearest.distance, default=None)

    def face_distance(self, cameo: CameoId, face: bytes) -> float | None:
        parts = self.cameos[cameo][1] if cameo in self.cameos else {}
        known = parts.get("face", parts.get(CLAIMED))
        mine = np.frombuffer(face, "<f4")
        return None if known is None else float(np.linalg.norm(mine - np.frombuffer(known, "<f4")))

    def voice_likeness(self, cameo: CameoId, voice: bytes) -> float | None:
        known = self.cameos[cameo][1].get("speaker") if cameo in self.cameos else None
        if known is None:
            return None
        mine, theirs = np.frombuffer(voice, "<f4"), np.frombuffer(known, "<f4")
        return float(mine @ theirs / (np.linalg.norm(mine) * np.linalg.norm(theirs)))

    def delete(self, cameo: CameoId) -> None:
        self.cameos.pop(cameo, None)

    def holds(self, cameo: CameoId) -> bool:
        return cameo in self.cameos


@dataclass
class MemoryChallenges:
    issued: dict[ChallengeId, tuple[Challenge, Holder]] = field(default_factory=dict)
    answers: dict[ChallengeId, int] = field(default_factory=dict)

    def issue(self, challenge: Challenge, holder: Holder) -> None:
        self.issued[challenge.id] = (challenge, holder)
        self.answers[challenge.id] = 0

    def check(self, challenge: Challenge, holder: Holder, now: datetime) -> None:
        if challenge.id not in self.issued:
            raise ChallengeUnknown
        known, whose = self.issued[challenge.id]
        if known != challenge:
            raise ChallengeAltered
        if whose != holder:
            raise ChallengeForeign
        if not challenge.issued <= now < challenge.expires:
            raise ChallengeExpired
        if self.answers[challenge.id] >= ANSWERS:
            raise ChallengeUsed

    def answer(self, challenge: Challenge, holder: Holder, now: datetime) -> int:
        self.check(challenge, holder, now)
        self.answers[challenge.id] += 1
        return ANSWERS - self.answers[challenge.id]

    def close(self, challenge: Challenge) -> None:
        if challenge.id in self.answers:
            self.answers[challenge.id] = ANSWERS


@dataclass
class MemoryAttempts:
    attempts: list[Attempt] = field(default_factory=list)

    def record(self, attempt: Attempt) -> None:
        self.attempts.append(attempt)

    def recent(self) -> Sequence[Attempt]:
        return list(self.attempts)
