"""Loops over pixels, compiled to machine code once per computer and kept in numba's cache.

Kernels are single-threaded and let go of the interpreter lock: films are sped up by drawing heads, composing and
encoding in three threads, and numba's own thread pool must not be entered from two of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """`function`, compiled at its first call for the types it is called with."""
    return cast(Callable[P, R], numba.njit(cache=True, nogil=True, fastmath=True, boundscheck=False)(function))


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """A small function that kernels call per pixel."""
    return cast(Callable[P, R], numba.njit(cache=True, nogil=True, fastmath=True, inline="always")(function))
