"""The other server at which people may sign in, as the settings name it."""

from __future__ import annotations

from walkon.domain.elsewhere_errors import ElsewhereUnfit
from walkon.elsewhere.discovery import Discovery
from walkon.elsewhere.provider import Client, OpenIdProvider
from walkon.ports.elsewhere import CALLBACK
from walkon.settings import OpenId, Settings
from walkon.vault.keys import Keys
from walkon.vault.people import PersonHashes


def provider(settings: Settings, keys: Keys) -> OpenIdProvider | None:
    """None where none is named. Raises `ElsewhereUnfit`."""
    named = settings.open_id
    if named is None:
        return None
    client = Client(
        issuer=named.issuer,
        id=named.client_id,
        secret=_secret(named),
        address=f"{settings.address}{CALLBACK}",
    )
    return OpenIdProvider(named.name, client, Discovery(named.issuer), PersonHashes(keys))


def _secret(named: OpenId) -> str | None:
    if named.client_secret or named.secret_file is None:
        return named.client_secret or None
    try:
        return named.secret_file.expanduser().read_text("utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        raise ElsewhereUnfit from None
