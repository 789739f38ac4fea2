"""Every operation of the API, with what its description allows and with what it does not, asked by everybody.

The same requests every time; `WALKON_FUZZ=200` tries that many of each kind at each operation instead of a few, and
`WALKON_EXPLORE=1` other ones. What a request changes is forgotten again, so that each one meets the same world.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.fuzz.test_description import DOCUMENT, NAMES
from tests.integration.test_access import WHO, World
from tests.postgres_cluster import fresh_database
from tests.society import Society
from tests.visitors import STREAM
from walkon.api.described import codes_of


@schemathesis.serializer(STREAM["Content-Type"])
def as_it_is(_context: object, value: Any) -> bytes:
    """Pieces of an upload."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


TRIES = int(os.environ.get("WALKON_FUZZ", "4"))
ASKING = ("owner", *(who for who in WHO if who != "owner"))  # the first is tried most often
KNOW_NOTHING = frozenset({"signed out", "stranger", "other's token", "suspended"})
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
WORDS = ("under the old lighthouse", "for the surprise party", "never with a moustache", "grandmother's phone")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A world, its description as the fuzzer reads it, and what nobody who knows nothing may learn."""

    world: World
    schema: Any
    secrets: tuple[str, ...]


def plant(world: World) -> tuple[str, ...]:
    """Things of the owner's that lie all over the server; gives what must not be told."""
    app, owner, friend = world.house.app, world.who["owner"], world.who["friend"]
    forgetful = app.state.service
    app.state.service = replace(forgetful, store=world.house.society.store)
    wanted = {"prompt": f"me and @cast on Mars {WORDS[0]}", "cast": ["owner", "cast"]}
    film = owner.ok("POST", "/productions", wanted, 201)
    owner.ok("POST", f"/productions/{film['id']}/send")
    terms = {"kinds": ["comedy"], "audience": "cast"}
    friend.ok("POST", f"/access-requests/{world.ids['request']}/take-back")
    asked = friend.ok("POST", "/access-requests", {"handle": "owner", "terms": terms, "message": WORDS[1]}, 201)
    owner.ok("PATCH", "/me/cameo", {"preferences": [WORDS[2]]})
    token = owner.ok("POST", "/me/tokens", {"name": WORDS[3], "scopes": ["read"]}, 201)
    invite = owner.ok("POST", "/me/invites", {}, 201)
    world._made(film["id"])
    app.state.service = forgetful
    world.ids |= {"production": film["id"], "request": asked["id"]}
    me = owner.ok("GET", "/me")["id"]
    ids = {str(value) for name, value in world.ids.items() if name not in ("handle", "place", "take")}
    return (*WORDS, token["text"], token["id"], invite["code"], me, me[::-1], *owner.codes, *sorted(ids))


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.services)])
def database(request: pytest.FixtureRequest) -> Iterator[None]:
    """Databases differ in what they refuse to keep."""
    server = os.environ.get("WALKON_TEST_POSTGRES", "")
    if request.param == "sqlite":
        yield
    elif not server:
        pytest.skip("WALKON_TEST_POSTGRES names no server")
    else:
        with fresh_database(server) as url, pytest.MonkeyPatch.context() as patch:
            patch.setattr(Society, "in_folder", lambda _folder: Society(url))
            yield


@pytest.fixture(scope="module")
def tried(tmp_path_factory: pytest.TempPathFactory, database: None) -> Iterator[Tried]:
    world = World(tmp_path_factory.mktemp("fuzz"))
    secrets = plant(world)
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", world.house.app)
    yield Tried(world=world, schema=schema, secrets=secrets)
    world.house.society.close()


def sharpened(case: Case[Any], world: World, name: str, chosen: frozenset[str]) -> None:
    """Some of what was made up becomes what is really there, so that requests get further than the first check."""
    for part in case.path_parameters or {}:
        if part in chosen:
            case.path_parameters[part] = str(world.ids[part])
    good = world.bodies.get(name)
    if "body" in chosen and isinstance(case.body, dict) and isinstance(good, dict):
        case.body = good | {key: value for key, value in case.body.items() if key not in chosen and key in good}


def headers_of(world: World, who: str) -> dict[str, str]:
    found = world.who[who].browser.headers.get("authorization")
    return {} if found is None else {"Authorization": found}


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["right", "wrong"])
@pytest.mark.parametrize("name", NAMES)
def test_no_request_breaks_anything_or_learns_what_it_may_not(tried: Tried, name: str, mode: GenerationMode) -> None:
    operation = tried.schema.find_operation_by_id(name)
    if mode is GenerationMode.NEGATIVE and not (operation.definition.raw.keys() & {"parameters", "requestBody"}):
        return
    parts = sorted({*tried.world.ids, "body", *tried.world.bodies.get(name, ())})
    chosen = st.sets(st.sampled_from(parts)).map(frozenset) | st.just(frozenset(parts))

    @settings(max_examples=TRIES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(generation_mode=mode), st.sampled_from(ASKING), chosen)
    def ask(case: Case[Any], who: str, real: frozenset[str]) -> None:
        sharpened(case, tried.world, name, real)
        answer = case.call(headers=headers_of(tried.world, who))
        case.validate_response(answer, checks=CHECKS)
        if answer.status_code >= 400 and answer.content:
            assert answer.json()["code"] in codes_of(answer.status_code)
        if who in KNOW_NOTHING:
            sent = json.dumps([str(case.path_parameters), str(case.query), str(case.body), str(case.headers)])
            told = answer.content.decode("utf-8", "replace") + str(answer.headers)
            assert not [secret for secret in tried.secrets if secret in told and secret not in sent]

    try:
        ask()
    except Unsatisfiable:  # any text is right where the description asks for a text and nothing else
        assert mode is GenerationMode.NEGATIVE


def test_a_told_secret_would_be_noticed(tried: Tried) -> None:
    """Those who may know do learn them by the same requests."""
    owner = tried.world.who["owner"]
    told = json.dumps([owner.ok("GET", path) for path in ("/productions", "/access-requests", "/me/cameo", "/me")])
    assert sum(secret in told for secret in tried.secrets) >= 5


def test_every_operation_is_tried() -> None:
    assert len(NAMES) == sum(len(methods) for methods in DOCUMENT["paths"].values())
