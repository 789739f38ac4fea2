"""A house at whose door people make films, with a worker that does what is put; films are a few bytes, really sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.journeys.test_api import Guest, House
from tests.studio_worker import OpenVault, SlowEngine, nothing_wrong
from walkon.actions.forget import erase_due
from walkon.actions.workshop import Workshop, carry_out
from walkon.domain.engines import Engines, Offered
from walkon.domain.grants import Where
from walkon.domain.production import State
from walkon.domain.provenance import Claims
from walkon.ports.making import Engine

TERMS = {"kinds": ["everyday", "comedy"], "audience": "friends", "approval": "none"}


class Filming(House):
    """`more` are engines beside the one that is always there, as hosted ones."""

    def __init__(self, folder: Path, more: Mapping[str, Engine] | None = None) -> None:
        super().__init__(folder)
        hosted = dict(more or {})
        self.claims: list[Claims] = []
        self.seconds = 0.0
        self.workshop = Workshop(
            store=self.society.store,
            vault=OpenVault(),
            media=self.media,
            engines={"walkon-stage": SlowEngine(folder / "journal", 0.0), **hosted},
            hosted=frozenset(hosted),
            review=nothing_wrong,
            sign=self._sign,
            clock=self.society.clock,
            monotonic=self._tick,
        )
        offered = Engines(Offered(name=name, where=Where.HOSTED) for name in hosted)
        self.app.state.service = replace(self.app.state.service, engines=offered)

    def _sign(self, film: bytes, claims: Claims) -> bytes:
        self.claims.append(claims)
        return film + b" signed"

    def _tick(self) -> float:
        self.seconds += 1
        return self.seconds

    def guest(self, name: str) -> Guest:
        """Somebody with a cameo."""
        return self.person(name).signs_up().has_a_cameo()

    def befriend(self, *people: Guest) -> None:
        for one in people:
            for other in people:
                if one is not other:
                    one.ok("PUT", f"/me/following/{other.name}", status=204)

    def works(self) -> list[State]:
        """Every job that was put, one after the other."""
        after = []
        while self.society.bench.jobs:
            after.append(carry_out(self.workshop, self.society.bench.jobs.pop(0)))
        return after

    def released(self, owner: Guest, film: dict[str, Any], remixing: str = "cast") -> dict[str, Any]:
        """A screened production, through to its release."""
        owner.ok("POST", f"/productions/{film['id']}/send")
        self.works()
        done: dict[str, Any] = owner.ok("POST", f"/productions/{film['id']}/release", {"remixing": remixing})
        return done

    def stored(self) -> set[str]:
        """Productions of which something lies in the media store, once what is due has been erased."""
        erase_due(self.society.store, self.media, self.society.clock.now())
        return {path.relative_to(self.folder / "media").parts[1] for path in (self.folder / "media").rglob("*.sealed")}


def state(person: Guest, film: dict[str, Any]) -> str:
    return str(person.ok("GET", f"/productions/{film['id']}")["state"])


def allows(owner: Guest, user: Guest, **more: object) -> dict[str, Any]:
    """A permission that covers what films here are about; gives it."""
    given: dict[str, Any] = owner.ok(
        "POST", "/me/cameo/grants", {"to": "person", "handle": user.name, "terms": {**TERMS, **more}}, 201
    )
    return given


def told(person: Guest, film: dict[str, Any]) -> list[str]:
    """What somebody was told of a production, the newest first."""
    return [n["event"] for n in person.ok("GET", "/notices")["notices"] if n["production"] == film["id"]]
