"""Writing a backup's files, and reading them again."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from walkon.backup.manifest import Part
from walkon.domain.errors import BadInput
from walkon.vault import disk
from walkon.vault.segments import SealedReader, sealed_stream

PIECE = 1 << 20


class BackupThere(BadInput):
    code = "backup_there"
    en = "There is something in this folder already; a backup goes into a new one."
    ko = "폴더가 비어 있지 않습니다. 백업은 새 폴더에 만듭니다."


@contextmanager
def drafted(folder: Path, taken: type[BadInput]) -> Iterator[Path]:
    """A folder that takes the place of `folder` at the end, or is gone. Raises `taken` where something is there.

    It is made beside `folder`; inside of it where nothing can be put beside it, as with a volume of a container. Then its
    content moves up, keys last: a home that a crash leaves without them opens nothing and says so.
    """
    with disk.explained():
        if folder.is_symlink() or (folder.exists() and not _is_empty(folder)):
            raise taken
        inside = folder.exists() and (os.path.ismount(folder) or not os.access(folder.parent, os.W_OK))
        disk.private_folder(folder.parent)
        name = f".part-{os.urandom(6).hex()}"
        draft = folder / name if inside else folder.with_name(f".{folder.name}{name}")
        draft.mkdir(mode=disk.PRIVATE_FOLDER)
    try:
        yield draft
        with disk.explained():
            if inside:
                _move_up(draft, folder)
            else:
                if folder.exists():
                    folder.rmdir()
                draft.rename(folder)
                disk.sync(folder.parent)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and all(path.name == "lost+found" for path in folder.iterdir())


def _move_up(draft: Path, folder: Path) -> None:
    """All of `draft` into `folder`, or nothing."""
    moved: list[Path] = []
    try:
        for child in sorted(draft.iterdir(), key=lambda path: (path.name == "keys", path.name)):
            child.rename(folder / child.name)
            moved.append(child)
        disk.sync(folder)
        draft.rmdir()
    except BaseException:
        for child in moved:
            (folder / child.name).rename(child)
        raise


def write(path: Path, chunks: Iterable[bytes]) -> Part:
    """Write a new private file and measure it. Raises `DiskFull`, `VaultUnwritable`."""
    found, size = hashlib.sha256(), 0
    disk.private_folder(path.parent)
    with disk.explained():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, disk.PRIVATE_FILE)
        with os.fdopen(handle, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
                found.update(chunk)
                size += len(chunk)
            file.flush()
            os.fsync(file.fileno())
    return Part(size=size, sha256=found.hexdigest())


def seal_into(path: Path, chunks: Iterable[bytes], key: bytes) -> Part:
    """As `write`, sealed under `key` as the object of the file's name."""
    return write(path, sealed_stream(chunks, key, _bound(path)))


def opened(path: Path, key: bytes) -> Iterator[bytes]:
    """What was sealed, a piece at a time. Raises `VaultDamaged`."""
    with path.open("rb") as file:

        def ranges(start: int, stop: int) -> bytes:
            file.seek(start)
            return file.read(stop - start)

        reader = SealedReader(ranges, path.stat().st_size, key, _bound(path))
        yield from reader.pieces(0, reader.size)


def _bound(path: Path) -> str:
    return f"backup/{path.name}"


def pieces(path: Path) -> Iterator[bytes]:
    """A file, a piece at a time."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Small files as one, in memory: they are in the clear."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w") as tar:
        for name, data in files:
            about = tarfile.TarInfo(name)
            about.size, about.mode = len(data), disk.PRIVATE_FILE
            tar.addfile(about, io.BytesIO(data))
    return whole.getvalue()


def unpacked(whole: bytes) -> Iterator[tuple[str, bytes]]:
    """The small files again."""
    with tarfile.open(fileobj=io.BytesIO(whole)) as tar:
        for about in tar:
            file = tar.extractfile(about)
            if file is not None:
                yield about.name, file.read()
