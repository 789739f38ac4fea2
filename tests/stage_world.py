"""A small stage for tests: plates of a few pixels, busts of simple shapes, and an actor who is a drawn oval."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

from walkon.domain.capture import Language
from walkon.domain.ids import CostumeId, Handle, SettingId
from walkon.domain.performance import Performance
from walkon.domain.plan import (
    FPS,
    Action,
    Framing,
    Hour,
    Look,
    Mood,
    Move,
    Plan,
    Reading,
    Role,
    Shot,
    Weather,
)
from walkon.likeness.head import Head
from walkon.stage import catalogue
from walkon.stage.catalogue import MadeOf

MINA, JUN = Handle("mina"), Handle("jun")
REAL_PLATES = Path(catalogue.__file__).parent.parent / "plates"
PLATE = (128, 72)
BUST = 96


def picture(path: Path, codes: npt.NDArray[np.uint8]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(codes).save(path)


def build_plates(folder: Path) -> Path:
    """Every setting, costume and hat of the catalogue in a few pixels, below `folder`."""
    known = catalogue.load()
    for setting in known.settings.values():
        if setting.made_of is MadeOf.PLATES:
            groups = sorted({g for light in setting.light.values() for g in (*light.gains, *light.pulse)})
            _setting(folder / "settings" / setting.id, groups)
    for name in {c.plates for c in known.costumes.values()}:
        _bust(folder / "costumes" / name)
    for prop in known.props.values():
        if prop.plates is not None:
            _hat(folder / "costumes" / prop.plates)
    shutil.copytree(REAL_PLATES / "marks", folder / "marks")
    return folder


def _setting(folder: Path, groups: list[str]) -> None:
    width, height = PLATE
    rows, columns = np.mgrid[:height, :width]
    layers = {
        "far": np.full((height, width), 255),
        "mid": np.where(rows > 0.55 * height, 255, 0),
        "fg": np.where((rows > 0.9 * height) & (columns < 0.2 * width), 255, 0),
    }
    peaks = {}
    for layer, alpha in layers.items():
        for i, group in enumerate(groups):
            shade = 90 + 60 * np.sin(columns / (9 + 3 * i)) * (rows / height)
            codes = np.stack([shade, 0.9 * shade, 0.8 * shade], -1) * (alpha[..., None] / 255)
            picture(folder / f"{layer}_{group}.png", codes.astype(np.uint8))
            peaks[f"{layer}_{group}"] = 1.0
        picture(folder / f"{layer}_alpha.png", alpha.astype(np.uint8))
        picture(folder / f"{layer}_depth.png", np.where(alpha > 0, 140, 255).astype(np.uint8))
    (folder / "plates.json").write_text(json.dumps({"size": PLATE, "depth_log2_max": 11.0, "peak": peaks}))


def _bust(folder: Path) -> None:
    rows, columns = np.mgrid[:BUST, :BUST] / BUST
    neck = (np.abs(columns - 0.5) < 0.07) & (rows > 0.42)
    torso = (np.abs(columns - 0.5) < 0.36) & (rows > 0.58)
    _groups(folder, neck | torso, front=torso, skin=neck & ~torso)


def _hat(folder: Path) -> None:
    rows, columns = np.mgrid[:BUST, :BUST] / BUST
    brim = (np.abs(columns - 0.5) < 0.2) & (np.abs(rows - 0.22) < 0.02)
    crown = (np.abs(columns - 0.5) < 0.11) & (rows > 0.08) & (rows < 0.22)
    _groups(folder, brim | crown, front=brim, skin=np.zeros_like(brim))


def _groups(
    folder: Path, alpha: npt.NDArray[np.bool_], *, front: npt.NDArray[np.bool_], skin: npt.NDArray[np.bool_]
) -> None:
    side = np.linspace(0, 1, BUST)[None, :, None] * np.ones((BUST, 1, 3))
    for group, shade in {"key_l": 1 - side, "key_r": side, "fill": 0.5 + 0 * side, "rim": 0.2 + 0 * side}.items():
        picture(folder / f"{group}.png", (200 * shade * alpha[..., None]).astype(np.uint8))
    for name, mask in {"alpha": alpha, "front": front, "skin": skin}.items():
        picture(folder / f"{name}.png", (255 * mask).astype(np.uint8))
    meta = {"size": BUST, "peak": dict.fromkeys(("key_l", "key_r", "fill", "rim"), 1.0)}
    (folder / "costume.json").write_text(json.dumps(meta | {"eyes": [0.5, 0.3166], "chin": [0.5, 0.4649]}))


@dataclass(frozen=True)
class Oval:
    """Somebody with an oval head; `tone` is the sRGB code of the skin's green, `beard` lets hair fall over clothes."""

    tone: int = 150
    beard: bool = False
    fails_at: int | None = None
    turns: bool = True

    def heads(self, performance: Performance, unit: float, seed: int, first: int = 0) -> Iterator[Head]:
        for frame in range(first, performance.frames):
            if frame == self.fails_at:
                raise RuntimeError("the actor left")
            yield self.head(unit, 0.03 * unit * np.sin(frame / 5) if self.turns else 0.0)

    def head(self, unit: float, shift: float) -> Head:
        width, height = 2 * round(1.5 * unit), 2 * round(2 * unit)
        x, y = width / 2 + shift, 1.7 * unit
        rows, columns = np.mgrid[:height, :width].astype(np.float32)
        away = np.hypot((columns - x) / (0.78 * unit), (rows - y) / (1.15 * unit))
        alpha = np.clip((1 - away) * 0.4 * unit + 0.5, 0, 1)
        image = np.empty((height, width, 3), np.uint8)
        image[:] = (0.8 * self.tone, self.tone, min(255, 1.2 * self.tone))
        for side in (-1, 1):
            cv2.circle(image, (round(x + side * 0.36 * unit), round(y)), max(1, round(0.09 * unit)), (30, 30, 30), -1)
        nx, ny = (columns - x) / (0.9 * unit), -(rows - y) / (1.3 * unit)
        normal = np.stack([nx, ny, np.sqrt(np.clip(1 - nx**2 - ny**2, 0.05, 1))], -1)[::2, ::2]
        normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
        points = np.zeros((478, 2), np.float32)
        for i, (dx, dy) in {33: (-0.5, 0), 263: (0.5, 0), 234: (-0.72, 0.1), 454: (0.72, 0.1), 152: (0, 1)}.items():
            points[i] = x + dx * unit, y + dy * unit
        falls = alpha * (rows > y + 0.7 * unit) if self.beard else 0 * alpha
        linear = (np.array([1.2, 1.0, 0.8]) * self.tone / 255) ** 2.2
        return Head(
            image=image,
            alpha=(255 * alpha).astype(np.uint8),
            hair=(255 * falls).astype(np.uint8),
            normal=normal.astype(np.float32),
            points=points,
            eyes=(float(x), float(y)),
            chin=(float(x), float(y + unit)),
            unit=float(unit),
            skin=linear.astype(np.float32),
        )


