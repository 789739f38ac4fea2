"""Lines that people read themselves, over HTTP: who may, when it counts, and when it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.filming import TERMS, Filming, allows, state
from tests.journeys.test_api import Guest
from tests.readings import Ears
from walkon.actions.forget import erase_due
from walkon.domain.ids import Handle, ProductionId
from walkon.domain.plan import Plan
from walkon.domain.provenance import hidden
from walkon.domain.readings import Doubt, lines_of
from walkon.ports.making import CastMember, Rendered
from walkon.ports.world import Progress

SAYS = {
    "prompt": "me and @mina in a small office, talking",
    "cast": ["jun", "mina"],
    "audience": "friends",
    "choices": {"lines": [{"handle": "jun", "text": "Good morning."}, {"handle": "mina", "text": "Hello from me!"}]},
}
MINAS, JUNS = 1, 0


@dataclass
class Remembering:
    """An engine that remembers which readings it was given."""

    given: list[dict[int, bytes]] = field(default_factory=list)
    name: str = "walkon-stage"
    version: str = "1"

    def render(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> Rendered:
        progress("draw", 0.5)
        self.given.append({place: data for member in cast.values() for place, data in member.readings.items()})
        read = tuple(who for who, member in cast.items() if member.readings)
        return Rendered(data=b"film", synthetic_voice=True, stages={}, read_by=read)

    def storyboard(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> tuple[bytes, ...]:
        assert not any(member.readings for member in cast.values())
        return tuple(b"\x89PNG still" for _ in plan.shots)


class Studio(Filming):
    """A house whose people can read their lines."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.ears, self.engine = Ears(), Remembering()
        self.app.state.service = replace(self.app.state.service, hear=self.ears)
        self.workshop = replace(self.workshop, engines={"walkon-stage": self.engine})

    def sealed(self) -> list[str]:
        """Readings that lie in the media store once what is due has been erased."""
        erase_due(self.society.store, self.media, self.society.clock.now())
        return sorted(name for name in self.media.names() if name.startswith("readings/"))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Studio]:
    found = Studio(tmp_path)
    yield found
    found.society.close()


@pytest.fixture
def pair(house: Studio) -> tuple[Guest, Guest]:
    jun, mina = house.guest("jun"), house.guest("mina")
    house.befriend(jun, mina)
    return jun, mina


def written(jun: Guest, **more: object) -> str:
    return str(jun.ok("POST", "/productions", SAYS | more, 201)["id"])


def reads(person: Guest, film: str, place: int, data: bytes = b"sound", words: str | None = None) -> Any:
    path = f"/api/v1/productions/{film}/lines/{place}/reading"
    more = {} if words is None else {"words": words}
    return person.browser.put(path, content=data, params=more, headers={"Content-Type": "audio/webm"})


def refused(answer: Any, status: int, code: str) -> dict[str, Any]:
    told: dict[str, Any] = answer.json()
    assert (answer.status_code, told.get("code")) == (status, code), answer.text
    return told


def cameo_of(person: Guest) -> Any:
    """As `Guest.has_a_cameo` names it."""
    return person.ok("GET", "/me")["id"][::-1]


