"""A plan and its people become pictures.

Heads are drawn and lit in a thread of their own, a frame or two ahead, while this one composes; both let go of the
interpreter lock in their kernels, so two cores are busy. Nothing depends on which thread is faster: equal plans with
equal people give equal pictures, bit for bit.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from walkon.domain.ids import Handle
from walkon.domain.performance import Performance
from walkon.domain.plan import FPS, Plan, Role, Shot
from walkon.likeness.head import Head
from walkon.stage import bust as busts
from walkon.stage import catalogue as catalogues
from walkon.stage import plates, sets, staging, tone
from walkon.stage.backdrop import Backdrop, PersonLight
from walkon.stage.beat import flicker
from walkon.stage.camera import DISTANCE, CameraPath
from walkon.stage.catalogue import Catalogue
from walkon.stage.errors import NobodyToDraw, SizeNotDrawable
from walkon.stage.head_light import HeadLight, HeadLighter, LitHead, prepare
from walkon.stage.look import Grade
from walkon.stage.mark import Mark
from walkon.stage.motion import BEATS_PER_SECOND, BodyMotion
from walkon.stage.people import Hat, Person, Surroundings, hat
from walkon.stage.weather import blurred_small, veil

Codes = npt.NDArray[np.uint8]

LEAST, MOST = 128, 4096  # pixels of a side
AHEAD = 2  # frames of lit heads that wait for the compositor
FADE_IN, FADE_OUT = 0.30, 0.40  # seconds


class Actor(Protocol):
    """Somebody who can be drawn."""

    def heads(self, performance: Performance, unit: float, seed: int) -> Iterator[Head]:
        """One `Head` per frame of `performance`, `unit` pixels from eyes to chin."""


def draw(
    plan: Plan,
    actors: Mapping[Handle, Actor],
    performances: Sequence[Mapping[Handle, Performance]],
    *,
    marked: bool = False,
    beat: float = BEATS_PER_SECOND,
    catalogue: Catalogue | None = None,
) -> Iterator[Codes]:
    """Every frame of the film at `FPS`, (height, width, 3) uint8 BGR sRGB; one buffer, overwritten by the next frame.

    `performances` holds one mapping per shot; `marked` burns in the "unverified" mark; `beat` is the music's, in beats
    per second. Closing the iterator stops the drawing thread.

    Raises the catalogue's errors for words it does not know, `SizeNotDrawable`, `NobodyToDraw` and `PlatesMissing`,
    all before the first frame but the last.
    """
    known = catalogue or catalogues.load()
    _check(plan, actors, performances, known)
    size = (plan.width, plan.height)
    grade = Grade(known.looks[plan.look], size, plan.seed)
    mark = Mark(plan.language, size, plan.seed) if marked else None
    return _frames(plan, actors, performances, known, grade, mark, beat)


def _check(
    plan: Plan,
    actors: Mapping[Handle, Actor],
    performances: Sequence[Mapping[Handle, Performance]],
    catalogue: Catalogue,
) -> None:
    catalogue.check(plan)
    if plan.width % 2 or plan.height % 2 or not all(LEAST <= side <= MOST for side in (plan.width, plan.height)):
        raise SizeNotDrawable(width=plan.width, height=plan.height, least=LEAST, most=MOST)
    if len(performances) != len(plan.shots):
        raise ValueError("one mapping of performances per shot")
    roles = {role.person for role in plan.roles}
    for shot, acts in zip(plan.shots, performances, strict=True):
        for person in shot.people:
            if person not in actors or person not in acts or person not in roles:
                raise NobodyToDraw(handle=person)


def _frames(
    plan: Plan,
    actors: Mapping[Handle, Actor],
    performances: Sequence[Mapping[Handle, Performance]],
    catalogue: Catalogue,
    grade: Grade,
    mark: Mark | None,
    beat: float,
) -> Iterator[Codes]:
    out = np.zeros((plan.height, plan.width, 3), np.uint8)
    start = 0
    for index, (shot, acts) in enumerate(zip(plan.shots, performances, strict=True)):
        frames = round(shot.seconds * FPS)
        with _Scene(plan, shot, acts, actors, catalogue, index=index, start=start, frames=frames, beat=beat) as scene:
            for frame in range(frames):
                scene.draw(frame, out)
                grade.apply(start + frame, _fade(start + frame, plan.frames), out)
                if mark is not None:
                    mark.draw(start + frame, out)
                yield out
        start += frames


def _fade(frame: int, frames: int) -> float:
    """Light of the first and the last moments, 0..1; a film is never quite black."""
    into = (frame + 1.5) / (FADE_IN * FPS)
    out_of = (frames - frame + 0.5) / (FADE_OUT * FPS)
    return min(1.0, max(0.12, min(into, out_of)))


class _Scene:
    """One shot while it is drawn."""

    def __init__(
        self,
        plan: Plan,
        shot: Shot,
        acts: Mapping[Handle, Performance],
        actors: Mapping[Handle, Actor],
        catalogue: Catalogue,
        *,
        index: int,
        start: int,
        frames: int,
        beat: float,
    ) -> None:
        self._plan, self._shot, self._catalogue = plan, shot, catalogue
        self._start, self._beat, self._seed = start, beat, plan.seed * 101 + index
        roles = {role.person: role for role in plan.roles}
        self._roles = [roles[person] for person in shot.people]
        hats = any(catalogue.hat(role) for role in self._roles)
        self._places = staging.places(shot, plan.action, plan.width, plan.height, hats, self._seed)
        self._camera = CameraPath(move=shot.move, framing=shot.framing, frames=frames, seed=self._seed)
        self._backdrop: Backdrop = sets.build(
            plan, shot.framing, start=start, seed=self._seed, beat=beat, catalogue=catalogue
        )
        self._curve = tone.table(tone.photo)
        sources = [
            actors[role.person].heads(acts[role.person], place.unit, self._seed * 7 + i)
            for i, (role, place) in enumerate(zip(self._roles, self._places, strict=True))
        ]
        self._heads = _Heads(sources, self._backdrop.light, self._curve, self._flicker, frames)
        self._people: list[Person] = []
        self._soft = np.zeros((max(1, plan.height // 10), max(1, plan.width // 10), 3), np.uint8)

    def __enter__(self) -> _Scene:
        self._heads.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._heads.stop()

    def draw(self, frame: int, out: Codes) -> None:
        pose = self._camera.pose(frame)
        self._backdrop.behind(frame, pose, out)
        if self._roles:
            lit = self._heads.next()
            if not self._people:
                self._people = self._dress(self._heads.lights)
            blurred_small(out, self._soft)
            order = sorted(range(len(self._people)), key=lambda i: self._people[i].nearness)
            for i in order:
                self._people[i].draw(frame, pose, self._flicker(frame), lit[i], self._soft, out)
        self._backdrop.front(frame, pose, out)

    def _flicker(self, frame: int) -> float:
        return flicker(self._start + frame, self._beat, self._seed)

    def _dress(self, lights: Sequence[HeadLight]) -> list[Person]:
        worn: set[str] = set()
        people = []
        for i, (role, place, light) in enumerate(zip(self._roles, self._places, lights, strict=True)):
            costume = self._catalogue.costume(role.costume)
            bust = busts.load(plates.FOLDER / "costumes" / costume.plates)
            if costume.plates in worn:
                bust = busts.mirrored(bust)
            worn.add(costume.plates)
            size = round(place.unit / bust.unit)
            rows = min(size, round(self._plan.height * 1.25 - place.y + bust.eyes[1] * size))
            body = busts.lit(
                bust,
                self._backdrop.light,
                exposure=light.exposure,
                gain=costume.gain,
                skin=light.neck,
                level=light.level,
                size=size,
                rows=rows,
                soften=0.0,
                curve=self._curve,
            )
            people.append(
                Person(
                    place,
                    body,
                    self._hat(role, place, light),
                    BodyMotion(action=self._plan.action, seed=self._seed + 13 * i, start=self._start, beat=self._beat),
                    Surroundings.of(self._backdrop.air, haze=veil(self._plan.weather)),
                    (self._plan.width, self._plan.height),
                    DISTANCE[self._shot.framing],
                )
            )
        return people

    def _hat(self, role: Role, place: staging.Place, light: HeadLight) -> Hat | None:
        prop = self._catalogue.hat(role)
        if prop is None or prop.plates is None:
            return None
        bust = busts.load(plates.FOLDER / "costumes" / prop.plates)
        size = round(place.unit / bust.unit)
        return hat(
            busts.lit(
                bust,
                self._backdrop.light,
                exposure=light.exposure,
                gain=1.0,
                skin=light.neck,
                level=light.level,
                size=size,
                rows=size,
                soften=0.0,
                curve=self._curve,
            )
        )


@dataclass(frozen=True, slots=True)
class _Failed:
    """What went wrong in the drawing thread, to be raised where frames are asked for."""

    error: BaseException


class _Heads:
    """Draws and lights the heads of one shot ahead of the compositor."""

    def __init__(
        self,
        sources: Sequence[Iterator[Head]],
        light: PersonLight,
        curve: npt.NDArray[np.float32],
        flickers: _Flicker,
        frames: int,
    ) -> None:
        self._sources, self._light, self._curve = sources, light, curve
        self._flicker, self._frames = flickers, frames
        self.lights: list[HeadLight] = []
        self._ready: queue.Queue[list[LitHead] | _Failed] = queue.Queue(AHEAD)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heads", daemon=True)

    def start(self) -> None:
        if self._sources:
            self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def next(self) -> list[LitHead]:
        """The heads of the next frame, in the order of the sources; valid until the next call."""
        got = self._ready.get()
        if isinstance(got, _Failed):
            raise got.error
        return got

    def _run(self) -> None:
        try:
            lighters: list[HeadLighter] = []
            for frame in range(self._frames):
                lit = []
                for i, source in enumerate(self._sources):
                    head = next(source)
                    if frame == 0:
                        light = prepare(self._light, head.skin)
                        self.lights.append(light)
                        lighters.append(HeadLighter(light, self._curve, slots=AHEAD + 2))
                    lit.append(lighters[i](head, self._flicker(frame)))
                if not self._hand_over(lit):
                    return
        except BaseException as error:  # noqa: BLE001  handed over and raised by `next`
            self._hand_over(_Failed(error))

    def _hand_over(self, item: list[LitHead] | _Failed) -> bool:
        while not self._stopped.is_set():
            try:
                self._ready.put(item, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False


class _Flicker(Protocol):
    def __call__(self, frame: int) -> float: ...
