"""What signing in needs of another server at which people have accounts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from walkon.domain.elsewhere import PersonHash, Tokens

CALLBACK = "/api/v1/sign-in/elsewhere/callback"
"""The path people come back to; the other server knows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack:
    """What a browser brings back from the other server; anybody may have written it."""

    code: str | None = field(repr=False)
    issuer: str | None = None  # who says that it answers (RFC 9207)
    error: str | None = None


class OtherServer(Protocol):
    """One other server. Every method raises `ElsewhereAway`."""

    @property
    def name(self) -> str:
        """What people know it by."""

    def way_there(self, tokens: Tokens, *, fresh: bool) -> str:
        """The address to which a browser goes. `fresh`: they are asked to sign in there anew."""

    def person(self, came: CameBack, tokens: Tokens, *, began_at: datetime, fresh: bool, now: datetime) -> PersonHash:
        """Who came back. Raises `ElsewhereDeclined`, `ElsewhereRefused`."""
