"""The ways to people beyond the inbox, as the settings name them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from walkon.bootstrap import House
from walkon.domain.errors import BadInput
from walkon.ports.reaching import Reach
from walkon.settings import Settings
from walkon.vault.push_key import PushKey
from walkon.vault.small import SmallSeals

if TYPE_CHECKING:
    from walkon.notify.mail import SmtpMails
    from walkon.notify.push import WebPush

_CONTACT = re.compile(r"mailto:[^@\s]+@[\w-]+(\.[\w-]+)+|https://[\w-]+(\.[\w-]+)+")


class BadPushContact(BadInput):
    code = "bad_push_contact"
    en = "WALKON_PUSH_CONTACT is mailto:ADDRESS or https://HOST."
    ko = "WALKON_PUSH_CONTACT에는 mailto:주소 또는 https://호스트를 적어 주세요."


def reach_of(settings: Settings, house: House) -> Reach:
    """Raises `BadSmtp` and `BadPushContact`."""
    return Reach(
        seals=SmallSeals(house.vault.keys),
        origin=settings.address,
        pushes=_pushes(settings, house) if settings.push_contact else None,
        mails=_mails(settings, house) if settings.smtp else None,
    )


def _pushes(settings: Settings, house: House) -> WebPush:
    from walkon.notify.push import WebPush  # noqa: PLC0415

    if not _CONTACT.fullmatch(settings.push_contact):
        raise BadPushContact
    return WebPush(PushKey(settings.home, house.vault.keys).private(), settings.push_contact)


def _mails(settings: Settings, house: House) -> SmtpMails:
    from walkon.notify.mail import MailServer, SmtpMails  # noqa: PLC0415

    return SmtpMails(MailServer.parse(settings.smtp, settings.mail_from), house.clock)
