"""A cameo leaves for good: its key first, then the rest."""

from __future__ import annotations

from walkon.domain.cameo import Cameo
from walkon.domain.errors import UnknownHandle
from walkon.domain.ids import Handle
from walkon.ports.vault import CameoVault


def delete_cameo(vault: CameoVault, handle: Handle) -> Cameo:
    """The cameo that was deleted. Raises `UnknownHandle`."""
    cameo = vault.find(handle)
    if cameo is None:
        raise UnknownHandle(handle=str(handle))
    vault.delete(cameo.id)
    return cameo
