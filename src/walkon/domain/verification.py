"""Evidence in, verdict out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """How good a recording is. Numbers only."""

    seconds: float
    fps: float  # frames per second of the file, before it was brought to a constant rate
    largest_gap: float  # longest time between two pictures, seconds
    light: float  # median luma of the face, 0..1
    light_evenness: float  # darker half of the face / brighter half, 0..1
    sharpness: float  # variance of the Laplacian on the face scaled to 256 px wide
    face_width: float  # median face width / picture width
    margin: float  # smallest distance of the head (top, left, right) to the picture's edge / picture's width; < 0 cut
    speech_seconds: float
    loudness: float | None  # LUFS, None without sound
    snr: float | None  # dB, speech against the background
    clipping: float | None  # peak crowding, 0..1


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSeen:
    """What was seen of one step of the challenge; `done` was judged from the numbers beside it."""

    kind: str  # still, turn, blink, smile, say
    done: bool
    measured: float  # turn: peak degrees in the asked direction; blink: count; smile: widening ratio; say: speech s


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What perception measured in a take. Numbers only: nobody can be recognised from it."""

    frames: int
    frames_without_face: int
    frames_with_two_faces: int
    face_spread: float  # largest distance between a face print of the take and the take's template
    voice_spread: float | None  # smallest cosine between halves of the speech, None with too little speech
    planarity: float  # residual of the best homography at the largest turn / eye distance; flat pictures stay < .02
    yaw_range: tuple[float, float]  # degrees, relative to the person's neutral
    blinks: int
    steps: tuple[StepSeen, ...]
    has_sound: bool
    quality: Quality
