"""A recording that a policy left to a person: lies ready for its owner to ask, waits for reviewers, and is erased."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from walkon.actions.audited import note
from walkon.actions.fit_reviewers import call_reviewers
from walkon.domain.audit import Act
from walkon.domain.desk import (
    DeskRules,
    Matter,
    NobodyToReview,
    NotForReview,
    ReviewUnderWay,
    TakeReview,
    asked,
    offered,
)
from walkon.domain.ids import AccountId, TakeId
from walkon.domain.notices import Event, Notice
from walkon.domain.people import Account
from walkon.domain.takes import NoSuchTake, SentTake, TakeState, judged
from walkon.domain.verification import NeedsReview
from walkon.ports.store import Erasure, Unit

UPLOAD = "upload/"  # of what is erased by destroying an upload's key
WITH_PEOPLE = frozenset({TakeState.NEEDS_REVIEW, TakeState.IN_REVIEW, TakeState.PASSED})


def offer(unit: Unit, take: SentTake, verdict: NeedsReview, now: datetime) -> SentTake:
    """A verdict that leaves a take to a person. One that people said yes to for other reasons waits for them again."""
    fresh = offered(take, verdict.policy, verdict.reasons, verdict.evidence, now)
    known = unit.take_reviews.find(take=take.id)
    after = judged(take, TakeState.NEEDS_REVIEW, now, reasons=fresh.reasons)
    if known is None:
        for other in unit.take_reviews.all(account=take.account, asked_at=None):
            _end(unit, other, TakeState.TAKEN_BACK, now)  # at most one lies ready
        unit.take_reviews.add(fresh)
        arrival = unit.arrivals.find(upload=take.upload)
        if arrival is not None:
            unit.arrivals.remove(arrival)  # it takes no more bytes, and nobody's place among uploads
    else:
        after = replace(after, state=TakeState.IN_REVIEW)
        unit.take_reviews.save(
            replace(fresh, offered_at=known.offered_at, asked_at=known.asked_at, rounds=known.rounds)
        )
    unit.takes.save(after)
    unit.notices.tell(Notice(account=take.account, event=Event.TAKE_JUDGED, at=now))
    return after


def ask(unit: Unit, me: Account, take: TakeId, rules: DeskRules, now: datetime) -> TakeReview:
    """`me` wants a person to look at it, and knows who may, and for how long it lies here.

    Raises `NoSuchTake`, `NotForReview`, `ReviewUnderWay`, `NobodyToReview`.
    """
    found = _mine(unit, me, take)
    known = unit.take_reviews.find(take=take)
    if found.state is not TakeState.NEEDS_REVIEW or known is None:
        raise NotForReview
    if any(other.asked_at is not None for other in unit.take_reviews.all(account=me.id)):
        raise ReviewUnderWay
    review = asked(known, now)
    if not call_reviewers(unit, [me.id], rules, now):
        raise NobodyToReview
    unit.take_reviews.save(review)
    unit.takes.save(replace(found, state=TakeState.IN_REVIEW))
    note(unit, Act.ASKED_FOR_REVIEW, take, now, actor=me.id, about=me.id)
    return review


def take_back(unit: Unit, me: Account, take: TakeId, now: datetime) -> SentTake:
    """`me` does not want it looked at, or not any longer: it is erased. Raises `NoSuchTake`, `NotForReview`."""
    found = _mine(unit, me, take)
    if found.state not in WITH_PEOPLE:
        raise NotForReview
    note(unit, Act.TOOK_BACK, take, now, actor=me.id, about=me.id)
    return close(unit, replace(found, state=TakeState.TAKEN_BACK), now)


def close(unit: Unit, take: SentTake, now: datetime) -> SentTake:
    """Its recording goes, and so does what was measured and said about it; the take stays, as given."""
    review = unit.take_reviews.find(take=take.id)
    if review is not None:
        unit.take_reviews.remove(review)
    for word in unit.opinions.all(matter=Matter.TAKE, subject=take.id):
        unit.opinions.remove(word)
    if unit.erasures.find(name=UPLOAD + take.upload) is None:
        unit.erasures.add(Erasure(name=UPLOAD + take.upload, due_at=now))
    unit.takes.save(take)
    return take


def close_all(unit: Unit, account: AccountId, now: datetime, *, but: TakeId | None = None) -> None:
    """Nothing of somebody waits for a person any longer: they left, or another recording was accepted."""
    for review in unit.take_reviews.all(account=account):
        if review.take != but:
            _end(unit, review, TakeState.TAKEN_BACK, now)


def expire_reviews(unit: Unit, now: datetime) -> int:
    """Erase what nobody asked about, or nobody decided about, in time; its owner is told. Gives how many."""
    over = [review for review in unit.take_reviews.all() if review.expires_at <= now]
    for review in over:
        found = unit.takes.find(id=review.take)
        if found is None or found.state is TakeState.PASSED:  # a worker is at it
            continue
        close(unit, judged(found, TakeState.EXPIRED, now, reasons=found.reasons), now)
        note(unit, Act.EXPIRED_TAKE, found.id, now, about=found.account)
        unit.notices.tell(Notice(account=found.account, event=Event.TAKE_JUDGED, at=now))
    return len(over)


def _end(unit: Unit, review: TakeReview, state: TakeState, now: datetime) -> None:
    found = unit.takes.find(id=review.take)
    if found is not None:
        close(unit, replace(found, state=state), now)


def _mine(unit: Unit, me: Account, take: TakeId) -> SentTake:
    found = unit.takes.find(id=take, account=me.id)
    if found is None:
        raise NoSuchTake
    return found
