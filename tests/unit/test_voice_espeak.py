"""The speech process: what comes back, and what happens when it fails."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from walkon.domain.capture import Language
from walkon.domain.performance import Viseme
from walkon.voice.errors import (
    EspeakCrashed,
    EspeakMissing,
    EspeakRefused,
    EspeakTooSlow,
    LineTooLong,
    NoSpokenWords,
    NothingToSay,
)
from walkon.voice.espeak import RATE, Espeak, EspeakVoice, Program

PLAIN = EspeakVoice()
ENGLISH = (
    "The quick brown fox jumps over thirteen lazy dogs. Measure twice, shout joyfully, and hear the power of fire!"
)
KOREAN = (
    "저는 화성을 탐험하는 우주비행사입니다. 국물이 뜨거워요, 꽃잎과 닭을 봤지? 왜 웨이터가 외국 의사를 위해 뛰었을까."
)


@pytest.fixture(scope="module")
def espeak() -> Iterator[Espeak]:
    with Espeak() as running:
        yield running


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, Language.ENGLISH), (KOREAN, Language.KOREAN)])
def test_mouth_covers_the_whole_line_and_knows_every_symbol(
    espeak: Espeak, text: str, language: Language, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        speech = espeak.speak(text, language, PLAIN)
    assert not caplog.records
    assert speech.sound.rate == RATE
    assert speech.sound.samples.ndim == 1
    assert speech.mouth[0].start == 0.0
    assert speech.mouth[-1].end == speech.sound.seconds
    assert all(a.end == b.start for a, b in pairwise(speech.mouth))
    assert {cue.viseme for cue in speech.mouth} >= {Viseme.PP, Viseme.AA, Viseme.I, Viseme.O, Viseme.U, Viseme.SS}


def test_lips_are_closed_where_the_sound_is_an_m(espeak: Espeak) -> None:
    speech = espeak.speak("입니다", Language.KOREAN, PLAIN)
    shapes = [cue.viseme for cue in speech.mouth if cue.viseme is not Viseme.SIL]
    assert shapes == [Viseme.I, Viseme.PP, Viseme.DD, Viseme.I, Viseme.DD, Viseme.AA]


def test_words_have_times_in_order(espeak: Espeak) -> None:
    speech = espeak.speak("Look at that light, over there in 2024!", Language.ENGLISH, PLAIN)
    assert [word for word, _, _ in speech.words] == ["Look", "at", "that", "light,", "over", "there", "in", "2024!"]
    assert all(start < end for _, start, end in speech.words)
    assert all(a[2] == b[1] for a, b in pairwise(speech.words))


def test_foreign_word_in_a_korean_line_has_a_time(espeak: Espeak) -> None:
    speech = espeak.speak("학생입니다 hello 안녕", Language.KOREAN, PLAIN)
    assert [word for word, _, _ in speech.words] == ["학생입니다", "hello", "안녕"]
    assert all(start < end for _, start, end in speech.words)


def test_same_line_gives_the_same_samples_in_another_process(espeak: Espeak) -> None:
    voice = EspeakVoice(variant="f2", pitch=60)
    espeak.speak("Something else first.", Language.KOREAN, PLAIN)
    here = espeak.speak("A line of words.", Language.ENGLISH, voice)
    time.sleep(1.1)  # the breath of this voice is noise, which must not come from the clock's seconds
    with Espeak() as other:
        there = other.speak("A line of words.", Language.ENGLISH, voice)
    assert np.array_equal(here.sound.samples, there.sound.samples)
    assert here.mouth == there.mouth


def test_pace_and_variant_are_heard(espeak: Espeak) -> None:
    slow = espeak.speak("A line of words.", Language.ENGLISH, EspeakVoice(pace=0.8))
    fast = espeak.speak("A line of words.", Language.ENGLISH, EspeakVoice(pace=1.3))
    assert slow.sound.seconds > 1.2 * fast.sound.seconds
    female = espeak.speak("A line of words.", Language.ENGLISH, EspeakVoice(variant="f2"))
    plain = espeak.speak("A line of words.", Language.ENGLISH, PLAIN)
    assert not np.array_equal(female.sound.samples[:20000], plain.sound.samples[:20000])


def test_pace_is_that_of_people(espeak: Espeak) -> None:
    english = "We made it all the way to the red planet, and nobody is waiting for us here."
    spoken = espeak.speak(english, Language.ENGLISH, PLAIN).sound.seconds
    assert 130 < len(english.split()) / spoken * 60 < 210
    korean = "여기는 우리가 처음 밟는 땅이고 집에서 정말 멀리 떨어져 있어."
    spoken = espeak.speak(korean, Language.KOREAN, PLAIN).sound.seconds
    assert 240 < len(re.findall("[가-힣]", korean)) / spoken * 60 < 360


def test_emoji_and_at_signs_are_not_read(espeak: Espeak) -> None:
    plain = espeak.speak("hello mina", Language.ENGLISH, PLAIN)
    decorated = espeak.speak(" hello  😀 @mina 日本", Language.ENGLISH, PLAIN)
    assert np.array_equal(plain.sound.samples, decorated.sound.samples)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", NothingToSay),
        (" \n", NothingToSay),
        ("😀🎉", NoSpokenWords),
        ("?!…", NoSpokenWords),
        ("ㅠㅠ", NoSpokenWords),
        ("a" * 301, LineTooLong),
    ],
)
def test_what_cannot_be_said_is_refused(espeak: Espeak, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        espeak.speak(text, Language.KOREAN, PLAIN)


def test_unknown_variant_is_refused_and_the_next_line_is_spoken(espeak: Espeak) -> None:
    with pytest.raises(EspeakRefused):
        espeak.speak("hello", Language.ENGLISH, EspeakVoice(variant="nobody"))
    assert espeak.speak("hello", Language.ENGLISH, PLAIN).sound.seconds > 0.3


@pytest.mark.parametrize(
    "program",
    [
        Program(command=("/nowhere/espeak",)),
        Program(command=(sys.executable, "-c", "pass")),
        Program(command=(sys.executable, "-c", "print('{\"ready\": false}')")),
        Program(library=Path("/nowhere/libespeak-ng.so")),
    ],
)
def test_missing_program_or_library_is_said(program: Program) -> None:
    with Espeak(program=program) as espeak, pytest.raises(EspeakMissing):
        espeak.speak("hello", Language.ENGLISH, PLAIN)


READY = "import sys, time; print('{\"ready\": true}', flush=True); "


@pytest.mark.parametrize(
    ("then", "error"),
    [
        ("sys.stdin.readline(); import os; os.abort()", EspeakCrashed),
        ("sys.stdin.readline(); print('nonsense', flush=True)", EspeakCrashed),
        ('sys.stdin.readline(); print(\'{"ok": true, "bytes": 90}\', flush=True)', EspeakCrashed),
        ("time.sleep(60)", EspeakTooSlow),
    ],
)
def test_program_that_fails_is_an_error_that_may_be_retried(then: str, error: type[Exception]) -> None:
    program = Program(command=(sys.executable, "-c", READY + then))
    with (
        Espeak(program=program, patience=0.7 if error is EspeakTooSlow else 20.0) as espeak,
        pytest.raises(error) as caught,
    ):
        espeak.speak("hello", Language.ENGLISH, PLAIN)
    assert caught.value.retryable  # type: ignore[attr-defined]
    assert "hello" not in str(caught.value)


def test_program_started_anew_after_it_died(espeak: Espeak) -> None:
    espeak.speak("hello", Language.ENGLISH, PLAIN)
    assert espeak._child is not None
    espeak._child.kill()
    espeak._child.wait()
    assert espeak.speak("hello", Language.ENGLISH, PLAIN).sound.seconds > 0.3


def test_child_ends_when_its_input_closes() -> None:
    child = subprocess.run(Program().arguments, input=b"", stdout=subprocess.PIPE, check=False, timeout=20)  # noqa: S603
    assert child.returncode == 0
    assert b'"ready": true' in child.stdout


def test_line_is_never_an_argument(espeak: Espeak) -> None:
    espeak.speak("secretword", Language.ENGLISH, PLAIN)
    child = espeak._child
    assert child is not None
    assert "secretword" not in " ".join(map(str, child.args))  # type: ignore[arg-type]
    cmdline = Path(f"/proc/{child.pid}/cmdline")
    if cmdline.exists():
        assert b"secretword" not in cmdline.read_bytes()


def test_library_is_not_loaded_into_this_process(espeak: Espeak) -> None:
    espeak.speak("hello", Language.ENGLISH, PLAIN)
    maps = Path("/proc/self/maps")
    if not maps.exists():
        pytest.skip("no list of loaded libraries on this system")
    assert "espeak" not in maps.read_text()
