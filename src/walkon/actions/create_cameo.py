"""From a take to a sealed cameo."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from walkon.actions.verify_take import Answer, Checker, Passed, look_again, verify_take
from walkon.domain.attempts import Holder
from walkon.domain.cameo import Cameo, JudgedBy, Standing
from walkon.domain.capture import Challenge, later
from walkon.domain.errors import HandleTaken
from walkon.domain.ids import CameoId, Handle
from walkon.domain.policies import Policy
from walkon.domain.verification import Refused, Usable, Verified, not_accepted, usable
from walkon.ports.making import BuildLikeness, BuildVoice, BuiltVoice, Recording
from walkon.ports.world import Progress

Seen = TypeVar("Seen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker(Generic[Seen]):
    """The rooms a cameo passes through."""

    checker: Checker[Seen]
    likeness: BuildLikeness[Seen]
    voice: BuildVoice[Seen]


def create_cameo(
    maker: Maker[Seen],
    handle: Handle,
    take: Recording,
    challenge: Challenge | None,
    holder: Holder,
    policy: Policy,
    progress: Progress,
    *,
    witnessed: bool = False,
    lead: float = 0.0,
    passed: Passed | None = None,
) -> tuple[Cameo, Verified | Usable]:
    """The new cameo and the verdict it rests on; without a challenge it is unverified.

    `passed`: people looked at this take before, because a policy left it to them.

    Raises `HandleTaken`, `RefusedTake` and its kind, what `verify_take` raises and what reading a clip can raise; nothing
    of the take is kept then.
    """
    vault = maker.checker.vault
    if vault.find(handle) is not None:
        raise HandleTaken(handle=str(handle))
    verdict, seen, now = _judged(maker.checker, take, challenge, holder, policy, progress, witnessed, lead, passed)
    asked = None if challenge is None else later(challenge, lead)
    parts, voice = built(maker, seen, asked, progress)
    verified = isinstance(verdict, Verified)
    cameo = Cameo(
        id=CameoId(secrets.token_hex(16)),
        handle=handle,
        standing=Standing.VERIFIED if verified else Standing.UNVERIFIED,
        created=now,
        has_voice=voice is not None,
        voice_similarity=voice.similarity if voice else None,
        policy=policy.name if verified else None,
        policy_version=policy.version if verified else None,
        judged_by=JudgedBy.RULES if passed is None else JudgedBy.PERSON,
    )
    vault.put(cameo, parts)
    return cameo, verdict


def built(
    maker: Maker[Seen], seen: Seen, challenge: Challenge | None, progress: Progress
) -> tuple[dict[str, bytes], BuiltVoice | None]:
    """What is sealed of a person, and their voice as it was measured."""
    likeness = maker.likeness(seen, progress)
    voice = maker.voice(seen, challenge, progress)
    face = maker.checker.face(seen)
    found = {"likeness": likeness, "voice": voice and voice.data, "face": face, "speaker": maker.checker.speaker(seen)}
    return {name: part for name, part in found.items() if part}, voice


def _judged(
    checker: Checker[Seen],
    take: Recording,
    challenge: Challenge | None,
    holder: Holder,
    policy: Policy,
    progress: Progress,
    witnessed: bool,
    lead: float,
    passed: Passed | None,
) -> tuple[Verified | Usable, Seen, datetime]:
    """A verdict a cameo can rest on. Raises `RefusedTake` and its kind."""
    if challenge is None:
        now = checker.clock.now()
        seen = checker.perceive(take, None, progress)
        found = usable(checker.evidence(seen), policy)
        if isinstance(found, Refused):
            raise not_accepted(found)
        return found, seen, now
    answer: Answer[Seen]
    if passed is None:
        answer = verify_take(checker, take, challenge, holder, policy, progress, witnessed=witnessed, lead=lead)
    else:
        answer = look_again(checker, take, challenge, passed, policy, progress, witnessed=witnessed, lead=lead)
    if not isinstance(answer.verdict, Verified):
        raise not_accepted(answer.verdict)
    return answer.verdict, answer.seen, answer.at
