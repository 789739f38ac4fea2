"""One database: how it is opened, and how units of work begin and end.

SQLite: one writer at a time (`BEGIN IMMEDIATE`), readers beside it (WAL). PostgreSQL: serializable transactions; the one
that came second is done again, and who came second again and again gets the database to itself for once. Either way a
unit of work sees one state of everything.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError

from walkon.domain.allowances import OwnAllowance
from walkon.domain.api_tokens import ApiToken
from walkon.domain.ceremonies import Ceremony
from walkon.domain.desk import Opinion, TakeReview
from walkon.domain.elsewhere import Elsewhere, Visit
from walkon.domain.how_far import HowFar
from walkon.domain.ids import AccountId, NoticeId
from walkon.domain.invites import Invite
from walkon.domain.mailing import MailAddress
from walkon.domain.notices import Channel
from walkon.domain.passkeys import Passkey
from walkon.domain.pushing import PushSubscription
from walkon.domain.readings import OwnReading
from walkon.domain.recordings import Recording
from walkon.domain.recovery import RecoveryCode
from walkon.domain.reports import Report
from walkon.domain.sessions import Session
from walkon.domain.share_links import ShareLink
from walkon.domain.strikes import Strike
from walkon.domain.suspending import Suspension
from walkon.domain.takes import Processing, SentTake
from walkon.domain.wishes import Wish
from walkon.domain.withdrawal import Withdrawal
from walkon.ports.jobs import Jobs
from walkon.ports.store import Arrival, Attendance, Begun, Erasure, Imprint, Made, Result
from walkon.store import tables
from walkon.store.audits import AuditTable
from walkon.store.cameos import GrantTable, ProfileTable
from walkon.store.deliveries import DeliveryTable
from walkon.store.errors import StoreAway, StoreBusy
from walkon.store.facts import FactTable
from walkon.store.metered import AnswerTable, UsageTable
from walkon.store.notices import NoticeTable
from walkon.store.people import AccountTable
from walkon.store.productions import ProductionTable
from walkon.store.records import RecordTable
from walkon.store.requests import RequestTable
from walkon.store.responses import ResponseTable

if TYPE_CHECKING:
    from walkon.ports.store import Unit

TRIES = 8
BESIDE_OTHERS = 2  # of these tries; then no other writer is there, and nobody is left to come second to
SQLITE_WAIT = 15.0  # seconds a writer waits for the one before it
_AGAIN = {"40001", "40P01", "55P03"}  # serialization failure, deadlock, lock not available (PostgreSQL, appendix A)
_TURN = "LOCK TABLE alembic_version IN {} MODE"  # a table that nobody writes to; locks it, and takes no snapshot yet

Told = Sequence[tuple[AccountId, NoticeId]]


class SqlUnit:
    """`ports.store.Unit` on one open transaction."""

    def __init__(self, connection: Connection, jobs: Jobs, offered: frozenset[Channel] = frozenset()) -> None:
        self.connection, self.jobs, self._offered = connection, jobs, offered

    @cached_property
    def passkeys(self) -> RecordTable[Passkey]:
        return RecordTable(self.connection, tables.passkeys, Passkey)

    @cached_property
    def ceremonies(self) -> RecordTable[Ceremony]:
        return RecordTable(self.connection, tables.ceremonies, Ceremony)

    @cached_property
    def visits(self) -> RecordTable[Visit]:
        return RecordTable(self.connection, tables.visits, Visit)

    @cached_property
    def elsewhere(self) -> RecordTable[Elsewhere]:
        return RecordTable(self.connection, tables.elsewhere, Elsewhere)

    @cached_property
    def recovery_codes(self) -> RecordTable[RecoveryCode]:
        return RecordTable(self.connection, tables.recovery_codes, RecoveryCode)

    @cached_property
    def sessions(self) -> RecordTable[Session]:
        return RecordTable(self.connection, tables.sessions, Session)

    @cached_property
    def tokens(self) -> RecordTable[ApiToken]:
        return RecordTable(self.connection, tables.tokens, ApiToken)

    @cached_property
    def invites(self) -> RecordTable[Invite]:
        return RecordTable(self.connection, tables.invites, Invite)

    @cached_property
    def made(self) -> RecordTable[Made]:
        return RecordTable(self.connection, tables.made, Made)

    @cached_property
    def own_readings(self) -> RecordTable[OwnReading]:
        return RecordTable(self.connection, tables.own_readings, OwnReading)

    @cached_property
    def how_far(self) -> RecordTable[HowFar]:
        return RecordTable(self.connection, tables.how_far, HowFar)

    @cached_property
    def imprints(self) -> RecordTable[Imprint]:
        return RecordTable(self.connection, tables.imprints, Imprint)

    @cached_property
    def wishes(self) -> RecordTable[Wish]:
        return RecordTable(self.connection, tables.wishes, Wish)

    @cached_property
    def erasures(self) -> RecordTable[Erasure]:
        return RecordTable(self.connection, tables.erasures, Erasure)

    @cached_property
    def withdrawals(self) -> RecordTable[Withdrawal]:
        return RecordTable(self.connection, tables.withdrawals, Withdrawal)

    @cached_property
    def attendances(self) -> RecordTable[Attendance]:
        return RecordTable(self.connection, tables.attendances, Attendance)

    @cached_property
    def begun(self) -> RecordTable[Begun]:
        return RecordTable(self.connection, tables.begun, Begun)

    @cached_property
    def arrivals(self) -> RecordTable[Arrival]:
        return RecordTable(self.connection, tables.arrivals, Arrival)

    @cached_property
    def recordings(self) -> RecordTable[Recording]:
        return RecordTable(self.connection, tables.recordings, Recording)

    @cached_property
    def takes(self) -> RecordTable[SentTake]:
        return RecordTable(self.connection, tables.takes, SentTake)

    @cached_property
    def processing(self) -> RecordTable[Processing]:
        return RecordTable(self.connection, tables.processing, Processing)

    @cached_property
    def take_reviews(self) -> RecordTable[TakeReview]:
        return RecordTable(self.connection, tables.take_reviews, TakeReview)

    @cached_property
    def opinions(self) -> RecordTable[Opinion]:
        return RecordTable(self.connection, tables.opinions, Opinion)

    @cached_property
    def reports(self) -> RecordTable[Report]:
        return RecordTable(self.connection, tables.reports, Report)

    @cached_property
    def responses(self) -> ResponseTable:
        return ResponseTable(self.connection)

    @cached_property
    def share_links(self) -> RecordTable[ShareLink]:
        return RecordTable(self.connection, tables.share_links, ShareLink)

    @cached_property
    def strikes(self) -> RecordTable[Strike]:
        return RecordTable(self.connection, tables.strikes, Strike)

    @cached_property
    def suspensions(self) -> RecordTable[Suspension]:
        return RecordTable(self.connection, tables.suspensions, Suspension)

    @cached_property
    def own_allowances(self) -> RecordTable[OwnAllowance]:
        return RecordTable(self.connection, tables.own_allowances, OwnAllowance)

    @cached_property
    def audits(self) -> AuditTable:
        return AuditTable(self.connection)

    @cached_property
    def accounts(self) -> AccountTable:
        return AccountTable(self.connection)

    @cached_property
    def profiles(self) -> ProfileTable:
        return ProfileTable(self.connection)

    @cached_property
    def grants(self) -> GrantTable:
        return GrantTable(self.connection)

    @cached_property
    def facts(self) -> FactTable:
        return FactTable(self.connection)

    @cached_property
    def requests(self) -> RequestTable:
        return RequestTable(self.connection)

    @cached_property
    def productions(self) -> ProductionTable:
        return ProductionTable(self.connection)

    @cached_property
    def notices(self) -> NoticeTable:
        return NoticeTable(self.connection, self._offered)

    @cached_property
    def pushes(self) -> RecordTable[PushSubscription]:
        return RecordTable(self.connection, tables.push_subscriptions, PushSubscription)

    @cached_property
    def mail_addresses(self) -> RecordTable[MailAddress]:
        return RecordTable(self.connection, tables.mail_addresses, MailAddress)

    @cached_property
    def deliveries(self) -> DeliveryTable:
        return DeliveryTable(self.connection)

    @cached_property
    def usages(self) -> UsageTable:
        return UsageTable(self.connection)

    @cached_property
    def kept_answers(self) -> AnswerTable:
        return AnswerTable(self.connection)


class SqlStore:
    """`ports.store.Store`. `jobs` puts work into the same transaction; `wake` hears whose inbox was written to, after
    the unit of work has ended well; `offered` are the ways to people beyond the inbox.
    """

    def __init__(
        self,
        engine: Engine,
        jobs: Callable[[Connection], Jobs],
        wake: Callable[[Told], None] = lambda _told: None,
        offered: frozenset[Channel] = frozenset(),
    ) -> None:
        self.engine, self._jobs, self._wake, self._offered = engine, jobs, wake, offered
        serializable = {"isolation_level": "SERIALIZABLE"} if engine.dialect.name == "postgresql" else {}
        self._takes_turns = bool(serializable)
        self._writing = engine.execution_options(begin="BEGIN IMMEDIATE", **serializable)
        self._reading = engine.execution_options(begin="BEGIN", **serializable)

    def read(self, look: Callable[[Unit], Result]) -> Result:
        return self._carry_out(self._reading, look, keep=False)

    def write(self, change: Callable[[Unit], Result]) -> Result:
        return self._carry_out(self._writing, change, keep=True)

    def _carry_out(self, engine: Engine, work: Callable[[Unit], Result], *, keep: bool) -> Result:
        lost = False
        for attempt in range(TRIES):
            alone = attempt >= BESIDE_OTHERS
            try:
                return self._once(engine, work, keep=keep, alone=alone)
            except _Lost:
                if lost:
                    raise StoreAway from None
                lost = True  # with it every other that was open before: the next one is a new one
                continue
            except DBAPIError as error:
                if not _came_second(error):
                    if error.connection_invalidated or isinstance(error, OperationalError):
                        raise StoreAway from None
                    raise
            if not alone:
                time.sleep(random.uniform(0, 0.002 * 2**attempt))  # noqa: S311  # only to part from each other
        raise StoreBusy

    def _once(self, engine: Engine, work: Callable[[Unit], Result], *, keep: bool, alone: bool) -> Result:
        with engine.connect() as connection, connection.begin() as transaction:
            unit = SqlUnit(connection, self._jobs(connection), self._offered)
            try:
                if keep and self._takes_turns:
                    connection.exec_driver_sql(_TURN.format("EXCLUSIVE" if alone else "ROW SHARE"))
                result = work(unit)
                if not keep:
                    transaction.rollback()
                    return result
            except DBAPIError as error:
                if error.connection_invalidated:
                    raise _Lost from None
                raise
        self._wake(unit.notices.told)
        return result


class _Lost(Exception):
    """The connection ended before anything was to be kept."""


def _came_second(error: DBAPIError) -> bool:
    """Whether another unit of work was faster, so that this one is to be done again."""
    if getattr(error.orig, "sqlstate", None) in _AGAIN:
        return True
    return str(getattr(error.orig, "sqlite_errorname", "")).startswith("SQLITE_BUSY")


def count_retries(engine: Engine, again: Callable[[], None]) -> None:
    """`again` is called whenever the database asks for a unit of work to be done again."""

    def heard(context: ExceptionContext) -> None:
        if isinstance(context.sqlalchemy_exception, DBAPIError) and _came_second(context.sqlalchemy_exception):
            again()

    event.listen(engine, "handle_error", heard)


def open_database(url: str) -> Engine:
    """The engine for a URL such as `sqlite:///walkon.db` or `postgresql+psycopg://...`."""
    if not url.startswith("sqlite"):
        return create_engine(url)
    engine = create_engine(url, connect_args={"timeout": SQLITE_WAIT})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    """What a fresh connection to SQLite is told: transactions are begun by us; erased rows are overwritten."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN IMMEDIATE"))
