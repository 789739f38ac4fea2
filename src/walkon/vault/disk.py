"""Private files, written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from walkon.domain.errors import DiskFull
from walkon.vault.errors import VaultUnwritable

try:
    import fcntl
except ImportError:  # systems without it run one Walkon at a time
    fcntl = None  # type: ignore[assignment]

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """Turns what the disk says into `DiskFull` or `VaultUnwritable`; the path stays out of the message."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull from error
        raise VaultUnwritable(reason=os.strerror(error.errno or 0)) from error


def private_folder(folder: Path) -> Path:
    """The folder, made if need be, closed to others."""
    missing = [part for part in (folder, *folder.parents) if not part.exists()]
    with explained():
        for part in reversed(missing):
            part.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
    return folder


def write(path: Path, data: bytes) -> None:
    """Write a private file: a crash leaves the old one or the new one, never half of one."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    with explained():
        try:
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
            sync(path.parent)
        finally:
            beside.unlink(missing_ok=True)


def destroy(path: Path) -> None:
    """Overwrite a small file with noise, then remove it; copies a disk keeps elsewhere are out of reach."""
    with explained(), contextlib.suppress(FileNotFoundError):
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(os.fstat(file.fileno()).st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        sync(path.parent)


def sync(folder: Path) -> None:
    """Make renames and removals in a folder last."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Only one process at a time works inside."""
    private_folder(folder)
    with explained():
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def tried(lock: Path) -> int | None:
    """The lock, to be closed by the caller, or None while somebody else holds it. Raises `FileNotFoundError` without a folder."""
    handle = os.open(lock, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    try:
        if fcntl is not None:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    except BaseException:
        os.close(handle)
        raise
    return handle
