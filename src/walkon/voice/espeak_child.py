"""The process that espeak-ng lives in: text in, sound and phoneme times out, over pipes.

espeak-ng is licensed GPL-3.0-or-later; this program is the only one of Walkon that loads it, and nothing else imports
this file. Any program that speaks the same protocol can take its place:

    arguments    --library FILE --data DIRECTORY (optional; default: the espeakng_loader package, then the system)
    at the start one JSON line: {"ready": true, "version": "1.52.0"} or {"ready": false}, and then the end
    request      one JSON line: {"text", "voice", "rate", "pitch", "range"}; text as UTF-8
    answer       one JSON line: {"ok": true, "rate": Hz, "bytes": n, "phonemes": [[ipa, sample], ...],
                 "words": [[first character, characters, sample], ...]} and n bytes of 16-bit little-endian mono sound,
                 or {"ok": false}
    the end      when standard input closes

The words of a line are never in an argument, an environment variable, a file or a message of this program.
"""

from __future__ import annotations

import argparse
import ctypes
import ctypes.util
import json
import os
import sys
from collections.abc import Sequence
from typing import Any, BinaryIO

# Names, numbers and layout: espeak-ng's public header speak_lib.h, API revision 12.
SYNCHRONOUS = 2
PHONEME_EVENTS, PHONEME_IPA, DO_NOT_EXIT = 0x1, 0x2, 0x8000
UTF8, BY_CHARACTER = 1, 1
RATE, PITCH, PITCH_RANGE = 1, 3, 4
LAST, WORD, PHONEME = 0, 1, 7
DICE = 1


class _Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _Id),
    ]


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(_Event))


class Library:
    """libespeak-ng, initialised. Raises `OSError` when it cannot be loaded or finds no language data."""

    def __init__(self, library: str, data: str | None) -> None:
        self._lib = ctypes.CDLL(library)
        self._lib.espeak_SetSynthCallback.argtypes = [_Callback]
        self._lib.espeak_Info.restype = ctypes.c_char_p
        self._lib.espeak_Info.argtypes = [ctypes.POINTER(ctypes.c_char_p)]
        self._lib.espeak_Synth.argtypes = [
            ctypes.c_char_p,
            ctypes.c_size_t,
            ctypes.c_uint,
            ctypes.c_int,
            ctypes.c_uint,
            ctypes.c_uint,
            ctypes.c_void_p,
            ctypes.c_void_p,
        ]
        options = PHONEME_EVENTS | PHONEME_IPA | DO_NOT_EXIT
        self.rate: int = self._lib.espeak_Initialize(SYNCHRONOUS, 0, os.fsencode(data) if data else None, options)
        if self.rate <= 0:
            raise OSError("no language data")
        where = ctypes.c_char_p()
        self.version: str = self._lib.espeak_Info(ctypes.byref(where)).decode("utf-8", "replace")
        self._variants = os.path.join(os.fsdecode(where.value or b""), "voices", "!v")  # noqa: PTH118
        # Breath is noise; the library starts its dice by the clock. Older libraries use the C library's.
        self._seed = getattr(self._lib, "espeak_ng_SetRandSeed", None) or ctypes.CDLL(None).srand

    def speak(self, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """The answer to one request, and its sound."""
        pieces: list[bytes] = []
        phonemes: list[tuple[str, int]] = []
        words: list[tuple[int, int, int]] = []

        @_Callback  # type: ignore[untyped-decorator]  # ctypes has no types for it
        def collect(samples: int | None, count: int, events: Any) -> int:
            if samples and count > 0:
                pieces.append(ctypes.string_at(samples, 2 * count))
            index = 0
            while events[index].type != LAST:
                event = events[index]
                if event.type == PHONEME:
                    phonemes.append((event.id.string.decode("utf-8", "ignore"), event.sample))
                elif event.type == WORD:
                    words.append((event.text_position, event.length, event.sample))
                index += 1
            return 0

        name = str(request["voice"])
        if not self._has_variant(name) or self._lib.espeak_SetVoiceByName(name.encode()) != 0:
            return {"ok": False}, b""
        for parameter, key in ((RATE, "rate"), (PITCH, "pitch"), (PITCH_RANGE, "range")):
            self._lib.espeak_SetParameter(parameter, int(request[key]), 0)
        text = str(request["text"]).encode() + b"\0"
        self._seed(DICE)
        self._lib.espeak_SetSynthCallback(collect)
        self._lib.espeak_Synth(text, len(text), 0, BY_CHARACTER, 0, UTF8, None, None)
        self._lib.espeak_Synchronize()
        sound = b"".join(pieces)
        if sys.byteorder == "big":
            swapped = bytearray(sound)
            swapped[0::2], swapped[1::2] = sound[1::2], sound[0::2]
            sound = bytes(swapped)
        head = {"ok": True, "rate": self.rate, "bytes": len(sound), "phonemes": phonemes, "words": words}
        return head, sound

    def _has_variant(self, name: str) -> bool:
        """espeak-ng itself speaks with its plain voice when it does not know a variant."""
        variant = name.partition("+")[2]
        return not variant or (os.sep not in variant and os.path.isfile(os.path.join(self._variants, variant)))  # noqa: PTH113, PTH118


def installed() -> tuple[str, str | None]:
    """Path of the library and of its data: the wheel's, else the system's. Raises `OSError` without either."""
    try:
        import espeakng_loader  # noqa: PLC0415  its package may be absent; then the system's library serves
    except ImportError:
        found = ctypes.util.find_library("espeak-ng")
        if found is None:
            raise OSError("not installed") from None
        return found, None
    return espeakng_loader.get_library_path(), espeakng_loader.get_data_path()


def serve(library: Library, requests: BinaryIO, answers: BinaryIO) -> None:
    """Answers requests until there are no more.

    The library remembers things from one line to the next. Where the system can, each line is spoken by a fork of the
    fresh process, so that the same request always gives the same samples; a fork that crashes ends the service.
    """
    for line in requests:
        if hasattr(os, "fork"):
            child = os.fork()
            if child != 0:
                if os.waitpid(child, 0)[1] != 0:
                    return
                continue
        head, sound = library.speak(json.loads(line))
        _write(answers, head, sound)
        if hasattr(os, "fork"):
            os._exit(0)


def _write(answers: BinaryIO, head: dict[str, Any], sound: bytes = b"") -> None:
    answers.write(json.dumps(head).encode() + b"\n" + sound)
    answers.flush()


def _no_core_file() -> None:
    """A crash must not leave spoken words on a disk."""
    try:
        import resource  # noqa: PLC0415  exists on POSIX systems only
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(arguments: Sequence[str] | None = None) -> int:
    """Serves standard input; 0 at its end, 3 when espeak-ng cannot be used."""
    parser = argparse.ArgumentParser(prog="walkon.voice.espeak_child", allow_abbrev=False)
    parser.add_argument("--library")
    parser.add_argument("--data")
    chosen = parser.parse_args(arguments)
    _no_core_file()
    # The library may print; only answers belong on the pipe.
    answers = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    try:
        path, data = (chosen.library, chosen.data) if chosen.library else installed()
        library = Library(path, data)
    except (OSError, AttributeError):
        _write(answers, {"ready": False})
        return 3
    _write(answers, {"ready": True, "version": library.version})
    serve(library, sys.stdin.buffer, answers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
