"""Reviewers and the recordings that wait for them: listed without names, opened on record, decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from walkon.actions.audited import has_open, has_opened, note
from walkon.actions.fit_reviewers import fit, must_fit
from walkon.actions.take_reviews import close
from walkon.domain.audit import Act
from walkon.domain.desk import (
    OPEN_FOR,
    Answer,
    Decision,
    Declined,
    DeskRules,
    Fit,
    Ground,
    Matter,
    NoSuchCase,
    OpenFirst,
    SaidAlready,
    TakeReview,
    Undecided,
    decided,
    opinion,
)
from walkon.domain.ids import TakeId, UploadId
from walkon.domain.notices import Event, Notice
from walkon.domain.people import Account
from walkon.domain.takes import SentTake, TakeState, judged
from walkon.ports.jobs import Look
from walkon.ports.store import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A recording at the desk, and who asks to decide about it."""

    take: SentTake
    review: TakeReview
    fit: Fit


def waiting(unit: Unit, me: Account, rules: DeskRules) -> list[TakeReview]:
    """What `me` may decide and has not, the longest waiting first."""
    found = [
        review
        for review in unit.take_reviews.all()
        if review.asked_at is not None
        and _at_desk(unit, review.take) is not None
        and isinstance(fit(unit, me, [review.account], rules), Fit)
        and not _said(unit, me, review)
    ]
    return sorted(found, key=lambda review: (review.asked_at or review.offered_at, review.take))


def case(unit: Unit, me: Account, rules: DeskRules, take: TakeId) -> Case:
    """One of them, also after a first yes. Raises `NoSuchCase`."""
    found, review = _at_desk(unit, take), unit.take_reviews.find(take=take)
    if found is None or review is None:
        raise NoSuchCase
    return Case(take=found, review=review, fit=must_fit(unit, me, [review.account], rules))


def open_take(unit: Unit, me: Account, rules: DeskRules, take: TakeId, now: datetime) -> datetime:
    """It is open to `me` until then; that is written down, and its owner is told. Raises `NoSuchCase`."""
    found = case(unit, me, rules, take)
    note(unit, Act.OPENED_TAKE, take, now, actor=me.id, about=found.take.account)
    unit.notices.tell(Notice(account=found.take.account, event=Event.RECORDING_OPENED, at=now))
    return now + OPEN_FOR


def opened(unit: Unit, me: Account, rules: DeskRules, take: TakeId, now: datetime) -> UploadId:
    """The recording, for who has opened it. Raises `NoSuchCase`, `OpenFirst`."""
    found = case(unit, me, rules, take)
    if not has_open(unit, Act.OPENED_TAKE, take, me.id, now):
        raise OpenFirst
    return found.take.upload


def say(
    unit: Unit,
    me: Account,
    rules: DeskRules,
    take: TakeId,
    answer: Answer,
    grounds: Iterable[Ground],
    words: str,
    now: datetime,
) -> Decision | Declined | Undecided:
    """What `me` says, who has looked at it; where nothing more is missing it is decided, and its owner is told.

    A yes has a worker make the cameo. After a no the recording is erased.
    Raises `NoSuchCase`, `OpenFirst`, `SaidAlready`, `BadGrounds`, `MessageTooLong`.
    """
    found = case(unit, me, rules, take)
    said = opinion(Matter.TAKE, take, found.fit, answer, grounds, words, found.review.basis, now)
    if not has_opened(unit, Act.OPENED_TAKE, take, me.id):
        raise OpenFirst
    if answer is Answer.YES and _said(unit, me, found.review):
        raise SaidAlready
    for earlier in unit.opinions.all(matter=Matter.TAKE, subject=take, reviewer=me.id):
        unit.opinions.remove(earlier)
    unit.opinions.add(said)
    act = Act.ACCEPTED_TAKE if answer is Answer.YES else Act.REFUSED_TAKE
    note(unit, act, take, now, actor=me.id, about=found.take.account, code=found.review.policy)
    outcome = decided(found.review, unit.opinions.all(matter=Matter.TAKE, subject=take))
    match outcome:
        case Declined(grounds=codes, note=text):
            after = judged(found.take, TakeState.REFUSED, now, reasons=codes)
            close(unit, replace(after, note=text), now)
            unit.notices.tell(Notice(account=found.take.account, event=Event.TAKE_JUDGED, at=now))
        case Decision():
            rounds = found.review.rounds + 1
            unit.take_reviews.save(replace(found.review, rounds=rounds))
            unit.takes.save(replace(found.take, state=TakeState.PASSED, note=words))
            unit.jobs.put(Look(take=take, again=rounds))
        case Undecided():
            pass
    return outcome


def _at_desk(unit: Unit, take: TakeId) -> SentTake | None:
    found = unit.takes.find(id=take)
    return found if found is not None and found.state is TakeState.IN_REVIEW else None


def _said(unit: Unit, me: Account, review: TakeReview) -> bool:
    """Whether `me` has said something about just this."""
    words = unit.opinions.all(matter=Matter.TAKE, subject=review.take, reviewer=me.id)
    return any(word.basis == review.basis for word in words)
