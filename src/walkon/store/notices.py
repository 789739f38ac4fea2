"""Inboxes, in tables."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from walkon.domain.ids import AccountId, NoticeId
from walkon.domain.notices import Channel, Filed, Notice, Rules
from walkon.ports.store import Page
from walkon.store.columns import as_row
from walkon.store.deliveries import DeliveryTable
from walkon.store.tables import inboxes, notice_rules, notices

CHANNEL = "walkon_inbox"  # on which PostgreSQL says at commit whose inbox was written to


class NoticeTable:
    """`ports.store.Notices`; `told` lists whose inbox was written to."""

    def __init__(self, connection: Connection, offered: frozenset[Channel] = frozenset()) -> None:
        self._do, self._offered = connection.execute, offered
        self._deliveries = DeliveryTable(connection)
        self._says_so = connection.dialect.name == "postgresql"
        self.told: list[tuple[AccountId, NoticeId]] = []

    def tell(self, notice: Notice) -> NoticeId:
        """The inbox's row stays locked until this unit of work has ended: ids become visible in their order."""
        here = inboxes.c.account == notice.account
        last = self._do(
            update(inboxes).where(here).values(last=inboxes.c.last + 1).returning(inboxes.c.last)
        ).scalar_one_or_none()
        if last is None:
            last = 1
            self._do(insert(inboxes).values(account=notice.account, last=last))
        self._do(insert(notices).values({**as_row(notice, notices), "id": last}))
        self.told.append((notice.account, NoticeId(last)))
        if self._offered:
            self._deliveries.owe(notice, NoticeId(last), self.rules(notice.account), self._offered)
        if self._says_so:
            self._do(select(func.pg_notify(CHANNEL, notice.account)))
        return NoticeId(last)

    def after(self, account: AccountId, last: NoticeId, limit: int) -> Sequence[Filed]:
        later = select(notices).where(notices.c.account == account, notices.c.id > last)
        return [_filed(row) for row in self._do(later.order_by(notices.c.id).limit(limit))]

    def latest(self, account: AccountId, page: Page) -> Sequence[Filed]:
        query = select(notices).where(notices.c.account == account)
        if page.after is not None:
            query = query.where(notices.c.id < int(page.after))
        return [_filed(row) for row in self._do(query.order_by(notices.c.id.desc()).limit(page.limit))]

    def unread(self, account: AccountId) -> int:
        open_ = select(func.count()).select_from(notices)
        return self._do(open_.where(notices.c.account == account, notices.c.read_at.is_(None))).scalar_one()

    def read(self, account: AccountId, up_to: NoticeId, now: datetime) -> None:
        fresh = (notices.c.account == account, notices.c.id <= up_to, notices.c.read_at.is_(None))
        self._do(update(notices).where(*fresh).values(read_at=now))

    def rules(self, account: AccountId) -> Rules:
        chosen = self._do(select(notice_rules).where(notice_rules.c.account == account))
        return {(row.event, row.channel): row.wanted for row in chosen}

    def choose(self, account: AccountId, rules: Rules) -> None:
        self._do(delete(notice_rules).where(notice_rules.c.account == account))
        rows = [
            {"account": account, "event": event, "channel": channel, "wanted": wanted}
            for (event, channel), wanted in rules.items()
        ]
        if rows:
            self._do(insert(notice_rules), rows)


def _filed(row: Row[Any]) -> Filed:
    fields = dict(row._mapping)  # the documented way to a row's columns
    number, read_at = fields.pop("id"), fields.pop("read_at")
    return Filed(id=NoticeId(number), notice=Notice(**fields), read_at=read_at)
