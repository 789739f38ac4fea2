"""A cameo recorded anew by the person it shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from walkon.actions.create_cameo import Maker, built
from walkon.actions.verify_take import Answer, Passed, look_again, verify_take
from walkon.domain.attempts import Holder
from walkon.domain.cameo import Cameo, JudgedBy, Standing
from walkon.domain.capture import Challenge, later
from walkon.domain.errors import UnknownHandle
from walkon.domain.ids import Handle
from walkon.domain.policies import Policy
from walkon.domain.verification import Verified, not_accepted
from walkon.ports.making import Recording
from walkon.ports.world import Progress

Seen = TypeVar("Seen")


def renew_cameo(
    maker: Maker[Seen],
    handle: Handle,
    take: Recording,
    challenge: Challenge,
    holder: Holder,
    policy: Policy,
    progress: Progress,
    *,
    witnessed: bool = False,
    lead: float = 0.0,
    passed: Passed | None = None,
) -> tuple[Cameo, Verified]:
    """The cameo with the likeness, voice and template of a new take, and the verdict it rests on.

    An unverified cameo is verified by it. Whoever is not the person it shows is refused. Raises `UnknownHandle`,
    `RefusedTake` and its kind, what `verify_take` raises and what reading a clip can raise; the cameo is as it was then.
    """
    vault = maker.checker.vault
    known = vault.find(handle)
    if known is None:
        raise UnknownHandle(handle=str(handle))
    answer: Answer[Seen]
    checker, claims = maker.checker, known.id
    unproven = known.origin is not None and known.standing is not Standing.VERIFIED
    if passed is None:
        answer = verify_take(
            checker,
            take,
            challenge,
            holder,
            policy,
            progress,
            claims=claims,
            unproven=unproven,
            witnessed=witnessed,
            lead=lead,
        )
    else:
        answer = look_again(
            checker,
            take,
            challenge,
            passed,
            policy,
            progress,
            claims=claims,
            unproven=unproven,
            witnessed=witnessed,
            lead=lead,
        )
    if not isinstance(answer.verdict, Verified):
        raise not_accepted(answer.verdict)
    parts, voice = built(maker, answer.seen, later(challenge, lead), progress)
    cameo = replace(
        known,
        standing=Standing.VERIFIED,
        renewed=answer.at,
        has_voice=voice is not None,
        voice_similarity=voice.similarity if voice else None,
        policy=policy.name,
        policy_version=policy.version,
        judged_by=JudgedBy.RULES if passed is None else JudgedBy.PERSON,
    )
    vault.renew(cameo, parts)
    return cameo, answer.verdict
