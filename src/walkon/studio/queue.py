"""Jobs in the queue: put in the same transaction as what asks for them.

A job's id is made of what it is, so that putting it twice is one job. Its arguments are ids and numbers; whether it is
allowed is asked when it is done, never kept.
"""

from __future__ import annotations

from collections.abc import Mapping

from dbos import DBOSClient, EnqueueOptions
from sqlalchemy import Connection

from walkon.domain.ids import ProductionId
from walkon.domain.people import Tier
from walkon.ports.jobs import Job, Task

APPLICATION = "walkon"
VERSION = "1"  # of what jobs mean; by hand, since the default changes with every line of code and strands what waits
WORKFLOW = "carry_out"
PRIORITY: Mapping[Tier, int] = {Tier.TEAM: 10, Tier.PRO: 20, Tier.PLUS: 30, Tier.FREE: 40}  # smaller ones come first


def queue_of(engine: str) -> str:
    """The queue that workers with this engine listen to."""
    return f"engine {engine}"


class Queue:
    """`ports.jobs.Jobs` on one open transaction."""

    def __init__(self, client: DBOSClient, connection: Connection) -> None:
        self._client, self._connection = client, connection

    def put(self, job: Job) -> None:
        options = EnqueueOptions(
            queue_name=queue_of(job.engine),
            workflow_name=WORKFLOW,
            workflow_id=f"{job.production} {job.task.value} {job.attempt}",
            app_version=VERSION,
            priority=PRIORITY[job.tier],
        )
        self._client.enqueue_in_transaction(self._connection, options, *as_arguments(job))


def as_arguments(job: Job) -> tuple[str, str, int, str, str]:
    """A job as it lies in the queue."""
    return job.task.value, job.production, job.attempt, job.engine, job.tier.value


def from_arguments(task: str, production: str, attempt: int, engine: str, tier: str) -> Job:
    """The job that lies there."""
    return Job(task=Task(task), production=ProductionId(production), attempt=attempt, engine=engine, tier=Tier(tier))
