"""A plan and its people become pictures.

Backdrops are drawn in one thread and heads in another, a frame or two ahead, while this one composes; a third prepares
the next shot. All let go of the interpreter lock in their kernels, so every core is busy. Nothing depends on which
thread is faster: equal plans with equal people give equal pictures, bit for bit.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from walkon.domain.ids import Handle
from walkon.domain.performance import Performance
from walkon.domain.plan import FPS, Plan
from walkon.ports.making import WIDEST
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

__all__ = ["Actor", "draw", "stills"]


def draw(
    plan: Plan,
    actors: Mapping[Handle, Actor],
    performances: Sequence[Mapping[Handle, Performance]],
    *,
    marked: bool = False,
    beat: float = BEATS_PER_SECOND,
    catalogue: Catalogue | None = None,
) -> Generator[Codes, None, None]:
    """Every frame of the film at `FPS`, (height, width, 3) uint8 BGR sRGB; valid until the next is asked for.

    `performances` holds one mapping per shot; `marked` burns in the "unverified" mark; `beat` is the music's, in beats
    per second. Closing the iterator stops the drawing threads.

    Raises the catalogue's errors for words it does not know, `SizeNotDrawable`, `NobodyToDraw` and `PlatesMissing`,
    all before the first frame.
    """
    known = catalogue or catalogues.load()
    _check(plan, actors, performances, known)
    wanted = [range(round(shot.seconds * FPS)) for shot in plan.shots]
    return _film(plan, actors, performances, wanted, marked, beat, known)


def stills(
    plan: Plan,
    actors: Mapping[Handle, Actor],
    performances: Sequence[Mapping[Handle, Performance]],
    moments: Sequence[int],
    *,
    marked: bool = False,
    beat: float = BEATS_PER_SECOND,
    catalogue: Catalogue | None = None,
) -> Generator[Codes, None, None]:
    """One picture per shot, as `draw` gives them: the shot's frame number `moments`[i], no side above `WIDEST` pixels.

    The frames before are not drawn; `Scene` says what differs from the film for that. Only what is asked for is prepared,
    each shot while the one before it is drawn. Raises what `draw` raises.
    """
    known = catalogue or catalogues.load()
    _check(plan, actors, performances, known)
    wanted = [range(moment, moment + 1) for moment in moments]
    return _film(_reduced(plan), actors, performances, wanted, marked, beat, known)


def _reduced(plan: Plan) -> Plan:
    """The same film with no side above `WIDEST` pixels; what would get too low to be drawn shows a little more."""
    scale = WIDEST / max(plan.width, plan.height)
    if scale >= 1:
        return plan
    width, height = (max(LEAST, 2 * round(side * scale / 2)) for side in (plan.width, plan.height))
    return replace(plan, width=width, height=height)


def _film(
    plan: Plan,
    actors: Mapping[Handle, Actor],
    performances: Sequence[Mapping[Handle, Performance]],
    wanted: Sequence[range],
    marked: bool,
    beat: float,
    catalogue: Catalogue,
) -> Generator[Codes, None, None]:
    _find_pictures(plan, catalogue)
    size = (plan.width, plan.height)
    grade = Grade(catalogue.looks[plan.look], size, plan.seed)
    mark = Mark(plan.language, size, plan.seed) if marked else None
    return _frames(plan, _scenes(plan, actors, performances, wanted, beat, catalogue), grade, mark)


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


def _frames(plan: Plan, scenes: Iterator[Scene], grade: Grade, mark: Mark | None) -> Generator[Codes, None, None]:
    for shot, scene in zip(plan.shots, scenes, strict=True):
        darkest = DARKEST_FACE if shot.people else DARKEST
        with scene:
            for frame in scene.wanted:
                number = scene.start + frame
                picture, faces = scene.draw(frame)
                grade.apply(number, _fade(number, plan.frames, darkest), faces, picture)
                if mark is not None:
                    mark.draw(number, picture)
                yield picture


def _scenes(
    plan: Plan,
    actors: Mapping[Handle, Actor],
    performances: Sequence[Mapping[Handle, Performance]],
    wanted: Sequence[range],
    beat: float,
    catalogue: Catalogue,
) -> Iterator[Scene]:
    """Each shot prepared while the one before it is drawn."""

    def prepared() -> Iterator[Scene]:
        start = 0
        for index, (shot, acts, frames) in enumerate(zip(plan.shots, performances, wanted, strict=True)):
            yield Scene(plan, shot, acts, actors, catalogue, index=index, start=start, beat=beat, wanted=frames)
            start += round(shot.seconds * FPS)

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
