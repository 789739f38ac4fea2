"""A server on which something goes on: people, films in every state, reports, a recording that waits for a person."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from tests.good_evidence import good
from tests.society import ASKED_BOTH, ROOMY, TERMS, USE, planned
from tests.web.house import House, Visitor
from tests.web.me_house import Now
from tests.web.screens.films import Reel, example, gallery, jpeg
from tests.web.test_check import signed
from tests.web.town import Town
from walkon.actions import answer_video, ask_access, propose_video, respond
from walkon.actions.advance import advance
from walkon.actions.judge_films import after_review
from walkon.actions.propose_video import Shape
from walkon.actions.stop_uses import end
from walkon.domain.capture import Language, draw_challenge
from walkon.domain.desk import asked, film_rules, offered
from walkon.domain.grants import Audience, Kind
from walkon.domain.ids import TakeId, UploadId
from walkon.domain.people import Account
from walkon.domain.policies import STANDARD
from walkon.domain.production import Production
from walkon.domain.refusal import Reason
from walkon.domain.takes import SentTake, TakeState
from walkon.ports.store import Unit, What
from walkon.rehearsal.take import perform

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KEEPER, JUN, IDA, NOA, LEO, KAI, RHEA = "keeper", "jun", "ida", "noa", "leo", "kai", "rhea"
"""Who comes by browser: runs the server; is in the middle of everything; is new; got a strike; has withdrawn everything; is
suspended, and has appealed; decides at the desk."""
MARS = "me and @mina as astronauts on Mars"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What there is to see, by the names that addresses have."""

    town: Town
    kept: dict[str, Any]  # the session of everybody who comes by browser
    films: dict[str, str]  # ids by what is special about each
    report: str
    appeal: str  # the report on whose decision somebody appealed
    take: str
    link: str  # a share that anyone can open
    signed: bytes  # a film with credentials
    portrait: bytes  # JPEG: how a cameo looks

    def close(self) -> None:
        self.town.close()


class Cinema(Town):
    """Its films have the shape of the reel that was chosen last."""

    shape = Shape()

    def shows(self, reel: Reel) -> Cinema:
        self.film, self.stills, self.shape = reel.film, reel.stills, Shape(width=reel.size[0], height=reel.size[1])
        return self

    def asks(self, owner: Account, prompt: str, *cast: Account, audience: Audience = Audience.SERVER) -> Production:
        handles, use = [person.handle for person in cast], replace(USE, audience=audience)

        def propose(unit: Unit) -> Production:
            now = self.society.clock.now()
            made = propose_video.propose(
                unit, owner, prompt, handles, use, now, plan=planned, shape=self.shape, allowances=ROOMY
            )
            return propose_video.send(unit, owner, made.id, now, ROOMY)

        return self.society.does(propose)


def furnished(house: House, browser: Browser) -> Scene:
    """Moves everybody in."""
    visitors = {}
    for name in (KEEPER, JUN, IDA, NOA, LEO, KAI, RHEA):
        visitors[name] = Visitor(browser.new_context(base_url=house.address, locale="en-US"), name)
        visitors[name].signs_up()
    town = Cinema(house)
    town.society.clock = Now()
    people = {name: town.lives_here(name) for name in ("mina", "sora", "haru", "yuna")}
    people |= {name: town.moves_in(visitors[name]) for name in (JUN, NOA, LEO)}
    people |= {name: town.account(visitors[name]) for name in (KEEPER, IDA, KAI)}
    jun, mina, sora, haru = (people[name] for name in (JUN, "mina", "sora", "haru"))
    town.friends(jun, mina, sora, haru, people[NOA])
    for one in (mina, sora):
        town.allows(one)
    town.allows(jun, replace(ASKED_BOTH, kinds=frozenset(Kind) - {Kind.HORROR}, audience=Audience.ANYONE))
    films = films_of(town, people)
    asks_jun(town, jun, people["yuna"])
    scene = Scene(
        town=town,
        films=films,
        report=reports(visitors, films),
        appeal=appealed(visitors),
        take=left_to_a_person(town, people[NOA]),
        link=link_of(visitors[JUN], films["shared"]),
        signed=signed(house, gallery("surf").film),
        portrait=portrait(),
        kept={name: visitor.context.storage_state() for name, visitor in visitors.items()},
    )
    visitors[LEO].asks("DELETE", "/me/cameo")
    scene.kept[LEO] = visitors[LEO].context.storage_state()
    for visitor in visitors.values():
        visitor.context.close()
    return scene


