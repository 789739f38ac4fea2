"""One performer in front of a camera: built once, drawn at any moment."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from walkon.rehearsal import beard, hair, parts, raster, shading
from walkon.rehearsal.cast import Traits
from walkon.rehearsal.curves import Array, bump, clouds, rotation, smooth_step
from walkon.rehearsal.expression import Expressions, expressions, swing_jaw
from walkon.rehearsal.face_shape import FaceShape
from walkon.rehearsal.head import Head, build_head
from walkon.rehearsal.mask import CLOTH, Mask, build_mask
from walkon.rehearsal.mesh import Builder, Material, Mesh, normals
from walkon.rehearsal.skin import Skin, paint_skin
from walkon.rehearsal.state import Room, State
from walkon.rehearsal.textures import HAIR_GLOSS, cloth, strands

Picture = npt.NDArray[np.uint8]
SIZE = (720, 960)  # width, height: a phone held upright
DISTANCE = 62.0  # cm from the camera
ZOOM = 1.2  # focal length in longer sides of the picture
_CENTRE_Y = -4.0  # cm; the height on the head that the camera points at
_PIVOT = np.array([0, -7.5, -1.5])  # cm; where the head turns on the neck
_SHADOW_SIZE, _SHADOW_SPAN = 320, 62.0  # pixels and cm
_SHADOW_BLUR, _UNLIT_DEPTH = 1.3, -30.0  # pixels of the shadow map; cm, behind everything
_NOISE_MARGIN = 64


class Canvas:
    """Buffers for drawing one performer's frames; one per thread. `fine` draws larger and averages."""

    def __init__(self, size: tuple[int, int] = SIZE, fine: float = 1.0) -> None:
        self.size, self.fine = size, fine
        width, height = round(size[0] * fine), round(size[1] * fine)
        self.depth = np.empty((height, width), np.float32)
        self.seen = np.empty((height, width), np.int32)
        self.colour = np.empty((height, width, 4), np.float32)
        self.veil = np.empty((height, width), np.int32)
        self.veil_depth = np.empty((height, width), np.float32)
        self.veil_cover = np.empty((height, width), np.float32)
        self.whole = np.ones((height, width), np.float32)
        self.nearest = np.empty((_SHADOW_SIZE, _SHADOW_SIZE), np.float32)
        self.picture = np.empty((size[1], size[0], 3), np.float32)


