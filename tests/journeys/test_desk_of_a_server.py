"""A server as it comes, with the policy it has by default: a recording is left to a person, who says yes."""

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
from walkon.actions.housekeeping import keep_house
from walkon.bootstrap.server import Server
from walkon.cli.applications import application_of
from walkon.domain.cameo import JudgedBy
from walkon.domain.challenge_file import from_json
from walkon.domain.policies import STANDARD
from walkon.rehearsal.take import record

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    home = tmp_path / "home"
    chosen = {"WALKON_ADDRESS": ORIGIN, "WALKON_SIGN_UP": "open"}
    server = Server(settings.from_environment(chosen, home))
    server.prepare()
    plain = {name: value for name, value in os.environ.items() if name != "WALKON_POLICY"}
    with (tmp_path / "worker.log").open("wb") as log:
        command = [sys.executable, "-m", "walkon.cli.main", "worker", "--home", str(home)]
        worker = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=plain | chosen)  # noqa: S603
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
def test_a_person_decides_what_the_policy_does_not(server: Server) -> None:
    assert server.settings.server_policy == STANDARD.name
    app = application_of(server)
    admin, hazel = Person(app, "admin").signs_up(), Person(app, "hazel").signs_up()
    challenge = hazel.ok("POST", "/me/challenges", {"language": "ko"}, 201)
    made = record("hazel", from_json(json.dumps(challenge)), size=SMALL, fps=FPS)
    upload = hazel.uploads(made.data)
    take = hazel.ok("POST", "/me/takes", {"challenge": challenge, "upload": upload}, 202)["id"]
    found = hazel.waits(f"/me/takes/{take}", lambda found: found["state"] != "waiting")
    assert (found["state"], found["reasons"]) == ("needs_review", ["no_light_code", "not_witnessed"])
    hazel.ok("POST", f"/me/takes/{take}/ask-review")
    admin.confirms()
    admin.ok("POST", f"/desk/takes/{take}/open")
    assert admin.asks("GET", f"/desk/takes/{take}/recording").content == made.data
    body = {"grounds": ["live_person"]}
    assert admin.ok("POST", f"/desk/takes/{take}/accept", body)["outcome"] == "passed"
    found = hazel.waits(f"/me/takes/{take}", lambda found: found["state"] != "passed")
    assert (found["state"], found["reasons"]) == ("accepted", [])
    assert hazel.ok("GET", "/me/cameo")["standing"] == "verified"
    (cameo,) = server.house.vault.all()
    assert (cameo.judged_by, cameo.policy, cameo.has_voice) == (JudgedBy.PERSON, "standard", True)
    keep_house(server.store, server.eraser, server.uploads, server.house.clock.now())
    assert list((server.settings.home / "uploads").glob("*/key")) == []
