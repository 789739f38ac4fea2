"""Browsers that take pushes (Push API, RFC 8030; keys as in RFC 8291).

Rules
1. A place is an https address at the usual port, without a name or a password in it; the server sends to it only what is
   sealed for the browser that gave it.
2. A browser belongs to the session it was registered in: when that ends, nothing is sent there any more. Registered again,
   by whomever, it is theirs and nobody else's.
3. An account has at most `MOST` of them.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType
from urllib.parse import urlsplit

from walkon.domain.errors import BadInput, NotFound, TooMuch
from walkon.domain.hashed_secret import SecretHash
from walkon.domain.ids import AccountId, SessionId

PushId = NewType("PushId", str)
"""32 lower-case hexadecimal digits."""

MOST = 20  # browsers of one account
LONGEST_ENDPOINT = 2000  # characters
_POINT, _AUTH = 65, 16  # bytes: an uncompressed point on P-256, and RFC 8291's authentication secret


class Around(StrEnum):
    """Which places are sent to."""

    WORLD = "world"  # https, at public addresses only
    ANYWHERE = "anywhere"  # without TLS and on this computer, too: for tests


class BadPushPlace(BadInput):
    code = "bad_push_place"
    en = "Nothing can be pushed to this place: it takes an https address and the keys of a browser."
    ko = "여기로는 푸시를 보낼 수 없습니다. https 주소와 브라우저의 키가 있어야 합니다."


class TooManyPushPlaces(TooMuch):
    code = "too_many_push_places"
    en = "At most {limit} browsers take pushes for one account; remove one first."
    ko = "한 계정은 브라우저 {limit}개까지 푸시를 받을 수 있습니다. 먼저 하나를 지워 주세요."


class PushPlaceUnknown(NotFound):
    code = "push_place_unknown"
    en = "No such browser takes pushes for you."
    ko = "그런 브라우저로는 푸시를 받고 있지 않습니다."


@dataclass(frozen=True, slots=True, kw_only=True)
class PushPlace:
    """Where a browser takes pushes, in the clear. Whoever knows it can be a nuisance, so it is sealed where it lies."""

    endpoint: str = field(repr=False)
    key: bytes = field(repr=False)  # its public key
    auth: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PushSubscription:
    """A browser that takes pushes, as it is kept. Times are aware UTC datetimes."""

    id: PushId
    account: AccountId
    session: SessionId
    digest: SecretHash  # of the endpoint: the same browser is found by it
    sealed: bytes = field(repr=False)  # a `PushPlace`
    added_at: datetime


def push_place(endpoint: str, key: str, auth: str, around: Around) -> PushPlace:
    """What a browser gave; keys are base64url. Raises `BadPushPlace`."""
    place = PushPlace(endpoint=endpoint, key=_bytes(key), auth=_bytes(auth))
    lengths = (len(place.key), len(place.auth)) == (_POINT, _AUTH) and place.key[0] == 4
    if not lengths or not endpoint.isascii() or not endpoint.isprintable() or len(endpoint) > LONGEST_ENDPOINT:
        raise BadPushPlace
    if around is Around.WORLD and not _in_the_world(endpoint):
        raise BadPushPlace
    return place


def _in_the_world(endpoint: str) -> bool:
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    plain = not (parts.username or parts.password or parts.fragment or " " in endpoint)
    return parts.scheme == "https" and bool(parts.hostname) and port in (None, 443) and plain


def _bytes(text: str) -> bytes:
    """Base64url with or without its padding."""
    try:
        return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise BadPushPlace from None
