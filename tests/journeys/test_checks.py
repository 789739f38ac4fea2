"""Anybody with a file, or an address, asks what it is: signed films, altered ones, those that were taken back, receipts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.journeys.test_api import Guest, House
from tests.visitors import ORIGIN
from walkon.actions import become_of
from walkon.actions.stop_uses import end
from walkon.api.checking import CheckersBusy, Checking, FileTooSlow, Held, Room
from walkon.domain.cameo import Standing
from walkon.domain.ids import ProductionId
from walkon.domain.production import State
from walkon.domain.provenance import Claims, ConsentRecord, production_mark
from walkon.media.credentials import sign_film
from walkon.media.encode import FilmEncoder
from walkon.ports.store import Made, Unit, What
from walkon.vault.cameos import LocalVault
from walkon.vault.keys import KeyFile
from walkon.vault.signing import SigningIdentity, SigningRoom

BYTES = {"Content-Type": "application/octet-stream"}


@pytest.fixture(scope="module")
def plain() -> bytes:
    noise = np.random.default_rng(3)
    with FilmEncoder(160, 96) as encoder:
        for _ in range(12):
            encoder.write(noise.integers(0, 256, (96, 160, 3), dtype=np.uint8))
        return encoder.finish(None)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    found = House(tmp_path)
    yield found
    found.society.close()


def signed(house: House, plain: bytes, production: str | None, identity: SigningIdentity | None = None) -> bytes:
    claims = Claims(
        engine="walkon-stage",
        engine_version="1.0",
        consents=(ConsentRecord(cameo="c" * 64, basis=Standing.VERIFIED),),
        unverified=False,
        synthetic_voice=True,
        production=None if production is None else production_mark(ProductionId(production)),
        made_on=house.society.clock.now().date(),
    )
    return sign_film(plain, claims, identity or house.signing.identity())


def film_of(
    house: House, person: Guest, plain: bytes, state: State = State.RELEASED, audience: str = "cast"
) -> tuple[str, bytes]:
    """A production of somebody's with a signed film, as a worker leaves it."""
    wanted = {"prompt": "me on Mars", "cast": [person.name], "audience": audience}
    made: Any = person.ok("POST", "/productions", wanted, 201)["id"]
    data, now = signed(house, plain, made), house.society.clock.now()
    kept = house.media.put(f"films/{made}/1", [data])

    def add(unit: Unit) -> None:
        fields = {"name": kept.name, "size": kept.size, "sha256": kept.sha256, "wrapped_key": kept.wrapped_key}
        unit.made.add(Made(production=made, what=What.FILM, place=0, attempt=1, made_at=now, **fields))  # type: ignore[arg-type]
        become_of.remember(unit, made, now)
        found = unit.productions.get(made)
        assert found is not None
        unit.productions.save(replace(found, state=state), found.state)

    house.society.does(add)
    return made, data


def check(house: House, data: bytes, status: int = 200, language: str = "en") -> Any:
    answer = house.person("anybody").browser.post(
        "/api/v1/checks", content=data, headers=BYTES | {"Accept-Language": language}
    )
    assert answer.status_code == status, answer.text
    return answer.json()


def taken_back(house: House, production: str) -> None:
    def change(unit: Unit) -> None:
        found = unit.productions.get(ProductionId(production))
        assert found is not None
        end(unit, found, house.society.clock.now(), ("owner",))

    house.society.does(change)


def test_a_film_of_this_server(house: House, plain: bytes) -> None:
    mina = house.person("mina").signs_up().has_a_cameo()
    made, data = film_of(house, mina, plain)
    found = check(house, data)
    assert (found["kind"], found["verdict"], found["signed_here"], found["since"]) == (
        "film",
        "genuine",
        True,
        "stands",
    )
    film = found["film"]
    assert (film["generated"], film["engine"], film["synthetic_voice"]) == (True, "walkon-stage", True)
    assert film["consents"] == [{"cameo": "c" * 64, "basis": "verified"}]
    assert film["made_on"] == house.society.clock.now().date().isoformat()
    taken_back(house, made)
    assert check(house, data)["verdict"] == "withdrawn"
    assert "mina" not in str(check(house, data)) and made not in str(check(house, data))


def test_a_hidden_film_was_not_taken_back(house: House, plain: bytes) -> None:
    mina = house.person("mina").signs_up().has_a_cameo()
    _, data = film_of(house, mina, plain, State.HIDDEN)
    assert check(house, data)["verdict"] == "genuine"


def test_what_was_changed_shows(house: House, plain: bytes) -> None:
    mina = house.person("mina").signs_up().has_a_cameo()
    _, data = film_of(house, mina, plain)
    changed = bytearray(data)
    changed[data.index(b"mdat") + 400] ^= 1
    found = check(house, bytes(changed))
    assert (found["verdict"], found["signed_here"], found["since"]) == ("altered", False, "unknown")
    assert check(house, data[:-2000])["verdict"] in ("altered", "unsigned")
    assert check(house, plain)["verdict"] == "unsigned" and check(house, plain)["film"] is None


