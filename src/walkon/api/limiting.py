"""Which door a request comes to, and whether it comes too often."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from walkon.api.addresses import group_of
from walkon.domain.rates import Door, Rate, Rates, TooManyRequests
from walkon.ports.meters import Meter

API = "/api/v1"
TOLD = "walkon.told"  # in a request's scope: headers that its answer gets

_DOORS: tuple[tuple[str, re.Pattern[str], Door], ...] = tuple(
    (methods, re.compile(path), door)
    for methods, path, door in (
        ("POST", r"/sign-in/recover", Door.RECOVERY),
        ("POST", r"/sign-up/.*", Door.SIGN_UP),
        ("POST", r"/(sign-in|confirm)/.*", Door.SIGN_IN),
        ("POST", r"/checks(/links)?|/me/cameo/(parcel|brought)", Door.CHECKS),
        ("POST", r"/me/invites", Door.INVITES),
        ("POST", r"/access-requests", Door.ASKING),
        ("POST", r"/productions/[^/]*/comments", Door.COMMENTS),
        ("GET HEAD", r"/shared/.*", Door.SHOWN),
        ("POST", r"/understandings", Door.WRITING),
        ("POST", r"/uploads", Door.UPLOADS),
        ("PUT", r"/productions/[^/]*/lines/.*", Door.UPLOADS),
        ("PATCH HEAD", r"/uploads/.*", Door.RECORDING),
        ("GET", r"/me/recordings/[^/]*/cues", Door.RECORDING),
        ("GET", r"/people(/.*)?|/castable", Door.SEARCH),
        ("GET HEAD", r"/.*", Door.READS),
        ("POST PUT PATCH DELETE", r"/.*", Door.WRITES),
    )
)
_FREE = (f"{API}/health/", f"{API}/openapi.json")  # for whoever watches the server

Scope = MutableMapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limiting:
    """How often what may be asked, and who counts."""

    meter: Meter
    rates: Mapping[Door, Rates]


def door_of(method: str, path: str) -> Door | None:
    """None for what is not counted."""
    if not path.startswith(f"{API}/") or path.startswith(_FREE):
        return None
    rest = path.removeprefix(API)
    for methods, pattern, door in _DOORS:
        if method in methods.split() and pattern.fullmatch(rest):
            return door
    return None


def admit_address(limiting: Limiting, scope: Scope) -> None:
    """Count a request for the address it comes from. Raises `TooManyRequests`."""
    door = door_of(scope["method"], scope["path"])
    if door is not None:
        client = scope.get("client")
        _hit(limiting, scope, door, limiting.rates[door].address, f"address {group_of(client[0] if client else None)}")


def admit_account(limiting: Limiting | None, scope: Scope, account: str) -> None:
    """Count a request for who is signed in. Raises `TooManyRequests`."""
    door = None if limiting is None else door_of(scope["method"], scope["path"])
    if limiting is not None and door is not None:
        _hit(limiting, scope, door, limiting.rates[door].account, f"account {account}")


def told(scope: Scope) -> dict[str, str]:
    """Headers for the answer of a request, to be added to."""
    found: dict[str, str] = scope.setdefault(TOLD, {})
    return found


def _hit(limiting: Limiting, scope: Scope, door: Door, rate: Rate | None, who: str) -> None:
    if rate is None:
        return
    standing = limiting.meter.hit(door.value, who, rate)
    wait = max(1, math.ceil(standing.frees_in))
    told(scope).update(
        {
            "RateLimit-Policy": f'"{door.value}";q={rate.times};w={rate.seconds}',
            "RateLimit": f'"{door.value}";r={standing.left};t={wait}',
        }
    )
    if not standing.admitted:
        raise TooManyRequests(door=door.value, retry_after=wait)
