"""A server as it is run: somebody records themself over HTTP, a worker in its own process makes their cameo and their film."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rehearsed import FPS, SMALL
from tests.visitors import ORIGIN, Person
from walkon import settings
from walkon.bootstrap.server import Server
from walkon.cli.applications import application_of
from walkon.domain.challenge_file import from_json
from walkon.domain.invites import SignUp
from walkon.domain.policies import AT_HOME
from walkon.media.credentials import check_film
from walkon.media.decode import open_clip
from walkon.rehearsal.take import record

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    home = tmp_path / "home"
    chosen = {"WALKON_ADDRESS": ORIGIN, "WALKON_SIGN_UP": "open", "WALKON_POLICY": AT_HOME.name}
    here = settings.from_environment(chosen, home)
    server = Server(here)
    server.prepare()
    with (tmp_path / "worker.log").open("wb") as log:
        command = [sys.executable, "-m", "walkon.cli.main", "worker", "--home", str(home)]
        worker = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=os.environ | chosen)  # noqa: S603
        try:
            yield server
        finally:
            worker.terminate()
            worker.wait(30)
            server.queue_client.destroy()
            server.close()
    said = (tmp_path / "worker.log").read_text()
    assert "hazel" not in said
    assert "Traceback" not in said


@pytest.mark.usefixtures("steady")
def test_a_person_records_themself_and_plays_in_a_film(server: Server) -> None:
    assert server.settings.sign_up is SignUp.OPEN
    app = application_of(server)
    hazel = Person(app, "hazel").signs_up()
    challenge = hazel.ok("POST", "/me/challenges", {"language": "ko"}, 201)
    made = record("hazel", from_json(json.dumps(challenge)), size=SMALL, fps=FPS)
    upload = hazel.uploads(made.data)
    take = hazel.ok("POST", "/me/takes", {"challenge": challenge, "upload": upload}, 202)
    hazel.fails(409, "take_under_way", "POST", "/me/takes", {"challenge": challenge, "upload": upload})
    take = hazel.waits(f"/me/takes/{take['id']}", lambda found: found["state"] != "waiting")
    assert (take["state"], take["reasons"]) == ("accepted", [])
    assert hazel.ok("GET", "/me/cameo")["standing"] == "verified"
    assert hazel.ok("GET", "/notices")["notices"][0]["event"] == "take_judged"
    assert hazel.browser.head(f"/api/v1/uploads/{upload}").status_code == 404  # nothing is kept of the recording

    wanted = {"prompt": "화성의 우주비행사", "cast": ["hazel"], "seconds": 2, "width": 320, "height": 180}
    film = hazel.ok("POST", "/productions", wanted, 201)
    hazel.ok("POST", f"/productions/{film['id']}/send")
    path = f"/productions/{film['id']}"
    film = hazel.waits(path, lambda found: found["state"] not in ("storyboard", "rendering", "reviewing"))
    assert (film["state"], film["why"]) == ("ready", [])
    still = hazel.asks("GET", f"{path}/stills/0")
    assert still.headers["content-type"].startswith("image/")
    data = hazel.asks("GET", f"{path}/film").content
    assert open_clip(data).info.size == (180, 320)
    report = check_film(data, server.house.signing.root())
    assert (report.status.value, len(report.consents)) == ("valid", 1)
    assert hazel.ok("POST", f"{path}/release")["state"] == "released"

    hazel.confirms()
    receipt = hazel.ok("DELETE", "/me/cameo")
    assert receipt["productions_ended"] == 1
    hazel.fails(404, "production_unknown", "GET", f"{path}/film")
    assert server.house.vault.all() == []
    assert list((server.settings.home / "blobs").rglob("*.sealed")) == []
    assert list((server.settings.home / "cameos").iterdir()) == []
