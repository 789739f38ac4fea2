"""The desk: what is left to a person, who may decide it, and when it is decided.

Rules
1. Reviewers decide, and whoever runs the server. Nobody decides about themself, about somebody from whom a block parts
   them, or, unless the server is set otherwise, about a friend.
2. A take needs one yes; two of different people where it was judged by the strictest policy. One no refuses it.
3. A word counts for the take, the policy and the reasons it was said about. What a second look finds besides them is
   nobody's decision yet.
4. A `Decision` is made by `decided` only. It can lift what a policy left to a person, never a refusal
   (`walkon.domain.verification.reviewed`).
5. Whoever opens a recording or a film says so first; it stays open to them for a quarter of an hour.
6. A recording that nobody asks about within a day is erased, and one that nobody decides about within 14 days.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from walkon.domain.asking import LONGEST_MESSAGE, MessageTooLong
from walkon.domain.errors import BadInput, Conflict, NotFound
from walkon.domain.evidence import Evidence
from walkon.domain.grants import Kind
from walkon.domain.ids import AccountId, TakeId
from walkon.domain.people import Account, Between, Office
from walkon.domain.policies import STRICT, Policy
from walkon.domain.refusal import Reason
from walkon.domain.review import Fault
from walkon.domain.takes import SentTake

ASK_WITHIN = timedelta(days=1)
DECIDE_WITHIN = timedelta(days=14)
OPEN_FOR = timedelta(minutes=15)
DOUBTS = frozenset({Fault.PERSON_MISSING.value})
"""What the automatic review of a film may be wrong about: a costume or the light can hide somebody who is there. A
stranger in a film has not been asked by anybody, and is no matter of opinion."""


class Matter(StrEnum):
    """What an opinion is about."""

    TAKE = "take"
    FILM = "film"


class Answer(StrEnum):
    """What a reviewer says."""

    YES = "yes"
    NO = "no"


class Ground(StrEnum):
    """Why."""

    LIVE_PERSON = "live_person"  # somebody is there, and does what was asked for
    LIGHT_EXPLAINED = "light_explained"  # the room, the screen or the coding explain what could not be measured
    ANOTHER_PERSON = "another_person"  # not the enrolled one whom they resemble
    SAME_PERSON = "same_person"  # whom the cameo shows
    AS_AGREED = "as_agreed"  # a film that shows its people, and what they were told of
    NOT_LIVE = "not_live"  # a print, a screen, a mask
    ALTERED = "altered"  # faces or sound were laid over
    SOMEBODY_ELSE = "somebody_else"  # another person than the account's or the cameo's
    UNDER_PRESSURE = "under_pressure"  # does not seem to do it freely
    CANNOT_TELL = "cannot_tell"
    NOT_AS_AGREED = "not_as_agreed"  # a film that shows something else than its people were told of
    STRANGER = "stranger"  # somebody recognisable who is not in the cast
    AGAINST_RULES = "against_rules"  # what is never made


GROUNDS: Mapping[tuple[Matter, Answer], frozenset[Ground]] = {
    (Matter.TAKE, Answer.YES): frozenset(
        {Ground.LIVE_PERSON, Ground.LIGHT_EXPLAINED, Ground.ANOTHER_PERSON, Ground.SAME_PERSON}
    ),
    (Matter.TAKE, Answer.NO): frozenset(
        {Ground.NOT_LIVE, Ground.ALTERED, Ground.SOMEBODY_ELSE, Ground.UNDER_PRESSURE, Ground.CANNOT_TELL}
    ),
    (Matter.FILM, Answer.YES): frozenset({Ground.AS_AGREED}),
    (Matter.FILM, Answer.NO): frozenset(
        {Ground.NOT_AS_AGREED, Ground.STRANGER, Ground.AGAINST_RULES, Ground.ALTERED, Ground.CANNOT_TELL}
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskRules:
    """How one server is set. By default no film goes to a reviewer before it is ready."""

    friends_may: bool = False  # reviewers may decide about friends, for a server of few
    kinds: frozenset[Kind] = frozenset()  # films of these go to a reviewer
    doubtful: bool = False  # and those the automatic review is in doubt about, instead of being refused
    readings: bool = False  # and all in which somebody reads a line themself; a doubtful reading always does


NO_FILMS, DOUBTFUL_FILMS, READ_FILMS = "none", "doubtful", "readings"
OWN_READING = "own_reading"


def film_rules(text: str, *, friends_may: bool = False) -> DeskRules:
    """From a list such as ``violence, horror, doubtful``, or ``none``. What is not understood sends every film."""
    words = {word.strip().lower() for word in text.split(",") if word.strip()}
    known = {kind.value for kind in Kind} | {NO_FILMS, DOUBTFUL_FILMS, READ_FILMS}
    kinds = frozenset(Kind) if words - known else frozenset(kind for kind in Kind if kind.value in words)
    return DeskRules(
        friends_may=friends_may, kinds=kinds, doubtful=DOUBTFUL_FILMS in words, readings=READ_FILMS in words
    )


def why_review(
    rules: DeskRules, kinds: frozenset[Kind], faults: Sequence[str], readings: Sequence[Sequence[str]] = ()
) -> tuple[str, ...]:
    """Codes of why a finished film goes to a reviewer; empty where it goes on by itself. `readings`: what is doubtful
    about each line that somebody read themself.
    """
    read = (OWN_READING,) if readings and rules.readings else ()
    doubts = sorted({doubt for one in readings for doubt in one})
    return (*sorted(kind.value for kind in kinds & rules.kinds), *(faults if rules.doubtful else ()), *read, *doubts)


def only_doubts(rules: DeskRules, faults: Sequence[str]) -> bool:
    """Whether a person may still find right what the automatic review found wrong."""
    return rules.doubtful and set(faults) <= DOUBTS


class Unfitness(StrEnum):
    """Why somebody does not decide."""

    NO_OFFICE = "no_office"
    SUSPENDED = "suspended"
    OWN_CASE = "own_case"
    APART = "apart"  # one of them blocked the other
    FRIEND = "friend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """They may decide."""

    reviewer: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """They may not; at least one reason."""

    reasons: tuple[Unfitness, ...]


def fitness(reviewer: Account, concerned: Mapping[AccountId, Between], rules: DeskRules) -> Fit | Unfit:
    """Whether somebody may decide what concerns these people; each with what is between the reviewer and them."""
    found = {
        Unfitness.NO_OFFICE: reviewer.office is Office.MEMBER,
        Unfitness.SUSPENDED: not reviewer.active,
        Unfitness.OWN_CASE: reviewer.id in concerned,
        Unfitness.APART: any(between.apart for between in concerned.values()),
        Unfitness.FRIEND: not rules.friends_may and any(between.friends for between in concerned.values()),
    }
    reasons = tuple(reason for reason in Unfitness if found[reason])
    return Unfit(reasons=reasons) if reasons else Fit(reviewer=reviewer.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeReview:
    """A take that waits for a person. `numbers` are its evidence, for reading. Times are aware UTC datetimes."""

    take: TakeId
    account: AccountId
    policy: str
    policy_version: int
    reasons: tuple[str, ...]
    numbers: dict[str, object] = field(hash=False)
    offered_at: datetime
    asked_at: datetime | None = None
    rounds: int = 0  # how often a worker was sent to make the cameo

    @property
    def expires_at(self) -> datetime:
        """When the recording is erased, unless somebody decides."""
        return self.offered_at + ASK_WITHIN if self.asked_at is None else self.asked_at + DECIDE_WITHIN

    @property
    def basis(self) -> tuple[str, ...]:
        """What an opinion is said about."""
        return (self.policy, str(self.policy_version), *self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What one reviewer says about one take or film; who it was is written in the audit and told to nobody else."""

    matter: Matter
    subject: str  # id of the take or the production
    reviewer: AccountId
    answer: Answer
    grounds: tuple[str, ...]
    note: str  # for whom it concerns
    basis: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """People said yes to one take, for the policy and the reasons they saw."""

    take: TakeId
    by: frozenset[AccountId]
    policy: str
    policy_version: int
    reasons: frozenset[Reason]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """Somebody said no."""

    grounds: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """More people have to say yes: how many."""

    missing: int


