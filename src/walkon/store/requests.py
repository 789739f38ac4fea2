"""Who asked whom for the use of a cameo, in a table."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, insert, select, update

from walkon.domain.asking import AccessRequest
from walkon.domain.ids import AccountId, CameoId, RequestId
from walkon.ports.store import Page
from walkon.store.columns import as_record, as_row
from walkon.store.paging import newest_first
from walkon.store.tables import requests


class RequestTable:
    """`ports.store.Requests`."""

    def __init__(self, connection: Connection) -> None:
        self._do = connection.execute

    def add(self, request: AccessRequest) -> None:
        self._do(insert(requests).values(as_row(request, requests)))

    def save(self, request: AccessRequest) -> None:
        self._do(update(requests).where(requests.c.id == request.id).values(as_row(request, requests)))

    def get(self, request: RequestId) -> AccessRequest | None:
        row = self._do(select(requests).where(requests.c.id == request)).one_or_none()
        return None if row is None else as_record(AccessRequest, row)

    def between(self, requester: AccountId, cameo: CameoId) -> Sequence[AccessRequest]:
        both = select(requests).where(requests.c.requester == requester, requests.c.cameo == cameo)
        return [as_record(AccessRequest, row) for row in self._do(both.order_by(requests.c.asked_at))]

    def about(self, cameo: CameoId) -> Sequence[AccessRequest]:
        them = select(requests).where(requests.c.cameo == cameo).order_by(requests.c.asked_at)
        return [as_record(AccessRequest, row) for row in self._do(them)]

    def to(self, owner: AccountId, page: Page) -> Sequence[AccessRequest]:
        return self._page(requests.c.owner == owner, page)

    def by(self, requester: AccountId, page: Page) -> Sequence[AccessRequest]:
        return self._page(requests.c.requester == requester, page)

    def _page(self, wanted: ColumnElement[bool], page: Page) -> Sequence[AccessRequest]:
        query = newest_first(select(requests).where(wanted), requests.c.asked_at, requests.c.id, page)
        return [as_record(AccessRequest, row) for row in self._do(query)]
