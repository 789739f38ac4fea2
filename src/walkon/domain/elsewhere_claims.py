"""What another server says of somebody, judged: an ID token whose signature has been verified (OpenID Connect Core 1.0, 3.1.3.7).

The default is no: what is missing, of another type, or said twice in different ways refuses.
"""

from __future__ import annotations

import hmac
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from walkon.domain.elsewhere_errors import ElsewhereRefused

SKEW = timedelta(seconds=60)  # how far two servers' clocks may be apart
OLDEST = timedelta(minutes=10)  # no answer to a visit is older than the visit
LONGEST_SUBJECT = 255  # characters (OpenID Connect Core 1.0, section 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What an answer has to say to be one to this visit. `fresh`: they have to have signed in there since it began."""

    issuer: str
    client: str
    nonce: str
    began_at: datetime
    fresh: bool


def subject_of(claims: Mapping[str, object], expected: Expected, now: datetime) -> str:
    """Whom the claims speak of, as the other server names them. Raises `ElsewhereRefused`."""
    issued, expires = _moment(claims.get("iat")), _moment(claims.get("exp"))
    if (
        claims.get("iss") != expected.issuer
        or not _is_for(claims, expected.client)
        or not _same(claims.get("nonce"), expected.nonce)
        or not now - SKEW < expires
        or not now - OLDEST - SKEW <= issued <= now + SKEW
        or ("nbf" in claims and not _moment(claims["nbf"]) <= now + SKEW)
        or not _signed_in_since(claims, expected, now)
    ):
        raise ElsewhereRefused
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT or not subject.isascii():
        raise ElsewhereRefused
    return subject


def _is_for(claims: Mapping[str, object], client: str) -> bool:
    """Made for this server, and for no other besides."""
    audience = claims.get("aud")
    only = audience in (client, [client])
    return only and ("azp" not in claims or claims["azp"] == client)


def _signed_in_since(claims: Mapping[str, object], expected: Expected, now: datetime) -> bool:
    if not expected.fresh:
        return True
    return expected.began_at - SKEW <= _moment(claims.get("auth_time")) <= now + SKEW


def _same(said: object, meant: str) -> bool:
    return isinstance(said, str) and hmac.compare_digest(said.encode("utf-8", "surrogatepass"), meant.encode())


def _moment(said: object) -> datetime:
    """Seconds since 1970 as a moment. Raises `ElsewhereRefused`."""
    if isinstance(said, bool) or not isinstance(said, (int, float)) or not math.isfinite(said):
        raise ElsewhereRefused
    try:
        return datetime.fromtimestamp(said, UTC)
    except (OverflowError, OSError, ValueError):
        raise ElsewhereRefused from None
