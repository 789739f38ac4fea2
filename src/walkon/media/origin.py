"""What a file says of how it was made: when each picture is to be shown, and which programs had it in their hands.

Whoever makes a file can write what they like here, so that it speaks against a file only, never for one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from av.container import InputContainer

_SAYINGS = frozenset({
    *("encoder", "encoded_by", "encoding_tool", "software", "tool", "writing_application", "creation_tool"),
    *("handler_name", "vendor_id", "comment", "device", "make", "model"),
    *("com.apple.quicktime.software", "com.apple.quicktime.make", "com.apple.quicktime.model", "com.android.model"),
})  # fmt: skip
_LONGEST = 200  # characters of one entry that are kept; a name is short


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Times are seconds on the file's own clock, one per stored picture, in the order they are stored."""

    times: npt.NDArray[np.float64]  # (N,) when each picture is shown; not sorted where pictures refer to later ones
    decoding: npt.NDArray[np.float64]  # (N,) when each picture is decoded
    sound_end: float | None  # end of the last piece of sound; None without sound
    names: tuple[str, ...]  # what the file's metadata says of programs and devices


NOTHING_KNOWN = Origin(times=np.zeros(0), decoding=np.zeros(0), sound_end=None, names=())
"""Pictures that never lay in a file."""


def names_in(box: InputContainer) -> tuple[str, ...]:
    """What the metadata of a file and its streams says of programs and devices, in the file's order."""
    tables = [box.metadata, *(stream.metadata for stream in box.streams)]
    return tuple(value[:_LONGEST] for table in tables for key, value in table.items() if key.lower() in _SAYINGS)
