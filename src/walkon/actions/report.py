"""People report a release or a person, hear what became of it, and appeal what was decided against them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from walkon.actions.audited import note
from walkon.actions.fit_reviewers import call_reviewers
from walkon.actions.propose_video import NotYours
from walkon.actions.publish import may_see
from walkon.actions.respond import the_comment
from walkon.actions.rule_reports import concerned, same_ruling
from walkon.actions.tell import tell_people_of
from walkon.actions.tie import somebody
from walkon.domain import reports
from walkon.domain.audit import Act
from walkon.domain.desk import DeskRules
from walkon.domain.ids import CommentId, Handle, ProductionId, ReportId
from walkon.domain.notices import Event
from walkon.domain.people import Account
from walkon.domain.production import SHOWN, NotNow, Production, State, moved
from walkon.domain.reports import NoAppeal, NoSuchReport, Report, Ruling, Target, Wrong
from walkon.ports.store import Unit


def report_release(
    unit: Unit, me: Account, production: ProductionId, wrong: Wrong, words: str, rules: DeskRules, now: datetime
) -> Report:
    """Somebody who sees a release says what is wrong with it. One who is shown in it without their consent has it hidden.

    Raises `NotYours` where `me` does not see it, or nobody else could, `OwnReport`, `ReportedAlready`, `TooManyReports`.
    """
    found = unit.productions.get(production)
    if found is None or found.state not in SHOWN or not may_see(unit, me, found, now):
        raise NotYours
    profile = unit.profiles.of(me.id)
    shown = profile is not None and profile.cameo in found.cast
    made = _filed(unit, me, Target.RELEASE, found.id, found.owner, wrong, words, now, shown=shown)
    if made.hides and found.state is State.RELEASED:
        _hide(unit, found, me, now)
    call_reviewers(unit, concerned(unit, made), rules, now, production=found.id)
    return made


def report_person(
    unit: Unit, me: Account, handle: Handle, wrong: Wrong, words: str, rules: DeskRules, now: datetime
) -> Report:
    """Somebody says what is wrong with a person they see here.

    Raises `NobodyThere`, `OwnReport`, `ReportedAlready`, `TooManyReports`.
    """
    them = somebody(unit, me, handle)
    made = _filed(unit, me, Target.PERSON, them.id, them.id, wrong, words, now)
    call_reviewers(unit, concerned(unit, made), rules, now)
    return made


def report_comment(
    unit: Unit, me: Account, comment: CommentId, wrong: Wrong, words: str, rules: DeskRules, now: datetime
) -> Report:
    """Somebody says what is wrong with a comment they read.

    Raises `NoSuchComment`, `OwnReport`, `ReportedAlready`, `TooManyReports`.
    """
    said, found = the_comment(unit, me, comment, now)
    made = _filed(unit, me, Target.COMMENT, said.id, said.author, wrong, words, now)
    call_reviewers(unit, concerned(unit, made), rules, now, production=found.id)
    return made


def mine(unit: Unit, me: Account) -> Sequence[Report]:
    """Those `me` made, the newest first."""
    return sorted(unit.reports.all(reporter=me.id), key=lambda made: (made.at, made.id), reverse=True)


def against_me(unit: Unit, me: Account) -> list[Report]:
    """What was ruled against `me`, the newest first; never who reported, nor what nobody has decided."""
    found = [made for made in unit.reports.all(reported=me.id) if made.ruling not in (None, Ruling.DISMISS)]
    return sorted(found, key=lambda made: (made.ruled_at or made.at, made.id), reverse=True)


def appeal(unit: Unit, me: Account, report: ReportId, words: str, rules: DeskRules, now: datetime) -> Report:
    """`me` asks for another look at what was ruled against them. Raises `NoSuchReport`, `NoAppeal`, `MessageTooLong`."""
    found = unit.reports.find(id=report)
    if found is None or found.ruling in (None, Ruling.DISMISS):
        raise NoSuchReport
    after = reports.appeal(found, me.id, words, now)
    if any(other.appealed_at is not None for other in same_ruling(unit, found)):
        raise NoAppeal
    unit.reports.save(after)
    note(unit, Act.APPEALED, report, now, actor=me.id, about=me.id)
    call_reviewers(unit, concerned(unit, after), rules, now)
    return after


def _filed(
    unit: Unit,
    me: Account,
    target: Target,
    subject: str,
    reported: str,
    wrong: Wrong,
    words: str,
    now: datetime,
    *,
    shown: bool = False,
) -> Report:
    made = Report(
        id=ReportId(secrets.token_hex(16)),
        reporter=me.id,
        target=target,
        subject=subject,
        reported=type(me.id)(reported),
        wrong=wrong,
        note=words,
        at=now,
        shown=shown,
    )
    unit.reports.add(reports.file(made, unit.reports.all(reporter=me.id)))
    note(unit, Act.REPORTED, made.id, now, actor=me.id, about=made.reported, code=wrong.value)
    return made


def _hide(unit: Unit, production: Production, me: Account, now: datetime) -> None:
    after = moved(production, State.HIDDEN, now, (Wrong.WITHOUT_CONSENT.value,))
    if not unit.productions.save(after, production.state):
        raise NotNow(state=production.state.value)
    note(unit, Act.HID, production.id, now, actor=me.id, about=production.owner)
    tell_people_of(unit, after, Event.HIDDEN, now, owner=True, cast=True)
