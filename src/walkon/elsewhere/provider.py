"""One OpenID Connect provider: authorization code flow with PKCE (RFC 7636, S256), ID token only.

Nothing but the ID token is looked at: no profile is asked for, access and refresh tokens are dropped. The scope is `openid`
and nothing else, so that the other server has no reason to tell names or addresses; what it tells all the same is not kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session

from walkon.domain.elsewhere import PersonHash, Tokens
from walkon.domain.elsewhere_claims import Expected, subject_of
from walkon.domain.elsewhere_errors import ElsewhereAway, ElsewhereDeclined, ElsewhereRefused, ElsewhereUnfit
from walkon.elsewhere.discovery import Discovery
from walkon.elsewhere.id_token import UnknownKey, verified
from walkon.elsewhere.web import TIMEOUT, is_safe, with_small_answers
from walkon.ports.elsewhere import CameBack

_OURS = frozenset(
    {"invalid_client", "unauthorized_client", "unsupported_grant_type"}
)  # how this server was set up there


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """How this server is known to the other one. `address` is where people come back to."""

    issuer: str
    id: str
    secret: str | None = field(repr=False)
    address: str


class OpenIdProvider:
    """`ports.elsewhere.OtherServer`. `keep` gives what is kept of an issuer and a subject."""

    def __init__(self, name: str, client: Client, discovery: Discovery, keep: Callable[[str, str], PersonHash]) -> None:
        """Raises `ElsewhereUnfit`."""
        local = urlsplit(client.issuer).scheme == "http"
        if not client.id or not is_safe(client.issuer, loopback=True) or urlsplit(client.issuer).query:
            raise ElsewhereUnfit
        self.name = name or urlsplit(client.issuer).hostname or client.issuer
        self._client, self._discovery, self._keep, self._local = client, discovery, keep, local

    def way_there(self, tokens: Tokens, *, fresh: bool) -> str:
        more = {"prompt": "login", "max_age": "0"} if fresh else {}
        with self._session() as session:
            address, _state = session.create_authorization_url(
                self._discovery.described().authorization,
                state=tokens.state,
                code_verifier=tokens.verifier,
                nonce=tokens.nonce,
                **more,
            )
        return str(address)

    def person(self, came: CameBack, tokens: Tokens, *, began_at: datetime, fresh: bool, now: datetime) -> PersonHash:
        described = self._discovery.described()
        if (described.names_itself or came.issuer is not None) and came.issuer != self._client.issuer:
            raise ElsewhereRefused
        if came.error is not None or not came.code:
            raise ElsewhereDeclined
        claims = self._verified(self._id_token(came.code, tokens))
        expected = Expected(
            issuer=self._client.issuer, client=self._client.id, nonce=tokens.nonce, began_at=began_at, fresh=fresh
        )
        return self._keep(self._client.issuer, subject_of(claims, expected, now))

    def _id_token(self, code: str, tokens: Tokens) -> object:
        """The ID token for a code. Raises `ElsewhereRefused` where the other server does not take the code, `ElsewhereAway`."""
        with self._session() as session:
            session.register_compliance_hook("access_token_response", _answers_itself)
            try:
                answer = session.fetch_token(
                    self._discovery.described().token,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=tokens.verifier,
                    timeout=TIMEOUT,
                    allow_redirects=False,
                )
            except OAuthError as error:
                raise (ElsewhereAway if error.error in _OURS else ElsewhereRefused) from None
            except (requests.RequestException, ValueError):
                raise ElsewhereAway from None
        return answer.get("id_token") if isinstance(answer, dict) else None

    def _verified(self, token: object) -> dict[str, Any]:
        """The claims of a token; the keys are asked for once more where it names one that is new."""
        try:
            return verified(token, self._discovery.keys())
        except UnknownKey:
            pass
        try:
            return verified(token, self._discovery.keys(anew=True))
        except UnknownKey:
            raise ElsewhereRefused from None

    def _session(self) -> Any:
        secret = self._client.secret
        by = "client_secret_post" if self._discovery.described().by_post else "client_secret_basic"
        session = OAuth2Session(
            self._client.id,
            secret,
            token_endpoint_auth_method=by if secret else "none",
            scope="openid",
            redirect_uri=self._client.address,
            code_challenge_method="S256",
        )
        return with_small_answers(session)


def _answers_itself(answer: Any) -> Any:
    """The answer, unless it leads on to another place. Raises `ElsewhereAway`."""
    if 300 <= answer.status_code < 400:
        raise ElsewhereAway
    return answer
