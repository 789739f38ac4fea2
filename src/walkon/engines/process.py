"""Another engine in a process of its own, which can be stopped at any moment.

1. A process renders one film or storyboard and ends. It is a fresh interpreter (`spawn`): nothing is inherited.
2. Engine, plan and opened cast go to it through a pipe, and so does what comes back; never through files, arguments or
   the environment. It prints nothing, logs nothing and leaves no core file.
3. `progress` is called at least every `POLL` seconds, also while the engine is silent. Whatever it raises kills the process,
   which need not agree: native code is stopped as well.
4. The process does not outlive the one that started it (`walkon.engines.process_child`).
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from queue import Empty, SimpleQueue

from walkon.domain.errors import WalkonError
from walkon.domain.ids import Handle
from walkon.domain.plan import Plan
from walkon.engines import process_child
from walkon.engines.errors import EngineDied, EngineFailed
from walkon.engines.process_child import Answer, Done, Failed, Order, Product, Seen, Step, Task
from walkon.ports.making import CastMember, Engine, Rendered
from walkon.ports.world import Progress, Shows

POLL = 0.05  # seconds between two calls of `progress`
GONE = 0.5  # seconds that a killed process is waited for; the system may need longer to free a lot of memory
STARTING = "start"  # the stage until the engine speaks of one


class ProcessEngine:
    """Runs the engine that `make` gives. `make` is a function of a module or another value that can be pickled.

    `name` and `version` are those of the engine inside, known without making it. May be used by many threads at once.
    """

    def __init__(self, make: Callable[[], Engine], *, name: str, version: str) -> None:
        """Raises what pickling raises where `make` cannot be pickled."""
        self.name, self.version = name, version
        self._make = pickle.dumps(make)

    def render(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> Rendered:
        """As the engine inside, whose own errors come back as they are. Raises `EngineDied` and `EngineFailed` besides."""
        made = self._ask(Task.RENDER, plan, cast, progress)
        if not isinstance(made, Rendered):
            raise EngineFailed
        return made

    def storyboard(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> tuple[bytes, ...]:
        """As `render`, for stills."""
        made = self._ask(Task.STORYBOARD, plan, cast, progress)
        if isinstance(made, Rendered):
            raise EngineFailed
        return tuple(made)

    def _ask(self, task: Task, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> Product:
        progress(STARTING, 0.0)
        shows = isinstance(progress, Shows)
        order = pickle.dumps(Order(make=self._make, task=task, plan=plan, cast=dict(cast), shows=shows))
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=process_child.serve, args=(theirs,), name="engine", daemon=True)
        answers: SimpleQueue[Answer | None] = SimpleQueue()
        talk = threading.Thread(target=_talk, args=(ours, order, answers), name="engine", daemon=True)
        try:
            with theirs:  # once the process has it, only the process keeps the pipe open
                process.start()
            talk.start()
            return _heard(process, answers, progress)
        finally:
            _end(process)
            if talk.ident is None:
                ours.close()
            else:
                talk.join(GONE)


def _talk(pipe: Connection, order: bytes, answers: SimpleQueue[Answer | None]) -> None:
    """Hands the order over and passes on what comes back, then None. In a thread: each may take the other side's time."""
    with pipe, suppress(EOFError, OSError):
        pipe.send_bytes(order)
        while True:
            answers.put(_read(pipe.recv_bytes()))
    answers.put(None)


def _read(data: bytes) -> Answer:
    try:
        answer: Answer = pickle.loads(data)  # noqa: S301  written by our own process
    except Exception:  # noqa: BLE001  a foreign engine's values may raise anything
        return Failed(error=None)
    return answer


def _heard(process: SpawnProcess, answers: SimpleQueue[Answer | None], progress: Progress) -> Product:
    stage, share = STARTING, 0.0
    while True:
        try:
            answer = answers.get(timeout=POLL)
        except Empty:
            progress(stage, share)
            continue
        match answer:
            case Step():
                stage, share = answer.stage, answer.share
                progress(stage, share)
            case Seen():
                if isinstance(progress, Shows):
                    progress.show(answer.picture)
            case Done():
                return answer.product
            case Failed(error=None):
                raise EngineFailed
            case Failed(error=WalkonError() as error):
                raise error
            case None:
                process.join(GONE)
                raise EngineDied(exit=process.exitcode)


def _end(process: SpawnProcess) -> None:
    """Kills the process and whatever it started, and forgets it."""
    if process.pid is None:
        return
    if process.exitcode is None:
        with suppress(ProcessLookupError, PermissionError):  # it leads no group yet, or has just ended
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
    process.join(GONE)
    if process.exitcode is not None:
        process.close()