def films_of(town: Cinema, people: dict[str, Account]) -> dict[str, str]:
    """One film in each state that looks different."""
    jun, mina, sora, haru = (people[name] for name in (JUN, "mina", "sora", "haru"))
    shown = Audience.SERVER

    of = town.shows
    made = {
        "refused": of(gallery("detective")).asks(jun, "me and @haru as detectives at night", jun, haru, audience=shown),
        "withdrawn": of(gallery("surf")).releases(jun, "me surfing a giant wave", jun),
        "detective": of(gallery("detective")).releases(haru, "me as a detective on a rainy night", haru),
        "surf": of(gallery("surf")).releases(sora, "me surfing a giant wave at sunset", sora),
        "concert": of(gallery("concert")).releases(mina, "me singing at a concert in the evening", mina),
        "shared": of(example()).releases(jun, MARS, jun, mina, audience=Audience.ANYONE),
        "ready": of(gallery("concert")).draws(town.asks(jun, "me on a big stage, everybody sings along", jun)),
        "waiting": town.asks(jun, "me and @haru dancing at a concert", jun, haru, audience=shown),
        "making": of(example()).asks(jun, "me and @mina on a spaceship", jun, mina, audience=shown),
    }
    town.society.does(lambda unit: refuses(unit, haru, made["refused"], town.society.clock.now()))
    town.society.does(lambda unit: takes_back(unit, jun, made["withdrawn"], town.society.clock.now()))
    of(example()).keeps(made["making"], What.STILL, town.stills)
    town.society.bench.jobs = [job for job in town.society.bench.jobs if job.production == made["making"].id]
    town.society.work()
    town.society.bench.jobs.clear()
    made["desk"] = to_the_desk(of(gallery("detective")), sora)
    made["asks"] = storyboard_asked(of(example()), sora, jun)
    made["asked"] = town.asks(mina, "me and @jun in a haunted house at midnight", mina, jun, audience=shown)
    said(town, made["shared"], mina, sora, haru)
    return {name: str(one.id) for name, one in made.items()}


def refuses(unit: Unit, who: Account, film: Production, now: datetime) -> None:
    answer_video.refuse(unit, who, film.id, now, "Not at night, please.")


def takes_back(unit: Unit, who: Account, film: Production, now: datetime) -> None:
    found = unit.productions.get(film.id)
    assert found is not None
    end(unit, found, now, ("owner",))


def to_the_desk(town: Town, owner: Account) -> Production:
    """A film that the server's rules send to a person."""
    made = town.asks(owner, "me as a detective who never sleeps", owner)
    town.keeps(made, What.STILL, town.stills)
    town.society.work()
    town.society.bench.jobs.clear()
    town.keeps(made, What.FILM, [town.film])

    def drawn(unit: Unit) -> Production:
        now, found = town.society.clock.now(), unit.productions.get(made.id)
        assert found is not None
        return after_review(unit, advance(unit, found, now), film_rules("everyday"), (), now)

    return town.society.does(drawn)


def storyboard_asked(town: Town, owner: Account, jun: Account) -> Production:
    """`jun` is shown a storyboard, and has not answered yet."""
    made = town.asks(owner, "me and @jun exploring Mars at sunset", owner, jun, audience=Audience.FRIENDS)
    town.keeps(made, What.STILL, town.stills)
    town.society.work()
    town.society.bench.jobs.clear()
    return made


def said(town: Town, film: Production, *people: Account) -> None:
    words = (
        "The helmets!",
        "Whose idea was the light at the end? I have watched it ten times.",
        "More of this, please.",
    )
    for one, sentence in zip(people, words, strict=True):
        town.society.does(likes(town, one, film))
        town.society.does(writes(town, one, film, sentence))


