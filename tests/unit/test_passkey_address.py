"""Under which addresses passkeys work: a wrong setting is told when the server starts, not when people cannot sign in."""

from __future__ import annotations

import pytest

from walkon.domain.sign_in_errors import AddressUnfit
from walkon.passkeys.webauthn import WebAuthnPasskeys


@pytest.mark.parametrize(
    ("domain", "origin"),
    [
        ("walkon.example", "https://walkon.example"),
        ("walkon.example", "https://films.walkon.example"),
        ("walkon.example", "https://walkon.example:8443"),
        ("localhost", "http://localhost:8000"),
        ("localhost", "http://localhost"),
        ("localhost", "https://localhost"),
    ],
)
def test_fits(domain: str, origin: str) -> None:
    assert WebAuthnPasskeys(domain=domain, origin=origin).sign_in_options(bytes(32))["rpId"] == domain


@pytest.mark.parametrize(
    ("domain", "origin"),
    [
        ("walkon.example", "http://walkon.example"),
        ("walkon.example", "https://walkon.example/"),
        ("walkon.example", "https://walkon.example:443"),
        ("localhost", "http://localhost:80"),
        ("walkon.example", "https://Walkon.example"),
        ("walkon.example", "https://mina@walkon.example"),
        ("walkon.example", "https://notwalkon.example"),
        ("films.walkon.example", "https://walkon.example"),
        ("walkon.example", "https://walkon.example.evil.example"),
        ("example", "https://walkon.example"),
        ("", "https://walkon.example"),
        ("192.0.2.7", "https://192.0.2.7"),
        ("walkon.example", "ftp://walkon.example"),
        ("walkon.example", "walkon.example"),
        ("walkon.example", "https://walkon.example:x"),
        ("walkon.example", "https://[walkon.example"),
        ("walkon.example", ""),
    ],
)
def test_does_not_fit(domain: str, origin: str) -> None:
    with pytest.raises(AddressUnfit):
        WebAuthnPasskeys(domain=domain, origin=origin)
