"""Notices as they come: Server-Sent Events of one's own inbox.

Rules
1. What is sent is read from the inbox, in the order of its ids, after the last one that was sent: nothing is lost or sent
   twice, however a stream breaks and wherever it goes on. A wake only says that it is time to look.
2. Whoever reads slowly makes their own stream wait; nothing is kept for them but the id of the last one sent.
3. With every look it is asked again whether the session or the token still works and the account is active; there is a
   look at least every `BEAT` seconds. Where not, the stream ends, and another is refused.
4. A listener holds no thread while nothing happens. Looks have a few threads of their own, so that many listeners do not
   keep others from being served.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Annotated

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Depends, Header, Query, Request
from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event

from walkon.api.callers import AccountSuspended, Me, Visitor, rights_of
from walkon.api.notices import BadPlace, NoticeShown, shown
from walkon.domain.errors import Passing, TooMuch
from walkon.domain.ids import AccountId, NoticeId
from walkon.domain.sessions import Session
from walkon.domain.signing_in import Caller, Deed, MayDo, weigh
from walkon.ports.store import Page, Unit

router = APIRouter(tags=["notices"])

BEAT = 10.0  # seconds after which something is sent at any rate; proxies give up after 30 and more
PAGE = 50  # notices in one look
LISTENERS = 8  # streams of one account at a time, in one process
LOOKS = 4  # threads
RETRY = 2000  # milliseconds until a browser comes back
TROUBLE = 1.0  # seconds until the next look where the database did not answer
_NOTHING = b":\n\n"


class TooManyListeners(TooMuch):
    code = "too_many_listeners"
    en = "You are listening at {limit} places already; close one first."
    ko = "이미 {limit}곳에서 알림을 받고 있습니다. 먼저 하나를 닫아 주세요."


class EventStream(StreamingResponse):
    """Events that are formatted already. FastAPI's own response runs a task and a timer per stream, which is not needed."""

    media_type = "text/event-stream"


@dataclass
class Listeners:
    """Who listens to one application, and the way to end it. Used in one event loop."""

    limit: int = LISTENERS
    beat: float = BEAT
    closing: bool = False
    _places: Counter[AccountId] = field(default_factory=Counter)
    _bells: set[asyncio.Event] = field(default_factory=set)
    _looks: CapacityLimiter | None = None

    @property
    def looks(self) -> CapacityLimiter:
        self._looks = self._looks or CapacityLimiter(LOOKS)
        return self._looks

    @property
    def count(self) -> int:
        return self._places.total()

    @contextmanager
    def place(self, account: AccountId) -> Iterator[asyncio.Event]:
        """A bell that is rung when there may be something. Raises `TooManyListeners`."""
        if self._places[account] >= self.limit:
            raise TooManyListeners(limit=self.limit)
        bell = asyncio.Event()
        self._places[account] += 1
        self._bells.add(bell)
        try:
            yield bell
        finally:
            self._bells.discard(bell)
            self._places[account] -= 1
            if not self._places[account]:
                del self._places[account]

    def close(self) -> None:
        """Every stream ends, and none begins."""
        self.closing = True
        for bell in self._bells:
            bell.set()


def listeners_of(request: Request) -> Listeners:
    """Who listens to this application."""
    found = request.app.state.listeners
    assert isinstance(found, Listeners)  # noqa: S101
    return found


Here = Annotated[Listeners, Depends(listeners_of)]


async def bell_of(me: Me, listeners: Here) -> AsyncIterator[asyncio.Event]:
    """A bell for as long as the request lasts. Raises what `Visitor.may` raises, `AccountSuspended`, `TooManyListeners`."""
    me.may(Deed.LOOK)
    if not me.account.active:
        raise AccountSuspended
    loop = asyncio.get_running_loop()
    with listeners.place(me.account.id) as bell:

        def ring() -> None:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(bell.set)

        stop = me.service.waking.listen(me.account.id, ring)
        try:
            yield bell
        finally:
            stop()


def begin_of(
    after: Annotated[str | None, Query(max_length=20, description="the last one you know")] = None,
    last_event_id: Annotated[str | None, Header(max_length=20)] = None,
) -> NoticeId | None:
    """Where to go on: what the browser remembers beats what the address says. Raises `BadPlace`."""
    known = last_event_id or after
    if not known:
        return None
    if not (known.isascii() and known.isdigit() and len(known) < 10):
        raise BadPlace
    return NoticeId(int(known))


@router.get("/notices/live", operation_id="listen_to_notices", response_class=EventStream)
async def listen(
    me: Me,
    bell: Annotated[asyncio.Event, Depends(bell_of)],
    begin: Annotated[NoticeId | None, Depends(begin_of)],
    listeners: Here,
) -> EventStream:
    """Your notices as they come; `data` is a notice as in `GET /notices`, `id` its id.

    Goes on after `Last-Event-ID`, else after `after`; without both, with the next one. Ends with the session.
    """
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # the second: no proxy may wait for more
    return EventStream(_events(me, begin, listeners, bell), headers=headers)


async def _events(
    me: Visitor, begin: NoticeId | None, listeners: Listeners, bell: asyncio.Event
) -> AsyncIterator[bytes]:
    last = None
    while not listeners.closing:
        bell.clear()
        try:
            found = await to_thread.run_sync(_look, me, last, begin, limiter=listeners.looks)
        except Passing:  # nothing is sent that was not asked for anew
            yield _NOTHING
            await _rung(bell, TROUBLE)
            continue
        if found is None:
            return
        if last is None:
            yield format_sse_event(id=str(found.begin), retry=RETRY)
        for notice in found.notices:
            yield format_sse_event(data_str=notice.model_dump_json(), id=str(notice.id))
        if last is not None and not found.notices:
            yield _NOTHING
        last = NoticeId(found.notices[-1].id) if found.notices else found.begin
        if len(found.notices) < PAGE:
            await _rung(bell, listeners.beat)


async def _rung(bell: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await bell.wait()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What one look found, after `begin`."""

    begin: NoticeId
    notices: Sequence[NoticeShown]


def _look(me: Visitor, last: NoticeId | None, begin: NoticeId | None) -> _Found | None:
    """In a thread. None where nobody may listen any more."""
    now = me.service.clock.now()

    def look(unit: Unit) -> _Found | None:
        account, caller = unit.accounts.get(me.account.id), _again(unit, me.caller)
        if account is None or caller is None or not account.active:
            return None
        if not isinstance(weigh(caller, Deed.LOOK, rights_of(account), now), MayDo):
            return None
        after = _begin(unit, account.id, begin) if last is None else last
        filed = unit.notices.after(account.id, after, PAGE)
        return _Found(begin=after, notices=shown(unit, account.id, filed))

    return me.service.store.read(look)


def _again(unit: Unit, caller: Caller) -> Caller | None:
    """The same session or token as it is now."""
    if isinstance(caller, Session):
        return unit.sessions.find(id=caller.id)
    return unit.tokens.find(id=caller.id)


def _begin(unit: Unit, account: AccountId, wanted: NoticeId | None) -> NoticeId:
    """What is wanted, or the latest there is where that is nothing or does not exist yet."""
    latest = unit.notices.latest(account, Page(limit=1))
    newest = latest[0].id if latest else NoticeId(0)
    return newest if wanted is None else NoticeId(min(wanted, newest))
