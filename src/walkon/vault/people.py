"""What is kept of people's accounts elsewhere: keyed hashes, which tell nothing to whoever has the database and not the key.

A subject may be a short number, so that a plain hash could be tried out. The key is derived from the home's master key.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from walkon.domain.hashed_secret import SecretHash
from walkon.vault.keys import Keys


@dataclass(frozen=True, slots=True)
class PersonHashes:
    """From issuer and subject to what is kept of them."""

    keys: Keys

    def __call__(self, issuer: str, subject: str) -> SecretHash:
        """Raises `KeyMissing`, `KeyWrong`."""
        key = hmac.new(self.keys.master(), b"walkon person elsewhere", hashlib.sha256).digest()
        both = b"".join(len(part.encode()).to_bytes(4, "big") + part.encode() for part in (issuer, subject))
        return SecretHash(hmac.new(key, both, hashlib.sha256).hexdigest())
