"""Secrets that people and programs carry. A server keeps only their hashes.

Rules
1. A plain SHA-256 is enough, without salt or stretching: every secret here is drawn from at least 100 random bits, so that
   nobody can try them all, and no two people share one. (What a person thinks up would need a slow, salted hash.)
2. What a secret is for is part of its hash: none opens in another's place.
3. Secrets are compared in constant time.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from enum import StrEnum
from typing import NewType

SecretHash = NewType("SecretHash", str)
"""64 lower-case hexadecimal digits."""

TOKEN_BYTES = 32  # 256 bits: OWASP asks for 64 and more


class Secret(StrEnum):
    """What a secret opens."""

    SESSION = "session"
    API_TOKEN = "api token"  # noqa: S105  the word, not a token
    RECOVERY_CODE = "recovery code"
    INVITE = "invite"
    MAIL_CODE = "mail code"
    PUSH_PLACE = "push place"
    VISIT = "visit"
    PARCEL = "parcel"


def hashed(kind: Secret, secret: str) -> SecretHash:
    """What is kept of a secret, and what it is found by."""
    # half a surrogate pair is valid JSON, so it can be typed; it is hashed like everything else
    text = f"walkon {kind.value}\0{secret}".encode("utf-8", "surrogatepass")
    return SecretHash(hashlib.sha256(text).hexdigest())


def matches(kept: SecretHash, kind: Secret, secret: str) -> bool:
    """Whether `secret` is the one that is kept."""
    return hmac.compare_digest(kept.encode(), hashed(kind, secret).encode())


def token_text(chance: bytes) -> str:
    """`TOKEN_BYTES` random bytes as 43 characters of base64url. Another number of bytes is a `ValueError`."""
    if len(chance) != TOKEN_BYTES:
        raise ValueError("a token is drawn from 32 random bytes")
    return base64.urlsafe_b64encode(chance).rstrip(b"=").decode()
