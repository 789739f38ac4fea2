"""Accounts and their ties, in tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    and_,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.exc import IntegrityError

from walkon.domain.errors import HandleTaken
from walkon.domain.ids import AccountId, Handle
from walkon.domain.people import Account, Between, Office, Tie
from walkon.ports.store import Page
from walkon.store.columns import as_record, as_row
from walkon.store.tables import accounts, ties


class AccountTable:
    """`ports.store.Accounts`."""

    def __init__(self, connection: Connection) -> None:
        self._do = connection.execute
        self._savepoint = connection.begin_nested

    def add(self, account: Account) -> None:
        try:
            with self._savepoint():
                self._do(insert(accounts).values(as_row(account, accounts)))
        except IntegrityError:
            raise HandleTaken(handle=str(account.handle)) from None

    def save(self, account: Account) -> None:
        self._do(update(accounts).where(accounts.c.id == account.id).values(as_row(account, accounts)))

    def get(self, account: AccountId) -> Account | None:
        row = self._do(_BY_ID, {"id": account}).one_or_none()
        return None if row is None else as_record(Account, row)

    def among(self, wanted: Iterable[AccountId]) -> Mapping[AccountId, Account]:
        rows = self._do(select(accounts).where(accounts.c.id.in_(list(wanted))))
        return {row.id: as_record(Account, row) for row in rows}

    def called(self, handle: Handle) -> Account | None:
        return self._one(accounts.c.handle == handle)

    def any(self) -> bool:
        return self._do(select(accounts.c.id).limit(1)).first() is not None

    def staff(self) -> Sequence[Account]:
        query = select(accounts).where(accounts.c.office != Office.MEMBER).order_by(accounts.c.handle)
        return [as_record(Account, row) for row in self._do(query)]

    def search(self, start: str, page: Page) -> Sequence[Account]:
        text = type_coerce(accounts.c.handle, String)
        begins = and_(text >= start, text < f"{start}\U0010ffff")
        return self._by_handle(and_(begins, accounts.c.suspended_at.is_(None), accounts.c.left_at.is_(None)), page)

    def everybody(self, start: str, page: Page, *, suspended: bool = False) -> Sequence[Account]:
        text = type_coerce(accounts.c.handle, String)
        here = and_(text >= start, text < f"{start}\U0010ffff", accounts.c.left_at.is_(None))
        return self._by_handle(and_(here, accounts.c.suspended_at.is_not(None)) if suspended else here, page)

    def between(self, mine: AccountId, theirs: AccountId) -> Between:
        return self.betweens(mine, [theirs])[theirs]

    def betweens(self, mine: AccountId, others: Iterable[AccountId]) -> Mapping[AccountId, Between]:
        whom = list(others)
        ways = or_(
            and_(ties.c.mine == mine, ties.c.theirs.in_(whom)), and_(ties.c.theirs == mine, ties.c.mine.in_(whom))
        )
        found = self._do(select(ties.c.mine, ties.c.theirs, ties.c.tie).where(ways)).all()
        return {
            other: Between(
                mine=frozenset(row.tie for row in found if (row.mine, row.theirs) == (mine, other)),
                theirs=frozenset(row.tie for row in found if (row.mine, row.theirs) == (other, mine)),
            )
            for other in whom
        }

    def ties_among(self, people: Iterable[AccountId]) -> Mapping[tuple[AccountId, AccountId], frozenset[Tie]]:
        them = list(people)
        found: dict[tuple[AccountId, AccountId], set[Tie]] = defaultdict(set)
        query = select(ties.c.mine, ties.c.theirs, ties.c.tie)
        for row in self._do(query.where(ties.c.mine.in_(them), ties.c.theirs.in_(them))):
            found[row.mine, row.theirs].add(row.tie)
        return {pair: frozenset(kinds) for pair, kinds in found.items()}

    def followed_by(self, account: AccountId) -> int:
        return self._count(ties.c.mine, ties.c.theirs == account)

    def follows(self, account: AccountId) -> int:
        return self._count(ties.c.theirs, ties.c.mine == account)

    def _count(self, who: ColumnElement[Any], which: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(ties).join(accounts, accounts.c.id == who)
        active = (accounts.c.suspended_at.is_(None), accounts.c.left_at.is_(None))
        return self._do(query.where(which, ties.c.tie == Tie.FOLLOWS, *active)).scalar_one()

    def tie(self, mine: AccountId, theirs: AccountId, wanted: frozenset[Tie]) -> None:
        self._do(delete(ties).where(ties.c.mine == mine, ties.c.theirs == theirs))
        if wanted:
            self._do(insert(ties), [{"mine": mine, "theirs": theirs, "tie": tie} for tie in sorted(wanted)])

    def tied(self, account: AccountId, tie: Tie, page: Page) -> Sequence[Account]:
        whom = select(ties.c.theirs).where(ties.c.mine == account, ties.c.tie == tie)
        return self._by_handle(accounts.c.id.in_(whom), page)

    def _by_handle(self, wanted: ColumnElement[bool], page: Page) -> Sequence[Account]:
        query = select(accounts).where(wanted).order_by(accounts.c.handle).limit(page.limit)
        if page.after is not None:
            query = query.where(type_coerce(accounts.c.handle, String) > page.after)
        return [as_record(Account, row) for row in self._do(query)]

    def _one(self, which: ColumnElement[bool]) -> Account | None:
        row = self._do(select(accounts).where(which)).one_or_none()
        return None if row is None else as_record(Account, row)


_BY_ID = select(accounts).where(accounts.c.id == bindparam("id"))


def friends_of(account: AccountId) -> Select[Any]:
    """Ids of who follows somebody and is followed back; blocks are not looked at."""
    mine, theirs = ties.alias("mine_"), ties.alias("theirs_")
    return (
        select(mine.c.theirs)
        .join(theirs, and_(theirs.c.mine == mine.c.theirs, theirs.c.theirs == mine.c.mine, theirs.c.tie == Tie.FOLLOWS))
        .where(mine.c.mine == account, mine.c.tie == Tie.FOLLOWS)
    )
