"""What benchmarks share: a home that goes away, a stand-in's take, memory, and the fast path through the house."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from walkon import settings
from walkon.bootstrap import House
from walkon.domain.ids import Handle


@contextmanager
def house() -> Iterator[House]:
    """A fresh home in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        yield House(settings.from_environment({}, home=Path(folder) / "home"))


def peak_mib() -> float:
    """Peak resident memory of this process, MiB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def shared_data() -> Path | None:
    """Real recordings beside the checkout, where there are any."""
    for folder in (Path.cwd(), *Path.cwd().parents):
        if (found := folder / "shared" / "data").is_dir():
            return found
    return None


def real_clip(name: str) -> Path:
    """A real recording; ends the benchmark with a word where there is none."""
    data = shared_data()
    clip = data / "faces" / f"{name}.mp4" if data else None
    if clip is None or not clip.exists():
        raise SystemExit("no real recordings beside this checkout (shared/data)")
    return clip


def enrol(house: House, handle: Handle, clip: Path) -> None:
    """An unverified cameo, made in a process of its own so that its memory is not counted here."""
    home = str(house.settings.home)
    command = [
        "cameo",
        "create",
        "--unverified",
        "--handle",
        handle.name,
        "--take",
        str(clip),
        "--home",
        home,
        "--json",
    ]
    subprocess.run([sys.executable, "-m", "walkon.cli.main", *command], check=True, stdout=subprocess.DEVNULL)


def cores() -> int:
    return len(os.sched_getaffinity(0))