class NoSuchCase(NotFound):
    """There is nothing of that id at the desk, or nothing that this reviewer may decide."""

    code = "nothing_at_the_desk"
    en = "There is nothing here by that name."
    ko = "그런 것이 여기에 없습니다."


class NotForReview(Conflict):
    code = "not_for_review"
    en = "This recording does not wait for a person to look at it, or not any longer."
    ko = "사람의 확인을 기다리는 녹화가 아니거나, 더는 기다리지 않습니다."


class ReviewUnderWay(Conflict):
    code = "review_under_way"
    en = "Another recording of yours is waiting for a person already; take that one back first."
    ko = "다른 녹화가 이미 사람의 확인을 기다리고 있습니다. 먼저 그것을 거두어 주세요."


class NobodyToReview(Conflict):
    code = "nobody_to_review"
    en = "There is nobody on this server who could look at your recording; its administrator can name a reviewer."
    ko = "이 서버에는 녹화를 확인할 사람이 없습니다. 관리자가 확인할 사람을 정할 수 있습니다."


class OpenFirst(Conflict):
    code = "open_first"
    en = "Open it first: that is written down, and the person shown is told."
    ko = "먼저 열람을 신청해 주세요. 열람은 기록되고 나오는 사람에게 알립니다."


class BadGrounds(BadInput):
    code = "bad_grounds"
    en = "Name at least one reason, of those that belong to this answer."
    ko = "이 답에 맞는 이유를 하나 이상 골라 주세요."


