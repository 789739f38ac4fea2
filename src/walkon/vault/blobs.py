"""Sealed things in a folder or in a bucket, through obstore.

    PLACE/NAME.sealed           one blob; the ending keeps `a` and `a/b` apart, which on a disk would be a file and a folder
    PLACE/.arriving/HEX         one on its way; it gets its name when it is whole, unless the name was taken meanwhile

A small blob for a bucket needs no such way: it is put in one request that fails if the name is taken. In a bucket the
renaming is a conditional copy on the bucket's side (S3's, by a multipart copy that is completed with If-None-Match).
What a killed process left under `.arriving` is removed by `sweep`; parts of unfinished multipart uploads, which no
listing shows, by the bucket's life-cycle rule.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Generator, Iterable, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import obstore
from obstore import exceptions
from obstore.store import LocalStore, ObjectStore, S3Store

from walkon.domain.errors import (
    BadBlobName,
    BadBlobPlace,
    BlobsRefused,
    BlobsUnreachable,
    BlobTaken,
    DiskFull,
    NothingSealed,
    WalkonError,
)
from walkon.vault import disk

LONGEST_NAME = 200  # characters; a file's name may have 255 bytes, a key in S3 1024
_NAME = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)*")
_ENDING = ".sealed"
_ARRIVING = ".arriving"
_PART = 5 << 20  # bytes; S3's smallest part
_PARTS_AT_ONCE = 4


def blobs_at(place: str) -> ObjectBlobs:
    """The store at a folder or at ``s3://BUCKET[/PREFIX]``, whose endpoint and credentials obstore reads from AWS_*.

    Raises `BadBlobPlace`, `VaultUnwritable`.
    """
    if "://" not in place:
        return local_blobs(Path(place).expanduser())
    if not re.fullmatch(r"s3://[a-z0-9.-]+(/[\w./-]*)?", place, re.ASCII):
        raise BadBlobPlace
    try:
        return ObjectBlobs(S3Store.from_url(place, config={"copy_if_not_exists": "multipart"}))
    except (exceptions.BaseError, ValueError):
        raise BadBlobPlace from None


def local_blobs(folder: Path) -> ObjectBlobs:
    """The store in a folder that is closed to others."""
    disk.private_folder(folder)
    return ObjectBlobs(LocalStore(folder, automatic_cleanup=True), folder)


class ObjectBlobs:
    """A `BlobStore` on what obstore reaches. Given its folder, it makes what was put outlast a power cut."""

    def __init__(self, store: ObjectStore, folder: Path | None = None) -> None:
        self._store, self._folder = store, folder

    def put(self, name: str, chunks: Iterable[bytes]) -> int:
        key = _key(name)
        if self._has(key):
            raise BlobTaken
        arriving = _Arriving(chunks)
        begin = arriving.first(_PART)
        if self._folder is None and len(begin) < _PART:
            with _explained(missing=BlobsUnreachable):
                obstore.put(self._store, key, begin, mode="create")
            return len(begin)
        draft = f"{_ARRIVING}/{secrets.token_hex(16)}"
        try:
            self._receive(draft, begin, arriving)
            with _explained(missing=BlobsUnreachable):
                obstore.rename(self._store, draft, key, overwrite=False)
        except BaseException:
            self._remove(draft)
            raise
        self._sync(key)
        return arriving.size

    def size(self, name: str) -> int:
        with _explained():
            return obstore.head(self._store, _key(name))["size"]

    def read(self, name: str, start: int, stop: int) -> bytes:
        try:
            with _explained():
                if start < stop:
                    return bytes(obstore.get_range(self._store, _key(name), start=start, end=stop))
        except BlobsUnreachable:  # what a range behind the end gets as well
            if start < self.size(name):
                raise
        self.size(name)
        return b""

    def delete(self, name: str) -> None:
        with _explained(), contextlib.suppress(FileNotFoundError):
            obstore.delete(self._store, _key(name))

    def names(self, prefix: str = "") -> Iterator[str]:
        folder = prefix.rpartition("/")[0]
        with _explained():
            for batch in obstore.list(self._store, folder or None, chunk_size=1000):
                for found in batch:
                    name = found["path"].removesuffix(_ENDING)
                    if name != found["path"] and name.startswith(prefix) and _is_name(name):
                        yield name

    def sweep(self, before: datetime) -> int:
        """Remove what has been arriving since `before` and will never be whole; gives how many. The clock is the store's."""
        if self._folder is not None:  # obstore's listing passes over its own unfinished files
            old = [path for path in (self._folder / _ARRIVING).glob("*") if _is_older(path, before)]
            for path in old:
                path.unlink(missing_ok=True)
            return len(old)
        with _explained():
            found = [row for batch in obstore.list(self._store, _ARRIVING) for row in batch]
            keys = [row["path"] for row in found if row["last_modified"] < before]
            for key in keys:
                obstore.delete(self._store, key)
        return len(keys)

    def _has(self, key: str) -> bool:
        try:
            with _explained():
                obstore.head(self._store, key)
        except NothingSealed:
            return False
        return True

    def _receive(self, draft: str, begin: bytes, rest: _Arriving) -> None:
        try:
            with _explained(missing=BlobsUnreachable):
                obstore.put(self._store, draft, chain([begin], rest), chunk_size=_PART, max_concurrency=_PARTS_AT_ONCE)
        except WalkonError:
            if rest.failure is not None:  # the sender's own trouble is not the store's
                raise rest.failure from None
            raise
        if self._folder is not None:
            with disk.explained():
                handle = os.open(self._folder / draft, os.O_RDONLY)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)

    def _sync(self, key: str) -> None:
        if self._folder is not None:
            for part in Path(key).parents:
                disk.sync(self._folder / part)

    def _remove(self, draft: str) -> None:
        with contextlib.suppress(WalkonError, FileNotFoundError), _explained():
            obstore.delete(self._store, draft)


class _Arriving:
    """Somebody's chunks, counted; remembers what they raised."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = iter(chunks)
        self.size = 0
        self.failure: Exception | None = None

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        try:
            chunk = next(self._chunks)
        except StopIteration:
            raise
        except Exception as error:
            self.failure = error
            raise
        self.size += len(chunk)
        return chunk

    def first(self, least: int) -> bytes:
        """The first `least` bytes or a little more; fewer only where there are no more."""
        gathered = bytearray()
        for chunk in self:
            gathered += chunk
            if len(gathered) >= least:
                break
        return bytes(gathered)


def _is_name(name: str) -> bool:
    return len(name) <= LONGEST_NAME and _NAME.fullmatch(name) is not None


def _key(name: str) -> str:
    if not _is_name(name):
        raise BadBlobName
    return name + _ENDING


def _is_older(path: Path, before: datetime) -> bool:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC) < before
    except FileNotFoundError:
        return False


@contextlib.contextmanager
def _explained(missing: type[WalkonError] = NothingSealed) -> Generator[None]:
    """Turns what obstore says into Walkon's words; paths, addresses and the store's answers stay out of them.

    `missing` is what is said where there is nothing: while putting, that is the bucket.
    """
    try:
        yield
    except exceptions.AlreadyExistsError:
        raise BlobTaken from None
    except FileNotFoundError:
        raise missing from None
    except (exceptions.PermissionDeniedError, exceptions.UnauthenticatedError, PermissionError):
        raise BlobsRefused from None
    except (exceptions.BaseError, OSError) as error:
        if "(os error 28)" in str(error):  # ENOSPC, as Rust writes it
            raise DiskFull from None
        raise BlobsUnreachable from None
