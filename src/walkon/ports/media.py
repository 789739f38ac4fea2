"""Films, stills and takes, sealed each under a key of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What its owner remembers of a sealed object."""

    name: str
    size: int  # bytes, in the clear
    sha256: str  # of the object in the clear, 64 lower-case hexadecimal digits
    wrapped_key: bytes = field(repr=False)


class Reader(Protocol):
    """A sealed object, opened for reading."""

    @property
    def size(self) -> int: ...

    def read(self, start: int, stop: int) -> bytes:
        """Bytes in the clear from `start` up to `stop`. Raises `VaultDamaged`."""


class Media(Protocol):
    """Seals objects and reads ranges of them."""

    def put(self, name: str, chunks: Iterable[bytes]) -> Kept:
        """Seal `chunks` as the object `name`, whole or not at all. Raises `BlobTaken` where the name is in use."""

    def open(self, kept: Kept) -> Reader:
        """Raises `NothingSealed`, `VaultDamaged`."""

    def erase(self, name: str) -> None:
        """Remove an object. Erasing what is not there is fine."""
