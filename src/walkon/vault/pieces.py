"""The sealed files of one upload: what is known of it, and its bytes, a MiB to a slot."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from walkon.domain.errors import UploadUnknown
from walkon.vault import disk, keyed
from walkon.vault.errors import VaultDamaged, VaultUnwritable
from walkon.vault.sealing import open_sealed, seal

SLOT = 1 << 20
_ABOUT = "about"
_PIECE = re.compile(r"([0-9]{8})\.([0-9]{1,7})")


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is remembered of an upload."""

    length: int | None  # bytes; None until it is told
    limit: int  # bytes
    touched: datetime


class Pieces:
    """Reads and writes the files of one upload. Raises `UploadUnknown` once its key is gone."""

    def __init__(self, folder: Path, key: bytes, name: str) -> None:
        self._folder, self._key, self._name = folder, key, name

    def about(self) -> About:
        """What is remembered. Raises `VaultDamaged`."""
        try:
            row = json.loads(self._open(_ABOUT))
            length = row["length"]
            return About(
                length=None if length is None else int(length),
                limit=int(row["limit"]),
                touched=datetime.fromisoformat(row["touched"]),
            )
        except (ValueError, KeyError, TypeError):
            raise VaultDamaged from None

    def describe(self, about: About) -> None:
        """Remember `about` in place of what was remembered."""
        row = {"length": about.length, "limit": about.limit, "touched": about.touched.isoformat()}
        self._write(_ABOUT, json.dumps(row).encode())

    def arrived(self) -> int:
        """How many bytes can be read: full slots without a hole, and the one that is begun."""
        lengths = self._lengths()
        total = 0
        for slot in range(len(lengths)):
            total += lengths.get(slot, 0)
            if lengths.get(slot) != SLOT:
                break
        return total

    def plain(self, size: int) -> Iterator[bytes]:
        """The first `size` bytes that arrived. Raises `VaultDamaged`."""
        for start in range(0, size, SLOT):
            yield self._open(_file(start // SLOT, min(SLOT, size - start)))

    def part(self, start: int, stop: int, size: int) -> bytes:
        """Bytes from `start` up to `stop` of the first `size` that arrived. Raises `VaultDamaged`."""
        if not 0 <= start <= stop <= size:
            raise ValueError("not a part of what arrived")
        first = start // SLOT
        slots = range(first, -(-stop // SLOT))
        whole = b"".join(self._open(_file(slot, min(SLOT, size - slot * SLOT))) for slot in slots)
        return whole[start - first * SLOT : stop - first * SLOT]

    def tail(self) -> Tail:
        """Where the upload goes on. Removes what crashes left: pieces that longer ones replaced, files that never got a name."""
        slot, length = divmod(self.arrived(), SLOT)
        begun = self._open(_file(slot, length)) if length else b""
        counting = {_file(full, SLOT) for full in range(slot)} | {_file(slot, length)}
        for name in self._names():
            if name.startswith(".") or (_PIECE.fullmatch(name) and name not in counting):
                self._remove(name)
        return Tail(self, slot, begun)

    def write(self, slot: int, plain: bytes, replaced: int) -> None:
        """Seal the beginning of a slot, longer than the one of `replaced` bytes that is there."""
        self._write(_file(slot, len(plain)), plain)
        if replaced:
            self._remove(_file(slot, replaced))

    def _lengths(self) -> dict[int, int]:
        """The longest piece of every slot."""
        found: dict[int, int] = {}
        for name in self._names():
            if piece := _PIECE.fullmatch(name):
                slot, length = int(piece[1]), int(piece[2])
                found[slot] = max(length, found.get(slot, 0))
        return found

    def _names(self) -> list[str]:
        with disk.explained():
            try:
                return [path.name for path in self._folder.iterdir()]
            except FileNotFoundError:
                raise UploadUnknown from None

    def _remove(self, name: str) -> None:
        with disk.explained():
            (self._folder / name).unlink(missing_ok=True)

    def _open(self, name: str) -> bytes:
        with disk.explained():
            try:
                sealed = (self._folder / name).read_bytes()
            except FileNotFoundError:
                raise self._missing() from None
        return open_sealed(sealed, self._key, f"{self._name}/{name}")

    def _write(self, name: str, plain: bytes) -> None:
        try:
            disk.write(self._folder / name, seal(plain, self._key, f"{self._name}/{name}"))
        except VaultUnwritable:
            if not self._is_there():
                raise UploadUnknown from None
            raise
        if not self._is_there():  # discarded while it was written: leave nothing behind
            keyed.discard(self._folder)
            raise UploadUnknown

    def _is_there(self) -> bool:
        return (self._folder / keyed.KEY).exists()

    def _missing(self) -> Exception:
        return VaultDamaged() if self._is_there() else UploadUnknown()


class Tail:
    """The end of an upload, kept in memory until a slot is full or the sender stops."""

    def __init__(self, pieces: Pieces, slot: int, begun: bytes) -> None:
        self._pieces, self._slot = pieces, slot
        self._plain, self._sealed = bytearray(begun), len(begun)

    @property
    def offset(self) -> int:
        """Where the next byte goes, counting those that are in memory only."""
        return self._slot * SLOT + len(self._plain)

    def add(self, chunk: bytes) -> None:
        """Take more; every slot that becomes full is sealed."""
        rest = memoryview(chunk)
        while rest:
            room = SLOT - len(self._plain)
            self._plain += rest[:room]
            rest = rest[room:]
            if len(self._plain) == SLOT:
                self.flush()
                self._slot, self._sealed = self._slot + 1, 0
                self._plain.clear()

    def flush(self) -> None:
        """Seal what is in memory only."""
        if len(self._plain) > self._sealed:
            self._pieces.write(self._slot, bytes(self._plain), self._sealed)
            self._sealed = len(self._plain)


def _file(slot: int, length: int) -> str:
    return f"{slot:08d}.{length}"
