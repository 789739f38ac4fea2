"""Where figures are shown, to whom, and what is read from the tables for them."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry, Counter, generate_latest

from tests.society import Society
from walkon import settings
from walkon.bootstrap.server import Server
from walkon.cli.watching import QUEUES, BadLog, figures_shown, tell
from walkon.domain.errors import BadInput, Broken
from walkon.operating.census import Census
from walkon.operating.door import BadMetrics, Door, MetricsTaken, Place, place


def asked(port: int, path: str = "/metrics", token: str | None = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path, headers={} if token is None else {"Authorization": f"Bearer {token}"})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("text", "token", "found"),
    [
        ("9464", None, ("127.0.0.1", 9466)),
        ("127.0.0.1:9464", None, ("127.0.0.1", 9466)),
        ("localhost:9464", None, ("localhost", 9466)),
        ("0.0.0.0:9464", "t", ("0.0.0.0", 9466)),  # noqa: S104
        ("0.0.0.0:9464", None, None),
        ("films.example:9464", None, None),
        ("65534", None, None),
        ("0", "t", ("127.0.0.1", 2)),
        ("none", None, None),
        ("", None, None),
        ("9464:", None, None),
        ("٩٤٦٤", None, None),
    ],
)
def test_places(text: str, token: str | None, found: tuple[str, int] | None) -> None:
    if found is None:
        with pytest.raises(BadMetrics):
            place(text, token, 2)
    else:
        where = place(text, token, 2)
        assert (where.host, where.port) == found


def test_the_door_shows_figures_to_whom_it_should() -> None:
    registry = CollectorRegistry()
    Counter("tried", "tries", registry=registry).inc()
    door = Door(Place(host="127.0.0.1", port=0, token="open sesame"), registry)  # noqa: S106
    try:
        assert asked(door.port)[0] == 401
        assert asked(door.port, token="open sesam")[0] == 401  # noqa: S106
        status, text = asked(door.port, token="open sesame")  # noqa: S106
        assert status == 200 and "tried_total 1.0" in text
        assert asked(door.port, "/", token="open sesame") == (404, "")  # noqa: S106
        with pytest.raises(MetricsTaken):
            Door(Place(host="127.0.0.1", port=door.port, token=None), registry)
    finally:
        door.close()
    assert issubclass(MetricsTaken, Broken) and issubclass(BadMetrics, BadInput)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    found = Server(settings.from_environment({}, tmp_path / "home"))
    found.prepare()
    yield found
    found.queue_client.destroy()
    found.close()


def series(server: Server) -> dict[str, float]:
    registry = CollectorRegistry()
    registry.register(Census(server.engine, QUEUES, server.house.clock.now))
    lines = generate_latest(registry).decode().splitlines()
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")}


def test_the_tables_are_counted(server: Server) -> None:
    before = series(server)
    assert before["walkon_database_up"] == 1
    society = Society(str(server.engine.url), server._jobs)
    ada, bob = society.join("ada"), society.join("bob")
    society.befriend(ada, bob)
    society.propose(ada, "me on Mars", ada)
    society.propose(ada, "me and @bob on Mars", ada, bob)
    after = series(server)
    assert after['walkon_productions{state="storyboard"}'] == 1
    assert after['walkon_productions{state="waiting_for_consent"}'] == 1
    assert after['walkon_jobs_waiting{queue="walkon-stage"}'] == 1
    assert after['walkon_jobs_waiting{queue="takes"}'] == 0
    assert 0 <= after['walkon_oldest_job_seconds{queue="walkon-stage"}'] < 600
    assert after["walkon_notices_total"] == len(society.inbox(ada)) + len(society.inbox(bob)) > 0
    assert after['walkon_workers{state="present"}'] == 0
    assert set(after) == set(before), "what is in the tables must not make more series"
    society.close()


def test_a_database_that_is_away(server: Server, tmp_path: Path) -> None:
    with server.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE attendances")
    assert series(server) == {"walkon_database_up": 0}


def test_settings(server: Server, tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text(" \n")
    for chosen in (
        {"metrics": "nonsense"},
        {"metrics": "9464", "metrics_token": token},
        {"metrics": "9464", "metrics_token": tmp_path / "gone"},
    ):
        server.settings = replace(server.settings, **chosen)
        with pytest.raises(BadMetrics), figures_shown(server, 1):
            pass
    server.settings = replace(server.settings, metrics="")
    with figures_shown(server, 0):
        pass
    with pytest.raises(BadLog):
        tell(replace(server.settings, log="loud"))
