"""A cameo: one person's profile, which belongs to the person it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from walkon.domain.ids import CameoId, Handle, ParcelId
from walkon.domain.policies import Policy


class Standing(StrEnum):
    """How sure we are that the cameo belongs to the person it shows."""

    VERIFIED = "verified"  # made from a take that answered a challenge
    UNVERIFIED = "unverified"  # made from an existing clip: private to this computer, every film is marked


class JudgedBy(StrEnum):
    """Whose yes a verified cameo rests on."""

    RULES = "rules"  # the policy's, alone
    PERSON = "person"  # and, where the policy left it to a person, a reviewer's


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a cameo was brought from, and what that server signed about it (`domain.parcels`)."""

    parcel: ParcelId
    server: str  # its address, as it says
    signer: str  # SHA-256 of its root certificate, hexadecimal
    cameo: str  # the hash by which films made there know it
    created: datetime  # aware UTC, as are the other times
    renewed: datetime | None
    policy: str
    policy_version: int
    judged_by: JudgedBy
    believed: bool  # whether it was verified here by that alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Cameo:
    """The record of a cameo; likeness and voice lie sealed beside it. `created` is an aware UTC datetime."""

    id: CameoId
    handle: Handle
    standing: Standing
    created: datetime
    has_voice: bool
    voice_similarity: float | None  # cosine of the synthetic voice to held-out speech of the person, 0..1
    policy: str | None = None  # what its take was verified by; None for an unverified one
    policy_version: int | None = None
    renewed: datetime | None = None  # when its owner last recorded it anew, aware UTC
    judged_by: JudgedBy = JudgedBy.RULES
    origin: Origin | None = None  # None: made here


def must_verify_anew(cameo: Cameo, policy: Policy) -> bool:
    """Whether a cameo was not verified by what is asked now: another policy, or an older version of this one."""
    version = cameo.policy_version if cameo.policy == policy.name else None
    return cameo.standing is not Standing.VERIFIED or version is None or version < policy.version