def lines(person: Guest, film: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = person.ok("GET", f"/productions/{film}/lines")["lines"]
    return found


def test_ones_own_line_is_read_heard_and_said_of_the_film(house: Studio, pair: tuple[Guest, Guest]) -> None:
    jun, mina = pair
    allows(mina, jun)
    film = written(jun)
    [mine, hers] = lines(jun, film)
    assert (mine["handle"], mine["mine"], mine["can_read"], mine["read"]) == ("jun", True, True, False)
    assert (hers["handle"], hers["mine"], hers["can_read"], hers["room"] > 1) == ("mina", False, False, True)
    after = reads(jun, film, JUNS, words=mine["words"]).json()
    assert (after["read"], after["reading"]["seconds"], after["reading"]["unsure"]) == (True, 1.5, [])
    assert house.ears.asked == [("Good morning.", cameo_of(jun))]

    wave = jun.asks("GET", f"/productions/{film}/lines/0/reading")
    assert (wave.status_code, wave.headers["content-type"], wave.content[:4]) == (200, "audio/wav", b"RIFF")
    jun.ok("POST", f"/productions/{film}/send")
    mina.fails(404, "line_unknown", "GET", f"/productions/{film}/lines/0/reading")
    assert [(line["read"], line["reading"]) for line in lines(mina, film)] == [(True, None), (False, None)]
    house.works()
    assert state(jun, {"id": film}) == "ready"
    assert house.engine.given == [{JUNS: wave.content}]
    [claims] = house.claims
    assert claims.own_voices == (hidden(cameo_of(jun)),)

    refused(reads(jun, film, JUNS), 409, "reading_not_now")
    assert lines(jun, film)[0]["why_not"]
    jun.fails(409, "reading_in_use", "DELETE", f"/productions/{film}/lines/0/reading")
    [name] = house.sealed()
    assert name.startswith(f"readings/{film}/")
    jun.ok("POST", f"/productions/{film}/release")
    jun.ok("DELETE", f"/productions/{film}/lines/0/reading", status=204)
    assert house.sealed() == []


def test_nobody_reads_for_somebody_else(house: Studio, pair: tuple[Guest, Guest]) -> None:
    jun, mina = pair
    stranger = house.guest("stranger")
    film = written(jun)
    refused(reads(mina, film, MINAS), 404, "production_unknown")  # not asked yet
    refused(reads(stranger, film, MINAS), 404, "production_unknown")
    told = refused(reads(jun, film, MINAS), 422, "not_your_line")
    assert "@mina" in told["detail"]
    assert house.ears.asked == []
    jun.ok("POST", f"/productions/{film}/send")
    refused(reads(mina, film, JUNS), 422, "not_your_line")
    refused(reads(jun, film, 7), 404, "line_unknown")
    assert reads(mina, film, MINAS).status_code == 200
    jun.fails(404, "line_unknown", "DELETE", f"/productions/{film}/lines/{MINAS}/reading")
    jun.fails(404, "line_unknown", "GET", f"/productions/{film}/lines/{MINAS}/reading")
    token = mina.ok("POST", "/me/tokens", {"name": "script", "scopes": ["read", "answer"]}, 201)["text"]
    script = house.person("mina")
    script.browser.headers["Authorization"] = f"Bearer {token}"
    refused(reads(script, film, MINAS), 403, "not_by_token")


def test_what_does_not_fit_is_refused_in_words(house: Studio, pair: tuple[Guest, Guest]) -> None:
    jun, _mina = pair
    film = written(jun)
    good = house.ears.next
    for heard, reason in (
        (replace(good, speech=0.0), "silent"),
        (replace(good, seconds=14.0), "too_long"),
        (replace(good, snr=3.0), "noisy"),
        (replace(good, likeness=0.4), "other_voice"),
        (replace(good, words=None), "words_unsure"),  # nobody here could listen
    ):
        house.ears.next = heard
        told = refused(reads(jun, film, JUNS), 422, "reading_refused")
        assert reason in told["fields"]["reasons"]
        assert len(told["detail"]) > 20
    assert house.sealed() == []
    refused(reads(jun, film, JUNS, b""), 422, "reading_unreadable")
    refused(reads(jun, film, JUNS, bytes(4 << 20)), 413, "body_too_large")
    korean = jun.browser.put(
        f"/api/v1/productions/{film}/lines/0/reading", content=b"x", headers={"Accept-Language": "ko"}
    )
    assert "읽어 주세요" in korean.json()["detail"]
    assert house.engine.given == []


def test_other_words_make_it_void(house: Studio, pair: tuple[Guest, Guest]) -> None:
    jun, mina = pair
    film = written(jun)
    jun.ok("POST", f"/productions/{film}/send")
    before = lines(mina, film)[MINAS]["words"]
    assert reads(mina, film, MINAS, words=before).status_code == 200
    assert reads(jun, film, JUNS).status_code == 200
    mina.ok("POST", f"/productions/{film}/ask-change", {"words": "Something else, please."})
    assert [line["read"] for line in lines(jun, film)] == [True, True]  # the same words, so far
    new = 'me and @mina in a small office. @mina says "Good evening to you all."'
    jun.ok("POST", f"/productions/{film}/rewrite", {"prompt": new})
    assert [(line["text"], line["read"]) for line in lines(jun, film)] == [("Good evening to you all.", False)]
    assert house.sealed() == []
    refused(reads(mina, film, 0, words=before), 412, "changed_meanwhile")


def test_the_speakers_no_takes_it_along(house: Studio, pair: tuple[Guest, Guest]) -> None:
    jun, mina = pair
    film = written(jun)
    jun.ok("POST", f"/productions/{film}/send")
    assert reads(mina, film, MINAS).status_code == 200
    assert len(house.sealed()) == 1
    mina.ok("POST", f"/productions/{film}/refuse", {})
    assert house.sealed() == []
    assert lines(mina, film)[MINAS]["read"] is False


@pytest.mark.parametrize("how", ["revoke", "block", "cancel", "withdraw"])
def test_it_goes_with_what_it_was_for(house: Studio, pair: tuple[Guest, Guest], how: str) -> None:
    jun, mina = pair
    grant = allows(mina, jun, approval="every_video", stages=["storyboard"])
    film = written(jun)
    jun.ok("POST", f"/productions/{film}/send")
    house.works()
    assert state(jun, {"id": film}) == "waiting_for_approvals"
    assert reads(mina, film, MINAS).status_code == 200
    assert len(house.sealed()) == 1
    match how:
        case "revoke":
            mina.ok("POST", f"/me/cameo/grants/{grant['id']}/revoke")
        case "block":
            mina.ok("PUT", "/me/blocked/jun", status=204)
        case "cancel":
            jun.ok("POST", f"/productions/{film}/cancel")
        case _:
            mina.confirms()
            mina.ok("DELETE", "/me/cameo")
    assert house.sealed() == []
    assert house.society.store.read(lambda unit: unit.own_readings.all()) == []


def test_a_block_while_it_waits_takes_it_along(house: Studio, pair: tuple[Guest, Guest]) -> None:
    jun, mina = pair
    film = written(jun)
    jun.ok("POST", f"/productions/{film}/send")
    assert state(jun, {"id": film}) == "waiting_for_consent"
    assert reads(mina, film, MINAS).status_code == 200
    mina.ok("PUT", "/me/blocked/jun", status=204)
    assert house.sealed() == []


def test_the_result_is_asked_for_where_anything_is(house: Studio, pair: tuple[Guest, Guest]) -> None:
    """A permission that shows the storyboard only: nobody could hear a reading in it."""
    jun, mina = pair
    allows(mina, jun, approval="every_video", stages=["storyboard"])
    films = [written(jun) for _ in range(2)]
    assert reads(jun, films[0], JUNS).status_code == 200
    for film in films:
        jun.ok("POST", f"/productions/{film}/send")
    house.works()
    for film in films:
        mina.ok("POST", f"/productions/{film}/approve", {})
    house.works()
    assert [state(jun, {"id": film}) for film in films] == ["waiting_for_final_approvals", "ready"]
    mina.ok("POST", f"/productions/{films[0]}/approve", {})
    assert state(jun, {"id": films[0]}) == "ready"


def test_a_doubt_is_a_reviewers(house: Studio, pair: tuple[Guest, Guest]) -> None:
    jun, mina = pair
    boss = house.person("boss").signs_up()
    boss.confirms()
    admin = boss if boss.ok("GET", "/me")["office"] == "admin" else jun
    admin.confirms()
    if admin is jun:
        jun.ok("PUT", "/desk/reviewers/boss", status=204)
    allows(mina, jun)
    film = written(jun)
    house.ears.next = replace(house.ears.next, likeness=0.72)
    kept = reads(jun, film, JUNS).json()
    assert kept["reading"]["unsure"] == [Doubt.VOICE.value]
    assert kept["reading"]["why"]
    jun.ok("POST", f"/productions/{film}/send")
    house.works()
    shown = jun.ok("GET", f"/productions/{film}")
    assert (shown["state"], shown["why"]) == ("waiting_for_reviewer", [Doubt.VOICE.value])


def test_the_same_words_in_another_film(house: Studio, pair: tuple[Guest, Guest]) -> None:
    """What is made from a film keeps what its maker read; others say themselves that theirs may be heard again."""
    jun, mina = pair
    mina.ok("POST", "/me/cameo/grants", {"to": "friends", "terms": TERMS}, 201)
    film = written(jun)
    assert reads(jun, film, JUNS).status_code == 200
    jun.ok("POST", f"/productions/{film}/send")
    assert reads(mina, film, MINAS).status_code == 200
    other = jun.ok("POST", f"/productions/{film}/vary", status=201)["id"]
    assert [(line["read"], line["earlier"]) for line in lines(jun, other)] == [(True, False), (False, False)]
    jun.ok("POST", f"/productions/{other}/send")
    assert lines(mina, other)[MINAS]["earlier"] is True
    refused(jun.asks("POST", f"/productions/{other}/lines/{MINAS}/reading/again"), 422, "not_your_line")
    assert mina.ok("POST", f"/productions/{other}/lines/{MINAS}/reading/again")["read"] is True
    assert len(house.sealed()) == 2
    jun.ok("POST", f"/productions/{film}/cancel")
    assert len(house.sealed()) == 2  # heard in the other one still
    house.works()
    assert set(house.engine.given[-1]) == {JUNS, MINAS}
    assert mina.asks("GET", f"/productions/{other}/lines/{MINAS}/reading").content[:4] == b"RIFF"
    jun.ok("POST", f"/productions/{other}/cancel")
    assert house.sealed() == []


def test_read_again_replaces_and_is_exported(house: Studio, pair: tuple[Guest, Guest]) -> None:
    jun, _mina = pair
    film = written(jun)
    assert reads(jun, film, JUNS).status_code == 200
    first = house.sealed()
    house.ears.next = replace(house.ears.next, seconds=1.1)
    assert reads(jun, film, JUNS).json()["reading"]["seconds"] == 1.1
    assert len(house.sealed()) == 1
    assert house.sealed() != first
    jun.confirms()
    with ZipFile(BytesIO(jun.asks("GET", "/me/export").content)) as archive:
        assert archive.read(f"readings/{film}-0.wav")[:4] == b"RIFF"
        assert b'"readings"' in archive.read("walkon.json")
    jun.ok("DELETE", f"/productions/{film}/lines/0/reading", status=204)
    assert house.sealed() == []
    jun.fails(404, "line_unknown", "DELETE", f"/productions/{film}/lines/0/reading")


def test_another_engine_speaks_by_itself(tmp_path: Path) -> None:
    house = Filming(tmp_path, {"elsewhere": Remembering(name="elsewhere")})
    house.app.state.service = replace(house.app.state.service, hear=Ears())
    jun = house.guest("jun")
    wanted = {"prompt": "me", "cast": ["jun"], "engine": "elsewhere"}
    choices = {"lines": [{"handle": "jun", "text": "Good morning."}]}
    film = jun.ok("POST", "/productions", wanted | {"choices": choices}, 201)["id"]
    refused(reads(jun, film, 0), 409, "reading_engine")
    assert lines(jun, film)[0]["can_read"] is False
    house.society.close()


def test_a_tampered_row_is_not_heard(house: Studio, pair: tuple[Guest, Guest]) -> None:
    """Words that do not fit, another cameo, another account: the worker leaves the reading where it lies."""
    jun, mina = pair
    allows(mina, jun)
    for changes in (
        {"words": "0" * 64},
        {"cameo": cameo_of(mina)},
        {"account": mina.ok("GET", "/me")["id"]},
    ):
        film = written(jun)
        assert reads(jun, film, JUNS).status_code == 200
        [row] = house.society.store.read(lambda unit, film=film: unit.own_readings.all(production=film))  # type: ignore[misc]
        house.society.does(lambda unit, row=row, changes=changes: unit.own_readings.save(replace(row, **changes)))  # type: ignore[misc]
        jun.ok("POST", f"/productions/{film}/send")
        house.works()
        assert house.engine.given[-1] == {}
        found = house.society.store.read(lambda unit, film=film: unit.productions.get(ProductionId(film)))  # type: ignore[misc]
        assert found is not None
        assert found.plan is not None
        assert len(lines_of(found.plan)) == 2
