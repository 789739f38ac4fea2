"""From a plan to a signed film.

Consent is asked for twice: before a likeness is opened, and again before the film is signed and written.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from walkon.domain.cameo import Cameo, Standing
from walkon.domain.consent import Allowed, Appearing, Gate, Question, permit
from walkon.domain.errors import UnknownHandle
from walkon.domain.grants import Audience, Purpose, Where
from walkon.domain.ids import HOME, Handle, ProductionId
from walkon.domain.plan import Plan
from walkon.domain.provenance import Claims, consent_record
from walkon.ports.making import CastMember, Deliver, Engine, SignFilm
from walkon.ports.vault import CameoVault
from walkon.ports.world import Clock, Progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """The rooms a film passes through."""

    vault: CameoVault
    engine: Engine
    sign: SignFilm
    deliver: Deliver
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Film:
    """What was made."""

    path: Path
    size: int  # bytes
    unverified: bool
    synthetic_voice: bool
    voice_similarity: Mapping[Handle, float | None]
    stages: Mapping[str, float]  # seconds


def find_cast(vault: CameoVault, handles: Sequence[Handle]) -> tuple[Cameo, ...]:
    """The cameos of these people. Raises `UnknownHandle` for the first who has none here."""
    found = []
    for handle in handles:
        cameo = vault.find(handle)
        if cameo is None:
            raise UnknownHandle(handle=str(handle))
        found.append(cameo)
    return tuple(found)


def make_film(studio: Studio, plan: Plan, out: Path, progress: Progress) -> Film:
    """Render, sign and write a film. Nothing is written unless all of it worked.

    Raises `UnknownHandle`, `UseDenied`, and what the vault, the engine and the disk can raise.
    """
    cast = find_cast(studio.vault, [role.person for role in plan.roles])
    production = ProductionId(secrets.token_hex(16))
    now = studio.clock.now()
    proofs = {proof.cameo: proof for proof in _permit(cast, Gate.START, production, studio.engine.name, now).proofs}
    members = {
        cameo.handle: CastMember(
            likeness=studio.vault.open(cameo.id, "likeness"),
            voice=studio.vault.open(cameo.id, "voice") if cameo.has_voice else None,
            marked=proofs[cameo.id].marked,
        )
        for cameo in cast
    }
    rendered = studio.engine.render(plan, members, progress)
    members.clear()
    cast = find_cast(studio.vault, [role.person for role in plan.roles])
    allowed = _permit(cast, Gate.RELEASE, production, studio.engine.name, studio.clock.now())
    unverified = any(proof.marked for proof in allowed.proofs)
    progress("sign", 0.0)
    claims = Claims(
        engine=studio.engine.name,
        engine_version=studio.engine.version,
        consents=tuple(consent_record(proof) for proof in allowed.proofs),
        unverified=unverified,
        synthetic_voice=rendered.synthetic_voice,
        made_on=studio.clock.now().date(),
    )
    signed = studio.sign(rendered.data, claims)
    progress("sign", 1.0)  # the last moment to be stopped: what is delivered stays
    studio.deliver(out, signed)
    return Film(
        path=out,
        size=len(signed),
        unverified=unverified,
        synthetic_voice=rendered.synthetic_voice,
        voice_similarity={cameo.handle: cameo.voice_similarity for cameo in cast},
        stages=rendered.stages,
    )


def _permit(cast: Sequence[Cameo], gate: Gate, production: ProductionId, engine: str, now: datetime) -> Allowed:
    """Leave to make a film for the owner of this home, to whom every cameo in it belongs. Raises `UseDenied`."""
    unverified = any(cameo.standing is not Standing.VERIFIED for cameo in cast)
    question = Question(
        requester=HOME,
        requester_suspended=False,
        production=production,
        gate=gate,
        cast=tuple(
            Appearing(
                cameo=cameo.id, owner=HOME, standing=cameo.standing, minor=False, suspended=False, restricted=False
            )
            for cameo in cast
        ),
        kinds=frozenset(),
        purpose=Purpose.PERSONAL,
        audience=Audience.THIS_COMPUTER if unverified else Audience.ANYONE,
        engine=engine,
        where=Where.HERE,
        marks_unverified=True,
        blocked=frozenset(),
        used={},
        answers={},
        own_voices=False,
    )
    return permit(question, (), {cameo.id: cameo.handle for cameo in cast}, now)
