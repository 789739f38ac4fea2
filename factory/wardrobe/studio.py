"""The studio every costume stands in: camera, four light groups, neck and head shadow, one render, and the files."""

from __future__ import annotations

import json
import math
import tempfile
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from mathutils import Vector
from PIL import Image

from wardrobe.body import Points, Pose, body, cone, ellipsoid, smooth_min, surface_nets
from wardrobe.cloth import apply_modifiers, mesh_object
from wardrobe.fabric import Nodes, hard

GROUPS = ("key_l", "key_r", "fill", "rim")
DISTANCE, HEIGHT, FIELD = 2.7, 1.46, 0.94  # metres; FIELD is the width of the picture where the person stands
CHIN, EYES, PIT = (0.0, -0.085, 1.492), (0.0, -0.085, 1.627), (0.0, -0.09, 1.45)
NARROW_FROM, NARROW_BY = 0.085, 0.93  # shoulders end 7 % narrower than modelled; the neck keeps its width


def narrow() -> None:
    """Bring everything outside the neck a little closer to the middle."""
    for thing in list(bpy.context.scene.objects):
        if thing.type == "MESH" and not thing.name.startswith(("neck", "proxy")):
            apply_modifiers(thing)
            into, back = thing.matrix_world, thing.matrix_world.inverted()
            for vertex in thing.data.vertices:
                place = into @ vertex.co
                beyond = max(0.0, abs(place.x) - NARROW_FROM)
                place.x = math.copysign(abs(place.x) - beyond * (1 - NARROW_BY), place.x)
                vertex.co = back @ place


def person() -> None:
    """A neutral neck (albedo 0.5) to be tinted with the person's skin, and a head that only casts its shadow."""
    skin = bpy.data.materials.new("skin")
    skin.use_nodes = True
    shader = skin.node_tree.nodes["Principled BSDF"]
    shader.inputs["Base Color"].default_value, shader.inputs["Roughness"].default_value = (0.5, 0.5, 0.5, 1), 0.55
    n = Nodes(skin.node_tree)
    bump = n("Bump", {"Strength": 0.5, "Distance": 0.001})
    n.link(n.noise(n("NewGeometry").outputs["Position"], 420.0), bump.inputs["Height"])
    n.link(bump.outputs[0], shader.inputs["Normal"])
    n("OutputAOV", {"Value": 1.0}, aov_name="skin")
    vertices, faces = surface_nets(_neck, (-0.16, -0.14, 1.37), (0.16, 0.14, 1.585), 0.005)
    mesh_object("neck", vertices, faces, skin, subsurf=1)

    def head(p: Points) -> Points:
        return ellipsoid(p, (0, -0.012, 1.632), (0.064, 0.10, 0.134))

    vertices, faces = surface_nets(head, (-0.12, -0.14, 1.48), (0.12, 0.14, 1.80), 0.012)
    mesh_object("proxy", vertices, faces, hard("proxy", (0.35, 0.22, 0.16), 0.6)).visible_camera = False


def _neck(p: Points) -> Points:
    d = smooth_min(body(p, Pose(), -0.006, -0.02), cone(p, (0, 0.035, 1.38), (0, 0.012, 1.60), 0.058, 0.053), 0.035)
    for s in (-1, 1):  # neck muscles and collar bones
        d = smooth_min(d, cone(p, (s * 0.052, 0.03, 1.58), (s * 0.014, -0.030, 1.425), 0.012, 0.009), 0.022)
        d = smooth_min(d, cone(p, (s * 0.018, -0.035, 1.412), (s * 0.12, -0.012, 1.415), 0.008, 0.007), 0.016)
    return smooth_min(d, ellipsoid(p, (0, -0.034, 1.503), (0.010, 0.010, 0.016)), 0.02)


def set_up(size: int, samples: int) -> None:
    """Camera, lights and passes for a square picture of `size` pixels."""
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.render.resolution_x = scene.render.resolution_y = size
    scene.render.film_transparent = True
    c = scene.cycles
    c.device, c.samples, c.use_auto_tile, c.use_denoising = "CPU", samples, False, False
    c.use_adaptive_sampling, c.adaptive_threshold = True, 0.03
    c.max_bounces, c.diffuse_bounces, c.glossy_bounces, c.transparent_max_bounces = 3, 2, 2, 4
    c.caustics_reflective = c.caustics_refractive = False
    c.filter_width, c.seed = 1.3, 1
    camera = bpy.data.cameras.new("camera")
    camera.lens = 36 * DISTANCE / FIELD
    eye = bpy.data.objects.new("camera", camera)
    eye.location, eye.rotation_euler = (0, -DISTANCE, HEIGHT), (math.radians(90), 0, 0)
    scene.collection.objects.link(eye)
    scene.camera = eye
    layer = scene.view_layers[0]
    for group in GROUPS:
        layer.lightgroups.add(name=group)
    for name in ("front", "skin"):
        aov = layer.aovs.add()
        aov.name, aov.type = name, "VALUE"
    layer.cycles.denoising_store_passes = True
    for where, power, width, group in (
        ((-2.3, -2.1, 2.9), 150, 0.7, "key_l"), ((2.3, -2.1, 2.9), 150, 0.7, "key_r"),
        ((-1.7, 1.9, 2.5), 80, 0.8, "rim"), ((1.7, 1.9, 2.5), 80, 0.8, "rim"),
    ):  # fmt: skip
        _lamp(where, power, width, group)
    _sky()


