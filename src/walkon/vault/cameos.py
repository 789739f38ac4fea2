"""Sealed cameos on a local disk."""

from __future__ import annotations

import contextlib
import json
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from walkon.domain.cameo import Cameo, Standing
from walkon.domain.errors import HandleTaken, NothingSealed
from walkon.domain.identity import Nearest
from walkon.domain.ids import CameoId, Handle
from walkon.vault import disk, faces
from walkon.vault.errors import VaultDamaged
from walkon.vault.keys import KEY_BYTES, Keys, MasterKey
from walkon.vault.sealing import open_sealed, seal

_ID = re.compile(r"[0-9a-f]{32}")
_PART = re.compile(r"[a-z]{1,20}")
_NEW = ".new-"


_KEY = "key"
_GONE = "key.gone"
FACE = "face"  # the part that holds a person's template


class LocalVault:
    """One folder per cameo. A folder without a key is what is left of a deletion, and is removed when seen.

    Everything that changes the vault holds the home's lock and first finishes what a crash left half done. A cameo is
    deleted from the moment its key has been renamed; overwriting and removing it only makes sure that it stays so.
    """

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
                disk.write(draft / _KEY, wrapped)
                with disk.explained():
                    draft.rename(self._folder / cameo.id)
                    disk.sync(self._folder)
            except BaseException:
                _discard(draft)
                raise

    def find(self, handle: Handle) -> Cameo | None:
        """A damaged record hides nobody else: only where the search ends without success it is raised."""
        damage: VaultDamaged | None = None
        for cameo in self._ids():
            try:
                found = self._record(cameo)
            except VaultDamaged as error:
                damage = error
                continue
            if found is not None and found.handle == handle:
                return found
        if damage is not None:
            raise damage
        return None

    def all(self) -> Sequence[Cameo]:
        records = [record for cameo in self._ids() if (record := self._record(cameo)) is not None]
        return sorted(records, key=lambda cameo: (cameo.created, cameo.id))

    def open(self, cameo: CameoId, part: str) -> bytes:
        folder = self._folder / cameo
        if not _ID.fullmatch(cameo) or not _PART.fullmatch(part) or part == _KEY:
            raise NothingSealed
        with disk.explained():
            try:
                wrapped, sealed = (folder / _KEY).read_bytes(), (folder / part).read_bytes()
            except FileNotFoundError:
                raise NothingSealed from None
        return open_sealed(sealed, self.keys.unwrap(wrapped, cameo), f"{cameo}/{part}")

    def nearest_face(self, face: bytes) -> Nearest | None:
        """Damaged or missing templates are passed over: they can hide nobody who has a sound one."""
        found = []
        for cameo in self._ids():
            with contextlib.suppress(NothingSealed, VaultDamaged):
                found.append(Nearest(cameo=cameo, distance=faces.distance(face, self.open(cameo, FACE))))
        return min(found, key=lambda nearest: nearest.distance, default=None)

    def delete(self, cameo: CameoId) -> None:
        if not _ID.fullmatch(cameo):
            return
        with disk.locked(self._home):
            key = self._folder / cameo / _KEY
            with disk.explained(), contextlib.suppress(FileNotFoundError):
                key.rename(key.with_name(_GONE))
                disk.sync(key.parent)
            self._clean()

    def _ids(self) -> Iterator[CameoId]:
        if self._folder.exists():
            for folder in sorted(self._folder.iterdir()):
                if _ID.fullmatch(folder.name) and (folder / _KEY).exists():
                    yield CameoId(folder.name)

    def _record(self, cameo: CameoId) -> Cameo | None:
        """The cameo's record; None when it was deleted a moment ago."""
        try:
            record = _from_bytes(self.open(cameo, "record"))
        except NothingSealed:
            if (self._folder / cameo / _KEY).exists():
                raise VaultDamaged from None
            return None
        if record.id != cameo:
            raise VaultDamaged
        return record

    def _has_sealed(self) -> bool:
        return any(True for _ in self._ids()) or (self._home / "signing" / "identity").exists()

    def _clean(self) -> None:
        """Remove drafts of a creation that was cut short, and what deletions left. All of it is sealed or noise."""
        if self._folder.exists():
            for folder in self._folder.iterdir():
                if folder.name.startswith(_NEW) or not (folder / _KEY).exists():
                    _discard(folder)
            disk.sync(self._folder)


def _discard(folder: Path) -> None:
    """Keys first: overwritten, then removed; then the rest."""
    for name in (_KEY, _GONE):
        disk.destroy(folder / name)
    shutil.rmtree(folder, ignore_errors=True)


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
            "policy": cameo.policy,
            "policy_version": cameo.policy_version,
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
            policy=row.get("policy"),
            policy_version=row.get("policy_version"),
        )
    except (ValueError, KeyError, TypeError):
        raise VaultDamaged from None
