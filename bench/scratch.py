"""What benchmarks share: a home that goes away, a stand-in's take, memory, and the fast path through the house."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from walkon import settings
from walkon.actions.create_cameo import create_cameo
from walkon.actions.new_challenge import new_challenge
from walkon.bootstrap import House
from walkon.domain.attempts import HERE
from walkon.domain.capture import Language
from walkon.domain.ids import Handle
from walkon.ports.world import silent
from walkon.rehearsal.performer import SIZE
from walkon.rehearsal.take import FPS, record

SKIPPED = 77  # exit code of a benchmark that cannot run here


@contextmanager
def house() -> Iterator[House]:
    """A fresh home in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        yield House(settings.from_environment({}, home=Path(folder) / "home"))


def peak_mib() -> float:
    """Peak resident memory of this process, MiB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def shared_data() -> Path:
    """Real recordings beside the checkout; ends the benchmark with a word where there are none."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (found := folder / "shared" / "data").is_dir():
            return found
    print("skipped: no real recordings beside this checkout (shared/data)", file=sys.stderr)
    raise SystemExit(SKIPPED)


def real_clip(name: str) -> Path:
    """A real recording of a face."""
    return shared_data() / "faces" / f"{name}.mp4"


def enrol(home: Path, handle: str, performer: str, size: tuple[int, int] = SIZE, fps: int = FPS) -> None:
    """A drawn performer answers a challenge and becomes a verified cameo."""
    house = House(settings.from_environment({}, home=home))
    challenge = new_challenge(house.challenges, house.clock, Language.ENGLISH, HERE)
    clip = home / "take.mp4"
    clip.write_bytes(record(performer, challenge, size=size, fps=fps).data)
    create_cameo(house.maker(), Handle(handle), clip, challenge, HERE, house.policy, silent)
    clip.unlink()


R = TypeVar("R")


def in_another_process(function: Callable[..., R], *arguments: object) -> R:
    """What a function gives, without its memory being counted here."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


class Stages:
    """A `Progress` that notes when each stage began."""

    def __init__(self) -> None:
        self._began: dict[str, float] = {}

    def __call__(self, stage: str, share: float) -> None:  # noqa: ARG002  when it began is enough
        self._began.setdefault(stage, time.perf_counter())

    def finished(self) -> dict[str, float]:
        """Wall seconds of each stage until the next one, or until now."""
        ends = [*list(self._began.values())[1:], time.perf_counter()]
        return {name: end - began for (name, began), end in zip(self._began.items(), ends, strict=True)}


def cores() -> int:
    return len(os.sched_getaffinity(0))
