from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from walkon.domain.ids import Handle
from walkon.domain.performance import MouthCue, Viseme
from walkon.domain.plan import FPS, Plan
from walkon.engines import timeline
from walkon.media.sound import Sound
from walkon.planner import planner
from walkon.planner.planner import Wishes
from walkon.voice.speech import Speech

MINA, JUN = Handle("mina"), Handle("jun")


def speech(seconds: float) -> Speech:
    cues = tuple(
        MouthCue(viseme=Viseme.AA if i % 2 else Viseme.PP, start=i * 0.1, end=(i + 1) * 0.1)
        for i in range(int(seconds * 10))
    )
    return Speech(sound=Sound(samples=np.zeros(int(seconds * 24_000), np.float32), rate=24_000), mouth=cues)


def dialogue(seconds: float = 8.0, seed: int = 3) -> Plan:
    text = 'me and @mina on Mars. @mina says "we made it home" and I say "yes we did"'
    return planner.plan(text, (JUN, MINA), Wishes(seconds=seconds, seed=seed))


@pytest.mark.parametrize("long", [0.8, 2.0, 3.8])
def test_lines_never_overlap_and_stay_in_the_film(long: float) -> None:
    plan = dialogue()
    spoken = timeline.place(plan, [speech(long), speech(long)])
    assert [s.person for s in spoken] == [MINA, JUN]
    assert spoken[0].start >= 0 and spoken[-1].end <= plan.seconds
    assert spoken[0].end <= spoken[1].start


def test_what_is_said_is_told_on_the_clock_of_the_whole_film() -> None:
    plan = dialogue()
    spoken = timeline.place(plan, [speech(1.0), speech(1.0)])
    said = timeline.said([plan, plan], [spoken, spoken])
    assert [(one.person, one.text) for one in said] == [(MINA, "we made it home"), (JUN, "yes we did")] * 2
    assert [(one.start, one.end) for one in said[:2]] == [(there.start, there.end) for there in spoken]
    begins = plan.frames / FPS
    assert [one.start - begins for one in said[2:]] == pytest.approx([there.start for there in spoken])
    assert [one.end - begins for one in said[2:]] == pytest.approx([there.end for there in spoken])


def test_the_mouth_follows_the_line_across_a_cut() -> None:
    plan = dialogue()
    spoken = timeline.place(plan, [speech(2.0), speech(2.0)])
    starts = plan.first_frames
    for shot, start, acts in zip(plan.shots, starts, timeline.performances(plan, spoken), strict=True):
        assert set(acts) == set(shot.people)
        for person, act in acts.items():
            assert act.frames == round(shot.seconds * FPS)
            for cue in act.mouth:
                at = start / FPS + (cue.start + cue.end) / 2
                assert any(s.person == person and s.start <= at <= s.end for s in spoken)
            assert all(a.end <= b.start + 1e-9 for a, b in pairwise(act.mouth))


def test_people_blink_as_often_as_people_do() -> None:
    plan = dialogue(seconds=60.0)
    spoken = timeline.place(plan, [speech(1.0), speech(1.0)])
    times = timeline._blinks(plan, 0, spoken)
    assert 10 <= len(times) <= 30
    assert min(b - a for a, b in pairwise(times)) > 0.5


def test_a_missing_speech_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="one speech per line"):
        timeline.place(dialogue(), [speech(1.0)])
