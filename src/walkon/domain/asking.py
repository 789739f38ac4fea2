"""Asking somebody for the use of their cameo, and their answer.

Rules
1. One question at a time between two people; after a no, the next one has to wait.
2. Nobody asks themself, a minor, or somebody they may not see.
3. Only the person asked answers, only while the question is open; a yes makes a grant of exactly what they chose,
   which may be less than was asked for, never more.
4. Who asked can withdraw the question. An open question expires by itself, without a word to anybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum

from walkon.domain.errors import BadInput, Conflict
from walkon.domain.grants import Approval, Grant, Grantee, Person, Terms
from walkon.domain.ids import AccountId, CameoId, GrantId, RequestId

LIFETIME = timedelta(days=30)
AFTER_A_NO = timedelta(days=30)
LONGEST_MESSAGE = 500  # characters


class Answer(StrEnum):
    """How a question ended."""

    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"  # by who asked


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRequest:
    """Somebody asks for a grant. `message` is for the person asked only. Times are aware UTC datetimes."""

    id: RequestId
    cameo: CameoId
    owner: AccountId
    requester: AccountId
    terms: Terms
    message: str
    asked_at: datetime
    answer: Answer | None = None
    answered_at: datetime | None = None
    grant: GrantId | None = None

    @property
    def expires_at(self) -> datetime:
        return self.asked_at + LIFETIME

    def open(self, now: datetime) -> bool:
        """Whether it still waits for an answer."""
        return self.answer is None and now < self.expires_at


class AskedAlready(Conflict):
    code = "asked_already"
    en = "You have asked already; wait for the answer."
    ko = "이미 요청했습니다. 답을 기다려 주세요."


class AskLater(Conflict):
    code = "ask_later"
    en = "They said no. You can ask again after {until}."
    ko = "거절한 요청입니다. {until} 이후에 다시 요청할 수 있습니다."


class NotOpen(Conflict):
    code = "request_not_open"
    en = "This request has been answered, withdrawn, or has expired."
    ko = "이미 답했거나 거두었거나 기한이 지난 요청입니다."


class MoreThanAsked(BadInput):
    code = "more_than_asked"
    en = "A yes can allow less than was asked for, not more; give a grant of your own for that."
    ko = "승낙은 요청보다 좁게만 할 수 있습니다. 더 넓게 허락하려면 직접 허락을 만들어 주세요."


class MessageTooLong(BadInput):
    code = "message_too_long"
    en = "The message is too long: at most {limit} characters."
    ko = "메시지가 너무 깁니다. {limit}자까지 쓸 수 있습니다."


class BadTerms(BadInput):
    code = "bad_terms"
    en = "These terms allow nothing: name at least one kind, one purpose and one place, and an end that is to come."
    ko = "이 조건으로는 아무것도 허락되지 않습니다. 내용, 목적, 장소를 하나 이상, 끝나는 때는 앞날로 적어 주세요."


def no_wider(given: Terms, asked: Terms) -> bool:
    """Whether `given` allows nothing that `asked` does not name; approvals are the owner's to choose."""
    return (
        given.kinds - given.forbidden <= asked.kinds - asked.forbidden
        and given.purposes <= asked.purposes
        and given.audience.within(asked.audience)
        and given.where <= asked.where
        and (asked.engines is None or (given.engines is not None and given.engines <= asked.engines))
        and (asked.videos is None or (given.videos is not None and given.videos <= asked.videos))
        and (asked.expires_at is None or (given.expires_at is not None and given.expires_at <= asked.expires_at))
    )


def checked(terms: Terms, now: datetime) -> Terms:
    """The terms, if they can mean something. Raises `BadTerms`."""
    empty = not (terms.kinds - terms.forbidden and terms.purposes and terms.where) or terms.engines == frozenset()
    over = terms.expires_at is not None and terms.expires_at <= now
    approves_nothing = terms.approval is not Approval.NONE and not terms.stages
    if empty or over or approves_nothing or (terms.videos is not None and terms.videos < 1):
        raise BadTerms
    return terms


def ask(request: AccessRequest, earlier: Iterable[AccessRequest]) -> AccessRequest:
    """A new question, if it may be asked now; `earlier`: those of the same requester for the same cameo.

    Raises `AskedAlready`, `AskLater`, `MessageTooLong`, `BadTerms`.
    """
    now = request.asked_at
    checked(request.terms, now)
    if len(request.message) > LONGEST_MESSAGE:
        raise MessageTooLong(limit=LONGEST_MESSAGE)
    for past in earlier:
        if past.open(now):
            raise AskedAlready
        if past.answer is Answer.DECLINED and past.answered_at is not None and now < past.answered_at + AFTER_A_NO:
            raise AskLater(until=f"{past.answered_at + AFTER_A_NO:%Y-%m-%d}")
    return request


def accept(request: AccessRequest, terms: Terms, grant: GrantId, now: datetime) -> tuple[AccessRequest, Grant]:
    """A yes: the closed question and the grant it became. Raises `NotOpen`, `MoreThanAsked`, `BadTerms`."""
    if not no_wider(terms, request.terms):
        raise MoreThanAsked
    closed = _closed(request, Answer.GRANTED, now)
    grantee = Person(account=request.requester)
    return replace(closed, grant=grant), granted(terms, grant, request.cameo, grantee, now)


def decline(request: AccessRequest, now: datetime) -> AccessRequest:
    """A no. Raises `NotOpen`."""
    return _closed(request, Answer.DECLINED, now)


def take_back(request: AccessRequest, now: datetime) -> AccessRequest:
    """Who asked does not ask any longer. Raises `NotOpen`."""
    return _closed(request, Answer.WITHDRAWN, now)


def granted(terms: Terms, grant: GrantId, cameo: CameoId, grantee: Grantee, now: datetime) -> Grant:
    """A grant on these terms, from now on. Raises `BadTerms`."""
    checked(terms, now)
    given = {field.name: getattr(terms, field.name) for field in fields(Terms)}
    return Grant(id=grant, cameo=cameo, grantee=grantee, given_at=now, **given)


def _closed(request: AccessRequest, answer: Answer, now: datetime) -> AccessRequest:
    if not request.open(now):
        raise NotOpen
    return replace(request, answer=answer, answered_at=now)
