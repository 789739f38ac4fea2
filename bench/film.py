"""Six seconds of 1280x720, one person, from prompt to signed file, against encoding the same frames and nothing else."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench import scratch
from walkon.actions.make_film import make_film
from walkon.domain.ids import Handle
from walkon.media.decode import open_clip
from walkon.media.encode import FilmEncoder
from walkon.planner import planner
from walkon.planner.planner import Wishes
from walkon.ports.world import silent

PROMPTS = {"giant_wave": "me surfing a giant wave at sunset", "mars": "me as an astronaut exploring Mars"}
SECONDS, SIZE = 6.0, (1280, 720)


def main() -> None:
    clip = scratch.real_clip("d13")
    with scratch.house() as house, tempfile.TemporaryDirectory() as folder:
        person = Handle("mina")
        scratch.enrol(house, person, clip)
        figures: dict[str, object] = {"cores": scratch.cores()}
        rows: dict[str, dict[str, object]] = {}
        for name, prompt in PROMPTS.items():
            out = Path(folder) / f"{name}.mp4"
            wishes = Wishes(seconds=SECONDS, width=SIZE[0], height=SIZE[1], seed=1)
            plan = planner.plan(prompt, (person,), wishes, house.offers)
            warm = planner.plan(prompt, (person,), Wishes(seconds=5.0, width=320, height=180), house.offers)
            make_film(house.studio(), warm, Path(folder) / "warm.mp4", silent)
            began, cpu = time.perf_counter(), time.process_time()
            film = make_film(house.studio(), plan, out, silent)
            took, spent = time.perf_counter() - began, time.process_time() - cpu
            peak = scratch.peak_mib()
            floor = encode_only(list(open_clip(out).frames()))
            rows[name] = {
                "seconds_per_second": took / SECONDS,
                "cpu_seconds_per_second": spent / SECONDS,
                "encoder_seconds_per_second": floor / SECONDS,
                "ratio_to_encoder": took / floor,
                "stages": dict(film.stages),
            }
            figures.setdefault("peak_mib", peak)
        slowest = max(rows, key=lambda name: float(str(rows[name]["seconds_per_second"])))
        picked = ("seconds_per_second", "encoder_seconds_per_second", "stages")
        figures |= {"slowest": slowest, **{key: rows[slowest][key] for key in picked}, "settings": rows}
        json.dump(figures, sys.stdout)


def encode_only(frames: list[npt.NDArray[np.uint8]]) -> float:
    """Wall seconds for the encoder alone."""
    height, width = frames[0].shape[:2]
    began = time.perf_counter()
    with FilmEncoder(width, height) as encoder:
        for frame in frames:
            encoder.write(frame)
        encoder.finish(None)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
