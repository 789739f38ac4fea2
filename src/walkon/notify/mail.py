"""Mail, handed to the server that WALKON_SMTP names."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from walkon.domain.delivering import Arrived, DeliveryId, Later, Outcome, Turned
from walkon.domain.errors import BadInput
from walkon.domain.letters import Letter
from walkon.domain.mailing import BadMailAddress
from walkon.domain.mailing import address as parse_address
from walkon.ports.world import Clock

TIMEOUT = 15.0  # seconds for one piece of the exchange


class BadSmtp(BadInput):
    code = "bad_smtp"
    en = (
        "WALKON_SMTP reads smtp://USER:PASSWORD@HOST:PORT (STARTTLS), smtps://... (TLS) or smtp+plain://... (neither), "
        "and WALKON_MAIL_FROM is an address."
    )
    ko = (
        "WALKON_SMTP은 smtp://USER:PASSWORD@HOST:PORT(STARTTLS), smtps://...(TLS), smtp+plain://...(암호화 없음) "
        "형식이고, WALKON_MAIL_FROM은 메일 주소여야 합니다."
    )


class Tls(StrEnum):
    """How the way to the mail server is closed."""

    STARTTLS = "smtp"  # always: a server that does not offer it gets nothing
    WHOLE = "smtps"
    NONE = "smtp+plain"  # on this computer, or within a network that is trusted


_PORTS = {Tls.STARTTLS: 587, Tls.WHOLE: 465, Tls.NONE: 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Who takes mail, and in whose name it is sent."""

    tls: Tls
    host: str
    port: int
    sender: str
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @classmethod
    def parse(cls, url: str, sender: str) -> MailServer:
        """Raises `BadSmtp`."""
        try:
            parts = urlsplit(url)
            tls = Tls(parts.scheme)
            port, sender = parts.port or _PORTS[tls], parse_address(sender)
        except (ValueError, BadMailAddress):
            raise BadSmtp from None
        if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
            raise BadSmtp
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(tls=tls, host=parts.hostname, port=port, sender=sender, user=user, password=password)


class SmtpMails:
    """`ports.reaching.Mails`. `trust` are certificates of mail servers, where not the system's."""

    def __init__(self, server: MailServer, clock: Clock, trust: ssl.SSLContext | None = None) -> None:
        self._server, self._clock, self._trust = server, clock, trust

    def send(self, address: str, letter: Letter, id: DeliveryId) -> Outcome:
        try:
            with self._connected() as line:
                line.send_message(self._message(address, letter, id), self._server.sender, [address])
        except smtplib.SMTPRecipientsRefused as refused:
            return _outcome(max(code for code, _ in refused.recipients.values()))
        except smtplib.SMTPAuthenticationError:
            return Later()  # settings are wrong, and may be put right
        except smtplib.SMTPResponseException as said:
            return _outcome(said.smtp_code)
        except (smtplib.SMTPException, OSError, ValueError):
            return Later()
        return Arrived()

    def _connected(self) -> smtplib.SMTP:
        to, trust = self._server, self._trust or ssl.create_default_context()
        if to.tls is Tls.WHOLE:
            line: smtplib.SMTP = smtplib.SMTP_SSL(to.host, to.port, timeout=TIMEOUT, context=trust)
        else:
            line = smtplib.SMTP(to.host, to.port, timeout=TIMEOUT)
        try:
            if to.tls is Tls.STARTTLS:
                line.starttls(context=trust)
            if to.user:
                line.login(to.user, to.password)
        except BaseException:
            line.close()
            raise
        return line

    def _message(self, address: str, letter: Letter, id: DeliveryId) -> EmailMessage:
        message = EmailMessage(policy=SMTP)
        message["From"] = f"Walkon <{self._server.sender}>"
        message["To"] = address
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = f"<{id}@{self._server.sender.partition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday reply is wanted
        if letter.unsubscribe is not None:
            message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        message.set_content(letter.body)
        message["Content-Language"] = letter.language.value
        return message


def _outcome(code: int) -> Outcome:
    """5xx will not get better by asking again (RFC 5321, 4.2.1); the address stays, since the reason may be another."""
    return Turned() if 500 <= code < 600 else Later()
