"""What goes out and comes back around one challenge for a passkey, and what somebody gets who is signed in by it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from walkon.api.forms import Form

Device = Annotated[str, Field(default="", max_length=200, examples=["Mina's phone"])]


class CeremonyBegun(Form):
    """What the browser's passkey functions are given; `ceremony` comes back with their answer."""

    ceremony: str
    options: dict[str, Any]


class Answered(Form):
    """A passkey's answer."""

    ceremony: str
    answer: dict[str, Any]
    device: Device


class SignedIn(Form):
    """A session. Browsers carry it as a cookie; programs send `token` as a bearer token."""

    account: str
    handle: str
    token: str


class SignedUp(SignedIn):
    """And the recovery codes of a new account, shown this once."""

    recovery_codes: list[str]
