"""Numbers out of a PyTorch file, without PyTorch and without running anything the file says.

The layout is the one torch.save wrote until 2020: four pickles (a magic number, a version, the machine, the data), a
fifth with the keys of the storages, then for each storage its length (8 bytes) and its numbers, little-endian. Pickles
can name any function to be called; here three harmless names are known and everything else is refused.
"""

from __future__ import annotations

import pickle
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from walkon.perception.errors import ModelMissing

MAGIC = 0x1950A86A20F9469CFC6C
VERSION = 1001
LARGEST_STORAGE = 1 << 28  # numbers

_DAMAGE = (OSError, EOFError, ValueError, TypeError, LookupError, AttributeError, pickle.UnpicklingError)

Weights = Mapping[str, npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class _Storage:
    key: str
    numbers: int


@dataclass(frozen=True, slots=True)
class _Tensor:
    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]  # in numbers


def _tensor(storage: _Storage, offset: int, shape: tuple[int, ...], strides: tuple[int, ...], *_: object) -> _Tensor:
    return _Tensor(storage, offset, tuple(shape), tuple(strides))


class _FloatStorage:
    """Stands for torch.FloatStorage, which the file names as a type and never calls."""


class _Reader(pickle.Unpickler):
    """Knows dictionaries, tensors and float storages, and refuses every other name."""

    _KNOWN: Mapping[tuple[str, str], Any] = {
        ("collections", "OrderedDict"): OrderedDict,
        ("torch._utils", "_rebuild_tensor_v2"): _tensor,
        ("torch", "FloatStorage"): _FloatStorage,
    }

    def find_class(self, module: str, name: str) -> Any:
        known = self._KNOWN.get((module, name))
        if known is None:
            raise pickle.UnpicklingError("the file names something that is not a tensor")
        return known

    def persistent_load(self, pid: Any) -> _Storage:
        kind, storage, key, _, numbers, view = pid
        if (kind, storage, view) != ("storage", _FloatStorage, None) or not 0 <= numbers <= LARGEST_STORAGE:
            raise pickle.UnpicklingError("the file holds a storage of another kind")
        return _Storage(str(key), int(numbers))


def read_weights(path: Path, entry: str, names: Iterable[str]) -> Weights:
    """The float32 tensors called `names` in the dictionary at `entry` of a file. Raises `ModelMissing`."""
    try:
        with path.open("rb") as file:
            return _weights(file, entry, tuple(names))
    except _DAMAGE as error:
        raise ModelMissing(package=path.parent.name, file=path.name) from error


def _weights(file: BinaryIO, entry: str, names: tuple[str, ...]) -> Weights:
    magic, version, machine, data, keys = (_Reader(file).load() for _ in range(5))
    if magic != MAGIC or version != VERSION or machine["little_endian"] is not True:
        raise ValueError("another layout")
    tensors: dict[str, _Tensor] = {name: data[entry][name] for name in names}
    wanted = {tensor.storage.key: tensor.storage.numbers for tensor in tensors.values()}
    storages: dict[str, npt.NDArray[np.float32]] = {}
    for key in keys:
        numbers = int.from_bytes(file.read(8), "little")
        if key in wanted:
            if numbers != wanted[key]:
                raise ValueError("a storage of another length")
            storages[key] = np.frombuffer(file.read(4 * numbers), "<f4", numbers)
        else:
            file.seek(4 * numbers, 1)
    return {name: _laid_out(tensor, storages[tensor.storage.key]) for name, tensor in tensors.items()}


def _laid_out(tensor: _Tensor, numbers: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """A copy of the tensor as an array; every element it can reach must lie in its storage."""
    if len(tensor.shape) != len(tensor.strides) or min((tensor.offset, *tensor.shape, *tensor.strides)) < 0:
        raise ValueError("a tensor of another kind")
    last = tensor.offset + sum((size - 1) * step for size, step in zip(tensor.shape, tensor.strides, strict=True))
    if 0 in tensor.shape or last >= len(numbers):
        raise ValueError("a tensor outside its storage")
    view = np.lib.stride_tricks.as_strided(
        numbers[tensor.offset :], tensor.shape, tuple(4 * step for step in tensor.strides), writeable=False
    )
    return np.array(view, np.float32)
