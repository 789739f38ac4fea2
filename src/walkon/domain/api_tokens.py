"""Keys for programs that act for an account.

Rules
1. A token has at least one scope, a name, and an end within a year. It is shown once; its hash is kept.
2. It can do what its scopes say and its account still may, and nothing else (`walkon.domain.signing_in`).
3. What has ended never opens again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from walkon.domain.hashed_secret import Secret, SecretHash, hashed, matches, token_text
from walkon.domain.ids import AccountId, TokenId
from walkon.domain.labels import label
from walkon.domain.sessions import NOTED, Ended, Ending, Open
from walkon.domain.sign_in_errors import NotSignedIn, RightMissing, TokenLifetime, TokenWithoutScope

PREFIX = "walkon_"  # so that scanners of published code know a token when they see one
LONGEST = timedelta(days=365)


class Scope(StrEnum):
    """What a token may do. Whoever is signed in may do all of it that their account may."""

    READ = "read"
    CREATE = "create"  # propose and make films
    CAMEO = "cameo"  # record one's own cameo anew, set its rules
    ANSWER = "answer"  # approve and refuse what is in the inbox
    ADMIN = "admin"  # run the server
    REVIEW = "review"  # a reviewer's right; what is done at the desk is for people only, so that no token gets there


MEMBER = frozenset(Scope) - {Scope.ADMIN, Scope.REVIEW}
"""The rights of an ordinary account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiToken:
    """What is kept of a token. Times are aware UTC datetimes."""

    id: TokenId
    account: AccountId
    digest: SecretHash
    name: str
    scopes: frozenset[Scope]
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """A token to be kept, and its text, which nobody can read again."""

    text: str = field(repr=False)
    token: ApiToken


def make_token(
    *,
    id: TokenId,
    account: AccountId,
    name: str,
    scopes: frozenset[Scope],
    rights: frozenset[Scope],
    lasts: timedelta,
    chance: bytes,
    now: datetime,
) -> NewToken:
    """A new token from 32 random bytes; `rights` are what the account itself may do.

    Raises `TokenWithoutScope`, `RightMissing` and `TokenLifetime`.
    """
    if not scopes:
        raise TokenWithoutScope
    if missing := sorted(scopes - rights):
        raise RightMissing(scope=missing[0].value)
    if not timedelta(0) < lasts <= LONGEST:
        raise TokenLifetime(days=LONGEST.days)
    text = PREFIX + token_text(chance)
    token = ApiToken(
        id=id,
        account=account,
        digest=hashed(Secret.API_TOKEN, text),
        name=label(name, "token"),
        scopes=scopes,
        made_at=now,
        expires_at=now + lasts,
    )
    return NewToken(text=text, token=token)


def token_state(token: ApiToken, now: datetime) -> Open | Ended:
    """Whether a token works now."""
    if token.revoked_at is not None:
        return Ended(why=Ending.REVOKED)
    over = now >= min(token.expires_at, token.made_at + LONGEST)
    return Ended(why=Ending.EXPIRED) if over else Open()


def recognised(token: ApiToken | None, text: str, now: datetime) -> ApiToken:
    """The token that a text is, used now; it need not be saved where it is the same as before.

    `token` is what was found by `hashed(Secret.API_TOKEN, text)`. Raises `NotSignedIn`.
    """
    if (
        token is None
        or not matches(token.digest, Secret.API_TOKEN, text)
        or not isinstance(token_state(token, now), Open)
    ):
        raise NotSignedIn
    fresh = token.used_at is not None and now < token.used_at + NOTED
    return token if fresh else replace(token, used_at=now)


def revoked(tokens: Iterable[ApiToken], now: datetime) -> tuple[ApiToken, ...]:
    """All that were not revoked before, revoked."""
    return tuple(replace(token, revoked_at=now) for token in tokens if token.revoked_at is None)
