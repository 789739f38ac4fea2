"""Finished files: read with a clear word when they are not there, written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from walkon.media.errors import (
    FileMissing,
    FileUnreadable,
    NoDiskSpace,
    NotAVideo,
    PlaceMissing,
    PlaceTaken,
    WriteFailed,
)

TEXT_LIMIT = 1 << 20


def read_bytes(path: Path, limit: int | None = None) -> bytes:
    """The file. Raises `FileMissing`, `FileUnreadable`; `NotAVideo` when it is larger than `limit` bytes."""
    try:
        if limit is not None and path.stat().st_size > limit:
            raise NotAVideo
        return path.read_bytes()
    except FileNotFoundError:
        raise FileMissing from None
    except OSError as error:
        raise FileUnreadable(reason=os.strerror(error.errno or 0)) from None


def read_text(path: Path) -> str:
    """A small text file; bytes that are not UTF-8 come out as replacement characters. Raises like `read_bytes`."""
    return read_bytes(path)[:TEXT_LIMIT].decode("utf-8", errors="replace")


def write_whole(path: Path, data: bytes) -> None:
    """Write a finished file. Nothing partial ever has a name: not after an error, not after a kill.

    Raises `PlaceMissing`, `PlaceTaken`, `NoDiskSpace`, `WriteFailed`.
    """
    folder = path.parent
    if not folder.is_dir():
        raise PlaceMissing
    if path.is_dir():
        raise PlaceTaken
    with _explained():
        if not _write_nameless(folder, path, data):
            _write_beside(path, data)


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoDiskSpace from None
        raise WriteFailed(reason=os.strerror(error.errno or 0)) from None


def _write_nameless(folder: Path, path: Path, data: bytes) -> bool:
    """With O_TMPFILE the file has no name until it is complete. False where the system cannot do that."""
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None or not Path("/proc/self/fd").is_dir():
        return False
    try:
        handle = os.open(folder, flag | os.O_WRONLY, 0o644)
    except OSError:
        return False
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
        name = folder / f".{path.name}.{secrets.token_hex(6)}"
        source = f"/proc/self/fd/{file.fileno()}"
        try:
            os.link(source, name, follow_symlinks=True)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise
            return False
    name.replace(path)
    return True


def _write_beside(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
