"""Reports at the desk: read, decided, handed over, and heard again where somebody appealed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from walkon.actions import rule_reports
from walkon.actions.forget import erase_due
from walkon.api.callers import Visitor
from walkon.api.desk import Reviewer
from walkon.api.forms import Form
from walkon.domain.ids import CommentId, ReportId
from walkon.domain.people import Office
from walkon.domain.reports import Heard, Report, ReportState, Ruling, Target, Wrong
from walkon.domain.signing_in import Deed
from walkon.domain.strikes import counted
from walkon.ports.store import Unit

router = APIRouter(tags=["desk"])


class ReportCase(Form):
    """One report. Who made it is not said; the reported is named, since they may be suspended."""

    id: str
    target: Target
    release: str | None
    comment: str | None  # what was written, while it is there
    reported: str
    in_office: bool
    wrong: Wrong
    note: str
    hides: bool
    state: ReportState
    at: datetime
    ruling: Ruling | None
    words: str
    appeal: str
    strike: bool  # the ruling came with one
    reported_strikes: int  # of the reported that count now
    reported_suspended: bool


class Ruled(Form):
    """What is decided, and a word to reporter and reported."""

    ruling: Ruling
    note: Annotated[str, Field(max_length=2000)] = ""
    strike: bool = False  # counts for 90 days; with any ruling but `dismiss`


class HeardAgain(Form):
    """What becomes of an appeal."""

    heard: Heard


@router.get("/desk/reports", operation_id="list_reports_at_desk")
def list_reports(me: Reviewer) -> list[ReportCase]:
    """Those you may decide, and appeals; what hides a release first, then the longest waiting; at most 100."""

    def look(unit: Unit) -> list[ReportCase]:
        found = rule_reports.waiting(unit, me.account, me.service.desk, me.now)
        return [_shown(unit, report, me.now) for report in found[:100]]

    return me.service.store.read(look)


@router.get("/desk/reports/{report}", operation_id="read_report_at_desk")
def read_report(report: str, me: Reviewer) -> ReportCase:
    """One of them. A released film that it is about is looked at under `/desk/films`."""
    return me.service.store.read(lambda unit: _shown(unit, _case(unit, report, me), me.now))


@router.post("/desk/reports/{report}/decide", operation_id="decide_report")
def decide(report: str, form: Ruled, me: Reviewer) -> ReportCase:
    """Rule on it; what follows is done at once, and both sides are told."""
    _may_decide(report, me)
    desk, wanted = me.service.desk, ReportId(report)

    def change(unit: Unit) -> ReportCase:
        after = rule_reports.rule(unit, me.account, desk, wanted, form.ruling, form.note, me.now, strike=form.strike)
        return _shown(unit, after, me.now)

    found = me.service.store.write(change)
    erase_due(me.service.store, me.service.eraser, me.now)
    return found


@router.post("/desk/reports/{report}/hand-over", operation_id="hand_over_report")
def hand_over(report: str, me: Reviewer) -> ReportCase:
    """Leave it to an administrator."""
    _may_decide(report, me)
    desk, wanted = me.service.desk, ReportId(report)
    return me.service.store.write(
        lambda unit: _shown(unit, rule_reports.hand_over(unit, me.account, desk, wanted, me.now), me.now)
    )


@router.post("/desk/reports/{report}/hear", operation_id="hear_appeal")
def hear(report: str, form: HeardAgain, me: Reviewer) -> ReportCase:
    """Decide an appeal against what somebody else decided."""
    _may_decide(report, me)
    desk, wanted = me.service.desk, ReportId(report)
    return me.service.store.write(
        lambda unit: _shown(unit, rule_reports.hear(unit, me.account, desk, wanted, form.heard, me.now), me.now)
    )


def _may_decide(report: str, me: Visitor) -> None:
    """That it is there is asked before whether it may be decided now."""
    me.service.store.read(lambda unit: _case(unit, report, me))
    me.may(Deed.DECIDE)


def _case(unit: Unit, report: str, me: Visitor) -> Report:
    return rule_reports.case(unit, me.account, me.service.desk, ReportId(report), me.now)


def _shown(unit: Unit, report: Report, now: datetime) -> ReportCase:
    reported = unit.accounts.get(report.reported)
    said = unit.responses.get(CommentId(report.subject)) if report.target is Target.COMMENT else None
    return ReportCase(
        id=report.id,
        target=report.target,
        release=report.subject if report.target is Target.RELEASE else None,
        comment=None if said is None else said.words,
        reported="" if reported is None else reported.handle.name,
        in_office=reported is not None and reported.office is not Office.MEMBER,
        wrong=report.wrong,
        note=report.note,
        hides=report.hides,
        state=report.state(now),
        at=report.at,
        ruling=report.ruling,
        words=report.words,
        appeal=report.appeal,
        strike=unit.strikes.find(report=report.id, taken_back_at=None) is not None,
        reported_strikes=counted(unit.strikes.all(account=report.reported), now),
        reported_suspended=reported is not None and reported.suspended_at is not None,
    )
