"""What waits for one's own answer, and answering it: yes, always, no, or something else first."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from walkon.actions import allow_video, change_video
from walkon.api.callers import Me, Visitor
from walkon.api.cameos import AccessShown, access_shown
from walkon.api.choices import Chosen
from walkon.api.forms import Form
from walkon.api.once import once
from walkon.api.productions import ProductionShown, shown
from walkon.domain.choices import NOTHING_CHOSEN
from walkon.domain.consent import Denial
from walkon.domain.grants import Approval
from walkon.domain.ids import ProductionId
from walkon.domain.narrowest import Lasting
from walkon.domain.production import Production, State
from walkon.domain.signing_in import Deed
from walkon.ports.store import Unit, What

router = APIRouter(tags=["inbox"])


class Counts(Form):
    """For badges: notices not read yet, and what waits for your answer."""

    unread: int
    waiting: int


class Wanted(StrEnum):
    """What a production wants of you."""

    PERMISSION = "permission"  # to begin at all
    STORYBOARD = "storyboard"  # your yes to it
    RESULT = "result"  # your yes to the finished film


class FilmWaiting(Form):
    """A production that goes on when you say yes; `says`: the lines you would speak in it, in order."""

    production: ProductionShown
    wants: Wanted
    lacks: list[Denial]
    seconds: float
    says: list[str]
    stills: int
    film: bool


class Waiting(Form):
    """What waits for your answer, the newest first; at most 100 of each."""

    requests: list[AccessShown]
    productions: list[FilmWaiting]


class Allowing(Form):
    """A yes. For this one, or always: for such films of this person, in kind, purpose, audience and engine, until you take
    it back; `approval` is how often you want to see them first then.
    """

    lasting: Lasting = Lasting.THIS_ONE
    approval: Approval = Approval.NONE
    note: Annotated[str, Field(max_length=2000)] = ""


class ChangeAsked(Form):
    """What should be otherwise, for whoever makes the film."""

    words: Annotated[str, Field(max_length=2000)]


class Rewritten(Form):
    """The sentence as it is from now on. What was chosen before stays where neither it nor `choices` say otherwise; so does
    `seconds`, and without either it lasts as long as it needs.
    """

    prompt: Annotated[str, Field(max_length=4000)]
    seconds: Annotated[float | None, Field(ge=2, le=60)] = None
    choices: Chosen | None = None


@router.get("/inbox/counts", operation_id="count_inbox")
def count_inbox(me: Me) -> Counts:
    """How much is unread, and how much waits for you."""
    me.may(Deed.LOOK)
    return me.service.store.read(
        lambda unit: Counts(
            unread=unit.notices.unread(me.account.id), waiting=allow_video.waiting_for(unit, me.account, me.now).count
        )
    )


@router.get("/inbox/waiting", operation_id="list_waiting")
def list_waiting(me: Me) -> Waiting:
    """Requests and productions that wait for your answer."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> Waiting:
        found = allow_video.waiting_for(unit, me.account, me.now)
        return Waiting(
            requests=[access_shown(unit, me, request) for request in found.requests],
            productions=[_waiting(unit, me, production, lacks) for production, lacks in found.productions],
        )

    return me.service.store.read(look)


@router.post("/productions/{production}/allow", operation_id="allow_production")
def allow(production: str, form: Allowing, me: Me) -> ProductionShown:
    """Say yes, with the narrowest permission that it needs; always, if you like."""
    wanted = ProductionId(production)
    return _deed(
        me,
        Deed.ANSWER_REQUEST,
        lambda unit: allow_video.allow(
            unit, me.account, wanted, form.lasting, me.now, approval=form.approval, note=form.note
        ),
    )


@router.post("/productions/{production}/ask-change", operation_id="ask_change")
def ask_change(production: str, form: ChangeAsked, me: Me) -> ProductionShown:
    """Neither yes nor no: its owner is told what should be otherwise, and asks everybody anew."""
    wanted = ProductionId(production)
    return _deed(
        me, Deed.ANSWER_REQUEST, lambda unit: change_video.ask_change(unit, me.account, wanted, form.words, me.now)
    )


@router.post("/productions/{production}/rewrite", operation_id="rewrite_production")
def rewrite(production: str, form: Rewritten, me: Me) -> ProductionShown:
    """Other words for what is not sent yet, or is to be changed; it is sent as before."""
    wanted, service = ProductionId(production), me.service
    return _deed(
        me,
        Deed.MAKE_FILM,
        lambda unit: change_video.rewrite(
            unit,
            me.account,
            wanted,
            form.prompt,
            me.now,
            plan=service.plan,
            seconds=form.seconds,
            chosen=NOTHING_CHOSEN if form.choices is None else form.choices.choices(),
            allowances=service.allowances,
        ),
    )


def _deed(me: Visitor, deed: Deed, change: Callable[[Unit], Production]) -> ProductionShown:
    me.may(deed)
    return once(me, ProductionShown, lambda unit: shown(unit, change(unit)))


_WANTED = {
    State.WAITING_FOR_APPROVALS: Wanted.STORYBOARD,
    State.WAITING_FOR_FINAL_APPROVALS: Wanted.RESULT,
}


def _waiting(unit: Unit, me: Visitor, production: Production, lacks: tuple[Denial, ...]) -> FilmWaiting:
    plan = production.plan
    made = unit.made.all(production=production.id)
    lines = () if plan is None else (line for shot in plan.shots for line in shot.lines)
    return FilmWaiting(
        production=shown(unit, production),
        wants=_WANTED.get(production.state, Wanted.PERMISSION),
        lacks=list(lacks),
        seconds=0.0 if plan is None else plan.seconds,
        says=[line.text for line in lines if line.person == me.account.handle],
        stills=sum(piece.what is What.STILL for piece in made),
        film=any(piece.what is What.FILM for piece in made),
    )
