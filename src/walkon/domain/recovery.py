"""Ten codes for the day every passkey is gone.

Rules
1. Ten codes are drawn at once and shown once. Only hashes are kept.
2. Each works once. Drawing new ones ends all older ones.
3. All codes are compared, whichever matches: how long it takes says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from walkon.domain.hashed_secret import Secret, SecretHash, hashed, matches
from walkon.domain.ids import AccountId
from walkon.domain.sign_in_errors import RecoveryCodeRefused
from walkon.domain.typed_codes import CODE_BYTES, draw_code, normal_form

CODES = 10
DRAW_BYTES = CODES * CODE_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCode:
    """What is kept of a code. Times are aware UTC datetimes."""

    account: AccountId
    digest: SecretHash
    drawn_at: datetime
    used_at: datetime | None = None
    ended_at: datetime | None = None  # replaced by newer ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """New codes: `shown` to their owner now and never again; `codes` to be kept, and `ended` ones to be kept as ended."""

    shown: tuple[str, ...] = field(repr=False)
    codes: tuple[RecoveryCode, ...]
    ended: tuple[RecoveryCode, ...]


def draw_codes(account: AccountId, kept: Iterable[RecoveryCode], chance: bytes, now: datetime) -> Draw:
    """Ten new codes from `DRAW_BYTES` random bytes, in place of all that are `kept` for the account.

    Bytes of another number, or in which a code repeats, are a `ValueError`: they are not random.
    """
    if len(chance) != DRAW_BYTES:
        raise ValueError("ten codes are drawn from 130 random bytes")
    shown = tuple(draw_code(chance[start : start + CODE_BYTES]) for start in range(0, DRAW_BYTES, CODE_BYTES))
    if len(set(shown)) < CODES:
        raise ValueError("codes repeat; these bytes are not random")
    codes = tuple(RecoveryCode(account=account, digest=_digest(code), drawn_at=now) for code in shown)
    ended = tuple(replace(code, ended_at=now) for code in kept if code.account == account and is_unused(code))
    return Draw(shown=shown, codes=codes, ended=ended)


def is_unused(code: RecoveryCode) -> bool:
    """Whether a code still works."""
    return code.used_at is None and code.ended_at is None


def digest_of(typed: str) -> SecretHash | None:
    """What a typed code is found by among all accounts'; None where it cannot be a code."""
    return None if normal_form(typed) is None else _digest(typed)


def use_code(codes: Iterable[RecoveryCode], typed: str, now: datetime) -> RecoveryCode:
    """The code that was typed, used up; saved in one step that only one use can win. Raises `RecoveryCodeRefused`."""
    meant = normal_form(typed) or ""
    found = [code for code in codes if matches(code.digest, Secret.RECOVERY_CODE, meant) and is_unused(code)]
    if not meant or not found:
        raise RecoveryCodeRefused
    return replace(found[0], used_at=now)


def _digest(code: str) -> SecretHash:
    return hashed(Secret.RECOVERY_CODE, normal_form(code) or "")
