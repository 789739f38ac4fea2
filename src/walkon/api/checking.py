"""Files of strangers while they are checked: in memory, never on a disk, and no more at once than there is room for."""

from __future__ import annotations

import asyncio
import io
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from walkon.domain.errors import BadInput, TooLong, TooMuch

LARGEST = 256 << 20  # bytes of one file; a film of a minute in the largest picture has less
AT_ONCE = 512 << 20  # bytes of all files that one process checks at a moment
PATIENCE = 120.0  # seconds in which a file has to arrive: room that somebody holds is missed by others


class FileTooBig(TooLong):
    code = "file_too_big"
    en = "This file is too large to be checked here: {limit} MB is the most."
    ko = "여기서 확인하기에는 파일이 너무 큽니다. {limit}MB까지 확인할 수 있습니다."


class CheckersBusy(TooMuch):
    """`retry_after` seconds."""

    code = "checkers_busy"
    en = "Many files are being checked at this moment; try again in {retry_after} seconds."
    ko = "지금 확인 중인 파일이 많습니다. {retry_after}초 뒤에 다시 해 주세요."


class FileTooSlow(BadInput):
    code = "file_too_slow"
    en = "The file did not arrive within {seconds} seconds."
    ko = "파일이 {seconds}초 안에 도착하지 않았습니다."


class Room:
    """How many bytes there may be at once; shared by all checks of a process."""

    def __init__(self, size: int = AT_ONCE) -> None:
        self._left, self._lock = size, threading.Lock()

    def take(self, size: int) -> None:
        """Raises `CheckersBusy`."""
        with self._lock:
            if size > self._left:
                raise CheckersBusy(retry_after=10)
            self._left -= size

    def give(self, size: int) -> None:
        with self._lock:
            self._left += size


class Held:
    """One file while it arrives and is looked at; to be closed, which gives its room back."""

    def __init__(self, room: Room, largest: int) -> None:
        self._room, self._largest, self._taken, self._data = room, largest, 0, io.BytesIO()

    def add(self, chunk: bytes) -> None:
        """Raises `FileTooBig`, `CheckersBusy`."""
        if self._taken + len(chunk) > self._largest:
            raise FileTooBig(limit=self._largest >> 20)
        self._room.take(len(chunk))
        self._taken += len(chunk)
        self._data.write(chunk)

    async def fill(self, chunks: AsyncIterator[bytes], patience: float = PATIENCE) -> None:
        """Raises what `add` raises, and `FileTooSlow`."""
        try:
            async with asyncio.timeout(patience):
                async for chunk in chunks:
                    self.add(chunk)
        except TimeoutError:
            raise FileTooSlow(seconds=int(patience)) from None

    def all(self) -> bytes:
        """Everything that has come."""
        return self._data.getvalue()

    def close(self) -> None:
        self._data.close()
        self._room.give(self._taken)
        self._taken = 0


def _nobody() -> bytes | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking:
    """What checks need. `root` gives the certificate of this server's own signatures, PEM, once it has signed something."""

    root: Callable[[], bytes | None] = _nobody
    largest: int = LARGEST
    room: Room = field(default_factory=Room)
