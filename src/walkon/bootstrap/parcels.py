"""Cameos that are taken to other servers, and brought along from them."""

from __future__ import annotations

from collections.abc import Mapping

from walkon.actions.bring_cameo import Bringing
from walkon.actions.pack_cameo import Packing
from walkon.bootstrap.server import Server
from walkon.domain.errors import WalkonError
from walkon.domain.parcel_errors import NoParcel
from walkon.domain.parcels import FACE, senders
from walkon.domain.policies import policy_called
from walkon.vault.parcels import SealedParcels
from walkon.vault.templates import require_templates


def packing(server: Server) -> Packing:
    """What takes cameos elsewhere."""
    return Packing(store=server.store, vault=server.house.vault, wraps=_wraps(server), here=server.settings.address)


def bringing(server: Server) -> Bringing:
    """What brings them along. Raises `BadSenders`, `UnknownPolicy`."""
    return Bringing(
        store=server.store,
        vault=server.house.vault,
        wraps=_wraps(server),
        sound=require_sound,
        here=server.settings.address,
        policy=policy_called(server.settings.server_policy),
        trusted=senders(server.settings.trusted_senders),
    )


def require_sound(parts: Mapping[str, bytes]) -> None:
    """Parts that came from elsewhere, looked at before they are sealed. Raises `NoParcel`."""
    from walkon.likeness.soundness import require_sound as require_likeness  # noqa: PLC0415
    from walkon.voice.model import VoiceModel  # noqa: PLC0415

    try:
        require_templates(parts[FACE], parts.get("speaker"))
        require_likeness(parts["likeness"])
        if "voice" in parts:
            VoiceModel.from_bytes(parts["voice"])
    except (WalkonError, ValueError, KeyError, OverflowError, MemoryError):
        raise NoParcel from None


def _wraps(server: Server) -> SealedParcels:
    return SealedParcels(server.house.signing.identity, server.house.clock.now)
