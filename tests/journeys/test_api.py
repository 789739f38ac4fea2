"""People on the server's HTTP interface, with real passkeys made by an authenticator in software."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response

from tests.society import ROOMY, Society, planned
from tests.studio_worker import media_in
from tests.visitors import ORIGIN, STREAM, Person
from walkon.actions.finish_withdrawal import Finishing
from walkon.actions.withdraw_me import Eraser
from walkon.api.app import application
from walkon.api.checking import Checking
from walkon.api.service import Service
from walkon.domain.cameo import Standing
from walkon.domain.capture import Light, Say
from walkon.domain.challenge_file import from_json
from walkon.domain.ids import CameoId, Handle, UploadId
from walkon.domain.invites import SignUp
from walkon.domain.reveal import cues
from walkon.passkeys.webauthn import WebAuthnPasskeys
from walkon.ports.store import Made, Profile, Unit, What
from walkon.vault.cameos import LocalVault
from walkon.vault.challenges import ChallengeFile
from walkon.vault.derived import AnswerSeal, SignedLinks, SignedShares
from walkon.vault.keys import KeyFile
from walkon.vault.receipts import ReceiptSigner
from walkon.vault.signing import SigningRoom
from walkon.vault.uploads import Uploads


class Guest(Person):
    """Somebody at the door of a house."""

    def __init__(self, house: House, name: str) -> None:
        super().__init__(house.app, name)
        self.house = house

    def signs_up(self, **more: object) -> Guest:
        super().signs_up(**more)
        return self

    def has_a_cameo(self) -> Guest:
        me = self.ok("GET", "/me")

        def add(unit: Unit) -> None:
            unit.profiles.add(
                Profile(
                    cameo=CameoId(me["id"][::-1]),
                    owner=me["id"],
                    handle=Handle(self.name),
                    standing=Standing.VERIFIED,
                    created_at=self.house.society.clock.now(),
                )
            )

        self.house.society.does(add)
        return self


class House:
    """A server and who comes to it."""

    def __init__(
        self, folder: Path, sign_up: SignUp = SignUp.OPEN, society: Society | None = None, **more: Any
    ) -> None:
        self.folder = folder
        self.society = society or Society.in_folder(folder)
        self.media = media_in(folder)
        self.vault = LocalVault(folder, KeyFile(folder / "keys" / "master.key"))
        self.uploads = Uploads(folder, self.vault.keys, self.society.clock)
        self.eraser = Eraser(media=self.media, vault=self.vault, uploads=self.uploads)
        self.signing = SigningRoom(folder, self.vault.keys, self.society.clock.now)
        self.finishing = Finishing(
            store=self.society.store,
            eraser=self.eraser,
            sign=ReceiptSigner(self.signing.identity, self.society.clock.now),
            clock=self.society.clock,
            server=ORIGIN,
        )
        given: dict[str, Any] = {
            "allowances": ROOMY,
            "finishing": self.finishing,
            "checking": Checking(root=self.signing.root),
        } | more
        self.app = application(
            Service(
                store=self.society.store,
                media=self.media,
                eraser=self.eraser,
                uploads=self.uploads,
                challenges=ChallengeFile(folder),
                passkeys=WebAuthnPasskeys(domain="walkon.example", origin=ORIGIN),
                clock=self.society.clock,
                plan=planned,
                sign_up=sign_up,
                origin=ORIGIN,
                answers=AnswerSeal(self.vault.keys),
                links=SignedLinks(self.vault.keys),
                shares=SignedShares(self.vault.keys),
                **given,
            )
        )

    def person(self, name: str) -> Guest:
        return Guest(self, name)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    found = House(tmp_path)
    yield found
    found.society.close()


def test_up_and_in_and_out(house: House) -> None:
    mina = house.person("mina")
    mina.fails(401, "not_signed_in", "GET", "/me")
    mina.signs_up()
    assert len(mina.codes) == 10
    me = mina.ok("GET", "/me")
    assert (me["handle"], me["office"], me["has_cameo"]) == ("mina", "admin", False)
    mina.ok("POST", "/sign-out", status=204)
    mina.fails(401, "not_signed_in", "GET", "/me")
    mina.signs_in()
    assert mina.ok("GET", "/me")["handle"] == "mina"
    assert house.person("jun").signs_up().ok("GET", "/me")["office"] == "member"
    taken = house.person("mina").asks("POST", "/sign-up/begin", {"handle": "MINA"}, headers={"Accept-Language": "ko"})
    assert (taken.status_code, taken.json()["code"]) == (409, "handle_taken")
    assert "이미" in taken.json()["detail"]


def test_by_invite(tmp_path: Path) -> None:
    house = House(tmp_path, SignUp.BY_INVITE)
    mina = house.person("mina").signs_up()  # somebody has to be the first
    code = mina.ok("POST", "/me/invites", {}, 201)["code"]
    jun = house.person("jun")
    jun.fails(403, "invite_needed", "POST", "/sign-up/begin", {"handle": "jun"})
    jun.fails(403, "invite_refused", "POST", "/sign-up/begin", {"handle": "jun", "invite": "AAAAA-AAAAA-AAAAA-AAAAA"})
    jun.signs_up(invite=code.lower())
    house.person("ida").fails(403, "invite_refused", "POST", "/sign-up/begin", {"handle": "ida", "invite": code})
    house.society.close()


def test_a_lost_phone(house: House) -> None:
    mina = house.person("mina").signs_up()
    token = mina.ok("POST", "/me/tokens", {"name": "script", "scopes": ["read"]}, 201)["text"]
    script = house.person("mina")
    script.browser.headers["Authorization"] = f"Bearer {token}"
    assert script.ok("GET", "/me")["handle"] == "mina"
    script.fails(403, "scope_missing", "PATCH", "/me", {"language": "ko"})
    script.fails(403, "not_by_token", "POST", "/me/recovery-codes")

    found = house.person("mina")
    found.ok("POST", "/sign-in/recover", {"code": mina.codes[3].replace("-", " ").lower()})
    mina.fails(401, "not_signed_in", "GET", "/me")
    script.fails(401, "not_signed_in", "GET", "/me")
    found.fails(403, "confirm_first", "POST", "/me/recovery-codes")
    begun = found.ok("POST", "/me/passkeys/begin")
    answer = found.device.make(begun["options"])
    found.ok("POST", "/me/passkeys", {"ceremony": begun["ceremony"], "answer": answer, "device": "new"}, 201)
    found.confirms()
    assert len(found.ok("POST", "/me/recovery-codes", status=201)["recovery_codes"]) == 10
    house.person("mina").fails(401, "recovery_code_refused", "POST", "/sign-in/recover", {"code": mina.codes[4]})
    new = next(key for key in found.ok("GET", "/me/passkeys") if key["name"] == "new")
    assert found.ok("PATCH", f"/me/passkeys/{new['id']}", {"name": " found\nagain "})["name"] == "found again"
    assert found.ok("PATCH", f"/me/passkeys/{new['id']}", {"name": "\u202e"})["name"] == "found again"
    house.person("jun").signs_up().fails(422, "passkey_unknown", "PATCH", f"/me/passkeys/{new['id']}", {"name": "x"})
    old = next(key for key in found.ok("GET", "/me/passkeys") if key["id"] != new["id"])
    found.ok("DELETE", f"/me/passkeys/{old['id']}", status=204)
    mina.device.held  # noqa: B018  its key still exists, and opens nothing
    begun = mina.ok("POST", "/sign-in/begin")
    body = {"ceremony": begun["ceremony"], "answer": mina.device.sign(begun["options"])}
    mina.fails(401, "passkey_refused", "POST", "/sign-in/finish", body)


def test_another_sites_page_changes_nothing(house: House) -> None:
    mina = house.person("mina").signs_up()
    answer = mina.asks("PATCH", "/me", {"language": "ko"}, headers={"Origin": "https://elsewhere.example"})
    assert (answer.status_code, answer.json()["code"]) == (403, "from_elsewhere")
    assert mina.asks("GET", "/me", headers={"Origin": "https://elsewhere.example"}).json()["language"] == "en"
    assert mina.asks("PATCH", "/me", {"language": "ko"}, headers={"Origin": ORIGIN}).json()["language"] == "ko"


def test_a_greeting_over_http(house: House) -> None:
    jun = house.person("jun").signs_up().has_a_cameo()
    mina = house.person("mina").signs_up().has_a_cameo()
    stranger = house.person("stranger").signs_up()
    for one, other in ((jun, "mina"), (mina, "jun")):
        one.ok("PUT", f"/me/following/{other}", status=204)

    wanted = {"prompt": "me and @mina on Mars", "cast": ["jun", "mina"], "audience": "friends"}
    film = jun.ok("POST", "/productions", wanted, 201)
    assert film["state"] == "screened"
    assert mina.ok("GET", "/productions/with-me")["productions"] == []  # nobody was asked yet
    film = jun.ok("POST", f"/productions/{film['id']}/send")
    assert (film["state"], film["why"]) == ("waiting_for_consent", ["not_granted"])
    assert mina.ok("GET", "/notices")["notices"][0]["event"] == "cast"
    assert mina.ok("GET", "/productions/with-me")["productions"][0]["id"] == film["id"]

    terms = {"kinds": ["everyday", "comedy"], "audience": "friends", "approval": "none"}
    asked = jun.ok("POST", "/access-requests", {"handle": "mina", "terms": terms, "message": "birthday"}, 201)
    jun.fails(409, "asked_already", "POST", "/access-requests", {"handle": "mina", "terms": terms})
    jun.fails(404, "request_unknown", "POST", f"/access-requests/{asked['id']}/accept", {})
    wider = terms | {"audience": "anyone"}
    mina.fails(422, "more_than_asked", "POST", f"/access-requests/{asked['id']}/accept", {"terms": wider})
    mina.ok("POST", f"/access-requests/{asked['id']}/accept", {})
    assert [cameo["handle"] for cameo in jun.ok("GET", "/cameos")["cameos"]] == ["jun", "mina"]

    house.society.work()
    house.society.work()
    assert jun.ok("GET", f"/productions/{film['id']}")["state"] == "ready"
    stranger.fails(404, "production_unknown", "GET", f"/productions/{film['id']}")
    assert jun.ok("POST", f"/productions/{film['id']}/release")["state"] == "released"
    assert stranger.ok("GET", "/releases")["releases"] == []
    assert [r["id"] for r in mina.ok("GET", "/releases")["releases"]] == [film["id"]]
    stranger.fails(404, "production_unknown", "POST", f"/productions/{film['id']}/approve", {})

    grant = mina.ok("GET", "/me/cameo/grants")[0]
    assert (grant["handle"], grant["videos_used"]) == ("jun", 1)
    assert mina.ok("POST", f"/me/cameo/grants/{grant['id']}/revoke") == {"productions_ended": 1}
    assert jun.ok("GET", "/releases")["releases"] == []
    assert jun.ok("GET", f"/productions/{film['id']}")["state"] == "withdrawn"
    assert [cameo["handle"] for cameo in jun.ok("GET", "/cameos")["cameos"]] == ["jun"]


def test_a_film_in_parts(house: House) -> None:
    """A player asks for ranges; who may not see the film gets none of it."""
    jun, stranger = house.person("jun").signs_up().has_a_cameo(), house.person("stranger").signs_up()
    film = jun.ok("POST", "/productions", {"prompt": "me on Mars", "cast": ["jun"]}, 201)
    jun.ok("POST", f"/productions/{film['id']}/send")
    data = bytes(range(256)) * 5000
    kept = house.media.put(f"films/{film['id']}/1-test", [data])

    def add(unit: Unit) -> None:
        unit.made.add(
            Made(
                production=film["id"],
                what=What.FILM,
                place=0,
                attempt=1,
                made_at=house.society.clock.now(),
                name=kept.name,
                size=kept.size,
                sha256=kept.sha256,
                wrapped_key=kept.wrapped_key,
            )
        )

    house.society.does(add)
    path = f"/productions/{film['id']}/film"

    def part(wanted: str) -> Response:
        return jun.asks("GET", path, headers={"Range": wanted})

    whole = jun.asks("GET", path)
    assert (whole.status_code, whole.content, whole.headers["content-type"]) == (200, data, "video/mp4")
    first = part("bytes=0-99")
    assert (first.status_code, first.content) == (206, data[:100])
    assert first.headers["content-range"] == f"bytes 0-99/{len(data)}"
    assert part("bytes=1048570-1048585").content == data[1048570:1048586]  # over the edge of a sealed segment
    assert part("bytes=-10").content == data[-10:]
    assert part(f"bytes={len(data) - 5}-{10 * len(data)}").content == data[-5:]
    for wanted in (f"bytes={len(data)}-", "bytes=-0", "bytes=5-4", "bytes=-"):
        assert part(wanted).status_code == 416
    assert part("pages=1-2").content == data
    assert stranger.asks("GET", path).json()["code"] == "production_unknown"
    jun.ok("POST", f"/productions/{film['id']}/cancel")
    jun.fails(404, "production_unknown", "GET", path)


def test_an_upload_in_parts(house: House) -> None:
    """Nothing is in the clear on the disk, wrong steps change nothing, and nobody else's upload is there."""
    mina, jun = house.person("mina").signs_up(), house.person("jun").signs_up()
    secret = b"a face in the clear " * 5000
    upload = mina.uploads(secret, 3)
    assert b"".join(house.uploads.finish(UploadId(upload))) == secret
    assert not any(b"in the clear" in path.read_bytes() for path in house.folder.rglob("*") if path.is_file())
    place = f"/api/v1/uploads/{upload}"
    for person, method, headers, status in (
        (jun, "HEAD", {}, 404),
        (jun, "DELETE", {}, 404),
        (jun, "PATCH", STREAM | {"Upload-Offset": "0"}, 404),
        (mina, "PATCH", STREAM | {"Upload-Offset": "1"}, 409),
        (mina, "PATCH", STREAM | {"Upload-Offset": str(len(secret))}, 413),
        (mina, "PATCH", STREAM | {"Upload-Offset": "-1"}, 422),
        (mina, "PATCH", {"Upload-Offset": "0"}, 422),
    ):
        content = b"more" if method == "PATCH" else None
        assert person.browser.request(method, place, headers=headers, content=content).status_code == status
    for headers, code in (({}, "bad_upload"), ({"Upload-Length": str(1 << 40)}, "upload_too_long")):
        assert mina.browser.post("/api/v1/uploads", headers=headers).json()["code"] == code
    later = mina.browser.post("/api/v1/uploads", headers={"Upload-Defer-Length": "1"}).headers["location"]
    headers = STREAM | {"Upload-Offset": "0", "Upload-Length": "4"}
    assert mina.browser.patch(later, content=b"four", headers=headers).headers["upload-offset"] == "4"
    mina.uploads(b"third")
    too_many = mina.browser.post("/api/v1/uploads", headers={"Upload-Length": "1"})
    assert (too_many.status_code, too_many.json()["code"]) == (429, "too_many_uploads")
    assert mina.browser.delete(place).status_code == 204
    assert mina.browser.head(place).status_code == 404


