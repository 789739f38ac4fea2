"""A server is lost and comes back out of its backup; what was taken back since stays gone."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sys
import types
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text

from tests.place import FILM, LIKENESS, Place
from tests.visitors import ORIGIN, Person
from walkon import settings
from walkon.backup import databases, manifest, passphrase
from walkon.backup.manifest import BackupDamaged, BackupRefused, BackupUnreadable
from walkon.backup.packing import BackupThere
from walkon.bootstrap.backups import back_up
from walkon.bootstrap.restoring import BackupNewer, HomeNotEmpty, OtherBlobs, OtherDatabase, restore
from walkon.cli.main import main
from walkon.domain.errors import DiskFull, NothingSealed, WalkonError
from walkon.domain.ids import CameoId
from walkon.settings import Settings
from walkon.vault.errors import KeyMissing
from walkon.vault.graves import Graves, GravesDamaged

POSTGRES = os.environ.get("WALKON_TEST_POSTGRES", "")
WORDS = "four words nobody else knows"


def chosen(home: Path, **more: str) -> Settings:
    return settings.from_environment({"WALKON_ADDRESS": ORIGIN, "WALKON_SIGN_UP": "open", **more}, home)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes guessing expensive costs the tests less."""
    assert (passphrase.COST, passphrase.BLOCK) == (1 << 16, 8)
    monkeypatch.setattr(passphrase, "COST", 1 << 8)


Opens = Callable[[Settings], Place]


@pytest.fixture
def opens() -> Iterator[Opens]:
    places: list[Place] = []

    def make(here: Settings) -> Place:
        places.append(Place(here))
        return places[-1]

    yield make
    for place in places:
        place.close()


def two_and_a_film(place: Place) -> tuple[Person, Person, CameoId, str, str]:
    """jun and mina, mina's cameo, her film alone and jun's with her."""
    jun, mina = place.person("jun").signs_up(), place.person("mina").signs_up()
    cameo = place.has_a_cameo(mina)
    place.has_a_cameo(jun)
    for one, other in ((jun, "mina"), (mina, "jun")):
        one.ok("PUT", f"/me/following/{other}", status=204)
    terms = {"kinds": ["everyday"], "audience": "friends", "approval": "none"}
    mina.ok("POST", "/me/cameo/grants", {"to": "friends", "terms": terms}, 201)
    return jun, mina, cameo, place.has_a_film(mina), place.has_a_film(jun, "mina")


def test_a_server_comes_back(tmp_path: Path, opens: Opens) -> None:
    first = opens(chosen(tmp_path / "home"))
    jun, mina, cameo, film, _ = two_and_a_film(first)
    mina.uploads(b"a recording on its way")
    made = back_up(first.server, tmp_path / "backup", WORDS)
    assert made.blobs and made.database == "sqlite"
    inside = [path.read_bytes() for path in (tmp_path / "backup").rglob("*") if path.is_file()]
    master = (first.home / "keys" / "master.key").read_bytes()
    assert not any(
        secret in data for data in inside for secret in (master, b"mina", b"on Mars", LIKENESS[:40], FILM[:40])
    )
    assert not (tmp_path / "backup" / "uploads").exists()

    first.close()
    shutil.rmtree(first.home)
    again = chosen(tmp_path / "home")
    taken = restore(again, tmp_path / "backup", WORDS, None)
    assert (taken.cameos, taken.grants, taken.productions, taken.sessions) == (0, 0, 0, 2)
    second = opens(again)
    same = second.person("mina", mina)
    assert same.asks("GET", f"/productions/{film}/film").content == FILM
    assert second.server.house.vault.open(cameo, "likeness") == LIKENESS
    cookie = mina.browser.cookies.get("walkon_session")
    old = second.person("mina")
    old.browser.headers["Authorization"] = f"Bearer {cookie}"
    old.fails(401, "not_signed_in", "GET", "/me")
    assert second.person("jun", jun).ok("GET", "/me")["office"] == "admin"
    assert second.has_a_film(same) != film  # and goes on


