"""`python -m wardrobe --out FOLDER [--costume NAME] [--size 960] [--samples 24]` renders costumes, one folder each."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import bpy

from wardrobe import studio
from wardrobe.costumes import HATS, WARDROBE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--costume", choices=[*WARDROBE, "all"], default="all")
    parser.add_argument("--size", type=int, default=960)
    parser.add_argument("--samples", type=int, default=24)
    parser.add_argument("--quality", type=int, default=64, help="AVIF quality")
    options = parser.parse_args()
    for name in WARDROBE if options.costume == "all" else [options.costume]:
        bpy.ops.wm.read_factory_settings(use_empty=True)
        began = time.process_time()
        WARDROBE[name]()
        if name not in HATS:
            studio.person()
            studio.narrow()
        studio.set_up(options.size, options.samples)
        studio.save(studio.render(), options.out / name, options.quality)
        print(f"{name}: {time.process_time() - began:.0f} CPU seconds", flush=True)


main()
