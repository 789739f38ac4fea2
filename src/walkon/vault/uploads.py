"""Takes while they arrive: uploads that can be interrupted and go on, as in tus 1.0 (core, creation, termination).

    HOME/uploads/ID/key           the upload's own data key, wrapped under the master key
    HOME/uploads/ID/about         sealed: length, limit, when it was last touched
    HOME/uploads/ID/SLOT.LENGTH   sealed: the first LENGTH bytes of the SLOT-th MiB
    HOME/uploads/ID/lock          whoever appends holds it

Rules
1. Nothing lies in the clear. A rest shorter than a MiB is sealed as well when a sender stops; when the upload goes on it
   is sealed anew, longer, and only then is the shorter one removed. Of two for one slot the longer one counts.
2. Each file is a sealed object of its own (`sealing`), under fresh keys, so no nonce is used twice whatever a crash cuts
   off, and it opens in its own place only. It appears whole or not at all, after it has reached the disk.
3. Hence the offset is what the files' names say, and just that can be read.
4. Discarding waits for nobody: it destroys the key, and a sender who is still at it is refused at the next file.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from walkon.domain.errors import LengthDiffers, TooLong, UploadBusy, UploadIncomplete, UploadUnknown, WrongOffset
from walkon.domain.ids import UploadId
from walkon.ports.world import Clock
from walkon.vault import disk, keyed
from walkon.vault.errors import VaultDamaged
from walkon.vault.keys import KEY_BYTES, Keys
from walkon.vault.pieces import About, Pieces

ABANDONED_AFTER = timedelta(days=1)
_ID = re.compile(r"[0-9a-f]{32}")
_NEW = ".new-"
_LOCK = "lock"


class Uploads:
    """Partial uploads of one home. What names one raises `UploadUnknown` when it is not there."""

    def __init__(self, home: Path, keys: Keys, clock: Clock, abandoned_after: timedelta = ABANDONED_AFTER) -> None:
        self._folder, self._keys, self._clock, self._age = home / "uploads", keys, clock, abandoned_after

    def create(self, length: int | None, limit: int) -> UploadId:
        """A new upload of `length` bytes, or of a length that is told later; never more than `limit`. Raises `TooLong`."""
        if length is not None and length < 0:
            raise ValueError("a length is not negative")
        if length is not None and length > limit:
            raise TooLong(limit=limit)
        upload = UploadId(secrets.token_hex(16))
        with disk.locked(self._folder):
            self._clean()
            draft = disk.private_folder(self._folder / f"{_NEW}{upload}")
            try:
                data_key = secrets.token_bytes(KEY_BYTES)
                disk.write(draft / keyed.KEY, self._keys.wrap(data_key, _bound(upload)))
                about = About(length=length, limit=limit, touched=self._clock.now())
                Pieces(draft, data_key, _bound(upload)).describe(about)
                with disk.explained():
                    draft.rename(self._folder / upload)
                    disk.sync(self._folder)
            except BaseException:
                keyed.discard(draft)
                raise
        return upload

    def offset(self, upload: UploadId) -> int:
        """How many bytes have arrived for good."""
        return self._pieces(upload).arrived()

    def length(self, upload: UploadId) -> int | None:
        """How many bytes it will have; None while nobody has told."""
        return self._pieces(upload).about().length

    def declare(self, upload: UploadId, length: int) -> None:
        """Tell the length of an upload that was created without one. Raises `LengthDiffers`, `TooLong`, `UploadBusy`."""
        with self._alone(upload) as pieces:
            about = pieces.about()
            if about.length is not None and about.length != length:
                raise LengthDiffers(length=about.length)
            if length > about.limit:
                raise TooLong(limit=about.limit)
            if length < pieces.arrived():
                raise TooLong(limit=length)
            pieces.describe(replace(about, length=length, touched=self._clock.now()))

    def append(self, upload: UploadId, offset: int, chunks: Iterable[bytes]) -> int:
        """Take in what `chunks` give, from byte `offset` on; gives the new offset.

        What arrived before `chunks` raises is kept, then the error goes on. Raises `WrongOffset` when `offset` is not
        where the upload goes on, `UploadBusy` while somebody else appends, `TooLong` at the chunk that would go beyond
        the upload's end (what came before it is kept), `DiskFull`, `VaultUnwritable`, `VaultDamaged`.
        """
        with self._alone(upload) as pieces:
            about, arrived = pieces.about(), pieces.arrived()
            if offset != arrived:
                raise WrongOffset(offset=arrived)
            pieces.describe(replace(about, touched=self._clock.now()))
            most = about.limit if about.length is None else about.length
            tail = pieces.tail()
            try:
                for chunk in chunks:
                    if tail.offset + len(chunk) > most:
                        raise TooLong(limit=most)
                    tail.add(chunk)
            finally:
                tail.flush()
            return tail.offset

    def finish(self, upload: UploadId) -> Iterator[bytes]:
        """The whole upload in the clear, in order, a MiB at a time; it stays until it is discarded.

        An upload without a length ends here. Raises `UploadIncomplete`, `UploadBusy`; while it is read, `VaultDamaged`,
        and `UploadUnknown` when it was discarded meanwhile.
        """
        with self._alone(upload) as pieces:
            about, arrived = pieces.about(), pieces.arrived()
            if about.length is not None and arrived < about.length:
                raise UploadIncomplete(missing=about.length - arrived)
            pieces.describe(replace(about, length=arrived, touched=self._clock.now()))
        return pieces.plain(arrived)

    def open(self, upload: UploadId) -> UploadReader:
        """Ranges of a whole upload; it stays until it is discarded. Raises `UploadIncomplete`."""
        pieces = self._pieces(upload)
        length, arrived = pieces.about().length, pieces.arrived()
        if length is None or arrived < length:
            raise UploadIncomplete(missing=0 if length is None else length - arrived)
        return UploadReader(pieces, length)

    def discard(self, upload: UploadId) -> None:
        """Destroy an upload's key, then the rest. Discarding what is gone is fine."""
        if _ID.fullmatch(upload):
            keyed.end(self._folder / upload)
            keyed.discard(self._folder / upload)

    def expired(self, now: datetime) -> Sequence[UploadId]:
        """Uploads that nobody has touched for long, and damaged ones; to be discarded. One being sent is not among them."""
        with disk.locked(self._folder):
            self._clean()
        return [upload for upload in self._ids() if self._is_abandoned(upload, now)]

    def _is_abandoned(self, upload: UploadId, now: datetime) -> bool:
        try:
            with self._alone(upload) as pieces:
                return pieces.about().touched + self._age <= now
        except VaultDamaged:
            return True
        except (UploadBusy, UploadUnknown):
            return False

    def _ids(self) -> Iterator[UploadId]:
        if self._folder.exists():
            for folder in sorted(self._folder.iterdir()):
                if _ID.fullmatch(folder.name) and (folder / keyed.KEY).exists():
                    yield UploadId(folder.name)

    def _known(self, upload: UploadId) -> Path:
        folder = self._folder / upload
        if not _ID.fullmatch(upload) or not (folder / keyed.KEY).exists():
            raise UploadUnknown
        return folder

    def _pieces(self, upload: UploadId) -> Pieces:
        folder = self._known(upload)
        with disk.explained():
            try:
                wrapped = (folder / keyed.KEY).read_bytes()
            except FileNotFoundError:
                raise UploadUnknown from None
        return Pieces(folder, self._keys.unwrap(wrapped, _bound(upload)), _bound(upload))

    @contextlib.contextmanager
    def _alone(self, upload: UploadId) -> Generator[Pieces]:
        """The upload's pieces, while nobody else changes them. Raises `UploadBusy`."""
        with disk.explained():
            try:
                lock = disk.tried(self._known(upload) / _LOCK)
            except FileNotFoundError:
                raise UploadUnknown from None
        if lock is None:
            raise UploadBusy
        try:
            yield self._pieces(upload)
        finally:
            os.close(lock)

    def _clean(self) -> None:
        """Remove what creations and discards that were cut short left; all of it is sealed or noise."""
        for folder in self._folder.iterdir():
            if folder.is_dir() and (folder.name.startswith(_NEW) or not (folder / keyed.KEY).exists()):
                keyed.discard(folder)


class UploadReader:
    """`ports.media.Reader` of an upload. Raises `UploadUnknown` once it was discarded."""

    def __init__(self, pieces: Pieces, size: int) -> None:
        self._pieces, self.size = pieces, size

    def read(self, start: int, stop: int) -> bytes:
        """Bytes in the clear from `start` up to `stop`. Raises `VaultDamaged`."""
        return self._pieces.part(start, stop, self.size)


def _bound(upload: UploadId) -> str:
    """What keys and bytes of an upload are bound to."""
    return f"upload/{upload}"
