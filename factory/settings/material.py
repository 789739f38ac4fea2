"""Materials written as expressions over shader nodes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import bpy

from wardrobe.fabric import Nodes

Colour = tuple[float, float, float]


class Tree(Nodes):
    """`Nodes` with what settings need besides: ramps, ranges, vectors and coordinates."""

    def ramp(self, value: Any, *stops: tuple[float, Colour | float], mode: str = "LINEAR") -> Any:
        """Colour of `value` between (position, colour or grey) stops."""
        node = self("ValToRGB")
        node.color_ramp.interpolation = mode
        elements = node.color_ramp.elements
        while len(elements) < len(stops):
            elements.new(0.5)
        for element, (position, colour) in zip(elements, stops, strict=True):
            element.position = position
            element.color = (*((colour,) * 3 if isinstance(colour, int | float) else colour), 1)
        self.link(value, node.inputs[0])
        return node.outputs[0]

    def range(
        self, value: Any, low: float, high: float, to_low: float = 0.0, to_high: float = 1.0, kind: str = "LINEAR"
    ) -> Any:
        """`value` carried from low..high to to_low..to_high, clamped."""
        node = self("MapRange", {1: low, 2: high, 3: to_low, 4: to_high}, interpolation_type=kind)
        self.link(value, node.inputs[0])
        return node.outputs[0]

    def vector(self, operation: str, *inputs: Any) -> Any:
        """Vector result of a vector operation; of SCALE the second input is the factor."""
        node = self("VectorMath", operation=operation)
        for i, value in enumerate(inputs):
            socket = node.inputs["Scale"] if operation == "SCALE" and i == 1 else node.inputs[i]
            if isinstance(value, tuple | int | float):
                socket.default_value = value
            else:
                self.link(value, socket)
        return node.outputs["Value"] if operation in ("DOT_PRODUCT", "LENGTH", "DISTANCE") else node.outputs[0]

    def parts(self, vector: Any) -> tuple[Any, Any, Any]:
        node = self("SeparateXYZ")
        self.link(vector, node.inputs[0])
        return tuple(node.outputs)

    def joined(self, x: Any, y: Any, z: Any) -> Any:
        node = self("CombineXYZ")
        for i, value in enumerate((x, y, z)):
            if isinstance(value, int | float):
                node.inputs[i].default_value = value
            else:
                self.link(value, node.inputs[i])
        return node.outputs[0]

    def where(self, kind: str = "Object") -> Any:
        """Coordinates: Object, Generated, UV, Window, or `World` for world space."""
        if kind == "World":
            return self("NewGeometry").outputs["Position"]
        return self("TexCoord").outputs[kind]

    def stretched(self, vector: Any, scale: Sequence[float], turn: Sequence[float] = (0, 0, 0)) -> Any:
        node = self("Mapping")
        node.inputs["Scale"].default_value, node.inputs["Rotation"].default_value = scale, turn
        self.link(vector, node.inputs[0])
        return node.outputs[0]

    def cells(self, vector: Any, scale: float, output: str = "Distance", **attributes: Any) -> Any:
        node = self("TexVoronoi", {"Scale": scale}, **attributes)
        self.link(vector, node.inputs[0])
        return node.outputs[output]

    def wave(
        self, vector: Any, scale: float, distortion: float = 0.0, direction: str = "X", detail: float = 2.0
    ) -> Any:
        node = self("TexWave", {"Scale": scale, "Distortion": distortion, "Detail": detail}, bands_direction=direction)
        self.link(vector, node.inputs[0])
        return node.outputs["Fac"]

    def bump(self, height: Any, distance: float, strength: float = 1.0, normal: Any = None) -> Any:
        node = self("Bump", {"Strength": strength, "Distance": distance})
        self.link(height, node.inputs["Height"])
        if normal is not None:
            self.link(normal, node.inputs["Normal"])
        return node.outputs[0]

    def attribute(self, name: str) -> Any:
        return self("Attribute", attribute_name=name).outputs["Fac"]

    def emission(self, colour: Any, strength: Any) -> Any:
        node = self("Emission")
        self._set(node.inputs[0], colour)
        self._set(node.inputs[1], strength)
        return node.outputs[0]

    def blend(self, share: Any, a: Any, b: Any) -> Any:
        """Mix of two shaders."""
        node = self("MixShader")
        self._set(node.inputs[0], share)
        self.link(a, node.inputs[1])
        self.link(b, node.inputs[2])
        return node.outputs[0]

    def plus(self, a: Any, b: Any) -> Any:
        """Sum of two shaders."""
        node = self("AddShader")
        self.link(a, node.inputs[0])
        self.link(b, node.inputs[1])
        return node.outputs[0]

    def set(self, node: Any, **values: Any) -> None:
        """Inputs of a node by name, `_` for a space."""
        for key, value in values.items():
            self._set(node.inputs[key.replace("_", " ")], value)

    def _set(self, socket: Any, value: Any) -> None:
        if isinstance(value, bpy.types.NodeSocket):
            self.link(value, socket)
        elif isinstance(value, tuple) and len(value) == 3 and socket.type == "RGBA":
            socket.default_value = (*value, 1)
        else:
            socket.default_value = value


def material(name: str) -> tuple[Any, Tree, Any]:
    """A new material, its tree and its Principled shader."""
    made = bpy.data.materials.new(name)
    made.use_nodes = True
    return made, Tree(made.node_tree), made.node_tree.nodes["Principled BSDF"]


def surface(made: Any) -> Any:
    """Input of the material's output."""
    return made.node_tree.nodes["Material Output"].inputs["Surface"]


def plain(
    name: str,
    colour: Colour,
    rough: float = 0.5,
    metal: float = 0.0,
    *,
    dirt: float = 0.0,
    wear: float = 0.0,
    scale: float = 6.0,
    soil: Colour = (0.36, 0.17, 0.09),
) -> Any:
    """Painted or bare hard stuff; `dirt` lays `soil` over it in patches, `wear` varies colour and gloss."""
    made, t, shader = material(name)
    t.set(shader, Base_Color=colour, Roughness=rough, Metallic=metal)
    if dirt or wear:
        where = t.where()
        grey = t.noise(where, scale, 6.0, Roughness=0.65)
        tone = t.range(grey, 0.3, 0.7, 1 - wear, 1 + 0.3 * wear)
        mixed = t.mix(1.0, colour, tone, "MULTIPLY")
        if dirt:
            up = t.parts(t("NewGeometry").outputs["Normal"])[2]
            lying = t.maths("ADD", t.range(up, 0.2, 1.0, 0.0, 0.5), t.range(grey, 0.40, 0.68))
            mixed = t.mix(t.maths("MULTIPLY", lying, dirt), mixed, soil)
        t.link(mixed, shader.inputs["Base Color"])
        t.link(
            t.range(grey, 0.3, 0.7, max(0.0, rough - 0.15 * wear), min(1.0, rough + 0.3 * wear)),
            shader.inputs["Roughness"],
        )
    return made


def glows_only(made: Any) -> None:
    """Its emission is seen but not sampled as a light: large or dim emitters would only slow the render."""
    made.cycles.emission_sampling = "NONE"


def clear(t: Tree) -> Any:
    return t("BsdfTransparent").outputs[0]
