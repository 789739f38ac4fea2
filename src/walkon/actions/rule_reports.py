"""Reviewers decide reports, and what was appealed; what follows from a ruling is done in the same unit of work."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from walkon.actions import administer, strikes
from walkon.actions.audited import note
from walkon.actions.consent_of import ask
from walkon.actions.fit_reviewers import fit, people_of
from walkon.actions.stop_uses import end, stop_uses
from walkon.actions.tell import tell_people_of
from walkon.domain import reports
from walkon.domain.audit import Act
from walkon.domain.consent import Allowed, Gate
from walkon.domain.desk import DeskRules, Fit
from walkon.domain.ids import AccountId, CommentId, ProductionId, ReportId
from walkon.domain.notices import Event, Notice
from walkon.domain.people import Account, Office
from walkon.domain.production import SHOWN, Production, State, moved
from walkon.domain.reports import (
    Heard,
    NoSuchReport,
    Report,
    ReportState,
    Ruling,
    RulingUnfit,
    Target,
)
from walkon.domain.suspending import Cause
from walkon.ports.store import Unit

BY_REPORT = "report"  # why a production ended


def concerned(unit: Unit, report: Report) -> set[AccountId]:
    """Whom a report concerns: nobody of them decides it."""
    people = {report.reporter, report.reported}
    film = _film_of(unit, report)
    return people if film is None else people | people_of(unit, film)


def _film_of(unit: Unit, report: Report) -> Production | None:
    """The release that a report is about, or that the comment is under."""
    match report.target:
        case Target.RELEASE:
            return unit.productions.get(ProductionId(report.subject))
        case Target.COMMENT:
            said = unit.responses.get(CommentId(report.subject))
            return None if said is None else unit.productions.get(said.production)
        case Target.PERSON:
            return None


def may_decide(unit: Unit, me: Account, report: Report, rules: DeskRules, now: datetime) -> bool:
    """Whether a report, or an appeal, waits for a decision that is `me`'s to make."""
    match report.state(now):
        case ReportState.OPEN:
            pass
        case ReportState.HANDED_OVER if me.office is Office.ADMIN:
            pass
        case ReportState.APPEALED if report.ruled_by != me.id:
            pass
        case _:
            return False
    return isinstance(fit(unit, me, concerned(unit, report), rules), Fit)


def waiting(unit: Unit, me: Account, rules: DeskRules, now: datetime) -> list[Report]:
    """What `me` may decide, the longest waiting first; what hides a release before everything else."""
    undecided = [*unit.reports.all(ruling=None), *_appealed(unit)]
    found = [report for report in undecided if may_decide(unit, me, report, rules, now)]
    return sorted(found, key=lambda report: (not report.hides, report.at, report.id))


def case(unit: Unit, me: Account, rules: DeskRules, report: ReportId, now: datetime) -> Report:
    """One of them. Raises `NoSuchReport`."""
    found = unit.reports.find(id=report)
    if found is None or not may_decide(unit, me, found, rules, now):
        raise NoSuchReport
    return found


def hand_over(unit: Unit, me: Account, rules: DeskRules, report: ReportId, now: datetime) -> Report:
    """To an administrator, who is told. Raises `NoSuchReport`, `ReportDecided`."""
    after = reports.hand_over(case(unit, me, rules, report, now), now)
    unit.reports.save(after)
    note(unit, Act.RULED, report, now, actor=me.id, about=after.reported, code="hand_over")
    for one in unit.accounts.staff():
        if one.office is Office.ADMIN and one.id not in concerned(unit, after):
            unit.notices.tell(Notice(account=one.id, event=Event.AT_THE_DESK, at=now))
    return after


def rule(
    unit: Unit,
    me: Account,
    rules: DeskRules,
    report: ReportId,
    ruling: Ruling,
    words: str,
    now: datetime,
    *,
    strike: bool = False,
) -> Report:
    """Decide a report, and with it every other open one about the same thing unless nothing is wrong; with a strike for the
    reported, if that is asked.

    Reporters are told, and the reported where it is against them; nobody is told who reported or who decided.
    Raises `NoSuchReport`, `ReportDecided`, `RulingUnfit`, `ForAnAdministrator`, `MessageTooLong`.
    """
    found = case(unit, me, rules, report, now)
    reported = unit.accounts.get(found.reported)
    if reported is None:
        raise NoSuchReport
    after = reports.rule(found, ruling, me, reported, words, now)
    if strike:
        strikes.give(unit, after, reported, now, by=me.id)
    others = () if ruling is Ruling.DISMISS else unit.reports.all(subject=found.subject, ruling=None)
    for decided in (after, *(_like(after, other) for other in others if other.id != after.id)):
        unit.reports.save(decided)
        unit.notices.tell(Notice(account=decided.reporter, event=Event.REPORT_DECIDED, at=now))
    note(unit, Act.RULED, report, now, actor=me.id, about=reported.id, code=ruling.value)
    _carry_out(unit, after, ruling, reported, now)
    _show_again(unit, after, now)
    if ruling is not Ruling.DISMISS:
        unit.notices.tell(Notice(account=reported.id, event=Event.RULED_AGAINST, at=now))
    return after


