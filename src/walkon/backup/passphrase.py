"""From a passphrase to the keys of one backup."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from walkon.domain.errors import BadInput

SHORTEST = 12  # characters
COST, BLOCK, PARALLEL = 1 << 16, 8, 1  # 64 MiB; RFC 7914's parameters N, r, p
SALT = 32


class BadPassphrase(BadInput):
    code = "bad_passphrase"
    en = "A backup needs a file with a passphrase of at least 12 characters: --passphrase-file FILE."
    ko = "백업에는 12자 이상의 암호문이 든 파일이 필요합니다: --passphrase-file FILE."


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupKey:
    """Seals the parts of one backup (32 bytes), and vouches for its list."""

    key: bytes = field(repr=False)

    def mark(self, text: bytes) -> str:
        """HMAC-SHA256 of a backup's list, under a key of its own."""
        own = hmac.new(self.key, b"walkon backup list", hashlib.sha256).digest()
        return hmac.new(own, text, hashlib.sha256).hexdigest()


def read_passphrase(path: Path) -> str:
    """The passphrase in a file, without the line's end. Raises `BadPassphrase`."""
    try:
        text = path.read_text("utf-8").strip()
    except (OSError, ValueError):
        raise BadPassphrase from None
    if len(text) < SHORTEST:
        raise BadPassphrase
    return text


def backup_key(passphrase: str, salt: bytes) -> BackupKey:
    """The key that a passphrase gives with the salt of one backup."""
    drawn = Scrypt(salt=salt, length=32, n=COST, r=BLOCK, p=PARALLEL).derive(passphrase.encode())
    return BackupKey(key=drawn)
