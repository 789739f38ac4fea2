"""The engines a server has beside the embedded one, as its operator lists them in a TOML file (docs/engines.md)."""

from __future__ import annotations

import ipaddress
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from walkon.domain.engines import Offered
from walkon.domain.grants import Where
from walkon.engines.errors import BadEngines, EngineInsecure

_KNOWN = {"name", "url", "token", "where", "at_once", "longest", "version", "ca"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A distant engine and how it is reached. `longest` seconds may pass between asking and having."""

    offered: Offered
    url: str
    token: str = field(repr=False)
    version: str = "unknown"  # as it is signed into films
    longest: float = 1800.0
    ca: Path | None = None  # PEM certificates to trust in place of the system's

    @property
    def name(self) -> str:
        return self.offered.name

    @property
    def address(self) -> SplitResult:
        return urlsplit(self.url)


def listed(path: Path) -> tuple[Listed, ...]:
    """The engines in a file. Raises `BadEngines`, `EngineInsecure`."""
    try:
        rows = tomllib.loads(path.read_text("utf-8")).get("engine", [])
        return tuple(_listed(row) for row in rows)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        raise BadEngines from None


def _listed(row: dict[str, Any]) -> Listed:
    if set(row) - _KNOWN:
        raise BadEngines
    offered = Offered(
        name=str(row["name"]), where=Where(row.get("where", Where.HOSTED.value)), at_once=int(row.get("at_once", 1))
    )
    found = Listed(
        offered=offered,
        url=str(row["url"]).rstrip("/"),
        token=str(row["token"]),
        version=str(row.get("version", "unknown")),
        longest=float(row.get("longest", 1800)),
        ca=Path(row["ca"]) if "ca" in row else None,
    )
    odd = found.address.username or found.address.password or found.address.query or found.address.fragment
    sensible = found.token.isascii() and found.token.isprintable() and offered.at_once > 0 and found.longest > 0
    if not found.address.hostname or odd or not found.token or not sensible:
        raise BadEngines
    check_address(found)
    return found


def check_address(engine: Listed) -> None:
    """Raises `EngineInsecure` where what is sent could be read on the way: without TLS, but to this very computer."""
    here = engine.address.hostname == "localhost" or _is_loopback(engine.address.hostname or "")
    if engine.address.scheme != "https" and not (engine.address.scheme == "http" and here):
        raise EngineInsecure(engine=engine.name)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
