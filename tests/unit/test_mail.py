"""How mail is handed over: in the clear only where that was said, and never to a server that nobody vouches for."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.mailboxes import mail_server
from tests.world import VirtualClock
from walkon.domain.capture import Language
from walkon.domain.delivering import Arrived, DeliveryId, Later, Turned
from walkon.domain.letters import Letter
from walkon.notify.mail import BadSmtp, MailServer, SmtpMails, Tls

LETTER = Letter(language=Language.KOREAN, subject="제목", body="본문\n")
ID = DeliveryId("0" * 32)


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of `localhost`, with its key, vouched for by itself."""
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")]),
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = tmp_path / "localhost.pem"
    path.write_bytes(made.public_bytes(pem) + private)
    return path


def mails(url: str, trust: Path | None = None) -> SmtpMails:
    context = None if trust is None else ssl.create_default_context(cafile=str(trust))
    return SmtpMails(MailServer.parse(url, "walkon@walkon.example"), VirtualClock(), context)


def context_of(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_in_the_clear_where_that_was_said() -> None:
    with mail_server() as box:
        assert mails(f"smtp+plain://127.0.0.1:{box.port}").send("mina@example.org", LETTER, ID) == Arrived()
        mail = box.mail()
        assert (mail["Subject"], mail.get_content().strip()) == ("제목", "본문")
        assert (mail["From"], mail["Message-ID"]) == ("Walkon <walkon@walkon.example>", f"<{ID}@walkon.example>")


def test_starttls_with_a_password(certificate: Path) -> None:
    with mail_server(context_of(certificate), login=True) as box:
        url = f"smtp://wal%40kon:p%40ss@localhost:{box.port}"
        assert mails(url, certificate).send("mina@example.org", LETTER, ID) == Arrived()
        assert box.logins == [b"wal@kon:p@ss"]
        wrong = url.replace("p%40ss", "wrong")
        assert mails(wrong, certificate).send("mina@example.org", LETTER, ID) == Later()
        assert len(box.received) == 1


def test_tls_from_the_start(certificate: Path) -> None:
    with mail_server(context_of(certificate), whole=True) as box:
        url = f"smtps://localhost:{box.port}"
        assert mails(url, certificate).send("mina@example.org", LETTER, ID) == Arrived()
        assert mails(url).send("mina@example.org", LETTER, ID) == Later()  # nobody vouches for it
        assert len(box.received) == 1


def test_who_offers_no_tls_gets_nothing() -> None:
    with mail_server() as box:
        assert mails(f"smtp://127.0.0.1:{box.port}").send("mina@example.org", LETTER, ID) == Later()
        assert box.received == []


def test_a_no_is_a_no_and_trouble_passes() -> None:
    with mail_server() as box:
        here = mails(f"smtp+plain://127.0.0.1:{box.port}")
        box.says = "550 nobody"
        assert here.send("mina@example.org", LETTER, ID) == Turned()
        box.says = "452 full"
        assert here.send("mina@example.org", LETTER, ID) == Later()
    assert here.send("mina@example.org", LETTER, ID) == Later()  # nobody is there any more


def test_settings() -> None:
    parsed = MailServer.parse("smtp://u:p%40@mail.example", "walkon@walkon.example")
    assert (parsed.tls, parsed.host, parsed.port, parsed.user, parsed.password) == (
        Tls.STARTTLS,
        "mail.example",
        587,
        "u",
        "p@",
    )
    assert MailServer.parse("smtps://mail.example", "a@walkon.example").port == 465
    assert MailServer.parse("smtp+plain://mail.example:2525", "a@walkon.example").port == 2525
    assert "p@" not in repr(parsed)


@pytest.mark.parametrize("url", ["", "mail.example", "http://mail.example", "smtp://", "smtp://h:x", "smtp://h/path"])
def test_what_is_no_setting(url: str) -> None:
    with pytest.raises(BadSmtp):
        MailServer.parse(url, "walkon@walkon.example")


def test_a_sender_is_needed() -> None:
    with pytest.raises(BadSmtp):
        MailServer.parse("smtp://mail.example", "")
