"""What can be demanded of a take, and when each demand is met.

Every check reads "enough", so that a NaN, for which every comparison is false, is never enough.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from walkon.domain.evidence import Evidence, LightSeen
from walkon.domain.identity import Likeness, compare
from walkon.domain.refusal import Reason

SILENCE_LUFS = -60.0  # the absolute gate of ITU-R BS.1770 is -70; a muted microphone with dither stays below this
BRIGHTER = 3.0  # times the luma of the face that is behind a person who stands against the light
OTHER_WAY = 8.0  # degrees against the asked direction that are a turn, not a sway


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """What is asked of a take: the reasons it can be refused for, and the limits they are read against."""

    demands: frozenset[Reason]
    faceless: float  # largest share of frames without a face
    crowded: float  # largest share of frames with two faces
    face_spread: float  # largest distance
    voice_spread: float  # smallest cosine
    planarity: float  # smallest residual
    seconds: float  # shortest take
    over: float  # longest that a take goes on after its challenge, seconds
    offset: float  # most that a take as a whole may be early or late, seconds
    facing: float  # most that the neutral face may be turned away, degrees
    fps: float  # fewest frames per second
    gap: float  # longest time between two pictures, seconds
    light: tuple[float, float]  # darkest and brightest face
    behind: float  # brightest background of a dark face
    evenness: float  # most uneven light
    sharpness: float  # least
    face_width: float  # smallest share of the picture
    margin: float  # least room around the head
    mouth_covered: float  # most, see `CoveringSeen`
    eyes_covered: float
    speech: float  # fewest seconds
    jump: tuple[
        float, float
    ]  # largest unexplained step of the face, eye distances: steady up to the first, a cut beyond
    repeated: float  # largest share of pictures seen before
    frozen: tuple[float, float]  # share of pictures that equal the one before: refused above, decided up to
    mistimed: float  # largest share of impossible times
    light_confidence: float  # least for a light code to be decided at all
    light_score: tuple[
        float, float
    ]  # shares of the limit: below the first another code was answered, above the second this
    light_delay: float  # latest, seconds
    sides: float  # least pattern of the two halves of the screen, standard deviations
    background: tuple[float, float]  # response, share of the face's: quiet up to the first, loud beyond the second
    body: float  # least response of neck and shoulders, share of the face's
    shape: tuple[float, float]  # below the first a flat thing answered, above the second a head
    in_time: float  # smallest share of words in whose time something is spoken
    outside: float  # largest share of unasked time that holds speech
    rank: int  # lowest place of the asked words among decoys
    lips: float  # smallest agreement of lips and voice
    lips_margin: float  # smallest lead of it over lags no recording has
    lips_opening: float  # least that they part, eye distances
    loudness: float  # quietest, LUFS
    snr: float  # noisiest, dB
    clipping: float  # most crowded peaks


def met(reason: Reason, evidence: Evidence, bar: Bar) -> bool:
    """Whether one demand is met; what cannot be compared is not met."""
    check = _CHECKS.get(reason)
    if check is None:
        return False
    try:
        return check(evidence, bar) is True
    except (ArithmeticError, TypeError, ValueError):
        return False


def _done(evidence: Evidence, kind: str, least: int) -> bool:
    steps = [step for step in evidence.steps if step.kind == kind]
    return len(steps) >= least and all(step.done is True and math.isfinite(step.measured) for step in steps)


def _right_way(evidence: Evidence) -> bool:
    """Whether no turn went the other way; a turn that was not measured is not done, which is another reason."""
    return not any(step.measured <= -OTHER_WAY for step in evidence.steps if step.kind == "turn")


def _whole(evidence: Evidence, bar: Bar) -> bool:
    return evidence.quality.seconds >= bar.seconds and _done(evidence, "still", 0) and _done(evidence, "light", 0)


def _lit(evidence: Evidence) -> bool:
    """Whether the challenge showed colours."""
    return any(step.kind == "light" for step in evidence.steps)


def _light(evidence: Evidence, bar: Bar) -> LightSeen | None:
    """The answer to the colours, where they were asked for and enough of them was seen to say anything."""
    seen = evidence.light
    return seen if _lit(evidence) and seen is not None and seen.confidence >= bar.light_confidence else None


def _these_colours(evidence: Evidence, bar: Bar) -> bool:
    seen = _light(evidence, bar)
    return seen is None or seen.score >= bar.light_score[0] * seen.limit > 0


def _in_time(evidence: Evidence, bar: Bar) -> bool:
    seen = _light(evidence, bar)
    return seen is None or 0 <= seen.delay <= bar.light_delay


def _quiet_behind(evidence: Evidence, bar: Bar) -> bool:
    seen = _light(evidence, bar)
    return seen is None or seen.score < seen.limit or seen.background is None or seen.background <= bar.background[1]


def _as_a_head(evidence: Evidence, bar: Bar) -> bool:
    seen = _light(evidence, bar)
    return seen is None or seen.score < seen.limit or seen.shape >= bar.shape[0]


def _decided(evidence: Evidence, bar: Bar) -> bool:
    """Whether the answer is beyond doubt; a background that was not seen is not a quiet one."""
    if not _lit(evidence):
        return True
    seen = _light(evidence, bar)
    if seen is None or seen.background is None:
        return False
    sure = seen.score >= bar.light_score[1] * seen.limit > 0
    whole = seen.body is None or seen.body >= bar.body  # programs that colour a face forget the neck
    return sure and whole and seen.background <= bar.background[0] and seen.shape >= bar.shape[1]


def _in_step(evidence: Evidence, bar: Bar) -> bool:
    """Whether the take is not the right one at the wrong time; where that is unclear, every step speaks for itself."""
    return evidence.offset is None or abs(evidence.offset) <= bar.offset


def _stopped(evidence: Evidence, bar: Bar) -> bool:
    return evidence.asked_seconds is not None and evidence.quality.seconds <= evidence.asked_seconds + bar.over


def _not_backlit(evidence: Evidence, bar: Bar) -> bool:
    """Whether a face that is seen badly is so for another reason than a bright background."""
    seen = evidence.quality
    well = seen.light >= bar.light[0] and seen.sharpness >= bar.sharpness
    return well or seen.behind is None or seen.behind <= max(bar.behind, BRIGHTER * seen.light)


def _both_sides(evidence: Evidence, bar: Bar) -> bool:
    seen = _light(evidence, bar)
    return seen is None or seen.sides is None or seen.sides >= bar.sides


def _unbroken(evidence: Evidence, bar: Bar) -> bool:
    return evidence.motion is not None and 0 <= evidence.motion.jump <= bar.jump[1]


def _steady(evidence: Evidence, bar: Bar) -> bool:
    return evidence.motion is not None and evidence.motion.jump <= bar.jump[0]


def _bare(evidence: Evidence, bar: Bar) -> bool:
    seen = evidence.covering
    return seen is not None and seen.mouth <= bar.mouth_covered and seen.eyes <= bar.eyes_covered


def _seen_once(evidence: Evidence, bar: Bar) -> bool:
    return evidence.traces is not None and 0 <= evidence.traces.repeated <= bar.repeated


def _from_a_camera(evidence: Evidence, bar: Bar) -> bool:
    seen = evidence.traces
    if seen is None or seen.virtual_camera is not False:
        return False
    return 0 <= seen.frozen <= bar.frozen[0] and 0 <= seen.mistimed <= bar.mistimed


def _moves(evidence: Evidence, bar: Bar) -> bool:
    return evidence.traces is not None and 0 <= evidence.traces.frozen <= bar.frozen[1]


def _when_shown(evidence: Evidence, bar: Bar) -> bool:
    seen = evidence.speech
    return seen is not None and seen.in_time >= bar.in_time and 0 <= seen.outside <= bar.outside


def _these_words(evidence: Evidence, bar: Bar) -> bool:
    return evidence.phrase is not None and 1 <= evidence.phrase.rank <= bar.rank


def _lips(evidence: Evidence, bar: Bar) -> bool:
    seen = evidence.lips
    if seen is None or not seen.opening >= bar.lips_opening:  # the jaw moves under lips that are laid over
        return False
    return seen.agreement >= bar.lips and seen.margin >= bar.lips_margin


def _same_voice(evidence: Evidence, bar: Bar) -> bool:
    return evidence.voice_spread is not None and evidence.voice_spread >= bar.voice_spread


def _loud(evidence: Evidence, least: float) -> bool:
    return evidence.quality.loudness is not None and evidence.quality.loudness >= least


def _spoken(evidence: Evidence, bar: Bar) -> bool:
    return evidence.quality.speech_seconds >= bar.speech and _done(evidence, "say", 1)


_CHECKS: dict[Reason, Callable[[Evidence, Bar], bool]] = {
    Reason.NO_FACE: lambda e, b: e.frames >= 1 and 0 <= e.frames_without_face <= b.faceless * e.frames,
    Reason.TWO_FACES: lambda e, b: e.frames >= 1 and 0 <= e.frames_with_two_faces <= b.crowded * e.frames,
    Reason.COVERED: _bare,
    Reason.FACE_CHANGES: lambda e, b: 0 <= e.face_spread <= b.face_spread,
    Reason.FACE_JUMPS: _unbroken,
    Reason.NOT_THE_OWNER: lambda e, _: e.owner_distance is None or compare(e.owner_distance) is not Likeness.OTHER,
    Reason.FLAT: lambda e, b: e.planarity >= b.planarity,
    Reason.REPEATED: _seen_once,
    Reason.INJECTED: _from_a_camera,
    Reason.LIGHT_WRONG: _these_colours,
    Reason.LIGHT_LATE: _in_time,
    Reason.LIGHT_EVERYWHERE: _quiet_behind,
    Reason.LIGHT_FLAT: _as_a_head,
    Reason.OUT_OF_STEP: _in_step,
    Reason.NOT_FACING: lambda e, b: 0 <= e.facing <= b.facing,
    Reason.TURNS_NOT_DONE: lambda e, _: _done(e, "turn", 2),
    Reason.WRONG_ORDER: lambda e, _: _right_way(e),
    Reason.NO_BLINK: lambda e, _: e.blinks >= 1 and _done(e, "blink", 1),
    Reason.NO_SOUND: lambda e, _: e.has_sound is True,
    Reason.SILENT: lambda e, _: _loud(e, SILENCE_LUFS),
    Reason.NO_SPEECH: _spoken,
    Reason.SPOKEN_ELSEWHEN: _when_shown,
    Reason.OTHER_WORDS: _these_words,
    Reason.LIPS_APART: _lips,
    Reason.VOICE_CHANGES: _same_voice,
    Reason.TOO_SHORT: _whole,
    Reason.TOO_LONG: _stopped,
    Reason.LOW_FRAME_RATE: lambda e, b: e.quality.fps >= b.fps,
    Reason.GAPS: lambda e, b: 0 <= e.quality.largest_gap <= b.gap,
    Reason.BACKLIT: _not_backlit,
    Reason.TOO_DARK: lambda e, b: e.quality.light >= b.light[0],
    Reason.TOO_BRIGHT: lambda e, b: e.quality.light <= b.light[1],
    Reason.UNEVEN_LIGHT: lambda e, b: e.quality.light_evenness >= b.evenness,
    Reason.BLURRED: lambda e, b: e.quality.sharpness >= b.sharpness,
    Reason.TOO_FAR: lambda e, b: e.quality.face_width >= b.face_width,
    Reason.CUT_OFF: lambda e, b: e.quality.margin >= b.margin,
    Reason.NOISY: lambda e, b: e.quality.snr is not None and e.quality.snr >= b.snr,
    Reason.TOO_QUIET: lambda e, b: _loud(e, b.loudness),
    Reason.CLIPPED: lambda e, b: e.quality.clipping is not None and 0 <= e.quality.clipping <= b.clipping,
    Reason.UNSTEADY: _steady,
    Reason.STANDING: _moves,
    Reason.LIGHT_UNDECIDED: _decided,
    Reason.LIGHT_ONE_SIDED: _both_sides,
    Reason.NO_LIGHT_CODE: lambda e, _: _lit(e),
    Reason.NOT_WITNESSED: lambda e, _: e.witnessed is True,
    Reason.RESEMBLES: lambda e, _: e.resembles_another is False,
    Reason.OWNER_UNSURE: lambda e, _: e.owner_distance is not None and compare(e.owner_distance) is Likeness.SAME,
}
