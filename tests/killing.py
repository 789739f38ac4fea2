"""Work that is killed on its way to the disk."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Callable
from pathlib import Path


def killed(step: int, work: Callable[[], object]) -> bool:
    """Do `work` in a process that is killed at its n-th step on the disk; False when it came to its end.

    A write that is killed has written half of its bytes.
    """
    child = os.fork()
    if child == 0:
        _kill_at(step)
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def _kill_at(step: int) -> None:
    """Count this process's steps on the disk from now on, and kill it at one."""
    count = 0

    def is_due() -> bool:
        nonlocal count
        count += 1
        return count == step

    def counted(function: object) -> object:
        def call(*arguments: object, **named: object) -> object:
            if is_due():
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **named)  # type: ignore[operator]

        return call

    class Torn(io.BufferedWriter):
        def write(self, data: bytes, /) -> int:  # type: ignore[override]
            if is_due():
                super().write(data[: len(data) // 2])
                super().flush()
                os.kill(os.getpid(), signal.SIGKILL)
            return super().write(data)

    os.fdopen = lambda handle, mode: Torn(io.FileIO(handle, mode))  # type: ignore[assignment]
    os.fsync, os.write = counted(os.fsync), counted(os.write)  # type: ignore[assignment]
    os.open, os.unlink = counted(os.open), counted(os.unlink)  # type: ignore[assignment]
    Path.rename, Path.replace = counted(Path.rename), counted(Path.replace)  # type: ignore[method-assign,assignment]
    Path.unlink, Path.mkdir = counted(Path.unlink), counted(Path.mkdir)  # type: ignore[method-assign,assignment]
