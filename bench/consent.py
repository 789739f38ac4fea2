"""How long consent takes on a full server: 20,000 people with cameos, 400,000 friendships, 60,000 grants.

A decision is everything that is read for it and the rules themselves, in a transaction of its own; a list is a page of 50
cameos that somebody may use. The floor is a transaction that reads one row. SQLite always, PostgreSQL where
WALKON_TEST_POSTGRES names a server. `python -m bench.consent 0.1` takes a tenth of everything.
"""

from __future__ import annotations

import json
import os
import random
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import numpy as np
from sqlalchemy import Engine, Table, create_engine, insert, text
from sqlalchemy.engine import make_url

from walkon.actions.consent_of import ask
from walkon.domain.consent import Allowed, Gate
from walkon.domain.grants import Approval, Audience, Kind, Purpose, Terms, Where
from walkon.domain.ids import AccountId, CameoId, ProductionId
from walkon.domain.production import Production, State, Use
from walkon.ports.store import Page
from walkon.store import schema, tables
from walkon.store.database import SqlStore, open_database

PEOPLE, FRIENDSHIPS, GRANTS = 20_000, 400_000, 60_000
DECISIONS, LISTS = 1000, 200
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TERMS = Terms(
    kinds=frozenset(Kind),
    purposes=frozenset(Purpose),
    audience=Audience.SERVER,
    where=frozenset({Where.HERE}),
    approval=Approval.NONE,
    stages=frozenset(),
    videos=None,
    expires_at=None,
)


def main() -> None:
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 1.0
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        figures |= measured("sqlite", f"sqlite:///{folder}/walkon.db", share)
    server = os.environ.get("WALKON_TEST_POSTGRES")
    if server:
        with database_on(server) as url:
            figures |= measured("postgresql", url, share)
    print(json.dumps(figures))


@contextmanager
def database_on(server: str) -> Iterator[str]:
    """A database of its own, gone afterwards."""
    name, admin = f"walkon_{secrets.token_hex(6)}", create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        admin.dispose()


def measured(name: str, url: str, share: float) -> dict[str, object]:
    engine = open_database(url)
    schema.migrate(engine)
    store = SqlStore(engine, lambda _connection: _NoJobs())
    people = fill(engine, share)
    chance = random.Random(11)
    films = [production(chance, people) for _ in range(DECISIONS)]
    allowed = sum(isinstance(store.read(lambda unit, f=f: ask(unit, f, Gate.PROPOSE, NOW)), Allowed) for f in films)  # type: ignore[misc]
    asked = timed(films, lambda film: store.read(lambda unit: ask(unit, film, Gate.PROPOSE, NOW)))
    viewers = chance.sample(people, LISTS)
    lists = timed(viewers, lambda who: store.read(lambda unit: unit.profiles.usable_by(who, NOW, Page(limit=50))))
    floor = timed(viewers, lambda who: store.read(lambda unit: unit.accounts.get(who)))
    engine.dispose()
    return {
        f"{name}_people": len(people),
        f"{name}_allowed_share": allowed / DECISIONS,
        f"{name}_decision_p50_ms": percentile(asked, 50),
        f"{name}_decision_p99_ms": percentile(asked, 99),
        f"{name}_list_p50_ms": percentile(lists, 50),
        f"{name}_list_p99_ms": percentile(lists, 99),
        f"{name}_one_row_p50_ms": percentile(floor, 50),
        f"{name}_decision_to_one_row": percentile(asked, 50) / percentile(floor, 50),
    }


class _NoJobs:
    def put(self, _job: object) -> None:
        raise AssertionError("nothing is asked of workers here")


def timed(items: Iterable[Any], work: Callable[[Any], object]) -> list[float]:
    took = []
    for item in items:
        began = time.perf_counter()
        work(item)
        took.append(1000 * (time.perf_counter() - began))
    return took


def percentile(took: list[float], share: float) -> float:
    return float(np.percentile(took, share))


def production(chance: random.Random, people: list[AccountId]) -> Production:
    """Somebody, with themself and two others in it."""
    owner, *others = chance.sample(people, 3)
    return Production(
        id=ProductionId(f"{chance.getrandbits(128):032x}"),
        owner=owner,
        prompt="",
        cast=tuple(CameoId(person[::-1]) for person in (owner, *others)),
        use=Use(purpose=Purpose.PERSONAL, audience=Audience.CAST, engine="walkon-stage", where=Where.HERE),
        state=State.SCREENED,
        created_at=NOW,
        changed_at=NOW,
        kinds=frozenset({Kind.EVERYDAY}),
    )


def fill(engine: Engine, share: float) -> list[AccountId]:
    """People, cameos, mutual friendships and grants: half to one person, a third to friends, the rest to everyone."""
    chance = random.Random(7)
    people = [AccountId(f"{chance.getrandbits(128):032x}") for _ in range(int(PEOPLE * share))]
    put(engine, tables.accounts, (account(number, who) for number, who in enumerate(people)))
    put(engine, tables.cameos, (cameo(who) for who in people))
    pairs: set[tuple[AccountId, ...]] = set()
    while len(pairs) < FRIENDSHIPS * share / 2:
        pairs.add(tuple(sorted(chance.sample(people, 2))))
    ties = ({"mine": a, "theirs": b, "tie": "follows"} for pair in sorted(pairs) for a, b in (pair, pair[::-1]))
    put(engine, tables.ties, ties)
    put(engine, tables.grants, (grant(chance, people) for _ in range(int(GRANTS * share))))
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))
    return people


def account(number: int, who: AccountId) -> dict[str, Any]:
    kinds = {"language": "en", "tier": "free", "office": "member", "profile": "members"}
    return {"id": who, "handle": f"person{number:06d}", "joined_at": NOW, "minor": False} | kinds


def cameo(who: AccountId) -> dict[str, Any]:
    rules: dict[str, Any] = {"restrictions": (), "preferences": ()}
    return {"id": who[::-1], "owner": who, "standing": "verified", "created_at": NOW, "shown_to": "friends"} | rules


def grant(chance: random.Random, people: list[AccountId]) -> dict[str, Any]:
    owner, other = chance.sample(people, 2)
    grantee = chance.choices([other, tables.FRIENDS, tables.EVERYONE], [3, 2, 1])[0]
    given = {"id": f"{chance.getrandbits(128):032x}", "cameo": owner[::-1], "grantee": grantee}
    return given | {"terms": TERMS, "given_at": NOW, "revoked_at": None, "ends_at": None}


def put(engine: Engine, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    """Many rows, some thousand at a time; texts stand for enumerated values."""
    todo = [parsed(table, row) for row in rows]
    for start in range(0, len(todo), 5000):
        some = todo[start : start + 5000]
        with engine.begin() as connection:
            connection.execute(insert(table), some)


def parsed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    return {name: value_of(table, name, value) for name, value in row.items()}


def value_of(table: Table, name: str, value: Any) -> Any:
    kind = getattr(table.c[name].type, "process_result_value", None)
    return kind(value, None) if isinstance(value, str) and kind is not None else value


if __name__ == "__main__":
    main()
