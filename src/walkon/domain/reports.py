"""Reports: somebody says that a release or a person here is wrong, a reviewer decides, and the reported may appeal once.

Rules
1. Who reports sees what they report, and does not report themself or their own. Twice the same is once, and nobody has
   more than 20 reports open.
2. A release of which somebody shown in it says that it is without their consent is seen by nobody but its owner and its
   people until that report is decided.
3. Who decides is fit to (`walkon.domain.desk`) towards the reporter and the reported. What was handed over is decided by
   an administrator, and so is everything against somebody in office.
4. A ruling against somebody can be appealed once, within 30 days, by nobody but them; another reviewer decides. What was
   suspended comes back then; a film that was withdrawn is gone, and may be made anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from walkon.domain.asking import LONGEST_MESSAGE, MessageTooLong
from walkon.domain.errors import BadInput, Conflict, NotFound, TooMuch
from walkon.domain.ids import AccountId, ReportId
from walkon.domain.people import Account, Office

MOST_OPEN = 20
APPEAL_WITHIN = timedelta(days=30)


class Target(StrEnum):
    """What is reported."""

    RELEASE = "release"
    PERSON = "person"
    COMMENT = "comment"  # under a release


class Wrong(StrEnum):
    """What is wrong, as who reports says."""

    IMPERSONATION = "impersonation"  # this is me, and it is not mine; or somebody pretends to be somebody
    WITHOUT_CONSENT = "without_consent"
    SEXUAL = "sexual"
    MINORS = "minors"
    HARASSMENT = "harassment"
    VIOLENCE = "violence"
    DECEPTION = "deception"
    ILLEGAL = "illegal"
    OTHER = "other"


class Ruling(StrEnum):
    """What a reviewer decides."""

    DISMISS = "dismiss"  # nothing is wrong
    WARN = "warn"  # it was wrong, and nothing is taken from them; a strike may come with it
    WITHDRAW_RELEASE = "withdraw_release"
    REMOVE_COMMENT = "remove_comment"
    SUSPEND_CAMEO = "suspend_cameo"  # of the reported
    SUSPEND_ACCOUNT = "suspend_account"


class Heard(StrEnum):
    """What became of an appeal."""

    UPHELD = "upheld"  # the ruling stays
    OVERTURNED = "overturned"


class ReportState(StrEnum):
    """Where a report is."""

    OPEN = "open"
    HANDED_OVER = "handed_over"  # waits for an administrator
    RULED = "ruled"
    APPEALED = "appealed"  # waits for another reviewer
    CLOSED = "closed"  # nothing can change any more


_ONLY_FOR = {Ruling.WITHDRAW_RELEASE: Target.RELEASE, Ruling.REMOVE_COMMENT: Target.COMMENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report. `note`, `words` and `appeal` are personal. Times are aware UTC datetimes."""

    id: ReportId
    reporter: AccountId
    target: Target
    subject: str  # id of the production, the account or the comment
    reported: AccountId  # owner of the release, the person, or the comment's author
    wrong: Wrong
    note: str
    at: datetime
    shown: bool = False  # the reporter is shown in the release
    handed_over_at: datetime | None = None
    ruling: Ruling | None = None
    ruled_by: AccountId | None = None
    ruled_at: datetime | None = None
    words: str = ""  # of the reviewer, for reporter and reported
    appealed_at: datetime | None = None
    appeal: str = ""
    heard: Heard | None = None
    heard_at: datetime | None = None

    @property
    def hides(self) -> bool:
        """Whether the release is hidden until this is decided."""
        shown_without = self.target is Target.RELEASE and self.shown and self.wrong is Wrong.WITHOUT_CONSENT
        return shown_without and self.ruling is None

    def state(self, now: datetime) -> ReportState:
        """Where it is."""
        if self.ruling is None:
            return ReportState.OPEN if self.handed_over_at is None else ReportState.HANDED_OVER
        if self.heard is not None or self.ruling is Ruling.DISMISS:
            return ReportState.CLOSED
        if self.appealed_at is not None:
            return ReportState.APPEALED
        return ReportState.RULED if self.ruled_at is not None and now < self.appeal_by else ReportState.CLOSED

    @property
    def appeal_by(self) -> datetime:
        """Until when it may be appealed."""
        return (self.ruled_at or self.at) + APPEAL_WITHIN


