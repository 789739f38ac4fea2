"""A cameo: one person's profile, which belongs to the person it shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from walkon.domain.ids import CameoId, Handle


class Standing(StrEnum):
    """How sure we are that the cameo belongs to the person it shows."""

    VERIFIED = "verified"  # made from a take that answered a challenge
    UNVERIFIED = "unverified"  # made from an existing clip: private to this computer, every film is marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Cameo:
    """The record of a cameo; likeness and voice lie sealed beside it. `created` is an aware UTC datetime."""

    id: CameoId
    handle: Handle
    standing: Standing
    created: datetime
    has_voice: bool
    voice_similarity: float | None  # cosine of the synthetic voice to held-out speech of the person, 0..1
