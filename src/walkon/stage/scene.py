"""One shot while it is drawn: backdrop, camera and people, frame after frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from walkon.domain.ids import Handle
from walkon.domain.performance import Performance
from walkon.domain.plan import FPS, Plan, Role, Shot
from walkon.stage import bust as busts
from walkon.stage import plates, sets, staging, tone
from walkon.stage.ahead import Ahead
from walkon.stage.beat import flicker
from walkon.stage.camera import DISTANCE, CameraPath
from walkon.stage.catalogue import Catalogue
from walkon.stage.head_light import HeadLight
from walkon.stage.heads import AHEAD, Actor, Heads
from walkon.stage.motion import BodyMotion
from walkon.stage.people import Face, Hat, Person, Surroundings, hat
from walkon.stage.weather import blurred_small, veil

Codes = npt.NDArray[np.uint8]

SOFT = 10  # the light that wraps round people is taken from the picture reduced this many times


class Scene:
    """A context: entering starts the threads that draw backdrop and heads, leaving ends them.

    `start` is the shot's first frame on the film's clock, `wanted` are those of the shot's frames that will be drawn.
    Backdrop, camera, bodies and faces follow from the frame's number; all that a shot remembers is where each head
    rests on its neck (`people.SETTLE`). A frame drawn without those before it has its heads exactly there, which is at
    most `people.STRAY` away from where the film has them.
    """

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
        beat: float,
        wanted: range,
    ) -> None:
        self._plan, self._shot, self._catalogue = plan, shot, catalogue
        self._beat, self._seed = beat, plan.seed * 101 + index
        self.start, self.wanted = start, wanted
        frames = round(shot.seconds * FPS)
        roles = {role.person: role for role in plan.roles}
        self._roles = [roles[person] for person in shot.people]
        hats = any(catalogue.hat(role) for role in self._roles)
        self._places = staging.places(shot, plan.action, plan.width, plan.height, hats, self._seed)
        self._camera = CameraPath(move=shot.move, framing=shot.framing, frames=frames, seed=self._seed)
        self._backdrop = sets.build(plan, shot, start=start, seed=self._seed, beat=beat, catalogue=catalogue)
        self._curve = tone.table(tone.photo)
        sources = [
            actors[role.person].heads(acts[role.person], place.unit, self._seed * 7 + i, self.wanted.start)
            for i, (role, place) in enumerate(zip(self._roles, self._places, strict=True))
        ]
        self._heads = Heads(sources, self._backdrop.light, self._curve, self._flicker, self.wanted)
        self._behind = Ahead(self._backdrops((plan.height, plan.width, 3)), most=AHEAD, name="backdrop")
        self._people: list[Person] = []
        self._soft = np.zeros((max(1, plan.height // SOFT), max(1, plan.width // SOFT), 3), np.uint8)

    def __enter__(self) -> Scene:
        self._behind.start()
        if self._roles:
            self._heads.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._behind.stop()
        self._heads.stop()

    def draw(self, frame: int) -> tuple[Codes, list[Face]]:
        """The shot's `frame` (H, W, 3), without look and mark, and where its faces are.

        In the order of `wanted`; a picture may be painted on and is valid until the next one is asked for.
        """
        faces = []
        pose = self._camera.pose(frame)
        out = self._behind.next()
        if self._roles:
            lit = self._heads.next()
            if not self._people:
                self._people = self._dress(self._heads.lights)
            blurred_small(out, self._soft)
            for i in sorted(range(len(self._people)), key=lambda i: self._people[i].nearness):
                faces.append(self._people[i].draw(frame, pose, self._flicker(frame), lit[i], self._soft, out))
        self._backdrop.front(frame, pose, out)
        return out, faces

    def _backdrops(self, shape: tuple[int, int, int]) -> Iterator[Codes]:
        pictures = [np.zeros(shape, np.uint8) for _ in range(AHEAD + 2)]
        for frame in self.wanted:
            picture = pictures[frame % len(pictures)]
            self._backdrop.behind(frame, self._camera.pose(frame), picture)
            yield picture

    def _flicker(self, frame: int) -> float:
        return flicker(self.start + frame, self._beat, self._seed)

    def _dress(self, lights: Sequence[HeadLight]) -> list[Person]:
        """Bodies in the light of the shot; two people in one costume wear it mirrored, so that they are no twins."""
        worn: set[str] = set()
        people = []
        for i, (role, place, light) in enumerate(zip(self._roles, self._places, lights, strict=True)):
            costume = self._catalogue.costume(role.costume)
            bust = busts.load(plates.FOLDER / "costumes" / costume.plates)
            if costume.plates in worn:
                bust = busts.mirrored(bust)
            worn.add(costume.plates)
            rows = round(1.25 * self._plan.height - place.y + bust.eyes[1] * place.unit / bust.unit)
            people.append(
                Person(
                    place,
                    self._lit(bust, place, light, gain=costume.gain, rows=rows),
                    self._hat(role, place, light),
                    BodyMotion(action=self._plan.action, seed=self._seed + 13 * i, start=self.start, beat=self._beat),
                    Surroundings.of(self._backdrop.air, haze=veil(self._plan.weather)),
                    (self._plan.width, self._plan.height),
                    DISTANCE[self._shot.framing],
                )
            )
        return people

    def _lit(
        self, bust: busts.Bust, place: staging.Place, light: HeadLight, *, gain: float, rows: int | None = None
    ) -> busts.LitBust:
        size = round(place.unit / bust.unit)
        return busts.lit(
            bust,
            self._backdrop.light,
            exposure=light.exposure,
            gain=gain,
            skin=light.neck,
            level=light.level,
            size=size,
            rows=size if rows is None else rows,
            curve=self._curve,
        )

    def _hat(self, role: Role, place: staging.Place, light: HeadLight) -> Hat | None:
        prop = self._catalogue.hat(role)
        if prop is None or prop.plates is None:
            return None
        return hat(self._lit(busts.load(plates.FOLDER / "costumes" / prop.plates), place, light, gain=1.0))
