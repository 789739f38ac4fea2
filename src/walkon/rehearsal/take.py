"""Records takes: a performer answers a challenge in a room, and everything about it is known."""

from __future__ import annotations

import io
import json
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass

import av
import cv2
import numpy as np

from walkon.domain.capture import Challenge
from walkon.media.encode import QUALITY, FilmEncoder
from walkon.media.sound import Sound
from walkon.ports.world import Progress, silent
from walkon.rehearsal import mishaps
from walkon.rehearsal.acting import act
from walkon.rehearsal.before_screen import DELAY, before_screen
from walkon.rehearsal.cast import Traits, cast
from walkon.rehearsal.curves import Array
from walkon.rehearsal.mishaps import Mishap
from walkon.rehearsal.performer import SIZE, Camera, Canvas, Performer, Picture
from walkon.rehearsal.state import ROOMS, Room, State
from walkon.rehearsal.voices import speak_challenge
from walkon.voice.espeak import Espeak

FPS = 24
WORKERS = 2
STAGE = "rehearse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """A recorded take: an mp4 file's bytes, and the truth of every frame."""

    data: bytes
    fps: int
    states: tuple[State, ...]

    def truth(self) -> str:
        """One JSON object per frame: its time, seconds, and state."""
        rows = ({"t": round(i / self.fps, 4)} | asdict(state) for i, state in enumerate(self.states))
        return "".join(json.dumps({k: round(v, 4) for k, v in row.items()}) + "\n" for row in rows)


def record(
    name: str,
    challenge: Challenge,
    *,
    room: Room = ROOMS["window"],
    mishap: Mishap | None = None,
    size: tuple[int, int] = SIZE,
    fps: int = FPS,
    seed: int = 0,
    quality: int = QUALITY,
    progress: Progress = silent,
) -> Take:
    """The performer `name` answers the challenge. The same arguments give the same pictures and samples.

    Raises `KeyError` for somebody who is not in the cast.
    """
    seen = perform(name, challenge, room=room, mishap=mishap, size=size, fps=fps, seed=seed)
    with FilmEncoder(*size, fps=fps, quality=quality) as encoder:
        for number, picture in enumerate(seen.pictures):
            encoder.write(picture)
            progress(STAGE, (number + 1) / len(seen.states))
        data = encoder.finish(seen.sound)
    if mishap is Mishap.NO_SOUND:
        data = _pictures_only(data)
    return Take(data=data, fps=fps, states=seen.states)


@dataclass(frozen=True, slots=True, kw_only=True)
class Performed:
    """What a camera and a microphone would be given: the pictures come as they are drawn, once."""

    pictures: Iterator[Picture]
    sound: Sound
    states: tuple[State, ...]


def perform(
    name: str,
    challenge: Challenge,
    *,
    room: Room = ROOMS["window"],
    mishap: Mishap | None = None,
    size: tuple[int, int] = SIZE,
    fps: int = FPS,
    seed: int = 0,
    delay: float = DELAY,
) -> Performed:
    """The performer `name` answers the challenge, in front of a screen whose colours show `delay` seconds late.

    Raises `KeyError` for somebody who is not in the cast.
    """
    traits = cast()[name]
    with Espeak() as espeak:
        spoken = speak_challenge(espeak, challenge, traits.voice, seed)
    states = mishaps.acted(act(challenge, spoken.said, fps, seed), fps, mishap)
    scene = _scene(traits, mishaps.lit(room, mishap), size, mishap, len(states))
    return Performed(
        pictures=before_screen(_drawn(scene, states, size), fps, challenge, delay=delay),
        sound=mishaps.heard(spoken.sound, len(states) / fps, mishap),
        states=tuple(states),
    )


def _pictures_only(data: bytes) -> bytes:
    """The same film without its sound track."""
    out = io.BytesIO()
    with av.open(io.BytesIO(data), "r") as source, av.open(out, "w", format="mp4") as target:
        copy = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = copy
                target.mux(packet)
    return out.getvalue()


Scene = Callable[[int, State, Canvas], Picture]
"""Draws one frame with a thread's own canvas."""


def _scene(traits: Traits, room: Room, size: tuple[int, int], mishap: Mishap | None, count: int) -> Scene:
    camera = Camera(room, size)
    performer = Performer(traits, masked=mishap is Mishap.MASK)
    other = Performer(_somebody_else(traits))
    performer.prepare()
    if mishap in (Mishap.STRANGER, Mishap.SWAP):
        other.prepare()
    photograph = camera.record(performer.draw(State(), room, Canvas(size)), Canvas(size), 0)

    def draw(number: int, state: State, canvas: Canvas) -> Picture:
        match mishap:
            case Mishap.PRINT:
                return _held_up(photograph, state)
            case Mishap.SWAP if number > count // 2:
                return camera.record(other.draw(state, room, canvas), canvas, number)
            case Mishap.STRANGER:
                person = performer.draw(state, room, canvas).copy()
                behind = _beside(other.draw(State(yaw=-10), room, canvas))
                return camera.record(person + behind * (1 - person[..., 3:]), canvas, number)
            case _:
                return camera.record(performer.draw(state, room, canvas), canvas, number)

    return draw


def _somebody_else(traits: Traits) -> Traits:
    names = list(cast())
    return cast()[names[(names.index(traits.name) + 1) % len(names)]]


def _beside(person: Array) -> Array:
    """A person smaller and further to the left, over the first one's shoulder."""
    height, width = person.shape[:2]
    move = np.array([[0.62, 0, -0.12 * width], [0, 0.62, 0.02 * height]])
    return np.asarray(cv2.warpAffine(person, move, (width, height)), np.float32)


def _held_up(photograph: Picture, state: State) -> Picture:
    """A flat print turned as the performer turns their head."""
    height, width = photograph.shape[:2]
    yaw, pitch = np.radians([state.yaw, state.pitch])
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * [width / 2, height / 2]
    depth = 1 - (corners[:, 0] * np.sin(yaw) - corners[:, 1] * np.sin(pitch)) / (2 * max(width, height))
    seen = corners * [np.cos(yaw), np.cos(pitch)] / depth[:, None] + [width / 2, height / 2]
    still = (corners + [width / 2, height / 2]).astype(np.float32)
    move = cv2.getPerspectiveTransform(still, seen.astype(np.float32))
    return np.asarray(cv2.warpPerspective(photograph, move, (width, height), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def _drawn(scene: Scene, states: Sequence[State], size: tuple[int, int]) -> Iterator[Picture]:
    """The frames in order, drawn by two threads, each with buffers of its own."""
    own = threading.local()

    def draw(number: int, state: State) -> Picture:
        if not hasattr(own, "canvas"):
            own.canvas = Canvas(size)
        return scene(number, state, own.canvas)

    ahead: deque[Future[Picture]] = deque()
    with ThreadPoolExecutor(WORKERS, "rehearsal") as pool:
        for number, state in enumerate(states):
            ahead.append(pool.submit(draw, number, state))
            if len(ahead) > 2 * WORKERS:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
