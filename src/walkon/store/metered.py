"""What was used, and what was answered to whom, in tables that forget."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, update

from walkon.domain.allowances import Resource, Usage
from walkon.domain.idempotency import KeptAnswer
from walkon.domain.ids import AccountId
from walkon.store.columns import as_record, as_row
from walkon.store.tables import kept_answers, usages


class UsageTable:
    """`ports.store.Usages`."""

    def __init__(self, connection: Connection) -> None:
        self._do = connection.execute

    def put(self, usage: Usage) -> None:
        same = (usages.c.subject == usage.subject, usages.c.what == usage.what)
        self._do(delete(usages).where(*same))
        self._do(insert(usages).values(as_row(usage, usages)))

    def get(self, subject: str, what: Resource) -> Usage | None:
        row = self._do(select(usages).where(usages.c.subject == subject, usages.c.what == what)).one_or_none()
        return None if row is None else as_record(Usage, row)

    def since(self, account: AccountId, after: datetime) -> Sequence[Usage]:
        mine = select(usages).where(usages.c.account == account, usages.c.at > after)
        return [as_record(Usage, row) for row in self._do(mine.order_by(usages.c.at, usages.c.subject))]

    def forget(self, before: datetime) -> int:
        return self._do(delete(usages).where(usages.c.at <= before)).rowcount


class AnswerTable:
    """`ports.store.KeptAnswers`."""

    def __init__(self, connection: Connection) -> None:
        self._do = connection.execute

    def add(self, answer: KeptAnswer) -> None:
        self._do(insert(kept_answers).values(as_row(answer, kept_answers)))

    def save(self, answer: KeptAnswer) -> None:
        same = (kept_answers.c.account == answer.account, kept_answers.c.digest == answer.digest)
        self._do(update(kept_answers).where(*same).values(as_row(answer, kept_answers)))

    def get(self, account: AccountId, digest: str) -> KeptAnswer | None:
        same = (kept_answers.c.account == account, kept_answers.c.digest == digest)
        row = self._do(select(kept_answers).where(*same)).one_or_none()
        return None if row is None else as_record(KeptAnswer, row)

    def remove(self, account: AccountId, digest: str) -> None:
        same = (kept_answers.c.account == account, kept_answers.c.digest == digest)
        self._do(delete(kept_answers).where(*same))

    def forget(self, before: datetime) -> int:
        return self._do(delete(kept_answers).where(kept_answers.c.at <= before)).rowcount
