"""Folders that exist by their key: without the file `key`, what else lies in one is noise."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from walkon.vault import disk

KEY = "key"
_GONE = "key.gone"


def end(folder: Path) -> None:
    """From here on the folder is gone, for good once `discard` has run. Ending what is not there is fine."""
    key = folder / KEY
    with disk.explained(), contextlib.suppress(FileNotFoundError):
        key.rename(key.with_name(_GONE))
        disk.sync(folder)


def holds(folder: Path) -> bool:
    """Whether a key lies there, be it one that is to go."""
    return any((folder / name).exists() for name in (KEY, _GONE))


def discard(folder: Path) -> None:
    """Keys first: overwritten, then removed; then the rest."""
    for name in (KEY, _GONE):
        disk.destroy(folder / name)
    shutil.rmtree(folder, ignore_errors=True)
