"""`walkon doctor`: what is installed, what is missing, what works."""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import os
import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rich.table import Table

from walkon.bootstrap import House
from walkon.bootstrap.server import Server
from walkon.cli import doctor_server
from walkon.cli.terminal import Terminal
from walkon.domain.errors import WalkonError
from walkon.vault.keys import KeyFile

PACKAGES = tuple(
    "numpy scipy opencv-python-headless pillow av numba pyloudnorm pyworld mediapipe protobuf dlib-bin onnxruntime "
    "espeakng-loader cryptography c2pa-python rich".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. `ok` None is worth knowing, but no fault."""

    name: str
    ok: bool | None
    detail: str


def doctor(_options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    found = list(findings(house, terminal))
    terminal.result({"checks": [{"name": f.name, "ok": f.ok, "detail": f.detail} for f in found]})
    table = Table(box=None, pad_edge=False, show_header=False)
    signs = {True: "[green]✓[/]", False: "[red]✗[/]", None: "[yellow]•[/]"}
    for finding in found:
        table.add_row(signs[finding.ok], finding.name, finding.detail)
    terminal.table(table)
    return 0 if all(f.ok is not False for f in found) else 1


def findings(house: House, terminal: Terminal) -> Iterator[Finding]:
    """Everything that is looked at, cheap things first."""
    yield Finding(name="python", ok=True, detail=f"{platform.python_version()} · {os.cpu_count()} cores")
    for package in PACKAGES:
        try:
            yield Finding(name=package, ok=True, detail=importlib.metadata.version(package))
        except importlib.metadata.PackageNotFoundError:
            yield Finding(name=package, ok=False, detail=terminal.say("doctor_missing"))
    yield Finding(name="home", ok=True, detail=str(house.settings.home))
    yield from _keys(house, terminal)
    for name, attempt in (
        ("cameos", lambda: str(len(house.vault.all()))),
        ("face mesh", _face_mesh),
        ("face print", _face_print),
        ("speech detector", _speech_detector),
        ("voice print", _voice_print),
        ("voice", lambda: _voice(house)),
        ("stage", lambda: ", ".join(house.offers)),
        ("H.264", _encoder),
    ):
        yield _tried(name, attempt)
    if doctor_server.is_here(house.settings):
        server = Server(house.settings)
        for name, attempt in doctor_server.checks(server):
            yield _tried(name, attempt)
        server.close()


def _tried(name: str, attempt: Callable[[], str]) -> Finding:
    try:
        return Finding(name=name, ok=True, detail=attempt())
    except WalkonError as error:
        return Finding(name=name, ok=False, detail=error.code)
    except Exception as error:  # noqa: BLE001  a doctor reports whatever is wrong
        return Finding(name=name, ok=False, detail=type(error).__name__)


def _keys(house: House, terminal: Terminal) -> Iterator[Finding]:
    try:
        key = house.master_key
        there = key.load() is not None
    except WalkonError as error:
        yield Finding(name="master key", ok=False, detail=error.code)
        return
    detail = key.place if there else f"{key.place} ({terminal.say('doctor_no_key_yet')})"
    wide = key.exposure() if isinstance(key, KeyFile) else ()
    if wide:
        detail = terminal.say("doctor_exposed", places=", ".join(wide))
    yield Finding(name="master key", ok=not wide, detail=detail)


def _face_mesh() -> str:
    import numpy as np  # noqa: PLC0415

    from walkon.perception.face_mesh import FaceMesh  # noqa: PLC0415

    mesh = FaceMesh(tracking=False)
    mesh(np.zeros((64, 64, 3), np.uint8))
    mesh.close()
    return "mediapipe"


def _face_print() -> str:
    from walkon.perception import face_print  # noqa: PLC0415

    face_print._network()  # loading it is the check
    return "dlib"


def _speech_detector() -> str:
    import numpy as np  # noqa: PLC0415

    from walkon.media.sound import Sound  # noqa: PLC0415
    from walkon.perception.speech_activity import speech_spans  # noqa: PLC0415

    speech_spans(Sound(samples=np.zeros(16_000, np.float32), rate=16_000))
    return "silero"


def _voice_print() -> str:
    import numpy as np  # noqa: PLC0415

    from walkon.media.sound import Sound  # noqa: PLC0415
    from walkon.perception.voice_print import voice_print  # noqa: PLC0415

    noise = np.random.default_rng(0).normal(0, 0.1, 32_000).astype(np.float32)
    voice_print(Sound(samples=noise, rate=16_000))
    return "resemblyzer weights"


def _voice(house: House) -> str:
    from walkon.domain.capture import Language  # noqa: PLC0415
    from walkon.voice.provider import provider  # noqa: PLC0415

    for language, text in ((Language.ENGLISH, "hello"), (Language.KOREAN, "안녕")):
        provider(house.settings.voice).speak(text, language, None)
    return f"{house.settings.voice} · en ko"


def _encoder() -> str:
    from av.codec import Codec  # noqa: PLC0415

    from walkon.media.encode import CODEC  # noqa: PLC0415

    return Codec(CODEC, "w").long_name
