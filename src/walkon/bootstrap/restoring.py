"""A server out of a backup: in an empty home and an empty database, whole or not at all.

Everything is made ready beside its place: filled, brought to this version, and what was destroyed since the backup is
destroyed again. Only then it takes the home's name.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from sqlalchemy.engine import make_url

from walkon.actions.bury import Buried, bury, end_without
from walkon.actions.forget import erase_due
from walkon.backup import databases, manifest, packing
from walkon.backup.manifest import BackupDamaged, Manifest
from walkon.backup.packing import drafted, opened, pieces
from walkon.bootstrap import SystemClock
from walkon.bootstrap.backups import DATABASE, GRAVES, HOME, MASTER, SETTINGS, blob_folder
from walkon.bootstrap.server import Server
from walkon.domain.errors import BadInput, NothingSealed
from walkon.ports.jobs import Job, Look
from walkon.settings import Settings
from walkon.store import schema
from walkon.store.database import SqlStore, open_database
from walkon.vault import disk
from walkon.vault.graves import Graves, GravesDamaged
from walkon.vault.keys import KeyRing

_DATABASE = "walkon.db"


class HomeNotEmpty(BadInput):
    code = "home_not_empty"
    en = "There is something in this home already; a backup is restored into an empty one."
    ko = "홈이 비어 있지 않습니다. 백업은 빈 홈에 복원합니다."


class BackupNewer(BadInput):
    code = "backup_newer"
    en = "This backup was made by a newer version of Walkon ({version}); install that one first."
    ko = "더 새로운 버전({version})에서 만든 백업입니다. 그 버전을 먼저 설치하세요."


class OtherDatabase(BadInput):
    code = "other_database"
    en = "This backup holds a database of {kind}; WALKON_DATABASE_URL names another kind."
    ko = "이 백업의 데이터베이스는 {kind}입니다. WALKON_DATABASE_URL이 다른 종류를 가리킵니다."


class OtherBlobs(BadInput):
    code = "other_blobs"
    en = "Films lay in a folder where WALKON_BLOBS names a bucket now, or the other way round; set it as it was."
    ko = "영상이 있던 곳(폴더 또는 버킷)과 WALKON_BLOBS가 다릅니다. 예전과 같이 설정하세요."


def restore(settings: Settings, folder: Path, passphrase: str, graves: Path | None) -> Buried:
    """What was taken back again because it was destroyed after the backup. `graves` is the list of that.

    Raises `BackupUnreadable`, `BackupRefused`, `BackupDamaged`, `BackupNewer`, `OtherDatabase`, `OtherBlobs`,
    `HomeNotEmpty`, `DatabaseNotEmpty`, `GravesDamaged`, `ToolMissing`, `ToolFailed`, `DiskFull`, `VaultUnwritable`.
    """
    listed, key = manifest.read(folder, passphrase)
    manifest.check_files(folder, listed)
    _check_fits(settings, listed)
    small = dict(packing.unpacked(b"".join(opened(folder / HOME, key.key))))
    gone = frozenset(json.loads(small.pop(GRAVES))) | _gone(settings, graves)
    small.pop(SETTINGS)
    with ExitStack() as stack:
        home = stack.enter_context(drafted(settings.home, HomeNotEmpty))
        films = home / "blobs"
        if listed.blobs and settings.blobs is not None:
            films = stack.enter_context(drafted(Path(settings.blobs).expanduser(), HomeNotEmpty))
        _fill(home, films, folder, listed, small)
        place = str(films) if listed.blobs else settings.blobs
        database = stack.enter_context(_database(settings, home, folder, key.key))
        buried = _revive(
            replace(settings, home=home, database=database, blobs=place, graves=None, key_ring=False), gone
        )
        _keep_graves(settings, home, gone)
        if settings.key_ring and MASTER in small:
            KeyRing(settings.home).keep(small[MASTER])
            disk.destroy(home / MASTER)
    return buried


def _check_fits(settings: Settings, listed: Manifest) -> None:
    if listed.schema not in schema.revisions():
        raise BackupNewer(version=listed.version)
    if make_url(settings.database_url).get_backend_name() != listed.database:
        raise OtherDatabase(kind=listed.database)
    if (blob_folder(settings) is not None) != listed.blobs:
        raise OtherBlobs


def _gone(settings: Settings, graves: Path | None) -> frozenset[str]:
    """What was destroyed since: of the list that is given, and of the one in its place if there is one."""
    if graves is not None and not graves.is_file():
        raise GravesDamaged
    lists = [path for path in (graves, settings.graves) if path is not None]
    return frozenset().union(*(Graves(path).names() for path in lists))


def _fill(home: Path, films: Path, folder: Path, listed: Manifest, small: dict[str, bytes]) -> None:
    """Put files back where they lay."""
    for name, data in small.items():
        packing.write(home / _inside(name), [data])
    for name in listed.files:
        top, _, rest = name.partition("/")
        if rest and top in ("cameos", "blobs"):
            target = films if top == "blobs" else home / top
            packing.write(target / _inside(rest), pieces(folder / name))


def _inside(name: str) -> str:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts:
        raise BackupDamaged
    return name


@contextmanager
def _database(settings: Settings, home: Path, folder: Path, key: bytes) -> Iterator[str]:
    """The URL of the backup's database while it is worked on. A file of SQLite is in its place afterwards; where the
    block ends badly, the database is as empty as before.
    """
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        target = Path(url.database or "")
        inside = target.is_relative_to(settings.home)
        if target.exists():
            raise databases.DatabaseNotEmpty
        working = home / (target.relative_to(settings.home) if inside else _DATABASE)
        databases.load(url.set(database=str(working)), opened(folder / DATABASE, key))
        yield f"sqlite:///{working}"
        if not inside:
            with disk.explained():
                disk.private_folder(target.parent)
                shutil.move(working, target)
        return
    engine = open_database(url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False))
    try:
        databases.require_empty(engine)
        try:
            databases.load(url, opened(folder / DATABASE, key))
            yield settings.database
        except BaseException:
            databases.clear(engine)
            raise
    finally:
        engine.dispose()


class _NoJobs:
    def put(self, job: Job | Look) -> None:  # noqa: ARG002  a port's method
        raise AssertionError("taking things back asks for no work")


def _revive(settings: Settings, gone: frozenset[str]) -> Buried:
    """Bring the tables to this version, and destroy what was destroyed."""
    server = Server(settings)
    try:
        server.prepare()
        store, now = SqlStore(server.engine, lambda _connection: _NoJobs()), server.house.clock.now()
        buried = store.write(lambda unit: bury(unit, gone, now))
        lost = store.write(lambda unit: end_without(unit, partial(_is_there, server), now))
        erase_due(store, server.eraser, now)
    finally:
        server.close()
    return replace(buried, productions=buried.productions + lost)


def _is_there(server: Server, name: str) -> bool:
    try:
        server.blobs.size(name)
    except NothingSealed:
        return False
    return True


def _keep_graves(settings: Settings, home: Path, gone: frozenset[str]) -> None:
    """The list goes on where it lies from now on."""
    kept = Graves(settings.graves or home / GRAVES)
    now = SystemClock().now()
    for name in sorted(gone - kept.names()):
        kept.add(name, now)
