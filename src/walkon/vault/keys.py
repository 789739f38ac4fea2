"""The master key of a home and the data keys under it."""

from __future__ import annotations

import base64
import importlib
import os
import secrets
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from walkon.vault import disk
from walkon.vault.errors import KeyMissing, KeyRingMissing, KeyWrong

KEY_BYTES = 32
_NONCE = 12
WRAPPED_BYTES = _NONCE + KEY_BYTES + 16  # nonce, key, tag
RING_SERVICE = "walkon"


class MasterKey(Protocol):
    """Where the master key lies."""

    @property
    def place(self) -> str:
        """For people: the file, or the key ring."""

    def load(self) -> bytes | None:
        """The key, or None where there is none yet."""

    def create(self) -> bytes:
        """A new key, kept from now on."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """The key in a file that only its owner can read."""

    path: Path

    @property
    def place(self) -> str:
        return str(self.path)

    def load(self) -> bytes | None:
        with disk.explained():
            try:
                key = self.path.read_bytes()
            except FileNotFoundError:
                return None
        if len(key) != KEY_BYTES:
            raise KeyWrong(place=self.place)
        return key

    def create(self) -> bytes:
        disk.private_folder(self.path.parent)
        key = secrets.token_bytes(KEY_BYTES)
        disk.write(self.path, key)
        return key

    def exposure(self) -> tuple[str, ...]:
        """What lets others read or replace the key: places that are too open or belong to somebody else."""
        closed = ((self.path, 0o077), (self.path.parent, 0o077), (self.path.parent.parent, 0o022))
        return tuple(str(path) for path, mask in closed if _is_open(path, mask))


def _is_open(path: Path, mask: int) -> bool:
    """Whether others may do what `mask` forbids; what does not exist is closed."""
    try:
        found = path.stat()
    except OSError:
        return False
    owner = getattr(os, "geteuid", lambda: found.st_uid)()
    return bool(stat.S_IMODE(found.st_mode) & mask) or found.st_uid != owner


class KeyRing:
    """The key in the system's key ring, through the `keyring` package where it is installed."""

    def __init__(self, home: Path) -> None:
        try:
            ring = importlib.import_module("keyring")
        except ImportError:
            raise KeyRingMissing from None
        self._get: Callable[[str, str], str | None] = ring.get_password
        self._set: Callable[[str, str, str], None] = ring.set_password
        self._name = str(home)

    @property
    def place(self) -> str:
        return "key ring"

    def load(self) -> bytes | None:
        try:
            kept = self._get(RING_SERVICE, self._name)
        except Exception:  # noqa: BLE001  every back end raises its own
            raise KeyRingMissing from None
        if not kept:
            return None
        try:
            key = base64.b64decode(kept, validate=True)
        except ValueError:
            key = b""
        if len(key) != KEY_BYTES:
            raise KeyWrong(place=self.place)
        return key

    def create(self) -> bytes:
        return self.keep(secrets.token_bytes(KEY_BYTES))

    def keep(self, key: bytes) -> bytes:
        """Have `key` from now on. Raises `KeyRingMissing`."""
        try:
            self._set(RING_SERVICE, self._name, base64.b64encode(key).decode())
        except Exception:  # noqa: BLE001  every back end raises its own
            raise KeyRingMissing from None
        if self.load() != key:  # some back ends forget silently
            raise KeyRingMissing
        return key


class Keys:
    """Wraps and unwraps data keys; makes the master key when the home is still empty."""

    def __init__(self, master: MasterKey, has_sealed: Callable[[], bool]) -> None:
        self._source, self._has_sealed = master, has_sealed
        self._key: bytes | None = None

    def master(self) -> bytes:
        """The master key. Raises `KeyMissing` when it is gone although things are sealed under it."""
        if self._key is None:
            key = self._source.load()
            if key is None:
                if self._has_sealed():
                    raise KeyMissing(place=self._source.place)
                key = self._source.create()
            self._key = key
        return self._key

    def wrap(self, data_key: bytes, name: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + AESGCM(self.master()).encrypt(nonce, data_key, name.encode())

    def unwrap(self, wrapped: bytes, name: str) -> bytes:
        """Raises `KeyWrong` when `wrapped` was not wrapped under this master key for `name`."""
        try:
            return AESGCM(self.master()).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], name.encode())
        except (InvalidTag, ValueError):
            raise KeyWrong(place=self._source.place) from None