def test_withdraw_me_everywhere(house: House) -> None:
    jun, mina = (house.person(name).signs_up().has_a_cameo() for name in ("jun", "mina"))
    for one, other in ((jun, "mina"), (mina, "jun")):
        one.ok("PUT", f"/me/following/{other}", status=204)
    terms = {"kinds": ["everyday"], "audience": "friends", "approval": "none"}
    mina.ok("POST", "/me/cameo/grants", {"to": "friends", "terms": terms}, 201)
    wanted = {"prompt": "me and @mina on Mars", "cast": ["jun", "mina"], "audience": "friends"}
    films = [jun.ok("POST", "/productions", wanted, 201)["id"] for _ in range(2)]
    for film in films:
        jun.ok("POST", f"/productions/{film}/send")
    house.society.work(), house.society.work()
    alone = jun.ok("POST", "/productions", {"prompt": "me on Mars", "cast": ["jun"]}, 201)["id"]

    house.society.clock.advance(hours=1)
    mina.fails(403, "confirm_first", "DELETE", "/me/cameo")
    mina.confirms()
    receipt = mina.ok("DELETE", "/me/cameo")
    assert (receipt["grants_ended"], receipt["productions_ended"]) == (1, 2)
    assert {jun.ok("GET", f"/productions/{film}")["state"] for film in films} == {"refused"}
    assert jun.ok("GET", f"/productions/{alone}")["state"] == "screened"
    mina.fails(404, "no_cameo", "GET", "/me/cameo")
    jun.fails(404, "unknown_handle", "POST", "/productions", wanted)
    assert house.society.store.read(lambda unit: unit.erasures.all()) == []


