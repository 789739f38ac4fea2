"""One file per costume; `WARDROBE` names them. A costume builds its objects into the empty scene."""

from __future__ import annotations

from collections.abc import Callable

from wardrobe.costumes.astronaut import astronaut
from wardrobe.costumes.detective import detective
from wardrobe.costumes.fedora import fedora
from wardrobe.costumes.performer import performer
from wardrobe.costumes.wetsuit import wetsuit

WARDROBE: dict[str, Callable[[], None]] = {
    "wetsuit": wetsuit,
    "astronaut": astronaut,
    "performer": performer,
    "detective": detective,
    "fedora": fedora,
}
HATS = frozenset({"fedora"})
