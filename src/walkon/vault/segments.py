"""The format of `sealing`, a segment at a time: sealed while it arrives, read in ranges.

`Sealer` holds back one segment, because only the end tells which one is the last. `SealedReader` opens the segments that
a range touches and no others. A cut at the end shows where the last segment is opened; whoever knows how long the object
is compares that with `size` and sees it at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cryptography.exceptions import InvalidTag

from walkon.vault import sealing
from walkon.vault.errors import VaultDamaged
from walkon.vault.sealing import HEADER, TAG

Ranges = Callable[[int, int], bytes]
"""Sealed bytes from `start` up to, not including, `stop`."""


class Sealer:
    """Seals one object piece by piece. What `feed` and `finish` give, joined, is what `sealing.seal` would give."""

    def __init__(self, key: bytes, name: str) -> None:
        self._cipher, self._prefix, self._header = sealing.begun(key, name)
        self._waiting = bytearray()
        self._number = 0
        self._finished = False

    def feed(self, chunk: bytes) -> bytes:
        """Take more plaintext, of any length; gives the sealed bytes that are ready now, often none."""
        if self._finished:
            raise ValueError("a finished object takes no more")
        ready, self._header = [self._header], b""
        rest = memoryview(chunk)
        while len(self._waiting) + len(rest) > sealing.SEGMENT:
            room = sealing.SEGMENT - len(self._waiting)
            self._waiting += rest[:room]
            rest = rest[room:]
            ready.append(self._segment(last=False))
        self._waiting += rest
        return b"".join(ready)

    def finish(self) -> bytes:
        """The remaining sealed bytes. Nothing can be fed afterwards."""
        ready = self.feed(b"") + self._segment(last=True)
        self._finished = True
        return ready

    def _segment(self, *, last: bool) -> bytes:
        nonce = sealing.nonce(self._prefix, self._number, last)
        self._number += 1
        segment = self._cipher.encrypt(nonce, bytes(self._waiting), None)
        self._waiting.clear()
        return segment


def sealed_stream(chunks: Iterable[bytes], key: bytes, name: str) -> Iterator[bytes]:
    """`chunks` sealed as the object `name`, while they arrive."""
    sealer = Sealer(key, name)
    for chunk in chunks:
        if ready := sealer.feed(chunk):
            yield ready
    yield sealer.finish()


def sealed_size(size: int) -> int:
    """How many bytes a plaintext of `size` bytes takes when sealed."""
    return HEADER + size + TAG * max(1, -(-size // sealing.SEGMENT))


class SealedReader:
    """Reads ranges of one sealed object. Holds one opened segment in memory: players ask for many small ranges."""

    def __init__(self, ranges: Ranges, sealed: int, key: bytes, name: str) -> None:
        """`sealed` is the sealed object's size in bytes. Raises `VaultDamaged`: another key, another name, no such size."""
        step = sealing.SEGMENT + TAG
        self._count = -(-(sealed - HEADER) // step)
        self._size = sealed - HEADER - self._count * TAG
        if self._size < 0 or sealed != sealed_size(self._size):
            raise VaultDamaged
        self._cipher, self._prefix = sealing.recognised(ranges(0, HEADER), key, name)
        self._ranges, self._sealed = ranges, sealed
        self._opened: tuple[int, bytes] | None = None
        if self._size == 0:
            self._segment(0)  # no range will touch it

    @property
    def size(self) -> int:
        """Bytes of plaintext."""
        return self._size

    def read(self, start: int, stop: int) -> bytes:
        """Plaintext from `start` up to `stop`; what lies beyond the end is left out. Raises `VaultDamaged`."""
        return b"".join(self.pieces(start, stop))

    def pieces(self, start: int, stop: int) -> Iterator[bytes]:
        """What `read` gives, at most one segment at a time. Raises `VaultDamaged` where it comes to damage."""
        if not 0 <= start <= stop:
            raise ValueError("a range runs forwards from 0")
        stop = min(stop, self._size)
        while start < stop:
            number, offset = divmod(start, sealing.SEGMENT)
            piece = self._segment(number)[offset : offset + stop - start]
            start += len(piece)
            yield piece

    def _segment(self, number: int) -> bytes:
        known = self._opened
        if known is not None and known[0] == number:
            return known[1]
        begin = HEADER + number * (sealing.SEGMENT + TAG)
        end = min(begin + sealing.SEGMENT + TAG, self._sealed)
        segment = self._ranges(begin, end)
        if len(segment) != end - begin:
            raise VaultDamaged
        try:
            nonce = sealing.nonce(self._prefix, number, number == self._count - 1)
            plain = self._cipher.decrypt(nonce, segment, None)
        except InvalidTag:
            raise VaultDamaged from None
        self._opened = (number, plain)
        return plain
