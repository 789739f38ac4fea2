"""Captions: what a browser reads, and when lines are said where nobody tells."""

from __future__ import annotations

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from walkon.domain.captions import Said, estimated, webvtt
from walkon.domain.ids import Handle
from walkon.domain.plan import Plan
from walkon.planner import planner
from walkon.planner.planner import Wishes

MINA, JUN = Handle("mina"), Handle("jun")
TIME = r"\d{2,}:[0-5]\d:[0-5]\d\.\d{3}"


def dialogue(seconds: float = 8.0) -> Plan:
    text = 'me and @mina on Mars. @mina says "we made it home" and I say "드디어 도착했어요"'
    return planner.plan(text, (JUN, MINA), Wishes(seconds=seconds, seed=3))


def test_lines_are_guessed_in_their_order_and_inside_the_film() -> None:
    plan = dialogue()
    said = estimated(plan)
    assert [(one.person, one.text) for one in said] == [(MINA, "we made it home"), (JUN, "드디어 도착했어요")]
    assert all(0 < one.start < one.end <= plan.seconds for one in said)
    assert said[0].end <= said[1].start


def test_nobody_speaks() -> None:
    plan = dialogue()
    silent = replace(plan, shots=tuple(replace(shot, lines=()) for shot in plan.shots))
    assert estimated(silent) == ()
    assert webvtt(()) == "WEBVTT\n"


@given(
    text=st.text(min_size=1),
    start=st.floats(0, 7200, allow_nan=False),
    length=st.floats(0.001, 60, allow_nan=False),
)
def test_whatever_is_said_stays_inside_its_cue(text: str, start: float, length: float) -> None:
    file = webvtt([Said(person=MINA, text=text, start=start, end=start + length)])
    head, empty, times, words, *rest = file.split("\n")
    assert (head, empty, rest) == ("WEBVTT", "", [""])
    assert re.fullmatch(f"{TIME} --> {TIME}", times)
    assert words.startswith("<v mina>")
    assert "<" not in words.removeprefix("<v mina>") and "-->" not in words
    shown = words.removeprefix("<v mina>").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert shown == " ".join(text.split())


def test_cues_come_in_the_order_of_their_beginnings() -> None:
    later = Said(person=JUN, text="Later", start=3661.5, end=3662.0)
    first = Said(person=MINA, text="First", start=0.25, end=1.0)
    assert webvtt([later, first]) == (
        "WEBVTT\n\n00:00:00.250 --> 00:00:01.000\n<v mina>First\n\n01:01:01.500 --> 01:01:02.000\n<v jun>Later\n"
    )
