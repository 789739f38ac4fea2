"""Jobs as they lie in the queue."""

from __future__ import annotations

from typing import Any

import pytest

from walkon.domain.ids import ProductionId, TakeId
from walkon.domain.people import Tier
from walkon.ports.jobs import Job, Look, Task
from walkon.studio.queue import Queue, as_text, from_text

JOBS: list[Job | Look] = [
    Job(task=Task.RENDER, production=ProductionId("p"), attempt=2, engine="an engine", tier=Tier.PRO),
    Look(take=TakeId("t")),
    Look(take=TakeId("t"), again=1),
    Look(take=TakeId("t"), again=2),
]


class Client:
    def __init__(self) -> None:
        self.ids: list[str] = []

    def enqueue_in_transaction(self, _connection: object, options: Any, _text: str) -> None:
        self.ids.append(options["workflow_id"])


@pytest.mark.parametrize("job", JOBS)
def test_there_and_back(job: Job | Look) -> None:
    assert from_text(as_text(job)) == job


def test_what_was_put_before_takes_were_looked_at_twice() -> None:
    assert from_text("look t") == Look(take=TakeId("t"))


def test_each_look_is_a_job_of_its_own_and_the_same_one_is_once() -> None:
    client = Client()
    queue = Queue(client, None)  # type: ignore[arg-type]
    for job in (*JOBS, *JOBS):
        queue.put(job)
    assert len(set(client.ids)) == len(JOBS)
    assert "t look" in client.ids
