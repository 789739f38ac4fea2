"""A clip looked at and listened to, once.

Pictures stream through two workers: one follows the face, the other cuts the matte and keeps the picture compressed.
The native code releases Python's lock, so that two cores are used while the clip is still being decoded.
"""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from walkon.domain.capture import Challenge, Light, Still
from walkon.domain.evidence import LightSeen, PhraseSeen, Quality
from walkon.domain.speaking import decoys, listening_span, spoken_steps
from walkon.media.clip import ClipInfo
from walkon.media.decode import Clip
from walkon.media.sound import Sound
from walkon.perception.covering import covering_seen
from walkon.perception.evidence import Heard, Seen, Series, examine
from walkon.perception.face_mesh import Picture, Points
from walkon.perception.face_print import face_print
from walkon.perception.face_track import FaceTrack
from walkon.perception.head_pose import eye_openings, mouth_openings, neutral_frame, poses
from walkon.perception.in_step import offset_of
from walkon.perception.kept_frames import KeptFrames, packed
from walkon.perception.light_patches import FrameLight, frame_light, light_trace
from walkon.perception.light_response import light_seen
from walkon.perception.lip_sync import lips_seen
from walkon.perception.matte import SIDE, Matte, PersonMatte
from walkon.perception.motion import motion_seen
from walkon.perception.observation import Observation
from walkon.perception.phrase import phrase_seen
from walkon.perception.picture_quality import picture_quality
from walkon.perception.sound_quality import SoundQuality, sound_quality
from walkon.perception.speech_activity import RATE, Spans, speech_spans, spoken
from walkon.perception.speech_timing import speech_seen
from walkon.perception.traces import Gathered, TraceGatherer, traces_seen
from walkon.perception.voice_print import SHORTEST, VoicePrint, print_of_speech, voice_similarity
from walkon.perception.voice_sections import voice_sections
from walkon.ports.recognising import PhraseRecogniser
from walkon.ports.world import Progress

STAGE = "perceive"
LOOKING = 0.9  # share of the stage that passes over the pictures
PRINTS = 12  # face prints per take; spread over it, so that a change of person cannot hide between two
MOST_TURNED = 30.0  # degrees up to which a face print is trusted
SHUT_COUNTS, MOUTH_COUNTS = 60.0, 40.0  # degrees that one unit of eye or mouth opening weighs when frames are chosen
AHEAD = 8  # pictures in work at a time
LIT_AFTER = 1.5  # seconds after the last colour in which a camera's colours may still be settling
CALM_FROM = 0.5  # seconds of a calm step in which the person may still be settling