@dataclass(frozen=True)
class Performer:
    """A person made of numbers."""

    traits: Traits
    masked: bool = False  # wears a cloth over mouth and nose

    @cached_property
    def _built(self) -> tuple[Mesh, Head, parts.Mouth, tuple[beard.BeardShell, ...], Mask | None]:
        face, builder = FaceShape(self.traits), Builder()
        head = build_head(builder, face)
        parts.build_ears(builder, face)
        mouth = parts.build_mouth(builder, face, head.seam)
        parts.build_shirt(builder, face)
        hair.build_hair(builder, face)
        shells = beard.build_beard(builder, face)
        parts.build_glasses(builder, face)
        mask = build_mask(builder, face) if self.masked else None
        return builder.mesh(), head, mouth, shells, mask

    @cached_property
    def _skin_triangles(self) -> Array:
        mesh = self._built[0]
        return np.ascontiguousarray(mesh.triangles[mesh.materials <= Material.INNER_LIP])

    @cached_property
    def _expressions(self) -> Expressions:
        mesh, head, *_ = self._built
        return expressions(FaceShape(self.traits), head, mesh.at[head.vertices])

    @cached_property
    def _skin(self) -> Skin:
        return paint_skin(FaceShape(self.traits), self._built[1].seam)

    @cached_property
    def _cloths(self) -> tuple[Array, Array, Array]:
        """Hair, strand noise, shirt."""
        chance = np.random.default_rng(self.traits.seed + 3)
        colour, order = strands(self.traits, chance)
        return colour, order, cloth(self.traits, chance)

    @cached_property
    def _open_sky(self) -> Array:
        """Share of soft light that reaches each vertex: less in hollows, under the chin, in eye corners and mouth."""
        mesh, head, mouth, shells, _ = self._built
        t = self.traits
        skin = mesh.at[head.vertices].astype(np.float32)
        up = np.zeros_like(skin)
        normals(skin, self._skin_triangles, up)
        surface = skin.reshape(*head.shape, 3)
        share = np.ones(len(skin))
        for wide, strength in ((4, 0.9), (10, 0.55)):
            blurred = cv2.GaussianBlur(surface, (0, 0), wide, borderType=cv2.BORDER_REPLICATE).reshape(-1, 3)
            share *= np.clip(1 - strength * np.maximum(((blurred - skin) * up).sum(1), 0), 0.35, 1)
        x, y, z = skin.T
        ax = np.abs(x)
        share *= 1 - 0.45 * smooth_step(-y, 11.5, 13.5) * smooth_step(z, -2, 3)
        share *= 1 - 0.25 * bump(ax, y, t.eye_distance - 0.3, 0.55, 1.5, 0.35)
        share *= 1 - 0.35 * bump(ax, y, *FaceShape(t).nose.nostril, 0.5, 0.2)
        whole = np.ones(len(mesh.at), np.float32)
        whole[head.vertices] = share
        whole[mouth.upper_teeth] = whole[mouth.lower_teeth] = 0.95
        whole[mouth.tongue] = 0.5
        for shell in shells:
            whole[shell.vertices] = share[shell.roots] * 0.9
        return whole

    def prepare(self) -> None:
        """Builds what drawing needs; call it before drawing in several threads."""
        _ = self._built, self._expressions, self._skin, self._cloths, self._open_sky

    def _posed(self, state: State) -> tuple[Array, Array]:
        """Vertices (V, 3) float32, cm, as the camera sees them, and the head's rotation."""
        mesh, head, mouth, shells, mask = self._built
        at = mesh.at.copy()
        skin = at[head.vertices]  # a view
        self._expressions.apply(skin, state)
        if mask is not None:
            skin[:, 2] -= mask.hidden
        if state.jaw:
            for moving in (mouth.lower_teeth, mouth.tongue):
                swing_jaw(at[moving], state.jaw)
            if mask is not None:
                swing_jaw(at[mask.vertices], state.jaw, mask.jaw)
        if shells:
            outwards = np.empty((len(skin), 3), np.float32)
            normals(skin.astype(np.float32), self._skin_triangles, outwards)
            for shell in shells:
                at[shell.vertices] = skin[shell.roots] + outwards[shell.roots] * shell.off[:, None]
        turn = rotation(state.yaw, state.pitch, state.roll)
        follows = mesh.follows[:, None]
        turned = (at - _PIVOT) @ turn.T + _PIVOT
        at = turned * follows + at * (1 - follows) + self._offset(state)
        return np.ascontiguousarray(at, np.float32), turn

    @staticmethod
    def _offset(state: State) -> Array:
        return np.array([state.dx, state.dy - _CENTRE_Y, state.dz])

    def draw(self, state: State, room: Room, canvas: Canvas) -> Array:
        """Premultiplied BGR 0 to 255 and coverage, (H, W, 4) float32 of the canvas's size, in front of nothing."""
        mesh = self._built[0]
        at, turn = self._posed(state)
        up = np.empty_like(at)
        normals(at, mesh.triangles, up)
        width, height = canvas.seen.shape[1], canvas.seen.shape[0]
        focal, distance = ZOOM * max(width, height), DISTANCE - at[:, 2]
        screen = np.empty_like(at)
        screen[:, 0] = width / 2 + focal * at[:, 0] / distance
        screen[:, 1] = height / 2 - focal * at[:, 1] / distance
        screen[:, 2] = distance
        hair_colour, order, shirt = self._cloths
        raster.visible(
            screen,
            mesh.triangles,
            mesh.materials,
            mesh.uv,
            mesh.shell,
            order,
            canvas.depth,
            canvas.seen,
            canvas.veil_depth,
            canvas.veil,
            canvas.veil_cover,
            DISTANCE / focal,
        )
        key, to_map = _shadow_map(room)
        lit = np.ascontiguousarray(at @ to_map[:, :3].T + to_map[:, 3])
        raster.lit_depth(lit, mesh.triangles, mesh.materials, canvas.nearest)
        cv2.GaussianBlur(np.maximum(canvas.nearest, _UNLIT_DEPTH), (0, 0), _SHADOW_BLUR, dst=canvas.nearest)
        lids, balls = self._eyes(state, turn)
        t = self.traits
        tints = np.array([t.iris, t.frame, (np.mean(t.hair), HAIR_GLOSS[t.hair_style], 0), CLOTH], np.float32)
        light = np.array([key, room.key_light, room.fill_light, (0.62 * room.gain, 0, 0)], np.float32)
        canvas.colour[:] = 0.0
        for seen, depth, cover in (
            (canvas.seen, canvas.depth, canvas.whole),
            (canvas.veil, canvas.veil_depth, canvas.veil_cover),
        ):
            shading.shade(
                screen,
                up,
                mesh.uv,
                self._open_sky,
                mesh.triangles,
                mesh.materials,
                seen,
                depth,
                cover,
                self._skin.colour,
                self._skin.shine,
                hair_colour,
                shirt,
                canvas.nearest,
                to_map,
                lids,
                balls,
                tints,
                light,
                np.array([focal, width / 2, height / 2, DISTANCE], np.float32),
                canvas.colour,
            )
        return canvas.colour

    def _eyes(self, state: State, turn: Array) -> tuple[Array, Array]:
        """The lids and balls that `shading.shade` takes."""
        t = self.traits
        lids, balls = np.zeros((2, 8), np.float32), np.zeros((2, 6), np.float32)
        blink = min(1.0, max(0.0, state.blink))
        upper = t.eye_height * (1 - blink * 1.72) + (0.10 * state.gaze_y + 0.05 * state.brow) * (1 - blink)
        lower = max(0.10, t.eye_height * 0.74 * (1 - 0.10 * blink) - 0.10 * state.smile * (1 - blink))
        if blink > 0.5:
            upper = max(upper, -lower - 0.02)
        side, lift = np.radians(28 * state.gaze_x), np.radians(22 * state.gaze_y)
        gaze = turn @ np.array([np.sin(side) * np.cos(lift), np.sin(lift), np.cos(side) * np.cos(lift)])
        for eye, sign in enumerate((-1, 1)):
            lids[eye] = (sign, t.eye_distance, t.eye_width, upper, lower, t.eye_tilt, blink, t.lashes)
            rest = np.array([sign * t.eye_distance, 0, FaceShape(t).eye_z])
            balls[eye, :3] = turn @ (rest - _PIVOT) + _PIVOT + self._offset(state)
            balls[eye, 3:] = gaze
        return lids, balls


