"""How little light of a screen can be read from a face, and which pretences pass: drawn performers, and real clips too.

Every trial draws a code, lights a recording with it in a simulated room, codes the pictures as H.264 at `BITS` a second
and measures them again. Real clips are used where they are (shared/data); no recording was lit by a real screen.
"""

from __future__ import annotations

import io
import json
import random
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from itertools import islice
from typing import cast as taken_as

import av
import cv2
import numpy as np
import numpy.typing as npt
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from bench import scratch
from walkon.domain.capture import Language, draw_challenge
from walkon.domain.evidence import LightSeen
from walkon.domain.light_code import draw_code
from walkon.media.decode import open_clip
from walkon.media.encode import CODEC
from walkon.perception.face_track import FaceTrack
from walkon.perception.light_patches import LightTrace, frame_light, light_trace
from walkon.perception.light_response import light_seen
from walkon.perception.matte import PersonMatte
from walkon.rehearsal.acting import act
from walkon.rehearsal.cast import cast
from walkon.rehearsal.performer import Camera, Canvas, Performer
from walkon.rehearsal.screen_light import Answer, LitCamera, ScreenLight
from walkon.rehearsal.state import ROOMS

Picture = npt.NDArray[np.uint8]

DRAWN, REAL = ("ash", "fir"), ("d13", "d18")
DRAWN_SIZE, DRAWN_FPS = (480, 640), 24
AMOUNTS = (0.005, 0.01, 0.02, 0.04, 0.08)
ATTACKS = tuple(answer for answer in Answer if answer is not Answer.HEAD)
AMOUNT, BITS, SIZE = 0.08, 2_000_000, 640  # of attacks; of the longer side, pixels
START, SECONDS, TIMES = 0.3, 5.0, 2  # seconds; codes tried on each recording
NOISE = 2.0  # codes; real clips were smoothed by their own coding
SURE, MOST_BEHIND, LEAST_SHAPE, LEAST_SIDES = 0.5, 0.5, -0.1, 3.5  # what passes in this bench


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """Pictures of one person before any screen."""

    pictures: list[Picture]
    points: npt.NDArray[np.float32]
    mattes: list[npt.NDArray[np.uint8]]
    fps: float


def main() -> None:
    began = time.perf_counter()
    recordings = dict(prepared())
    figures = {
        "recordings": sorted(recordings),
        "answered": {f"{100 * a:g} %": rates(recordings.values(), Answer.HEAD, a, TIMES) for a in AMOUNTS},
        "pretended": {answer.value: rates(recordings.values(), answer, AMOUNT, 1) for answer in ATTACKS},
        "milliseconds": costs(next(iter(recordings.values()))),
    }
    print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
    json.dump(figures, sys.stdout)


def prepared() -> Iterator[tuple[str, Recording]]:
    """Each recording by name, looked over once."""
    for name in DRAWN:
        yield name, looked_over(drawn(name), DRAWN_FPS)
    for name in REAL:
        try:
            clip = open_clip(scratch.real_clip(name))
        except SystemExit:  # no real recordings here; the drawn ones are enough
            return
        fps = clip.info.fps
        yield name, looked_over(islice(clip.frames(), round(SECONDS * fps)), fps)


def drawn(name: str) -> Iterator[Picture]:
    """A performer's calm look at the end of a take, and what comes before it."""
    challenge = draw_challenge(random.Random(4), Language.ENGLISH, datetime(2026, 3, 1, tzinfo=UTC))
    states = act(challenge, (), DRAWN_FPS, 0)[-round(SECONDS * DRAWN_FPS) :]
    performer, room, canvas = Performer(cast()[name]), ROOMS["window"], Canvas(DRAWN_SIZE)
    camera = Camera(room, DRAWN_SIZE)
    return (camera.record(performer.draw(s, room, canvas), canvas, i) for i, s in enumerate(states))


def looked_over(frames: Iterable[Picture], fps: float) -> Recording:
    track, matte = FaceTrack(), PersonMatte()
    pictures = [fitted(picture) for picture in frames]
    points = [track(picture)[0] for picture in pictures]
    found = np.array([p if p is not None else np.full((478, 3), np.nan, np.float32) for p in points])
    mattes = [matte(picture) for picture in pictures]
    track.close()
    matte.close()
    return Recording(pictures=pictures, points=found, mattes=mattes, fps=fps)


