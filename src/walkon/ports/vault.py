"""Where cameos and challenges are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from walkon.domain.attempts import Attempt, Holder
from walkon.domain.cameo import Cameo
from walkon.domain.capture import Challenge
from walkon.domain.identity import Nearest
from walkon.domain.ids import CameoId, Handle


class CameoVault(Protocol):
    """Sealed cameos of one home. A cameo appears whole or not at all, and goes for good."""

    def put(self, cameo: Cameo, parts: Mapping[str, bytes]) -> None:
        """Seal a new cameo; `parts` are its likeness and voice. Raises `HandleTaken` when the handle is in use."""

    def renew(self, cameo: Cameo, parts: Mapping[str, bytes]) -> None:
        """Put a new record and new parts in place of all parts of an existing cameo, at once.

        Raises `NothingSealed` when there is no cameo of that id and handle.
        """

    def find(self, handle: Handle) -> Cameo | None:
        """The cameo called `handle`, if there is one."""

    def all(self) -> Sequence[Cameo]:
        """Every cameo, in order of creation."""

    def open(self, cameo: CameoId, part: str) -> bytes:
        """One part of a cameo in the clear. Raises `NothingSealed` when the cameo or the part does not exist."""

    def nearest_face(self, face: bytes) -> Nearest | None:
        """The enrolled person whose template is nearest to `face` (128 float32 numbers); None where nobody has one.

        Templates are opened and compared inside the vault; what comes out is a distance.
        """

    def face_distance(self, cameo: CameoId, face: bytes) -> float | None:
        """How far `face` is from the template of one cameo, or from one that is only claimed for it
        (`walkon.domain.parcels`); None where it has none or is gone.
        """

    def voice_likeness(self, cameo: CameoId, voice: bytes) -> float | None:
        """How like `voice` (256 float32 numbers) one cameo's is, as a cosine; None where it has no template or is gone."""

    def delete(self, cameo: CameoId) -> None:
        """Destroy the cameo's key, then everything else of it. Deleting what is gone is fine."""


class ChallengeBook(Protocol):
    """Which challenges were issued to whom, and how often each was answered."""

    def issue(self, challenge: Challenge, holder: Holder) -> None:
        """Remember a challenge and its holder."""

    def check(self, challenge: Challenge, holder: Holder, now: datetime) -> None:
        """Whether it may be answered now. Raises `ChallengeUnknown` (not issued here), `ChallengeAltered`,
        `ChallengeForeign` (another holder's), `ChallengeExpired` and `ChallengeUsed` (closed, or answered often enough).
        """

    def answer(self, challenge: Challenge, holder: Holder, now: datetime) -> int:
        """Count one answer and give how many are left. Raises what `check` raises."""

    def close(self, challenge: Challenge) -> None:
        """No further answers; closing what is unknown is fine."""


class AttemptBook(Protocol):
    """Answers of the last day, by hashed account and device."""

    def record(self, attempt: Attempt) -> None:
        """Remember an answer for a day."""

    def recent(self) -> Sequence[Attempt]:
        """Answers of the last day, and perhaps older ones."""
