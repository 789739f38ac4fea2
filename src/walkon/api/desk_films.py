"""Films that wait for a person before they are ready, and released ones under a report."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Header, Response
from pydantic import Field

from walkon.actions import judge_films, publish
from walkon.actions.forget import erase_due
from walkon.actions.propose_video import NotYours
from walkon.api.callers import Me
from walkon.api.desk import Opened, Reviewer
from walkon.api.desk_plans import PlanAtDesk, plan_shown
from walkon.api.films import sent, still_sent
from walkon.api.forms import Form
from walkon.domain.desk import Answer, Ground, NoSuchCase
from walkon.domain.grants import Audience, Kind
from walkon.domain.ids import ProductionId
from walkon.domain.production import Descent, Production, State
from walkon.domain.signing_in import Deed
from walkon.ports.store import Made, Unit, What

router = APIRouter(tags=["desk"])


class FilmCase(Form):
    """One film at the desk, with what was typed; who is in it is seen in it."""

    id: str
    prompt: str
    people: int
    kinds: list[Kind]
    audience: Audience
    state: State
    why: list[str]
    waiting_since: datetime
    expires_at: datetime | None


class FilmCaseWhole(FilmCase):
    """And its plan, beside what was typed and the film; `stills`: one for each shot, once it is opened."""

    plan: PlanAtDesk | None
    stills: int
    has_film: bool
    descent: Descent | None
    originals: int


class Said(Form):
    """Why, and a word to its people."""

    grounds: Annotated[list[Ground], Field(min_length=1, max_length=10)]
    note: Annotated[str, Field(max_length=2000)] = ""


class FilmDecided(Form):
    """Where the film is now."""

    state: State


class ReviewShown(Form):
    """What a person said of your film, or of one with you in it."""

    answer: Answer
    grounds: list[str]
    note: str
    at: datetime


@router.get("/desk/films", operation_id="list_films_at_desk")
def list_films(me: Reviewer) -> list[FilmCase]:
    """Those that wait and that you may decide, the longest waiting first; at most 100."""
    found = me.service.store.read(lambda unit: judge_films.waiting(unit, me.account, me.service.desk, me.now))
    return [_shown(film) for film in found[:100]]


@router.get("/desk/films/{film}", operation_id="read_film_at_desk")
def read_film_case(film: str, me: Reviewer) -> FilmCaseWhole:
    """What it is about, why it is here, and what was planned; the film itself has to be opened."""

    def look(unit: Unit) -> FilmCaseWhole:
        found = _seen(unit, film, me)
        made = unit.made.all(production=found.id)
        return FilmCaseWhole(
            **_shown(found).model_dump(),
            plan=None if found.plan is None else plan_shown(found.plan),
            stills=sum(one.what is What.STILL for one in made),
            has_film=any(one.what is What.FILM for one in made),
            descent=found.descent,
            originals=len(found.parents),
        )

    return me.service.store.read(look)


@router.post("/desk/films/{film}/open", operation_id="open_film_at_desk")
def open_film(film: str, me: Reviewer) -> Opened:
    """Open film and stills to yourself for a quarter of an hour. It is written down."""
    me.service.store.read(lambda unit: _seen(unit, film, me))
    me.may(Deed.DECIDE)
    wanted, desk = ProductionId(film), me.service.desk
    return Opened(
        until=me.service.store.write(lambda unit: judge_films.open_film(unit, me.account, desk, wanted, me.now))
    )


@router.get("/desk/films/{film}/film", operation_id="watch_film_at_desk", response_class=Response)
def watch_film(film: str, me: Reviewer, range: Annotated[str | None, Header()] = None) -> Response:
    """The film, while it is open to you."""
    made = _opened(film, What.FILM, 0, me)
    return sent(me.service.media.open(made.kept), range, {"ETag": f'"{made.sha256[:32]}"'}, "video/mp4")


@router.get("/desk/films/{film}/stills/{place}", operation_id="watch_still_at_desk", response_class=Response)
def watch_still(film: str, place: int, me: Reviewer) -> Response:
    """One still of its storyboard, while it is open to you."""
    return still_sent(me.service.media.open(_opened(film, What.STILL, place, me).kept))


@router.post("/desk/films/{film}/accept", operation_id="accept_film")
def accept(film: str, form: Said, me: Reviewer) -> FilmDecided:
    """Say yes: everybody's consent is asked again, and it goes on."""
    return _say(film, Answer.YES, form, me)


@router.post("/desk/films/{film}/refuse", operation_id="refuse_film")
def refuse(film: str, form: Said, me: Reviewer) -> FilmDecided:
    """Say no: it ends, and nothing of it is kept."""
    return _say(film, Answer.NO, form, me)


@router.get("/productions/{production}/review", operation_id="read_review")
def read_review(production: str, me: Me) -> ReviewShown:
    """What a reviewer said, for its owner and its people."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> ReviewShown:
        found = publish.visible(unit, me.account, ProductionId(production), me.now)
        profile = unit.profiles.of(me.account.id)
        theirs = found.owner == me.account.id or (profile is not None and profile.cameo in found.cast)
        said = judge_films.said_of(unit, found.id) if theirs else None
        if said is None:
            raise NotYours
        return ReviewShown(answer=said.answer, grounds=list(said.grounds), note=said.note, at=said.at)

    return me.service.store.read(look)


def _seen(unit: Unit, film: str, me: Reviewer) -> Production:
    return judge_films.seen(unit, me.account, me.service.desk, ProductionId(film), me.now)


def _opened(film: str, what: What, place: int, me: Reviewer) -> Made:
    if not 0 <= place < 1000:
        raise NoSuchCase
    wanted, desk = ProductionId(film), me.service.desk
    return me.service.store.read(lambda unit: judge_films.opened(unit, me.account, desk, wanted, what, place, me.now))


def _say(film: str, answer: Answer, form: Said, me: Reviewer) -> FilmDecided:
    wanted, service = ProductionId(film), me.service
    service.store.read(lambda unit: judge_films.case(unit, me.account, service.desk, wanted))
    me.may(Deed.DECIDE)
    after = service.store.write(
        lambda unit: judge_films.say(unit, me.account, service.desk, wanted, answer, form.grounds, form.note, me.now)
    )
    erase_due(service.store, service.eraser, me.now)
    return FilmDecided(state=after.state)


def _shown(film: Production) -> FilmCase:
    return FilmCase(
        id=film.id,
        prompt=film.prompt,
        people=len(film.cast),
        kinds=sorted(film.kinds),
        audience=film.use.audience,
        state=film.state,
        why=list(film.why),
        waiting_since=film.changed_at,
        expires_at=film.expires_at,
    )
