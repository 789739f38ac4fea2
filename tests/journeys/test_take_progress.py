"""Whoever sent a recording sees what a worker is doing with it, and where in it the challenge was looked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.desk_house import DeskHouse, Seen
from walkon.actions.send_take import Screening, holder_of, look_at
from walkon.domain.attempts import Limits, attempt
from walkon.domain.capture import Challenge
from walkon.domain.ids import TakeId
from walkon.domain.takes import TakeState
from walkon.ports.making import Recording
from walkon.ports.world import Progress
from walkon.vault.challenges import AttemptFile


def test_a_worker_tells_how_far_it_is(tmp_path: Path) -> None:
    house = DeskHouse(tmp_path)
    mina = house.person("mina").signs_up()
    seen: list[tuple[str, float] | None] = []
    asked: list[float] = []

    def perceive(take: Recording, challenge: Challenge | None, progress: Progress) -> Seen:
        assert challenge is not None, take
        asked.append(challenge.steps[0].at)
        for stage, share in (("decode", 0.5), ("perceive", 0.0), ("perceive", 0.04), ("perceive", 0.5), ("voice", 0.0)):
            progress(stage, share)
            now = shown()["progress"]
            seen.append(None if now is None else (now["stage"], now["share"]))
        return Seen(house.evidence, bytes(512))

    def shown() -> Any:
        return mina.ok("GET", "/me/takes")[0]

    challenge = mina.ok("POST", "/me/challenges", {}, 201)
    sent = mina.ok("POST", "/me/takes", {"challenge": challenge, "upload": mina.uploads(b"picture" * 9)}, 202)
    late = house.society.store.read(lambda unit: unit.takes.find(id=TakeId(sent["id"])))
    assert late is not None
    house.society.does(lambda unit: unit.takes.save(replace(late, lead=0.25)))
    screening: Screening[Seen] = house.screening
    maker = screening.maker()
    maker = replace(maker, checker=replace(maker.checker, perceive=perceive))
    assert look_at(replace(screening, maker=lambda: maker), late.id) is TakeState.NEEDS_REVIEW
    assert seen == [None, ("perceive", 0.0), ("perceive", 0.0), ("perceive", 0.5), ("voice", 0.0)]
    assert asked == [0.25]
    told = shown()
    assert (told["state"], told["progress"]) == ("needs_review", None)
    assert [reason["code"] for reason in told["why"]] == told["reasons"]
    assert {reason["course"] for reason in told["why"]} == {"review"}
    house.society.close()


@pytest.mark.parametrize("language", ["en", "ko"])
def test_reasons_come_in_ones_own_language(tmp_path: Path, language: str) -> None:
    house = DeskHouse(tmp_path)
    mina = house.person("mina").signs_up(language=language)
    take = house.left_to_a_person(mina)
    says = " ".join(reason["says"] for reason in mina.ok("GET", f"/me/takes/{take}")["why"])
    assert says
    assert says.isascii() is (language == "en")
    house.society.close()


def test_recordings_that_nobody_finished_take_nobodys_place(tmp_path: Path) -> None:
    house = DeskHouse(tmp_path)
    mina = house.person("mina").signs_up()
    places = []
    for _ in range(6):  # twice as many as may lie about unfinished
        place = mina.browser.post("/api/v1/uploads", headers={"Upload-Defer-Length": "1"}).headers["location"]
        mina.ok("POST", "/me/recordings", {"upload": place.rpartition("/")[2]}, 201)
        places.append(place)
    assert [mina.browser.head(place).status_code for place in places] == [404] * 5 + [200]
    same = {"upload": places[-1].rpartition("/")[2]}
    mina.ok("POST", "/me/recordings", same, 201)  # other steps for the same upload
    assert mina.browser.head(places[-1]).status_code == 200
    house.society.close()


def test_who_tried_often_enough_is_told_before_recording(tmp_path: Path) -> None:
    house = DeskHouse(tmp_path)
    mina = house.person("mina").signs_up()
    book = AttemptFile(tmp_path)
    house.app.state.service = replace(house.app.state.service, attempts=book)
    holder = holder_of(mina.ok("GET", "/me")["id"], "phone")
    for _ in range(Limits().per_account):
        book.record(attempt(holder, house.society.clock.now()))
    upload = mina.browser.post("/api/v1/uploads", headers={"Upload-Defer-Length": "1"}).headers["location"]
    wanted = {"upload": upload.rpartition("/")[2]}
    assert mina.fails(422, "too_many_attempts", "POST", "/me/recordings", wanted)["fields"]["until"]
    house.society.clock.advance(hours=25)
    mina.signs_in()
    fresh = mina.browser.post("/api/v1/uploads", headers={"Upload-Defer-Length": "1"}).headers["location"]
    mina.ok("POST", "/me/recordings", {"upload": fresh.rpartition("/")[2]}, 201)
    house.society.close()