class Camera:
    """A client that records while the server watches; pictures are a few bytes now and then."""

    def __init__(self, house: House, person: Guest) -> None:
        self.house, self.person, self.sent = house, person, 0
        self.place = person.browser.post("/api/v1/uploads", headers={"Upload-Defer-Length": "1"}).headers["location"]
        wanted = {"upload": self.place.rpartition("/")[2], "screen": "wide"}
        self.begun = person.ok("POST", "/me/recordings", wanted, 201)
        self.shown: list[float] = []
        self.cues: list[dict[str, Any]] = []

    def sends(self) -> None:
        headers = STREAM | {"Upload-Offset": str(self.sent)}
        assert self.person.browser.patch(self.place, content=b"picture", headers=headers).status_code == 204
        self.sent += 7

    def looks(self) -> float | None:
        """Asks for cues and shows what is new."""
        found = self.person.ok("GET", f"/me/recordings/{self.begun['id']}/cues?after={len(self.cues) - 1}")
        for cue in found["cues"]:
            assert cue["number"] == len(self.cues)
            assert cue["at"] - 0.3 <= found["elapsed"] <= cue["at"] + 0.5
            self.cues.append(cue)
            self.shown.append(found["elapsed"] + 0.05)
        elapsed: float | None = found["elapsed"]
        return elapsed

    def records(self) -> None:
        self.sends()
        while (self.looks() or 0.0) < self.begun["seconds"]:
            self.house.society.clock.advance(seconds=0.1)
        self.sends()

    def finishes(self) -> bool:
        """Gives whether the recording was witnessed."""
        path = f"/me/recordings/{self.begun['id']}/finish"
        take = self.person.ok("POST", path, {"shown": self.shown}, 202)
        found = self.house.society.store.read(lambda unit: unit.takes.find(id=take["id"]))
        assert found is not None
        self.house.society.does(lambda unit: unit.takes.remove(found))
        assert self.person.browser.delete(self.place).status_code == 204
        return found.witnessed