class NoSuchReport(NotFound):
    code = "report_unknown"
    en = "There is no such report."
    ko = "그런 신고가 없습니다."


class OwnReport(BadInput):
    code = "report_of_oneself"
    en = "You cannot report yourself or what is yours; you can take it back."
    ko = "자신이나 자신의 것은 신고할 수 없습니다. 직접 거두어 주세요."


class ReportedAlready(Conflict):
    code = "reported_already"
    en = "You have reported this already; you will be told what is decided."
    ko = "이미 신고했습니다. 결정되면 알려 드립니다."


class TooManyReports(TooMuch):
    code = "too_many_reports"
    en = "You have {limit} open reports; wait until some of them are decided."
    ko = "처리 중인 신고가 {limit}건입니다. 일부가 처리될 때까지 기다려 주세요."


class ReportDecided(Conflict):
    code = "report_decided"
    en = "This cannot be decided now: it has been decided, or waits for somebody else."
    ko = "지금은 결정할 수 없습니다. 이미 결정되었거나 다른 사람을 기다리고 있습니다."


class RulingUnfit(Conflict):
    code = "ruling_unfit"
    en = "This ruling does not fit what was reported."
    ko = "신고한 것에 맞지 않는 결정입니다."


class ForAnAdministrator(Conflict):
    code = "for_an_administrator"
    en = "Only an administrator decides this; hand it over."
    ko = "관리자만 결정할 수 있습니다. 관리자에게 넘겨 주세요."


class NoAppeal(Conflict):
    code = "no_appeal"
    en = "There is nothing to appeal, or not any longer."
    ko = "이의를 제기할 것이 없거나 기한이 지났습니다."


def file(report: Report, by_the_same: Iterable[Report]) -> Report:
    """A new report, if it may be made; `by_the_same`: every report of the same reporter.

    Raises `OwnReport`, `ReportedAlready`, `TooManyReports`, `MessageTooLong`.
    """
    checked(report.note)
    if report.reporter == report.reported:
        raise OwnReport
    undecided = [earlier for earlier in by_the_same if earlier.ruling is None]
    if any((earlier.target, earlier.subject) == (report.target, report.subject) for earlier in undecided):
        raise ReportedAlready
    if len(undecided) >= MOST_OPEN:
        raise TooManyReports(limit=MOST_OPEN)
    return report


def hand_over(report: Report, now: datetime) -> Report:
    """To an administrator. Raises `ReportDecided`."""
    if report.state(now) is not ReportState.OPEN:
        raise ReportDecided
    return replace(report, handed_over_at=now)


def rule(report: Report, ruling: Ruling, reviewer: Account, reported: Account, words: str, now: datetime) -> Report:
    """Decided by a fit reviewer. Raises `ReportDecided`, `RulingUnfit`, `ForAnAdministrator`, `MessageTooLong`."""
    checked(words)
    if report.ruling is not None:
        raise ReportDecided
    if _ONLY_FOR.get(ruling, report.target) is not report.target:
        raise RulingUnfit
    grave = report.handed_over_at is not None or (ruling is not Ruling.DISMISS and reported.office is not Office.MEMBER)
    if grave and reviewer.office is not Office.ADMIN:
        raise ForAnAdministrator
    return replace(report, ruling=ruling, ruled_by=reviewer.id, ruled_at=now, words=words)


def appeal(report: Report, me: AccountId, text: str, now: datetime) -> Report:
    """The reported asks for another look. Raises `NoSuchReport` for anybody else, `NoAppeal`, `MessageTooLong`."""
    checked(text)
    if report.reported != me:
        raise NoSuchReport
    if report.state(now) is not ReportState.RULED:
        raise NoAppeal
    return replace(report, appealed_at=now, appeal=text)


def hear(report: Report, heard: Heard, reviewer: AccountId, now: datetime) -> Report:
    """Decided anew by another reviewer. Raises `ReportDecided`, also for the one who decided before."""
    if report.state(now) is not ReportState.APPEALED or reviewer == report.ruled_by:
        raise ReportDecided
    return replace(report, heard=heard, heard_at=now)


def checked(note: str) -> str:
    """A note that is not too long. Raises `MessageTooLong`."""
    if len(note) > LONGEST_MESSAGE:
        raise MessageTooLong(limit=LONGEST_MESSAGE)
    return note
