"""The address that somebody takes mail at.

Rules
1. Nothing but a code is sent to an address that is not confirmed. The code is typed where one is signed in; it works for
   `LASTS`, and for `TRIES` tries, right or wrong.
2. A new address takes the place of the old one at once.
3. One account has at most `CODES` codes mailed in a day, one a minute: nobody is to be annoyed through this server.
4. The address is kept sealed. No mail says who did what: an event, and where to look.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from walkon.domain.errors import BadInput, Locked, Passing, TooMuch
from walkon.domain.hashed_secret import Secret, SecretHash, hashed, matches
from walkon.domain.ids import AccountId
from walkon.domain.typed_codes import draw_code, normal_form

LASTS = timedelta(minutes=30)
TRIES = 5
CODES, DAY, PAUSE = 5, timedelta(days=1), timedelta(minutes=1)
LONGEST = 254  # characters (RFC 5321, 4.5.3.1.3, without the angle brackets)

# what browsers take as an address (HTML, 4.10.5.1.5), with a dot in its domain
_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)


class BadMailAddress(BadInput):
    code = "bad_mail_address"
    en = "This is not a mail address that can be written to."
    ko = "메일을 보낼 수 있는 주소가 아닙니다."


class MailCodeRefused(Locked):
    """Wrong, over, or tried too often: all the same to who asks."""

    code = "mail_code_refused"
    en = "This code does not confirm your address; ask for a new one."
    ko = "이 코드로는 주소를 확인할 수 없습니다. 새 코드를 요청하세요."


class TooManyMailCodes(TooMuch):
    code = "too_many_mail_codes"
    en = "Codes were mailed often enough; try again after {until}."
    ko = "코드를 이미 여러 번 보냈습니다. {until} 이후에 다시 해 주세요."


class MailAway(Passing):
    code = "mail_away"
    en = "The mail could not be sent now; try again later."
    ko = "지금은 메일을 보낼 수 없습니다. 나중에 다시 해 주세요."


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAddress:
    """An account's address as it is kept; `sealed` is empty once it was removed. Times are aware UTC datetimes."""

    account: AccountId
    sealed: bytes = field(repr=False)
    digest: SecretHash | None  # of the code, while it may be typed
    tries_left: int
    expires_at: datetime
    sent: tuple[datetime, ...]  # codes of the last day
    confirmed_at: datetime | None = None


def address(typed: str) -> str:
    """An address as it was typed, without spaces around it. Raises `BadMailAddress`."""
    found = typed.strip()
    if len(found) > LONGEST or not _ADDRESS.fullmatch(found) or ".." in found or found[0] == "." or ".@" in found:
        raise BadMailAddress
    return found


def ask(
    known: MailAddress | None, account: AccountId, sealed: bytes, chance: bytes, now: datetime
) -> tuple[MailAddress, str]:
    """The address in place of the one that is known, and the code to be mailed, from `CODE_BYTES` random bytes.

    Raises `TooManyMailCodes`.
    """
    sent = tuple(at for at in (known.sent if known else ()) if at > now - DAY)
    if len(sent) >= CODES:
        raise TooManyMailCodes(until=(sent[0] + DAY).isoformat(timespec="minutes"))
    if sent and sent[-1] > now - PAUSE:
        raise TooManyMailCodes(until=(sent[-1] + PAUSE).isoformat(timespec="seconds"))
    code = draw_code(chance)
    record = MailAddress(
        account=account,
        sealed=sealed,
        digest=_digest(code),
        tries_left=TRIES,
        expires_at=now + LASTS,
        sent=(*sent, now),
    )
    return record, code


def confirm(known: MailAddress, typed: str, now: datetime) -> MailAddress:
    """The address after a try: confirmed, or with one try less. It has to be saved either way."""
    if known.digest is None:
        return known
    left = known.tries_left - 1
    right = matches(known.digest, Secret.MAIL_CODE, normal_form(typed) or "") and now < known.expires_at
    if right:
        return replace(known, digest=None, tries_left=0, confirmed_at=now)
    return replace(known, tries_left=left, digest=known.digest if left > 0 else None)


def removed(known: MailAddress) -> MailAddress:
    """No address; how often codes were mailed stays."""
    return replace(known, sealed=b"", digest=None, tries_left=0, confirmed_at=None)


def _digest(code: str) -> SecretHash:
    return hashed(Secret.MAIL_CODE, normal_form(code) or "")
