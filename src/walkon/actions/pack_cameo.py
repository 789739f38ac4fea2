"""The owner of a cameo takes it to another server: a sealed file for them, and a code that they are told once."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from walkon.actions.audited import note
from walkon.actions.give_grant import NoCameo, cameo_of
from walkon.domain.audit import Act
from walkon.domain.errors import NothingSealed
from walkon.domain.ids import CameoId, Handle, ParcelId
from walkon.domain.notices import Event, Notice
from walkon.domain.parcel_errors import BadDestination, CannotTravel
from walkon.domain.parcels import PARTS, origin_of, pack
from walkon.domain.people import Account
from walkon.domain.typed_codes import CODE_BYTES, draw_code
from walkon.ports.parcels import Wraps
from walkon.ports.store import Store, Unit
from walkon.ports.vault import CameoVault


@dataclass(frozen=True, slots=True, kw_only=True)
class Packing:
    """What it takes. `here` is this server's address."""

    store: Store
    vault: CameoVault
    wraps: Wraps
    here: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """The file, and the code that opens it; neither is kept here."""

    parcel: ParcelId
    file: bytes = field(repr=False)
    code: str = field(repr=False)


def pack_cameo(packing: Packing, me: Account, to: str, handle: Handle, now: datetime) -> Packed:
    """The cameo of `me`, for the account `handle` on the server `to`. It stays here as it is; `me` is told, and it is noted.

    Raises `BadDestination`, `NoCameo`, `CannotTravel`, and what sealing and signing raise.
    """
    receiver, here = origin_of(to), origin_of(packing.here)
    if receiver == here:
        raise BadDestination
    profile = packing.store.read(lambda unit: cameo_of(unit, me))
    cameo = packing.vault.find(me.handle)
    if cameo is None or cameo.id != profile.cameo:
        raise CannotTravel
    parts = _parts(packing.vault, cameo.id)
    parcel = pack(
        cameo,
        parts,
        id=ParcelId(secrets.token_hex(16)),
        sender=here,
        receiver=receiver,
        handle=handle,
        suspended=profile.suspended_at is not None,
        restrictions=profile.restrictions,
        preferences=profile.preferences,
        now=now,
    )
    code = draw_code(secrets.token_bytes(CODE_BYTES))
    file = packing.wraps.wrap(parcel, parts, code.replace("-", ""))

    def tell(unit: Unit) -> None:
        known = cameo_of(unit, me)
        if known.cameo != cameo.id:
            raise NoCameo
        if known.suspended_at is not None:
            raise CannotTravel
        note(unit, Act.PACKED_CAMEO, parcel.id, now, actor=me.id, about=me.id)
        unit.notices.tell(Notice(account=me.id, event=Event.CAMEO_PACKED, at=now, cameo=cameo.id))

    packing.store.write(tell)  # before anybody has the file
    return Packed(parcel=parcel.id, file=file, code=code)


def _parts(vault: CameoVault, cameo: CameoId) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for name in sorted(PARTS):
        with suppress(NothingSealed):
            found[name] = vault.open(cameo, name)
    return found
