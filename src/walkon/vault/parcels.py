r"""A cameo as a file for one server, sealed under a code.

    head      b"WALKON CAMEO\n" | u16 version
    sealed    as in `vault.sealing`, as the object ``walkon parcel VERSION``, under SHA-256 of the code (`domain.hashed_secret`)
    inside    u32 length | statement | parts, in the order and of the sizes that the statement says

The statement is a JWS as a receipt is (`vault.receipts`), of a type of its own, with the certificates of the sender's home. It
lies inside: whoever has no code learns neither who nor whence. A code is drawn from 100 random bits, so it needs no
stretching. Numbers are big-endian.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from walkon.domain.hashed_secret import Secret, hashed
from walkon.domain.parcel_errors import NoParcel, ParcelCodeWrong, ParcelNewer
from walkon.domain.parcel_statement import VERSION, parcel_of, statement
from walkon.domain.parcels import Parcel, require_parts
from walkon.domain.provenance import CheckStatus
from walkon.ports.parcels import Unwrapped
from walkon.vault.errors import VaultDamaged
from walkon.vault.receipts import LARGEST as LARGEST_STATEMENT
from walkon.vault.receipts import ReceiptSigner, check_receipt
from walkon.vault.sealing import HEADER, open_sealed, recognised, seal
from walkon.vault.signing import SigningIdentity

MAGIC = b"WALKON CAMEO\n"
MEDIA_TYPE = "walkon-cameo+jws"
_VERSION, _LENGTH = struct.Struct(">H"), struct.Struct(">I")
_HEAD = len(MAGIC) + _VERSION.size
_NAME = f"walkon parcel {VERSION}"


@dataclass(frozen=True, slots=True)
class SealedParcels:
    """`ports.parcels.Wraps` by the home's signing identity."""

    identity: Callable[[], SigningIdentity]
    now: Callable[[], datetime]

    def wrap(self, parcel: Parcel, parts: Mapping[str, bytes], code: str) -> bytes:
        """Raises what `SigningRoom.identity` raises, and `NoParcel` for parts that are not the parcel's."""
        require_parts(parcel, parts)
        signed = ReceiptSigner(self.identity, self.now, MEDIA_TYPE)(statement(parcel)).encode()
        inside = b"".join([_LENGTH.pack(len(signed)), signed, *(parts[part.name] for part in parcel.parts)])
        return MAGIC + _VERSION.pack(VERSION) + seal(inside, _key(code), _NAME)

    def unwrap(self, data: bytes, code: str) -> Unwrapped:
        if not data.startswith(MAGIC) or len(data) < _HEAD:
            raise NoParcel
        (version,) = _VERSION.unpack_from(data, len(MAGIC))
        if version != VERSION:
            raise ParcelNewer if version > VERSION else NoParcel
        try:
            return _unpacked(_opened(data[_HEAD:], _key(code)))
        except (struct.error, RecursionError):
            raise NoParcel from None


def _opened(sealed: bytes, key: bytes) -> bytes:
    if len(sealed) < HEADER:
        raise NoParcel
    try:
        recognised(sealed[:HEADER], key, _NAME)
    except VaultDamaged:
        raise ParcelCodeWrong from None
    try:
        return open_sealed(sealed, key, _NAME)
    except VaultDamaged:
        raise NoParcel from None


def _unpacked(inside: bytes) -> Unwrapped:
    (length,) = _LENGTH.unpack_from(inside)
    if length > LARGEST_STATEMENT:
        raise NoParcel
    report = check_receipt(inside[_LENGTH.size : _LENGTH.size + length], None, MEDIA_TYPE)
    if report.status is not CheckStatus.VALID or report.signer is None:
        raise NoParcel
    parcel = parcel_of(report.statement)
    parts = dict(_cut(parcel, inside, _LENGTH.size + length))
    if len(parts) != len(parcel.parts):
        raise NoParcel
    require_parts(parcel, parts)
    return Unwrapped(parcel=parcel, signer=report.signer, parts=parts)


def _cut(parcel: Parcel, inside: bytes, start: int) -> Iterator[tuple[str, bytes]]:
    """The parts, one after the other; nothing lies before, between or after them."""
    for part in parcel.parts:
        if part.size < 0:
            raise NoParcel
        yield part.name, inside[start : start + part.size]
        start += part.size
    if start != len(inside):
        raise NoParcel


def _key(code: str) -> bytes:
    return bytes.fromhex(hashed(Secret.PARCEL, code))
