"""What is owed by push and mail, on every database: noted with the notice, had by one at a time."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.databases import database
from tests.listening import session_of
from tests.society import Society
from walkon.domain.delivering import LEASE, UNTIL, Arrived, Delivery, settled
from walkon.domain.hashed_secret import Secret, hashed
from walkon.domain.ids import SessionId
from walkon.domain.mailing import MailAddress
from walkon.domain.notices import Channel, Event, Notice
from walkon.domain.people import Account
from walkon.domain.pushing import PushId, PushSubscription
from walkon.ports.store import Unit
from walkon.store.database import SqlStore

BOTH = frozenset({Channel.PUSH, Channel.MAIL})


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Society]:
    with database(request.param, tmp_path) as url:
        society = Society(url)
        society.store = SqlStore(society.engine, lambda _connection: society.bench, offered=BOTH)
        yield society
        society.close()


def browser(server: Society, person: Account, session: SessionId | None = None) -> PushSubscription:
    id = PushId(secrets.token_hex(16))
    push = PushSubscription(
        id=id,
        account=person.id,
        session=session or session_of(server, person).session.id,
        digest=hashed(Secret.PUSH_PLACE, id),
        sealed=b"sealed",
        added_at=server.clock.now(),
    )
    server.does(lambda unit: unit.pushes.add(push))
    return push


def mail_box(server: Society, person: Account, *, confirmed: bool = True) -> MailAddress:
    now = server.clock.now()
    known = MailAddress(
        account=person.id,
        sealed=b"sealed",
        digest=None,
        tries_left=0,
        expires_at=now,
        sent=(now,),
        confirmed_at=now if confirmed else None,
    )
    server.does(lambda unit: unit.mail_addresses.add(known))
    return known


def told(server: Society, person: Account, event: Event) -> None:
    notice = Notice(account=person.id, event=event, at=server.clock.now())
    server.does(lambda unit: unit.notices.tell(notice))


def claims(server: Society, claim: str, limit: int = 5) -> list[Delivery]:
    def take(unit: Unit) -> list[Delivery]:
        unit.deliveries.begin()
        return list(unit.deliveries.claim(claim, limit, server.clock.now()))

    return server.does(take)


def removed(unit: Unit, delivery: Delivery) -> None:
    unit.deliveries.begin()
    unit.deliveries.remove(delivery)


def owed(server: Society, person: Account) -> list[tuple[Channel, PushId | None]]:
    found = server.store.read(lambda unit: unit.deliveries.to(person.id))
    return sorted(((one.channel, one.push) for one in found), key=str)


def test_what_was_chosen_is_owed(server: Society) -> None:
    mina, jun = server.join("mina"), server.join("jun")
    told(server, mina, Event.ASKED)
    assert owed(server, mina) == []  # nowhere to bring it
    one, other, box = browser(server, mina), browser(server, mina), mail_box(server, mina)
    assert server.store.read(lambda unit: unit.mail_addresses.find(account=mina.id)) == box
    mail_box(server, jun, confirmed=False)
    told(server, mina, Event.FOLLOWED)  # not pushed unless it is wanted
    assert owed(server, mina) == []
    told(server, mina, Event.CAST)
    assert owed(server, mina) == sorted([(Channel.PUSH, one.id), (Channel.PUSH, other.id)], key=str)
    chosen = {(Event.FOLLOWED, Channel.MAIL): True, (Event.CAST, Channel.PUSH): False}
    for person in (mina, jun):
        server.does(lambda unit, who=person: unit.notices.choose(who.id, chosen))  # type: ignore[misc]
        told(server, person, Event.FOLLOWED)
        told(server, person, Event.CAST)
    assert (Channel.MAIL, None) in owed(server, mina)
    assert len(owed(server, mina)) == 3
    assert owed(server, jun) == []


def test_nothing_is_owed_for_what_was_not_done(server: Society) -> None:
    mina = server.join("mina")
    browser(server, mina)

    def half(unit: Unit) -> None:
        unit.notices.tell(Notice(account=mina.id, event=Event.CAST, at=server.clock.now()))
        raise KeyError

    with pytest.raises(KeyError):
        server.does(half)
    assert owed(server, mina) == []


def test_a_browser_that_goes_takes_what_is_owed_with_it(server: Society) -> None:
    mina = server.join("mina")
    push = browser(server, mina)
    told(server, mina, Event.CAST)
    assert owed(server, mina) == [(Channel.PUSH, push.id)]
    server.does(lambda unit: unit.pushes.remove(push))
    assert owed(server, mina) == []


def test_each_is_had_by_one(server: Society) -> None:
    """Four at once, until nothing is left: none is had twice, none is left."""
    mina = server.join("mina")
    for _ in range(3):
        browser(server, mina)
    for _ in range(8):
        told(server, mina, Event.CAST)

    def take(number: int) -> list[str]:
        had: list[str] = []
        while found := claims(server, f"{number}", 2):
            had += [one.id for one in found]
            for one in found:
                server.does(lambda unit, done=one: removed(unit, done))  # type: ignore[misc]
        return had

    with ThreadPoolExecutor(4) as pool:
        had = [id for some in pool.map(take, range(4)) for id in some]
    assert len(had) == len(set(had)) == 24
    assert owed(server, mina) == []


def test_a_claim_lasts_a_while_and_then_belongs_to_who_comes_next(server: Society) -> None:
    mina = server.join("mina")
    browser(server, mina)
    told(server, mina, Event.CAST)
    assert server.store.read(lambda unit: unit.deliveries.due(server.clock.now()))
    (first,) = claims(server, "one", 5)
    assert not claims(server, "two", 5)
    assert not server.store.read(lambda unit: unit.deliveries.due(server.clock.now()))
    assert server.store.read(lambda unit: unit.deliveries.held(first))
    server.clock.advance(seconds=LEASE.total_seconds())
    (second,) = claims(server, "two", 5)
    assert (second.id, second.tries) == (first.id, 2)
    assert not server.store.read(lambda unit: unit.deliveries.held(first))  # who died over it has no say any more
    assert server.store.read(lambda unit: unit.deliveries.held(second))
    assert settled(second, Arrived(), server.clock.now()) is None


def test_what_is_over_goes(server: Society) -> None:
    mina = server.join("mina")
    browser(server, mina)
    told(server, mina, Event.CAST)
    server.clock.advance(seconds=(UNTIL + timedelta(seconds=1)).total_seconds())
    told(server, mina, Event.ASKED)
    found = claims(server, "one", 5)
    assert [one.notice for one in found] == [2]
    assert len(owed(server, mina)) == 1


def test_the_longest_due_come_first(server: Society) -> None:
    mina = server.join("mina")
    browser(server, mina)
    for _ in range(5):
        told(server, mina, Event.CAST)
        server.clock.advance(seconds=1)
    (first,) = claims(server, "one", 1)
    assert first.notice == 1
    server.does(lambda unit: unit.deliveries.save(replace(first, claim=None, due_at=server.clock.now())))
    found = claims(server, "one", 9)
    assert [one.notice for one in found] == [2, 3, 4, 5, 1]
