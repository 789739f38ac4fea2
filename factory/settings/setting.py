"""What a setting hands to the renderer: layers of objects, light groups that can be switched, looks."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import bpy
from mathutils import Vector

from settings.material import Colour

LENS, SENSOR, PITCH, EYE = 32.0, 36.0, 1.0, 1.62  # mm, mm, degrees up, metres
STAND = 1.2  # metres from the origin to the people: the camera is 2.4 m from them
LAYERS = ("far", "mid", "fg")

Strength = Callable[[float], None]
"""Sets one light to a share of its full strength."""


Paint = Callable[[tuple[int, int], Any], Any]
"""((H, W), (H, W) metres of the layer) -> (H, W, 4) linear picture that needs no rendering."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sun:
    """Light from far away: `towards` it in camera axes (x right, y up, z to the viewer), and its colour."""

    towards: tuple[float, float, float]
    colour: Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One hour: gains per group and the light on people, linear RGB."""

    gains: dict[str, Colour]
    exposure: float
    air: Colour
    haze: float
    person: dict[str, Colour]
    pulse: dict[str, Colour] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Setting:
    """A scene ready to be rendered group by group and layer by layer."""

    groups: tuple[str, ...]
    layers: dict[str, list[Any]] = field(default_factory=lambda: {name: [] for name in LAYERS})
    lights: dict[str, list[Strength]] = field(default_factory=dict)
    shown: dict[str, list[Any]] = field(default_factory=dict)  # group -> objects that exist in it only
    suns: dict[str, Sun] = field(default_factory=dict)
    looks: dict[str, Look] = field(default_factory=dict)
    dark: set[tuple[str, str]] = field(default_factory=set)  # (layer, group) pairs that no light reaches
    glow: dict[str, float] = field(default_factory=dict)  # group -> share of its light that the lens scatters
    painted: dict[tuple[str, str], Paint] = field(default_factory=dict)
    depth_log2_max: float = 11.0
    far_metres: float = 600.0
    fg_metres: float = 3.2

    def on(self, group: str, strength: Strength) -> None:
        self.lights.setdefault(group, []).append(strength)

    def switch(self, group: str) -> None:
        """`group` shines alone."""
        for name, strengths in self.lights.items():
            for strength in strengths:
                strength(float(name == group))
        for name, things in self.shown.items():
            for thing in things:
                thing.hide_render = name != group

    def emits(self, group: str, socket: Any, strength: float) -> None:
        """A shader input that is `strength` while its group shines."""

        def apply(share: float) -> None:
            socket.default_value = strength * share

        self.on(group, apply)

    def sun(self, group: str, towards: Vector, colour: Colour, power: float, angle: float) -> None:
        """A sun lamp; `towards` in world axes, `angle` its apparent size in radians."""
        lamp = self._lamp(group, "SUN", colour, power)
        lamp.data.angle = angle
        lamp.rotation_euler = towards.to_track_quat("Z", "Y").to_euler()
        v = towards.normalized()
        self.suns[group] = Sun(towards=(v.x, v.z, -v.y), colour=tuple(power * c for c in colour))

    def point(self, group: str, at: Any, colour: Colour, watts: float, radius: float = 0.05) -> Any:
        lamp = self._lamp(group, "POINT", colour, watts)
        lamp.location, lamp.data.shadow_soft_size = at, radius
        return lamp

    def spot(
        self,
        group: str,
        at: Any,
        to: Any,
        colour: Colour,
        watts: float,
        degrees: float,
        *,
        radius: float = 0.05,
        soft: float = 0.3,
    ) -> Any:
        lamp = self._lamp(group, "SPOT", colour, watts)
        lamp.location, lamp.data.shadow_soft_size = at, radius
        lamp.data.spot_size, lamp.data.spot_blend = math.radians(degrees), soft
        lamp.rotation_euler = (Vector(at) - Vector(to)).to_track_quat("Z", "Y").to_euler()
        return lamp

    def area(
        self,
        group: str,
        at: Any,
        to: Any,
        colour: Colour,
        watts: float,
        size: tuple[float, float],
        spread: float = 180.0,
    ) -> Any:
        lamp = self._lamp(group, "AREA", colour, watts)
        lamp.location = at
        lamp.data.shape, lamp.data.size, lamp.data.size_y = "RECTANGLE", *size
        lamp.data.spread = math.radians(spread)
        lamp.rotation_euler = (Vector(at) - Vector(to)).to_track_quat("Z", "Y").to_euler()
        return lamp

    def _lamp(self, group: str, kind: str, colour: Colour, power: float) -> Any:
        data = bpy.data.lights.new(group, kind)
        data.color = colour
        thing = bpy.data.objects.new(group, data)
        bpy.context.scene.collection.objects.link(thing)
        thing.visible_camera = False

        def apply(share: float) -> None:
            data.energy = power * share

        self.on(group, apply)
        return thing


def camera() -> Any:
    """The camera all plates are seen through."""
    lens = bpy.data.cameras.new("camera")
    lens.lens, lens.sensor_width = LENS, SENSOR
    lens.clip_start, lens.clip_end = 0.05, 40000.0
    eye = bpy.data.objects.new("camera", lens)
    bpy.context.scene.collection.objects.link(eye)
    bpy.context.scene.camera = eye
    return eye


def plate_view(eye: Any) -> None:
    eye.data.type = "PERSP"
    eye.location, eye.rotation_euler = (0, -STAND, EYE), (math.radians(90 + PITCH), 0, 0)


def panorama_view(eye: Any) -> None:
    """All around from where people stand; the picture's middle looks away from the camera."""
    eye.data.type, eye.data.panorama_type = "PANO", "EQUIRECTANGULAR"
    eye.location, eye.rotation_euler = (0, STAND, EYE), (math.radians(90), 0, 0)
