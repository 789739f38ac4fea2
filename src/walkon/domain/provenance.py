"""What a film says about itself: how it was made and on which consents it rests."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from walkon.domain.cameo import Standing
from walkon.domain.consent import Proof


class CheckStatus(StrEnum):
    """What looking at a film's credentials found."""

    VALID = "valid"  # credentials are there and fit the film
    TAMPERED = "tampered"  # credentials are there and do not fit
    STRIPPED = "stripped"  # there are none


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRecord:
    """One consent a film relied on. `cameo` is a hash that only somebody who knows the cameo's id can recognise."""

    cameo: str
    basis: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What is signed into a film."""

    engine: str
    engine_version: str
    consents: tuple[ConsentRecord, ...]
    unverified: bool
    synthetic_voice: bool


def consent_record(proof: Proof) -> ConsentRecord:
    """A proof as it appears in a film: SHA-256 of the id with a fixed prefix; ids are 128 random bits."""
    digest = hashlib.sha256(b"walkon consent\0" + proof.cameo.encode()).hexdigest()
    return ConsentRecord(cameo=digest, basis=proof.standing)
