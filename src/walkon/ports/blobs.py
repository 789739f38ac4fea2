"""Where large sealed things are kept: films, stills, takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol


class BlobStore(Protocol):
    """Bytes under names, which the store cannot read: whoever puts them has sealed them.

    A name is one or more parts of lower-case letters, digits and hyphens with a slash between two parts, at most 200
    characters in all; other names raise `BadBlobName`. Every method raises `BlobsUnreachable` and `BlobsRefused`.
    """

    def put(self, name: str, chunks: Iterable[bytes]) -> int:
        """Keep what `chunks` give, whole or not at all; gives its size in bytes.

        Raises `BlobTaken` when there is something under `name`, `DiskFull`, and whatever `chunks` raises.
        """

    def size(self, name: str) -> int:
        """Size in bytes. Raises `NothingSealed`."""

    def read(self, name: str, start: int, stop: int) -> bytes:
        """Bytes from `start` up to `stop`; what lies beyond the end is left out. Raises `NothingSealed`."""

    def delete(self, name: str) -> None:
        """Remove it. Deleting what is not there is fine."""

    def sweep(self, before: datetime) -> int:
        """Remove what has been arriving since `before` and will never be whole; gives how many."""

    def names(self, prefix: str = "") -> Iterator[str]:
        """Every name that begins with `prefix`, in no order."""
