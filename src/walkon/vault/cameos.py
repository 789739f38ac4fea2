"""Sealed cameos on a local disk."""

from __future__ import annotations

import contextlib
import json
import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

from walkon.domain.cameo import Cameo, JudgedBy, Standing
from walkon.domain.errors import HandleTaken, NothingSealed, WalkonError
from walkon.domain.identity import Nearest
from walkon.domain.ids import CameoId, Handle
from walkon.domain.parcels import CLAIMED
from walkon.vault import disk, keyed, templates
from walkon.vault.errors import VaultDamaged
from walkon.vault.keys import KEY_BYTES, Keys, MasterKey
from walkon.vault.origins import origin_json, origin_of
from walkon.vault.sealing import open_sealed, seal

_ID = re.compile(r"[0-9a-f]{32}")
_PART = re.compile(r"[a-z]{1,20}")
_NEW = ".new-"


_KEY, _RECORD = keyed.KEY, "record"
_LOOKS = 3  # at a cameo that others put and delete meanwhile
FACE, SPEAKER = "face", "speaker"  # the parts that hold a person's templates


class LocalVault:
    """One folder per cameo. A folder without a key is what is left of a deletion, and is removed when seen.

    Everything that changes the vault holds the home's lock and first finishes what a crash left half done. A cameo is
    deleted from the moment its key has been renamed; overwriting and removing it only makes sure that it stays so.
    One recorded anew has new files beside the old ones, and is renewed from the moment its record names them.
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
                for part, plain in {**parts, _RECORD: _to_bytes(cameo, 1)}.items():
                    disk.write(draft / part, seal(plain, data_key, f"{cameo.id}/{part}"))
                disk.write(draft / _KEY, wrapped)
                with disk.explained():
                    draft.rename(self._folder / cameo.id)
                    disk.sync(self._folder)
            except BaseException:
                keyed.discard(draft)
                raise

    def renew(self, cameo: Cameo, parts: Mapping[str, bytes]) -> None:
        with disk.locked(self._home):
            self._clean()
            known = self._record(cameo.id)
            if known is None or known.cameo.handle != cameo.handle:
                raise NothingSealed
            folder, takes = self._folder / cameo.id, known.takes + 1
            with disk.explained():
                data_key = self.keys.unwrap((folder / _KEY).read_bytes(), cameo.id)
            try:
                for part, plain in parts.items():
                    name = _file(part, takes)
                    disk.write(folder / name, seal(plain, data_key, f"{cameo.id}/{name}"))
                disk.write(folder / _RECORD, seal(_to_bytes(cameo, takes), data_key, f"{cameo.id}/{_RECORD}"))
            finally:
                self._tidy(cameo.id)

    def find(self, handle: Handle) -> Cameo | None:
        """A damaged record hides nobody else: only where the search ends without success it is raised."""
        damage: VaultDamaged | None = None
        for cameo in self._ids():
            try:
                found = self._record(cameo)
            except VaultDamaged as error:
                damage = error
                continue
            if found is not None and found.cameo.handle == handle:
                return found.cameo
        if damage is not None:
            raise damage
        return None

    def all(self) -> Sequence[Cameo]:
        records = [record.cameo for cameo in self._ids() if (record := self._record(cameo)) is not None]
        return sorted(records, key=lambda cameo: (cameo.created, cameo.id))

    def open(self, cameo: CameoId, part: str) -> bytes:
        if not _ID.fullmatch(cameo) or not _PART.fullmatch(part) or part in (_KEY, _RECORD):
            raise NothingSealed
        takes = 0
        problem: WalkonError = NothingSealed()
        while (record := self._record(cameo)) is not None and record.takes != takes:
            takes = record.takes
            try:
                return self._opened(cameo, _file(part, takes))
            except (NothingSealed, VaultDamaged) as error:  # recorded anew since the record was read? then look again
                problem = error
        raise problem if record is not None else NothingSealed

    def nearest_face(self, face: bytes) -> Nearest | None:
        """Damaged or missing templates are passed over: they can hide nobody who has a sound one."""
        found = []
        for cameo in self._ids():
            with contextlib.suppress(NothingSealed, VaultDamaged):
                found.append(Nearest(cameo=cameo, distance=templates.distance(face, self.open(cameo, FACE))))
        return min(found, key=lambda nearest: nearest.distance, default=None)

    def face_distance(self, cameo: CameoId, face: bytes) -> float | None:
        for part in (FACE, CLAIMED):
            with contextlib.suppress(NothingSealed):
                return templates.distance(face, self.open(cameo, part))
        return None

    def voice_likeness(self, cameo: CameoId, voice: bytes) -> float | None:
        with contextlib.suppress(NothingSealed):
            return templates.likeness(voice, self.open(cameo, SPEAKER))
        return None

    def delete(self, cameo: CameoId) -> None:
        if not _ID.fullmatch(cameo):
            return
        with disk.locked(self._home):
            keyed.end(self._folder / cameo)
            self._clean()

    def holds(self, cameo: CameoId) -> bool:
        """Whether anything of the cameo's key can be found, a key that is half gone included."""
        return bool(_ID.fullmatch(cameo)) and keyed.holds(self._folder / cameo)

    def _ids(self) -> Iterator[CameoId]:
        if self._folder.exists():
            for folder in sorted(self._folder.iterdir()):
                if _ID.fullmatch(folder.name) and (folder / _KEY).exists():
                    yield CameoId(folder.name)

    def _record(self, cameo: CameoId) -> _Record | None:
        """The cameo's record; None when there is none, or it was deleted a moment ago."""
        for _ in range(_LOOKS):
            try:
                record = _from_bytes(self._opened(cameo, _RECORD))
                break
            except NothingSealed:
                if not (self._folder / cameo / _KEY).exists():
                    return None
        else:
            raise VaultDamaged
        if record.cameo.id != cameo:
            raise VaultDamaged
        return record

    def _opened(self, cameo: CameoId, name: str) -> bytes:
        """What is sealed in one file. Raises `NothingSealed`."""
        folder = self._folder / cameo
        with disk.explained():
            try:
                for _ in range(_LOOKS):
                    wrapped, sealed = (folder / _KEY).read_bytes(), (folder / name).read_bytes()
                    if (folder / _KEY).read_bytes() == wrapped:  # else it went and came again in between
                        break
            except FileNotFoundError:
                raise NothingSealed from None
        return open_sealed(sealed, self.keys.unwrap(wrapped, cameo), f"{cameo}/{name}")

    def _has_sealed(self) -> bool:
        if any(True for _ in self._ids()) or (self._home / "signing" / "identity").exists():
            return True
        uploads, blobs = (self._home / "uploads").glob(f"*/{_KEY}"), (self._home / "blobs").rglob("*.sealed")
        return any(True for _ in chain(uploads, blobs))

    def _clean(self) -> None:
        """Remove what creations and renewals that were cut short left, and deletions. All of it is sealed or noise."""
        if self._folder.exists():
            for folder in self._folder.iterdir():
                if folder.name.startswith(_NEW) or not (folder / _KEY).exists():
                    keyed.discard(folder)
                elif any(not _PART.fullmatch(path.name) for path in folder.iterdir()):
                    self._tidy(CameoId(folder.name))
            disk.sync(self._folder)

    def _tidy(self, cameo: CameoId) -> None:
        """Remove the files that a cameo's record does not name; what cannot be read or removed now waits."""
        with contextlib.suppress(WalkonError):
            record = self._record(cameo)
            if record is None:
                return
            for path in (self._folder / cameo).iterdir():
                part = path.name.partition(".")[0]
                if part not in (_KEY, _RECORD) and path.name != _file(part, record.takes):
                    disk.destroy(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    """What lies sealed of a cameo beside its parts; `takes` counts how often it was recorded."""

    cameo: Cameo
    takes: int


def _file(part: str, takes: int) -> str:
    """The name of a part's file."""
    return part if takes == 1 else f"{part}.{takes}"


def _to_bytes(cameo: Cameo, takes: int) -> bytes:
    return json.dumps(
        {
            "version": 1,
            "takes": takes,
            "id": cameo.id,
            "handle": cameo.handle.name,
            "standing": cameo.standing.value,
            "created": cameo.created.isoformat(),
            "has_voice": cameo.has_voice,
            "voice_similarity": cameo.voice_similarity,
            "policy": cameo.policy,
            "policy_version": cameo.policy_version,
            "renewed": None if cameo.renewed is None else cameo.renewed.isoformat(),
            "judged_by": cameo.judged_by.value,
            "origin": None if cameo.origin is None else origin_json(cameo.origin),
        }
    ).encode()


def _from_bytes(data: bytes) -> _Record:
    try:
        row = json.loads(data)
        renewed = row.get("renewed")
        cameo = Cameo(
            id=CameoId(row["id"]),
            handle=Handle.parse(row["handle"]),
            standing=Standing(row["standing"]),
            created=datetime.fromisoformat(row["created"]),
            has_voice=bool(row["has_voice"]),
            voice_similarity=row["voice_similarity"],
            policy=row.get("policy"),
            policy_version=row.get("policy_version"),
            renewed=None if renewed is None else datetime.fromisoformat(renewed),
            judged_by=JudgedBy(row.get("judged_by", JudgedBy.RULES.value)),
            origin=None if row.get("origin") is None else origin_of(row["origin"]),
        )
        return _Record(cameo=cameo, takes=int(row.get("takes", 1)))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise VaultDamaged from None
