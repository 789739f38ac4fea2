"""What a film says about itself: how it was made and on which consents it rests."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from walkon.domain.cameo import Standing
from walkon.domain.consent import Proof
from walkon.domain.ids import CameoId, ProductionId
from walkon.domain.production import Descent


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
class Ingredient:
    """A film that another was made from. `production` is a hash that only somebody who knows the id can recognise."""

    production: str
    descent: Descent
    sha256: str  # of the signed film
    film: bytes = field(repr=False, default=b"")  # the film itself while credentials are made; empty where it was read


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What is signed into a film."""

    engine: str
    engine_version: str
    consents: tuple[ConsentRecord, ...]
    unverified: bool
    synthetic_voice: bool
    ingredients: tuple[Ingredient, ...] = ()
    production: str | None = (
        None  # its mark, where a server made it: whoever has the film can ask there what became of it
    )
    own_voices: tuple[str, ...] = ()  # hashes of cameos, as in `consents`, who read lines themselves
    made_on: date | None = None  # UTC; the day is enough, and tells nobody apart


def consent_record(proof: Proof) -> ConsentRecord:
    """A proof as it appears in a film: SHA-256 of the id with a fixed prefix; ids are 128 random bits."""
    return ConsentRecord(cameo=hidden(proof.cameo), basis=proof.standing)


def production_mark(production: ProductionId) -> str:
    """A production as its film and films made from it name it: SHA-256 of the id with a fixed prefix; ids are 128 random bits."""
    return hashlib.sha256(b"walkon production\0" + production.encode()).hexdigest()


def hidden(cameo: CameoId) -> str:
    """A cameo's id as films and receipts name it: the same in all of them, so that its owner can find theirs."""
    return hashlib.sha256(b"walkon consent\0" + cameo.encode()).hexdigest()
