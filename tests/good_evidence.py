"""Evidence of a take that answers its challenge well, to be spoilt by tests."""

from __future__ import annotations

from walkon.domain.evidence import (
    CoveringSeen,
    Evidence,
    LightSeen,
    LipsSeen,
    MotionSeen,
    PhraseSeen,
    Quality,
    SpeechSeen,
    StepSeen,
    TracesSeen,
)

MEASURED = {"still": 1.0, "turn": 22.0, "blink": 2.0, "say": 1.5, "smile": 1.1, "light": 1.0}
ORDER = ("still", "turn", "say", "light", "blink", "turn", "say", "smile", "say", "still")


def good() -> Evidence:
    """Everything measured, everything well within every policy's bar."""
    return Evidence(
        frames=600,
        frames_without_face=0,
        frames_with_two_faces=0,
        face_spread=0.3,
        voice_spread=0.9,
        planarity=0.06,
        yaw_range=(-25.0, 25.0),
        facing=4.0,
        asked_seconds=24.0,
        offset=0.1,
        blinks=4,
        steps=tuple(StepSeen(kind=kind, done=True, measured=MEASURED[kind]) for kind in ORDER),
        has_sound=True,
        quality=Quality(
            seconds=25.0,
            fps=30.0,
            largest_gap=0.04,
            light=0.5,
            behind=0.4,
            light_evenness=0.8,
            sharpness=60.0,
            face_width=0.4,
            margin=0.15,
            speech_seconds=7.0,
            loudness=-20.0,
            snr=35.0,
            clipping=0.0,
        ),
        light=LightSeen(
            strength=0.08,
            score=20.0,
            limit=7.0,
            delay=0.1,
            background=0.1,
            body=0.5,
            shape=1.0,
            sides=4.0,
            confidence=1.0,
        ),
        lips=LipsSeen(agreement=0.6, lag=0.05, margin=0.3, opening=0.12, confidence=1.0),
        speech=SpeechSeen(in_time=1.0, reaction=0.4, outside=0.05, confidence=1.0),
        phrase=PhraseSeen(rank=1, among=21, margin=1.3, confidence=1.0),
        traces=TracesSeen(
            frozen=0.0,
            repeated=0.0,
            mistimed=0.0,
            noise=1.0,
            recoded=0.1,
            texture=0.0,
            virtual_camera=False,
            confidence=1.0,
        ),
        motion=MotionSeen(fastest=90.0, jump=0.02, confidence=1.0),
        covering=CoveringSeen(mouth=-0.7, eyes=-1.5, confidence=1.0),
        resembles_another=False,
        witnessed=True,
    )
