"""From a take to a sealed cameo."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from walkon.domain.cameo import Cameo, Standing
from walkon.domain.capture import Challenge
from walkon.domain.errors import HandleTaken
from walkon.domain.ids import CameoId, Handle
from walkon.domain.verification import Policy, Refused, RefusedTake, Usable, Verified, judge, usable
from walkon.ports.making import BuildLikeness, BuildVoice, EvidenceOf, Perceive
from walkon.ports.vault import CameoVault, ChallengeBook
from walkon.ports.world import Clock, Progress

Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker(Generic[Seen]):
    """The rooms a cameo passes through."""

    perceive: Perceive[Seen]
    evidence: EvidenceOf[Seen]
    likeness: BuildLikeness[Seen]
    voice: BuildVoice[Seen]
    vault: CameoVault
    challenges: ChallengeBook
    clock: Clock


def create_cameo(
    maker: Maker[Seen], handle: Handle, take: Path, challenge: Challenge | None, policy: Policy, progress: Progress
) -> tuple[Cameo, Verified | Usable]:
    """The new cameo and the verdict it rests on; without a challenge it is unverified.

    The challenge is spent when the take is judged: a file that cannot be read costs nothing, a refused take cannot be
    tried again with the same challenge. What counts is the moment the take arrived, not how long looking at it took.
    Raises `HandleTaken`, `RefusedTake`, and what reading a clip can raise; nothing is kept then.
    """
    if maker.vault.find(handle) is not None:
        raise HandleTaken(handle=str(handle))
    now = maker.clock.now()
    seen = maker.perceive(take, challenge, progress)
    if challenge is not None:
        maker.challenges.spend(challenge, now)
    evidence = maker.evidence(seen)
    verdict = judge(evidence, policy, now) if challenge is not None else usable(evidence, policy)
    if isinstance(verdict, Refused):
        raise RefusedTake(verdict)
    likeness = maker.likeness(seen, progress)
    voice = maker.voice(seen, challenge, progress)
    cameo = Cameo(
        id=CameoId(secrets.token_hex(16)),
        handle=handle,
        standing=Standing.UNVERIFIED if challenge is None else Standing.VERIFIED,
        created=now,
        has_voice=voice is not None,
        voice_similarity=voice.similarity if voice else None,
    )
    parts = {"likeness": likeness} | ({"voice": voice.data} if voice else {})
    maker.vault.put(cameo, parts)
    return cameo, verdict
