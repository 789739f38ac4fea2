"""Where somebody is told things beyond the inbox: browsers that take pushes, and a mail address."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from datetime import datetime

from walkon.domain import mailing
from walkon.domain.capture import Language
from walkon.domain.delivering import Arrived, DeliveryId
from walkon.domain.errors import NotFound
from walkon.domain.hashed_secret import Secret, hashed
from walkon.domain.ids import AccountId
from walkon.domain.letters import code_letter
from walkon.domain.mailing import MailAddress, MailAway
from walkon.domain.people import Account
from walkon.domain.pushing import (
    MOST,
    PushId,
    PushPlace,
    PushPlaceUnknown,
    PushSubscription,
    TooManyPushPlaces,
)
from walkon.domain.sessions import Session
from walkon.domain.typed_codes import CODE_BYTES
from walkon.ports.reaching import Mails, Pushes, Reach
from walkon.ports.store import Unit


class ChannelAbsent(NotFound):
    """The server was not told how to push or to mail."""

    code = "channel_absent"
    en = "This server does not tell people things this way."
    ko = "이 서버에는 이 알림 방법이 없습니다."


def pushes_of(reach: Reach) -> Pushes:
    """Raises `ChannelAbsent`."""
    if reach.pushes is None:
        raise ChannelAbsent
    return reach.pushes


def mails_of(reach: Reach) -> Mails:
    """Raises `ChannelAbsent`."""
    if reach.mails is None:
        raise ChannelAbsent
    return reach.mails


def mail_name(account: AccountId) -> str:
    """Under which name an account's address is sealed."""
    return f"mail/{account}"


def opened(reach: Reach, push: PushSubscription) -> PushPlace:
    """Where a browser takes pushes. Raises what `Seals.open` raises."""
    kept = json.loads(reach.seals.open(push.sealed, f"push/{push.id}"))
    return PushPlace(endpoint=kept["endpoint"], key=bytes.fromhex(kept["key"]), auth=bytes.fromhex(kept["auth"]))


def add_push(unit: Unit, reach: Reach, session: Session, place: PushPlace, now: datetime) -> PushSubscription:
    """A browser takes pushes for whoever is signed in there. Raises `ChannelAbsent`, `BadPushPlace`, `TooManyPushPlaces`."""
    pushes_of(reach).check(place)
    digest = hashed(Secret.PUSH_PLACE, place.endpoint)
    known = unit.pushes.find(digest=digest)
    if known is not None:  # of somebody who used this browser before, or the same with fresh keys
        unit.pushes.remove(known)
    if len(unit.pushes.all(account=session.account)) >= MOST:
        raise TooManyPushPlaces(limit=MOST)
    id = PushId(secrets.token_hex(16))
    plain = json.dumps({"endpoint": place.endpoint, "key": place.key.hex(), "auth": place.auth.hex()}).encode()
    added = PushSubscription(
        id=id,
        account=session.account,
        session=session.id,
        digest=digest,
        sealed=reach.seals.seal(plain, f"push/{id}"),
        added_at=now,
    )
    unit.pushes.add(added)
    return added


def pushes(unit: Unit, me: Account) -> Sequence[PushSubscription]:
    """The browsers of `me`, the newest first."""
    return sorted(unit.pushes.all(account=me.id), key=lambda push: push.added_at, reverse=True)


def remove_push(unit: Unit, me: Account, push: PushId) -> None:
    """Raises `PushPlaceUnknown`."""
    found = unit.pushes.find(id=push)
    if found is None or found.account != me.id:
        raise PushPlaceUnknown
    unit.pushes.remove(found)


def ask_mail(unit: Unit, reach: Reach, me: Account, typed: str, now: datetime) -> tuple[str, str]:
    """A new address, unconfirmed, in place of the old one: the address, and the code that is to be mailed to it.

    Raises `ChannelAbsent`, `BadMailAddress`, `TooManyMailCodes`.
    """
    mails_of(reach)
    address = mailing.address(typed)
    known = unit.mail_addresses.find(account=me.id)
    sealed = reach.seals.seal(address.encode(), mail_name(me.id))
    record, code = mailing.ask(known, me.id, sealed, secrets.token_bytes(CODE_BYTES), now)
    if known is None:
        unit.mail_addresses.add(record)
    else:
        unit.mail_addresses.save(record)
    return address, code


def mail_code(reach: Reach, address: str, code: str, language: Language) -> None:
    """Outside of any unit of work. Raises `ChannelAbsent`, `MailAway`."""
    letter = code_letter(code, language, reach.origin)
    if not isinstance(mails_of(reach).send(address, letter, DeliveryId(secrets.token_hex(16))), Arrived):
        raise MailAway


def try_code(unit: Unit, me: Account, typed: str, now: datetime) -> bool:
    """Whether the address is confirmed by this; a wrong try counts."""
    known = unit.mail_addresses.find(account=me.id)
    if known is None or known.digest is None:
        return False
    tried = mailing.confirm(known, typed, now)
    unit.mail_addresses.save(tried)
    return tried.confirmed_at is not None


def mail_of(unit: Unit, me: Account) -> MailAddress | None:
    """The address of `me` as it is kept; None where there is none."""
    known = unit.mail_addresses.find(account=me.id)
    return known if known is not None and known.sealed else None


def remove_mail(unit: Unit, me: Account) -> None:
    """No mail from now on; what was owed is not sent. Removing what is not there is fine."""
    known = unit.mail_addresses.find(account=me.id)
    if known is not None:
        unit.mail_addresses.save(mailing.removed(known))
