"""Productions, who is in them and what they answered, in tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Row, Select, bindparam, delete, func, insert, select, update

from walkon.domain.ids import AccountId, CameoId, ProductionId
from walkon.domain.production import Production, State, Use
from walkon.ports.store import Approved, Page
from walkon.store.columns import as_record, as_row
from walkon.store.paging import newest_first
from walkon.store.tables import appearances, approvals, descents, productions


class ProductionTable:
    """`ports.store.Productions`."""

    def __init__(self, connection: Connection) -> None:
        self._do = connection.execute

    def add(self, production: Production) -> None:
        self._do(insert(productions).values(_row(production)))
        self._list(production)

    def save(self, production: Production, came_from: State) -> bool:
        here = (productions.c.id == production.id, productions.c.state == came_from)
        if self._do(update(productions).where(*here).values(_row(production))).rowcount != 1:
            return False
        for table in (appearances, descents):
            self._do(delete(table).where(table.c.production == production.id))
        self._list(production)
        return True

    def get(self, production: ProductionId) -> Production | None:
        found = self._read(select(productions).where(productions.c.id == production))
        return found[0] if found else None

    def of(self, owner: AccountId, page: Page) -> Sequence[Production]:
        mine = select(productions).where(productions.c.owner == owner)
        return self._read(newest_first(mine, productions.c.created_at, productions.c.id, page))

    def showing(self, cameo: CameoId, page: Page) -> Sequence[Production]:
        where = select(appearances.c.production).where(appearances.c.cameo == cameo)
        them = select(productions).where(productions.c.id.in_(where))
        return self._read(newest_first(them, productions.c.created_at, productions.c.id, page))

    def released(self, page: Page) -> Sequence[Production]:
        open_ = select(productions).where(productions.c.state == State.RELEASED)
        return self._read(newest_first(open_, productions.c.changed_at, productions.c.id, page))

    def from_(self, production: ProductionId) -> Sequence[Production]:
        children = select(descents.c.production).where(descents.c.parent == production)
        return self._read(select(productions).where(productions.c.id.in_(children)).order_by(productions.c.created_at))

    def in_states(self, states: frozenset[State], changed_before: datetime) -> Sequence[Production]:
        old = select(productions).where(
            productions.c.state.in_(sorted(states)), productions.c.changed_at < changed_before
        )
        return self._read(old.order_by(productions.c.changed_at, productions.c.id))

    def count(self, owner: AccountId, states: frozenset[State]) -> int:
        mine = (productions.c.owner == owner, productions.c.state.in_(sorted(states)))
        return self._do(select(func.count()).select_from(productions).where(*mine)).scalar_one()

    def answer(self, approved: Approved) -> None:
        same = (
            approvals.c.production == approved.production,
            approvals.c.cameo == approved.cameo,
            approvals.c.stage == approved.stage,
        )
        self._do(delete(approvals).where(*same))
        self._do(insert(approvals).values(as_row(approved, approvals)))

    def answers(self, production: ProductionId) -> Sequence[Approved]:
        given = select(approvals).where(approvals.c.production == production).order_by(approvals.c.at)
        return [as_record(Approved, row) for row in self._do(given)]

    def _list(self, production: Production) -> None:
        """Write down its cast and its parents."""
        cast = [
            {"production": production.id, "place": i, "cameo": c, "shown": i < len(production.cast)}
            for i, c in enumerate(production.people)
        ]
        parents = [{"production": production.id, "place": i, "parent": p} for i, p in enumerate(production.parents)]
        for table, rows in ((appearances, cast), (descents, parents)):
            if rows:
                self._do(insert(table), rows)

    def _read(self, query: Select[Any]) -> list[Production]:
        rows = self._do(query).all()
        wanted = [row.id for row in rows]
        people: dict[tuple[str, bool], list[str]] = defaultdict(list)
        for production, shown, cameo in self._do(_PEOPLE, {"wanted": wanted}) if wanted else ():
            people[production, shown].append(cameo)
        parents: dict[str, list[str]] = defaultdict(list)
        made_from = [row.id for row in rows if row.descent]
        for production, parent in self._do(_PARENTS, {"wanted": made_from}) if made_from else ():
            parents[production].append(parent)
        return [_production(row, people[row.id, True], people[row.id, False], parents[row.id]) for row in rows]


_WANTED: BindParameter[Sequence[str]] = bindparam("wanted", expanding=True)
_PEOPLE = (
    select(appearances.c.production, appearances.c.shown, appearances.c.cameo)
    .where(appearances.c.production.in_(_WANTED))
    .order_by(appearances.c.place)
)
_PARENTS = (
    select(descents.c.production, descents.c.parent)
    .where(descents.c.production.in_(_WANTED))
    .order_by(descents.c.place)
)
_USE = tuple(Use.__dataclass_fields__)


def _row(production: Production) -> dict[str, Any]:
    return {**as_row(production, productions), **as_row(production.use, productions)}


def _production(row: Row[Any], cast: list[str], asked: Sequence[str], parents: list[str]) -> Production:
    fields = dict(row._mapping)  # the documented way to a row's columns
    use = Use(**{name: fields.pop(name) for name in _USE})
    return Production(
        **fields,
        use=use,
        cast=tuple(map(CameoId, cast)),
        asked_too=tuple(map(CameoId, asked)),
        parents=tuple(map(ProductionId, parents)),
    )
