"""From settings to the ways a server has to people."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mailboxes import Browser, PushService
from walkon import settings
from walkon.actions.channels import add_push
from walkon.bootstrap import House
from walkon.bootstrap.reaching import BadPushContact, reach_of
from walkon.bootstrap.server import Server
from walkon.domain.hashed_secret import TOKEN_BYTES
from walkon.domain.ids import AccountId, Handle, SessionId
from walkon.domain.notices import Channel, Event, Notice
from walkon.domain.people import Account
from walkon.domain.pushing import Around, BadPushPlace, push_place
from walkon.domain.sessions import Way, open_session
from walkon.notify.mail import BadSmtp
from walkon.ports.store import Unit
from walkon.store import schema
from walkon.vault.errors import KeyWrong

MAIL = {"WALKON_SMTP": "smtp://mail.example", "WALKON_MAIL_FROM": "walkon@walkon.example"}
PUSH = {"WALKON_PUSH_CONTACT": "mailto:keeper@walkon.example"}


@pytest.mark.parametrize(
    ("chosen", "offered"),
    [({}, set()), (MAIL, {Channel.MAIL}), (PUSH, {Channel.PUSH}), (MAIL | PUSH, {Channel.MAIL, Channel.PUSH})],
)
def test_what_is_set_is_there(tmp_path: Path, chosen: dict[str, str], offered: set[Channel]) -> None:
    here = settings.from_environment(chosen, tmp_path)
    assert reach_of(here, House(here)).offered == offered
    assert (tmp_path / "push" / "key").exists() == (Channel.PUSH in offered)


@pytest.mark.parametrize(
    "contact", ["keeper@walkon.example", "mailto:keeper", "http://walkon.example", "https://", "mailto: x"]
)
def test_whom_push_services_cannot_turn_to(tmp_path: Path, contact: str) -> None:
    here = settings.from_environment({"WALKON_PUSH_CONTACT": contact}, tmp_path)
    with pytest.raises(BadPushContact):
        reach_of(here, House(here))


def test_mail_needs_a_sender(tmp_path: Path) -> None:
    here = settings.from_environment({"WALKON_SMTP": "smtp://mail.example"}, tmp_path)
    with pytest.raises(BadSmtp):
        reach_of(here, House(here))
    secret = settings.from_environment({"WALKON_SMTP": "smtp://walkon:hidden@mail.example"}, tmp_path)
    assert "hidden" not in repr(secret)


def test_the_key_is_made_once_and_lies_sealed_and_closed(tmp_path: Path) -> None:
    here = settings.from_environment(PUSH, tmp_path / "home")
    first, second = (reach_of(here, House(here)).pushes for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.public_key == second.public_key
    path = tmp_path / "home" / "push" / "key"
    assert path.stat().st_mode & 0o077 == 0
    assert b"PRIVATE" not in path.read_bytes()
    other = settings.from_environment(PUSH, tmp_path / "other")
    elsewhere = reach_of(other, House(other)).pushes
    assert elsewhere is not None
    assert elsewhere.public_key != first.public_key
    (tmp_path / "other" / "push" / "key").write_bytes(path.read_bytes())
    with pytest.raises(KeyWrong):
        reach_of(other, House(other))


def test_a_server_notes_what_it_owes(tmp_path: Path) -> None:
    server = Server(settings.from_environment(PUSH, tmp_path))
    schema.migrate(server.engine)
    now, mina = server.house.clock.now(), AccountId("0" * 32)
    opened = open_session(
        id=SessionId("1" * 32), account=mina, device="d", way=Way.PASSKEY, chance=bytes(TOKEN_BYTES), now=now
    )
    keys = Browser(PushService(port=443)).subscription()["keys"]
    place = push_place("https://push.example/x", keys["p256dh"], keys["auth"], Around.WORLD)

    def arrive(unit: Unit) -> None:
        unit.accounts.add(Account(id=mina, handle=Handle("mina"), joined_at=now, language=server.settings.language))
        unit.sessions.add(opened.session)
        add_push(unit, server.reach, opened.session, place, now)
        unit.notices.tell(Notice(account=mina, event=Event.CAST, at=now))

    server._jobs = lambda _connection: None  # type: ignore[assignment,method-assign,return-value]  # nobody is asked to work
    server.store.write(arrive)
    assert len(server.store.read(lambda unit: unit.deliveries.to(mina))) == 1
    with pytest.raises(BadPushPlace):
        push_place("https://10.0.0.1:22/x", keys["p256dh"], keys["auth"], Around.WORLD)
    server.close()
