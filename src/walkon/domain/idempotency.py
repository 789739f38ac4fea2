"""One request that arrives twice is done once: the client names it by a key of its own, and is given the first answer again.

Rules
1. A key belongs to one account and one request (method, address and body); with another request it is refused.
2. An answer is kept for a day. What failed changed nothing, so it is not kept: the same key tries again.
3. Of two at the same time one is done; the other waits for its answer, or is told that it is under way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from walkon.domain.errors import BadInput, Conflict
from walkon.domain.ids import AccountId

KEPT = timedelta(days=1)
LEASE = timedelta(seconds=60)  # who began and said nothing for so long has died over it
_KEY = re.compile(r"[\x21-\x7e]{16,200}")


class BadIdempotencyKey(BadInput):
    code = "bad_idempotency_key"
    en = "An Idempotency-Key has 16 to 200 visible ASCII characters; a random UUID is a good one."
    ko = "Idempotency-Key는 16~200자의 ASCII 문자여야 합니다. 무작위 UUID가 알맞습니다."


class IdempotencyKeyReused(BadInput):
    code = "idempotency_key_reused"
    en = "This Idempotency-Key was used for another request."
    ko = "이 Idempotency-Key는 다른 요청에 이미 쓰였습니다."


class IdempotencyInProgress(Conflict):
    code = "idempotency_in_progress"
    en = "The request with this Idempotency-Key is still being carried out."
    ko = "이 Idempotency-Key로 보낸 요청을 아직 처리하고 있습니다."


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that has a key; `digest` and `fingerprint` tell nothing to who does not have the home's keys."""

    key: str = field(repr=False)
    digest: str  # of account and key
    fingerprint: str  # of method, address and body


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """What was answered; `sealed` opens with the client's key and the home's, and is None while it is under way."""

    account: AccountId
    digest: str
    fingerprint: str
    at: datetime
    sealed: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Fresh:
    """Not answered yet, or so long ago that it is forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Answered before."""

    sealed: bytes = field(repr=False)


def weigh(kept: KeptAnswer | None, asked: Asked, now: datetime) -> Fresh | Answered:
    """What is known of a request. Raises `IdempotencyKeyReused`, `IdempotencyInProgress`."""
    if kept is None or now >= kept.at + KEPT or (kept.sealed is None and now >= kept.at + LEASE):
        return Fresh()
    if kept.fingerprint != asked.fingerprint:
        raise IdempotencyKeyReused
    if kept.sealed is None:
        raise IdempotencyInProgress(retry_after=1)
    return Answered(sealed=kept.sealed)


def key_from(header: str) -> str:
    """The key in a header, with or without the quotes of a structured field. Raises `BadIdempotencyKey`."""
    text = header.strip()
    if len(text) > 2 and text[0] == text[-1] == '"':
        text = text[1:-1]
    if not _KEY.fullmatch(text):
        raise BadIdempotencyKey
    return text
