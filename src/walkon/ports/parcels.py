"""How a cameo is wrapped for another server, and unwrapped there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from walkon.domain.parcels import Parcel

Sound = Callable[[Mapping[str, bytes]], None]
"""Whether parts that came from elsewhere are a likeness, a voice and templates. Raises `NoParcel`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwrapped:
    """What was in a parcel: signed as it says, and unchanged. `signer`: SHA-256 of the root it was signed under."""

    parcel: Parcel
    signer: str
    parts: Mapping[str, bytes] = field(repr=False)


class Wraps(Protocol):
    """Signs and seals; opens and checks."""

    def wrap(self, parcel: Parcel, parts: Mapping[str, bytes], code: str) -> bytes:
        """The file. `code` is in its normal form."""

    def unwrap(self, data: bytes, code: str) -> Unwrapped:
        """Raises `NoParcel`, `ParcelNewer`, `ParcelCodeWrong`."""
