"""A ZIP archive that is made while it is sent: nothing of it lies anywhere, and no more than a piece in memory."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of an archive; `pieces` are asked for when its turn has come."""

    name: str
    pieces: Iterable[bytes]


def archived(entries: Iterable[Entry], now: datetime) -> Iterator[bytes]:
    """The bytes of an archive with these files, each stored as it is. Raises whatever their pieces raise."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as archive:  # type: ignore[call-overload]  # it asks for no more
        for entry in entries:
            info = zipfile.ZipInfo(entry.name, now.timetuple()[:6])
            info.external_attr = 0o600 << 16
            with archive.open(info, "w", force_zip64=True) as file:
                for piece in entry.pieces:
                    file.write(piece)
                    yield from pipe.taken()
            yield from pipe.taken()
    yield from pipe.taken()


class _Pipe:
    """What `zipfile` writes to; it cannot be gone back in, so sizes follow each file."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        return None

    def taken(self) -> Iterator[bytes]:
        pieces, self._pieces = self._pieces, []
        yield from pieces
