"""What another server says of itself (OpenID Connect Discovery 1.0): remembered for an hour, its keys as well.

One that does not answer is left alone for a while, so that people who ask meanwhile do not wait for it one after the other.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from walkon.domain.elsewhere_errors import ElsewhereAway
from walkon.elsewhere.id_token import VerifyingKey, verifying_keys
from walkon.elsewhere.web import fetched, is_safe

REMEMBERED = 3600.0  # seconds
LEFT_ALONE = 10.0  # seconds after it did not answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """Where the other server is asked what."""

    authorization: str
    token: str
    keys: str
    by_post: bool  # whether it takes the client's secret in the body only
    names_itself: bool  # whether each answer names its issuer (RFC 9207)


class Discovery:
    """The other server's description and keys."""

    def __init__(
        self,
        issuer: str,
        fetch: Callable[[str], Mapping[str, Any]] = fetched,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._issuer, self._fetch, self._seconds = issuer, fetch, seconds
        self._lock = threading.Lock()
        self._away_since = float("-inf")
        self._described: tuple[float, Described] | None = None
        self._keys: tuple[float, tuple[VerifyingKey, ...]] | None = None

    def described(self) -> Described:
        """Raises `ElsewhereAway`."""
        with self._lock:
            if self._described is None or self._seconds() >= self._described[0] + REMEMBERED:
                found = self._asked(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration")
                self._described = (self._seconds(), read(found, self._issuer))
            return self._described[1]

    def keys(self, *, anew: bool = False) -> tuple[VerifyingKey, ...]:
        """What it signs with; `anew`: not from memory. Raises `ElsewhereAway`."""
        where = self.described().keys
        with self._lock:
            if anew or self._keys is None or self._seconds() >= self._keys[0] + REMEMBERED:
                self._keys = (self._seconds(), verifying_keys(self._asked(where)))
            return self._keys[1]

    def _asked(self, where: str) -> Mapping[str, Any]:
        """Raises `ElsewhereAway`."""
        if self._seconds() < self._away_since + LEFT_ALONE:
            raise ElsewhereAway
        try:
            return self._fetch(where)
        except ElsewhereAway:
            self._away_since = self._seconds()
            raise


def read(document: Mapping[str, Any], issuer: str) -> Described:
    """A discovery document. Raises `ElsewhereAway` where it is another server's, or names places that are not safe."""
    loopback = urlsplit(issuer).scheme == "http"
    places = [document.get(name) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
    if document.get("issuer") != issuer or not all(is_safe(place, loopback=loopback) for place in places):
        raise ElsewhereAway
    methods = document.get("token_endpoint_auth_methods_supported")
    names = methods if isinstance(methods, list) else ["client_secret_basic"]
    authorization, token, keys = (str(place) for place in places)
    return Described(
        authorization=authorization,
        token=token,
        keys=keys,
        by_post="client_secret_basic" not in names and "client_secret_post" in names,
        names_itself=document.get("authorization_response_iss_parameter_supported") is True,
    )
