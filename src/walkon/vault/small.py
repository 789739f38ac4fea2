"""Small things that lie in tables: an address, where a browser takes pushes. Each is sealed under a key of its own."""

from __future__ import annotations

import secrets

from walkon.vault.errors import VaultDamaged
from walkon.vault.keys import KEY_BYTES, WRAPPED_BYTES, Keys
from walkon.vault.sealing import open_sealed, seal


class SmallSeals:
    """`ports.reaching.Seals`: the wrapped key, then what it opens."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def seal(self, plain: bytes, name: str) -> bytes:
        key = secrets.token_bytes(KEY_BYTES)
        return self._keys.wrap(key, name) + seal(plain, key, name)

    def open(self, sealed: bytes, name: str) -> bytes:
        if len(sealed) <= WRAPPED_BYTES:
            raise VaultDamaged
        return open_sealed(sealed[WRAPPED_BYTES:], self._keys.unwrap(sealed[:WRAPPED_BYTES], name), name)
