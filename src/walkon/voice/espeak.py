"""espeak-ng's synthetic voices, spoken by a process of their own (see `walkon.voice.espeak_child`)."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import gcd
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy.signal import resample_poly

from walkon.domain.capture import Language
from walkon.media.sound import Sound
from walkon.voice import korean
from walkon.voice.errors import EspeakCrashed, EspeakMissing, EspeakRefused, EspeakTooSlow, NoSpokenWords
from walkon.voice.speech import Speech
from walkon.voice.visemes import Phoneme, mouth
from walkon.voice.words import places, speakable

RATE = 24000  # Hz of every `Speech`
PATIENCE = 20.0  # seconds to wait for one line; speaking 300 characters takes well under one
TAIL = 0.12  # seconds of silence kept after the last sound

_NAMES = {Language.ENGLISH: "en-us", Language.KOREAN: "ko"}
# espeak-ng's own "words per minute" for about 150 words or 290 syllables a minute, pauses included.
_PACE = {Language.ENGLISH: 125, Language.KOREAN: 165}


@dataclass(frozen=True, slots=True, kw_only=True)
class EspeakVoice:
    """A synthetic speaker. `variant` is one of espeak-ng's (``f2``, ``m3``; empty: its plain male voice);
    `pitch` and `melody` (how far the pitch moves) run from 0 to 99, `pace` 1.0 is an unhurried speaker.
    """

    variant: str = ""
    pitch: int = 50
    melody: int = 50
    pace: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """Which espeak-ng speaks: another program with the same protocol, or another library and its data directory."""

    command: tuple[str, ...] = (sys.executable, "-P", "-m", "walkon.voice.espeak_child")
    library: Path | None = None
    data: Path | None = None

    @property
    def arguments(self) -> list[str]:
        chosen = [*self.command]
        if self.library is not None:
            chosen += ["--library", str(self.library)]
            chosen += ["--data", str(self.data)] if self.data is not None else []
        return chosen


@dataclass(slots=True, weakref_slot=True)
class Espeak:
    """A running espeak-ng, started at the first line, used for many, and ended by `close`, the end of the `with`, or
    when nobody needs it any more.

    Safe to share between threads: lines are spoken one after the other.
    """

    program: Program = field(default_factory=Program)
    patience: float = PATIENCE
    _child: subprocess.Popen[bytes] | None = None
    _version: str = ""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def speak(self, text: str, language: Language, voice: EspeakVoice) -> Speech:
        """The line, mono 24 kHz, with its mouth shapes and word times. The same arguments give the same samples.

        Raises `NothingToSay`, `NoSpokenWords`, `LineTooLong`, and `VoiceFailed` when the program fails.
        """
        written = speakable(text)
        heard = korean.as_heard(written) if language is Language.KOREAN else written
        name = _NAMES[language] + (f"+{voice.variant}" if voice.variant else "")
        pace = min(450, max(80, round(_PACE[language] * voice.pace)))
        request = {"text": heard, "voice": name, "rate": pace, "pitch": voice.pitch, "range": voice.melody}
        with self._lock:
            head, data = self._ask(request)
        if not head["ok"]:
            raise EspeakRefused(voice=name)
        return _speech(written, head, data)

    @property
    def version(self) -> str:
        """Version of the library, for example ``1.52.0``. Starts the program. Raises `EspeakMissing`."""
        with self._lock:
            self._running()
            return self._version

    def close(self) -> None:
        """Ends the program; a later line starts it anew."""
        with self._lock:
            self._end()

    def _ask(self, request: Mapping[str, object]) -> tuple[dict[str, Any], bytes]:
        child = self._running()
        line = json.dumps(request).encode() + b"\n"
        late = threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        watch = threading.Timer(self.patience, stop)
        watch.start()
        try:
            head = _exchange(child, line)
            data = _read(child, int(head["bytes"])) if head.get("ok") else b""
        except (OSError, ValueError, KeyError, AttributeError, EOFError) as error:
            self._end()
            if late.is_set():
                raise EspeakTooSlow(seconds=f"{self.patience:g}") from error
            raise EspeakCrashed from error
        finally:
            watch.cancel()
        return head, data

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._end()
        try:
            # A session of its own: Ctrl-C reaches Walkon, which then closes the pipe.
            child = subprocess.Popen(  # noqa: S603
                self.program.arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            raise EspeakMissing from error
        self._child = child
        weakref.finalize(self, _ended, child)
        watch = threading.Timer(self.patience, child.kill)
        watch.start()
        try:
            self._version = _greeting(child)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, EOFError) as error:
            self._end()
            raise EspeakMissing from error
        finally:
            watch.cancel()
        return child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            _ended(child)


def _ended(child: subprocess.Popen[bytes]) -> None:
    """Ends a program that may have ended already."""
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                child.kill()
    try:
        child.wait(timeout=2.0)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _greeting(child: subprocess.Popen[bytes]) -> str:
    """The version the program reports when it is ready to speak."""
    hello = _exchange(child, b"")
    if not hello["ready"]:
        raise EOFError
    return str(hello.get("version", ""))


def _exchange(child: subprocess.Popen[bytes], line: bytes) -> dict[str, Any]:
    if child.stdin is None or child.stdout is None:
        raise EOFError
    if line:
        child.stdin.write(line)
        child.stdin.flush()
    answer = child.stdout.readline()
    if not answer.endswith(b"\n"):
        raise EOFError
    head: dict[str, Any] = json.loads(answer)
    return head


def _read(child: subprocess.Popen[bytes], size: int) -> bytes:
    data = child.stdout.read(size) if child.stdout is not None else b""
    if len(data) != size:
        raise EOFError
    return data


def _speech(written: str, head: Mapping[str, Any], data: bytes) -> Speech:
    rate = int(head["rate"])
    samples = np.frombuffer(data, dtype="<i2").astype(np.float32) / np.float32(32768)
    loud = np.flatnonzero(np.abs(samples) > 1e-3)
    if loud.size == 0:
        raise NoSpokenWords
    end = min(len(samples), int(loud[-1]) + round(TAIL * rate))
    sound = Sound(samples=_at_rate(samples[:end], rate), rate=RATE)
    marks = [(str(ipa), int(at)) for ipa, at in head["phonemes"] if not str(ipa).startswith("(")]
    starts = [at / rate for _, at in marks]
    ends = [*starts[1:], end / rate]
    phonemes = [
        Phoneme(ipa=ipa, start=start, end=min(stop, sound.seconds))
        for (ipa, _), start, stop in zip(marks, starts, ends, strict=True)
    ]
    heard = [(int(p) - 1, int(at) / rate) for p, _, at in head["words"]]
    return Speech(sound=sound, mouth=mouth(phonemes, sound.seconds), words=_words(written, heard, int(loud[-1]) / rate))


def _at_rate(samples: npt.NDArray[np.float32], rate: int) -> npt.NDArray[np.float32]:
    if rate == RATE:
        return samples
    part = gcd(RATE, rate)
    return np.asarray(resample_poly(samples, RATE // part, rate // part), dtype=np.float32)


def _words(written: str, heard: Sequence[tuple[int, float]], end: float) -> tuple[tuple[str, float, float], ...]:
    """Times of the words of `written` from where espeak-ng began parts of them.

    Words it does not report (foreign ones inside a Korean line) share the time of the word before, by their letters.
    """
    spans = places(written)
    known = {0: 0.0}
    for i, (begin, stop) in enumerate(spans):
        times = [at for place, at in heard if begin <= place < stop]
        if times:
            known[i] = min(times)
    known[len(spans)] = end
    letters = np.cumsum([0, *(stop - begin for begin, stop in spans)])
    starts = np.maximum.accumulate(np.interp(letters, letters[list(known)], list(known.values()))).tolist()
    return tuple((written[a:b], starts[i], starts[i + 1]) for i, (a, b) in enumerate(spans))
