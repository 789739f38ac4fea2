"""The boxes of an MP4 file (ISO/IEC 14496-12), as far as Walkon rearranges them."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_NESTED = (b"trak", b"mdia", b"minf", b"stbl")
_OFFSET_CODES = {b"stco": ">I", b"co64": ">Q"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """Where a box lies: `start` of its header, `body` behind the header, `end` behind the box; bytes."""

    kind: bytes
    start: int
    body: int
    end: int


def boxes(data: bytes | bytearray, start: int, end: int) -> Iterator[Box]:
    """The boxes between two places, one after the other. Raises `ValueError` where they do not fit."""
    while start < end:
        if end - start < 8:
            raise ValueError("a box is cut")
        size, kind = struct.unpack_from(">I4s", data, start)
        body = start + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, body)
            body += 8
        elif size == 0:
            size = end - start
        if start + size > end or start + size < body:
            raise ValueError("a box has an impossible size")
        yield Box(kind=kind, start=start, body=body, end=start + size)
        start += size


def fast_start(film: bytes) -> bytes:
    """The same film with its index (`moov`) before the media, so that playing can begin while it loads."""
    found = {box.kind: box for box in boxes(film, 0, len(film))}
    index, media = found.get(b"moov"), found.get(b"mdat")
    if index is None or media is None or index.start < media.start:
        return film
    moved = bytearray(film[index.start : index.end])
    _shift_offsets(moved, index.body - index.start, len(moved), by=len(moved))
    return film[: media.start] + bytes(moved) + film[media.start : index.start] + film[index.end :]


def _shift_offsets(index: bytearray, start: int, end: int, by: int) -> None:
    """Add `by` to every chunk offset inside the index."""
    for box in boxes(index, start, end):
        if box.kind in _NESTED:
            _shift_offsets(index, box.body, box.end, by)
        elif code := _OFFSET_CODES.get(box.kind):
            (count,) = struct.unpack_from(">I", index, box.body + 4)
            for at in range(box.body + 8, box.body + 8 + count * struct.calcsize(code), struct.calcsize(code)):
                (offset,) = struct.unpack_from(code, index, at)
                struct.pack_into(code, index, at, offset + by)
