"""Mixes the looks of a rendered setting into one PNG: `python -m preview FOLDER OUT.png [--looks day,night] [--width 960]`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageFilter


def linear(folder: Path, stem: str, peak: float) -> Any:
    with Image.open(folder / f"{stem}.avif") as picture:
        return (np.asarray(picture.convert("RGB"), np.float32) / 255) ** 2.2 * peak


def mask(folder: Path, stem: str) -> Any:
    with Image.open(folder / f"{stem}.avif") as picture:
        return np.asarray(picture.convert("L"), np.float32) / 255


def mixed(folder: Path, layer: str, gains: dict[str, list[float]], peaks: dict[str, float]) -> Any:
    """(H, W, 4) linear premultiplied RGBA of one layer; None where nothing was rendered."""
    parts = [
        linear(folder, f"{layer}_{group}", peaks[f"{layer}_{group}"]) * np.asarray(gain, np.float32)
        for group, gain in gains.items()
        if f"{layer}_{group}" in peaks
    ]
    if not parts:
        return None
    rgb = np.minimum(sum(parts), 12.0)
    alpha = np.ones(rgb.shape[:2], np.float32) if layer == "far" else mask(folder, f"{layer}_alpha")
    return np.dstack([rgb, alpha])


def film(x: Any) -> Any:
    """The rational film curve of the run time, display code 0..1."""
    return np.clip(x * (2.51 * x + 0.03) / (x * (2.43 * x + 0.59) + 0.14), 0, 1) ** (1 / 2.2)


def still(folder: Path, meta: dict[str, Any], hour: str, *, focus: bool = False, beat: bool = False) -> Image.Image:
    """One look, with `beat` at the peak of the music; with `focus` the foreground is out of focus as it is in a film."""
    look = meta["looks"][hour]
    gains = look["gains"] | (look["pulse"] if beat else {})
    out = None
    for layer in ("far", "mid", "fg"):
        picture = mixed(folder, layer, gains, meta["peak"])
        if picture is None:
            continue
        alpha = picture[..., 3:]
        code = film(np.maximum(picture[..., :3], 0) / np.maximum(alpha, 1e-3) * look["exposure"]) * alpha * 255
        image = Image.fromarray(np.dstack([code, alpha * 255]).round().clip(0, 255).astype(np.uint8), "RGBA")
        if layer == "fg" and focus:
            image = image.filter(ImageFilter.GaussianBlur(image.width * 0.008))
        codes = np.asarray(image, np.float32)
        out = codes[..., :3] if out is None else codes[..., :3] + out * (1 - codes[..., 3:] / 255)
    return Image.fromarray(out.round().clip(0, 255).astype(np.uint8))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--looks", help="all when left out")
    parser.add_argument("--width", type=int, help="of one picture; as rendered when left out")
    parser.add_argument("--focus", action="store_true", help="throw the foreground out of focus")
    options = parser.parse_args()
    meta = json.loads((options.folder / "plates.json").read_text())
    hours = options.looks.split(",") if options.looks else list(meta["looks"])
    shown = [(hour, beat) for hour in hours for beat in ((False, True) if meta["looks"][hour]["pulse"] else (False,))]
    pictures = [still(options.folder, meta, hour, focus=options.focus, beat=beat) for hour, beat in shown]
    width = options.width or pictures[0].width
    height = width * pictures[0].height // pictures[0].width
    columns = 1 if len(pictures) == 1 else 2
    sheet = Image.new("RGB", (width * columns, height * -(-len(pictures) // columns)))
    for i, picture in enumerate(pictures):
        sheet.paste(
            picture.resize((width, height), Image.Resampling.LANCZOS), (i % columns * width, i // columns * height)
        )
    sheet.save(options.out)


if __name__ == "__main__":
    main()
