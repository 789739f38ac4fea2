"""What is owed to people by push and mail, in a table."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, text, update

from walkon.domain.delivering import UNTIL, Delivery, claimed, owed
from walkon.domain.ids import AccountId, NoticeId
from walkon.domain.notices import Channel, Notice, Rules
from walkon.store.columns import as_record, as_row
from walkon.store.tables import deliveries, mail_addresses, push_subscriptions


class DeliveryTable:
    """`ports.store.Deliveries`."""

    def __init__(self, connection: Connection) -> None:
        self._do = connection.execute
        self._has_levels = connection.dialect.name == "postgresql"

    def begin(self) -> None:
        """SQLite has one writer anyway."""
        if self._has_levels:
            self._do(text("SET TRANSACTION ISOLATION LEVEL READ COMMITTED"))

    def owe(self, notice: Notice, number: NoticeId, rules: Rules, offered: frozenset[Channel]) -> None:
        """Note every delivery of a notice."""
        pushes = select(push_subscriptions.c.id).where(push_subscriptions.c.account == notice.account)
        confirmed = (mail_addresses.c.account == notice.account, mail_addresses.c.confirmed_at.is_not(None))
        mail = self._do(select(func.count()).select_from(mail_addresses).where(*confirmed)).scalar_one() > 0
        found = owed(
            notice,
            number,
            rules,
            self._do(pushes.order_by(push_subscriptions.c.id)).scalars().all(),
            mail=mail,
            offered=offered,
            draw=lambda: secrets.token_hex(16),
        )
        if found:
            self._do(insert(deliveries), [as_row(one, deliveries) for one in found])

    def due(self, now: datetime) -> bool:
        return self._do(select(deliveries.c.id).where(deliveries.c.due_at <= now).limit(1)).first() is not None

    def claim(self, claim: str, limit: int, now: datetime) -> Sequence[Delivery]:
        self._do(delete(deliveries).where(deliveries.c.filed_at <= now - UNTIL, deliveries.c.due_at <= now))
        due = select(deliveries).where(deliveries.c.due_at <= now).order_by(deliveries.c.due_at, deliveries.c.id)
        rows = self._do(due.limit(limit).with_for_update(skip_locked=True)).all()
        found = [claimed(as_record(Delivery, row), claim, now) for row in rows]
        for one in found:
            self.save(one)
        return found

    def held(self, delivery: Delivery) -> bool:
        same = (deliveries.c.id == delivery.id, deliveries.c.claim == delivery.claim)
        return self._do(select(func.count()).select_from(deliveries).where(*same)).scalar_one() > 0

    def save(self, delivery: Delivery) -> None:
        self._do(update(deliveries).where(deliveries.c.id == delivery.id).values(as_row(delivery, deliveries)))

    def remove(self, delivery: Delivery) -> None:
        self._do(delete(deliveries).where(deliveries.c.id == delivery.id))

    def to(self, account: AccountId) -> Sequence[Delivery]:
        rows = self._do(select(deliveries).where(deliveries.c.account == account).order_by(deliveries.c.id))
        return [as_record(Delivery, row) for row in rows]