def hear(unit: Unit, me: Account, rules: DeskRules, report: ReportId, heard: Heard, now: datetime) -> Report:
    """Decide an appeal; what was suspended comes back where the ruling falls. Raises `NoSuchReport`, `ReportDecided`."""
    found = case(unit, me, rules, report, now)
    after = reports.hear(found, heard, me.id, now)
    unit.reports.save(after)
    for other in same_ruling(unit, found):
        unit.reports.save(replace(other, heard=heard, heard_at=now))
    note(unit, Act.RULED_APPEAL, report, now, actor=me.id, about=found.reported, code=heard.value)
    reported = unit.accounts.get(found.reported)
    if heard is Heard.OVERTURNED and reported is not None:
        if not _standing(unit, after):
            _take_back(unit, after, reported, now)
        strikes.take_back(unit, (after, *same_ruling(unit, after)), now, by=me.id)
    unit.notices.tell(Notice(account=found.reported, event=Event.APPEAL_HEARD, at=now))
    return after


def same_ruling(unit: Unit, report: Report) -> list[Report]:
    """Other reports that were decided together with this one."""
    alike = unit.reports.all(subject=report.subject, ruling=report.ruling, ruled_at=report.ruled_at)
    return [other for other in alike if other.id != report.id]


def _appealed(unit: Unit) -> list[Report]:
    return [report for report in unit.reports.all(heard=None) if report.appealed_at is not None]


def _like(decided: Report, other: Report) -> Report:
    return replace(
        other, ruling=decided.ruling, ruled_by=decided.ruled_by, ruled_at=decided.ruled_at, words=decided.words
    )


def _carry_out(unit: Unit, report: Report, ruling: Ruling, reported: Account, now: datetime) -> None:
    match ruling:
        case Ruling.DISMISS | Ruling.WARN:
            pass
        case Ruling.WITHDRAW_RELEASE:
            film = unit.productions.get(ProductionId(report.subject))
            if film is not None and film.state in SHOWN:
                end(unit, film, now, (BY_REPORT,))
        case Ruling.REMOVE_COMMENT:
            unit.responses.remove(CommentId(report.subject))
        case Ruling.SUSPEND_CAMEO:
            profile = unit.profiles.of(reported.id)
            if profile is None:
                raise RulingUnfit
            unit.profiles.save(replace(profile, suspended_at=now))
            stop_uses(unit, profile.cameo, now)
            unit.notices.tell(Notice(account=reported.id, event=Event.CAMEO_SUSPENDED, at=now, cameo=profile.cameo))
        case Ruling.SUSPEND_ACCOUNT:
            administer.suspend(unit, reported.handle, now, cause=Cause.RULING)
        case unknown:
            assert_never(unknown)


def _show_again(unit: Unit, report: Report, now: datetime) -> None:
    """A hidden release that no report hides any longer is shown again, if its people still allow it."""
    film = unit.productions.get(ProductionId(report.subject)) if report.target is Target.RELEASE else None
    if film is None or film.state is not State.HIDDEN:
        return
    if any(other.hides for other in unit.reports.all(subject=film.id, ruling=None)):
        return
    if not isinstance(ask(unit, film, Gate.RELEASE, now), Allowed):
        end(unit, film, now, (BY_REPORT,))
        return
    after = moved(film, State.RELEASED, now)
    if unit.productions.save(after, film.state):
        note(unit, Act.SHOWED_AGAIN, film.id, now, about=film.owner)
        tell_people_of(unit, after, Event.SHOWN_AGAIN, now, owner=True, cast=True)


def stays_suspended(unit: Unit, owner: AccountId) -> bool:
    """Whether a ruling that stands suspended somebody's cameo: it is theirs, whichever recording it is made of."""
    rulings = unit.reports.all(reported=owner, ruling=Ruling.SUSPEND_CAMEO)
    return any(ruling.heard is not Heard.OVERTURNED for ruling in rulings)


def _standing(unit: Unit, fallen: Report) -> bool:
    """Whether another ruling keeps suspended what this one suspended."""
    alike = unit.reports.all(reported=fallen.reported, ruling=fallen.ruling)
    return any(other.heard is not Heard.OVERTURNED for other in alike if other.id != fallen.id)


def _take_back(unit: Unit, report: Report, reported: Account, now: datetime) -> None:
    """A withdrawn film is gone for good: its key was destroyed."""
    if report.ruling is Ruling.SUSPEND_ACCOUNT:
        administer.lift(unit, reported.id, Cause.RULING, now)
    profile = unit.profiles.of(reported.id)
    if report.ruling is Ruling.SUSPEND_CAMEO and profile is not None:
        unit.profiles.save(replace(profile, suspended_at=None))
