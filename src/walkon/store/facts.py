"""What bears on one use of cameos, out of six tables by one statement: a decision waits for one answer, not for five."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Connection, Row, Select, and_, bindparam, or_, select

from walkon.domain.grants import Stage
from walkon.domain.ids import AccountId, CameoId, ProductionId
from walkon.domain.people import Between, Tie
from walkon.ports.facts import CameoFacts, Facts
from walkon.store.cameos import grant_of
from walkon.store.tables import EVERYONE, FRIENDS, accounts, approvals, cameos, grants, ties


class FactTable:
    """`ports.facts.Consulting`."""

    def __init__(self, connection: Connection) -> None:
        self._do = connection.execute

    def about(
        self,
        people: Iterable[CameoId],
        production: ProductionId,
        requester: AccountId,
        viewer: AccountId | None = None,
    ) -> Facts:
        asked = {"people": list(people), "production": production, "requester": requester, "viewer": viewer}
        rows = self._do(_STATEMENT, asked | {"whoever": [requester, EVERYONE, FRIENDS]}).all()
        found: dict[CameoId, list[Row[Any]]] = {}
        for row in rows:
            if row.person is not None:
                found.setdefault(row.person, []).append(row)
        return Facts(
            requester_active=any(row.requester_active for row in rows),
            people={cameo: _known(of_one) for cameo, of_one in found.items()},
        )


def _known(rows: list[Row[Any]]) -> CameoFacts:
    """Of one cameo; a row for each of its grants, or one without any."""
    row = rows[0]
    said = {Stage.STORYBOARD: row.storyboard, Stage.RESULT: row.result}
    return CameoFacts(
        owner=row.owner,
        owner_active=row.owner_active,
        minor=row.minor,
        standing=row.standing,
        suspended=row.suspended_at is not None,
        restrictions=row.restrictions,
        between=Between(
            mine=_ties(follows=row.follows, blocks=row.blocks),
            theirs=_ties(follows=row.followed, blocks=row.blocked),
        ),
        apart_from_viewer=row.apart_from_viewer,
        answers={stage: yes for stage, yes in said.items() if yes is not None},
        grants=tuple(grant_of(found) for found in rows if found.id is not None),
    )


def _ties(*, follows: bool, blocks: bool) -> frozenset[Tie]:
    return frozenset(tie for tie, so in ((Tie.FOLLOWS, follows), (Tie.BLOCKS, blocks)) if so)


_Account = Column[Any] | BindParameter[str]
_REQUESTER: BindParameter[str] = bindparam("requester")
_VIEWER: BindParameter[str] = bindparam("viewer")


def _statement() -> Select[Any]:
    """The requester's row, beside it everybody's, and beside that each of their grants that could be the requester's."""
    asks, owners = accounts.alias("asks"), accounts.alias("owners")
    could_be_theirs = grants.c.grantee.in_(bindparam("whoever", expanding=True))
    return (
        select(
            _active(asks).label("requester_active"),
            cameos.c.id.label("person"),
            *(cameos.c[name] for name in ("owner", "standing", "suspended_at", "restrictions")),
            _active(owners).label("owner_active"),
            owners.c.minor,
            _tied(_REQUESTER, Tie.FOLLOWS, cameos.c.owner).label("follows"),
            _tied(_REQUESTER, Tie.BLOCKS, cameos.c.owner).label("blocks"),
            _tied(cameos.c.owner, Tie.FOLLOWS, _REQUESTER).label("followed"),
            _tied(cameos.c.owner, Tie.BLOCKS, _REQUESTER).label("blocked"),
            or_(_tied(_VIEWER, Tie.BLOCKS, cameos.c.owner), _tied(cameos.c.owner, Tie.BLOCKS, _VIEWER)).label(
                "apart_from_viewer"
            ),
            _answer(Stage.STORYBOARD).label("storyboard"),
            _answer(Stage.RESULT).label("result"),
            *(grants.c[name] for name in ("id", "cameo", "grantee", "terms", "given_at", "revoked_at")),
        )
        .select_from(asks)
        .outerjoin(cameos, cameos.c.id.in_(bindparam("people", expanding=True)))
        .outerjoin(owners, owners.c.id == cameos.c.owner)
        .outerjoin(grants, and_(grants.c.cameo == cameos.c.id, could_be_theirs))
        .where(asks.c.id == _REQUESTER)
        .order_by(grants.c.given_at, grants.c.id)
    )


def _active(account: Any) -> ColumnElement[bool]:
    return and_(account.c.suspended_at.is_(None), account.c.left_at.is_(None))


def _tied(one: _Account, tie: Tie, other: _Account) -> ColumnElement[bool]:
    return select(ties.c.mine).where(ties.c.mine == one, ties.c.tie == tie, ties.c.theirs == other).exists()


def _answer(stage: Stage) -> ColumnElement[Any]:
    said = (approvals.c.production == bindparam("production"), approvals.c.stage == stage)
    return select(approvals.c.yes).where(approvals.c.cameo == cameos.c.id, *said).scalar_subquery()


_STATEMENT = _statement()
