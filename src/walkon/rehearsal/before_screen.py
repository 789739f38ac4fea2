"""Pictures of somebody in front of a screen that shows a challenge's colours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from walkon.domain.capture import Challenge, Light
from walkon.perception.face_mesh import Points
from walkon.perception.face_track import FaceTrack
from walkon.rehearsal.performer import Picture
from walkon.rehearsal.screen_light import Answer, LitCamera, ScreenLight

AMOUNT = 0.08  # rise of the face's brightness from a black to a white screen: a laptop in an office
DELAY = 0.1  # seconds until a colour shows in the recording
SETTLING = 1.5  # seconds after the last colour until the camera's automatics are where they were


def before_screen(
    frames: Iterable[Picture],
    fps: float,
    challenge: Challenge,
    *,
    answer: Answer = Answer.HEAD,
    amount: float = AMOUNT,
    delay: float = DELAY,
    seed: int = 0,
    faces: Callable[[int], Points | None] | None = None,
) -> Iterator[Picture]:
    """The frames, lit while the challenge shows colours; unchanged where it shows none.

    `faces` gives the points of each frame's face where they are known; else they are looked for.
    """
    step = next((step for step in challenge.steps if isinstance(step, Light)), None)
    if step is None:
        yield from frames
        return
    light = ScreenLight(code=step.code, start=step.at, amount=amount, answer=answer, delay=delay, seed=seed)
    camera, track = LitCamera(light), FaceTrack()
    try:
        for number, picture in enumerate(frames):
            at = number / fps
            if step.at - 0.2 <= at <= step.at + step.code.duration + SETTLING:
                yield camera(picture, faces(number) if faces is not None else track(picture)[0], at)
            else:
                yield picture
    finally:
        track.close()
