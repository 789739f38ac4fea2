"""A sentence, understood while it is being written: nothing is made, kept, asked or told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import Field

from walkon.actions import descend, understand
from walkon.actions.descend import Wanted
from walkon.actions.propose_video import Shape
from walkon.actions.understand import Asked, Standing, Understanding
from walkon.api.callers import Me
from walkon.api.choices import Called, Chosen
from walkon.api.forms import Form
from walkon.api.problem import language_of
from walkon.api.productions import Purposes
from walkon.api.shots import FilmPlan, plan_shown
from walkon.domain.allowances import Resource, plain
from walkon.domain.bars import Bar
from walkon.domain.capture import Language
from walkon.domain.consent import Denial
from walkon.domain.errors import WalkonError
from walkon.domain.grants import Kind
from walkon.domain.ids import Handle, ProductionId
from walkon.domain.plan import Finding
from walkon.domain.signing_in import Deed
from walkon.planner import prompt as prompts
from walkon.ports.store import Unit

router = APIRouter(tags=["productions"])


class Start(Form):
    """The release that another film is to be made from."""

    production: Annotated[str, Field(max_length=64)]
    descent: Literal["remix", "extend"]


class SentenceWritten(Purposes):
    """What has been written so far. Without `cast` it is whom the sentence names."""

    prompt: Annotated[str, Field(max_length=4000, examples=["me and @mina as astronauts on Mars"])]
    cast: Annotated[list[Called] | None, Field(min_length=1, max_length=8)] = None
    seconds: Annotated[float | None, Field(ge=2, le=60)] = None
    width: Annotated[int, Field(ge=160, le=1920)] = 1280
    height: Annotated[int, Field(ge=160, le=1920)] = 720
    choices: Chosen = Chosen()
    start: Start | None = None


class PlayerShown(Form):
    """Somebody in it, and whether they may be used like this; `why` says what is missing, in codes and in words."""

    handle: str
    mine: bool
    standing: Standing
    reasons: list[Denial]
    why: str


class FoundShown(Form):
    """What became of some words, or of none: `words` is empty for what was chosen."""

    field: str
    value: str
    words: str


class BarShown(Form):
    """Why it would not be made, and the words that say so."""

    bar: Bar
    words: list[str]
    why: str


class TroubleShown(Form):
    """What would keep it from being sent now; code and sentence of the error."""

    code: str
    why: str


class LeftShown(Form):
    """What is left of the day: productions, seconds of film, and places at work."""

    productions: float
    seconds: float
    at_work: float


class UnderstandingShown(Form):
    """What a sentence would become. `seed` gives the same again."""

    language: Language
    cast: list[str]
    plan: FilmPlan
    seed: int
    understood: list[FoundShown]
    assumed: list[FoundShown]
    unplaced: list[str]
    people: list[PlayerShown]
    kinds: list[Kind]
    bars: list[BarShown]
    troubles: list[TroubleShown]
    left: LeftShown


@router.post("/understandings", operation_id="understand_sentence")
def understand_sentence(form: SentenceWritten, me: Me, request: Request) -> UnderstandingShown:
    """What a sentence would become, who would have to be asked, and what stands in its way; nothing is kept."""
    me.may(Deed.MAKE_FILM)
    service, language = me.service, language_of(request)
    use, cast = form.use(service.engines), None if form.cast is None else [Handle.parse(name) for name in form.cast]
    chosen = form.choices.choices()

    def look(unit: Unit) -> Understanding:
        if form.start is not None:
            draft = descend.draft_remix if form.start.descent == "remix" else descend.draft_extension
            wanted = Wanted(prompt=form.prompt, cast=cast, seconds=form.seconds, chosen=chosen)
            start = ProductionId(form.start.production)
            drafted = draft(unit, me.account, start, wanted, use, me.now, plan=service.plan)
            return understand.understand_descent(unit, me.account, drafted, service.allowances, me.now)
        of_me, named = prompts.named(form.prompt)
        return understand.understand(
            unit,
            me.account,
            Asked(prompt=form.prompt, me=of_me, named=named, cast=cast),
            use,
            me.now,
            plan=service.plan,
            shape=Shape(seconds=form.seconds, width=form.width, height=form.height, chosen=chosen),
            allowances=service.allowances,
        )

    return shown(service.store.read(look), language)


def shown(found: Understanding, language: str) -> UnderstandingShown:
    """An understanding, with sentences in a language."""
    reading, left = found.plan.reading, found.tally
    return UnderstandingShown(
        language=found.plan.language,
        cast=[player.handle.name for player in found.players],
        plan=plan_shown(found.plan),
        seed=found.seed,
        understood=_findings(reading.understood),
        assumed=_findings(reading.assumed),
        unplaced=list(reading.unplaced),
        people=[
            PlayerShown(
                handle=player.handle.name,
                mine=player.mine,
                standing=player.standing,
                reasons=list(player.reasons),
                why=" ".join(reason.sentence(language) for reason in player.reasons),
            )
            for player in found.players
        ],
        kinds=sorted(found.screened.kinds),
        bars=[
            BarShown(
                bar=bar,
                words=list(dict.fromkeys(f.words for f in found.screened.found if f.of is bar)),
                why=bar.sentence(language),
            )
            for bar in found.screened.bars
        ],
        troubles=[_trouble(error, language) for error in found.troubles],
        left=LeftShown(
            productions=plain(max(0.0, left.allowance.productions_a_day - left.used[Resource.PRODUCTIONS])),
            seconds=plain(max(0.0, left.allowance.seconds_a_day - left.used[Resource.SECONDS])),
            at_work=max(0, left.allowance.at_once - left.at_work),
        ),
    )


def _findings(found: Sequence[Finding]) -> list[FoundShown]:
    return [FoundShown(field=one.field, value=one.value, words=one.words) for one in found]


def _trouble(error: WalkonError, language: str) -> TroubleShown:
    return TroubleShown(code=error.code, why=error.sentence(language))