def observe(
    clip: Clip,
    challenge: Challenge | None,
    progress: Progress,
    recogniser: PhraseRecogniser[npt.NDArray[np.float32]] | None = None,
) -> Observation:
    """Everything perceived in a clip; a take for a challenge is measured against its steps.

    Which words were said is measured only where a `recogniser` is handed in.

    Nothing that is wrong with the take is an error here: it shows in the evidence. Raises `ModelMissing`, what decoding
    raises (`BadClip`), and `Cancelled` from `progress`.
    """
    progress(STAGE, 0.0)
    looks = _look(clip, challenge, progress)
    points = looks.points
    neutral = neutral_frame(points, _calm_frames(challenge, clip.info.fps))
    pose = poses(points, neutral)
    eyes = eye_openings(points)
    frames = KeptFrames(looks.pictures, clip.info.size)
    mouth = mouth_openings(points)
    lit = _lit_frames(challenge, clip.info.fps, len(points))
    print_at = _print_frames(pose, eyes, mouth, neutral, lit)
    prints = np.array([face_print(frames[int(i)], points[i]) for i in print_at], np.float32).reshape(-1, 128)
    progress(STAGE, 0.95)
    sound = clip.sound(RATE)
    hearing = _listen(sound, challenge) if sound is not None else None
    quality = _quality(clip.info, frames, looks, pose[:, 0], hearing)
    seen = Seen(
        fps=clip.info.fps,
        points=points,
        people=looks.people,
        pose=pose,
        eyes=eyes,
        neutral=neutral,
        prints=prints,
        neutral_print=int(np.argmin(np.abs(print_at - neutral))) if len(print_at) else 0,
    )
    heard = Heard(speech=hearing.speech, voice_spread=hearing.spread) if hearing else None
    evidence = replace(
        examine(seen, heard, quality, challenge),
        traces=traces_seen(looks.traces, clip.origin, clip.info.fps),
        motion=motion_seen(points, pose, clip.info.fps),
        covering=covering_seen(frames, points, pose[:, 0]),
        light=_light(looks, challenge, clip.info),
        lips=lips_seen(mouth, clip.info.fps, sound, hearing.speech) if hearing and sound else None,
        speech=speech_seen(challenge, hearing.speech) if challenge and hearing else None,
        asked_seconds=challenge.seconds if challenge else None,
        offset=offset_of(challenge, pose, clip.info.fps, hearing.speech) if challenge and hearing else None,
        phrase=_phrase(sound, hearing.speech, challenge, recogniser) if challenge and hearing and sound else None,
    )
    progress(STAGE, 1.0)
    return Observation(
        frames=frames,
        fps=clip.info.fps,
        points=points,
        pose=pose,
        eyes=eyes,
        mouth=mouth,
        mattes=looks.mattes,
        lit=lit,
        neutral=neutral,
        print_at=print_at,
        prints=prints,
        sound=sound,
        speech=hearing.speech if hearing else (),
        voice_print=hearing.print if hearing else None,
        evidence=evidence,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looks:
    pictures: list[bytes]  # T, compressed
    points: npt.NDArray[np.float32]  # (T, 478, 3)
    people: npt.NDArray[np.int64]  # (T,)
    mattes: npt.NDArray[np.uint8]  # (T, 256, 256)
    traces: Gathered
    lights: dict[int, FrameLight]  # by picture, where the screen's colours may lie on it


def _look(clip: Clip, challenge: Challenge | None, progress: Progress) -> _Looks:
    """The one pass over the pictures."""
    count = clip.info.frames
    points = np.full((count, 478, 3), np.nan, np.float32)
    people = np.zeros(count, np.int64)
    mattes = np.empty((count, SIDE, SIDE), np.uint8)
    pictures: list[bytes] = []
    gatherer, lights = TraceGatherer(), dict[int, FrameLight]()
    lit = _lit_frames(challenge, clip.info.fps, count)
    with ExitStack() as open_things:
        track, matte = FaceTrack(), PersonMatte()
        open_things.callback(track.close)
        open_things.callback(matte.close)
        for index, seen in enumerate(_worked(clip.numbered_frames(), track, matte)):
            if seen.face is not None:
                points[index] = seen.face
            people[index] = seen.people
            mattes[index] = seen.matte
            pictures.append(seen.kept)
            gatherer.add(seen.number, seen.picture, seen.face)
            if lit[index]:
                lights[index] = frame_light(seen.picture, seen.face, seen.matte)
            if index % 10 == 0:
                progress(STAGE, LOOKING * index / count)
    seen_count = len(pictures)
    return _Looks(
        pictures=pictures,
        points=points[:seen_count],
        people=people[:seen_count],
        mattes=mattes[:seen_count],
        traces=gatherer.gathered(),
        lights=lights,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Glance:
    """One picture, looked at."""

    number: int  # of the picture in the file
    picture: Picture
    face: Points | None
    people: int
    matte: Matte
    kept: bytes  # compressed


def _worked(numbered: Iterator[tuple[int, Picture]], track: FaceTrack, matte: PersonMatte) -> Iterator[_Glance]:
    """Each picture with its face, number of people, matte and compressed copy, in order."""
    with ThreadPoolExecutor(1) as following, ThreadPoolExecutor(1) as cutting:
        waiting: deque[_Waiting] = deque()
        try:
            for number, picture in numbered:
                following_it, cutting_it = following.submit(track, picture), cutting.submit(_cut, matte, picture)
                waiting.append((number, picture, following_it, cutting_it))
                if len(waiting) >= AHEAD:
                    yield _glance(waiting.popleft())
            while waiting:
                yield _glance(waiting.popleft())
        finally:
            for _, _, face, cut in waiting:
                face.cancel()
                cut.cancel()


_Waiting = tuple[int, Picture, "Future[tuple[Points | None, int]]", "Future[tuple[Matte, bytes]]"]


def _glance(waiting: _Waiting) -> _Glance:
    number, picture, following, cutting = waiting
    face, people = following.result()
    matte, kept = cutting.result()
    return _Glance(number=number, picture=picture, face=face, people=people, matte=matte, kept=kept)


def _cut(matte: PersonMatte, picture: Picture) -> tuple[Matte, bytes]:
    return matte(picture), packed(picture)


def _light(looks: _Looks, challenge: Challenge | None, info: ClipInfo) -> LightSeen | None:
    """How the face answers the challenge's colours; None where it shows none."""
    step = next((s for s in challenge.steps if isinstance(s, Light)), None) if challenge is not None else None
    if step is None or not looks.lights:
        return None
    at = np.array(sorted(looks.lights))
    trace = light_trace([looks.lights[int(i)] for i in at], looks.points[at], at / info.fps, info.size)
    return light_seen(trace, step.code, step.at)


def _phrase(
    sound: Sound,
    speech: Spans,
    challenge: Challenge,
    recogniser: PhraseRecogniser[npt.NDArray[np.float32]] | None,
) -> PhraseSeen | None:
    """The worst ranked of the spoken steps; None where one of them could not be heard."""
    if recogniser is None:
        return None
    found = []
    for step in spoken_steps(challenge):
        chance = random.Random(f"{challenge.id}/{step.at}")  # noqa: S311  the same take is always judged the same
        others = decoys(step.words, challenge.language, chance)
        span = listening_span(challenge, step)
        found.append(phrase_seen(sound, speech, span, step.words, challenge.language, others, recogniser))
    heard = [seen for seen in found if seen is not None]
    return max(heard, key=lambda seen: seen.rank) if len(heard) == len(found) and heard else None


def _calm_frames(challenge: Challenge | None, fps: float) -> list[int] | None:
    """Frames in which the challenge asks for a calm look."""
    if challenge is None:
        return None
    spans = [(s.at + CALM_FROM, s.at + s.seconds) for s in challenge.steps if isinstance(s, Still)]
    return [i for start, end in spans for i in range(round(start * fps), round(end * fps))]


def _lit_frames(challenge: Challenge | None, fps: float, count: int) -> npt.NDArray[np.bool_]:
    """(T,) frames on which the screen's colours may lie, however late they are."""
    at = np.arange(count) / fps
    lit = np.zeros(count, np.bool_)
    for step in challenge.steps if challenge is not None else ():
        if isinstance(step, Light):
            lit |= (at >= step.at - 0.1) & (at <= step.at + step.seconds + LIT_AFTER)
    return lit


def _print_frames(
    pose: Series, eyes: Series, mouth: Series, neutral: int, lit: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int64]:
    """Frames for face prints: the neutral one, and of each stretch of the take the one most like it."""
    turned = np.abs(pose[:, 0]) + np.abs(pose[:, 1])
    usable = np.flatnonzero((turned <= MOST_TURNED) & ~lit)  # NaN, no face, compares false
    if not len(usable):
        return np.zeros(0, np.int64)
    opening = eyes.mean(axis=1)
    shut = np.maximum(0, np.percentile(opening[usable], 80) - opening)
    cost = turned + SHUT_COUNTS * shut + MOUTH_COUNTS * np.abs(mouth - mouth[neutral])
    stretches = np.array_split(np.arange(len(pose)), PRINTS - 1)
    chosen = [neutral]
    for stretch in stretches:
        apart = [i for i in stretch if min(abs(i - c) for c in chosen) > len(stretch) // 4]
        inside = np.intersect1d(apart, usable)
        if len(inside):
            chosen.append(int(inside[np.argmin(cost[inside])]))
    return np.array(sorted(chosen), np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Hearing:
    speech: Spans
    print: VoicePrint | None
    spread: float | None
    quality: SoundQuality


def _listen(sound: Sound, challenge: Challenge | None) -> _Hearing:
    speech = speech_spans(sound)
    voice = spoken(sound.samples, speech)
    half = len(voice) // 2
    long = half >= SHORTEST * RATE
    halves = [voice_similarity(print_of_speech(voice[:half]), print_of_speech(voice[half:]))] if long else []
    parts = voice_sections(sound, challenge, speech) if challenge is not None else None
    sections = [parts.similarity] if parts is not None else []
    return _Hearing(
        speech=speech,
        print=print_of_speech(voice) if len(voice) >= SHORTEST * RATE else None,
        spread=min([*halves, *sections], default=None),
        quality=sound_quality(sound.samples, speech),
    )


def _quality(
    info: ClipInfo, frames: KeptFrames, looks: _Looks, yaw: npt.NDArray[np.float32], hearing: _Hearing | None
) -> Quality:
    picture = picture_quality(frames, looks.points, looks.mattes, yaw)
    sound = hearing.quality if hearing else None
    return Quality(
        seconds=info.seconds,
        fps=info.source_fps,
        largest_gap=info.largest_gap,
        light=picture.light,
        behind=picture.behind,
        light_evenness=picture.light_evenness,
        sharpness=picture.sharpness,
        face_width=picture.face_width,
        margin=picture.margin,
        speech_seconds=sound.speech_seconds if sound else 0.0,
        loudness=sound.loudness if sound else None,
        snr=sound.snr if sound else None,
        clipping=sound.clipping if sound else None,
    )
