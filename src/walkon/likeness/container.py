r"""A puppet as bytes: named arrays and pictures behind a small header. No code is ever loaded from it.

b"WKPUPPET1\n" | length of the index (u32) | index (JSON: name -> kind, shape, type, offset, size) | data
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from walkon.likeness.errors import LikenessDamaged

MAGIC = b"WKPUPPET1\n"
_TYPES = {"float32": np.float32, "float64": np.float64, "int64": np.int64, "uint8": np.uint8}
Value = npt.NDArray[Any] | Sequence[bytes]


def packed(values: Mapping[str, Value]) -> bytes:
    """Arrays (float32, float64, int64, uint8) and lists of byte strings, in order."""
    index: dict[str, dict[str, object]] = {}
    parts: list[bytes] = []
    at = 0
    for name, value in values.items():
        if isinstance(value, np.ndarray):
            data = np.ascontiguousarray(value).tobytes()
            index[name] = {"type": value.dtype.name, "shape": value.shape, "at": at, "size": len(data)}
            parts.append(data)
        else:
            data = b"".join(value)
            index[name] = {"sizes": [len(v) for v in value], "at": at, "size": len(data)}
            parts.append(data)
        at += len(data)
    head = json.dumps(index).encode()
    return b"".join([MAGIC, struct.pack(">I", len(head)), head, *parts])


def unpacked(data: bytes) -> dict[str, Any]:
    """What was packed. Raises `LikenessDamaged`."""
    try:
        if not data.startswith(MAGIC):
            raise LikenessDamaged
        (length,) = struct.unpack_from(">I", data, len(MAGIC))
        body = len(MAGIC) + 4 + length
        index = json.loads(data[len(MAGIC) + 4 : body])
        return {name: _value(row, memoryview(data)[body:]) for name, row in index.items()}
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError, RecursionError, struct.error):
        raise LikenessDamaged from None


def _value(row: dict[str, Any], body: memoryview) -> Any:
    part = body[row["at"] : row["at"] + row["size"]]
    if len(part) != row["size"]:
        raise LikenessDamaged
    if "sizes" in row:
        ends = np.cumsum([0, *row["sizes"]])
        return [bytes(part[a:b]) for a, b in zip(ends[:-1], ends[1:], strict=True)]
    return np.frombuffer(part, _TYPES[row["type"]]).reshape(row["shape"]).copy()
