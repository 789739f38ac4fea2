"""Becoming a cameo: a challenge, a recording that answers it, a verdict."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from walkon.actions.new_challenge import new_challenge
from walkon.actions.send_take import NoSuchTake, holder_of, send
from walkon.api.callers import Me
from walkon.api.forms import Form
from walkon.domain.capture import Language, Screen
from walkon.domain.challenge_file import to_json
from walkon.domain.ids import TakeId, UploadId
from walkon.domain.signing_in import Deed
from walkon.domain.takes import SentTake, TakeState

router = APIRouter(tags=["cameos"])


class ChallengeWanted(Form):
    """In which language, and what lights the face; `none` is the way for who is sensitive to flashing light."""

    language: Language | None = None
    screen: Screen = Screen.NONE


class TakeSent(Form):
    """The challenge as it was given, and the upload that answers it."""

    challenge: dict[str, Any]
    upload: Annotated[str, Field(max_length=64)]


class TakeShown(Form):
    """A recording you sent. Of one that is not accepted nothing is kept but this."""

    id: str
    state: TakeState
    reasons: list[str]
    sent_at: datetime
    judged_at: datetime | None

    @classmethod
    def of(cls, take: SentTake) -> TakeShown:
        return cls(
            id=take.id,
            state=take.state,
            reasons=list(take.reasons),
            sent_at=take.sent_at,
            judged_at=take.judged_at,
        )


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
    return TakeShown.of(
        me.service.store.write(lambda unit: send(unit, me.account, device, challenge, UploadId(form.upload), me.now))
    )


@router.get("/me/takes/{take}", operation_id="read_take")
def read_take(take: str, me: Me) -> TakeShown:
    """What became of a recording."""
    me.may(Deed.LOOK)
    found = me.service.store.read(lambda unit: unit.takes.find(id=TakeId(take), account=me.account.id))
    if found is None:
        raise NoSuchTake
    return TakeShown.of(found)
