"""Productions: from a sentence to a film that others may see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from walkon.actions import answer_video, propose_video, publish
from walkon.api.callers import Me, Visitor
from walkon.api.forms import Form
from walkon.api.once import once
from walkon.api.paging import After, Limit, page_of
from walkon.domain.engines import EMBEDDED, Engines
from walkon.domain.grants import Audience, Kind, Purpose, Stage, Where
from walkon.domain.ids import Handle, ProductionId
from walkon.domain.production import Descent, Production, Remixing, State, Use
from walkon.domain.signing_in import Deed
from walkon.ports.store import Page, Unit

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


class AnswerShown(Form):
    """What somebody in it said."""

    handle: str
    stage: Stage
    yes: bool
    at: datetime
    note: str


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
    state: State
    why: list[str]
    created_at: datetime
    changed_at: datetime
    expires_at: datetime | None
    answers: list[AnswerShown]


class ReleaseShown(Form):
    """A released production as others see it: not what was typed, nor who answered what."""

    id: str
    owner: str
    cast: list[str]
    descent: Descent | None
    remixing: Remixing
    released_at: datetime


class Productions(Form):
    """A page of productions; `after` is what to ask for next."""

    productions: list[ProductionShown]
    after: str | None


class Releases(Form):
    """A page of releases; `after` is what to ask for next."""

    releases: list[ReleaseShown]
    after: str | None


class Releasing(Form):
    """Who may make other films from it, beside yourself; nobody of its people is taken over with their yes."""

    remixing: Remixing = Remixing.CAST


class Said(Form):
    """An answer, with a note for whoever made the film."""

    note: Annotated[str, Field(max_length=2000)] = ""


@router.post("/productions", status_code=201, operation_id="propose_production")
def propose(form: ProductionWanted, me: Me) -> ProductionShown:
    """Write a production; it is screened, and nobody is asked or told yet."""
    me.may(Deed.MAKE_FILM)
    service, handles = me.service, [Handle.parse(handle) for handle in form.cast]
    shape = propose_video.Shape(seconds=form.seconds, width=form.width, height=form.height)
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
        seen = [production for production in found if publish.may_see(unit, me.account, production, me.now)]
        return Productions(
            productions=[shown(unit, production) for production in seen],
            after=found[-1].id if len(found) == limit else None,
        )

    return me.service.store.read(look)


@router.get("/releases", operation_id="list_releases")
def list_releases(me: Me, after: After = None, limit: Limit = 20) -> Releases:
    """Released productions that you may see, the newest first; consent is asked anew for each."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> Releases:
        seen: list[Production] = []
        last = after
        while len(seen) < limit and (found := unit.productions.released(Page(limit=limit, after=last))):
            for production in found:
                last = production.id
                if publish.may_see(unit, me.account, production, me.now):
                    seen.append(production)
                if len(seen) == limit:
                    break
        return Releases(
            releases=[released(unit, production) for production in seen],
            after=last if len(seen) == limit else None,
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
        return released(unit, found)

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
    remixing = (form or Releasing()).remixing
    return _deed(
        me,
        Deed.MAKE_FILM,
        lambda unit: publish.release(unit, me.account, ProductionId(production), me.now, remixing),
    )


def _deed(me: Visitor, deed: Deed, change: Callable[[Unit], Production]) -> ProductionShown:
    me.may(deed)
    return once(me, ProductionShown, lambda unit: shown(unit, change(unit)))


def _list(unit: Unit, found: Sequence[Production], limit: int) -> Productions:
    return Productions(
        productions=[shown(unit, production) for production in found],
        after=found[-1].id if len(found) == limit else None,
    )


def released(unit: Unit, production: Production) -> ReleaseShown:
    """A release as others see it."""
    return ReleaseShown(
        id=production.id,
        owner=_owner(unit, production),
        cast=_cast(unit, production),
        descent=production.descent,
        remixing=production.remixing,
        released_at=production.changed_at,
    )


def shown(unit: Unit, production: Production) -> ProductionShown:
    """A production as its owner and its people see it."""
    names = {cameo: p.handle.name for cameo, p in unit.profiles.among(production.people).items()}
    return ProductionShown(
        id=production.id,
        owner=_owner(unit, production),
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
        state=production.state,
        why=list(production.why),
        created_at=production.created_at,
        changed_at=production.changed_at,
        expires_at=production.expires_at,
        answers=[
            AnswerShown(handle=names.get(a.cameo, ""), stage=a.stage, yes=a.yes, at=a.at, note=a.note)
            for a in unit.productions.answers(production.id)
        ],
    )


def _cast(unit: Unit, production: Production) -> list[str]:
    names = {cameo: profile.handle.name for cameo, profile in unit.profiles.among(production.cast).items()}
    return [names.get(cameo, "") for cameo in production.cast]


def _owner(unit: Unit, production: Production) -> str:
    owner = unit.accounts.get(production.owner)
    return "" if owner is None else owner.handle.name