def plan(
    *,
    setting: str = "mars",
    hour: Hour = Hour.DAY,
    weather: Weather = Weather.CLEAR,
    action: Action = Action.TALK,
    costume: str = "astronaut",
    props: tuple[str, ...] = (),
    people: int = 1,
    framing: Framing = Framing.MEDIUM,
    move: Move = Move.STILL,
    look: Look = Look.NATURAL,
    size: tuple[int, int] = (192, 128),
    seconds: float = 1.0,
    shots: int = 1,
    seed: int = 5,
) -> Plan:
    """A film of equal shots."""
    cast = (MINA, JUN)[: max(1, people)]
    shot = Shot(seconds=seconds, framing=framing, move=move, people=cast[:people])
    return Plan(
        language=Language.KOREAN,
        setting=SettingId(setting),
        hour=hour,
        weather=weather,
        action=action,
        roles=tuple(Role(person=p, costume=CostumeId(costume), props=props) for p in cast),
        shots=(shot,) * shots,
        look=look,
        mood=Mood.NONE,
        width=size[0],
        height=size[1],
        seed=seed,
        reading=Reading(understood=(), assumed=(), unplaced=()),
    )


def acts(made: Plan) -> list[Mapping[Handle, Performance]]:
    """Performances that do nothing, one mapping per shot."""
    return [{p: Performance(fps=FPS, frames=round(shot.seconds * FPS)) for p in shot.people} for shot in made.shots]
