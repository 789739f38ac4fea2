"""How much a server answers and makes: requests per second and their 99th percentile with 1, 2 and 4 processes, films per
minute with 1, 2 and 4 workers, each beside the floor of this computer in the same run.

    python -m bench.service [--quick] [--answers] [--sqlite]

The floors: an application that says "hello" under the same web server with as many processes and the same clients; a query
for one row by its key; one worker with nothing in its way. PostgreSQL where it is installed, otherwise SQLite.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests import postgres_cluster
from tests.postgres_cluster import NotInstalled, free_port, fresh_database

from bench import scratch
from bench.consent import percentile, timed
from bench.service_clients import Figures, asked, hello_address
from bench.service_people import Members, fill, queue_films
from walkon import settings
from walkon.bootstrap.server import Server
from walkon.domain.production import ENDED, State

PROCESSES = WORKERS = (1, 2, 4)
SMALL, RATE = (360, 480), 16  # of the recording; films are small as well
PATIENCE = 180.0  # seconds to start
FILM_SECONDS = 900.0  # that all films of one measurement may take
DONE = ENDED | {State.READY}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="to see that it works: short, with fewer people and films")
    parser.add_argument("--answers", action="store_true", help="requests only, no films")
    parser.add_argument("--sqlite", action="store_true", help="SQLite, also where PostgreSQL is installed")
    options = parser.parse_args()
    quick = options.quick
    share, seconds, films = (0.01, 1.0, 2) if quick else (0.1, 8.0, 12)
    counts = (1, 2) if quick else PROCESSES
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="walkon-service-"))) / "home"
        url = stack.enter_context(sqlite(home) if options.sqlite else database(home))
        server = Server(settings.from_environment({"WALKON_DATABASE_URL": url}, home=home))
        server.prepare()
        stack.callback(server.close)
        stack.callback(server.queue_client.destroy)
        members = fill(server, share)
        figures: dict[str, object] = {"cores": scratch.cores(), "database": url.partition(":")[0]}
        figures |= rows(server, members, 100 if quick else 1000)
        figures |= {f"{count}_processes": answering(home, url, members, count, seconds) for count in counts}
        if not options.answers:
            figures |= films_made(server, home, url, counts, films)
    print(json.dumps(figures))


@contextmanager
def sqlite(home: Path) -> Iterator[str]:
    yield f"sqlite:///{home / 'walkon.db'}"


@contextmanager
def database(home: Path) -> Iterator[str]:
    """A fresh one, in a PostgreSQL of its own where that is installed."""
    with ExitStack() as stack:
        try:
            cluster = stack.enter_context(postgres_cluster.cluster())
        except NotInstalled as missing:
            print(f"PostgreSQL: left out, {missing}", file=sys.stderr)
            yield stack.enter_context(sqlite(home))
        else:
            yield stack.enter_context(fresh_database(cluster.url)).replace("+psycopg", "")


def rows(server: Server, members: Members, count: int) -> dict[str, object]:
    """A query for one row by its key, in a transaction of its own: what every request costs at least."""
    took = timed([members.accounts[0]] * count, lambda who: server.store.read(lambda unit: unit.accounts.get(who)))
    return {"one_row_p50_ms": percentile(took, 50), "one_row_p99_ms": percentile(took, 99)}


def answering(home: Path, url: str, members: Members, processes: int, seconds: float) -> dict[str, object]:
    """Pages of releases and of one's own, polling, the inbox, and the floor right beside them."""
    found: dict[str, object] = {}
    paths = {
        "releases": "/api/v1/releases?limit=20",
        "listing": "/api/v1/productions?limit=20",
        "polling": f"/api/v1/productions/{members.film}",
        "inbox": "/api/v1/notices?limit=20",
    }
    port = str(free_port())
    serve = ["-m", "walkon.cli.main", "serve", "--home", str(home), "--port", port]
    with running(
        [*serve, "--processes", str(processes), "--workers", "0"], url, f"http://127.0.0.1:{port}/api/v1/health/ready"
    ):
        for name, path in paths.items():
            found[name] = asked(int(port), path, members.tokens[:1], seconds).shown()
    port = str(free_port())
    hello = ["-m", "bench.service_clients", port, str(processes)]
    with running(hello, url, f"{hello_address(int(port))}"):
        floor: Figures = asked(int(port), "/", members.tokens[:1], seconds)
        found["hello"] = floor.shown()
    for name in paths:
        row = found[name]
        assert isinstance(row, dict)
        row["share_of_hello"] = row["per_second"] / floor.per_second
    return found


def films_made(server: Server, home: Path, url: str, counts: Sequence[int], films: int) -> dict[str, object]:
    """The same films again and again, with more and more workers; efficiency: what each adds beside what one makes."""
    scratch.in_another_process(scratch.enrol, home, "elm", "elm", SMALL, RATE)
    found: dict[str, object] = {}
    alone = 0.0
    for count in counts:
        workers = ExitStack()
        with workers:
            for number in range(1, count + 1):
                workers.enter_context(
                    running(["-m", "walkon.cli.main", "worker", "--home", str(home), "--number", str(number)], url)
                )
            wait_for_workers(server, count)
            began = time.monotonic()
            states = until_done(server, queue_films(server, films))
            minutes = (time.monotonic() - began) / 60
        per_minute = films / minutes
        alone = alone or per_minute
        found[f"{count}_workers"] = {
            "films_per_minute": per_minute,
            "efficiency": per_minute / (count * alone),
            "ready": sum(state is State.READY for state in states),
        }
    return found


def wait_for_workers(server: Server, count: int) -> None:
    end = time.monotonic() + PATIENCE
    while len(server.store.read(lambda unit: unit.attendances.all())) < count:
        if time.monotonic() > end:
            raise TimeoutError("workers did not start")
        time.sleep(0.1)


def until_done(server: Server, films: Sequence[str]) -> list[State]:
    end = time.monotonic() + FILM_SECONDS
    while True:
        states = server.store.read(lambda unit: [found.state for f in films if (found := unit.productions.get(f))])  # type: ignore[arg-type]
        if all(state in DONE for state in states):
            return states
        if time.monotonic() > end:
            raise TimeoutError("films did not get done")
        time.sleep(0.2)


@contextmanager
def running(arguments: Sequence[str], url: str, address: str | None = None) -> Iterator[None]:
    """A process of ours, once it answers at `address`."""
    with subprocess.Popen(
        [sys.executable, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        env=os.environ | {"WALKON_DATABASE_URL": url, "WALKON_RATE_LIMITS": "off", "WALKON_LOG": "off"},
        preexec_fn=postgres_cluster.end_with_us(signal.SIGTERM),  # noqa: PLW1509  one call that takes no lock
    ) as process:
        try:
            if address is not None:
                wait_for(address, process)
            yield
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except (urllib.error.URLError, ConnectionError):
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("a server did not start") from None
            time.sleep(0.1)


if __name__ == "__main__":
    main()
