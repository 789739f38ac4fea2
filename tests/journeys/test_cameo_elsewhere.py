"""Somebody takes their cameo from one server to another; whether it is believed there is decided there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.journeys.test_api import Guest
from tests.made_puppet import likeness
from tests.place import Place
from tests.two_servers import FACE, FIRST, SECOND, Server, brings, fingerprint_of, packs
from tests.visitors import Person
from walkon import settings
from walkon.domain.cameo import Standing
from walkon.domain.ids import Handle
from walkon.domain.parcels import CLAIMED, LARGEST
from walkon.domain.policies import STANDARD
from walkon.domain.takes import TakeState
from walkon.ports.store import Unit

Both = tuple[Server, Server]


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    found = Server(tmp_path / "first", FIRST), Server(tmp_path / "second", SECOND)
    yield found
    for server in found:
        server.close()


def audited(server: Server) -> list[tuple[str, str]]:
    entries = server.admin.ok("GET", "/desk/audit")["entries"]
    return [(entry["act"], entry["code"]) for entry in entries if entry["act"].endswith("_cameo")]


def test_a_believed_cameo_is_verified_at_once_and_nobody_else_s(both: Both) -> None:
    first, second = both
    second.believes(first)
    mina = first.lives_here("mina")
    file, code = packs(mina)
    assert first.told(mina)[0] == "cameo_packed"
    assert audited(first) == [("packed_cameo", "")]
    assert likeness()[:64] not in file and FACE not in file

    there = second.person("mina").signs_up()
    status, found = brings(there, file, code.lower().replace("-", " "))
    assert (status, found["standing"], found["doubts"]) == (201, "verified", [])
    cameo = there.ok("GET", "/me/cameo")
    assert (cameo["standing"], cameo["shown_to"]) == ("verified", "nobody")
    assert (cameo["restrictions"], cameo["preferences"]) == (["no clowns"], ["always a raincoat"])
    assert there.ok("GET", "/me/cameo/grants") == []
    origin = there.ok("GET", "/me/cameo/origin")
    assert (origin["server"], origin["signer"], origin["believed"]) == (FIRST, first.fingerprint, True)
    assert (origin["policy"], origin["judged_by"]) == ("standard", "rules")
    assert second.told(there)[0] == "cameo_brought"
    assert audited(second) == [("brought_cameo", "believed")]
    kept = second.vault.find(Handle("mina"))
    assert kept is not None and second.vault.open(kept.id, "likeness") == likeness()
    assert mina.ok("GET", "/me/cameo")["standing"] == "verified"  # and it stays where it was
    assert mina.ok("GET", "/me/cameo/origin") is None


def test_whom_nobody_named_is_not_believed_until_a_recording(both: Both) -> None:
    first, second = both
    file, code = packs(first.lives_here("mina"))
    mina = second.person("mina").signs_up()
    status, found = brings(mina, file, code)
    assert (status, found["standing"], found["doubts"]) == (201, "unverified", ["sender"])
    assert mina.ok("GET", "/me/cameo")["standing"] == "unverified"
    before = second.vault.find(Handle("mina"))
    assert before is not None and second.vault.nearest_face(FACE) is None  # it keeps nobody else from coming
    assert second.vault.open(before.id, CLAIMED) == FACE

    second.left_to_a_person(mina)
    second.evidence = replace(second.evidence, witnessed=True)
    challenge = mina.ok("POST", "/me/challenges", {}, 201)
    upload = mina.uploads(b"take" * 999)
    recorded = mina.ok("POST", "/me/takes", {"challenge": challenge, "upload": upload}, 202)
    witnessed(second, recorded["id"])
    assert second.looks() is TakeState.ACCEPTED
    assert mina.ok("GET", "/me/cameo")["standing"] == "verified"
    after = second.vault.find(Handle("mina"))
    assert after is not None and (after.id, after.standing) == (before.id, Standing.VERIFIED)
    assert second.vault.open(after.id, "likeness") == b"likeness"  # what was recorded, not what was brought
    assert mina.ok("GET", "/me/cameo/origin")["believed"] is False


def witnessed(server: Server, take: str) -> None:
    """As if the server had told every step."""

    def change(unit: Unit) -> None:
        found = unit.takes.find(id=take)
        assert found is not None
        unit.takes.save(replace(found, witnessed=True))

    server.society.does(change)


def test_somebody_else_s_recording_verifies_nothing(both: Both) -> None:
    first, second = both
    file, code = packs(first.lives_here("mina", face=np.zeros(128, "<f4").tobytes()))
    mina = second.person("mina").signs_up()
    assert brings(mina, file, code)[0] == 201
    challenge = mina.ok("POST", "/me/challenges", {}, 201)
    upload = mina.uploads(b"take" * 999)
    take = mina.ok("POST", "/me/takes", {"challenge": challenge, "upload": upload}, 202)["id"]
    witnessed(second, take)
    assert second.looks() is TakeState.REFUSED
    assert "not_the_owner" in mina.ok("GET", f"/me/takes/{take}")["reasons"]
    assert mina.ok("GET", "/me/cameo")["standing"] == "unverified"


def test_a_face_close_to_somebody_s_here_is_left_to_a_recording_and_to_a_person(both: Both) -> None:
    first, second = both
    second.believes(first)
    second.lives_here("jun")
    file, code = packs(first.lives_here("mina"))
    mina = second.person("mina").signs_up()
    assert brings(mina, file, code)[1]["doubts"] == ["resembles"]
    challenge = mina.ok("POST", "/me/challenges", {}, 201)
    upload = mina.uploads(b"take" * 999)
    take = mina.ok("POST", "/me/takes", {"challenge": challenge, "upload": upload}, 202)["id"]
    witnessed(second, take)
    assert second.looks() is TakeState.NEEDS_REVIEW
    assert mina.ok("GET", f"/me/takes/{take}")["reasons"] == ["resembles"]
    mina.ok("POST", f"/me/takes/{take}/ask-review")
    second.opens(second.rhea, take)
    second.rhea.ok("POST", f"/desk/takes/{take}/accept", {"grounds": ["another_person"]})
    assert second.looks() is TakeState.ACCEPTED
    assert mina.ok("GET", "/me/cameo")["standing"] == "verified"


def test_only_for_whom_it_was_made_once_and_in_time(both: Both) -> None:
    first, second = both
    mina = first.lives_here("mina")
    file, code = packs(mina)
    thief = second.person("jun").signs_up()
    status, told = brings(thief, file, code)
    assert (status, told["code"]) == (422, "parcel_for_another")
    wrong, other = packs(mina, "https://third.example")
    there = second.person("mina").signs_up()
    assert brings(there, wrong, other)[1]["code"] == "parcel_for_another"
    assert brings(there, file, other)[1]["code"] == "parcel_code_wrong"
    assert brings(there, file, "nonsense")[1]["code"] == "parcel_code_wrong"
    assert nothing_of(second, there)

    assert brings(there, file, code)[0] == 201
    status, told = brings(there, file, code)
    assert (status, told["code"]) == (409, "cameo_there")
    there.confirms()
    there.ok("DELETE", "/me/cameo")
    status, told = brings(there, file, code)
    assert (status, told["code"]) == (409, "parcel_used")

    late, its = packs(mina)
    second.society.clock.advance(days=7)
    there.confirms()
    assert brings(there, late, its)[1]["code"] == "parcel_over"


def test_what_cannot_be_a_parcel(both: Both) -> None:
    first, second = both
    file, code = packs(first.lives_here("mina"))
    mina = second.person("mina").signs_up()
    newer = file.replace(b"WALKON CAMEO\n\0\1", b"WALKON CAMEO\n\0\2")
    for damaged, why in (
        (b"", "no_parcel"),
        (b"PK\3\4 a holiday", "no_parcel"),
        (file[:40], "no_parcel"),
        (file[:-1], "no_parcel"),
        (file + b"\0", "no_parcel"),
        (file[:300] + bytes([file[300] ^ 1]) + file[301:], "no_parcel"),
        (newer, "parcel_newer"),
    ):
        status, told = brings(mina, damaged, code)
        assert (status, told["code"]) == (422, why)
    status, told = brings(mina, bytes(LARGEST + 1), code)
    assert (status, told["code"], told["fields"]) == (413, "parcel_too_big", {"limit": 64})
    assert nothing_of(second, mina)


def nothing_of(server: Server, person: Guest) -> bool:
    person.fails(404, "no_cameo", "GET", "/me/cameo")
    return server.vault.all() == [] and audited(server) == []


def test_who_may_and_what_travels(both: Both) -> None:
    first, second = both
    mina, wanted = first.lives_here("mina"), {"server": SECOND, "handle": "mina"}
    token = mina.ok("POST", "/me/tokens", {"name": "t", "scopes": ["read", "cameo"]}, 201)["text"]
    program = first.person("program")
    program.browser.headers["Authorization"] = f"Bearer {token}"
    program.fails(403, "not_by_token", "POST", "/me/cameo/parcel", wanted)
    first.society.clock.advance(hours=1)
    mina.fails(403, "confirm_first", "POST", "/me/cameo/parcel", wanted)
    mina.confirms()
    for address in (FIRST, "ftp://second.example", "https://second.example/join", "https://a:b@second.example", "://"):
        mina.fails(422, "bad_destination", "POST", "/me/cameo/parcel", wanted | {"server": address})
    first.rhea.confirms()
    first.rhea.fails(404, "no_cameo", "POST", "/me/cameo/parcel", wanted)

    account = mina.ok("GET", "/me")["id"]

    def suspend(unit: Unit) -> None:
        profile = unit.profiles.of(account)
        assert profile is not None
        unit.profiles.save(replace(profile, suspended_at=first.society.clock.now()))

    first.society.does(suspend)
    mina.fails(409, "cameo_cannot_travel", "POST", "/me/cameo/parcel", wanted)
    assert "cameo_packed" not in first.told(mina)
    second.society.clock.advance(hours=1)
    second.rhea.fails(403, "confirm_first", "GET", "/me/export")
    assert brings(second.rhea, b"anything", "nonsense")[1]["code"] == "confirm_first"


def test_what_was_brought_unverified_does_not_travel_on(both: Both) -> None:
    first, second = both
    mina = second.person("mina").signs_up()
    brings(mina, *packs(first.lives_here("mina")))
    mina.fails(409, "cameo_cannot_travel", "POST", "/me/cameo/parcel", {"server": FIRST, "handle": "mina"})


def test_a_picture_that_claims_to_be_larger_than_its_likeness_is_not_opened(both: Both) -> None:
    first, second = both
    second.believes(first)
    mina = first.lives_here("mina")
    kept = first.vault.find(Handle("mina"))
    assert kept is not None
    small = likeness().replace(b"\x00\x00\x00\rIHDR\x00\x00", b"\x00\x00\x00\rIHDR\x7f\x00")
    assert small != likeness()
    first.vault.renew(kept, {"likeness": small, "face": FACE})
    there = second.person("mina").signs_up()
    assert brings(there, *packs(mina))[1]["code"] == "no_parcel"
    assert nothing_of(second, there)


def test_a_cameo_and_a_recording_do_not_come_at_once(both: Both) -> None:
    first, second = both
    file, code = packs(first.lives_here("mina"))
    mina = second.person("mina").signs_up()
    challenge = mina.ok("POST", "/me/challenges", {}, 201)
    mina.ok("POST", "/me/takes", {"challenge": challenge, "upload": mina.uploads(b"take" * 999)}, 202)
    assert brings(mina, file, code)[1]["code"] == "take_under_way"
    assert second.vault.all() == []


def test_two_servers_as_they_are_run(tmp_path: Path) -> None:
    """What the settings say is tied to the routes."""
    places: list[Place] = []
    for number, address in enumerate((FIRST, SECOND)):
        environ = {"WALKON_ADDRESS": address, "WALKON_SIGN_UP": "open"}
        if places:
            environ["WALKON_TRUSTED_SENDERS"] = fingerprint_of(places[0].server.house.signing).upper()
        places.append(Place(settings.from_environment(environ, tmp_path / str(number))))
    first, second = places
    mina = Person(first.app, "mina", FIRST).signs_up()
    first.has_a_cameo(mina)
    kept = first.server.house.vault.find(Handle("mina"))
    assert kept is not None
    known = replace(kept, policy=STANDARD.name, policy_version=STANDARD.version)
    first.server.house.vault.renew(known, {"likeness": likeness(), "face": FACE})
    made = mina.asks("POST", "/me/cameo/parcel", {"server": SECOND, "handle": "mina"})
    there = Person(second.app, "mina", SECOND).signs_up()
    headers = {"Walkon-Code": made.headers["Walkon-Code"]}
    answer = there.browser.post("/api/v1/me/cameo/brought", content=made.content, headers=headers)
    assert (answer.status_code, answer.json()["standing"]) == (201, "verified")
    portrait = there.asks("GET", "/me/cameo/portrait")
    assert portrait.content == mina.asks("GET", "/me/cameo/portrait").content
    for place in places:
        place.close()
