"""ID tokens: who signed them, and with an algorithm that is to be trusted. What they say is judged in `domain`.

Algorithms that need a shared secret, and `none`, are not among those that are taken. A key opens for its own algorithm only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, RSAKey

from walkon.domain.elsewhere_errors import ElsewhereAway, ElsewhereRefused
from walkon.elsewhere.web import json_object

ALGORITHMS = frozenset({"RS256", "PS256", "ES256"})
LEAST_RSA = 2048  # bits (RFC 7518, 3.3)
LARGEST = 16 * 1024  # characters of a token
MOST_KEYS = 50


class UnknownKey(ElsewhereRefused):
    """Signed by a key that is not known; the other server may have new ones."""

    code = "elsewhere_key_unknown"


class _Rules(jws.JWSRegistry):
    """Some servers put their certificate into the header."""

    max_header_length = 8 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyingKey:
    """A public key of the other server."""

    id: str | None
    algorithms: frozenset[str]
    key: RSAKey | ECKey = field(repr=False)


def verifying_keys(document: Mapping[str, Any]) -> tuple[VerifyingKey, ...]:
    """The keys of a key set that are fit to verify with; others are passed over. Raises `ElsewhereAway` without any."""
    rows = document.get("keys")
    found = [_key(row) for row in rows[:MOST_KEYS]] if isinstance(rows, list) else []
    fit = tuple(key for key in found if key is not None)
    if not fit:
        raise ElsewhereAway
    return fit


def _key(row: object) -> VerifyingKey | None:
    if not isinstance(row, dict) or row.get("use", "sig") != "sig" or row.get("kty") not in ("RSA", "EC"):
        return None
    public = {name: value for name, value in row.items() if name not in ("key_ops", "d", "p", "q", "dp", "dq", "qi")}
    try:
        key = JWKRegistry.import_key(public)
    except Exception:  # noqa: BLE001  whatever a broken key makes a library raise, it is no key
        return None
    match key:
        case RSAKey() if key.public_key.key_size >= LEAST_RSA:
            fits = frozenset({"RS256", "PS256"})
        case ECKey() if row.get("crv") == "P-256":
            fits = frozenset({"ES256"})
        case _:
            return None
    named, id = row.get("alg"), row.get("kid")
    algorithms = fits if named is None else fits & {str(named)}
    return VerifyingKey(id=id if isinstance(id, str) else None, algorithms=algorithms, key=key) if algorithms else None


def verified(token: object, keys: Sequence[VerifyingKey]) -> dict[str, Any]:
    """What a token says whose signature fits one of the keys. Raises `UnknownKey`, and `ElsewhereRefused` for the rest."""
    if not isinstance(token, str) or len(token) > LARGEST or not token.isascii():
        raise ElsewhereRefused
    try:
        header = jws.extract_compact(token.encode(), registry=_Rules()).headers()
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        raise ElsewhereRefused from None
    algorithm = header.get("alg")
    if (
        not isinstance(algorithm, str)
        or algorithm not in ALGORITHMS
        or {"crit", "b64"} & set(header)
        or header.get("typ", "JWT") not in ("JWT", "jwt")
    ):
        raise ElsewhereRefused
    key = _chosen(header.get("kid"), algorithm, keys)
    try:
        payload = jws.deserialize_compact(
            token, key.key, registry=_Rules(algorithms=[algorithm], strict_check_header=False)
        ).payload
    except (JoseError, ValueError, TypeError):
        raise ElsewhereRefused from None
    try:
        return json_object(payload or b"")
    except ElsewhereAway:
        raise ElsewhereRefused from None


def _chosen(id: object, algorithm: str, keys: Sequence[VerifyingKey]) -> VerifyingKey:
    """The one key that is meant. A token without a key's name is taken only where one key can be meant."""
    able = [key for key in keys if algorithm in key.algorithms and (id is None or key.id == id)]
    if not able:
        raise UnknownKey
    if len(able) > 1:
        raise ElsewhereRefused
    return able[0]
