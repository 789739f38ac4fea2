"""Keeping the chatter of native libraries off the terminal.

MediaPipe's C++ logs to file descriptor 2 before its logging is set up, and offers no switch for it. What Python raises
is not touched: an exception travels as ever and is printed after the descriptor is back.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Read by the native libraries when they are first loaded: 3 = fatal errors only.
os.environ.setdefault("GLOG_minloglevel", "3")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

_lock = threading.Lock()
_inside = 0
_kept = -1


@contextmanager
def muffled() -> Iterator[None]:
    """Within the block, what is written to the process's standard error is dropped; blocks may overlap in threads."""
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _inside, _kept  # noqa: PLW0603  there is one standard error per process
    with _lock:
        _inside += 1
        if _inside > 1:
            return
        try:
            _kept = os.dup(2)
            nowhere = os.open(os.devnull, os.O_WRONLY)
        except OSError:
            return  # no standard error: nothing to keep quiet
        os.dup2(nowhere, 2)
        os.close(nowhere)


def _leave() -> None:
    global _inside, _kept  # noqa: PLW0603
    with _lock:
        _inside -= 1
        if _inside == 0 and _kept >= 0:
            os.dup2(_kept, 2)
            os.close(_kept)
            _kept = -1
