"""An engine somewhere else, spoken to over HTTP as docs/engines.md says; another house's, or another machine's of this one.

1. What leaves this house is the plan without what was typed, and of everybody in it likeness, voice and mark, under names that
   say nothing. Whether it may was asked before: whoever calls this holds a permit.
2. A conversation runs in a thread. `progress` is called at least every `POLL` seconds; whatever it raises cuts the line.
3. Whatever happens, the engine is told at the end to forget everything of the work.
4. What comes back is bounded, and is a film or stills by its first bytes; who is seen in it is reviewed like any film.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

from walkon.domain.errors import WalkonError
from walkon.domain.ids import Handle
from walkon.domain.plan import Plan
from walkon.engines import wire
from walkon.engines.errors import EngineFailed, EngineNonsense, EngineTooSlow
from walkon.engines.line import Line
from walkon.engines.listed import Listed
from walkon.engines.process_child import Answer, Done, Failed, Step, Task
from walkon.ports.making import CastMember, Rendered
from walkon.ports.world import Progress

POLL = 0.05  # seconds between two calls of `progress`
LOOK = 0.2  # seconds between two looks at how far the engine is
FAREWELL = 5.0  # seconds for telling it to forget
LARGEST_FILM, LARGEST_STILL = 512 << 20, 8 << 20  # bytes
STAGES = frozenset({"speak", "draw", "sound", "encode", "storyboard"})  # its other words are not passed on
SENDING, WAITING = "send", "wait"
_STILLS = (b"\xff\xd8\xff", b"\x89PNG\r\n")


class DistantEngine:
    """`ports.making.Engine`. May be used by many threads at once."""

    def __init__(self, engine: Listed) -> None:
        """Raises `EngineInsecure`."""
        Line(engine)
        self._engine = engine
        self.name, self.version = engine.name, engine.version

    def render(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> Rendered:
        """Raises what `progress` raises, and the errors of `walkon.engines.errors`."""
        began = time.monotonic()
        made = self._ask(Task.RENDER, plan, cast, progress)
        if not isinstance(made, Rendered):
            raise EngineNonsense(engine=self.name)
        progress("draw", 1.0)
        return Rendered(
            data=made.data, synthetic_voice=made.synthetic_voice, stages={"elsewhere": time.monotonic() - began}
        )

    def storyboard(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> tuple[bytes, ...]:
        """As `render`, for stills."""
        made = self._ask(Task.STORYBOARD, plan, cast, progress)
        if isinstance(made, Rendered):
            raise EngineNonsense(engine=self.name)
        progress("storyboard", 1.0)
        return tuple(made)

    def _ask(
        self, task: Task, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress
    ) -> Rendered | tuple[bytes, ...]:
        progress(SENDING, 0.0)
        answers: SimpleQueue[Answer] = SimpleQueue()
        line, work = Line(self._engine), f"/v1/works/{secrets.token_hex(16)}"
        talk = _Talk(engine=self._engine, line=line, work=work, answers=answers)
        thread = threading.Thread(target=talk.hold, args=(task, plan, dict(cast)), name="engine", daemon=True)
        thread.start()
        try:
            return self._heard(answers, progress)
        finally:
            line.cut()
            thread.join(FAREWELL)
            farewell = threading.Thread(target=_forget, args=(self._engine, work), name="farewell", daemon=True)
            farewell.start()
            farewell.join(FAREWELL)

    def _heard(self, answers: SimpleQueue[Answer], progress: Progress) -> Rendered | tuple[bytes, ...]:
        stage, share = SENDING, 0.0
        end = time.monotonic() + self._engine.longest
        while time.monotonic() < end:
            try:
                answer = answers.get(timeout=POLL)
            except Empty:
                progress(stage, share)
                continue
            match answer:
                case Step():
                    share = max(share, answer.share) if answer.stage == stage else answer.share
                    stage = answer.stage
                    progress(stage, share)
                case Done(product=Rendered() as film):
                    return film
                case Done(product=stills):
                    return tuple(stills) if not isinstance(stills, Rendered) else ()
                case Failed(error=error):
                    raise error or EngineFailed()
        raise EngineTooSlow(engine=self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Talk:
    """One work, from handing it over to taking what was made."""

    engine: Listed
    line: Line
    work: str
    answers: SimpleQueue[Answer]

    def hold(self, task: Task, plan: Plan, cast: dict[Handle, CastMember]) -> None:
        """In a thread: whatever happens is an answer."""
        try:
            self._hand_over(task, plan, cast)
            cast.clear()
            self.answers.put(Done(product=self._made(task, plan)))
        except WalkonError as error:
            self.answers.put(Failed(error=error))
        except Exception:  # noqa: BLE001  its text may hold anything
            self.answers.put(Failed(error=None))
        finally:
            cast.clear()
            self.line.close()

    def _hand_over(self, task: Task, plan: Plan, cast: Mapping[Handle, CastMember]) -> None:
        called = wire.names(plan)
        people = [
            {"name": called[who], "marked": member.marked, "voice": member.voice is not None}
            for who, member in cast.items()
            if who in called
        ]
        order = {"protocol": wire.PROTOCOL, "task": task.value, "plan": wire.written(plan, called), "people": people}
        self.line.ask("PUT", self.work, order)
        for who, member in cast.items():
            if who in called:
                place = f"{self.work}/people/{called[who]}"
                self.line.put(f"{place}/likeness", member.likeness)
                if member.voice is not None:
                    self.line.put(f"{place}/voice", member.voice)
        self.line.ask("POST", f"{self.work}/start")

    def _made(self, task: Task, plan: Plan) -> Rendered | tuple[bytes, ...]:
        while True:
            how_far = self.line.ask("GET", self.work)
            match how_far.get("state"):
                case "waiting":
                    self.answers.put(Step(stage=WAITING, share=0.0))
                case "working":
                    self.answers.put(_step(how_far))
                case "failed":
                    raise EngineFailed
                case "done" if task is Task.RENDER:
                    return self._film(how_far)
                case "done":
                    return tuple(self._still(place) for place in range(len(plan.shots)))
                case _:
                    raise EngineNonsense(engine=self.engine.name)
            time.sleep(LOOK)

    def _film(self, how_far: Mapping[str, Any]) -> Rendered:
        data = self.line.get(f"{self.work}/film", LARGEST_FILM)
        if data[4:8] != b"ftyp" or not isinstance(how_far.get("synthetic_voice"), bool):
            raise EngineNonsense(engine=self.engine.name)
        return Rendered(data=data, synthetic_voice=how_far["synthetic_voice"], stages={})

    def _still(self, place: int) -> bytes:
        data = self.line.get(f"{self.work}/stills/{place}", LARGEST_STILL)
        if not data.startswith(_STILLS):
            raise EngineNonsense(engine=self.engine.name)
        return data


def _step(how_far: Mapping[str, Any]) -> Step:
    stage, share = how_far.get("stage"), how_far.get("share")
    known = stage if isinstance(stage, str) and stage in STAGES else "work"
    return Step(stage=known, share=min(1.0, max(0.0, float(share))) if isinstance(share, (int, float)) else 0.0)


def _forget(engine: Listed, work: str) -> None:
    """Tell the engine that nothing of it is wanted any longer."""
    with suppress(WalkonError):
        line = Line(engine, FAREWELL)
        line.ask("DELETE", work)
        line.close()
