"""Cameos and the grants of their owners, in tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    String,
    and_,
    delete,
    insert,
    or_,
    select,
    type_coerce,
    union,
    update,
)
from sqlalchemy.exc import IntegrityError

from walkon.domain.errors import HandleTaken
from walkon.domain.grants import Everyone, Grant, Grantee, MutualFriends, Person, Stage, Terms
from walkon.domain.ids import AccountId, CameoId, GrantId, ProductionId
from walkon.domain.people import Tie
from walkon.ports.store import Page, Profile
from walkon.store.columns import as_record, as_row
from walkon.store.people import friends_of
from walkon.store.tables import EVERYONE, FRIENDS, accounts, approvals, cameos, grants, ties, uses


class ProfileTable:
    """`ports.store.Profiles`."""

    def __init__(self, connection: Connection) -> None:
        self._do = connection.execute
        self._savepoint = connection.begin_nested

    def add(self, profile: Profile) -> None:
        try:
            with self._savepoint():
                self._do(insert(cameos).values({**as_row(profile, cameos), "id": profile.cameo}))
        except IntegrityError:
            raise HandleTaken(handle=str(profile.handle)) from None

    def save(self, profile: Profile) -> None:
        self._do(update(cameos).where(cameos.c.id == profile.cameo).values(as_row(profile, cameos)))

    def remove(self, cameo: CameoId) -> None:
        self._do(delete(cameos).where(cameos.c.id == cameo))

    def get(self, cameo: CameoId) -> Profile | None:
        return self.among([cameo]).get(cameo)

    def of(self, owner: AccountId) -> Profile | None:
        row = self._do(_profiles().where(cameos.c.owner == owner)).one_or_none()
        return None if row is None else as_record(Profile, row)

    def among(self, wanted: Iterable[CameoId]) -> Mapping[CameoId, Profile]:
        rows = self._do(_profiles().where(cameos.c.id.in_(list(wanted))))
        return {row.cameo: as_record(Profile, row) for row in rows}

    def usable_by(self, account: AccountId, now: datetime, page: Page) -> Sequence[Profile]:
        query = (
            _profiles()
            .where(or_(cameos.c.id.in_(_granted_to(account, now)), _granted_to_everyone(now)), _usable(account))
            .order_by(accounts.c.handle)
            .limit(page.limit)
        )
        if page.after is not None:
            query = query.where(type_coerce(accounts.c.handle, String) > page.after)
        return [as_record(Profile, row) for row in self._do(query)]


def _profiles() -> Select[Any]:
    columns = [column for column in cameos.columns if column.name != "id"]
    return select(cameos.c.id.label("cameo"), *columns, accounts.c.handle).join(accounts)


def _granted_to(account: AccountId, now: datetime) -> Select[Any]:
    """Ids of the cameos that somebody holds a grant in force for as themself or as a friend, and of their own: few."""
    in_force = _in_force(now)
    mine = select(cameos.c.id).where(cameos.c.owner == account)
    named = select(grants.c.cameo).where(grants.c.grantee == account, in_force)
    of_friends = cameos.alias("of_friends")
    among_friends = select(of_friends.c.id).where(
        of_friends.c.owner.in_(friends_of(account)),
        select(grants.c.id).where(grants.c.cameo == of_friends.c.id, grants.c.grantee == FRIENDS, in_force).exists(),
    )
    return select(union(mine, named, among_friends).subquery().c.id)


def _granted_to_everyone(now: datetime) -> ColumnElement[bool]:
    """Whether everybody holds a grant: may be many, so it is asked cameo by cameo until the page is full."""
    return (
        select(grants.c.id).where(grants.c.cameo == cameos.c.id, grants.c.grantee == EVERYONE, _in_force(now)).exists()
    )


def _in_force(now: datetime) -> ColumnElement[bool]:
    return and_(grants.c.given_at <= now, or_(grants.c.ends_at.is_(None), grants.c.ends_at > now))


def _usable(account: AccountId) -> ColumnElement[bool]:
    """Whether a cameo is not out of use for somebody, whatever was granted."""
    apart = (
        select(ties.c.mine)
        .where(
            ties.c.tie == Tie.BLOCKS,
            or_(
                and_(ties.c.mine == account, ties.c.theirs == cameos.c.owner),
                and_(ties.c.mine == cameos.c.owner, ties.c.theirs == account),
            ),
        )
        .exists()
    )
    open_to_others = and_(~accounts.c.minor, accounts.c.suspended_at.is_(None), accounts.c.left_at.is_(None), ~apart)
    return and_(cameos.c.suspended_at.is_(None), or_(cameos.c.owner == account, open_to_others))


class GrantTable:
    """`ports.store.Grants`."""

    def __init__(self, connection: Connection) -> None:
        self._do = connection.execute

    def add(self, grant: Grant) -> None:
        self._do(insert(grants).values(_row(grant)))

    def save(self, grant: Grant) -> None:
        self._do(update(grants).where(grants.c.id == grant.id).values(_row(grant)))

    def get(self, grant: GrantId) -> Grant | None:
        row = self._do(select(grants).where(grants.c.id == grant)).one_or_none()
        return None if row is None else grant_of(row)

    def of(self, cameo: CameoId) -> Sequence[Grant]:
        newest = select(grants).where(grants.c.cameo == cameo).order_by(grants.c.given_at.desc(), grants.c.id)
        return [grant_of(row) for row in self._do(newest)]

    def for_use(self, wanted: Iterable[CameoId], requester: AccountId) -> Sequence[Grant]:
        whoever = [requester, EVERYONE, FRIENDS]
        found = select(grants).where(grants.c.cameo.in_(list(wanted)), grants.c.grantee.in_(whoever))
        return [grant_of(row) for row in self._do(found.order_by(grants.c.given_at, grants.c.id))]

    def for_uses(self, wanted: Iterable[CameoId], requesters: Iterable[AccountId]) -> Sequence[Grant]:
        whoever = [*requesters, EVERYONE, FRIENDS]
        found = select(grants).where(grants.c.cameo.in_(list(wanted)), grants.c.grantee.in_(whoever))
        return [grant_of(row) for row in self._do(found.order_by(grants.c.given_at, grants.c.id))]

    def used(self, wanted: Iterable[GrantId]) -> Mapping[GrantId, frozenset[ProductionId]]:
        counted: dict[GrantId, set[ProductionId]] = {grant: set() for grant in wanted}
        for grant, production in self._do(
            select(uses.c.grant, uses.c.production).where(uses.c.grant.in_(list(counted)))
        ):
            counted[grant].add(production)
        return {grant: frozenset(found) for grant, found in counted.items()}

    def use(self, grant: GrantId, production: ProductionId, now: datetime) -> None:
        known = select(uses.c.at).where(uses.c.grant == grant, uses.c.production == production)
        if self._do(known).first() is None:
            self._do(insert(uses).values(grant=grant, production=production, at=now))

    def approved_before(self, wanted: Iterable[GrantId], other_than: ProductionId) -> frozenset[GrantId]:
        approved = (
            select(uses.c.grant)
            .distinct()
            .join(approvals, approvals.c.production == uses.c.production)
            .join(grants, and_(grants.c.id == uses.c.grant, grants.c.cameo == approvals.c.cameo))
            .where(uses.c.grant.in_(list(wanted)), uses.c.production != other_than)
            .where(approvals.c.stage == Stage.RESULT, approvals.c.yes)
        )
        return frozenset(map(GrantId, self._do(approved).scalars()))

    def approved_under(self, wanted: Iterable[GrantId]) -> Mapping[GrantId, frozenset[ProductionId]]:
        approved = (
            select(uses.c.grant, uses.c.production)
            .join(approvals, approvals.c.production == uses.c.production)
            .join(grants, and_(grants.c.id == uses.c.grant, grants.c.cameo == approvals.c.cameo))
            .where(uses.c.grant.in_(list(wanted)), approvals.c.stage == Stage.RESULT, approvals.c.yes)
        )
        found: dict[GrantId, set[ProductionId]] = defaultdict(set)
        for grant, production in self._do(approved):
            found[grant].add(production)
        return {grant: frozenset(productions) for grant, productions in found.items()}


_TERMS = tuple(Terms.__dataclass_fields__)


def _row(grant: Grant) -> dict[str, Any]:
    match grant.grantee:
        case Person(account=account):
            grantee: str = account
        case MutualFriends():
            grantee = FRIENDS
        case Everyone():
            grantee = EVERYONE
    ends = [end for end in (grant.expires_at, grant.revoked_at) if end is not None]
    return {
        "id": grant.id,
        "cameo": grant.cameo,
        "grantee": grantee,
        "terms": Terms(**{name: getattr(grant, name) for name in _TERMS}),
        "given_at": grant.given_at,
        "revoked_at": grant.revoked_at,
        "ends_at": min(ends, default=None),
    }


def grant_of(row: Row[Any]) -> Grant:
    """A grant from a row that has its columns."""
    named: dict[str, Grantee] = {FRIENDS: MutualFriends(), EVERYONE: Everyone()}
    return Grant(
        **{name: getattr(row.terms, name) for name in _TERMS},
        id=row.id,
        cameo=row.cameo,
        grantee=named.get(row.grantee) or Person(account=row.grantee),
        given_at=row.given_at,
        revoked_at=row.revoked_at,
    )
