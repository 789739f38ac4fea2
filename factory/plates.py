"""Renders the plates of a setting: one linear picture per layer and light group.

    python -m plates --setting mars --out FOLDER [--width 1440] [--samples 8] [--layers far,mid,fg] [--groups sky]

World axes: x right, y away from the camera, z up; metres. Colour is stored as code = 255 * (linear / peak) ** (1 / 2.2),
premultiplied with alpha, `peak` per file in plates.json; depth as 255 * log2(metres) / `depth_log2_max`, 255 = sky.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from PIL import Image

from settings import SETTINGS
from settings.setting import EYE, LAYERS, LENS, PITCH, SENSOR, Setting, camera, panorama_view, plate_view

PANORAMA = (128, 64)
MOST = {
    "far": 3.0,
    "mid": 7.0,
    "fg": 7.0,
}  # brightest linear value a plate keeps; less leaves more codes for soft skies
FAR_BETTER = 14  # points of quality on top for the far layer, where banding would show
GLOW_SIGMAS = ((0.0035, 0.46), (0.013, 0.34), (0.05, 0.20))  # share of the width, share of the scattered light


def set_up(width: int, height: int, samples: int, threads: int, *, denoise: bool = True) -> None:
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.render.resolution_x, scene.render.resolution_y, scene.render.resolution_percentage = width, height, 100
    scene.render.threads_mode, scene.render.threads = "FIXED", threads
    scene.render.use_persistent_data = True
    scene.render.image_settings.file_format, scene.render.image_settings.color_mode = "OPEN_EXR", "RGBA"
    scene.render.image_settings.color_depth = "32"
    c = scene.cycles
    c.device, c.samples, c.use_auto_tile, c.seed = "CPU", samples, False, 1
    c.use_adaptive_sampling = False
    c.use_denoising, c.denoiser, c.denoising_quality = denoise, "OPENIMAGEDENOISE", "HIGH"
    c.denoising_input_passes, c.denoising_prefilter = "RGB_ALBEDO_NORMAL", "ACCURATE"
    c.max_bounces, c.diffuse_bounces, c.glossy_bounces, c.transmission_bounces = 3, 2, 2, 3
    c.transparent_max_bounces, c.volume_bounces = 32, 0
    c.caustics_reflective = c.caustics_refractive = False
    c.sample_clamp_indirect = 4.0
    c.filter_width = 1.4


def keep_depth(folder: Path) -> None:
    """Every render also writes its depth into `folder`."""
    scene = bpy.context.scene
    scene.view_layers[0].use_pass_z = True
    scene.use_nodes = True
    tree = scene.node_tree
    tree.nodes.clear()
    source = tree.nodes.new("CompositorNodeRLayers")
    tree.links.new(source.outputs["Image"], tree.nodes.new("CompositorNodeComposite").inputs[0])
    files = tree.nodes.new("CompositorNodeOutputFile")
    files.base_path, files.format.file_format, files.format.color_depth = str(folder), "OPEN_EXR", "32"
    files.file_slots.clear()
    files.file_slots.new("depth")
    tree.links.new(source.outputs["Depth"], files.inputs["depth"])


def shoot(setting: Setting, layer: str | None, group: str, folder: Path) -> tuple[Any, Any]:
    """One render: (H, W, 4) linear premultiplied RGBA and (H, W) metres. `layer` None shows everything.

    Hidden layers still cast shadows and light.
    """
    scene = bpy.context.scene
    setting.switch(group)
    for name, things in setting.layers.items():
        for thing in things:
            thing.visible_camera = layer in (None, name)
    scene.render.film_transparent = layer in ("mid", "fg")
    scene.render.filepath = str(folder / "picture.exr")
    bpy.ops.render.render(write_still=True)
    return _read(folder / "picture.exr"), _read(folder / "depth0001.exr")[..., 0]


def _read(path: Path) -> Any:
    image = bpy.data.images.load(str(path))
    image.colorspace_settings.name = "Non-Color"
    width, height = image.size
    flat = np.empty(width * height * image.channels, np.float32)
    image.pixels.foreach_get(flat)
    bpy.data.images.remove(image)
    return flat.reshape(height, width, -1)[::-1].copy()


def scattered(rgb: Any, share: float) -> Any:
    """What the lens throws around: `share` of the light, as a sum of soft discs."""
    height, width = rgb.shape[:2]
    fy, fx = np.fft.fftfreq(2 * height)[:, None], np.fft.rfftfreq(2 * width)[None]
    spectrum = np.zeros((2 * height, width + 1))
    for sigma, part in GLOW_SIGMAS:
        spectrum += share * part * np.exp(-2 * (np.pi * sigma * width) ** 2 * (fx**2 + fy**2))
    out = np.empty_like(rgb)
    for c in range(3):
        out[..., c] = np.fft.irfft2(np.fft.rfft2(rgb[..., c], spectrum.shape[:1] + (2 * width,)) * spectrum)[
            :height, :width
        ]
    return np.maximum(out, 0)


def add_glow(setting: Setting, pictures: dict[tuple[str, str], Any]) -> None:
    """Scattered light of every layer falls on its own layer and on those behind it, where they are seen."""
    for group, share in setting.glow.items():
        light = None
        for layer in ("fg", "mid", "far"):
            picture = pictures.get((layer, group))
            if picture is None:
                continue
            picture[..., :3] = np.minimum(picture[..., :3], MOST[layer])
            own = scattered(picture[..., :3], share)
            light = own if light is None else light + own
            picture[..., :3] += light * picture[..., 3:]


def sh9(panorama: Any) -> list[list[float]]:
    """Linear equirectangular (H, W, 3) -> (9, 3) radiance coefficients; x right, y up, z to the viewer."""
    h, w = panorama.shape[:2]
    polar, around = np.meshgrid(
        (np.arange(h) + 0.5) / h * np.pi, (np.arange(w) + 0.5) / w * 2 * np.pi - np.pi, indexing="ij"
    )
    x, y, z = np.sin(polar) * np.sin(around), np.cos(polar), -np.sin(polar) * np.cos(around)
    basis = (
        0.282095 * np.ones_like(x), 0.488603 * y, 0.488603 * z, 0.488603 * x, 1.092548 * x * y, 1.092548 * y * z,
        0.315392 * (3 * z * z - 1), 1.092548 * x * z, 0.546274 * (x * x - y * y),
    )  # fmt: skip
    area = np.sin(polar) * (np.pi / h) * (2 * np.pi / w)
    return [[round(float((panorama[..., c] * b * area).sum()), 6) for c in range(3)] for b in basis]


def save_colour(picture: Any, path: Path, most: float, quality: int) -> float:
    """Writes the codes and returns their peak."""
    rgb = np.maximum(picture[..., :3], 0)
    peak = float(np.clip(np.percentile(rgb.max(-1), 99.97), 1e-4, most))
    code = 255 * np.clip(rgb / peak, 0, 1) ** (1 / 2.2)
    Image.fromarray(code.round().astype(np.uint8)).save(path, quality=quality, speed=3)
    return round(peak, 6)


def save_grey(values: Any, path: Path, quality: int) -> None:
    Image.fromarray((255 * np.clip(values, 0, 1)).round().astype(np.uint8)).save(path, quality=quality, speed=3)


def render(setting: Setting, out: Path, options: argparse.Namespace) -> None:
    width, height = options.width, options.width * 9 // 16
    eye = camera()
    plate_view(eye)
    set_up(width, height, options.samples, options.threads)
    layers = options.layers.split(",") if options.layers else [name for name in LAYERS if setting.layers[name]]
    groups = options.groups.split(",") if options.groups else setting.groups
    meta = _start(setting, out, (width, height))
    pictures: dict[tuple[str, str], Any] = {}
    depths: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        keep_depth(folder)
        for group in groups:
            for layer in layers:
                if (layer, group) not in setting.dark and (layer, group) not in setting.painted:
                    began = time.process_time()
                    pictures[layer, group], depths[layer] = shoot(setting, layer, group, folder)
                    print(f"{layer} {group}: {time.process_time() - began:.1f} CPU-s", flush=True)
        if not options.layers:
            panorama_view(eye)
            set_up(*PANORAMA, 64, options.threads, denoise=False)
            for group in setting.lights:
                meta["sh9"][group] = sh9(shoot(setting, None, group, folder)[0][..., :3])
    for (layer, group), paint in setting.painted.items():
        if layer in depths:
            pictures[layer, group] = paint((height, width), depths[layer])
    add_glow(setting, pictures)
    for (layer, group), picture in pictures.items():
        meta["peak"][f"{layer}_{group}"] = save_colour(
            picture, out / f"{layer}_{group}.avif", MOST[layer], options.quality + FAR_BETTER * (layer == "far")
        )
        if layer != "far":
            save_grey(picture[..., 3], out / f"{layer}_alpha.avif", 80)
    for layer, metres in depths.items():
        if layer != "fg":
            coded = np.log2(np.maximum(metres, 1)) / setting.depth_log2_max
            save_grey(coded, out / f"{layer}_depth.avif", 70)
    (out / "plates.json").write_text(json.dumps(meta, indent=1) + "\n")


def _start(setting: Setting, out: Path, size: tuple[int, int]) -> dict[str, Any]:
    """What plates.json says before anything is rendered; a partial run keeps what an earlier one wrote."""
    path = out / "plates.json"
    old = json.loads(path.read_text()) if path.exists() else {}
    same = old.get("size") == list(size)
    tangent = math.tan(math.radians(PITCH))
    return {
        "size": list(size),
        "depth_log2_max": setting.depth_log2_max,
        "focal": LENS / SENSOR,
        "horizon": round(0.5 + tangent * LENS / SENSOR * size[0] / size[1], 5),
        "eye": EYE,
        "far_metres": setting.far_metres,
        "fg_metres": setting.fg_metres,
        "camera": {"lens_mm": LENS, "sensor_mm": SENSOR, "pitch_deg": PITCH, "eye_m": EYE},
        "groups": list(setting.groups),
        "sun": {group: {"direction": [round(v, 5) for v in sun.towards], "colour": list(sun.colour)} for group, sun in setting.suns.items()},
        "peak": old.get("peak", {}) if same else {},
        "sh9": old.get("sh9", {}) if same else {},
        "looks": {hour: asdict(look) for hour, look in setting.looks.items()},
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--setting", choices=SETTINGS, required=True)
    parser.add_argument(
        "--out", type=Path, required=True, help="folder of all settings; one folder per setting is made in it"
    )
    parser.add_argument("--width", type=int, default=1440, help="16:9, about 13 %% wider than the film")
    parser.add_argument("--samples", type=int, default=8)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--quality", type=int, default=60, help="AVIF quality")
    parser.add_argument("--layers", help="only these; far,mid,fg")
    parser.add_argument("--groups", help="only these")
    options = parser.parse_args()
    out = (options.out / options.setting).resolve()
    out.mkdir(parents=True, exist_ok=True)
    began = time.process_time()
    bpy.ops.wm.read_factory_settings(use_empty=True)
    setting = SETTINGS[options.setting]()
    print(f"built: {time.process_time() - began:.1f} CPU-s", flush=True)
    render(setting, out, options)
    print(
        f"{options.setting}: {time.process_time() - began:.0f} CPU-s, {sum(f.stat().st_size for f in out.iterdir()) // 1000} kB"
    )


if __name__ == "__main__":
    main()
