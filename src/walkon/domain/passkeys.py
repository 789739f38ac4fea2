"""The passkeys of an account.

Rules
1. An account has one to twenty passkeys; a passkey belongs to one account.
2. The last one is removed only while an unused recovery code is left: nobody locks themself out.
3. A sign-in moves the count forward, as the authenticator reports it; what goes back was refused before it came here.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from walkon.domain.ids import AccountId
from walkon.domain.labels import label
from walkon.domain.recovery import RecoveryCode, is_unused
from walkon.domain.sign_in_errors import LastPasskey, PasskeyKnown, PasskeyUnknown, TooManyPasskeys

MOST = 20  # all of them are named when another is added


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPasskey:
    """What an authenticator told when it made a passkey; verified."""

    id: bytes  # 1 to 1023
    public_key: bytes  # COSE
    sign_count: int
    transports: tuple[str, ...]  # how a browser reaches it, such as ``internal``, ``hybrid``, ``usb``
    backed_up: bool  # copied to other devices of its owner


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyUse:
    """What an authenticator told when it signed somebody in; verified."""

    sign_count: int
    backed_up: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """A passkey as it is kept; nothing in it is secret. Times are aware UTC datetimes."""

    id: bytes  # 1 to 1023, unique on a server
    account: AccountId
    public_key: bytes  # COSE
    sign_count: int  # stays 0 with passkeys that are copied between devices
    transports: tuple[str, ...]
    name: str
    added_at: datetime
    used_at: datetime | None
    backed_up: bool

    @property
    def address(self) -> str:
        """The id as base64url without padding, as browsers write it."""
        return base64.urlsafe_b64encode(self.id).rstrip(b"=").decode()


def user_handle(account: AccountId) -> bytes:
    """What an authenticator knows an account by: its id, at most 64 bytes; says nothing about the person."""
    return account.encode()


def add(
    new: NewPasskey,
    *,
    account: AccountId,
    name: str,
    known: Sequence[Passkey],
    same_id: Passkey | None,
    now: datetime,
) -> Passkey:
    """A passkey to be kept beside the account's `known` ones; `same_id` is whoever's already has this id.

    Raises `PasskeyKnown` and `TooManyPasskeys`.
    """
    if same_id is not None or any(passkey.id == new.id for passkey in known):
        raise PasskeyKnown
    if len(known) >= MOST:
        raise TooManyPasskeys(limit=MOST)
    return Passkey(
        id=new.id,
        account=account,
        public_key=new.public_key,
        sign_count=new.sign_count,
        transports=new.transports,
        name=label(name, "passkey"),
        added_at=now,
        used_at=None,
        backed_up=new.backed_up,
    )


def used(passkey: Passkey, use: PasskeyUse, now: datetime) -> Passkey:
    """The passkey after somebody signed in with it."""
    return replace(passkey, sign_count=use.sign_count, backed_up=use.backed_up, used_at=now)


def named(passkey: Passkey | None, name: str) -> Passkey:
    """The passkey with another name; an empty one leaves it as it is. Raises `PasskeyUnknown`."""
    if passkey is None:
        raise PasskeyUnknown
    return replace(passkey, name=label(name, passkey.name))


def removed(passkeys: Sequence[Passkey], id: bytes, codes: Iterable[RecoveryCode]) -> Passkey:
    """The passkey that goes from the account whose `passkeys` and `codes` these all are.

    Raises `PasskeyUnknown`, and `LastPasskey` where nothing would be left to sign in with.
    """
    going = next((passkey for passkey in passkeys if passkey.id == id), None)
    if going is None:
        raise PasskeyUnknown
    others = [passkey for passkey in passkeys if passkey.id != id]
    if not others and not any(is_unused(code) and code.account == going.account for code in codes):
        raise LastPasskey
    return going
