"""Parcels: one person's cameo, sealed for their own account on another server.

Rules
1. The owner asks for it, and nobody else. Only a verified cameo travels that nobody suspended: a server says of it what it
   knows itself.
2. A parcel is for one account on one server, and for `LASTS`. Whoever else holds it and its key cannot bring it along.
3. It opens by a code that its owner was told once. The server keeps neither.
4. The server that receives it decides. It believes the sender only where whoever runs it named the sender's root, where the
   cameo was verified by what is asked here or by more, and where the face is not close to somebody else's here.
5. Whatever it does not believe arrives unverified. Recording oneself anew verifies it, and puts what was recorded in the
   place of what was brought: a face template that fits says nothing of the pictures beside it.
6. Rules of use begin with nobody. What its owner rules out and prefers, in their words, comes along.
7. Each is brought along once, where there is no cameo yet.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from walkon.domain.cameo import Cameo, JudgedBy, Origin, Standing
from walkon.domain.ids import CameoId, Handle, ParcelId
from walkon.domain.parcel_errors import (
    BadDestination,
    BadSenders,
    CannotTravel,
    NoParcel,
    ParcelCodeWrong,
    ParcelForAnother,
    ParcelOver,
)
from walkon.domain.policies import AT_HOME, STANDARD, STRICT, Policy
from walkon.domain.provenance import hidden
from walkon.domain.typed_codes import normal_form

LASTS = timedelta(days=7)
LARGEST = 64 << 20  # bytes of a parcel; a likeness of a whole take has a few million
FACE = "face"
PARTS = frozenset({"likeness", "voice", FACE, "speaker"})
NEEDED = frozenset({"likeness", FACE})  # without a template nobody could be told from anybody
CLAIMED = "claimed"  # the part that holds a face template which only its sender vouches for
_STRICTER = (AT_HOME.name, STANDARD.name, STRICT.name)
_HASH = re.compile(r"[0-9a-f]{64}")
_LONGEST_ADDRESS = 200


class Doubt(StrEnum):
    """Why what a parcel says is not believed."""

    SENDER = "sender"  # nobody here named its root
    POLICY = "policy"  # verified by less than is asked here
    RESEMBLES = "resembles"  # close to somebody else who is enrolled here


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed:
    """The cameo is verified here, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubted:
    """It arrives unverified, and everything that is in doubt; never empty."""

    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One sealed part of a cameo: its size in bytes, and SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What the sender signs. Times are aware UTC datetimes, addresses origins such as ``https://films.example``."""

    id: ParcelId
    sender: str
    receiver: str
    handle: Handle  # at the receiver
    packed_at: datetime
    cameo: str  # the hash by which films' credentials know it (`domain.provenance.hidden`)
    created: datetime
    renewed: datetime | None
    policy: str
    policy_version: int
    judged_by: JudgedBy
    has_voice: bool
    voice_similarity: float | None
    restrictions: tuple[str, ...]
    preferences: tuple[str, ...]
    parts: tuple[Part, ...]


def origin_of(address: str) -> str:
    """The origin of a server from what somebody typed. Raises `BadDestination`."""
    text = address.strip().rstrip("/")
    try:
        found = urlsplit(text if "://" in text else f"https://{text}")
        port = found.port
    except ValueError:
        raise BadDestination from None
    if found.scheme not in ("http", "https") or len(text) > _LONGEST_ADDRESS or not text.isprintable():
        raise BadDestination
    if not found.hostname or " " in found.hostname:
        raise BadDestination
    if found.path or found.query or found.fragment or found.username is not None:
        raise BadDestination
    host = f"[{found.hostname}]" if ":" in found.hostname else found.hostname
    standard = {"http": 80, "https": 443}[found.scheme]
    return f"{found.scheme}://{host}" + ("" if port in (None, standard) else f":{port}")


def senders(text: str) -> frozenset[str]:
    """Fingerprints of roots from a list such as ``9f86d0..., 2c26b4...``; nobody by default. Raises `BadSenders`."""
    found = {word.replace(":", "").lower() for word in re.split(r"[\s,]+", text) if word}
    if not all(_HASH.fullmatch(word) for word in found):
        raise BadSenders
    return frozenset(found)