def test_a_recording_the_server_watches(house: House) -> None:
    mina, jun = house.person("mina").signs_up(), house.person("jun").signs_up()
    camera = Camera(house, mina)
    assert camera.looks() is None and camera.cues == []  # nothing is told before pictures arrive
    house.society.clock.advance(seconds=30)
    assert camera.looks() is None
    camera.records()
    kept = house.society.store.read(lambda unit: unit.recordings.find(id=camera.begun["id"]))
    assert kept is not None
    challenge = from_json(kept.challenge)
    assert len(camera.cues) == camera.begun["cues"] == len(cues(challenge))
    colours = [cue["details"]["left"] for cue in camera.cues if cue["kind"] == "light"]
    assert colours == [c.value for s in challenge.steps if isinstance(s, Light) for c in s.code.left]
    words = [word for cue in camera.cues if cue["kind"] == "say" for word in cue["details"]["words"]]
    assert words == [word for step in challenge.steps if isinstance(step, Say) for word in step.words]
    jun.fails(404, "recording_unknown", "GET", f"/me/recordings/{camera.begun['id']}/cues")
    assert camera.finishes()
    mina.fails(404, "recording_unknown", "POST", f"/me/recordings/{camera.begun['id']}/finish", {"shown": []})


def test_a_recording_that_nobody_could_watch(house: House) -> None:
    """Sent too late, shown too early, told too late, or with a hole."""
    mina = house.person("mina").signs_up()

    def recorded() -> Camera:
        camera = Camera(house, mina)
        camera.records()
        return camera

    late = recorded()
    house.society.clock.advance(seconds=30)
    assert not late.finishes()
    early = recorded()
    early.shown[5] -= 2
    assert not early.finishes()
    holed = recorded()
    del holed.shown[-1]
    assert not holed.finishes()
    blind = Camera(house, mina)
    blind.sends()
    blind.looks()
    house.society.clock.advance(seconds=blind.begun["seconds"])
    for cue in mina.ok("GET", f"/me/recordings/{blind.begun['id']}/cues?after={len(blind.cues) - 1}")["cues"]:
        blind.shown.append(cue["at"])
    assert not blind.finishes()
