"""The audit, in a table that nothing here changes or clears."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, select

from walkon.domain.audit import Entry
from walkon.ports.store import Page
from walkon.store.columns import as_record, as_row
from walkon.store.tables import audits


class AuditTable:
    """`ports.store.Audits`."""

    def __init__(self, connection: Connection) -> None:
        self._do = connection.execute

    def note(self, entry: Entry) -> None:
        last = self._do(select(func.max(audits.c.number))).scalar_one() or 0
        self._do(insert(audits).values({**as_row(entry, audits), "number": last + 1}))

    def latest(self, page: Page) -> Sequence[Entry]:
        query = select(audits)
        if page.after is not None:
            query = query.where(audits.c.number < int(page.after))
        return [as_record(Entry, row) for row in self._do(query.order_by(audits.c.number.desc()).limit(page.limit))]

    def of(self, subject: str) -> Sequence[Entry]:
        query = select(audits).where(audits.c.subject == subject).order_by(audits.c.number)
        return [as_record(Entry, row) for row in self._do(query)]
