"""What is counted and timed while it happens, in Prometheus' words.

Every label has few values, known beforehand: route templates, states, gates, codes. Nothing that names a person, a
production or an address is ever one; what is not known is counted as ``other``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector

from walkon.domain.consent import Allowed, Denied, Gate
from walkon.domain.errors import WalkonError
from walkon.ports.jobs import Job, Look
from walkon.store.errors import StoreAway, StoreBusy

Result = TypeVar("Result")
OTHER = "other"
METHODS = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS".split())
REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
UNIT_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 15.0)
JOB_SECONDS = (1.0, 5.0, 15.0, 30.0, 60.0, 180.0, 600.0, 1800.0, 7200.0)
SPEEDS = (0.01, 0.03, 0.1, 0.2, 0.4, 0.7, 1.0, 2.0, 5.0)
SIGN_IN = frozenset(f"/{way}" for way in ("sign-in/finish", "sign-in/recover", "sign-up/finish", "confirm/finish"))


class Figures:
    """One process's figures, in a registry of their own."""

    def __init__(self, *, process: bool = False) -> None:
        """With `process`, also its memory, processor time and open files (on Linux)."""
        self.registry = CollectorRegistry()
        if process:
            ProcessCollector(registry=self.registry)
        self._requests = self._timed(
            "request_seconds", "until the last byte", REQUEST_SECONDS, "route", "method", "status"
        )
        self._problems = self._counted("problems", "answers that told a problem", "code")
        self._sign_ins = self._counted("sign_in_failures", "failed tries to come in", "route", "code")
        self._uploaded = self._counted("upload_bytes", "bytes of recordings that arrived for good")
        self._decisions = self._counted("consent_decisions", "questions of consent", "gate", "decision")
        self._denials = self._counted("consent_denials", "reasons of a no, each once per question", "gate", "reason")
        self._units = self._timed("unit_of_work_seconds", "with all its tries", UNIT_SECONDS, "kind")
        self._trouble = self._counted("store_trouble", "again: done again, busy and away: given up", "trouble")
        self._jobs = self._timed("job_seconds", "of a worker's jobs", JOB_SECONDS, "task", "outcome")
        self._renders = self._timed("render_seconds", "of drawing a film", JOB_SECONDS, "engine")
        self._speeds = self._timed("render_speed", "seconds of film per second of drawing", SPEEDS, "engine")

    def _counted(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"walkon_{name}", text, labels, registry=self.registry)

    def _timed(self, name: str, text: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        return Histogram(f"walkon_{name}", text, labels, buckets=buckets, registry=self.registry)

    def answered(self, route: str, method: str, status: int, seconds: float, code: str | None) -> None:
        """A request was answered. `route` is a template, `code` that of a problem that was told."""
        known = method if method in METHODS else OTHER
        self._requests.labels(route, known, f"{status // 100}xx").observe(seconds)
        if code is not None:
            self._problems.labels(code).inc()
            if route in SIGN_IN:
                self._sign_ins.labels(route, code).inc()

    def uploaded(self, size: int) -> None:
        self._uploaded.inc(size)

    def decided(self, gate: Gate, decision: Allowed | Denied) -> None:
        """Consent was asked for."""
        match decision:
            case Allowed():
                self._decisions.labels(gate.value, "allowed").inc()
            case Denied():
                self._decisions.labels(gate.value, "denied").inc()
                for reason in {reason for found in decision.reasons.values() for reason in found}:
                    self._denials.labels(gate.value, reason.value).inc()

    def came_second(self) -> None:
        """The database asked for a unit of work to be done again."""
        self._trouble.labels("again").inc()

    @contextmanager
    def unit(self, kind: str) -> Iterator[None]:
        """Around a unit of work."""
        began = time.monotonic()
        try:
            yield
        except StoreBusy:
            self._trouble.labels("busy").inc()
            raise
        except StoreAway:
            self._trouble.labels("away").inc()
            raise
        finally:
            self._units.labels(kind).observe(time.monotonic() - began)

    def worked(self, job: Job | Look, outcome: str, seconds: float) -> None:
        """A job ended; `outcome` is a state, or the class of what it raised."""
        self._jobs.labels(task_of(job), outcome).observe(seconds)

    def rendered(self, engine: str, film: float, seconds: float) -> None:
        """A film of `film` seconds was drawn in `seconds`."""
        self._renders.labels(engine).observe(seconds)
        self._speeds.labels(engine).observe(film / max(seconds, 1e-6))


def task_of(job: Job | Look) -> str:
    """What kind of work it is."""
    return "look" if isinstance(job, Look) else job.task.value


def outcome_of(error: BaseException) -> str:
    """What is told of an error: its code, or that it has none."""
    return error.code if isinstance(error, WalkonError) else OTHER


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What `work` gives, and how many seconds it took."""
    began = time.monotonic()
    return work(), time.monotonic() - began
