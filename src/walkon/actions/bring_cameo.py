"""Somebody brings along the cameo that they have on another server. The rules: `domain.parcels`."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from walkon.actions.audited import note
from walkon.actions.rule_reports import stays_suspended
from walkon.actions.send_take import TakeUnderWay
from walkon.domain.audit import Act
from walkon.domain.cameo import Cameo
from walkon.domain.identity import resembles_another
from walkon.domain.ids import CameoId
from walkon.domain.notices import Event, Notice
from walkon.domain.parcel_errors import CameoThere, ParcelUsed
from walkon.domain.parcels import (
    FACE,
    Believed,
    Doubted,
    Parcel,
    arrived,
    code_of,
    kept_parts,
    origin_of,
    require_mine,
    weigh,
)
from walkon.domain.people import Account, Visibility
from walkon.domain.policies import Policy
from walkon.domain.takes import LOOKED_AT
from walkon.ports.parcels import Sound, Wraps
from walkon.ports.store import Profile, Store, Unit
from walkon.ports.vault import CameoVault

UNDER_WAY = timedelta(minutes=10)  # what is younger and unknown may be somebody's try at this moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Bringing:
    """What it takes. `here` is this server's address, `trusted` the fingerprints of roots whose word counts here."""

    store: Store
    vault: CameoVault
    wraps: Wraps
    sound: Sound
    here: str
    policy: Policy
    trusted: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """The cameo as it is here now, and whether its sender was believed."""

    cameo: Cameo
    verdict: Believed | Doubted


def bring_cameo(bringing: Bringing, me: Account, file: bytes, typed: str, now: datetime) -> Brought:
    """A cameo of `me` from a parcel; nobody else may use it until `me` says so. Where it fails, nothing of it is left.

    Raises `ParcelCodeWrong`, `NoParcel`, `ParcelNewer`, `ParcelForAnother`, `ParcelOver`, `ParcelUsed`, `CameoThere`,
    `TakeUnderWay`, and what sealing raises.
    """
    vault, store = bringing.vault, bringing.store
    found = bringing.wraps.unwrap(file, code_of(typed))
    parcel = found.parcel
    require_mine(parcel, here=origin_of(bringing.here), handle=me.handle, now=now)
    store.read(lambda unit: _may_come(unit, me, parcel))
    bringing.sound(found.parts)
    verdict = weigh(
        parcel,
        found.signer,
        trusted=bringing.trusted,
        policy=bringing.policy,
        resembles=resembles_another(vault.nearest_face(found.parts[FACE])),
    )
    cameo = arrived(parcel, found.signer, verdict, id=CameoId(secrets.token_hex(16)), handle=me.handle, now=now)
    _tidy(bringing, me, now)
    vault.put(cameo, kept_parts(found.parts, verdict))
    try:
        store.write(lambda unit: _enrol(unit, me, parcel, cameo, verdict, now))
    except BaseException:
        vault.delete(cameo.id)
        raise
    return Brought(cameo=cameo, verdict=verdict)


def _tidy(bringing: Bringing, me: Account, now: datetime) -> None:
    """What a try left that died before the server remembered it goes. Raises `CameoThere` while one may be under way."""
    left = bringing.vault.find(me.handle)
    if left is None:
        return
    known = bringing.store.read(lambda unit: unit.profiles.get(left.id))
    if known is not None or now < left.created + UNDER_WAY:
        raise CameoThere
    bringing.vault.delete(left.id)


def _may_come(unit: Unit, me: Account, parcel: Parcel) -> None:
    """Rule 7, and nothing of a recording may come in between. Raises `CameoThere`, `ParcelUsed`, `TakeUnderWay`."""
    if unit.profiles.of(me.id) is not None:
        raise CameoThere
    if any(entry.act is Act.BROUGHT_CAMEO for entry in unit.audits.of(parcel.id)):
        raise ParcelUsed
    if any(unit.takes.all(account=me.id, state=state) for state in LOOKED_AT):
        raise TakeUnderWay


def _enrol(unit: Unit, me: Account, parcel: Parcel, cameo: Cameo, verdict: Believed | Doubted, now: datetime) -> None:
    _may_come(unit, me, parcel)
    unit.profiles.add(
        Profile(
            cameo=cameo.id,
            owner=me.id,
            handle=cameo.handle,
            standing=cameo.standing,
            created_at=cameo.created,
            shown_to=Visibility.NOBODY,
            suspended_at=now if stays_suspended(unit, me.id) else None,
            restrictions=parcel.restrictions,
            preferences=parcel.preferences,
        )
    )
    doubts = ",".join(verdict.doubts) if isinstance(verdict, Doubted) else "believed"
    note(unit, Act.BROUGHT_CAMEO, parcel.id, now, actor=me.id, about=me.id, code=doubts)
    unit.notices.tell(Notice(account=me.id, event=Event.CAMEO_BROUGHT, at=now, cameo=cameo.id))
