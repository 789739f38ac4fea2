"""A server that is not empty: people, productions, notices; and films that workers are given to make."""

from __future__ import annotations

import random
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from tests.society import ROOMY

from bench import consent
from walkon.actions import keys, propose_video
from walkon.actions.propose_video import Shape
from walkon.bootstrap.server import Server
from walkon.domain.api_tokens import Scope
from walkon.domain.asking import granted
from walkon.domain.cameo import Standing
from walkon.domain.capture import Language
from walkon.domain.grants import Audience, Kind, Person, Purpose, Where
from walkon.domain.ids import AccountId, CameoId, GrantId, Handle, ProductionId
from walkon.domain.notices import Event, Notice
from walkon.domain.people import Account
from walkon.domain.production import Production, State, Use
from walkon.ports.store import Profile, Unit

SOME = 8  # people who ask
FILMS, NOTICES = 30, 60  # of each of them
RELEASES = 200  # by as many of all people, each with somebody else in it
SHAPE = Shape(seconds=2.0, width=320, height=180)
USE = Use(purpose=Purpose.PERSONAL, audience=Audience.CAST, engine="walkon-stage", where=Where.HERE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Members:
    """Those who ask, what they show for themselves, and a film of theirs."""

    accounts: Sequence[AccountId]
    tokens: Sequence[str]
    film: ProductionId  # of the first of them


def fill(server: Server, share: float) -> Members:
    """A share of the 20,000 people of `bench.consent`, some of whom have films, notices and a token."""
    everybody = consent.fill(server.engine, share)
    accounts = everybody[:SOME]
    tokens = [server.store.write(lambda unit, who=who: _settled(unit, server, who)) for who in accounts]  # type: ignore[misc]
    film = server.store.write(lambda unit: _film(unit, server, accounts))
    server.store.write(lambda unit: _releases(unit, server, everybody))
    return Members(accounts=accounts, tokens=tokens, film=film)


def _settled(unit: Unit, server: Server, who: AccountId) -> str:
    """Somebody's films and notices; gives the text of their token."""
    now, account = server.house.clock.now(), _account(unit, who)
    for _ in range(FILMS):
        propose_video.propose(unit, account, "me on Mars", [account.handle], USE, now, plan=server.plan, shape=SHAPE)
    for _ in range(NOTICES):
        unit.notices.tell(Notice(account=who, event=Event.FOLLOWED, at=now, by=who))
    rights = frozenset({Scope.READ})
    return keys.make_token(unit, account, "bench", rights, rights, timedelta(days=1), now).text


def _film(unit: Unit, server: Server, accounts: Sequence[AccountId]) -> ProductionId:
    """One more of the first, to be looked at again and again."""
    owner = _account(unit, accounts[0])
    now = server.house.clock.now()
    made = propose_video.propose(unit, owner, "me on Mars", [owner.handle], USE, now, plan=server.plan, shape=SHAPE)
    return made.id


def _releases(unit: Unit, server: Server, everybody: Sequence[AccountId]) -> None:
    """Released to everybody here: whoever lists them needs the yes of both people in each."""
    chance = random.Random(13)
    for _ in range(RELEASES):
        owner, other = (_account(unit, who) for who in chance.sample(everybody, 2))
        now, cast = server.house.clock.now(), tuple(CameoId(person.id[::-1]) for person in (owner, other))
        plan = server.plan("me and a friend on Mars", [owner.handle, other.handle], {}, SHAPE, seed=1)
        made = Production(
            id=ProductionId(secrets.token_hex(16)),
            owner=owner.id,
            prompt="me and a friend on Mars",
            cast=cast,
            use=replace(USE, audience=Audience.SERVER),
            state=State.RELEASED,
            created_at=now,
            changed_at=now,
            plan=plan,
            kinds=frozenset({Kind.EVERYDAY}),
        )
        unit.productions.add(made)
        unit.grants.add(granted(consent.TERMS, GrantId(secrets.token_hex(16)), cast[1], Person(account=owner.id), now))


def _account(unit: Unit, who: AccountId) -> Account:
    found = unit.accounts.get(who)
    assert found is not None
    return found


def queue_films(server: Server, count: int) -> list[ProductionId]:
    """Films of the one person who has a real cameo in this home, sent to be made."""

    def change(unit: Unit) -> list[ProductionId]:
        owner = _owner(unit, server)
        films = []
        for _ in range(count):
            now = server.house.clock.now()
            made = propose_video.propose(
                unit, owner, "me on Mars", [owner.handle], USE, now, plan=server.plan, shape=SHAPE
            )
            films.append(propose_video.send(unit, owner, made.id, now, ROOMY).id)
        return films

    return server.store.write(change)


def _owner(unit: Unit, server: Server) -> Account:
    """The account of whoever was enrolled as `elm`, made when it is asked for first."""
    known = unit.accounts.called(Handle("elm"))
    if known is not None:
        return known
    cameo = server.house.vault.find(Handle("elm"))
    assert cameo is not None
    now = server.house.clock.now()
    account = Account(
        id=AccountId(secrets.token_hex(16)), handle=cameo.handle, joined_at=now, language=Language.ENGLISH, minor=False
    )
    unit.accounts.add(account)
    unit.profiles.add(
        Profile(
            cameo=cameo.id, owner=account.id, handle=cameo.handle, standing=Standing.VERIFIED, created_at=cameo.created
        )
    )
    return account
