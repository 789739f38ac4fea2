"""An engine for tests that draws flat pictures and misbehaves when told to.

Everything is found by its module, so that a process of its own can make it.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
import numpy.typing as npt

from walkon.domain.ids import Handle
from walkon.domain.joining import parts_of
from walkon.domain.plan import Plan
from walkon.ports.making import WIDEST, CastMember, Rendered
from walkon.ports.world import Progress, Shows
from walkon.stage import catalogue

WORDS = "Sesame-4711"  # stands for a person's words in the text of an exception
FOREVER = 60  # seconds: longer than any test waits


class Deed(StrEnum):
    """What the fake does after it has begun."""

    MAKE = "make"  # what it is asked for
    SLEEP = "sleep"  # hangs in native code that lets others run
    HOLD = "hold"  # hangs in native code that keeps the interpreter to itself
    KILLED = "killed"  # as by the system when memory is short
    SEGMENT = "segment"  # crashes in native code
    NO_MEMORY = "no_memory"
    FAIL = "fail"  # raises an error nobody has a sentence for
    SCREAM = "scream"  # prints, in Python and below it, then fails
    NOT_DATA = "not_data"  # gives back what cannot leave the process
    EXIT = "exit"  # ends its process


@dataclass(frozen=True)
class FakeEngine:
    """Films of one colour, mixed from plan and cast; marked ones carry a white corner. Reports its process as a stage."""

    deed: Deed = Deed.MAKE
    name: str = "fake"
    version: str = "1"

    def render(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> Rendered:
        catalogue.load().check(plan)
        if isinstance(progress, Shows):
            progress.show(b"just drawn")
        progress(f"pid {os.getpid()}", 0.0)
        _misbehave(self.deed)
        from walkon.media.encode import FilmEncoder  # noqa: PLC0415  takes long to load, and who hangs needs none

        colours = [(_picture(part, cast, (plan.width, plan.height)), part.frames) for part in parts_of(plan)]
        pictures = [picture for picture, frames in colours for _ in range(frames)]
        with FilmEncoder(plan.width, plan.height) as encoder:
            for number, picture in enumerate(pictures):
                progress("draw", number / len(pictures))
                encoder.write(picture)
            data = encoder.finish(None)
        progress("draw", 1.0)
        if self.deed is Deed.NOT_DATA:
            return Rendered(data=data, synthetic_voice=False, stages={"draw": _Unpicklable()})
        return Rendered(data=data, synthetic_voice=any(s.lines for s in plan.shots), stages={"draw": 0.1})

    def storyboard(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> tuple[bytes, ...]:
        catalogue.load().check(plan)
        progress(f"pid {os.getpid()}", 0.0)
        _misbehave(self.deed)
        scale = min(1, WIDEST / max(plan.width, plan.height))
        stills: list[bytes] = []
        for part in parts_of(plan):
            picture = _picture(part, cast, (round(plan.width * scale), round(plan.height * scale)))
            for _ in part.shots:
                progress("storyboard", len(stills) / len(plan.shots))
                stills.append(bytes(cv2.imencode(".png", picture)[1].tobytes()))
        progress("storyboard", 1.0)
        return tuple(stills)


class _Unpicklable(float):
    def __reduce__(self) -> str:
        raise RuntimeError(WORDS)


def _misbehave(deed: Deed) -> None:
    match deed:
        case Deed.MAKE | Deed.NOT_DATA:
            return
        case Deed.SLEEP:
            time.sleep(FOREVER)
        case Deed.HOLD:
            ctypes.PyDLL(None).sleep(FOREVER)
        case Deed.KILLED:
            os.kill(os.getpid(), signal.SIGKILL)
        case Deed.SEGMENT:
            ctypes.string_at(0)
        case Deed.NO_MEMORY:
            raise MemoryError
        case Deed.FAIL:
            raise RuntimeError(WORDS)
        case Deed.SCREAM:
            sys.stdout.write(WORDS)
            sys.stdout.flush()
            os.write(2, WORDS.encode())
            raise RuntimeError(WORDS)
        case Deed.EXIT:
            os._exit(3)


def _picture(plan: Plan, cast: Mapping[Handle, CastMember], size: tuple[int, int]) -> npt.NDArray[np.uint8]:
    shade = (plan.seed + sum(sum(member.likeness[:64]) for member in cast.values())) % 200
    picture = np.full((size[1], size[0], 3), shade, np.uint8)
    if any(member.marked for member in cast.values()):
        picture[:20, :60] = 255
    return picture


def fake(deed: Deed = Deed.MAKE) -> FakeEngine:
    return FakeEngine(deed=deed)


def nothing() -> FakeEngine:
    """An engine that cannot be made."""
    raise RuntimeError(WORDS)
