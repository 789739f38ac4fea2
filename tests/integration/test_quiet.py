"""What Walkon runs on keeps quiet: nothing is written that nobody asked for, no identifiers of telemetry either."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LISTEN = """
import numpy as np
from walkon.media.sound import Sound
from walkon.perception.speech_activity import speech_spans
from walkon.perception.face_finder import FaceFinder
assert speech_spans(Sound(samples=np.zeros(16000, np.float32), rate=16000)) == ()
assert FaceFinder(people=1)(np.zeros((64, 64, 3), np.uint8)) == []
"""


def test_looking_and_listening_leaves_nothing_behind(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    environment |= {"TMPDIR": str(tmp_path), "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", LISTEN], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    left = [p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file() and "matplotlib" not in str(p)]
    assert left == []
