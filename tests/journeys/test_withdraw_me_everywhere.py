"""Mina takes herself out of everything: films of others, drafts, remixes, releases, a recording on its way.

The place where films are kept is away while she does it, and nobody works. Her key is destroyed all the same, at once; the
rest follows when somebody comes. She gets a receipt that anybody can check, and that cannot be changed.
"""

from __future__ import annotations

import base64
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.test_api import Guest, House
from walkon.actions.erase_check import Leftovers, leftovers
from walkon.actions.finish_withdrawal import finish_all
from walkon.actions.forget import begun
from walkon.actions.withdraw_me import PREFIX
from walkon.cli.main import main
from walkon.domain.cameo import Cameo, Standing
from walkon.domain.errors import BlobsUnreachable
from walkon.domain.ids import CameoId, Handle, ProductionId
from walkon.domain.production import Descent, State
from walkon.ports.store import Made, Unit, What
from walkon.vault.receipts import check_receipt

FACE = b"a face that nobody may see again"
TERMS = {"kinds": ["everyday"], "audience": "friends", "approval": "none"}


class Story:
    """Jun, Ida and Mina are friends; Jun and Ida make films, and Mina plays in some."""

    def __init__(self, folder: Path) -> None:
        self.house = House(folder)
        self.jun, self.ida, self.mina = (self.arrives(name) for name in ("jun", "ida", "mina"))
        people = (self.jun, self.ida, self.mina)
        for one in people:
            for other in people:
                if one is not other:
                    one.ok("PUT", f"/me/following/{other.name}", status=204)
            one.ok("POST", "/me/cameo/grants", {"to": "friends", "terms": TERMS}, 201)
        self.cameo = CameoId(self.mina.ok("GET", "/me")["id"][::-1])

    def arrives(self, name: str) -> Guest:
        """Somebody with a real, sealed cameo."""
        guest = self.house.person(name).signs_up().has_a_cameo()
        cameo = Cameo(
            id=CameoId(guest.ok("GET", "/me")["id"][::-1]),
            handle=Handle(name),
            standing=Standing.VERIFIED,
            created=self.house.society.clock.now(),
            has_voice=False,
            voice_similarity=None,
        )
        self.house.vault.put(cameo, {"likeness": FACE + name.encode()})
        return guest

    def film(self, maker: Guest, *cast: str, until: State = State.READY) -> str:
        """A film with these people, as far as it is wanted; its pictures are sealed and kept."""
        names = " and ".join("me" if name == maker.name else f"@{name}" for name in cast)
        wanted = {"prompt": f"{names} on Mars", "cast": list(cast), "audience": "friends"}
        id = str(maker.ok("POST", "/productions", wanted, 201)["id"])
        if until is State.SCREENED:
            return id
        maker.ok("POST", f"/productions/{id}/send")
        if until is State.STORYBOARD:
            return id
        self.house.society.work()
        self.keeps(id, What.STILL)
        if until is State.RENDERING:
            return id
        self.house.society.work()
        self.keeps(id, What.FILM)
        if until is State.RELEASED:
            maker.ok("POST", f"/productions/{id}/release")
        assert self.state(id) == until.value
        return id

    def keeps(self, production: str, what: What) -> None:
        kept = self.house.media.put(f"{what.value}s/{production}/1-0", [FACE])

        def add(unit: Unit) -> None:
            unit.made.add(
                Made(
                    production=ProductionId(production),
                    what=what,
                    place=0,
                    attempt=1,
                    made_at=self.house.society.clock.now(),
                    name=kept.name,
                    size=kept.size,
                    sha256=kept.sha256,
                    wrapped_key=kept.wrapped_key,
                )
            )

        self.house.society.does(add)

    def remixes(self, maker: Guest, parent: str) -> str:
        """A film of Ida alone that starts from another one."""
        id = self.film(maker, maker.name, until=State.READY)

        def descend(unit: Unit) -> None:
            found = unit.productions.get(ProductionId(id))
            assert found is not None
            unit.productions.save(replace(found, parents=(ProductionId(parent),), descent=Descent.REMIX), State.READY)

        self.house.society.does(descend)
        return id

    def state(self, production: str) -> str:
        return self.house.society.state(ProductionId(production)).state.value

    def objects(self) -> set[str]:
        return set(self.house.media.names())

    def left(self) -> Leftovers:
        return leftovers(self.house.society.store, self.house.media, self.house.vault, self.house.society.clock.now())


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    story = Story(tmp_path)
    yield story
    story.house.society.close()


