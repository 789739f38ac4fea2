"""A take becomes a sealed cameo, against decoding the same take and nothing else.

The take is a drawn performer's, 720x960 at 24 pictures a second with sound; the challenge is as long as one can be.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path

from bench import scratch
from walkon.actions.create_cameo import create_cameo
from walkon.domain.attempts import HERE
from walkon.domain.capture import Challenge, Language, draw_challenge
from walkon.domain.ids import Handle
from walkon.media.decode import open_clip
from walkon.ports.world import Clock
from walkon.rehearsal.take import record

LONGEST = 26.5  # seconds; challenges without colours end at about 27


def main() -> None:
    with scratch.house() as house, tempfile.TemporaryDirectory() as folder:
        clip = Path(folder) / "take.mp4"
        challenge = longest(house.clock)
        clip.write_bytes(scratch.in_another_process(record_bytes, challenge))
        house.challenges.issue(challenge, HERE)
        stages = scratch.Stages()
        began, cpu = time.perf_counter(), time.process_time()
        cameo, _ = create_cameo(house.maker(), Handle("mina"), clip, challenge, HERE, house.policy, stages)
        took, spent, parts = time.perf_counter() - began, time.process_time() - cpu, stages.finished()
        peak = scratch.peak_mib()
        began = time.perf_counter()
        opened = open_clip(clip)
        frames = sum(1 for _ in opened.frames())
        floor = time.perf_counter() - began
    seconds = opened.info.seconds
    figures = {
        "seconds": seconds,
        "frames": frames,
        "took": took,
        "seconds_per_second": took / seconds,
        "cpu_seconds_per_second": spent / seconds,
        "decoder_seconds_per_second": floor / seconds,
        "ratio_to_decoder": took / floor,
        "peak_mib": peak,
        "stages": parts,
        "standing": cameo.standing.value,
        "voice_similarity": cameo.voice_similarity,
        "cores": scratch.cores(),
    }
    json.dump(figures, sys.stdout)


def longest(clock: Clock) -> Challenge:
    """A challenge that takes about as long as any."""
    chance = random.Random(1)
    while True:
        challenge = draw_challenge(chance, Language.ENGLISH, clock.now())
        if challenge.seconds >= LONGEST:
            return challenge


def record_bytes(challenge: Challenge) -> bytes:
    return record("fir", challenge).data


if __name__ == "__main__":
    main()
