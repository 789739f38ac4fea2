"""A plan and its people become pictures.

Backdrops are drawn in one thread and heads in another, a frame or two ahead, while this one composes; a third prepares
the next shot. All let go of the interpreter lock in their kernels, so every core is busy. Nothing depends on which
thread is faster: equal plans with equal people give equal pictures, bit for bit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from walkon.domain.ids import Handle
from walkon.domain.performance import Performance
from walkon.domain.plan import FPS, Plan
from walkon.stage import bust as busts
from walkon.stage import catalogue as catalogues
from walkon.stage import plates
from walkon.stage.catalogue import Catalogue, MadeOf
from walkon.stage.errors import NobodyToDraw, SizeNotDrawable
from walkon.stage.heads import Actor
from walkon.stage.look import Grade
from walkon.stage.mark import Mark
from walkon.stage.motion import BEATS_PER_SECOND
from walkon.stage.scene import Scene

Codes = npt.NDArray[np.uint8]

LEAST, MOST = 128, 4096  # pixels of a side
FADE_IN, FADE_OUT = 0.30, 0.40  # seconds
DARKEST, DARKEST_FACE = 0.10, 0.62  # light at the ends of the film; where people are seen they stay recognisable

__all__ = ["Actor", "draw"]


def draw(
    plan: Plan,
    actors: Mapping[Handle, Actor],
    performances: Sequence[Mapping[Handle, Performance]],
    *,
    marked: bool = False,
    beat: float = BEATS_PER_SECOND,
    catalogue: Catalogue | None = None,
) -> Iterator[Codes]:
    """Every frame of the film at `FPS`, (height, width, 3) uint8 BGR sRGB; valid until the next is asked for.

    `performances` holds one mapping per shot; `marked` burns in the "unverified" mark; `beat` is the music's, in beats
    per second. Closing the iterator stops the drawing threads.

    Raises the catalogue's errors for words it does not know, `SizeNotDrawable`, `NobodyToDraw` and `PlatesMissing`,
    all before the first frame.
    """
    known = catalogue or catalogues.load()
    _check(plan, actors, performances, known)
    _find_pictures(plan, known)
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


def _find_pictures(plan: Plan, catalogue: Catalogue) -> None:
    """Opens what the film needs, so that a missing picture is found before anything is drawn."""
    setting = catalogue.setting(plan.setting)
    if setting.made_of is MadeOf.PLATES:
        plates.load(plates.FOLDER / "settings" / setting.id)
    for role in plan.roles:
        busts.load(plates.FOLDER / "costumes" / catalogue.costume(role.costume).plates)
        hat = catalogue.hat(role)
        if hat is not None and hat.plates is not None:
            busts.load(plates.FOLDER / "costumes" / hat.plates)


def _frames(
    plan: Plan,
    actors: Mapping[Handle, Actor],
    performances: Sequence[Mapping[Handle, Performance]],
    catalogue: Catalogue,
    grade: Grade,
    mark: Mark | None,
    beat: float,
) -> Iterator[Codes]:
    number = 0
    for shot, scene in zip(plan.shots, _scenes(plan, actors, performances, catalogue, beat), strict=True):
        darkest = DARKEST_FACE if shot.people else DARKEST
        with scene:
            for frame in range(scene.frames):
                picture, faces = scene.draw(frame)
                grade.apply(number, _fade(number, plan.frames, darkest), faces, picture)
                if mark is not None:
                    mark.draw(number, picture)
                number += 1
                yield picture


def _scenes(
    plan: Plan,
    actors: Mapping[Handle, Actor],
    performances: Sequence[Mapping[Handle, Performance]],
    catalogue: Catalogue,
    beat: float,
) -> Iterator[Scene]:
    """Each shot prepared while the one before it is drawn."""

    def prepared() -> Iterator[Scene]:
        start = 0
        for index, (shot, acts) in enumerate(zip(plan.shots, performances, strict=True)):
            scene = Scene(plan, shot, acts, actors, catalogue, index=index, start=start, beat=beat)
            start += scene.frames
            yield scene

    with ThreadPoolExecutor(1, "scene") as worker:
        scenes = prepared()
        coming = worker.submit(next, scenes)
        for index in range(len(plan.shots)):
            scene = coming.result()
            if index + 1 < len(plan.shots):
                coming = worker.submit(next, scenes)
            yield scene


def _fade(frame: int, frames: int, darkest: float) -> float:
    """Light of the first and the last moments, `darkest`..1."""
    into = (frame + 1.0) / (FADE_IN * FPS)
    out_of = (frames - frame) / (FADE_OUT * FPS)
    return darkest + (1 - darkest) * min(1.0, into, out_of)