def _shadow_map(room: Room) -> tuple[Array, Array]:
    """Unit direction of the light, and (3, 4) from places to the map's x, y and nearness."""
    key = np.array(room.key) / np.linalg.norm(room.key)
    right = np.cross([0, 1, 0], key)
    right /= np.linalg.norm(right)
    up = np.cross(key, right)
    scale, middle = _SHADOW_SIZE / _SHADOW_SPAN, np.array([0, -2.0, 0])
    to_map = np.zeros((3, 4), np.float32)
    to_map[0] = (*(right * scale), _SHADOW_SIZE / 2 - right @ middle * scale)
    to_map[1] = (*(-up * scale), _SHADOW_SIZE / 2 + up @ middle * scale)
    to_map[2, :3] = key
    return key, to_map


class Camera:
    """Records performers in a room: blurred wall behind, lens blur, sensor noise that no two frames share."""

    def __init__(self, room: Room, size: tuple[int, int] = SIZE) -> None:
        self.room, self.size = room, size
        self._wall = _wall(room, size)
        noise = np.random.default_rng(room.seed).standard_normal(
            (size[1] + _NOISE_MARGIN, size[0] + _NOISE_MARGIN, 3), np.float32
        )
        self._noise = 0.75 * noise + 0.9 * cv2.GaussianBlur(noise, (0, 0), 0.8)

    def record(self, person: Array, canvas: Canvas, frame: int) -> Picture:
        """The picture (H, W, 3) uint8 BGR of a drawn person; `frame` chooses the noise."""
        if person.shape[:2] != self._wall.shape[:2]:
            person = cv2.resize(person, self.size, interpolation=cv2.INTER_AREA)
        shading.over(person, self._wall, canvas.picture)
        cv2.GaussianBlur(canvas.picture, (0, 0), self.room.blur, dst=canvas.picture)
        down, right = np.random.default_rng((self.room.seed, frame)).integers(0, _NOISE_MARGIN, 2)
        out = np.empty(canvas.picture.shape, np.uint8)
        shading.recorded(canvas.picture, self._noise, int(down), int(right), self.room.noise, out)
        return out


def _wall(room: Room, size: tuple[int, int]) -> Array:
    """A wall with blurred furniture, (H, W, 3) float32 BGR 0 to 255."""
    chance = np.random.default_rng(room.seed + 77)
    width, height = size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    bright = 1.0 + 0.35 * np.exp(-((x / width - 0.25) ** 2 + (y / height - 0.2) ** 2) / 0.25) - 0.25 * (y / height)
    bright *= np.exp(0.02 * clouds((height, width), 90, chance))
    wall = np.array(room.wall, np.float32) * bright[..., None]
    for _ in range(3):
        left, top = int(chance.integers(0, width)), int(chance.integers(0, height // 2))
        right, bottom = left + int(chance.integers(40, 130)), top + int(chance.integers(60, 200))
        colour = chance.uniform(0.08, 0.6, 3).astype(np.float32)
        there = cv2.rectangle(np.zeros((height, width), np.float32), (left, top), (right, bottom), 0.55, -1)
        there = cv2.GaussianBlur(there, (0, 0), 5)[..., None]
        wall = wall * (1 - there) + colour * there
    return np.ascontiguousarray(255 * np.clip(wall[..., ::-1] * room.gain, 0, 1) ** 0.4545, np.float32)
