"""Materials: cloth with tone, dirt, creases and threads; hard parts with fine scratches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import bpy

NECK_Y = 0.015  # surfaces nearer to the camera than this lie in front of the head
Colour = tuple[float, float, float]


class Nodes:
    """A node tree written as expressions."""

    def __init__(self, tree: Any) -> None:
        self.tree = tree

    def __call__(self, kind: str, values: dict[Any, Any] | None = None, **attributes: Any) -> Any:
        node = self.tree.nodes.new("ShaderNode" + kind)
        for key, value in attributes.items():
            setattr(node, key, value)
        for key, value in (values or {}).items():
            node.inputs[key].default_value = value
        return node

    def link(self, out: Any, into: Any) -> None:
        self.tree.links.new(out, into)

    def maths(self, operation: str, *inputs: Any) -> Any:
        node = self("Math", operation=operation)
        for i, value in enumerate(inputs):
            if isinstance(value, int | float):
                node.inputs[i].default_value = value
            else:
                self.link(value, node.inputs[i])
        return node.outputs[0]

    def noise(self, where: Any, scale: float, detail: float = 3.0, **values: float) -> Any:
        node = self("TexNoise", {"Scale": scale, "Detail": detail, **values})
        self.link(where, node.inputs[0])
        return node.outputs[0]

    def mix(self, share: Any, a: Any, b: Any, blend: str = "MIX") -> Any:
        node = self("MixRGB", blend_type=blend)
        for i, value in enumerate((share, a, b)):
            if isinstance(value, tuple):
                node.inputs[i].default_value = (*value, 1)
            elif isinstance(value, int | float):
                node.inputs[i].default_value = value
            else:
                self.link(value, node.inputs[i])
        return node.outputs[0]


Mask = Callable[[Nodes, Any], Any]
"""(nodes, position socket) -> socket that is 1 where something applies."""


@dataclass(frozen=True, kw_only=True)
class Cloth:
    """How a cloth looks. Amounts of bump are relative; `cells` turns the surface into sequins."""

    colour: Colour
    rough: float = 0.85
    sheen: float = 0.25
    metal: float = 0.0
    coat: float = 0.0
    crease: float = 0.3
    crease_scale: float = 28.0
    stretch: tuple[float, float, float] = (1, 1, 1)
    grain: float = 0.15
    grain_scale: float = 900.0
    tone: float = 0.18
    dirt: Colour | None = None
    twill: float = 0.0
    cells: float = 0.0
    panels: tuple[tuple[Mask, Colour], ...] = ()
    drops: float = 0.0  # water beads


def fabric(name: str, look: Cloth) -> Any:
    """A cloth as a Blender material."""
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    n = Nodes(material.node_tree)
    shader = material.node_tree.nodes["Principled BSDF"]
    for key, value in {
        "Roughness": look.rough,
        "Metallic": look.metal,
        "Sheen Weight": look.sheen,
        "Sheen Roughness": 0.4,
        "Coat Weight": look.coat,
        "Coat Roughness": 0.12 if look.drops else 0.25,
    }.items():
        shader.inputs[key].default_value = value
    geometry = n("NewGeometry")
    n.link(_colour(n, look, geometry), shader.inputs["Base Color"])
    n.link(_normal(n, look, geometry.outputs["Position"]), shader.inputs["Normal"])
    mark_front(n)
    return material


def _colour(n: Nodes, look: Cloth, geometry: Any) -> Any:
    where = geometry.outputs["Position"]
    colour = n("RGB").outputs[0]
    colour.default_value = (*look.colour, 1)
    for mask, other in look.panels:
        colour = n.mix(mask(n, where), colour, other)
    if look.tone:
        factor = n.maths("ADD", n.maths("MULTIPLY", n.noise(where, 7.0, 4.0), look.tone * 2), 1 - look.tone)
        colour = n.mix(1.0, colour, factor, "MULTIPLY")
    if look.dirt:
        hollow = n("ValToRGB")
        low, high = hollow.color_ramp.elements
        low.position, low.color, high.position, high.color = 0.40, (1, 1, 1, 1), 0.51, (0, 0, 0, 1)
        n.link(geometry.outputs["Pointiness"], hollow.inputs[0])
        amount = n.maths("ADD", n.maths("MULTIPLY", hollow.outputs[0], 0.7), 0.12)
        patchy = n.maths("MULTIPLY", amount, n.noise(where, 11.0, 5.0, Roughness=0.65))
        colour = n.mix(patchy, colour, look.dirt)
    return colour


def _normal(n: Nodes, look: Cloth, where: Any) -> Any:
    heights = []
    if look.crease:
        mapping = n("Mapping")
        mapping.inputs["Scale"].default_value = look.stretch
        n.link(where, mapping.inputs[0])
        heights.append((n.noise(mapping.outputs[0], look.crease_scale, 3.0, Distortion=0.6), look.crease * 0.012))
    if look.grain:
        heights.append((n.noise(where, look.grain_scale, 1.0), look.grain * 0.002))
    if look.twill:
        wave = n("TexWave", {"Scale": 160.0}, bands_direction="DIAGONAL")
        n.link(where, wave.inputs[0])
        heights.append((wave.outputs["Fac"], look.twill * 0.001))
    if look.drops:
        bead = n("TexVoronoi", {"Scale": 95.0, "Randomness": 1.0})
        n.link(where, bead.inputs[0])
        round_ = n.maths("MAXIMUM", n.maths("SUBTRACT", 0.32, bead.outputs["Distance"]), 0.0)
        sparse = n.maths("GREATER_THAN", n.noise(where, 38.0, 2.0), 0.55)
        heights.append((n.maths("MULTIPLY", round_, sparse), look.drops * 0.01))
    bump = n("Bump", {"Strength": 1.0, "Distance": 1.0})
    total = None
    for height, weight in heights:
        part = n.maths("MULTIPLY", height, weight)
        total = part if total is None else n.maths("ADD", total, part)
    if total is not None:
        n.link(total, bump.inputs["Height"])
    return _sequins(n, bump.outputs[0], where, look.cells) if look.cells else bump.outputs[0]


def _sequins(n: Nodes, normal: Any, where: Any, amount: float) -> Any:
    """One random normal per Voronoi cell."""
    cell = n("TexVoronoi", {"Scale": 190.0})
    n.link(where, cell.inputs[0])
    centred = n("VectorMath", {1: (0.5, 0.5, 0.5)}, operation="SUBTRACT")
    n.link(cell.outputs["Color"], centred.inputs[0])
    scaled = n("VectorMath", {"Scale": amount}, operation="SCALE")
    n.link(centred.outputs[0], scaled.inputs[0])
    added = n("VectorMath", operation="ADD")
    n.link(normal, added.inputs[0])
    n.link(scaled.outputs[0], added.inputs[1])
    unit = n("VectorMath", operation="NORMALIZE")
    n.link(added.outputs[0], unit.inputs[0])
    return unit.outputs[0]


def hard(
    name: str, colour: Colour, rough: float = 0.5, metal: float = 0.0, coat: float = 0.0, emit: float = 0.0
) -> Any:
    """Metal, plastic or lacquer; fine variation of roughness keeps large parts from looking like toys."""
    material = bpy.data.materials.new(name)
    material.use_nodes = True
    n = Nodes(material.node_tree)
    shader = material.node_tree.nodes["Principled BSDF"]
    shader.inputs["Base Color"].default_value = (*colour, 1)
    shader.inputs["Metallic"].default_value, shader.inputs["Coat Weight"].default_value = metal, coat
    if emit:
        shader.inputs["Emission Color"].default_value = (*colour, 1)
        shader.inputs["Emission Strength"].default_value = emit
    where = n("NewGeometry").outputs["Position"]
    n.link(
        n.maths("ADD", n.maths("MULTIPLY", n.noise(where, 60.0, 4.0), 0.25), rough - 0.12), shader.inputs["Roughness"]
    )
    mark_front(n)
    return material


def mark_front(n: Nodes) -> None:
    """AOV `front`: 1 on surfaces between the camera and the head."""
    apart = n("SeparateXYZ")
    n.link(n("NewGeometry").outputs["Position"], apart.inputs[0])
    n.link(n.maths("LESS_THAN", apart.outputs[1], NECK_Y), n("OutputAOV", aov_name="front").inputs["Value"])
