"""API tokens: what programs act by."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field

from walkon.actions import keys
from walkon.api.callers import Me, rights_of
from walkon.api.forms import Form
from walkon.api.once import once
from walkon.domain.api_tokens import Scope
from walkon.domain.ids import TokenId
from walkon.domain.signing_in import Deed
from walkon.ports.store import Unit

router = APIRouter(tags=["signing in"])


class TokenWanted(Form):
    """An API token for a program."""

    name: Annotated[str, Field(max_length=200)]
    scopes: Annotated[list[Scope], Field(min_length=1)]
    days: Annotated[int, Field(ge=1, le=365)] = 90


class TokenShown(Form):
    """A token of yours; its text is shown only when it is made."""

    id: str
    name: str
    scopes: list[Scope]
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None


class TokenMade(TokenShown):
    """And the text of a new token."""

    text: str


@router.post("/me/tokens", status_code=201, operation_id="make_token")
def make_token(form: TokenWanted, me: Me) -> TokenMade:
    """Make an API token; it can do what its scopes say and nothing else."""
    me.may(Deed.MAKE_TOKEN)
    scopes, rights, lasts = frozenset(form.scopes), rights_of(me.account), timedelta(days=form.days)

    def change(unit: Unit) -> TokenMade:
        made = keys.make_token(unit, me.account, form.name, scopes, rights, lasts, me.now)
        token = made.token
        return TokenMade(
            text=made.text,
            id=token.id,
            name=token.name,
            scopes=sorted(token.scopes),
            made_at=token.made_at,
            expires_at=token.expires_at,
            used_at=None,
        )

    return once(me, TokenMade, change)


@router.get("/me/tokens", operation_id="list_tokens")
def list_tokens(me: Me) -> list[TokenShown]:
    """Your API tokens that have not been revoked."""
    me.may(Deed.LOOK)
    account = me.session.account  # no token reads them
    found = me.service.store.read(lambda unit: unit.tokens.all(account=account))
    return [
        TokenShown(
            id=token.id,
            name=token.name,
            scopes=sorted(token.scopes),
            made_at=token.made_at,
            expires_at=token.expires_at,
            used_at=token.used_at,
        )
        for token in found
        if token.revoked_at is None
    ]


@router.delete("/me/tokens/{token}", status_code=204, operation_id="revoke_token")
def revoke_token(token: str, me: Me) -> None:
    """Revoke a token."""
    me.may(Deed.REVOKE_TOKEN)
    me.service.store.write(lambda unit: keys.revoke_token(unit, me.account, TokenId(token), me.now))
