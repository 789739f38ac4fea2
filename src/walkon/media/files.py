"""People's files: small ones read with a clear word when that fails, finished ones written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from walkon.domain.errors import DiskFull
from walkon.media import errors

TEXT_LIMIT = 1 << 20  # bytes; a challenge has a few hundred
FILE_MODE = 0o666  # less what the person's umask takes away

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_ABSENT = (errno.ENOENT, errno.ENOTDIR)


def read_text(path: Path) -> str:
    """A small UTF-8 text file. Raises `FileNotReadable`, `NotText`."""
    try:
        with path.open("rb") as file:
            data = file.read(TEXT_LIMIT + 1)
    except OSError:
        raise errors.FileNotReadable(name=_called(path)) from None
    try:
        if len(data) > TEXT_LIMIT:
            raise errors.NotText(name=_called(path))
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise errors.NotText(name=_called(path)) from None


def write_whole(path: Path, data: bytes) -> None:
    """Write a finished file, replacing one of the same name. Nothing partial ever has a name, not even after a kill.

    Raises `FolderMissing`, `PlaceTaken`, `NotAllowedToWrite`, `DiskFull`, `WriteFailed`.
    """
    with _explained(path):
        if path.is_dir():
            raise errors.PlaceTaken(name=_called(path))
        nameless = _nameless_file(path.parent)
        if nameless is None:
            _write_beside(path, data)
            return
        with os.fdopen(nameless, "wb") as file:
            _fill(file.fileno(), data)
            linked = _name_it(file.fileno(), path)
        if not linked:
            _write_beside(path, data)
        _sync(path.parent)


def _called(path: Path) -> str:
    return path.name[-60:]


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        name = _called(path)
        if error.errno in _FULL:
            raise DiskFull from None
        if error.errno in _FORBIDDEN:
            raise errors.NotAllowedToWrite(name=name) from None
        if error.errno in _ABSENT:
            raise errors.FolderMissing(name=name) from None
        raise errors.WriteFailed(name=name, reason=os.strerror(error.errno or 0)) from None


def _nameless_file(folder: Path) -> int | None:
    """A file without a name: a killed process leaves nothing of it. None where the system cannot do that."""
    flag = getattr(os, "O_TMPFILE", None)
    if flag is None or not Path("/proc/self/fd").is_dir():
        return None
    try:
        return os.open(folder, flag | os.O_WRONLY, FILE_MODE)
    except OSError as error:
        if error.errno in (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL):
            return None
        raise


def _name_it(handle: int, path: Path) -> bool:
    """Give a complete nameless file its name at one stroke. False where linking it is not possible."""
    try:
        _link(handle, path)
    except FileExistsError:
        beside = _beside(path)
        _link(handle, beside)
        try:
            beside.replace(path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as error:
        if error.errno in _FULL:
            raise
        return False
    return True


def _link(handle: int, path: Path) -> None:
    """Naming a folder makes Python call linkat(2), the only call that follows the link under /proc."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.link(f"/proc/self/fd/{handle}", path.name, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)


def _beside(path: Path) -> Path:
    return path.with_name(f".{secrets.token_hex(8)}.part")


def _write_beside(path: Path, data: bytes) -> None:
    """Where files always have names: under another one first, removed again unless all went well."""
    beside = _beside(path)
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
        with os.fdopen(handle, "wb") as file:
            _fill(file.fileno(), data)
        beside.replace(path)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _fill(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]
    os.fsync(handle)


def _sync(folder: Path) -> None:
    """Make the new name last; some file systems cannot, which is no reason to fail."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
