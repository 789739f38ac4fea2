"""Reporting what is wrong, hearing what became of it, and appealing."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from walkon.actions import report as reporting
from walkon.api.callers import Me
from walkon.api.forms import Form
from walkon.domain.ids import Handle, ProductionId, ReportId
from walkon.domain.reports import Heard, Report, ReportState, Ruling, Target, Wrong
from walkon.domain.signing_in import Deed
from walkon.ports.store import Unit

router = APIRouter(tags=["reports"])
Note = Annotated[str, Field(max_length=2000)]


class ReleaseReported(Form):
    """What is wrong with a release; one shown in it who says `without_consent` has it hidden at once."""

    wrong: Wrong
    note: Note = ""


class PersonReported(Form):
    """What is wrong with somebody here."""

    wrong: Wrong
    note: Note = ""


class ReportShown(Form):
    """A report you made, and what became of it. Nobody you reported is told that it was you."""

    id: str
    target: Target
    release: str | None
    wrong: Wrong
    note: str
    at: datetime
    state: ReportState
    ruling: Ruling | None
    words: str

    @classmethod
    def of(cls, report: Report, now: datetime) -> ReportShown:
        return cls(
            id=report.id,
            target=report.target,
            release=report.subject if report.target is Target.RELEASE else None,
            wrong=report.wrong,
            note=report.note,
            at=report.at,
            state=ReportState.CLOSED if report.ruling is not None else report.state(now),
            ruling=report.ruling,
            words=report.words,
        )


class RulingShown(Form):
    """What was decided against you, and until when you may appeal."""

    id: str
    target: Target
    release: str | None
    wrong: Wrong
    ruling: Ruling
    words: str
    at: datetime
    state: ReportState
    appeal_by: datetime
    heard: Heard | None
    strike_until: datetime | None  # it came with a strike that counts until then; null: none, or taken back


class Appealed(Form):
    """Why it is wrong."""

    note: Note = ""


@router.post("/productions/{production}/report", status_code=201, operation_id="report_release")
def report_release(production: str, form: ReleaseReported, me: Me) -> ReportShown:
    """Say what is wrong with a release that you see."""
    me.may(Deed.REPORT)
    film, desk = ProductionId(production), me.service.desk
    made = me.service.store.write(
        lambda unit: reporting.report_release(unit, me.account, film, form.wrong, form.note, desk, me.now)
    )
    return ReportShown.of(made, me.now)


@router.post("/people/{handle}/report", status_code=201, operation_id="report_person")
def report_person(handle: str, form: PersonReported, me: Me) -> ReportShown:
    """Say what is wrong with somebody you see here."""
    me.may(Deed.REPORT)
    wanted, desk = Handle.parse(handle), me.service.desk
    made = me.service.store.write(
        lambda unit: reporting.report_person(unit, me.account, wanted, form.wrong, form.note, desk, me.now)
    )
    return ReportShown.of(made, me.now)


@router.get("/me/reports", operation_id="list_my_reports")
def my_reports(me: Me) -> list[ReportShown]:
    """Those you made, the newest first; at most 200."""
    me.may(Deed.LOOK)
    found = me.service.store.read(lambda unit: reporting.mine(unit, me.account))
    return [ReportShown.of(report, me.now) for report in found[:200]]


@router.get("/me/rulings", operation_id="list_rulings_against_me")
def my_rulings(me: Me) -> list[RulingShown]:
    """What was decided against you, the newest first; at most 200."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> list[RulingShown]:
        return [_ruling(unit, report, me.now) for report in reporting.against_me(unit, me.account)[:200]]

    return me.service.store.read(look)


@router.post("/me/rulings/{ruling}/appeal", operation_id="appeal_ruling")
def appeal(ruling: str, form: Appealed, me: Me) -> RulingShown:
    """Ask, once, that somebody else decides anew."""
    me.may(Deed.REPORT)
    wanted, desk = ReportId(ruling), me.service.desk

    def change(unit: Unit) -> RulingShown:
        return _ruling(unit, reporting.appeal(unit, me.account, wanted, form.note, desk, me.now), me.now)

    return me.service.store.write(change)


def _ruling(unit: Unit, report: Report, now: datetime) -> RulingShown:
    strike = unit.strikes.find(report=report.id, taken_back_at=None)
    return RulingShown(
        id=report.id,
        target=report.target,
        release=report.subject if report.target is Target.RELEASE else None,
        wrong=report.wrong,
        ruling=report.ruling or Ruling.DISMISS,
        words=report.words,
        at=report.ruled_at or report.at,
        state=report.state(now),
        appeal_by=report.appeal_by,
        heard=report.heard,
        strike_until=None if strike is None else strike.ends_at,
    )
