"""From what was seen and heard, frame by frame, to the few numbers a take is judged by.

Whether a number is good enough is decided in `walkon.domain.verification`; what counts as a turn, a blink or a spoken
step is decided here, because it needs the whole series.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d, median_filter

from walkon.domain.capture import Blink, Challenge, Direction, Light, Say, Smile, Step, Still, Turn
from walkon.domain.evidence import Evidence, Quality, StepSeen
from walkon.domain.speaking import LEAST_PER_WORD
from walkon.perception.face_points import EYE_CORNERS, MOVING, NOSE_BASE
from walkon.perception.face_print import SAME_PERSON
from walkon.perception.head_pose import mouth_widths, turned_away
from walkon.perception.speech_activity import Spans

Series = npt.NDArray[np.float32]

EARLY, LATE = 0.3, 0.8  # seconds a person may be ahead of or behind the prompt; reading one takes about 0.4
TURN_SHARE = 0.45  # of the asked angle; the mesh reads large angles too small, and people turn less than they think
SWAY = 4.0  # degrees that are no turn yet
SHUT, OPEN = 0.65, 0.8  # shares of the person's own open eyes; shut ones read .03 to .19, open ones .25 to .35
LONGEST_BLINK = 0.8  # seconds
OPEN_EYE_SPAN = 1.5  # seconds over which the open eye is judged: looking down lowers it slowly, a blink does not
SMILE_WIDENS = 1.05
TURNED_FRAMES = 5
COVERED = 0.8  # share of a calm step that must be recorded with a face


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One person through a take, at a constant rate; T frames, NaN rows where no face is."""

    fps: float
    points: Series  # (T, 478, 3) pixels
    people: npt.NDArray[np.int64]  # (T,) how many people are in the picture
    pose: Series  # (T, 3) yaw, pitch, roll; degrees against the neutral frame
    eyes: Series  # (T, 2) opening / width
    neutral: int
    prints: Series  # (K, 128) face prints
    neutral_print: int  # which of them is the neutral frame's, or the nearest to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The sound of a take."""

    speech: Spans
    voice_spread: float | None  # see `Evidence`


def examine(seen: Seen, heard: Heard | None, quality: Quality, challenge: Challenge | None) -> Evidence:
    """The evidence of a take; without a challenge it has no steps."""
    found = ~np.isnan(seen.points[:, 0, 0])
    yaw = seen.pose[found, 0]
    moments = blinks(seen.eyes, seen.fps)
    steps = _steps(seen, heard, challenge, moments) if challenge is not None else ()
    return Evidence(
        frames=len(found),
        frames_without_face=int((~found).sum()),
        frames_with_two_faces=int((seen.people >= 2).sum()),
        face_spread=face_spread(seen.prints, seen.neutral_print),
        voice_spread=heard.voice_spread if heard else None,
        planarity=planarity(seen.points, seen.pose[:, 0], seen.neutral),
        facing=turned_away(seen.points[seen.neutral]) if len(yaw) else float("nan"),
        yaw_range=(float(yaw.min()), float(yaw.max())) if len(yaw) else (float("nan"), float("nan")),
        blinks=len(moments),
        steps=steps,
        has_sound=heard is not None,
        quality=quality,
    )


def face_spread(prints: Series, neutral: int) -> float:
    """Largest distance of a print to the person of the neutral frame; NaN with fewer than two prints.

    That person is the mean of all prints that are surely of the neutral frame's person. The mean of all would lie
    between two people who share a take, and halve their distance.
    """
    if len(prints) < 2:
        return float("nan")
    exact = prints.astype(np.float64)
    sure = np.linalg.norm(exact - exact[neutral], axis=1) <= SAME_PERSON
    return float(np.linalg.norm(exact - exact[sure].mean(axis=0), axis=1).max())


def planarity(points: Series, yaw: Series, neutral: int) -> float:
    """How far the most turned faces are from a flat picture: see `plane_residual`; NaN without a face.

    Below about 10 degrees a head and a print look alike, and the small value says so.
    """
    turned = np.where(np.isnan(yaw), -1.0, np.abs(yaw))
    order = np.argsort(-turned, kind="stable")[:TURNED_FRAMES]
    order = order[turned[order] >= 0]
    if not len(order):
        return float("nan")
    front = points[neutral]
    index = _rigid_upper_face(front)
    return float(np.median([plane_residual(front, points[i], index) for i in order]))


def plane_residual(front: Series, turned: Series, index: npt.NDArray[np.int64]) -> float:
    """RMS distance after the best homography from one view to another, in eye distances of the front view.

    Two views of a plane differ by a homography (Hartley and Zisserman 2004, 13.1), so a print leaves almost nothing.
    """
    a, b = (view[index, :2].astype(np.float64) for view in (front, turned))
    plane, _ = cv2.findHomography(a, b, 0)
    if plane is None:
        return float("nan")
    miss = cv2.perspectiveTransform(a[None], plane)[0] - b
    unit = np.linalg.norm(front[EYE_CORNERS[0]] - front[EYE_CORNERS[1]])
    return float(np.sqrt((miss**2).sum(axis=1).mean()) / unit)


def _rigid_upper_face(front: Series) -> npt.NDArray[np.int64]:
    """Points at or above the base of the nose that expression hardly moves."""
    limit = front[NOSE_BASE, 1] + 0.03 * np.linalg.norm(front[EYE_CORNERS[0]] - front[EYE_CORNERS[1]])
    return np.array([i for i in range(468) if i not in MOVING and front[i, 1] <= limit], np.int64)


