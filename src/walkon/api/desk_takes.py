"""Recordings that wait for a person: no names; why, the numbers, and the recording itself once it was opened on record."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Response
from pydantic import Field

from walkon.actions import judge_takes
from walkon.actions.forget import erase_due
from walkon.api.desk import Opened, Reviewer
from walkon.api.films import sent
from walkon.api.forms import Form
from walkon.domain.desk import Answer, Declined, Ground, TakeReview, Undecided
from walkon.domain.ids import TakeId
from walkon.domain.signing_in import Deed
from walkon.ports.media import Reader

router = APIRouter(tags=["desk"])


class TakeWaiting(Form):
    """One recording that waits. Whose it is is not said."""

    id: str
    policy: str
    reasons: list[str]
    asked_at: datetime
    erased_at: datetime


class TakeCase(TakeWaiting):
    """And what was measured in it."""

    witnessed: bool
    numbers: dict[str, Any]


class Said(Form):
    """Why, and a word to whom it concerns."""

    grounds: Annotated[list[Ground], Field(min_length=1, max_length=10)]
    note: Annotated[str, Field(max_length=2000)] = ""


class Outcome(Form):
    """What it came to; `missing`: how many more people have to say yes."""

    outcome: Literal["passed", "refused", "undecided"]
    missing: int = 0


@router.get("/desk/takes", operation_id="list_takes_at_desk")
def list_takes(me: Reviewer) -> list[TakeWaiting]:
    """Those you may decide and have not, the longest waiting first; at most 100."""
    found = me.service.store.read(lambda unit: judge_takes.waiting(unit, me.account, me.service.desk))
    return [TakeWaiting(**_of(review)) for review in found[:100]]


@router.get("/desk/takes/{review}", operation_id="read_take_at_desk")
def read_take(review: str, me: Reviewer) -> TakeCase:
    """Why it was left to a person, and the numbers."""
    found = me.service.store.read(lambda unit: judge_takes.case(unit, me.account, me.service.desk, TakeId(review)))
    return TakeCase(**_of(found.review), witnessed=found.take.witnessed, numbers=found.review.numbers)


@router.post("/desk/takes/{review}/open", operation_id="open_take_at_desk")
def open_take(review: str, me: Reviewer) -> Opened:
    """Open the recording to yourself for a quarter of an hour. It is written down, and the person is told."""
    take, desk = TakeId(review), me.service.desk
    me.service.store.read(lambda unit: judge_takes.case(unit, me.account, desk, take))
    me.may(Deed.DECIDE)
    until = me.service.store.write(lambda unit: judge_takes.open_take(unit, me.account, desk, take, me.now))
    return Opened(until=until)


@router.get("/desk/takes/{review}/recording", operation_id="read_recording_at_desk", response_class=Response)
def read_recording(review: str, me: Reviewer, range: Annotated[str | None, Header()] = None) -> Response:
    """The recording as it was sent, whole or in ranges, while it is open to you."""
    take, desk = TakeId(review), me.service.desk
    upload = me.service.store.read(lambda unit: judge_takes.opened(unit, me.account, desk, take, me.now))
    reader = me.service.uploads.open(upload)
    headers = {"Content-Disposition": "inline", "Content-Security-Policy": "default-src 'none'; sandbox"}
    return sent(reader, range, headers, _kind(reader))


@router.post("/desk/takes/{review}/accept", operation_id="accept_take")
def accept(review: str, form: Said, me: Reviewer) -> Outcome:
    """Say yes: a worker makes the cameo, unless another yes is needed."""
    return _say(review, Answer.YES, form, me)


@router.post("/desk/takes/{review}/refuse", operation_id="refuse_take")
def refuse(review: str, form: Said, me: Reviewer) -> Outcome:
    """Say no: the recording is erased, and the person is told why."""
    return _say(review, Answer.NO, form, me)


def _say(review: str, answer: Answer, form: Said, me: Reviewer) -> Outcome:
    take, service = TakeId(review), me.service
    service.store.read(lambda unit: judge_takes.case(unit, me.account, service.desk, take))
    me.may(Deed.DECIDE)
    found = service.store.write(
        lambda unit: judge_takes.say(unit, me.account, service.desk, take, answer, form.grounds, form.note, me.now)
    )
    erase_due(service.store, service.eraser, me.now)
    match found:
        case Undecided(missing=missing):
            return Outcome(outcome="undecided", missing=missing)
        case Declined():
            return Outcome(outcome="refused")
        case _:
            return Outcome(outcome="passed")


def _of(review: TakeReview) -> dict[str, Any]:
    return {
        "id": review.take,
        "policy": review.policy,
        "reasons": list(review.reasons),
        "asked_at": review.asked_at,
        "erased_at": review.expires_at,
    }


def _kind(reader: Reader) -> str:
    """What a browser may play it as; anything else is bytes, which it does not look into."""
    start = reader.read(0, min(12, reader.size))
    if start[4:8] == b"ftyp":
        return "video/mp4"
    return "video/webm" if start.startswith(b"\x1a\x45\xdf\xa3") else "application/octet-stream"
