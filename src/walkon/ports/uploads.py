"""Recordings while they arrive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol

from walkon.domain.ids import UploadId
from walkon.ports.media import Reader


class Uploads(Protocol):
    """Uploads that can be interrupted and go on. What names one raises `UploadUnknown` when it is not there."""

    def create(self, length: int | None, limit: int) -> UploadId:
        """A new one of `length` bytes, or of a length that is told later. Raises `TooLong`."""

    def offset(self, upload: UploadId) -> int:
        """How many bytes have arrived for good."""

    def length(self, upload: UploadId) -> int | None:
        """How many bytes it will have; None while nobody has told."""

    def declare(self, upload: UploadId, length: int) -> None:
        """Tell the length of one that was created without. Raises `LengthDiffers`, `TooLong`, `UploadBusy`."""

    def append(self, upload: UploadId, offset: int, chunks: Iterable[bytes]) -> int:
        """Go on at `offset`; gives the new one. Raises `WrongOffset`, `UploadBusy`, `TooLong`, `DiskFull`."""

    def finish(self, upload: UploadId) -> Iterator[bytes]:
        """All of it in the clear. Raises `UploadIncomplete`, `UploadBusy`."""

    def open(self, upload: UploadId) -> Reader:
        """Ranges of one that is complete, in the clear; it stays until it is discarded. Raises `UploadIncomplete`."""

    def discard(self, upload: UploadId) -> None:
        """Destroy it. Discarding what is gone is fine."""

    def expired(self, now: datetime) -> Sequence[UploadId]:
        """Those that nobody has touched for long."""
