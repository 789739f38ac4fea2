"""Sealed bytes: segmented authenticated encryption.

    header    b"WKN1" | 32 bytes salt | 7 bytes nonce prefix | 32 bytes commitment
    keys      HKDF-SHA256(data key, salt, info = name of the object) -> 32 bytes cipher key, 32 bytes commitment
    segment   AES-256-GCM over 1 MiB of plaintext, nonce = prefix | segment number (u32) | 1 for the last, else 0

Numbers and the last-segment flag are part of each nonce, as in Tink's AES-GCM-HKDF streaming format: segments that are
changed, swapped, repeated or cut off are refused. The commitment binds the bytes to one key, which GCM alone does not
(Dodis et al., "Fast Message Franking", CRYPTO 2018). The object's name is bound too: nothing opens in another's place.
"""

from __future__ import annotations

import hmac
import secrets
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from walkon.vault.errors import VaultDamaged

MAGIC = b"WKN1"
SEGMENT = 1 << 20
TAG = 16
HEADER = len(MAGIC) + 32 + 7 + 32


def _keys(key: bytes, salt: bytes, name: str) -> tuple[AESGCM, bytes]:
    derived = HKDF(hashes.SHA256(), 64, salt=salt, info=b"walkon seal\0" + name.encode()).derive(key)
    return AESGCM(derived[:32]), derived[32:]


def _nonce(prefix: bytes, number: int, last: bool) -> bytes:
    return prefix + struct.pack(">IB", number, last)


def seal(plain: bytes, key: bytes, name: str) -> bytes:
    """`plain` sealed under `key` (32 bytes) as the object `name`."""
    salt, prefix = secrets.token_bytes(32), secrets.token_bytes(7)
    cipher, commitment = _keys(key, salt, name)
    parts = [MAGIC, salt, prefix, commitment]
    count = max(1, -(-len(plain) // SEGMENT))
    view = memoryview(plain)
    for number in range(count):
        segment = view[number * SEGMENT : (number + 1) * SEGMENT]
        parts.append(cipher.encrypt(_nonce(prefix, number, number == count - 1), bytes(segment), None))
    return b"".join(parts)


def open_sealed(sealed: bytes, key: bytes, name: str) -> bytes:
    """What was sealed. Raises `VaultDamaged` unless it is exactly that, under this key and name."""
    if len(sealed) < HEADER + TAG or not sealed.startswith(MAGIC):
        raise VaultDamaged
    salt, prefix, claimed = sealed[4:36], sealed[36:43], sealed[43:HEADER]
    cipher, commitment = _keys(key, salt, name)
    if not hmac.compare_digest(claimed, commitment):
        raise VaultDamaged
    body = memoryview(sealed)[HEADER:]
    step = SEGMENT + TAG
    count = -(-len(body) // step)
    try:
        return b"".join(
            cipher.decrypt(_nonce(prefix, i, i == count - 1), bytes(body[i * step : (i + 1) * step]), None)
            for i in range(count)
        )
    except InvalidTag:
        raise VaultDamaged from None
