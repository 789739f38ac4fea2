"""Settings as Blender scenes. Nothing here is imported at run time."""

from __future__ import annotations

from collections.abc import Callable

from settings import concert, mars, noir_office
from settings.setting import Setting

SETTINGS: dict[str, Callable[[], Setting]] = {
    "concert": concert.build,
    "mars": mars.build,
    "noir_office": noir_office.build,
}
