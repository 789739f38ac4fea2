"""Becoming a cameo: a challenge, a recording that answers it, a verdict."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import Field

from walkon.actions import take_reviews
from walkon.actions.forget import erase_due
from walkon.actions.new_challenge import new_challenge
from walkon.actions.send_take import holder_of, send
from walkon.api.callers import Me
from walkon.api.forms import Form
from walkon.api.once import once
from walkon.domain.capture import Language, Screen
from walkon.domain.challenge_file import to_json
from walkon.domain.desk import DECIDE_WITHIN, TakeReview
from walkon.domain.ids import TakeId, UploadId
from walkon.domain.refusal import Course, Reason
from walkon.domain.signing_in import Deed
from walkon.domain.take_words import words_of
from walkon.domain.takes import LOOKED_AT, NoSuchTake, SentTake, TakeStage, TakeState
from walkon.ports.store import Unit

router = APIRouter(tags=["cameos"])


class ChallengeWanted(Form):
    """In which language, and what lights the face; `none` is the way for who is sensitive to flashing light."""

    language: Language | None = None
    screen: Screen = Screen.NONE


class TakeSent(Form):
    """The challenge as it was given, and the upload that answers it."""

    challenge: dict[str, Any]
    upload: Annotated[str, Field(max_length=64)]


class ReviewOffered(Form):
    """A person has to look at your recording. Ask for it, or it is erased at `erased_at`; nobody looks before you ask."""

    asked_at: datetime | None
    erased_at: datetime
    days_if_asked: int
    seen_by: Literal["reviewers"]
    explained: str

    @classmethod
    def of(cls, review: TakeReview, language: Language) -> ReviewOffered:
        return cls(
            asked_at=review.asked_at,
            erased_at=review.expires_at,
            days_if_asked=DECIDE_WITHIN.days,
            seen_by="reviewers",
            explained=EXPLAINED[language].format(days=DECIDE_WITHIN.days),
        )


EXPLAINED = {
    Language.ENGLISH: "If you ask, your recording stays on this server for up to {days} days, sealed. Reviewers of this "
    "server, none of them your friend unless its rules say so, see why it was left to a person and the numbers measured "
    "in it, and may open it; you are told each time. It is erased as soon as it is decided, or when you take it back.",
    Language.KOREAN: "요청하면 녹화를 봉인한 채 최대 {days}일 동안 이 서버에 둡니다. 서버의 검토자는(따로 정하지 않은 한 "
    "친구는 제외) 사람에게 맡긴 이유와 측정한 수치를 보고 녹화를 열람할 수 있으며, 열람할 때마다 알려 드립니다. "
    "결정되거나 요청을 거두면 바로 지웁니다.",
}


class Why(Form):
    """A reason, and what to do about it in your language."""

    code: str
    says: str
    course: Course | None  # what follows from it, where it is one of the rules'


class Progress(Form):
    """What a worker is doing with it; `share` runs from 0 to 1 within the stage."""

    stage: TakeStage
    share: float


class TakeShown(Form):
    """A recording you sent. Of one that is not accepted nothing is kept but this."""

    id: str
    state: TakeState
    reasons: list[str]
    why: list[Why]
    witnessed: bool
    progress: Progress | None = None  # while a worker is at it
    sent_at: datetime
    judged_at: datetime | None
    note: str
    review: ReviewOffered | None = None

    @classmethod
    def of(cls, take: SentTake, language: Language) -> TakeShown:
        return cls(
            id=take.id,
            state=take.state,
            reasons=list(take.reasons),
            why=[_why(code, language) for code in take.reasons],
            witnessed=take.witnessed,
            sent_at=take.sent_at,
            judged_at=take.judged_at,
            note=take.note,
        )

    @classmethod
    def with_review(cls, unit: Unit, take: SentTake, language: Language) -> TakeShown:
        """And what may be asked for, or is being waited for, where a person has to look."""
        review, doing = unit.take_reviews.find(take=take.id), unit.processing.find(take=take.id)
        more: dict[str, object] = {}
        if review is not None:
            more["review"] = ReviewOffered.of(review, language)
        if doing is not None and take.state in LOOKED_AT:
            more["progress"] = Progress(stage=doing.stage, share=doing.share)
        return cls.of(take, language).model_copy(update=more)


def _why(code: str, language: Language) -> Why:
    course = Reason(code).course if code in set(Reason) else None
    return Why(code=code, says=words_of(code, language), course=course)


@router.post("/me/challenges", status_code=201, operation_id="draw_challenge")
def draw(form: ChallengeWanted, me: Me) -> dict[str, Any]:
    """A fresh challenge, valid for ten minutes on this device; its form is in the documentation."""
    me.may(Deed.CHANGE_CAMEO)
    holder = holder_of(me.account.id, me.session.id)
    language = form.language or me.account.language
    challenge = new_challenge(me.service.challenges, me.service.clock, language, holder, form.screen)
    found: dict[str, Any] = json.loads(to_json(challenge))
    return found


@router.post("/me/takes", status_code=202, operation_id="send_take")
def send_take(form: TakeSent, me: Me) -> TakeShown:
    """Have your recording looked at; it becomes your cameo, or renews it."""
    me.may(Deed.CHANGE_CAMEO)
    challenge, device = json.dumps(form.challenge), me.session.id
    upload = UploadId(form.upload)
    language = me.account.language
    return once(
        me, TakeShown, lambda unit: TakeShown.of(send(unit, me.account, device, challenge, upload, me.now), language)
    )


@router.get("/me/takes", operation_id="list_takes")
def list_takes(me: Me) -> list[TakeShown]:
    """Your recordings and what became of them, the newest first; at most 20."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> list[TakeShown]:
        found = sorted(unit.takes.all(account=me.account.id), key=lambda take: (take.sent_at, take.id), reverse=True)
        return [TakeShown.with_review(unit, take, me.account.language) for take in found[:20]]

    return me.service.store.read(look)


@router.get("/me/takes/{take}", operation_id="read_take")
def read_take(take: str, me: Me) -> TakeShown:
    """What became of a recording."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> TakeShown:
        found = unit.takes.find(id=TakeId(take), account=me.account.id)
        if found is None:
            raise NoSuchTake
        return TakeShown.with_review(unit, found, me.account.language)

    return me.service.store.read(look)


@router.post("/me/takes/{take}/ask-review", operation_id="ask_review")
def ask_review(take: str, me: Me) -> TakeShown:
    """Let a person look at a recording that was left to one; what that means is said with the recording."""
    me.may(Deed.CHANGE_CAMEO)
    me.by_themself()

    def change(unit: Unit) -> TakeShown:
        take_reviews.ask(unit, me.account, TakeId(take), me.service.desk, me.now)
        found = unit.takes.find(id=TakeId(take), account=me.account.id)
        if found is None:
            raise NoSuchTake
        return TakeShown.with_review(unit, found, me.account.language)

    return me.service.store.write(change)


@router.post("/me/takes/{take}/take-back", operation_id="take_back_take")
def take_back(take: str, me: Me) -> TakeShown:
    """Nobody is to look at it, or not any longer: it is erased."""
    me.may(Deed.ANSWER_REQUEST)
    service = me.service
    found = service.store.write(lambda unit: take_reviews.take_back(unit, me.account, TakeId(take), me.now))
    erase_due(service.store, service.eraser, me.now)
    return TakeShown.of(found, me.account.language)
