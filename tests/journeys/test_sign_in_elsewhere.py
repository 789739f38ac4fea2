"""Mina signs up by an account of a real OpenID Connect provider, comes back, confirms, and adds a passkey.

The provider is a program of its own: WALKON_TEST_OIDC names one that runs (its address), or its command line program in
`.venv-services` is started; where there is neither, the story is not told.
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from tests.integration.test_elsewhere import Town, leads_to
from tests.journeys.test_api import House
from tests.other_server import CLIENT
from tests.visitors import ORIGIN
from walkon import settings
from walkon.bootstrap.elsewhere import provider
from walkon.elsewhere.discovery import Discovery
from walkon.elsewhere.provider import Client, OpenIdProvider
from walkon.ports.elsewhere import CALLBACK
from walkon.vault.people import PersonHashes

PROGRAM = Path(__file__).resolve().parents[2] / ".venv-services" / "bin" / "oidc-provider-mock"
PATIENCE = 60.0  # seconds for a program to begin to answer


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    if there := os.environ.get("WALKON_TEST_OIDC", ""):
        yield there
        return
    if not PROGRAM.exists():
        pytest.skip("no OpenID Connect provider here: WALKON_TEST_OIDC names none, and .venv-services has none")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(PROGRAM), "--port", str(port), "--require-nonce", "true"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(15)


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, "the provider ended"
        try:
            if requests.get(f"{address}/.well-known/openid-configuration", timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    pytest.fail("the provider does not answer")


class RealTown(Town):
    """People whose other server is a program of its own."""

    def __init__(self, house: House, issuer: str) -> None:
        self.house = house
        client = Client(issuer=issuer, id=CLIENT, secret="any", address=f"{ORIGIN}{CALLBACK}")  # noqa: S106
        there = OpenIdProvider("Elsewhere", client, Discovery(issuer), PersonHashes(house.vault.keys))
        house.app.state.service = replace(house.app.state.service, elsewhere=there)

    def signs_in_there(self, address: str, subject: str) -> str:
        """What a browser does there; gives where it is sent back to."""
        sent = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=20)
        assert sent.status_code in (302, 303), sent.text
        return str(sent.headers["location"])


def test_mina_comes_by_another_server(issuer: str, tmp_path: Path) -> None:
    house = House(tmp_path)
    house.society.clock.time = datetime.now(UTC)
    town = RealTown(house, issuer)

    mina = house.person("mina")
    address = town.begins(mina, "/welcome")
    asked = parse_qs(urlsplit(address).query)
    assert (asked["code_challenge_method"], asked["scope"]) == (["S256"], ["openid"])
    place = town.signs_in_there(address, "mina-there")
    assert leads_to(town.comes_back(mina, place)) == "/welcome?elsewhere=new"
    done = mina.ok("POST", "/sign-up/elsewhere", {"handle": "mina"}, 201)
    assert len(done["recovery_codes"]) == 10
    mina.fails(403, "confirm_first", "POST", "/me/passkeys/begin")

    address = mina.ok("POST", "/confirm/elsewhere", {"back": "/keys"})["address"]
    house.society.clock.time = datetime.now(UTC)
    assert leads_to(town.comes_back(mina, town.signs_in_there(address, "mina-there"))) == "/keys?elsewhere=confirmed"
    begun = mina.ok("POST", "/me/passkeys/begin")
    answer = mina.device.make(begun["options"])
    mina.ok("POST", "/me/passkeys", {"ceremony": begun["ceremony"], "answer": answer, "device": "new"}, 201)

    mina.ok("POST", "/sign-out", status=204)
    mina.signs_in()
    mina.ok("POST", "/sign-out", status=204)
    house.society.clock.time = datetime.now(UTC)
    place = town.signs_in_there(town.begins(mina), "mina-there")
    assert leads_to(town.comes_back(mina, place)) == "/?elsewhere=signed_in"
    assert mina.ok("GET", "/me")["handle"] == "mina"
    again = town.comes_back(mina, place)
    assert again.json()["code"] == "ceremony_over"

    denied = requests.post(town.begins(mina), data={"action": "deny"}, allow_redirects=False, timeout=20)
    refused = town.comes_back(mina, denied.headers["location"])
    assert refused.json()["code"] in ("elsewhere_declined", "ceremony_over")  # a provider need not say whose no it was
    house.society.close()


def test_as_the_settings_name_it(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("kept in a file\n")
    chosen = {
        "WALKON_OIDC_ISSUER": "https://accounts.example",
        "WALKON_OIDC_CLIENT_ID": "walkon",
        "WALKON_OIDC_CLIENT_SECRET_FILE": str(secret),
    }
    here = settings.from_environment(chosen, tmp_path)
    house = House(tmp_path)
    there = provider(here, house.vault.keys)
    assert there is not None and there.name == "accounts.example"
    assert here.open_id is not None and "kept in a file" not in repr(here)
    assert provider(settings.from_environment({}, tmp_path), house.vault.keys) is None
    house.society.close()
