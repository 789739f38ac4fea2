"""Productions: from a sentence to a film that others may see."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from walkon.actions import answer_video, propose_video, publish
from walkon.actions.consent_of_many import seen_of
from walkon.api.callers import Me, Visitor
from walkon.api.choices import Chosen
from walkon.api.forms import Form
from walkon.api.once import once
from walkon.api.paging import After, Limit, page_of
from walkon.api.releases import ReleaseShown, released
from walkon.domain.engines import EMBEDDED, Engines
from walkon.domain.grants import Audience, Kind, Purpose, Stage, Where
from walkon.domain.ids import CameoId, Handle, ProductionId
from walkon.domain.people import Account
from walkon.domain.production import Commenting, Descent, Production, Remixing, State, Use
from walkon.domain.signing_in import Deed
from walkon.domain.wishes import Wish
from walkon.ports.store import Approved, Unit

router = APIRouter(tags=["productions"])


class Purposes(Form):
    """What a film is for, and where it is made."""

    purpose: Purpose = Purpose.PERSONAL
    audience: Audience = Audience.CAST
    engine: Annotated[str, Field(max_length=60)] = EMBEDDED

    def use(self, engines: Engines) -> Use:
        """Raises `UnknownEngine`."""
        engine = engines.called(self.engine)
        return Use(purpose=self.purpose, audience=self.audience, engine=engine.name, where=engine.where)


class ProductionWanted(Purposes):
    """A sentence, who is in it, and what it is for."""

    prompt: Annotated[str, Field(max_length=4000, examples=["me and @mina as astronauts on Mars"])]
    cast: Annotated[list[Annotated[str, Field(max_length=100)]], Field(min_length=1, max_length=8)]
    seconds: Annotated[float | None, Field(ge=2, le=60, description="as long as it needs, where it is left out")] = None
    width: Annotated[int, Field(ge=160, le=1920)] = 1280
    height: Annotated[int, Field(ge=160, le=1920)] = 720
    choices: Chosen = Chosen()


class AnswerShown(Form):
    """What somebody in it said."""

    handle: str
    stage: Stage
    yes: bool
    at: datetime
    note: str


class WishShown(Form):
    """A change that somebody in it asked for; `stage`: what was shown then, null: the sentence alone."""

    handle: str
    stage: Stage | None
    words: str
    at: datetime


class ProductionShown(Form):
    """A production as its owner and its people see it."""

    id: str
    owner: str
    prompt: str
    cast: list[str]
    kinds: list[Kind]
    purpose: Purpose
    audience: Audience
    engine: str
    where: Where
    descent: Descent | None  # what it makes of the films it starts from
    asked_too: list[str]  # people of those who are not shown
    remixing: Remixing
    commenting: Commenting
    state: State
    why: list[str]
    created_at: datetime
    changed_at: datetime
    expires_at: datetime | None
    answers: list[AnswerShown]
    wishes: list[WishShown]


class Productions(Form):
    """A page of productions; `after` is what to ask for next."""

    productions: list[ProductionShown]
    after: str | None


class RemixRule(Form):
    """Who may make other films from it, beside yourself; nobody of its people is taken over with their yes."""

    remixing: Remixing = Remixing.CAST


class Releasing(RemixRule):
    """And who sees it: fewer than its people were asked about, or all of those."""

    audience: Audience | None = None


class Said(Form):
    """An answer, with a note for whoever made the film."""

    note: Annotated[str, Field(max_length=2000)] = ""


@router.post("/productions", status_code=201, operation_id="propose_production")
def propose(form: ProductionWanted, me: Me) -> ProductionShown:
    """Write a production; it is screened, and nobody is asked or told yet."""
    me.may(Deed.MAKE_FILM)
    service, handles = me.service, [Handle.parse(handle) for handle in form.cast]
    chosen = form.choices.choices()
    shape = propose_video.Shape(seconds=form.seconds, width=form.width, height=form.height, chosen=chosen)
    use = form.use(service.engines)

    def change(unit: Unit) -> ProductionShown:
        made = propose_video.propose(
            unit,
            me.account,
            form.prompt,
            handles,
            use,
            me.now,
            plan=service.plan,
            shape=shape,
            allowances=service.allowances,
        )
        return shown(unit, made)

    return once(me, ProductionShown, change)


@router.get("/productions", operation_id="list_productions")
def list_productions(me: Me, after: After = None, limit: Limit = 20) -> Productions:
    """Your own productions, the newest first."""
    me.may(Deed.LOOK)
    return me.service.store.read(
        lambda unit: _list(unit, unit.productions.of(me.account.id, page_of(after, limit)), limit)
    )


@router.get("/productions/with-me", operation_id="list_productions_with_me")
def list_with_me(me: Me, after: After = None, limit: Limit = 20) -> Productions:
    """Every production with you in it, from when you were asked; the newest first."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> Productions:
        profile = unit.profiles.of(me.account.id)
        found = [] if profile is None else unit.productions.showing(profile.cameo, page_of(after, limit))
        seen = seen_of(unit, me.account, found, me.now)
        return Productions(
            productions=all_shown(unit, seen),
            after=found[-1].id if len(found) == limit else None,
        )

    return me.service.store.read(look)