def blinks(eyes: Series, fps: float) -> list[float]:
    """Moments at which both eyes shut and open again, seconds; compared with the person's own open eye."""
    sides = np.array([_open_share(eyes[:, side], fps) for side in (0, 1)])
    share = np.where(sides.max(axis=0) < OPEN, sides.mean(axis=0), 1.0)  # one open eye is no blink
    moments: list[float] = []
    start: int | None = None
    for index, value in enumerate(share):
        if start is None and value < SHUT:
            start = index
        elif start is not None and value > OPEN:
            if (index - start) / fps <= LONGEST_BLINK:
                moments.append((start + index - 1) / 2 / fps)
            start = None
    return moments


def _open_share(eye: Series, fps: float) -> Series:
    """One eye's opening against what is usual for it about that time; empty without a face."""
    opening = _filled(eye)
    if not len(opening):
        return opening
    window = max(3, round(OPEN_EYE_SPAN * fps) | 1)
    usual = np.maximum(median_filter(opening, window, mode="nearest"), 0.6 * np.percentile(opening, 70))
    share: Series = opening / np.maximum(usual, 1e-6)
    return share


@dataclass(frozen=True, slots=True, kw_only=True)
class Excursion:
    """The head leaves the middle and comes back (or the take ends); `peak` in degrees with its sign."""

    axis: int  # 0 yaw, 1 pitch
    at: float
    peak: float


def excursions(pose: Series, fps: float) -> list[Excursion]:
    """Every turn and nod of more than `SWAY` degrees, in order of their peaks."""
    found: list[Excursion] = []
    for axis in (0, 1):
        angle = gaussian_filter1d(_filled(pose[:, axis]), 0.05 * fps, mode="nearest") if len(pose) else pose[:, axis]
        for sign in (1, -1):
            signed = sign * angle
            edges = np.flatnonzero(np.diff(np.concatenate([[0], (signed > SWAY).astype(np.int8), [0]])))
            for start, end in zip(edges[::2], edges[1::2], strict=True):
                peak = start + int(np.argmax(signed[start:end]))
                found.append(Excursion(axis=axis, at=peak / fps, peak=float(sign * signed[peak])))
    return sorted(found, key=lambda e: e.at)


_TOWARDS = {Direction.RIGHT: (0, -1), Direction.LEFT: (0, 1), Direction.UP: (1, 1), Direction.DOWN: (1, -1)}


def _steps(seen: Seen, heard: Heard | None, challenge: Challenge, moments: Sequence[float]) -> tuple[StepSeen, ...]:
    turns = excursions(seen.pose, seen.fps)
    steps: list[StepSeen] = []
    after = 0.0
    for step in challenge.steps:
        if isinstance(step, Turn):
            seen_step, after = _turn(step, turns, after)
            steps.append(seen_step)
        else:
            steps.append(_other_step(step, seen, heard, moments))
    return tuple(steps)


def _turn(step: Turn, turns: Sequence[Excursion], after: float) -> tuple[StepSeen, float]:
    """The turn that answers a step, and the moment of its peak: the next step's turn must peak later."""
    axis, sign = _TOWARDS[step.direction]
    start, end = max(after, step.at - EARLY), step.at + step.seconds + LATE
    there = [e for e in turns if e.axis == axis and sign * e.peak > 0 and start < e.at <= end]
    best = max(there, key=lambda e: sign * e.peak, default=None)
    if best is not None and sign * best.peak >= TURN_SHARE * step.degrees:
        return StepSeen(kind="turn", done=True, measured=sign * best.peak), best.at
    meant = [sign * e.peak for e in turns if e.axis == axis and step.at <= e.at <= step.at + step.seconds]
    other = min(meant, default=0.0)
    towards = sign * best.peak if best is not None else 0.0
    return StepSeen(kind="turn", done=False, measured=other if -other > towards else towards), after


def _other_step(step: Step, seen: Seen, heard: Heard | None, moments: Sequence[float]) -> StepSeen:
    length = len(seen.pose)
    first, last = round(step.at * seen.fps), round((step.at + step.seconds) * seen.fps)
    late = min(length, round((step.at + step.seconds + LATE) * seen.fps))
    match step:
        case Still() | Light():
            away = np.abs(seen.pose[first:last, :2]).max(axis=1) if first < length else np.zeros(0)
            held = away[~np.isnan(away)]
            enough = len(held) >= COVERED * (last - first)
            return StepSeen(
                kind="still" if isinstance(step, Still) else "light",
                done=enough,
                measured=float(held.max()) if len(held) else float("nan"),
            )
        case Blink(times=times):
            count = sum(step.at - EARLY <= at <= step.at + step.seconds + LATE for at in moments)
            return StepSeen(kind="blink", done=count >= max(1, times - 1), measured=float(count))
        case Smile():
            wide = mouth_widths(seen.points[first:late])
            wide = wide[~np.isnan(wide)]
            rest = float(mouth_widths(seen.points[seen.neutral : seen.neutral + 1])[0])
            widening = float(np.percentile(wide, 90)) / rest if len(wide) else float("nan")
            return StepSeen(kind="smile", done=widening >= SMILE_WIDENS, measured=widening)
        case Say(words=words):
            spoken = within(heard.speech, step.at - EARLY, step.at + step.seconds + LATE) if heard else 0.0
            return StepSeen(kind="say", done=spoken >= LEAST_PER_WORD * len(words), measured=spoken)
        case Turn():
            raise AssertionError("turns are matched in order")


def within(spans: Spans, start: float, end: float) -> float:
    """Seconds of the spans that lie between two moments."""
    return sum(max(0.0, min(b, end) - max(a, start)) for a, b in spans)


def _filled(values: Series) -> Series:
    """Missing values replaced by a straight line between their neighbours; empty where there is none at all."""
    known = np.flatnonzero(~np.isnan(values))
    if not len(known):
        return values[:0]
    line: Series = np.interp(np.arange(len(values)), known, values[known]).astype(np.float32)
    return line