def test_what_was_withdrawn_since_stays_gone(tmp_path: Path, opens: Opens) -> None:
    first = opens(chosen(tmp_path / "home"))
    jun, mina, cameo, film, with_her = two_and_a_film(first)
    back_up(first.server, tmp_path / "backup", WORDS)
    mina.ok("DELETE", "/me/cameo")
    first.keeps_house()
    graves = tmp_path / "graves"
    shutil.copy(first.home / "graves", graves)
    assert b"mina" not in graves.read_bytes()
    first.close()

    without = chosen(tmp_path / "without")
    restore(without, tmp_path / "backup", WORDS, None)
    revived = opens(without)
    assert revived.server.house.vault.open(cameo, "likeness") == LIKENESS, "else this test shows nothing"

    again = chosen(tmp_path / "again")
    taken = restore(again, tmp_path / "backup", WORDS, graves)
    assert (taken.cameos, taken.productions) == (1, 0)
    second = opens(again)
    with pytest.raises(NothingSealed):
        second.server.house.vault.open(cameo, "likeness")
    assert not (again.home / "cameos" / cameo).exists()
    her, him = second.person("mina", mina), second.person("jun", jun)
    her.fails(404, "no_cameo", "GET", "/me/cameo")
    her.fails(404, "production_unknown", "GET", f"/productions/{film}/film")
    assert him.ok("GET", f"/productions/{with_her}")["state"] == "refused"
    assert list((again.home / "blobs").rglob("*.sealed")) == []
    assert Graves(again.home / "graves").names() >= Graves(graves).names()


def test_a_permission_that_was_taken_back_since(tmp_path: Path, opens: Opens) -> None:
    """And a film that was erased for another reason: it ends alone."""
    first = opens(chosen(tmp_path / "home"))
    jun, mina, _, film, with_her = two_and_a_film(first)
    back_up(first.server, tmp_path / "backup", WORDS)
    grant = mina.ok("GET", "/me/cameo/grants")[0]["id"]
    mina.ok("POST", f"/me/cameo/grants/{grant}/revoke")
    first.keeps_house()
    again = chosen(tmp_path / "again")
    taken = restore(again, tmp_path / "backup", WORDS, first.home / "graves")
    assert taken.grants == 1
    second = opens(again)
    assert second.person("jun", jun).ok("GET", f"/productions/{with_her}")["state"] == "refused"
    her = second.person("mina", mina)
    assert her.ok("GET", "/me/cameo/grants")[0]["revoked_at"] is not None
    assert her.asks("GET", f"/productions/{film}/film").content == FILM


def test_nothing_is_restored_from_what_is_not_a_whole_backup(tmp_path: Path, opens: Opens) -> None:
    first = opens(chosen(tmp_path / "home"))
    two_and_a_film(first)
    backup = tmp_path / "backup"
    back_up(first.server, backup, WORDS)
    with pytest.raises(BackupThere):
        back_up(first.server, backup, WORDS)
    again = chosen(tmp_path / "again")

    def refused(error: type[WalkonError], folder: Path, words: str = WORDS, here: Settings = again) -> None:
        with pytest.raises(error):
            restore(here, folder, words, None)
        assert {path.name for path in tmp_path.iterdir() if path.name.startswith((".", "again"))} == set()

    refused(BackupUnreadable, tmp_path / "nowhere")
    refused(BackupRefused, backup, "some other words altogether")
    refused(HomeNotEmpty, backup, here=first.server.settings)
    refused(OtherDatabase, backup, here=chosen(again.home, WALKON_DATABASE_URL="postgresql://nobody@localhost/none"))
    refused(OtherBlobs, backup, here=chosen(again.home, WALKON_BLOBS="s3://somewhere"))
    for number, spoil in enumerate((_remove, _change, _add, _swap, _link)):
        copy = tmp_path / f"copy{number}"
        shutil.copytree(backup, copy)
        spoil(copy)
        refused(BackupDamaged, copy)
    altered = tmp_path / "altered"
    shutil.copytree(backup, altered)
    listed = json.loads((altered / manifest.NAME).read_text())
    name = next(iter(listed["list"]["files"]))
    del listed["list"]["files"][name]
    (altered / manifest.NAME).write_text(json.dumps(listed))
    (altered / name).unlink()
    refused(BackupRefused, altered)
    with pytest.raises(GravesDamaged):
        restore(again, backup, WORDS, tmp_path / "no-such-list")


def _some(folder: Path) -> Path:
    return next(folder.rglob("*.sealed"))


def _remove(folder: Path) -> None:
    _some(folder).unlink()


def _change(folder: Path) -> None:
    data = bytearray(_some(folder).read_bytes())
    data[-1] ^= 1
    _some(folder).write_bytes(data)


def _add(folder: Path) -> None:
    (folder / "blobs" / "more.sealed").write_bytes(b"more")


def _swap(folder: Path) -> None:
    (folder / "home.sealed").write_bytes((folder / "database.sealed").read_bytes())


def _link(folder: Path) -> None:
    target = _some(folder)
    target.rename(folder.parent / "elsewhere.sealed")
    target.symlink_to(folder.parent / "elsewhere.sealed")


