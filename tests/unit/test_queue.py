"""In which order jobs lie in the queue."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from dbos import DBOSClient
from sqlalchemy import Connection

from walkon.domain.allowances import DEFAULT
from walkon.domain.ids import ProductionId, TakeId
from walkon.domain.people import Tier
from walkon.ports.jobs import Job, Look, Task
from walkon.studio.queue import Queue


class Client:
    """What the job engine was told."""

    def __init__(self) -> None:
        self.put: list[dict[str, Any]] = []

    def enqueue_in_transaction(self, _connection: object, options: dict[str, Any], _text: str) -> None:
        self.put.append(options)


def job(tier: Tier, behind: int = 0) -> Job:
    return Job(task=Task.RENDER, production=ProductionId("p"), attempt=1, engine="e", tier=tier, behind=behind)


def test_tiers_and_turns() -> None:
    client = Client()
    plans = {**DEFAULT, Tier.FREE: replace(DEFAULT[Tier.FREE], queue_minutes=60)}
    queue = Queue(cast(DBOSClient, client), cast(Connection, None), plans)
    for wanted in (job(Tier.TEAM), job(Tier.PRO), job(Tier.TEAM, 2), job(Tier.FREE), job(Tier.FREE, 1)):
        queue.put(wanted)
    found = [options["priority"] for options in client.put]
    assert found == sorted(found)
    assert 60 * 60 - 5 <= found[3] - found[0] <= 60 * 60 + 60  # put at about the same time
    assert all(1 <= priority < 2**31 for priority in found)
    queue.put(Look(take=TakeId("t")))
    assert client.put[-1]["priority"] == 1