class Away:
    """The place where films are kept, while nobody reaches it."""

    def __init__(self, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch.context()
        self._story = story

    def __enter__(self) -> None:
        def away(*_: object) -> Any:
            raise BlobsUnreachable

        patch = self._patch.__enter__()
        patch.setattr(type(self._story.house.media), "erase", away)
        patch.setattr(type(self._story.house.media), "holds", away)

    def __exit__(self, *problem: Any) -> None:
        self._patch.__exit__(*problem)


def test_withdraw_me_everywhere(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    jun, ida, mina, house = story.jun, story.ida, story.mina, story.house
    draft = story.film(jun, "jun", "mina", until=State.SCREENED)
    drawn = story.film(ida, "ida", "mina", until=State.STORYBOARD)
    house.society.bench.jobs.clear()  # nobody works on it
    rendering = story.film(jun, "jun", "mina", until=State.RENDERING)
    house.society.bench.jobs.clear()
    ready = story.film(ida, "ida", "mina")
    shown = story.film(jun, "jun", "mina", until=State.RELEASED)
    remix = story.remixes(ida, shown)
    alone = story.film(jun, "jun", until=State.RELEASED)
    hers = story.film(mina, "mina", until=State.RELEASED)
    ida.ok("POST", "/access-requests", {"handle": "mina", "terms": TERMS}, 201)
    recording = mina.uploads(FACE)
    cut_short = begun(house.society.store, f"films/{rendering}/1-cut", house.society.clock.now())
    cut_short.__enter__()  # a worker seals a film, and is down from now on
    house.media.put(f"films/{rendering}/1-cut", [FACE])
    assert story.left().count == 0

    house.society.clock.advance(minutes=6)
    mina.fails(403, "confirm_first", "DELETE", "/me/cameo")
    mina.fails(404, "withdrawal_unknown", "GET", "/me/withdrawal")
    mina.confirms()
    with Away(story, monkeypatch):
        told = mina.ok("DELETE", "/me/cameo")
        assert (told["step"], told["receipt"]) == ("key_destroyed", None)
        finish_all(house.finishing)
        assert mina.ok("GET", "/me/withdrawal")["step"] == "key_destroyed"
    assert not house.vault.holds(story.cameo)
    assert not (house.folder / "cameos" / story.cameo).exists()
    assert {story.state(film) for film in (draft, drawn, rendering, ready, remix)} == {"refused"}
    assert {story.state(film) for film in (shown, hers)} == {"withdrawn"}
    assert story.state(alone) == "released"
    for film in (shown, ready, hers):
        jun.fails(404, "production_unknown", "GET", f"/productions/{film}/film")
    jun.fails(404, "unknown_handle", "POST", "/productions", {"prompt": "@mina on Mars", "cast": ["mina"]})
    mina.fails(404, "no_cameo", "GET", "/me/cameo")
    assert jun.asks("GET", f"/productions/{alone}/film").content == FACE

    house.society.clock.advance(seconds=40)
    assert finish_all(house.finishing) == 1  # somebody comes
    done = mina.ok("GET", "/me/withdrawal")
    assert done["step"] == "proven"
    assert (done["grants_ended"], done["requests_ended"], done["productions_ended"]) == (1, 1, 7)
    assert done["productions"] == {
        "screened": 1, "storyboard": 1, "rendering": 1, "ready": 2, "released": 2
    }  # fmt: skip
    assert (done["stills_erased"], done["films_erased"], done["recordings_erased"]) == (5, 4, 1)
    late = next(one for one in done["remains"] if one["what"] == "unfinished_work")
    assert late["until"] is not None
    assert mina.browser.head(f"/api/v1/uploads/{recording}").status_code == 404
    assert story.objects() == {f"stills/{alone}/1-0", f"films/{alone}/1-0", f"films/{rendering}/1-cut"}
    assert story.left().count == 0

    check_the_receipt(story, done["receipt"], tmp_path, capsys)
    for other in (jun, ida):
        other.fails(404, "withdrawal_unknown", "GET", "/me/withdrawal")


def check_the_receipt(story: Story, text: str, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
    """By somebody who has the file, the server's root certificate, and no server."""
    file, elsewhere = folder / "receipt.jws", folder / "elsewhere"
    file.write_text(text + "\n")
    root = str(story.house.signing.root_path)

    def checked(*more: str) -> tuple[int, dict[str, Any]]:
        capture.readouterr()
        code = main(["check", str(file), "--json", "--home", str(elsewhere), *more])
        said: dict[str, Any] = json.loads(capture.readouterr().out)
        return code, said

    code, said = checked("--root", root)
    assert (code, said["status"], said["trusted"]) == (0, "valid", True)
    receipt = said["receipt"]
    assert receipt["ended"]["releases"] == 2
    assert receipt["erased"] == {"stills": 5, "films": 4, "recordings": 1}
    assert receipt["asked_at"] <= receipt["key_destroyed_at"] <= receipt["erased_at"] <= receipt["proven_at"]
    for private in ("mina", "jun", "ida", story.cameo):
        assert private not in json.dumps(receipt)
    code, said = checked()
    assert (code, said["status"], said["trusted"]) == (0, "valid", False)  # whoever knows no root trusts none

    head, payload, signature = text.split(".")
    plain = base64.urlsafe_b64decode(payload + "==")
    changed = base64.urlsafe_b64encode(plain.replace(b'"films":4', b'"films":5')).rstrip(b"=").decode()
    assert changed != payload
    file.write_text(f"{head}.{changed}.{signature}")
    code, said = checked("--root", root)
    assert (code, said["status"], said["receipt"]) == (3, "tampered", {})
    assert main(["check", str(file), "--root", str(file), "--home", str(elsewhere)]) == 2


def test_a_second_time(story: Story) -> None:
    """Who comes back and leaves again gets another receipt; the first one stays what it was."""
    first = story.mina.ok("DELETE", "/me/cameo")
    assert first["step"] == "proven"
    story.mina.fails(404, "no_cameo", "DELETE", "/me/cameo")
    story.house.society.clock.advance(minutes=1)
    story.mina.has_a_cameo()
    second = story.mina.ok("DELETE", "/me/cameo")
    assert story.mina.ok("GET", "/me/withdrawal")["id"] == second["id"] != first["id"]
    root = story.house.signing.root()
    assert check_receipt(first["receipt"].encode(), root).trusted


def test_the_key_is_gone_within_a_minute_if_the_server_dies(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """It dies right after it was asked; whoever keeps house destroys the key, also while films cannot be reached."""
    film = story.film(story.jun, "jun", "mina", until=State.RELEASED)
    service = story.house.app.state.service
    story.house.app.state.service = replace(service, finishing=replace(service.finishing, eraser=Dying()))
    with pytest.raises(Killed):
        story.mina.ok("DELETE", "/me/cameo")
    assert story.house.vault.holds(story.cameo)
    assert story.state(film) == "withdrawn"
    story.house.society.clock.advance(seconds=25)
    with Away(story, monkeypatch):
        finish_all(story.house.finishing)
    (found,) = story.house.society.store.read(lambda unit: unit.withdrawals.all())
    assert not story.house.vault.holds(story.cameo)
    assert found.key_destroyed_at is not None
    assert found.key_destroyed_at - found.began_at <= timedelta(seconds=60)
    assert finish_all(story.house.finishing) == 1


@pytest.mark.slow
def test_a_server_without_a_worker_finishes_it(story: Story) -> None:
    """`walkon serve` alone, started after everything was down."""
    film = story.film(story.jun, "jun", "mina", until=State.RELEASED)
    service = story.house.app.state.service
    story.house.app.state.service = replace(service, finishing=replace(service.finishing, eraser=Dying()))
    with pytest.raises(Killed):
        story.mina.ok("DELETE", "/me/cameo")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "walkon.cli.main", "serve", "--workers", "0", "--port", str(port)]
    chosen = os.environ | {"WALKON_HOME": str(story.house.folder), "WALKON_BLOBS": str(story.house.folder / "media")}
    process = subprocess.Popen(  # noqa: S603
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=chosen
    )
    try:
        end = time.monotonic() + 120
        while story.mina.ok("GET", "/me/withdrawal")["receipt"] is None:
            assert process.poll() is None and time.monotonic() < end
            time.sleep(0.2)
    finally:
        process.terminate()
        process.wait(30)
    assert not story.house.vault.holds(story.cameo)
    assert story.objects().isdisjoint({f"films/{film}/1-0", f"stills/{film}/1-0"})
    text = story.mina.ok("GET", "/me/withdrawal")["receipt"]
    assert check_receipt(text.encode(), story.house.signing.root()).trusted


class Killed(BaseException):
    """Nobody catches this."""


class Dying:
    def erase(self, name: str) -> None:
        raise Killed

    def holds(self, name: str) -> bool:
        raise Killed


class TestEraseCheck:
    """What `walkon admin erase-check` finds."""

    def test_at_a_terminal(
        self, story: Story, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        house = story.house
        monkeypatch.setenv("WALKON_BLOBS", str(house.folder / "media"))
        story.film(story.jun, "jun", "mina", until=State.RELEASED)

        def checks() -> tuple[int, dict[str, Any]]:
            capsys.readouterr()
            code = main(["admin", "erase-check", "--json", "--home", str(house.folder)])
            said: dict[str, Any] = json.loads(capsys.readouterr().out)
            return code, said

        assert checks() == (0, {"leftovers": 0, "unknown": [], "returned": [], "overdue": [], "keys": []})
        story.mina.ok("DELETE", "/me/cameo")
        assert checks()[0] == 0
        house.media.put("films/nobody/1-x", [FACE])
        code, said = checks()
        assert (code, said["leftovers"], said["unknown"]) == (3, 1, ["films/nobody/1-x"])

    def test_what_came_back(self, story: Story) -> None:
        """A backup was put in place of the disk: the film of a withdrawal is there again, and so is the key."""
        film = story.film(story.jun, "jun", "mina", until=State.RELEASED)
        key = story.house.folder / "cameos" / story.cameo / "key"
        copy = key.read_bytes()
        story.mina.ok("DELETE", "/me/cameo")
        assert story.left().count == 0
        key.parent.mkdir()
        key.write_bytes(copy)
        story.house.media.put(f"films/{film}/1-0", [FACE])
        found = story.left()
        assert (found.returned, found.keys, found.unknown) == ((f"films/{film}/1-0",), (story.cameo,), ())

    def test_what_nobody_erases(self, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
        film = story.film(story.jun, "jun", "mina", until=State.RELEASED)
        with Away(story, monkeypatch):
            story.mina.ok("DELETE", "/me/cameo")
        assert story.left().count == 0  # it is on its way
        story.house.society.clock.advance(minutes=6)
        assert set(story.left().overdue) == {f"films/{film}/1-0", f"stills/{film}/1-0"}

    def test_a_key_that_nobody_destroyed(self, story: Story) -> None:
        service = story.house.app.state.service
        story.house.app.state.service = replace(service, finishing=replace(service.finishing, eraser=Dying()))
        with pytest.raises(Killed):
            story.mina.ok("DELETE", "/me/cameo")
        assert story.left().keys == ()
        story.house.society.clock.advance(seconds=61)
        assert story.left().keys == (story.cameo,)
        assert PREFIX + story.cameo not in story.objects()