def pack(
    cameo: Cameo,
    parts: Mapping[str, bytes],
    *,
    id: ParcelId,
    sender: str,
    receiver: str,
    handle: Handle,
    suspended: bool,
    restrictions: tuple[str, ...],
    preferences: tuple[str, ...],
    now: datetime,
) -> Parcel:
    """What is signed of a cameo. Raises `CannotTravel` (rule 1)."""
    whole = NEEDED <= set(parts) <= PARTS
    if cameo.standing is not Standing.VERIFIED or suspended or not whole:
        raise CannotTravel
    return Parcel(
        id=id,
        sender=sender,
        receiver=receiver,
        handle=handle,
        packed_at=now,
        cameo=hidden(cameo.id),
        created=cameo.created,
        renewed=cameo.renewed,
        policy=cameo.policy or AT_HOME.name,
        policy_version=cameo.policy_version or 0,
        judged_by=cameo.judged_by,
        has_voice=cameo.has_voice,
        voice_similarity=cameo.voice_similarity,
        restrictions=restrictions,
        preferences=preferences,
        parts=tuple(_part(name, data) for name, data in sorted(parts.items())),
    )


def require_mine(parcel: Parcel, *, here: str, handle: Handle, now: datetime) -> None:
    """Rule 2. Raises `ParcelForAnother`, `ParcelOver`."""
    if (parcel.receiver, parcel.handle) != (here, handle):
        raise ParcelForAnother(handle=str(handle), server=here)
    if not parcel.packed_at - timedelta(minutes=5) <= now < parcel.packed_at + LASTS:  # clocks differ
        raise ParcelOver


def require_parts(parcel: Parcel, parts: Mapping[str, bytes]) -> None:
    """Exactly what was signed, and enough of it. Raises `NoParcel`."""
    if tuple(_part(name, data) for name, data in sorted(parts.items())) != parcel.parts or not set(parts) >= NEEDED:
        raise NoParcel


def weigh(
    parcel: Parcel, signer: str, *, trusted: frozenset[str], policy: Policy, resembles: bool
) -> Believed | Doubted:
    """Whether the receiver believes it (rule 4); `signer` is the fingerprint of the root it was signed under."""
    found = {
        Doubt.SENDER: signer not in trusted,
        Doubt.POLICY: not _enough(parcel, policy),
        Doubt.RESEMBLES: resembles,
    }
    doubts = tuple(doubt for doubt in Doubt if found[doubt])
    return Doubted(doubts=doubts) if doubts else Believed()


def arrived(
    parcel: Parcel, signer: str, verdict: Believed | Doubted, *, id: CameoId, handle: Handle, now: datetime
) -> Cameo:
    """The cameo as the receiver keeps it, with the evidence of its sender."""
    believed = isinstance(verdict, Believed)
    return Cameo(
        id=id,
        handle=handle,
        standing=Standing.VERIFIED if believed else Standing.UNVERIFIED,
        created=now,
        has_voice=parcel.has_voice,
        voice_similarity=parcel.voice_similarity,
        policy=parcel.policy if believed else None,
        policy_version=parcel.policy_version if believed else None,
        judged_by=parcel.judged_by,
        origin=Origin(
            parcel=parcel.id,
            server=parcel.sender,
            signer=signer,
            cameo=parcel.cameo,
            created=parcel.created,
            renewed=parcel.renewed,
            policy=parcel.policy,
            policy_version=parcel.policy_version,
            judged_by=parcel.judged_by,
            believed=believed,
        ),
    )


def kept_parts(parts: Mapping[str, bytes], verdict: Believed | Doubted) -> dict[str, bytes]:
    """What is sealed here: where it is doubted, nobody else who comes is compared with its face template."""
    if isinstance(verdict, Believed):
        return dict(parts)
    return {CLAIMED if name == FACE else name: data for name, data in parts.items()}


def code_of(typed: str) -> str:
    """The code that was meant. Raises `ParcelCodeWrong`."""
    code = normal_form(typed)
    if code is None:
        raise ParcelCodeWrong
    return code


def _part(name: str, data: bytes) -> Part:
    return Part(name=name, size=len(data), sha256=hashlib.sha256(data).hexdigest())


def _enough(parcel: Parcel, policy: Policy) -> bool:
    """Whether a cameo was verified by this policy as it is now, or by a stricter one."""
    if parcel.policy == policy.name:
        return parcel.policy_version >= policy.version
    known = parcel.policy in _STRICTER and policy.name in _STRICTER
    return known and _STRICTER.index(parcel.policy) > _STRICTER.index(policy.name)
