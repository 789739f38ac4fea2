"""Sealed cameos on a local disk."""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from walkon.domain.cameo import Cameo, Standing
from walkon.domain.errors import HandleTaken, NothingSealed
from walkon.domain.ids import CameoId, Handle
from walkon.vault import disk
from walkon.vault.errors import VaultDamaged
from walkon.vault.keys import KEY_BYTES, Keys, MasterKey
from walkon.vault.sealing import open_sealed, seal

_ID = re.compile(r"[0-9a-f]{32}")
_PART = re.compile(r"[a-z]{1,20}")
_NEW = ".new-"


class LocalVault:
    """One folder per cameo. A folder without a key is what is left of a deletion, and is removed when seen."""

    def __init__(self, home: Path, master: MasterKey) -> None:
        self._home, self._folder = home, home / "cameos"
        self.keys = Keys(master, self._has_sealed)

    def put(self, cameo: Cameo, parts: Mapping[str, bytes]) -> None:
        with disk.locked(self._home):
            self._clean()
            if self.find(cameo.handle) is not None:
                raise HandleTaken(handle=str(cameo.handle))
            data_key = secrets.token_bytes(KEY_BYTES)
            wrapped = self.keys.wrap(data_key, cameo.id)
            draft = disk.private_folder(self._folder / f"{_NEW}{cameo.id}")
            try:
                for part, plain in {**parts, "record": _to_bytes(cameo)}.items():
                    disk.write(draft / part, seal(plain, data_key, f"{cameo.id}/{part}"))
                disk.write(draft / "key", wrapped)
                with disk.explained():
                    draft.rename(self._folder / cameo.id)
                    disk.sync(self._folder)
            except BaseException:
                shutil.rmtree(draft, ignore_errors=True)
                raise

    def find(self, handle: Handle) -> Cameo | None:
        return next((cameo for cameo in self.all() if cameo.handle == handle), None)

    def all(self) -> Sequence[Cameo]:
        records = [_from_bytes(self.open(cameo, "record")) for cameo in self._ids()]
        return sorted(records, key=lambda cameo: (cameo.created, cameo.id))

    def open(self, cameo: CameoId, part: str) -> bytes:
        folder = self._folder / cameo
        if not _ID.fullmatch(cameo) or not _PART.fullmatch(part) or not (folder / "key").exists():
            raise NothingSealed
        with disk.explained():
            try:
                wrapped, sealed = (folder / "key").read_bytes(), (folder / part).read_bytes()
            except FileNotFoundError:
                raise NothingSealed from None
        return open_sealed(sealed, self.keys.unwrap(wrapped, cameo), f"{cameo}/{part}")

    def delete(self, cameo: CameoId) -> None:
        if not _ID.fullmatch(cameo):
            return
        with disk.locked(self._home):
            disk.destroy(self._folder / cameo / "key")
            self._clean()

    def _ids(self) -> Iterator[CameoId]:
        if self._folder.exists():
            for folder in sorted(self._folder.iterdir()):
                if _ID.fullmatch(folder.name) and (folder / "key").exists():
                    yield CameoId(folder.name)

    def _has_sealed(self) -> bool:
        return any(True for _ in self._ids()) or (self._home / "signing" / "identity").exists()

    def _clean(self) -> None:
        """Remove drafts of a creation that was cut short, and what deletions left. All of it is sealed or noise."""
        if self._folder.exists():
            for folder in self._folder.iterdir():
                if folder.name.startswith(_NEW) or not (folder / "key").exists():
                    shutil.rmtree(folder, ignore_errors=True)
            disk.sync(self._folder)


def _to_bytes(cameo: Cameo) -> bytes:
    return json.dumps(
        {
            "version": 1,
            "id": cameo.id,
            "handle": cameo.handle.name,
            "standing": cameo.standing.value,
            "created": cameo.created.isoformat(),
            "has_voice": cameo.has_voice,
            "voice_similarity": cameo.voice_similarity,
        }
    ).encode()


def _from_bytes(data: bytes) -> Cameo:
    try:
        row = json.loads(data)
        return Cameo(
            id=CameoId(row["id"]),
            handle=Handle.parse(row["handle"]),
            standing=Standing(row["standing"]),
            created=datetime.fromisoformat(row["created"]),
            has_voice=bool(row["has_voice"]),
            voice_similarity=row["voice_similarity"],
        )
    except (ValueError, KeyError, TypeError):
        raise VaultDamaged from None
