"""The master key of a home and the data keys under it."""

from __future__ import annotations

import base64
import importlib
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
        """What lets others read the key: names of the file or folders whose permissions are too wide."""
        wide = []
        if self.path.exists() and stat.S_IMODE(self.path.stat().st_mode) & 0o077:
            wide.append(str(self.path))
        for folder in (self.path.parent, self.path.parent.parent):
            if folder.exists() and stat.S_IMODE(folder.stat().st_mode) & 0o022:
                wide.append(str(folder))
        return tuple(wide)


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
        return base64.b64decode(kept) if kept else None

    def create(self) -> bytes:
        key = secrets.token_bytes(KEY_BYTES)
        try:
            self._set(RING_SERVICE, self._name, base64.b64encode(key).decode())
        except Exception:  # noqa: BLE001  every back end raises its own
            raise KeyRingMissing from None
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
