"""A server's backup, taken while it runs.

Order: the database first, then what it names. Things are sealed before a row names them and erased after no row does, so
whatever the database names is in the backup, but for what was erased while the backup was made: that stays gone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import URL

from walkon import __version__
from walkon.backup import databases, manifest, packing
from walkon.backup.manifest import Manifest, Part
from walkon.backup.packing import drafted, pieces
from walkon.backup.passphrase import SALT, backup_key
from walkon.bootstrap.server import Server
from walkon.settings import Settings
from walkon.store import schema
from walkon.vault import disk

DATABASE, HOME = "database.sealed", "home.sealed"
MASTER, GRAVES, SETTINGS = "keys/master.key", "graves", "settings.json"  # in the sealed part
BACKED_UP = "backed_up_at"
_SEPARATE = frozenset({"cameos", "blobs"})  # sealed already, and large
_PASSING = frozenset(
    {"uploads", "lock", "challenges.json", "attempts.json", BACKED_UP}
)  # recordings on their way; nothing to keep


def back_up(server: Server, folder: Path, passphrase: str) -> Manifest:
    """Everything that a server is, into a new folder, whole or not at all.

    Raises `BackupThere`, `StoreOld`, `ToolMissing`, `ToolFailed`, `DiskFull`, `VaultUnwritable`.
    """
    schema.check(server.engine)
    salt, now = os.urandom(SALT), server.house.clock.now()
    key = backup_key(passphrase, salt)
    url = server.engine.url
    with drafted(folder, packing.BackupThere) as draft:
        files: dict[str, Part] = {DATABASE: packing.seal_into(draft / DATABASE, databases.dumped(url), key.key)}
        with disk.locked(server.settings.home):
            files[HOME] = packing.seal_into(draft / HOME, [packing.packed(_small(server))], key.key)
            files |= _copied(server.settings.home / "cameos", draft / "cameos")
        blobs = blob_folder(server.settings)
        if blobs is not None:
            files |= _copied(blobs, draft / "blobs", ".sealed")
        made = Manifest(
            made_at=now,
            version=__version__,
            schema=schema.revision(server.engine) or "",
            database=url.get_backend_name(),
            blobs=blobs is not None,
            salt=salt,
            files=files,
        )
        disk.write(draft / manifest.NAME, manifest.write(made, key))
    disk.write(server.settings.home / BACKED_UP, now.isoformat(timespec="seconds").encode())
    return made


def backed_up_at(settings: Settings) -> datetime | None:
    """When the last backup of this home was made; None where nobody knows."""
    try:
        return datetime.fromisoformat((settings.home / BACKED_UP).read_text("ascii"))
    except (OSError, ValueError):
        return None


def _small(server: Server) -> Iterator[tuple[str, bytes]]:
    """Keys and whatever else lies in a home, the list of graves, and the settings without a secret."""
    home, settings = server.settings.home, server.settings
    master = server.house.master_key.load()
    if master is not None:
        yield MASTER, master
    yield GRAVES, json.dumps(sorted(server.graves.names())).encode()
    told = ("server_policy", "voice", "address", "language", "sign_up", "key_ring", "log")
    yield SETTINGS, json.dumps({name: str(getattr(settings, name)) for name in told}).encode()
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        top = name.partition("/")[0]
        apart = top in _SEPARATE | _PASSING or name in (MASTER, GRAVES, SETTINGS) or top.startswith(".")
        if path.is_file() and not apart and not _is_database(path, server.engine.url):
            yield name, path.read_bytes()


def _is_database(path: Path, url: URL) -> bool:
    if url.get_backend_name() != "sqlite" or not url.database:
        return False
    file = Path(url.database).resolve()
    return path.resolve() in {file, *(file.with_name(file.name + end) for end in ("-wal", "-shm", "-journal"))}


def blob_folder(settings: Settings) -> Path | None:
    """Where films lie, unless in a bucket."""
    if settings.blobs is None:
        return settings.home / "blobs"
    return None if "://" in settings.blobs else Path(settings.blobs).expanduser()


def _copied(source: Path, target: Path, ending: str = "") -> dict[str, Part]:
    """Sealed files as they lie; one that is erased meanwhile is left out."""
    found: dict[str, Part] = {}
    for path in sorted(source.rglob(f"*{ending}")) if source.is_dir() else ():
        name = path.relative_to(source).as_posix()
        if path.is_dir() or name.startswith("."):
            continue
        try:
            part = packing.write(target / name, pieces(path))
        except FileNotFoundError:
            continue
        found[f"{target.name}/{name}"] = part
    return found
