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


def derived(key: bytes, salt: bytes, name: str) -> tuple[AESGCM, bytes]:
    """The cipher and the commitment of the object `name` under `key`."""
    both = HKDF(hashes.SHA256(), 64, salt=salt, info=b"walkon seal\0" + name.encode()).derive(key)
    return AESGCM(both[:32]), both[32:]


def nonce(prefix: bytes, number: int, last: bool) -> bytes:
    """The nonce of one segment; never the same for two."""
    return prefix + struct.pack(">IB", number, last)


def begun(key: bytes, name: str) -> tuple[AESGCM, bytes, bytes]:
    """A new sealed object: its cipher, its nonce prefix and its header."""
    salt, prefix = secrets.token_bytes(32), secrets.token_bytes(7)
    cipher, commitment = derived(key, salt, name)
    return cipher, prefix, b"".join((MAGIC, salt, prefix, commitment))


def recognised(header: bytes, key: bytes, name: str) -> tuple[AESGCM, bytes]:
    """Cipher and nonce prefix of a sealed object. Raises `VaultDamaged` unless it was sealed under this key and name."""
    if len(header) != HEADER or not header.startswith(MAGIC):
        raise VaultDamaged
    salt, prefix, claimed = header[4:36], header[36:43], header[43:]
    cipher, commitment = derived(key, salt, name)
    if not hmac.compare_digest(claimed, commitment):
        raise VaultDamaged
    return cipher, prefix


def seal(plain: bytes, key: bytes, name: str) -> bytes:
    """`plain` sealed under `key` (32 bytes) as the object `name`."""
    cipher, prefix, header = begun(key, name)
    parts = [header]
    count = max(1, -(-len(plain) // SEGMENT))
    view = memoryview(plain)
    for number in range(count):
        segment = view[number * SEGMENT : (number + 1) * SEGMENT]
        parts.append(cipher.encrypt(nonce(prefix, number, number == count - 1), bytes(segment), None))
    return b"".join(parts)


def open_sealed(sealed: bytes, key: bytes, name: str) -> bytes:
    """What was sealed. Raises `VaultDamaged` unless it is exactly that, under this key and name."""
    if len(sealed) < HEADER + TAG:
        raise VaultDamaged
    cipher, prefix = recognised(sealed[:HEADER], key, name)
    body = memoryview(sealed)[HEADER:]
    step = SEGMENT + TAG
    count = -(-len(body) // step)
    try:
        return b"".join(
            cipher.decrypt(nonce(prefix, i, i == count - 1), bytes(body[i * step : (i + 1) * step]), None)
            for i in range(count)
        )
    except InvalidTag:
        raise VaultDamaged from None
