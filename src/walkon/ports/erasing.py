"""What erasing needs of the places where things lie, and who signs for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from walkon.domain.ids import CameoId
from walkon.ports.media import Media
from walkon.ports.vault import CameoVault


class Erases(Protocol):
    """Erases by name; what is not there is fine."""

    def erase(self, name: str) -> None: ...


class Proves(Erases, Protocol):
    """And says whether something is there still."""

    def holds(self, name: str) -> bool: ...


class Shelf(Media, Protocol):
    """Sealed objects that can be looked through."""

    def holds(self, name: str) -> bool:
        """Whether something lies under this name, be it noise."""

    def names(self) -> Iterator[str]:
        """Everything that lies here, in no order."""


class KeyShelf(CameoVault, Protocol):
    """A vault that can be asked whether a key is there."""

    def holds(self, cameo: CameoId) -> bool:
        """Whether anything of the cameo's key can be found, a key that is half gone included."""


class SignReceipt(Protocol):
    def __call__(self, statement: Mapping[str, Any]) -> str:
        """A statement, signed in the name of this server."""
