"""The list of a backup's files, in the clear but for nobody to change: `FOLDER/manifest.json`.

Paths hold ids only. Whether a list is the one that was written is known to who has the passphrase.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from walkon.backup.passphrase import BackupKey, backup_key
from walkon.domain.errors import BadInput

NAME = "manifest.json"
FORMAT = 1
_PIECE = 1 << 20


class BackupUnreadable(BadInput):
    code = "backup_unreadable"
    en = "There is no backup in this folder that this version can read."
    ko = "이 폴더에는 이 버전이 읽을 수 있는 백업이 없습니다."


class BackupRefused(BadInput):
    code = "backup_refused"
    en = "The passphrase is another one, or the backup's list was changed. Nothing was restored."
    ko = "암호문이 다르거나 백업의 목록이 바뀌었습니다. 복원한 것은 없습니다."


class BackupDamaged(BadInput):
    code = "backup_damaged"
    en = "Something of this backup is missing, was changed or does not belong to it. Nothing was restored."
    ko = "백업의 일부가 없거나, 바뀌었거나, 이 백업의 것이 아닙니다. 복원한 것은 없습니다."


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One file: bytes and SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup consists of."""

    made_at: datetime
    version: str  # of Walkon
    schema: str  # the revision of the tables
    database: str  # sqlite or postgresql
    blobs: bool  # whether films are in it; False where they lie in a bucket
    salt: bytes
    files: Mapping[str, Part]


def write(manifest: Manifest, key: BackupKey) -> bytes:
    """The file's content."""
    listed = _plain(manifest)
    return json.dumps({"list": listed, "mark": key.mark(_exact(listed))}, indent=1).encode()


def read(folder: Path, passphrase: str) -> tuple[Manifest, BackupKey]:
    """A backup's list, and its key. Raises `BackupUnreadable`, `BackupRefused`."""
    try:
        whole = json.loads((folder / NAME).read_bytes())
        listed, mark = whole["list"], str(whole["mark"])
        if listed["format"] != FORMAT:
            raise BackupUnreadable
        key = backup_key(passphrase, bytes.fromhex(listed["salt"]))
        if not hmac.compare_digest(mark.encode(), key.mark(_exact(listed)).encode()):
            raise BackupRefused
        return _manifest(listed), key
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise BackupUnreadable from None


def check_files(folder: Path, manifest: Manifest) -> None:
    """Every file is there and as it was, and no others. Raises `BackupDamaged`."""
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}
    if there != set(manifest.files) | {NAME}:
        raise BackupDamaged
    for name, part in manifest.files.items():
        path = folder / name
        if path.is_symlink() or measured(path) != part:
            raise BackupDamaged


def measured(path: Path) -> Part:
    """A file as it is. Raises `BackupDamaged`."""
    found, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                found.update(piece)
                size += len(piece)
    except OSError:
        raise BackupDamaged from None
    return Part(size=size, sha256=found.hexdigest())


def _plain(manifest: Manifest) -> dict[str, object]:
    return {
        "format": FORMAT,
        "made_at": manifest.made_at.isoformat(),
        "version": manifest.version,
        "schema": manifest.schema,
        "database": manifest.database,
        "blobs": manifest.blobs,
        "salt": manifest.salt.hex(),
        "files": {name: asdict(part) for name, part in sorted(manifest.files.items())},
    }


def _manifest(listed: Mapping[str, object]) -> Manifest:
    fields = {name: value for name, value in listed.items() if name != "format"}
    files = fields.pop("files")
    if not isinstance(files, dict):
        raise BackupUnreadable
    return Manifest(
        made_at=datetime.fromisoformat(str(fields.pop("made_at"))),
        salt=bytes.fromhex(str(fields.pop("salt"))),
        files={name: Part(**part) for name, part in files.items()},
        **fields,  # type: ignore[arg-type]  # vouched for by the mark
    )


def _exact(listed: object) -> bytes:
    """One text for one list."""
    return json.dumps(listed, sort_keys=True, separators=(",", ":")).encode()
