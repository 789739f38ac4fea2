"""Phonemes become mouth shapes."""

from __future__ import annotations

import logging

import pytest

from walkon.domain.performance import MouthCue, Viseme
from walkon.voice.visemes import Phoneme, mouth, shapes


@pytest.mark.parametrize(
    ("ipa", "expected"),
    [
        ("ˈeɪ", (Viseme.E, Viseme.I)),
        ("aɪ", (Viseme.AA, Viseme.I)),
        ("aʊ", (Viseme.AA, Viseme.U)),
        ("oʊ", (Viseme.O, Viseme.U)),
        ("ˈɔɪ", (Viseme.O, Viseme.I)),
        ("əʊ", (Viseme.E, Viseme.U)),
        ("aɪɚ", (Viseme.AA, Viseme.I, Viseme.RR)),
        ("ˈɑːɹ", (Viseme.AA, Viseme.RR)),
        ("iː", (Viseme.I,)),
        ("tʃ", (Viseme.CH,)),
        ("tɕ", (Viseme.CH,)),
        ("t-", (Viseme.DD,)),
        ("kh", (Viseme.KK,)),
        ("ɫ", (Viseme.DD,)),
        ("m", (Viseme.PP,)),
        ("h", ()),
        ("", ()),
    ],
)
def test_symbol_has_its_shapes(ipa: str, expected: tuple[Viseme, ...]) -> None:
    assert shapes(ipa) == (expected, 0)


def test_unknown_sign_is_counted() -> None:
    assert shapes("ʘ") == ((), 1)


def _rounded(cues: tuple[MouthCue, ...]) -> list[tuple[Viseme, float, float]]:
    return [(cue.viseme, round(cue.start, 6), round(cue.end, 6)) for cue in cues]


def test_throat_sound_takes_the_shape_that_follows() -> None:
    cues = mouth([Phoneme(ipa="h", start=0.1, end=0.2), Phoneme(ipa="iː", start=0.2, end=0.4)], 0.5)
    assert _rounded(cues) == [(Viseme.SIL, 0, 0.1), (Viseme.I, 0.1, 0.4), (Viseme.SIL, 0.4, 0.5)]


def test_diphthong_is_two_cues_and_the_first_is_longer() -> None:
    cues = mouth([Phoneme(ipa="aɪ", start=0.0, end=0.2)], 0.2)
    assert _rounded(cues) == [(Viseme.AA, 0, 0.12), (Viseme.I, 0.12, 0.2)]


def test_equal_neighbours_are_one() -> None:
    cues = mouth([Phoneme(ipa="s", start=0.0, end=0.1), Phoneme(ipa="z", start=0.1, end=0.2)], 0.2)
    assert _rounded(cues) == [(Viseme.SS, 0, 0.2)]


def test_unknown_signs_are_logged_as_a_count_only(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        mouth([Phoneme(ipa="ʘ", start=0.0, end=0.1)], 0.2)
    assert "1" in caplog.text
    assert "ʘ" not in caplog.text


def test_nothing_said_rests() -> None:
    assert _rounded(mouth([], 0.5)) == [(Viseme.SIL, 0, 0.5)]
