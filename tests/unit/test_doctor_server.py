"""What the doctor finds wrong with a server, one thing at a time."""

from __future__ import annotations

import shutil
import socket
from collections import namedtuple
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from walkon import settings
from walkon.bootstrap import House
from walkon.bootstrap.server import Server
from walkon.cli import doctor, doctor_server
from walkon.cli.terminal import Terminal
from walkon.domain.capture import Language
from walkon.store import schema

USAGE = namedtuple("USAGE", "total used free")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    found = Server(settings.from_environment({}, tmp_path / "home"))
    schema.migrate(found.engine)
    yield found
    found.close()


def found(server: Server) -> dict[str, str]:
    """By name: `well`, or the code of what is wrong."""
    tried = {name: doctor._tried(name, check) for name, check in doctor_server.checks(server)}
    return {name: "well" if finding.ok else finding.detail for name, finding in tried.items()}


def wrong(server: Server) -> dict[str, str]:
    return {name: said for name, said in found(server).items() if said != "well"}


def test_all_is_well(server: Server) -> None:
    assert set(found(server)) == {"database", "tables", "clock", "address", "film store", "disk"}
    assert wrong(server) == {}
    assert list((server.settings.home / "blobs").rglob("*.sealed")) == []


def test_a_home_without_a_server(tmp_path: Path) -> None:
    here = settings.from_environment({}, tmp_path)
    assert not doctor_server.is_here(here)
    assert doctor_server.is_here(replace(here, database="postgresql://films.example/walkon"))


def test_tables_of_another_version(server: Server) -> None:
    with server.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'another'")
    assert wrong(server) == {"tables": "store_old"}


def test_a_database_that_is_away(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"postgresql://ada:open-sesame@127.0.0.1:{closed.getsockname()[1]}/none"
        server = Server(settings.from_environment({"WALKON_DATABASE_URL": url}, tmp_path / "home"))
        assert wrong(server) == {"database": "store_away", "tables": "store_away", "clock": "store_away"}
        server.close()


@pytest.mark.parametrize("address", ["http://films.example", "https://192.0.2.1", "films.example"])
def test_an_address_where_no_passkey_works(server: Server, address: str) -> None:
    server.settings = replace(server.settings, address=address)
    assert wrong(server) == {"address": "address_unfit"}


def test_a_full_disk(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _place: USAGE(total=10, used=10, free=1 << 30))
    assert wrong(server) == {"disk": "disk_nearly_full"}


def test_a_store_that_changes_what_it_keeps(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    read = server.blobs.read

    def changed(name: str, start: int, stop: int) -> bytes:
        return bytes(byte ^ 1 for byte in read(name, start, stop))

    monkeypatch.setattr(server.blobs, "read", changed)
    assert wrong(server) == {"film store": "vault_damaged"}


def test_mail() -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        place = f"smtp://ada:open-sesame@127.0.0.1:{listening.getsockname()[1]}"
        with pytest.raises(doctor_server.MailServerAway):
            doctor_server._mail(place)
        listening.listen()
        assert "sesame" not in doctor_server._mail(place)


def test_the_doctor_looks_at_the_server(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for heavy in ("_face_mesh", "_face_print", "_speech_detector", "_voice_print", "_encoder"):
        monkeypatch.setattr(doctor, heavy, lambda: "")
    monkeypatch.setattr(doctor, "_voice", lambda _house: "")
    terminal = Terminal(language=Language.ENGLISH, as_json=True)
    names = [finding.name for finding in doctor.findings(House(server.settings), terminal)]
    assert names[-6:] == ["database", "tables", "clock", "address", "film store", "disk"]
