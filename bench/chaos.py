"""Productions of several people while everything goes wrong: workers are killed, the database is restarted, people change
their minds. Afterwards nothing may be lost, doubled, shown against somebody's will, or lie about in the clear.

    python -m bench.chaos [--seed N] [--productions 50] [--sqlite]

The same seed gives the same people, films, changes of mind and kills in the same order; how far each worker has come when it
is killed is up to the computer. Exits with 1 where something was found.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

from dbos import DBOSClient
from tests import postgres_cluster
from tests.postgres_cluster import Cluster, NotInstalled, fresh_database
from tests.society import Society
from tests.studio_worker import Clock, queue_url

from bench.chaos_findings import findings
from bench.chaos_town import Town
from walkon.domain.errors import Passing
from walkon.domain.production import State
from walkon.studio.queue import Queue
from walkon.studio.worker import prepare

ROOT = Path(__file__).resolve().parents[1]
WORKERS = ("one", "two", "three")
UNDER_WAY = frozenset({State.STORYBOARD, State.RENDERING, State.REVIEWING})
SETTLED_WITHIN = 300.0  # seconds after the last deed


class Crew:
    """Workers in processes of their own, which are killed and come back."""

    def __init__(self, home: Path, url: str, chance: random.Random) -> None:
        self.mark = secrets.token_hex(12)  # in everything that is drawn
        self._home, self._url, self._chance = home, url, chance
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.killed = 0

    def start(self, name: str) -> None:
        command = [sys.executable, "-m", "tests.studio_worker", str(self._home), self._url, name]
        command += ["--seconds-per-film", f"{self._chance.uniform(0.1, 1.0):.2f}"]
        command += ["--engine-process"] if name == "three" else []
        with (self._home / "errors").open("ab") as errors:
            self.running[name] = subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                env=os.environ | {"WALKON_TEST_MARK": self.mark},
                stdout=errors,
                stderr=errors,
                preexec_fn=postgres_cluster.end_with_us(signal.SIGKILL),  # noqa: PLW1509  one call that takes no lock
            )

    def kill(self) -> None:
        """One of them, as by the system when memory is short."""
        name = self._chance.choice(sorted(self.running))
        process = self.running.pop(name)
        process.kill()
        process.wait()
        self.killed += 1

    def complete(self) -> None:
        """Who is missing comes back: under the same name, or never and somebody new instead."""
        for place in range(len(WORKERS) - len(self.running)):
            free = [name for name in WORKERS if name not in self.running]
            self.start(f"{free[place % len(free)]}{self._chance.choice(('', '-new'))}" if free else f"more-{place}")

    def close(self) -> None:
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--productions", type=int, default=50)
    parser.add_argument("--sqlite", action="store_true", help="also where PostgreSQL is installed")
    options = parser.parse_args()
    seed = secrets.randbelow(2**31) if options.seed is None else options.seed
    print(f"seed {seed}", file=sys.stderr)
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="walkon-chaos-")))
        cluster = None if options.sqlite else started(stack)
        plain = f"sqlite:///{home / 'walkon.db'}"
        url = plain if cluster is None else stack.enter_context(fresh_database(cluster.url))
        figures = run(home, url, cluster, seed, options.productions)
    print(json.dumps(figures))
    return 1 if figures["found"] else 0


def started(stack: ExitStack) -> Cluster | None:
    try:
        return stack.enter_context(postgres_cluster.cluster())
    except NotInstalled as missing:
        print(f"PostgreSQL: left out, {missing}", file=sys.stderr)
        return None


@contextmanager
def society_on(url: str) -> Iterator[tuple[Society, DBOSClient]]:
    prepare(queue_url(url))
    client = DBOSClient(system_database_url=queue_url(url))
    society = Society(url, lambda connection: Queue(client, connection))
    society.clock = Clock()  # type: ignore[assignment] # workers live in the real time
    try:
        yield society, client
    finally:
        client.destroy()
        society.close()


def run(home: Path, url: str, cluster: Cluster | None, seed: int, productions: int) -> dict[str, object]:
    chance = random.Random(seed)
    began = time.monotonic()
    with society_on(url) as (society, client):
        town, crew = Town(society, chance.getrandbits(32)), Crew(home, url, random.Random(chance.getrandbits(32)))
        try:
            for name in WORKERS:
                crew.start(name)
            restarts = storm(town, crew, cluster, chance, productions)
            seconds = settle(town, crew)
            found = findings(home, crew.mark.encode(), town, client, {*crew.running}, timedelta(days=1))
        finally:
            crew.close()
        states = Counter(production.state.value for production in town.all())
        errors = (home / "errors").read_text(errors="replace")
    return {
        "seed": seed,
        "database": "sqlite" if cluster is None else "postgresql",
        "productions": sum(states.values()),
        "states": dict(sorted(states.items())),
        "workers_killed": crew.killed,
        "database_restarts": restarts,
        "deeds": dict(sorted(town.deeds.items())),
        "released": len(town.diary.released),
        "seconds": time.monotonic() - began,
        "seconds_to_settle": seconds,
        "tracebacks": errors.count("Traceback"),
        "found": found,
    }


def storm(town: Town, crew: Crew, cluster: Cluster | None, chance: random.Random, productions: int) -> int:
    """Deeds and accidents in the order that the seed gives; gives how often the database went down."""
    accidents: list[Callable[[], object]] = [crew.kill] * max(4, productions // 6)
    changes = [town.revoke] * (productions // 4) + [town.give_again] * (productions // 4)
    changes += [town.block] * 2 + [town.cancel] * (productions // 10)
    deeds: list[Callable[[], object]] = [town.propose] * productions + changes + accidents
    chance.shuffle(deeds)
    middle, restarts = len(deeds) // 2, 0
    for number, deed in enumerate(deeds):
        if number == middle and cluster is not None:
            cluster.stop(signal.SIGQUIT)
            time.sleep(chance.uniform(0.5, 3))
            cluster.start()
            restarts += 1
        if deed == crew.kill and not crew.running:
            crew.complete()
        deed()
        town.check_released()
        if number % 3 == 0:
            town.answer()
            town.release()
        if chance.random() < 0.15:
            crew.complete()
        time.sleep(chance.uniform(0, 0.6))
    return restarts


def settle(town: Town, crew: Crew) -> float:
    """Until nothing is under way any longer, or patience ends; gives how long that took, seconds."""
    began = time.monotonic()
    crew.complete()
    while time.monotonic() - began < SETTLED_WITHIN:
        try:
            town.answer()
            town.release()
            if not any(production.state in UNDER_WAY for production in town.all()):
                break
        except Passing:
            pass
        time.sleep(0.5)
    town.check_released()
    return time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
