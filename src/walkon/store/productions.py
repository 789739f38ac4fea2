"""Productions, who is in them and what they answered, in tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from walkon.domain.grants import Audience
from walkon.domain.ids import AccountId, CameoId, ProductionId
from walkon.domain.people import Tie
from walkon.domain.production import Production, State, Use
from walkon.domain.wishes import Wish
from walkon.ports.store import Approved, Page, Wanted
from walkon.store.columns import as_record, as_row
from walkon.store.paging import newest_first
from walkon.store.people import friends_of
from walkon.store.tables import appearances, approvals, descents, productions, ties, wishes


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

    def showing(self, cameo: CameoId, page: Page, states: frozenset[State] | None = None) -> Sequence[Production]:
        where = select(appearances.c.production).where(appearances.c.cameo == cameo)
        them = select(productions).where(productions.c.id.in_(where))
        if states is not None:
            them = them.where(productions.c.state.in_(sorted(states)))
        return self._read(newest_first(them, productions.c.created_at, productions.c.id, page))

    def released(self, page: Page) -> Sequence[Production]:
        open_ = select(productions).where(productions.c.state == State.RELEASED)
        return self._read(newest_first(open_, productions.c.changed_at, productions.c.id, page))

    def released_to(self, wanted: Wanted, page: Page) -> Sequence[Production]:
        query = select(productions).where(productions.c.state == State.RELEASED, _could_be_for(wanted))
        if wanted.by is not None:
            query = query.where(productions.c.owner == wanted.by)
        if wanted.showing is not None:
            query = query.where(productions.c.id.in_(_with(wanted.showing)))
        if wanted.followed:
            whom = select(ties.c.theirs).where(ties.c.mine == wanted.viewer, ties.c.tie == Tie.FOLLOWS)
            query = query.where(or_(productions.c.owner == wanted.viewer, productions.c.owner.in_(whom)))
        return self._read(newest_first(query, productions.c.changed_at, productions.c.id, page))

    def among(self, wanted: Iterable[ProductionId]) -> Mapping[ProductionId, Production]:
        found = self._read(select(productions).where(productions.c.id.in_(list(wanted))))
        return {production.id: production for production in found}

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

    def wishes_for(self, wanted: Iterable[ProductionId]) -> Mapping[ProductionId, Sequence[Wish]]:
        found: dict[ProductionId, list[Wish]] = {production: [] for production in wanted}
        asked = select(wishes).where(wishes.c.production.in_(list(found))).order_by(wishes.c.at, wishes.c.id)
        for row in self._do(asked):
            found[row.production].append(as_record(Wish, row))
        return found

    def forget_answers(self, production: ProductionId) -> None:
        self._do(delete(approvals).where(approvals.c.production == production))

    def answers_to(self, wanted: Iterable[ProductionId]) -> Mapping[ProductionId, Sequence[Approved]]:
        found: dict[ProductionId, list[Approved]] = {production: [] for production in wanted}
        given = select(approvals).where(approvals.c.production.in_(list(found))).order_by(approvals.c.at)
        for row in self._do(given):
            found[row.production].append(as_record(Approved, row))
        return found

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


def _could_be_for(wanted: Wanted) -> ColumnElement[bool]:
    """Leaves out what certainly is not for somebody, so that a page need not look through it."""
    friends = and_(productions.c.audience == Audience.FRIENDS, productions.c.owner.in_(friends_of(wanted.viewer)))
    ways = [
        productions.c.audience.in_([Audience.SERVER, Audience.ANYONE]),
        friends,
        productions.c.owner == wanted.viewer,
    ]
    if wanted.cameo is not None:
        ways.append(productions.c.id.in_(select(appearances.c.production).where(appearances.c.cameo == wanted.cameo)))
    return or_(*ways)


def _with(cameo: CameoId) -> Select[Any]:
    return select(appearances.c.production).where(appearances.c.cameo == cameo, appearances.c.shown)


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
