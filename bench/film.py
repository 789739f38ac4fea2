"""Six seconds of 1280x720, one person, from prompt to signed file, against encoding the same frames and nothing else."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bench import scratch
from walkon import settings
from walkon.actions.make_film import make_film
from walkon.bootstrap import House
from walkon.domain.ids import Handle
from walkon.media.decode import open_clip
from walkon.media.encode import FilmEncoder
from walkon.planner import planner
from walkon.planner.planner import Wishes
from walkon.ports.world import silent

PROMPTS = {
    "giant_wave": "me surfing a giant wave at sunset",
    "mars": "me as an astronaut exploring Mars",
    "concert": "my music video on a stage",
    "noir_office": "me as a detective solving a mystery",
}
SECONDS, SIZE = 6.0, (1280, 720)


def main() -> None:
    with scratch.house() as house:
        home = house.settings.home
        scratch.in_another_process(scratch.enrol, home, "mina", "elm")
        rows = {name: scratch.in_another_process(measured, home, prompt) for name, prompt in PROMPTS.items()}
    slowest = max(rows, key=lambda name: rows[name]["seconds_per_second"])
    picked = ("seconds_per_second", "encoder_seconds_per_second", "stages")
    figures: dict[str, object] = {
        "cores": scratch.cores(),
        "peak_mib": max(row["peak_mib"] for row in rows.values()),
        "slowest": slowest,
        **{key: rows[slowest][key] for key in picked},
        "settings": rows,
    }
    json.dump(figures, sys.stdout)


def measured(home: Path, prompt: str) -> dict[str, Any]:
    """One film, after a small one that compiles what is compiled at first use."""
    house = House(settings.from_environment({}, home=home))
    person = (Handle("mina"),)
    small = planner.plan(prompt, person, Wishes(seconds=5.0, width=320, height=180), house.offers)
    wishes = Wishes(seconds=SECONDS, width=SIZE[0], height=SIZE[1], seed=1)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "film.mp4"
        make_film(house.studio(), small, out, silent)
        began, cpu = time.perf_counter(), time.process_time()
        plan = planner.plan(prompt, person, wishes, house.offers)
        film = make_film(house.studio(), plan, out, silent)
        took, spent, peak = time.perf_counter() - began, time.process_time() - cpu, scratch.peak_mib()
        floor = encode_only(list(open_clip(out).frames()))
    return {
        "seconds_per_second": took / SECONDS,
        "cpu_seconds_per_second": spent / SECONDS,
        "encoder_seconds_per_second": floor / SECONDS,
        "ratio_to_encoder": took / floor,
        "peak_mib": peak,
        "stages": dict(film.stages),
    }


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