def fitted(picture: Picture) -> Picture:
    """Its longer side `SIZE` pixels, both sides even."""
    height, width = (round(side * SIZE / max(picture.shape[:2]) / 2) * 2 for side in picture.shape[:2])
    return np.asarray(cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def rates(recordings: Iterable[Recording], answer: Answer, amount: float, times: int) -> dict[str, float]:
    """Shares of trials that pass each check, with different colours on both halves."""
    seen = [trial(recording, answer, amount, seed) for recording in recordings for seed in range(times)]
    return passed([s for s in seen if s is not None])


def passed(seen: Sequence[LightSeen]) -> dict[str, float]:
    """`accepted` needs light, code, background and shape; where there is too little light, nothing is decided."""
    checks = {
        "light": [s.confidence >= SURE for s in seen],
        "code": [s.score > s.limit for s in seen],
        "background": [s.background is not None and s.background < MOST_BEHIND for s in seen],
        "shape": [s.shape > LEAST_SHAPE for s in seen],
    }
    accepted = np.all(list(checks.values()), axis=0)
    sided = np.array([s.sides is not None and s.sides > LEAST_SIDES for s in seen])
    shares = {name: float(np.mean(values)) for name, values in checks.items()}
    return shares | {
        "sides": float(np.mean(sided)),
        "accepted": float(np.mean(accepted)),
        "accepted_with_sides": float(np.mean(accepted & sided)),
        "strength_median": float(np.median([s.strength for s in seen])),
        "trials": len(seen),
    }


def trial(recording: Recording, answer: Answer, amount: float, seed: int) -> LightSeen | None:
    """One code on one recording, drawn and delayed by `seed`."""
    chance = random.Random(seed)
    code = draw_code(chance, halves=True)
    delay = chance.uniform(0.04, 0.25)
    light = ScreenLight(code=code, start=START, amount=amount, answer=answer, delay=delay, seed=1000 + seed)
    return light_seen(recorded(recording, light, seed), code, START)


def recorded(recording: Recording, light: ScreenLight, seed: int) -> LightTrace:
    """What is measured in a recording that was lit, and coded."""
    camera, noise = LitCamera(light), grain(seed)
    lit = [
        noisy(camera(picture, points, i / recording.fps), noise, i)
        for i, (picture, points) in enumerate(zip(recording.pictures, recording.points, strict=True))
    ]
    coded = list(through_coder(lit, recording.fps))
    lights = [frame_light(p, q, m) for p, q, m in zip(coded, recording.points, recording.mattes, strict=True)]
    times = np.arange(len(lights)) / recording.fps
    return light_trace(lights, recording.points, times, coded[0].shape[:2])


def grain(seed: int) -> npt.NDArray[np.int16]:
    chance = np.random.default_rng(seed)
    return np.rint(NOISE * chance.standard_normal((SIZE + 64, SIZE + 64, 3))).astype(np.int16)


def noisy(picture: Picture, noise: npt.NDArray[np.int16], number: int) -> Picture:
    y, x = np.random.default_rng(number).integers(0, 64, 2)
    height, width = picture.shape[:2]
    return np.asarray(np.clip(picture + noise[y : y + height, x : x + width], 0, 255), np.uint8)


def through_coder(pictures: Sequence[Picture], fps: float) -> Iterator[Picture]:
    """As a browser's recorder codes: one pass, no picture waits, a steady bit rate."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as box:
        video = taken_as(VideoStream, box.add_stream(CODEC, rate=Fraction(fps).limit_denominator(1000)))
        video.height, video.width = pictures[0].shape[:2]
        video.pix_fmt, video.bit_rate = "yuv420p", BITS
        video.codec_context.options = {
            "preset": "superfast",
            "tune": "zerolatency",
            "maxrate": str(round(1.3 * BITS)),
            "bufsize": str(BITS),
        }
        for picture in pictures:
            box.mux(video.encode(VideoFrame.from_ndarray(picture, format="bgr24").reformat(format="yuv420p")))
        box.mux(video.encode(None))
    return islice(open_clip(out.getvalue()).frames(), len(pictures))


def costs(recording: Recording) -> dict[str, float]:
    """Of one 720 x 960 picture, and of the judgement of a whole code."""
    picture = cv2.resize(recording.pictures[0], (720, 960))
    points = recording.points[0] * np.float32(picture.shape[1] / recording.pictures[0].shape[1])
    began = time.perf_counter()
    for _ in range(50):
        frame_light(picture, points, recording.mattes[0])
    each = (time.perf_counter() - began) / 50
    lights = [
        frame_light(p, q, m) for p, q, m in zip(recording.pictures, recording.points, recording.mattes, strict=True)
    ]
    times = np.arange(len(lights)) / recording.fps
    began = time.perf_counter()
    trace = light_trace(lights, recording.points, times, recording.pictures[0].shape[:2])
    light_seen(trace, draw_code(random.Random(1), halves=True), START)
    return {"picture": 1000 * each, "code": 1000 * (time.perf_counter() - began)}


if __name__ == "__main__":
    main()