def likes(town: Town, one: Account, film: Production) -> Callable[[Unit], None]:
    return lambda unit: respond.like(unit, one, film.id, town.society.clock.now())


def writes(town: Town, one: Account, film: Production, words: str) -> Callable[[Unit], object]:
    return lambda unit: respond.comment(unit, one, film.id, words, town.society.clock.now())


def asks_jun(town: Town, jun: Account, yuna: Account) -> None:
    town.friends(jun, yuna)
    now = town.society.clock.now()
    town.society.does(
        lambda unit: ask_access.ask_access(
            unit, yuna, jun.handle, TERMS, "For the film of our holiday by the sea.", now
        )
    )


def reports(visitors: dict[str, Visitor], films: dict[str, str]) -> str:
    """One that was decided with a strike, one that is open; gives the open one's id."""
    keeper, jun = visitors[KEEPER], visitors[JUN]
    jun.asks("POST", "/people/noa/report", {"wrong": "harassment", "note": "The same comment under each of my films."})
    (case,) = keeper.asks("GET", "/desk/reports")
    keeper.asks("POST", f"/desk/reports/{case['id']}/decide", RULING)
    jun.asks(
        "POST", f"/productions/{films['detective']}/report", {"wrong": "deception", "note": "It says it is the news."}
    )
    (case,) = keeper.asks("GET", "/desk/reports")
    return str(case["id"])


def appealed(visitors: dict[str, Visitor]) -> str:
    """A reviewer warned somebody, who wants it looked at again; they are suspended, too. Gives the report's id."""
    keeper, jun, kai, rhea = (visitors[name] for name in (KEEPER, JUN, KAI, RHEA))
    keeper.asks("PUT", "/desk/reviewers/rhea")
    jun.asks("POST", "/people/kai/report", {"wrong": "impersonation", "note": "He writes to my friends in my name."})
    (case,) = (one for one in rhea.asks("GET", "/desk/reports") if one["wrong"] == "impersonation")
    ruling = {"ruling": "warn", "note": "Nobody may pass for somebody else here.", "strike": True}
    rhea.asks("POST", f"/desk/reports/{case['id']}/decide", ruling)
    (decided,) = kai.asks("GET", "/me/rulings")
    keeper.asks("POST", "/admin/people/kai/suspend")
    words = {"note": "It was a joke among friends, and Jun knew of it. I have told them so."}
    kai.asks("POST", f"/me/rulings/{decided['id']}/appeal", words)
    return str(case["id"])


RULING = {"ruling": "warn", "note": "Please leave his films alone.", "strike": True}


def left_to_a_person(town: Town, account: Account) -> str:
    """A recording that the rules alone do not decide."""
    now = town.society.clock.now()
    take = SentTake(
        id=TakeId(secrets.token_hex(16)),
        account=account.id,
        device="",
        challenge="",
        upload=UploadId(secrets.token_hex(16)),
        state=TakeState.IN_REVIEW,
        sent_at=now - timedelta(minutes=40),
        judged_at=now - timedelta(minutes=38),
        reasons=(Reason.NO_LIGHT_CODE.value,),
    )
    review = offered(take, STANDARD, (Reason.NO_LIGHT_CODE,), good(), now - timedelta(minutes=38))

    def lies_there(unit: Unit) -> None:
        unit.takes.add(take)
        unit.take_reviews.add(asked(review, now - timedelta(minutes=30)))

    town.society.does(lies_there)
    return str(take.id)


def link_of(owner: Visitor, film: str) -> str:
    """Where anyone can see it."""
    return str(owner.asks("PUT", f"/productions/{film}/share", {"days": 7})["url"])


def portrait() -> bytes:
    """A drawn performer, looking at us."""
    challenge = draw_challenge(random.Random(1), Language.ENGLISH, datetime.now(UTC))
    calm = replace(challenge, steps=(replace(challenge.steps[0], seconds=0.5),))
    picture = np.asarray(next(iter(perform("birch", calm, size=(480, 480)).pictures)))
    return jpeg(picture)