class SaidAlready(Conflict):
    code = "said_already"
    en = "You have said yes to this already; somebody else has to, too."
    ko = "이미 승인했습니다. 다른 사람의 승인도 필요합니다."


def offered(take: SentTake, policy: Policy, reasons: Iterable[Reason], evidence: Evidence, now: datetime) -> TakeReview:
    """What lies ready in case its owner asks."""
    return TakeReview(
        take=take.id,
        account=take.account,
        policy=policy.name,
        policy_version=policy.version,
        reasons=tuple(reason.value for reason in reasons),
        numbers=_finite(asdict(evidence)),
        offered_at=now,
    )


def asked(review: TakeReview, now: datetime) -> TakeReview:
    """Its owner wants a person to look at it. Raises `NotForReview`."""
    if review.asked_at is not None or review.expires_at <= now:
        raise NotForReview
    return replace(review, asked_at=now)


def opinion(
    matter: Matter,
    subject: str,
    fit: Fit,
    answer: Answer,
    grounds: Iterable[Ground],
    note: str,
    basis: tuple[str, ...],
    now: datetime,
) -> Opinion:
    """What a fit reviewer says. Raises `BadGrounds`, `MessageTooLong`."""
    named = tuple(ground for ground in Ground if ground in set(grounds))
    if not named or not set(named) <= GROUNDS[matter, answer]:
        raise BadGrounds
    if len(note) > LONGEST_MESSAGE:
        raise MessageTooLong(limit=LONGEST_MESSAGE)
    return Opinion(
        matter=matter,
        subject=subject,
        reviewer=fit.reviewer,
        answer=answer,
        grounds=tuple(ground.value for ground in named),
        note=note,
        basis=basis,
        at=now,
    )


def eyes(policy: str) -> int:
    """How many people have to say yes."""
    return 2 if policy == STRICT.name else 1


def decided(review: TakeReview, opinions: Iterable[Opinion]) -> Decision | Declined | Undecided:
    """What the reviewers' words come to; words about anything else do not count."""
    said = [
        word
        for word in opinions
        if (word.matter, word.subject, word.basis) == (Matter.TAKE, review.take, review.basis)
        and word.reviewer != review.account
    ]
    for word in said:
        if word.answer is Answer.NO:
            return Declined(grounds=word.grounds, note=word.note)
    by = frozenset(word.reviewer for word in said)
    if len(by) < eyes(review.policy):
        return Undecided(missing=eyes(review.policy) - len(by))
    return Decision(
        take=review.take,
        by=by,
        policy=review.policy,
        policy_version=review.policy_version,
        reasons=frozenset(map(Reason, review.reasons)),
    )


def is_open(opened_at: Iterable[datetime], now: datetime) -> bool:
    """Whether what a reviewer opened at these times is open to them now."""
    return any(at <= now < at + OPEN_FOR for at in opened_at)


def _finite(value: object) -> dict[str, object]:
    """Numbers as JSON can hold them: what is not a number is told as nothing."""

    def clean(item: object) -> object:
        match item:
            case float():
                return item if math.isfinite(item) else None
            case dict():
                return {str(key): clean(inner) for key, inner in item.items()}
            case list() | tuple():
                return [clean(inner) for inner in item]
            case _:
                return item

    found = clean(value)
    assert isinstance(found, dict)  # noqa: S101  a record's fields
    return found
