"""What is seen and heard in a finished film: the faces in a few pictures of each shot, and every stretch of speech."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

from walkon.domain.plan import FPS, Plan
from walkon.media.decode import open_clip
from walkon.media.sound import Sound
from walkon.perception.face_finder import FaceFinder
from walkon.perception.face_print import face_print
from walkon.perception.speech_activity import RATE, at_16k, speech_spans
from walkon.perception.voice_print import SHORTEST, print_of_speech

PICTURES = 4  # of each shot, evenly from its first to its last fifth
MOST_FACES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceInFilm:
    """A face found in one picture. `template`: 128 float32 numbers, little-endian."""

    shot: int
    picture: int
    template: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceInFilm:
    """A stretch of speech, seconds from the film's beginning. `template`: 256 float32 numbers, little-endian; None where it
    is too short to tell one voice from another.
    """

    start: float
    end: float
    template: bytes | None = field(repr=False)


def faces_in(film: bytes, plan: Plan) -> list[FaceInFilm]:
    """Every face in the chosen pictures of a film of this plan. Raises what decoding raises."""
    wanted = {number: (shot, picture) for shot, picture, number in _chosen(plan)}
    found = []
    with closing(FaceFinder(people=MOST_FACES)) as finder:
        for number, picture in enumerate(open_clip(film).frames()):
            if number in wanted:
                shot, place = wanted[number]
                for points in finder(picture):
                    template = face_print(picture, points).astype("<f4").tobytes()
                    found.append(FaceInFilm(shot=shot, picture=place, template=template))
    return found


def voices_in(film: bytes) -> list[VoiceInFilm]:
    """Every stretch of speech in a film; none in one without sound. Raises `ModelMissing` and what decoding raises."""
    sound = open_clip(film).sound(RATE)
    return [] if sound is None else voices_of(sound)


def voices_of(sound: Sound) -> list[VoiceInFilm]:
    """Every stretch of speech in a sound. Raises `ModelMissing`."""
    samples = at_16k(sound)
    found = []
    for start, end in speech_spans(sound):
        said = samples[round(start * RATE) : round(end * RATE)]
        template = print_of_speech(said).astype("<f4").tobytes() if end - start >= SHORTEST else None
        found.append(VoiceInFilm(start=start, end=end, template=template))
    return found


def _chosen(plan: Plan) -> Iterator[tuple[int, int, int]]:
    """Shot, number within it and frame of every picture that is looked at."""
    for shot, (made, start) in enumerate(zip(plan.shots, plan.first_frames, strict=True)):
        frames = round(made.seconds * FPS)
        for picture in range(PICTURES):
            share = 0.2 + 0.6 * picture / (PICTURES - 1)
            yield shot, picture, start + int(share * (frames - 1))
