"""The inside of `ProcessEngine`'s process: reads one order from a pipe, carries it out, answers, ends.

It ends by itself when the process that started it is gone: on Linux at once and whatever the engine does, elsewhere within
`WATCH` seconds of the engine letting other threads run.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection, wait
from typing import NoReturn

from walkon.domain.errors import WalkonError
from walkon.domain.ids import Handle
from walkon.domain.plan import Plan
from walkon.ports.making import CastMember, Engine, Rendered

WATCH = 0.25  # seconds between two looks at who our parent is
PR_SET_PDEATHSIG = 1  # linux/prctl.h
NO_CORE = 1  # bytes: less than any core file; Linux also spares handlers behind a pipe, for 1 only (fs/coredump.c)

Product = Rendered | Sequence[bytes]


class Task(StrEnum):
    """What an engine is asked for."""

    RENDER = "render"  # a film
    STORYBOARD = "storyboard"  # a still per shot


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """All that the process is given. `make` is a pickled factory, so that what cannot be imported is an answer too."""

    make: bytes
    task: Task
    plan: Plan
    cast: Mapping[Handle, CastMember]
    shows: bool = False  # whether somebody wants to see what is drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """How far the engine is."""

    stage: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Something that was just drawn, as a small JPEG."""

    picture: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was asked for."""

    product: Product


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Why not: an error with a sentence, or None where only the process knows."""

    error: WalkonError | None


Answer = Step | Seen | Done | Failed


def serve(pipe: Connection) -> NoReturn:
    """The process's only function."""
    _keep_quiet()
    _follow_parent()
    with suppress(BaseException):  # nobody listens any more
        _reply(pipe)
    os._exit(0)  # nothing is left to be tidied up, and what tidies up may print


def _reply(pipe: Connection) -> None:
    try:
        order: Order = pickle.loads(pipe.recv_bytes())  # noqa: S301  written by our own parent
        make: Callable[[], Engine] = pickle.loads(order.make)  # noqa: S301  as above
        engine = make()
        progress = _Showing(pipe) if order.shows else _Telling(pipe)
        match order.task:
            case Task.RENDER:
                product: Product = engine.render(order.plan, order.cast, progress)
            case Task.STORYBOARD:
                product = engine.storyboard(order.plan, order.cast, progress)
        pipe.send(Done(product=product))
    except MemoryError:
        os._exit(1)
    except WalkonError as error:
        _tell(pipe, error)
    except BaseException:  # noqa: BLE001  its text may hold anything
        pipe.send(Failed(error=None))


class _Telling:
    """A `Progress` at the other end of a pipe."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._one_by_one = threading.Lock()  # an engine may report from several threads

    def __call__(self, stage: str, share: float) -> None:
        self._send(Step(stage=stage, share=share))

    def _send(self, what: Step | Seen) -> None:
        with self._one_by_one:
            self._pipe.send(what)


class _Showing(_Telling):
    """And one that wants to see what is drawn."""

    def show(self, picture: bytes) -> None:
        self._send(Seen(picture=picture))


def _tell(pipe: Connection, error: WalkonError) -> None:
    try:
        data = pickle.dumps(Failed(error=error))
        pickle.loads(data)  # noqa: S301  only what can be read again is sent
    except Exception:  # noqa: BLE001  fields can be anything
        data = pickle.dumps(Failed(error=None))
    pipe.send_bytes(data)


def _keep_quiet() -> None:
    """Nothing of a cast may reach a terminal or a disk; and a terminal's Ctrl-C is for the parent."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    os.close(nothing)
    if hasattr(os, "setsid"):
        os.setsid()
    try:
        import resource  # noqa: PLC0415  exists on POSIX systems only
    except ImportError:
        return
    with suppress(ValueError, OSError):  # no limit above 0 is allowed here
        resource.setrlimit(resource.RLIMIT_CORE, (NO_CORE, NO_CORE))


def _follow_parent() -> None:
    """Ends this process and what it started when the parent is gone.

    On Linux the system itself sees to it, for engines that keep the interpreter to themselves. It watches the thread that
    started this process, and that thread waits for the answer.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_watch, args=(parent.pid, parent.sentinel), name="parent", daemon=True).start()


def _watch(pid: int | None, sentinel: int) -> None:
    while not wait([sentinel], WATCH) and os.getppid() == pid:
        pass
    if hasattr(os, "killpg") and os.getpgrp() == os.getpid():  # the group is ours, not the parent's
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
