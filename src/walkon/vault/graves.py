"""The list of what was destroyed: whoever restores an old backup must not bring it back to life.

One JSON object per line: when, and the name of what is gone (``cameo/ID``, ``grant/ID``, or a sealed object's). It lies
outside of the database, is only ever appended to, and names nobody.
"""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path

from walkon.domain.errors import Broken
from walkon.vault import disk


class GravesDamaged(Broken):
    code = "graves_damaged"
    en = "The list of what was destroyed cannot be read; without it nothing is restored."
    ko = "지워진 것의 목록을 읽을 수 없습니다. 이 목록 없이는 복원하지 않습니다."


class Graves:
    """One such file. It is made with the first grave."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, name: str, at: datetime) -> None:
        """Write a grave down, for good, before what it names is destroyed. Raises `DiskFull`, `VaultUnwritable`."""
        line = json.dumps({"at": at.isoformat(), "gone": name}).encode() + b"\n"
        with disk.locked(self._path.parent), disk.explained():
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, disk.PRIVATE_FILE)
            with os.fdopen(handle, "r+b") as file:
                file.truncate(file.read().rfind(b"\n") + 1)  # a crash may have cut the last line
                file.seek(0, os.SEEK_END)
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
            disk.sync(self._path.parent)

    def names(self) -> frozenset[str]:
        """Everything that is gone. Raises `GravesDamaged`; a last line that a crash cut is passed over: what it was to
        name was not destroyed yet.
        """
        try:
            lines = self._path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return frozenset()
        except OSError:
            raise GravesDamaged from None
        return frozenset(
            name for place, line in enumerate(lines) if (name := _name(line, last=place == len(lines) - 1))
        )


def _name(line: bytes, *, last: bool) -> str | None:
    if not line or last:
        return None
    try:
        return str(json.loads(line)["gone"])
    except (ValueError, KeyError, TypeError):
        raise GravesDamaged from None
