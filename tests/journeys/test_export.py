"""Somebody takes everything with them: whole, theirs alone, and nothing of it lies in the clear."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.journeys.test_api import Guest, House
from tests.made_puppet import likeness
from walkon.api.archive import Entry, archived
from walkon.domain.errors import NothingSealed
from walkon.domain.ids import CameoId
from walkon.likeness.portrait import portrait
from walkon.ports.store import Made, What

FILM = bytes(range(256)) * 5000
PICTURE = b"\xff\xd8 a portrait"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    found = House(tmp_path)
    found.app.state.service = replace(found.app.state.service, portrait=lambda cameo: PICTURE)
    yield found
    found.society.close()


def has_a_film(house: House, person: Guest) -> str:
    film = str(person.ok("POST", "/productions", {"prompt": "me on Mars", "cast": [person.name]}, 201)["id"])
    kept = house.media.put(f"films/{film}/1-test", [FILM])
    made = Made(
        production=film,  # type: ignore[arg-type]
        what=What.FILM,
        place=0,
        attempt=1,
        made_at=house.society.clock.now(),
        name=kept.name,
        size=kept.size,
        sha256=kept.sha256,
        wrapped_key=kept.wrapped_key,
    )
    house.society.does(lambda unit: unit.made.add(made))
    return film


def archive_of(person: Guest) -> zipfile.ZipFile:
    answer = person.asks("GET", "/me/export")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["cache-control"] == "private, no-store"
    found = zipfile.ZipFile(io.BytesIO(answer.content))
    assert found.testzip() is None
    return found


def test_everything_goes_with_me(house: House) -> None:
    mina, jun = (house.person(name).signs_up().has_a_cameo() for name in ("mina", "jun"))
    film, other = has_a_film(house, mina), has_a_film(house, jun)
    for _ in range(60):  # more than a page of them
        mina.ok("POST", "/productions", {"prompt": "me on Mars at night", "cast": ["mina"]}, 201)
    mina.ok("PUT", "/me/following/jun", status=204)
    mina.ok("POST", "/me/invites", {}, 201)
    house.society.clock.advance(hours=1)
    mina.fails(403, "confirm_first", "GET", "/me/export")
    mina.confirms()
    archive = archive_of(mina)
    assert set(archive.namelist()) == {"README.txt", "walkon.json", "portrait.jpg", f"films/{film}.mp4"}
    assert archive.read(f"films/{film}.mp4") == FILM
    assert archive.read("portrait.jpg") == PICTURE
    known = json.loads(archive.read("walkon.json"))
    assert known["account"]["handle"] == "mina"
    assert len(known["productions"]) == 61
    assert [person["handle"] for person in known["following"]] == ["jun"]
    assert known["cameo"]["standing"] == "verified"
    assert len(known["passkeys"]) == len(known["sessions"]) == len(known["invites"]) == 1
    assert other not in archive.read("walkon.json").decode()
    secrets = [code for code in mina.codes if code in archive.read("walkon.json").decode()]
    assert secrets == []


def test_what_i_said_and_what_was_said_to_me(house: House) -> None:
    mina, jun = (house.person(name).signs_up().has_a_cameo() for name in ("mina", "jun"))
    mine, theirs = is_released(house, mina), is_released(house, jun)
    for person, film, words in ((jun, mine, "What a helmet"), (mina, theirs, "Me too"), (mina, mine, "Thank you")):
        person.ok("POST", f"/productions/{film}/comments", {"words": words}, 201)
        house.society.clock.advance(seconds=1)
    mina.ok("PUT", f"/productions/{theirs}/like", status=204)
    mina.confirms()
    known = json.loads(archive_of(mina).read("walkon.json"))
    assert [(one["production"], one["words"]) for one in known["comments"]] == [(theirs, "Me too"), (mine, "Thank you")]
    assert [one["production"] for one in known["likes"]] == [theirs]
    under = known["comments_under_my_films"]
    assert list(under) == [mine]
    assert [(one["author"], one["words"]) for one in under[mine]] == [("mina", "Thank you"), ("jun", "What a helmet")]


def is_released(house: House, person: Guest) -> str:
    wanted = {"prompt": "me on Mars", "cast": [person.name], "audience": "server"}
    film = str(person.ok("POST", "/productions", wanted, 201)["id"])
    person.ok("POST", f"/productions/{film}/send")
    house.society.work()
    house.society.work()
    person.ok("POST", f"/productions/{film}/release")
    return film


def test_with_neither_cameo_nor_film(house: House) -> None:
    mina = house.person("mina").signs_up()
    mina.confirms()
    archive = archive_of(mina)
    assert archive.namelist() == ["README.txt", "walkon.json"]
    assert json.loads(archive.read("walkon.json"))["cameo"] is None


def test_the_receipt_of_a_withdrawal_is_kept(house: House) -> None:
    mina = house.person("mina").signs_up().has_a_cameo()
    mina.confirms()
    receipt = mina.ok("DELETE", "/me/cameo")
    archive = archive_of(mina)
    assert archive.read(f"receipts/{receipt['id']}.jws").decode() == receipt["receipt"]


def test_no_program_carries_it_away(house: House) -> None:
    mina = house.person("mina").signs_up().has_a_cameo()
    mina.confirms()
    scopes = ["read", "create", "cameo", "answer"]
    token = mina.ok("POST", "/me/tokens", {"name": "t", "scopes": scopes}, 201)["text"]
    program = house.person("program")
    program.browser.headers["Authorization"] = f"Bearer {token}"
    for path in ("/me/export", "/me/cameo/portrait"):
        program.fails(403, "not_by_token", "GET", path)


def test_my_portrait_is_for_me(house: House) -> None:
    mina, jun = house.person("mina").signs_up().has_a_cameo(), house.person("jun").signs_up()
    answer = mina.asks("GET", "/me/cameo/portrait")
    assert (answer.content, answer.headers["content-type"]) == (PICTURE, "image/jpeg")
    assert answer.headers["cache-control"] == "private, no-store"
    jun.fails(404, "no_cameo", "GET", "/me/cameo/portrait")

    def nothing(cameo: CameoId) -> bytes:
        raise NothingSealed

    house.app.state.service = replace(house.app.state.service, portrait=nothing)
    mina.fails(404, "no_cameo", "GET", "/me/cameo/portrait")


def test_a_portrait_is_drawn_from_what_is_sealed() -> None:
    first, second = portrait(likeness()), portrait(likeness(90))
    assert first[:2] == b"\xff\xd8" and first != second
    assert first == portrait(likeness())


def test_an_archive_is_made_while_it_is_sent(house: House) -> None:
    """A file's pieces are asked for when what came before has gone out."""
    asked: list[int] = []

    def pieces(name: int) -> Iterator[bytes]:
        for _ in range(3):
            asked.append(name)
            yield b"piece" * 1000

    sent = archived([Entry(name=str(i), pieces=pieces(i)) for i in range(2)], house.society.clock.now())
    first = next(sent)
    assert first and len(asked) <= 1
    whole = zipfile.ZipFile(io.BytesIO(first + b"".join(sent)))
    assert {name: len(whole.read(name)) for name in whole.namelist()} == {"0": 15000, "1": 15000}
    assert whole.infolist()[0].date_time == house.society.clock.now().timetuple()[:6]
