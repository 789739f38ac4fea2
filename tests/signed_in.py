"""Sessions, tokens, passkeys, codes and ceremonies of Mina at noon, for the laws of signing in."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from tests.world import NOON
from walkon.domain.api_tokens import ApiToken, Scope, make_token
from walkon.domain.ceremonies import Ceremony, CeremonyKind, begin
from walkon.domain.ids import AccountId, CeremonyId, SessionId, TokenId
from walkon.domain.passkeys import NewPasskey, Passkey, add
from walkon.domain.recovery import DRAW_BYTES, Draw, RecoveryCode, draw_codes
from walkon.domain.sessions import Session, Way, open_session

MINA, JUN = AccountId("mina"), AccountId("jun")
HERE, THERE = SessionId("here"), SessionId("there")
ALL = frozenset(Scope)
DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)
TYPED = st.text(st.characters(), max_size=40) | st.text("0OoIil1-ABCDEFGHJKMNPQRSTVWXYZ ", max_size=40)
"""Whatever somebody may type, half characters and look-alikes among it."""
CODE_CHANCE = st.binary(min_size=13, max_size=13)
TOKEN_CHANCE = st.binary(min_size=32, max_size=32)


def bytes_of(seed: int, count: int) -> bytes:
    """Bytes that repeat nowhere near."""
    return b"".join((seed * 7919 + n * 104729).to_bytes(4, "big") for n in range(count // 4 + 1))[:count]


def session(**changes: Any) -> Session:
    """Of Mina, opened and confirmed at noon."""
    opened = open_session(id=HERE, account=MINA, device="phone", way=Way.PASSKEY, chance=bytes(32), now=NOON)
    return replace(opened.session, **changes)


def token(scopes: frozenset[Scope] = ALL, **changes: Any) -> ApiToken:
    """Of Mina, made at noon for a day; without scopes, too, as no token is made."""
    made = make_token(
        id=TokenId("t"),
        account=MINA,
        name="script",
        scopes=ALL,
        rights=ALL,
        lasts=DAY,
        chance=bytes(32),
        now=NOON,
    )
    return replace(made.token, scopes=scopes, **changes)


def passkey(id: bytes = b"1", account: AccountId = MINA) -> Passkey:
    """Added at noon, never used."""
    new = NewPasskey(id=id, public_key=b"key", sign_count=0, transports=(), backed_up=False)
    return add(new, account=account, name="phone", known=(), same_id=None, now=NOON)


def draw(account: AccountId = MINA, seed: int = 1, kept: tuple[RecoveryCode, ...] = ()) -> Draw:
    return draw_codes(account, kept, bytes_of(seed, DRAW_BYTES), NOON)


def began(kind: CeremonyKind, account: AccountId | None, of: SessionId | None) -> Ceremony:
    """At noon."""
    return begin(id=CeremonyId("c"), kind=kind, account=account, session=of, chance=bytes(32), now=NOON)
