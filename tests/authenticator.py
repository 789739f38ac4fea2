"""An authenticator and a browser in software, so that tests sign up and in as people do.

It answers the options that a server gives with real keys, real CBOR and real signatures (ES256, attestation "none"). Every
piece of an answer can be twisted, by naming what is to be different.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntFlag
from typing import Any
from urllib.parse import urlsplit

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

Answer = dict[str, Any]


class Flag(IntFlag):
    """Authenticator data flags (WebAuthn level 3, section 6.1)."""

    PRESENT = 1
    VERIFIED = 4
    CAN_BE_BACKED_UP = 8
    BACKED_UP = 16
    HOLDS_KEY = 64


SYNCED = Flag.PRESENT | Flag.VERIFIED | Flag.CAN_BE_BACKED_UP | Flag.BACKED_UP


class HoldsOne(Exception):
    """The authenticator holds a passkey it was asked not to double."""


class HoldsNone(Exception):
    """The authenticator holds no passkey that would do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Twist:
    """What an answer has that is not as it should be; None: as it should be."""

    type: str | None = None
    challenge: bytes | None = None
    origin: str | None = None
    cross_origin: bool = False
    domain: str | None = None
    flags: Flag | None = None
    count: int | None = None
    user: bytes | None = None
    key: ec.EllipticCurvePrivateKey | None = None  # signs in place of the passkey's own
    attestation: str = "none"
    statement: Mapping[str, object] = field(default_factory=dict)
    public_key: bytes | None = None  # COSE


STRAIGHT = Twist()


@dataclass
class Held:
    """One passkey inside the authenticator."""

    domain: str
    user: bytes
    key: ec.EllipticCurvePrivateKey
    count: int = 0


@dataclass
class Authenticator:
    """One device and its browser, on a page at `origin`."""

    origin: str
    counts: bool = False  # whether it counts its signatures; those that copy passkeys between devices do not
    flags: Flag = SYNCED
    held: dict[bytes, Held] = field(default_factory=dict)

    def make(self, options: Mapping[str, Any], twist: Twist = STRAIGHT) -> Answer:
        """The answer to registration options, as `PublicKeyCredential.toJSON` writes it."""
        domain = self._domain(options["rp"]["id"])
        assert {"type": "public-key", "alg": -7} in options["pubKeyCredParams"]
        if any(decoded(known["id"]) in self.held for known in options["excludeCredentials"]):
            raise HoldsOne
        id, key = secrets.token_bytes(32), ec.generate_private_key(ec.SECP256R1())
        held = self.held[id] = Held(domain=domain, user=decoded(options["user"]["id"]), key=key)
        attested = bytes(16) + struct.pack(">H", len(id)) + id + (twist.public_key or cose(key))
        data = self._data(held, Flag.HOLDS_KEY, twist) + attested
        attestation = {"fmt": twist.attestation, "attStmt": dict(twist.statement), "authData": data}
        return self._answer(
            id,
            clientDataJSON=encoded(self._client_data("webauthn.create", options, twist)),
            attestationObject=encoded(cbor2.dumps(attestation)),
            transports=["internal", "hybrid"],
        )

    def sign(self, options: Mapping[str, Any], twist: Twist = STRAIGHT, by: bytes | None = None) -> Answer:
        """The answer to sign-in options, with the passkey `by`, or the newest that will do."""
        domain = self._domain(options["rpId"])
        asked = [decoded(known["id"]) for known in options.get("allowCredentials", [])]
        fitting = [i for i, held in self.held.items() if held.domain == domain and (not asked or i in asked)]
        id = by or (fitting[-1] if fitting else None)
        if id is None:
            raise HoldsNone
        held = self.held[id]
        client, data = self._client_data("webauthn.get", options, twist), self._data(held, Flag(0), twist)
        signature = (twist.key or held.key).sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            id,
            clientDataJSON=encoded(client),
            authenticatorData=encoded(data),
            signature=encoded(signature),
            userHandle=encoded(held.user if twist.user is None else twist.user),
        )

    def _domain(self, domain: str) -> str:
        host = urlsplit(self.origin).hostname or ""
        assert host == domain or host.endswith(f".{domain}"), "no browser would make a passkey for another domain"
        return domain

    def _data(self, held: Held, more: Flag, twist: Twist) -> bytes:
        held.count += self.counts
        flags = (self.flags if twist.flags is None else twist.flags) | more
        count = held.count if twist.count is None else twist.count
        return hashlib.sha256((twist.domain or held.domain).encode()).digest() + struct.pack(">BI", flags, count)

    def _client_data(self, type: str, options: Mapping[str, Any], twist: Twist) -> bytes:
        data = {
            "type": twist.type or type,
            "challenge": options["challenge"] if twist.challenge is None else encoded(twist.challenge),
            "origin": twist.origin or self.origin,
            "crossOrigin": twist.cross_origin,
        }
        return json.dumps(data, separators=(",", ":")).encode()

    @staticmethod
    def _answer(id: bytes, **response: object) -> Answer:
        return {
            "id": encoded(id),
            "rawId": encoded(id),
            "type": "public-key",
            "authenticatorAttachment": "platform",
            "clientExtensionResults": {},
            "response": response,
        }


def cose(key: ec.EllipticCurvePrivateKey) -> bytes:
    """The public key as COSE: EC2, ES256, P-256."""
    numbers = key.public_key().public_numbers()
    return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})


def encoded(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """What `encoded` encoded."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