def _lamp(where: Any, power: float, width: float, group: str) -> None:
    light = bpy.data.lights.new(group, "AREA")
    light.energy, light.size = power, width
    lamp = bpy.data.objects.new(group, light)
    lamp.location = where
    lamp.rotation_euler = (Vector(where) - Vector((0, 0, 1.35))).to_track_quat("Z", "Y").to_euler()
    lamp.lightgroup, lamp.visible_camera = group, False
    bpy.context.scene.collection.objects.link(lamp)


def _sky() -> None:
    """The `fill` group: bright above, dim below."""
    world = bpy.data.worlds.new("sky")
    bpy.context.scene.world = world
    world.use_nodes, world.lightgroup = True, "fill"
    n = Nodes(world.node_tree)
    apart, ramp = n("SeparateXYZ"), n("ValToRGB")
    n.link(n("TexCoord").outputs["Generated"], apart.inputs[0])
    low, high = ramp.color_ramp.elements
    low.position, low.color, high.position, high.color = 0.0, (0.22, 0.22, 0.22, 1), 0.75, (1, 1, 1, 1)
    n.link(n.maths("ADD", n.maths("MULTIPLY", apart.outputs[2], 0.5), 0.5), ramp.inputs[0])
    background = world.node_tree.nodes["Background"]
    n.link(ramp.outputs[0], background.inputs[0])
    background.inputs[1].default_value = 0.9


def render() -> dict[str, Any]:
    """One render; every light group is denoised on its own. Name -> (H, W, C) float32, linear."""
    scene = bpy.context.scene
    scene.use_nodes = True
    tree = scene.node_tree
    tree.nodes.clear()
    source = tree.nodes.new("CompositorNodeRLayers")
    tree.links.new(source.outputs["Image"], tree.nodes.new("CompositorNodeComposite").inputs[0])
    wanted = {g: f"Combined_{g}" for g in GROUPS}
    wanted |= {"alpha": "Alpha", "front": "front", "skin": "skin"}
    with tempfile.TemporaryDirectory() as folder:
        files = tree.nodes.new("CompositorNodeOutputFile")
        files.base_path, files.format.file_format, files.format.color_depth = folder, "OPEN_EXR", "32"
        files.file_slots.clear()
        for name, socket in wanted.items():
            files.file_slots.new(name)
            out = source.outputs[socket]
            if name in GROUPS:
                clean = tree.nodes.new("CompositorNodeDenoise")
                clean.use_hdr = True
                tree.links.new(out, clean.inputs["Image"])
                tree.links.new(source.outputs["Denoising Normal"], clean.inputs["Normal"])
                tree.links.new(source.outputs["Denoising Albedo"], clean.inputs["Albedo"])
                out = clean.outputs[0]
            tree.links.new(out, files.inputs[name])
        scene.frame_set(1)
        bpy.ops.render.render()
        return {name: _read(Path(folder) / f"{name}0001.exr") for name in wanted}


def _read(path: Path) -> Any:
    image = bpy.data.images.load(str(path))
    image.colorspace_settings.name = "Non-Color"
    width, height = image.size
    flat = np.empty(width * height * image.channels, np.float32)
    image.pixels.foreach_get(flat)
    array = flat.reshape(height, width, image.channels)[::-1].copy()
    bpy.data.images.remove(image)
    return array


def on_picture(point: tuple[float, float, float]) -> list[float]:
    """World point -> share of the square picture, x right, y down."""
    scale = DISTANCE / (point[1] + DISTANCE) / FIELD
    return [0.5 + point[0] * scale, 0.5 - (point[2] - HEIGHT) * scale]


def save(layers: dict[str, Any], out: Path, quality: int) -> None:
    """Eight-bit files: light groups as 255 * (linear / peak) ** (1 / 2.2), and masks."""
    out.mkdir(parents=True, exist_ok=True)
    alpha = layers["alpha"][..., 0]
    peaks = {}
    for group in GROUPS:
        linear = layers[group][..., :3]
        lit = linear[alpha > 0.5]
        peaks[group] = float(max(np.percentile(lit, 99.8) if len(lit) else 1.0, 1e-4))
        code = 255 * np.clip(linear / peaks[group], 0, 1) ** (1 / 2.2)
        Image.fromarray(code.round().astype(np.uint8)).save(out / f"{group}.avif", quality=quality)
    for mask in ("alpha", "front", "skin"):
        if mask != "skin" or layers["skin"].max() > 0:
            grey = (255 * np.clip(layers[mask][..., 0], 0, 1)).round().astype(np.uint8)
            Image.fromarray(grey).save(out / f"{mask}.png", optimize=True)
    meta = {
        "size": alpha.shape[0],
        "peak": peaks,
        "chin": on_picture(CHIN),
        "eyes": on_picture(EYES),
        "pit": on_picture(PIT),
    }
    (out / "costume.json").write_text(json.dumps(meta, indent=1) + "\n")