def test_a_newer_versions_backup(tmp_path: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    first = opens(chosen(tmp_path / "home"))
    back_up(first.server, tmp_path / "backup", WORDS)
    monkeypatch.setattr("walkon.store.schema.revisions", lambda: frozenset({"0000"}))
    with pytest.raises(BackupNewer):
        restore(chosen(tmp_path / "again"), tmp_path / "backup", WORDS, None)


def test_a_restore_that_fails_half_way_leaves_nothing(
    tmp_path: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opens(chosen(tmp_path / "home"))
    two_and_a_film(first)
    back_up(first.server, tmp_path / "backup", WORDS)
    apart = tmp_path / "apart" / "films.db"
    again = chosen(tmp_path / "again", WALKON_DATABASE_URL=f"sqlite:///{apart}", WALKON_BLOBS=str(tmp_path / "films"))
    with monkeypatch.context() as broken:
        broken.setattr("walkon.bootstrap.restoring.erase_due", _fails)
        with pytest.raises(KeyMissing):
            restore(again, tmp_path / "backup", WORDS, None)
    assert {path.name for path in tmp_path.iterdir()} == {"home", "backup"}
    restore(again, tmp_path / "backup", WORDS, None)
    assert apart.exists() and not (again.home / "walkon.db").exists() and not (again.home / "blobs").exists()
    second = opens(again)
    kept = second.server.store.read(lambda unit: unit.made.all())
    assert all(second.server.media.open(made.kept).read(0, 20) == FILM[:20] for made in kept) and len(kept) == 2


def test_a_home_that_is_a_volume(tmp_path: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be put beside it: what is restored is made ready inside."""
    first = opens(chosen(tmp_path / "home"))
    _, mina, _, film, _ = two_and_a_film(first)
    back_up(first.server, tmp_path / "backup", WORDS)
    again = chosen(tmp_path / "volume")
    (again.home / "lost+found").mkdir(parents=True)
    monkeypatch.setattr("os.path.ismount", lambda path: path == again.home)
    rename, keys = Path.rename, list[str]()

    def breaks_at_the_keys(path: Path, target: Path) -> Path:
        if target.parent == again.home:
            keys.append(path.name)
            if path.name == "keys":
                raise OSError(28, "full")
        return rename(path, target)

    with monkeypatch.context() as broken:
        broken.setattr(Path, "rename", breaks_at_the_keys)
        with pytest.raises(DiskFull):
            restore(again, tmp_path / "backup", WORDS, None)
    assert keys[-1] == "keys" and len(keys) > 2
    assert [path.name for path in again.home.iterdir()] == ["lost+found"]
    restore(again, tmp_path / "backup", WORDS, None)
    assert not any(path.name.startswith(".") for path in again.home.iterdir())
    second = opens(again)
    assert second.person("mina", mina).asks("GET", f"/productions/{film}/film").content == FILM


def test_a_master_key_in_a_key_ring(tmp_path: Path, opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is in the backup all the same, and goes back into a ring: no file holds it."""
    ring = types.ModuleType("keyring")
    kept: dict[tuple[str, str], str] = {}
    vars(ring)["get_password"] = lambda service, name: kept.get((service, name))
    vars(ring)["set_password"] = lambda service, name, key: kept.__setitem__((service, name), key)
    monkeypatch.setitem(sys.modules, "keyring", ring)
    first = opens(chosen(tmp_path / "home", WALKON_KEY_RING="1"))
    _, mina, _, film, _ = two_and_a_film(first)
    back_up(first.server, tmp_path / "backup", WORDS)
    again = chosen(tmp_path / "again", WALKON_KEY_RING="1")
    restore(again, tmp_path / "backup", WORDS, None)
    assert len(kept) == 2 and len(set(kept.values())) == 1
    assert not (again.home / "keys" / "master.key").exists()
    second = opens(again)
    assert second.person("mina", mina).asks("GET", f"/productions/{film}/film").content == FILM


def _fails(*_: Any) -> None:
    raise KeyMissing(place="")


def test_a_film_that_is_erased_while_the_backup_is_made(tmp_path: Path, opens: Opens) -> None:
    first = opens(chosen(tmp_path / "home"))
    _, mina, _, film, _ = two_and_a_film(first)
    dumped = databases.dumped

    def erased_after(url: Any) -> Iterator[bytes]:
        yield from dumped(url)
        mina.ok("POST", f"/productions/{film}/cancel")
        first.keeps_house()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(databases, "dumped", erased_after)
        back_up(first.server, tmp_path / "backup", WORDS)
    again = chosen(tmp_path / "again")
    restore(again, tmp_path / "backup", WORDS, None)
    second = opens(again)
    assert second.person("mina", mina).ok("GET", f"/productions/{film}")["state"] in {"cancelled", "refused"}


@pytest.fixture
def databases_at() -> Iterator[Callable[[], str]]:
    """Fresh databases of PostgreSQL."""
    if not POSTGRES:
        pytest.skip("WALKON_TEST_POSTGRES names no server")
    admin, names = create_engine(POSTGRES, isolation_level="AUTOCOMMIT"), list[str]()

    def make() -> str:
        names.append(f"walkon_{secrets.token_hex(6)}")
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {names[-1]}"))
        url = make_url(POSTGRES).set(database=names[-1], drivername="postgresql")
        return url.render_as_string(hide_password=False)

    yield make
    with admin.connect() as connection:
        for name in names:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def test_postgresql(tmp_path: Path, databases_at: Callable[[], str], opens: Opens) -> None:
    first = opens(chosen(tmp_path / "home", WALKON_DATABASE_URL=databases_at()))
    _, mina, cameo, film, _ = two_and_a_film(first)
    assert back_up(first.server, tmp_path / "backup", WORDS).database == "postgresql"
    mina.ok("DELETE", "/me/cameo")
    first.keeps_house()
    fresh = databases_at()
    again = chosen(tmp_path / "again", WALKON_DATABASE_URL=fresh)
    with pytest.raises(databases.DatabaseNotEmpty):
        restore(replace(first.server.settings, home=again.home), tmp_path / "backup", WORDS, None)
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr("walkon.bootstrap.restoring.erase_due", _fails)
        with pytest.raises(KeyMissing):
            restore(again, tmp_path / "backup", WORDS, None)
    assert not again.home.exists()
    assert restore(again, tmp_path / "backup", WORDS, first.home / "graves").cameos == 1
    second = opens(again)
    with pytest.raises(NothingSealed):
        second.server.house.vault.open(cameo, "likeness")
    second.person("mina", mina).fails(404, "production_unknown", "GET", f"/productions/{film}/film")


@pytest.mark.parametrize("tool", [None, "exit 3"])
def test_postgresqls_programs_missing_or_failing(
    tool: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = make_url("postgresql://ada:secret-of-ada@127.0.0.1:1/none")
    monkeypatch.setenv("PATH", str(tmp_path))
    if tool is not None:
        for name in ("pg_dump", "pg_restore"):
            (tmp_path / name).write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/said\n{tool}\n')
            (tmp_path / name).chmod(0o755)
    expected = databases.ToolMissing if tool is None else databases.ToolFailed
    with pytest.raises(expected):
        list(databases.dumped(url))
    with pytest.raises(expected):
        databases.load(url, [b"x" * 100_000] * 10)
    if tool is not None:
        assert "secret-of-ada" not in (tmp_path / "said").read_text()


def test_graves(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "graves"
    graves, now = Graves(path), settings_clock()
    assert graves.names() == frozenset()
    graves.add("cameo/a", now)
    graves.add("films/b", now)
    with path.open("ab") as file:
        file.write(b'{"at": "2026-01-01T0')  # a crash
    assert graves.names() == {"cameo/a", "films/b"}
    graves.add("grant/c", now)
    assert graves.names() == {"cameo/a", "films/b", "grant/c"}
    assert path.stat().st_mode & 0o077 == 0
    path.write_bytes(path.read_bytes().replace(b'"gone"', b'"none"', 1))
    with pytest.raises(GravesDamaged):
        graves.names()


def settings_clock() -> Any:
    from walkon.bootstrap import SystemClock  # noqa: PLC0415

    return SystemClock().now()


def test_at_a_terminal(tmp_path: Path, opens: Opens, capsys: pytest.CaptureFixture[str]) -> None:
    first = opens(chosen(tmp_path / "home"))
    two_and_a_film(first)
    secret = tmp_path / "passphrase"

    def runs(*arguments: str, expect: int = 0) -> dict[str, Any]:
        capsys.readouterr()
        code = main(["admin", *arguments, "--json"])
        said: dict[str, Any] = json.loads(capsys.readouterr().out)
        assert code == expect, said
        return said

    where = ["--home", str(first.home), "--passphrase-file", str(secret)]
    backup = str(tmp_path / "backup")
    assert runs("backup", backup, *where, expect=2)["error"]["code"] == "bad_passphrase"
    secret.write_text("too short\n")
    assert runs("backup", backup, *where, expect=2)["error"]["code"] == "bad_passphrase"
    secret.write_text(f"{WORDS}\n")
    made = runs("backup", backup, *where)
    assert (made["folder"], made["films"], made["database"]) == (backup, True, "sqlite")
    where[1] = str(tmp_path / "again")
    assert runs("restore-backup", backup, *where, expect=2)["error"]["code"] == "usage"
    done = runs("restore-backup", backup, *where, "--graves", str(first.home / "graves"), expect=2)
    assert done["error"]["code"] == "graves_damaged"  # nothing was destroyed there yet: no such list
    assert runs("restore-backup", backup, *where, "--no-graves")["sessions_taken_back"] == 2
    assert runs("restore-backup", backup, *where, "--no-graves", expect=2)["error"]["code"] == "home_not_empty"
