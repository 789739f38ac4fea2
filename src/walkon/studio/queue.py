"""Jobs in the queue: put in the same transaction as what asks for them.

A job's id is made of what it is, so that putting it twice is one job. Its arguments are ids and numbers; whether it is
allowed is asked when it is done, never kept.
"""

from __future__ import annotations

from datetime import UTC, datetime

from dbos import DBOSClient, EnqueueOptions
from sqlalchemy import Connection

from walkon.domain.allowances import DEFAULT, Allowances
from walkon.domain.ids import ProductionId, TakeId
from walkon.domain.people import Tier
from walkon.domain.queueing import place
from walkon.ports.jobs import Job, Look, Task

APPLICATION = "walkon"
VERSION = "1"  # of what jobs mean; by hand, since the default changes with every line of code and strands what waits
WORKFLOW = "carry_out"
TAKES = "takes"  # the queue of recordings to look at


def queue_of(engine: str) -> str:
    """The queue that workers with this engine listen to."""
    return f"engine {engine}"


class Queue:
    """`ports.jobs.Jobs` on one open transaction."""

    def __init__(self, client: DBOSClient, connection: Connection, allowances: Allowances = DEFAULT) -> None:
        self._client, self._connection, self._allowances = client, connection, allowances

    def put(self, job: Job | Look) -> None:
        match job:
            case Job():
                name = f"{job.production} {job.task.value} {job.attempt}"
                queue = queue_of(job.engine)
                priority = place(self._allowances[job.tier], job.behind, datetime.now(UTC))
            case Look():
                name = f"{job.take} look {job.again or ''}".rstrip()
                queue, priority = TAKES, 1  # the first that came; nobody has two
        options = EnqueueOptions(
            queue_name=queue, workflow_name=WORKFLOW, workflow_id=name, app_version=VERSION, priority=priority
        )
        self._client.enqueue_in_transaction(self._connection, options, as_text(job))


def as_text(job: Job | Look) -> str:
    """A job as it lies in the queue."""
    match job:
        case Job():
            return f"{job.task.value} {job.production} {job.attempt} {job.tier.value} {job.engine}"
        case Look():
            return f"look {job.take} {job.again}"


def from_text(text: str) -> Job | Look:
    """The job that lies there."""
    task, subject, *more = text.split(" ", 4)
    if task == "look":
        return Look(take=TakeId(subject), again=int(more[0]) if more else 0)
    attempt, tier, engine = more
    return Job(task=Task(task), production=ProductionId(subject), attempt=int(attempt), tier=Tier(tier), engine=engine)
