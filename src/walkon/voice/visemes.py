"""Phonemes to mouth shapes over time."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from walkon.domain.performance import MouthCue, Viseme

_log = logging.getLogger(__name__)

FIRST_OF_TWO = 0.6  # share of a diphthong that its first vowel holds (Gay 1968 finds onsets longer than glides)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phoneme:
    """One sound: its IPA symbol ('' is a pause), start and end in seconds."""

    ipa: str
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alphabet:
    shapes: Mapping[str, Viseme]
    throat: frozenset[str]
    marks: frozenset[str]


def shapes(ipa: str) -> tuple[tuple[Viseme, ...], int]:
    """The mouth shapes a symbol passes through (none: a pause or a throat sound), and how many signs were unknown."""
    alphabet = _alphabet()
    found: list[Viseme] = []
    unknown, at = 0, 0
    while at < len(ipa):
        for length in (2, 1):
            symbol = ipa[at : at + length]
            if symbol in alphabet.shapes:
                shape = alphabet.shapes[symbol]
                if not found or found[-1] is not shape:
                    found.append(shape)
                break
        else:
            symbol = ipa[at]
            unknown += symbol not in alphabet.marks and symbol not in alphabet.throat
        at += len(symbol)
    return tuple(found), unknown


def mouth(phonemes: Sequence[Phoneme], seconds: float) -> tuple[MouthCue, ...]:
    """Cues that cover 0 to `seconds` without gaps or overlap; equal neighbours are one cue.

    A diphthong becomes two cues, a throat sound takes the shape that follows it, and a symbol nobody knows rests.
    """
    marks: list[tuple[float, Viseme | None]] = [(0.0, Viseme.SIL)]
    unknown = 0
    for phoneme in phonemes:
        if phoneme.end <= phoneme.start:
            continue
        found, strange = shapes(phoneme.ipa)
        unknown += strange
        if found:
            marks.extend(zip(_starts(phoneme, len(found)), found, strict=True))
        else:
            throat = any(sign in _alphabet().throat for sign in phoneme.ipa)
            marks.append((phoneme.start, None if throat else Viseme.SIL))
    marks.append((phonemes[-1].end if phonemes else 0.0, Viseme.SIL))
    if unknown:
        _log.warning("speech held phoneme signs without a mouth shape: %d", unknown)
    return _cues(marks, seconds)


def _starts(phoneme: Phoneme, parts: int) -> list[float]:
    length = phoneme.end - phoneme.start
    if parts == 2:
        return [phoneme.start, phoneme.start + FIRST_OF_TWO * length]
    return [phoneme.start + length * i / parts for i in range(parts)]


def _cues(marks: Sequence[tuple[float, Viseme | None]], seconds: float) -> tuple[MouthCue, ...]:
    known: list[tuple[float, Viseme]] = []
    waiting: float | None = None
    for start, shape in marks:
        if shape is None:
            waiting = start if waiting is None else waiting
            continue
        begin = start if waiting is None or shape is Viseme.SIL else waiting
        waiting = None
        while known and known[-1][0] >= begin:
            known.pop()
        if not known or known[-1][1] is not shape:
            known.append((begin, shape))
    ends = [*(start for start, _ in known[1:]), seconds]
    return tuple(
        MouthCue(viseme=shape, start=start, end=min(end, seconds))
        for (start, shape), end in zip(known, ends, strict=True)
        if min(end, seconds) > start
    )


@cache
def _alphabet() -> _Alphabet:
    data = tomllib.loads(resources.files(__package__).joinpath("visemes.toml").read_text("utf-8"))
    return _Alphabet(
        shapes={symbol: Viseme(name) for name, row in data["shapes"].items() for symbol in row.split()},
        throat=frozenset(data["throat"]["symbols"].split()),
        marks=frozenset(data["marks"]["symbols"].split()),
    )