@router.get("/productions/{production}", operation_id="read_production")
def read_production(production: str, me: Me) -> ProductionShown | ReleaseShown:
    """A production: whole for its owner and its people, as a release for others who may see it."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> ProductionShown | ReleaseShown:
        found = publish.visible(unit, me.account, ProductionId(production), me.now)
        if found.owner == me.account.id:
            return shown(unit, found)
        profile = unit.profiles.of(me.account.id)
        if profile is not None and profile.cameo in found.people:
            return shown(unit, found)
        return released(unit, me.account, found)

    return me.service.store.read(look)


@router.post("/productions/{production}/send", operation_id="send_production")
def send(production: str, me: Me) -> ProductionShown:
    """Ask everybody in it; who is cast is told at once."""
    wanted, allowances = ProductionId(production), me.service.allowances
    return _deed(me, Deed.MAKE_FILM, lambda unit: propose_video.send(unit, me.account, wanted, me.now, allowances))


@router.post("/productions/{production}/cancel", operation_id="cancel_production")
def cancel(production: str, me: Me) -> ProductionShown:
    """Stop making it, or take a release back."""
    return _deed(
        me, Deed.ANSWER_REQUEST, lambda unit: publish.cancel(unit, me.account, ProductionId(production), me.now)
    )


@router.post("/productions/{production}/approve", operation_id="approve_production")
def approve(production: str, form: Said, me: Me) -> ProductionShown:
    """Say yes to the storyboard or to the result, whichever waits for you."""
    return _deed(
        me,
        Deed.ANSWER_REQUEST,
        lambda unit: answer_video.approve(unit, me.account, ProductionId(production), me.now, form.note),
    )


@router.post("/productions/{production}/refuse", operation_id="refuse_production")
def refuse(production: str, form: Said, me: Me) -> ProductionShown:
    """Say no to being in it, at any time: it ends, or is withdrawn."""
    return _deed(
        me,
        Deed.ANSWER_REQUEST,
        lambda unit: answer_video.refuse(unit, me.account, ProductionId(production), me.now, form.note),
    )


@router.post("/productions/{production}/release", operation_id="release_production")
def release(production: str, me: Me, form: Releasing | None = None) -> ProductionShown:
    """Show it to its audience; everybody's consent is asked once more."""
    how = form or Releasing()
    return _deed(
        me,
        Deed.MAKE_FILM,
        lambda unit: publish.release(unit, me.account, ProductionId(production), me.now, how.remixing, how.audience),
    )


def _deed(me: Visitor, deed: Deed, change: Callable[[Unit], Production]) -> ProductionShown:
    me.may(deed)
    return once(me, ProductionShown, lambda unit: shown(unit, change(unit)))


def _list(unit: Unit, found: Sequence[Production], limit: int) -> Productions:
    return Productions(
        productions=all_shown(unit, found),
        after=found[-1].id if len(found) == limit else None,
    )


def shown(unit: Unit, production: Production) -> ProductionShown:
    """A production as its owner and its people see it."""
    return all_shown(unit, [production])[0]


def all_shown(unit: Unit, found: Sequence[Production]) -> list[ProductionShown]:
    """Several at once, in a few queries for all."""
    people = unit.profiles.among({cameo for production in found for cameo in production.people})
    names = {cameo: profile.handle.name for cameo, profile in people.items()}
    owners = unit.accounts.among({production.owner for production in found})
    answers = unit.productions.answers_to([production.id for production in found])
    wishes = unit.productions.wishes_for([production.id for production in found])
    return [
        _shown(production, owners.get(production.owner), names, answers[production.id], wishes[production.id])
        for production in found
    ]


def _shown(
    production: Production,
    owner: Account | None,
    names: Mapping[CameoId, str],
    answers: Sequence[Approved],
    wishes: Sequence[Wish],
) -> ProductionShown:
    return ProductionShown(
        id=production.id,
        owner="" if owner is None else owner.handle.name,
        prompt=production.prompt,
        cast=[names.get(cameo, "") for cameo in production.cast],
        kinds=sorted(production.kinds),
        purpose=production.use.purpose,
        audience=production.use.audience,
        engine=production.use.engine,
        where=production.use.where,
        descent=production.descent,
        asked_too=[names.get(cameo, "") for cameo in production.asked_too],
        remixing=production.remixing,
        commenting=production.commenting,
        state=production.state,
        why=list(production.why),
        created_at=production.created_at,
        changed_at=production.changed_at,
        expires_at=production.expires_at,
        answers=[
            AnswerShown(handle=names.get(a.cameo, ""), stage=a.stage, yes=a.yes, at=a.at, note=a.note) for a in answers
        ],
        wishes=[WishShown(handle=names.get(w.cameo, ""), stage=w.stage, words=w.words, at=w.at) for w in wishes],
    )