def test_somebody_elses_signature_learns_nothing_here(house: House, plain: bytes, tmp_path: Path) -> None:
    """A mark can be copied; what became of a film is told of what this server signed only."""
    mina = house.person("mina").signs_up().has_a_cameo()
    made, _ = film_of(house, mina, plain)
    taken_back(house, made)
    elsewhere = tmp_path / "elsewhere"
    keys = LocalVault(elsewhere, KeyFile(elsewhere / "keys" / "master.key")).keys
    forged = signed(house, plain, made, SigningRoom(elsewhere, keys, house.society.clock.now).identity())
    found = check(house, forged)
    assert (found["verdict"], found["signed_here"], found["since"]) == ("signed_elsewhere", False, "unknown")


def test_files_that_are_none(house: House) -> None:
    assert check(house, b"", 422)["code"] == "clip_empty"
    assert check(house, b"%PDF-1.7 of somebody", 422)["code"] == "not_a_video"
    assert "영상 파일이 아닙니다" in check(house, b"%PDF-1.7", 422, "ko")["detail"]


def test_too_large_and_too_many(house: House, plain: bytes) -> None:
    small = Checking(root=house.signing.root, largest=5 << 20, room=Room(1_000_000))
    house.app.state.service = replace(house.app.state.service, checking=small)
    assert check(house, bytes(1_500_000), 429)["code"] == "checkers_busy"
    assert check(house, b"\0" * 10 + b"none", 422)["code"] == "not_a_video"  # what was refused gave its room back
    roomy = replace(small, room=Room(9 << 20))
    house.app.state.service = replace(house.app.state.service, checking=roomy)
    told = check(house, bytes((5 << 20) + 1), 413)
    assert (told["code"], told["fields"]["limit"]) == ("file_too_big", 5)


def test_room_is_given_back_whatever_happens() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield bytes(10)

    room = Room(35)
    held = Held(room, 1000)
    with pytest.raises(CheckersBusy):
        asyncio.run(held.fill(pieces()))
    held.close()
    held.close()
    room.take(35)


def test_who_sends_too_slowly_is_not_waited_for() -> None:
    async def never() -> AsyncIterator[bytes]:
        yield bytes(10)
        await asyncio.Event().wait()

    room = Room(10)
    held = Held(room, 1000)
    with pytest.raises(FileTooSlow):
        asyncio.run(held.fill(never(), patience=0.01))
    held.close()
    room.take(10)


def test_by_link(house: House, plain: bytes) -> None:
    mina = house.person("mina").signs_up().has_a_cameo()
    anybody = house.person("anybody")
    made, _ = film_of(house, mina, plain)
    mine = mina.ok("POST", "/checks/links", {"link": f"{ORIGIN}/films/{made}"})
    assert (mine["verdict"], mine["film"]["engine"]) == ("genuine", "walkon-stage")
    theirs = anybody.ok("POST", "/checks/links", {"link": f"{ORIGIN}/films/{made}?t=3"})
    assert (theirs["verdict"], theirs["since"], theirs["film"]) == ("genuine", "stands", None)
    link = mina.ok("POST", f"/productions/{made}/links", {}, 201)["url"]
    assert anybody.ok("POST", "/checks/links", {"link": link})["film"]["consents"]
    taken_back(house, made)
    assert mina.ok("POST", "/checks/links", {"link": made})["verdict"] == "withdrawn"
    for link in (
        f"https://elsewhere.example/{made}",
        f"{ORIGIN}/films/{'0' * 32}",
        "nonsense",
        f"{ORIGIN}/api/v1/links/x",
    ):
        anybody.fails(404, "nothing_to_check", "POST", "/checks/links", {"link": link})


def test_by_the_link_it_was_shared_by(house: House, plain: bytes) -> None:
    mina = house.person("mina").signs_up().has_a_cameo()
    anybody = house.person("anybody")
    made, _ = film_of(house, mina, plain, audience="anyone")
    url = mina.ok("PUT", f"/productions/{made}/share", {})["url"]
    assert anybody.ok("POST", "/checks/links", {"link": url})["film"]["consents"]
    taken_back(house, made)
    anybody.fails(404, "nothing_to_check", "POST", "/checks/links", {"link": url})


def test_a_draft_is_nothing_to_check(house: House) -> None:
    mina = house.person("mina").signs_up().has_a_cameo()
    made = mina.ok("POST", "/productions", {"prompt": "me on Mars", "cast": ["mina"]}, 201)["id"]
    house.person("anybody").fails(404, "nothing_to_check", "POST", "/checks/links", {"link": f"{ORIGIN}/films/{made}"})


def test_a_withdrawal_receipt(house: House) -> None:
    mina = house.person("mina").signs_up().has_a_cameo()
    mina.confirms()
    receipt = mina.ok("DELETE", "/me/cameo")["receipt"].encode()
    found = check(house, receipt)
    assert (found["kind"], found["verdict"], found["signed_here"]) == ("receipt", "genuine", True)
    assert found["receipt"]["server"] == ORIGIN
    assert found["receipt"]["proven_at"] and "grants" in found["receipt"]["counts"]
    assert {"account", "copies_elsewhere"} <= {row["what"] for row in found["receipt"]["remains"]}
    spoilt = receipt[:-9] + (b"A" if receipt[-9:-8] != b"A" else b"B") + receipt[-8:]
    assert check(house, spoilt)["verdict"] == "altered"
