"""People who live on a server already, and films that are there: written into its store, since nobody waits for a renderer."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from tests.society import TERMS, USE, Society
from tests.web.house import House, Visitor
from tests.world import VirtualClock
from walkon.actions import give_grant
from walkon.domain.cameo import Cameo, Standing
from walkon.domain.grants import Audience, Everyone, Kind, Terms
from walkon.domain.ids import CameoId
from walkon.domain.people import Account, Visibility
from walkon.domain.production import Production, State
from walkon.ports.store import Made, Profile, Unit, What

GENEROUS = replace(TERMS, kinds=frozenset(Kind), audience=Audience.ANYONE)


class Town:
    """The people of a house. Films are `film` where they are to be seen, and have `stills` as storyboard."""

    def __init__(self, house: House, film: bytes = b"", stills: Sequence[bytes] = ()) -> None:
        self.server, self.film, self.stills = house.server, film, stills
        self.society = Society(house.server.settings.database_url)
        self.society.clock = VirtualClock(datetime.now(UTC))

    def close(self) -> None:
        self.society.close()

    def lives_here(self, handle: str) -> Account:
        """Somebody with a cameo, who never comes by browser."""
        account = self.society.join(handle, cameo=False)
        self.has_a_cameo(account)
        return account

    def account(self, visitor: Visitor) -> Account:
        """Who a browser has signed in."""
        found = self.society.store.read(lambda unit: unit.accounts.get(visitor.asks("GET", "/me")["id"]))
        assert found is not None
        return found

    def moves_in(self, visitor: Visitor) -> Account:
        """Somebody who signed up by browser gets a cameo without recording themself."""
        account = self.account(visitor)
        self.has_a_cameo(account)
        return account

    def has_a_cameo(self, account: Account, likeness: bytes = b"a likeness " * 1000) -> CameoId:
        cameo, now = CameoId(secrets.token_hex(16)), self.society.clock.now()
        record = Cameo(
            id=cameo,
            handle=account.handle,
            standing=Standing.VERIFIED,
            created=now,
            has_voice=False,
            voice_similarity=None,
        )
        self.server.house.vault.put(record, {"likeness": likeness})
        profile = Profile(
            cameo=cameo,
            owner=account.id,
            handle=account.handle,
            standing=record.standing,
            created_at=now,
            shown_to=Visibility.MEMBERS,
        )
        self.society.does(lambda unit: unit.profiles.add(profile))
        return cameo

    def friends(self, *people: Account) -> None:
        for place, one in enumerate(people):
            for other in people[place + 1 :]:
                self.society.befriend(one, other)

    def allows(self, person: Account, terms: Terms = GENEROUS) -> None:
        """Everybody may use this cameo."""
        now = self.society.clock.now()
        self.society.does(lambda unit: give_grant.give_grant(unit, person, Everyone(), terms, now))

    def asks(self, owner: Account, prompt: str, *cast: Account, audience: Audience = Audience.SERVER) -> Production:
        """A production that is sent, and goes as far as its people let it without anything drawn."""
        return self.society.propose(owner, prompt, *cast, use=replace(USE, audience=audience))

    def draws(self, production: Production) -> Production:
        """The storyboard, then the film, as a worker would; until somebody has to answer or it is ready."""
        self.keeps(production, What.STILL, self.stills)
        while self.society.bench.jobs:
            found = self.society.work()
            if found.state in (State.READY, State.WAITING_FOR_FINAL_APPROVALS):
                self.keeps(production, What.FILM, [self.film])
        return self.society.state(production.id)

    def releases(self, owner: Account, prompt: str, *cast: Account, audience: Audience = Audience.SERVER) -> Production:
        """A film that others may see."""
        made = self.draws(self.asks(owner, prompt, *cast, audience=audience))
        assert made.state is State.READY, made
        return self.society.release(owner, made.id)

    def keeps(self, production: Production, what: What, files: Sequence[bytes]) -> None:
        """Files of a production, sealed."""
        for place, data in enumerate(files):
            kept = self.server.media.put(f"films/{production.id}/1-{secrets.token_hex(8)}", [data])
            made = Made(
                production=production.id,
                what=what,
                place=place,
                attempt=1,
                made_at=self.society.clock.now(),
                name=kept.name,
                size=kept.size,
                sha256=kept.sha256,
                wrapped_key=kept.wrapped_key,
            )

            def add(unit: Unit, made: Made = made) -> None:
                unit.made.add(made)

            self.society.does(add)
