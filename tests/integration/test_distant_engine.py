"""A distant engine that behaves, and many that do not; over a real connection on this computer."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import stage_world as world
from tests.engine_server import TOKEN, EngineServer, Way
from tests.fake_engine import WORDS
from walkon.bootstrap.server import Server
from walkon.domain.capture import Language
from walkon.domain.engines import BadEngineName, Engines
from walkon.domain.errors import Cancelled, WalkonError
from walkon.domain.grants import Where
from walkon.domain.ids import Handle
from walkon.domain.joining import joined, parts_of
from walkon.domain.plan import Finding, Line, Plan, Reading
from walkon.engines import distant, wire
from walkon.engines.errors import (
    BadEngines,
    EngineFailed,
    EngineInsecure,
    EngineNonsense,
    EngineRefused,
    EngineTooSlow,
    EngineUnreachable,
)
from walkon.engines.listed import listed
from walkon.ports.making import CastMember
from walkon.ports.world import silent
from walkon.settings import from_environment

SECRET = Finding(words=WORDS, field="setting", value="mars")
PLAN = replace(
    world.plan(size=(192, 128), shots=2),
    reading=Reading(understood=(SECRET,), assumed=(SECRET,), unplaced=(WORDS,)),
)


def cast(*, voice: bytes | None = None) -> Mapping[Handle, CastMember]:
    return {world.MINA: CastMember(likeness=b"likeness", voice=voice, marked=False)}


def test_what_leaves_the_house_and_that_it_is_forgotten() -> None:
    with EngineServer() as server:
        heard: list[bytes] = []
        server.engine().render(PLAN, cast(voice=b"voice"), lambda *_: heard.extend(_held(server)))
        assert set(heard) == {b"likeness", b"voice"}
        (order,) = server.orders
        assert order["people"] == [{"name": "person1", "marked": False, "voice": True}]
        assert world.MINA.name not in str(order) and WORDS not in str(order)
        assert server.works == {} and len(server.forgotten) == 1


def _held(server: EngineServer) -> list[bytes]:
    return [data for work in list(server.works.values()) for data in list(work.parts.values())]


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        (Way.LOCKED, EngineRefused),
        (Way.BUSY, EngineUnreachable),
        (Way.REDIRECTS, EngineNonsense),
        (Way.RAMBLES, EngineNonsense),
        (Way.FAILS, EngineFailed),
        (Way.NO_FILM, EngineNonsense),
        (Way.ENDLESS, EngineNonsense),
        (Way.CUT, EngineUnreachable),
    ],
)
@pytest.mark.parametrize("task", ["render", "storyboard"])
def test_trouble_is_said_in_our_words(
    way: Way, expected: type[WalkonError], task: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(distant, "LARGEST_STILL", 1 << 20)
    monkeypatch.setattr(distant, "LARGEST_FILM", 1 << 20)
    with EngineServer(way) as server:
        with pytest.raises(expected) as caught:
            getattr(server.engine(), task)(PLAN, cast(), silent)
        assert WORDS not in str(caught.value) + repr(caught.value.fields)
        assert caught.value.__cause__ is None
        assert [method for method, _ in server.asked][-1] == "DELETE"
        assert all(path.startswith("/v1/works/") for _, path in server.asked)
        assert server.works == {}


def test_nobody_there() -> None:
    with EngineServer() as server:
        engine = server.engine()
    with pytest.raises(EngineUnreachable):
        engine.storyboard(PLAN, cast(), silent)


@pytest.mark.parametrize("way", [Way.NEVER_DONE, Way.SILENT, Way.DRIPS])
def test_a_no_cuts_the_line_and_the_work_is_forgotten(way: Way) -> None:
    with EngineServer(way) as server:

        def until_it_works(stage: str, share: float) -> None:
            if (server.dripping if way is Way.DRIPS else server.began).is_set():
                raise Cancelled

        with pytest.raises(Cancelled):
            server.engine().render(PLAN, cast(), until_it_works)
        assert server.works == {} and len(server.forgotten) == 1
        assert not [thread for thread in threading.enumerate() if thread.name in ("engine", "farewell")]


def test_longest() -> None:
    with EngineServer(Way.NEVER_DONE) as server, pytest.raises(EngineTooSlow):
        server.engine(longest=0.3).render(PLAN, cast(), silent)


@settings(deadline=None)
@given(seconds=st.floats(1, 9), text=st.text(min_size=1), seed=st.integers(0, 2**31), parts=st.integers(1, 3))
def test_a_plan_arrives_as_it_was_sent_but_for_names_and_what_was_typed(
    seconds: float, text: str, seed: int, parts: int
) -> None:
    line = Line(person=world.JUN, text=text, language=Language.KOREAN)
    one = world.plan(people=2, seconds=seconds, seed=seed)
    one = replace(one, shots=(replace(one.shots[0], lines=(line,)),), reading=PLAN.reading)
    whole = joined([one] * parts)
    called = wire.names(whole)
    arrived = wire.read(wire.written(whole, called))
    assert _named(arrived) == _named(whole, {who: Handle(name) for who, name in called.items()})
    assert len(parts_of(arrived)) == parts


def _named(plan: Plan, called: Mapping[Handle, Handle] | None = None) -> Plan:
    """With other names, and without what was typed."""
    new = called or {role.person: role.person for role in plan.roles}
    shots = tuple(
        replace(
            shot,
            people=tuple(new[who] for who in shot.people),
            lines=tuple(replace(line, person=new[line.person]) for line in shot.lines),
        )
        for shot in plan.shots
    )
    roles = tuple(replace(role, person=new[role.person]) for role in plan.roles)
    nothing = Reading(understood=(), assumed=(), unplaced=())
    return replace(
        plan, roles=roles, shots=shots, reading=nothing, parts=tuple(_named(part, new) for part in plan.parts)
    )


@pytest.mark.parametrize("data", [{}, [], None, {"shots": 3}, {"shots": [], "roles": [], "parts": []}])
def test_what_is_no_plan(data: object) -> None:
    with pytest.raises(wire.Unreadable):
        wire.read(data)


class TestList:
    def written(self, folder: Path, text: str) -> Path:
        path = folder / "engines.toml"
        path.write_text(text)
        return path

    def test_as_documented(self, tmp_path: Path) -> None:
        text = (Path(__file__).resolve().parents[2] / "docs" / "engines.md").read_text("utf-8")
        found = listed(self.written(tmp_path, text.split("```toml")[1].split("```")[0]))
        assert [(e.name, e.offered.where, e.offered.at_once) for e in found] == [
            ("their-studio", Where.HOSTED, 2),
            ("our-gpu", Where.HERE, 1),
        ]
        assert [e.name for e in Engines(e.offered for e in found)] == ["walkon-stage", "their-studio", "our-gpu"]
        assert "token" not in repr(found) and TOKEN not in repr(found)

    @pytest.mark.parametrize(
        "line", ["", "url = 3", "token = ''", "at_once = 0", "where = 'moon'", "colour = 'red'", "longest = -1"]
    )
    def test_what_cannot_be_read(self, tmp_path: Path, line: str) -> None:
        good = {"name": "'far'", "url": "'https://far.example'", "token": "'t'"}
        field, _, value = line.partition(" = ")
        rows = {**good, field: value} if field else {"name": "'far'"}
        text = "[[engine]]\n" + "\n".join(f"{name} = {told}" for name, told in rows.items())
        with pytest.raises(BadEngines):
            listed(self.written(tmp_path, text))

    def test_no_file(self, tmp_path: Path) -> None:
        with pytest.raises(BadEngines):
            listed(tmp_path / "nothing.toml")

    @pytest.mark.parametrize(
        ("url", "fine"),
        [
            ("https://far.example/engine", True),
            ("http://127.0.0.1:9000", True),
            ("http://[::1]:9000", True),
            ("http://localhost", True),
            ("http://far.example", False),
            ("http://127.0.0.1.far.example", False),
            ("ftp://localhost", False),
        ],
    )
    def test_tls_unless_it_stays_on_this_computer(self, tmp_path: Path, url: str, *, fine: bool) -> None:
        path = self.written(tmp_path, f"[[engine]]\nname = 'far'\nurl = '{url}'\ntoken = 't'")
        if fine:
            assert listed(path)[0].url == url
            return
        with pytest.raises(EngineInsecure):
            listed(path)

    def test_names(self, tmp_path: Path) -> None:
        row = "[[engine]]\nname = '{}'\nurl = 'https://far.example'\ntoken = 't'\n"
        for names in (["Far away"], ["walkon-stage"], ["far", "far"], [""]):
            found = listed(self.written(tmp_path, "".join(row.format(name) for name in names)))
            with pytest.raises(BadEngineName):
                Engines(engine.offered for engine in found)

    def test_what_a_server_makes_of_it(self, tmp_path: Path) -> None:
        path = self.written(
            tmp_path,
            "[[engine]]\nname = 'far'\nurl = 'https://far.example'\ntoken = 't'\nat_once = 3\n"
            "[[engine]]\nname = 'near'\nurl = 'http://localhost:9'\ntoken = 't'\nwhere = 'here'\n",
        )
        server = Server(from_environment({"WALKON_ENGINES": str(path)}, tmp_path / "home"))
        assert [(e.name, e.where) for e in server.engines] == [
            ("walkon-stage", Where.HERE),
            ("far", Where.HOSTED),
            ("near", Where.HERE),
        ]
        post = server.post(1)
        assert (list(post.engines), post.in_all) == (["walkon-stage", "far", "near"], {"far": 3, "near": 1})
        assert (set(server.workshop.engines), server.workshop.hosted) == (
            {"walkon-stage", "far", "near"},
            frozenset({"far"}),
        )
        server.close()
        assert [e.name for e in Server(from_environment({}, tmp_path / "home")).engines] == ["walkon-stage"]
