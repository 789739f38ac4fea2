"""The application as `walkon serve` runs it, in one process or in each of several."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict
from urllib.parse import urlsplit

from walkon.api.addresses import proxies
from walkon.api.limiting import Limiting
from walkon.bootstrap.server import Server
from walkon.cli.watching import tell
from walkon.domain.rates import chosen
from walkon.settings import Settings, from_environment

if TYPE_CHECKING:
    from fastapi import FastAPI


def application_here() -> FastAPI:
    """The application for the environment's settings, as one process of several makes it for itself."""
    settings = from_environment()
    tell(settings)
    return application_of(Server(settings))


def application_of(server: Server) -> FastAPI:
    """The application of a server. Raises `BadRateLimits`, `BadPlans` and what else the settings can have wrong."""
    from walkon.api.app import application  # noqa: PLC0415
    from walkon.api.checking import Checking  # noqa: PLC0415
    from walkon.api.service import Service  # noqa: PLC0415
    from walkon.bootstrap.parcels import bringing, packing  # noqa: PLC0415

    settings = server.settings
    service = Service(
        store=server.store,
        media=server.media,
        eraser=server.eraser,
        uploads=server.uploads,
        challenges=server.house.challenges,
        passkeys=server.passkeys,
        clock=server.house.clock,
        plan=server.plan,
        sign_up=settings.sign_up,
        origin=settings.address,
        allowances=server.allowances,
        limiting=limits(settings),
        answers=server.answers,
        links=server.links,
        shares=server.shares,
        engines=server.engines,
        desk=settings.desk,
        waking=server.waking,
        reach=server.reach,
        elsewhere=server.elsewhere,
        attempts=server.house.attempts,
        finishing=server.finishing,
        offered=server.house.offered,
        seals=server.small_seals,
        checking=Checking(root=server.house.signing.root),
        condition=server.condition,
        portrait=server.portrait,
        packing=packing(server),
        bringing=bringing(server),
        hear=server.hear,
    )
    return application(service, server.figures)


def limits(settings: Settings) -> Limiting | None:
    """How often everybody may come, counted in this process. Raises `BadRateLimits`."""
    from walkon.metering.in_memory import MemoryMeter  # noqa: PLC0415

    rates = chosen(settings.rate_limits)
    return None if rates is None else Limiting(meter=MemoryMeter(), rates=rates)


class Door(TypedDict):
    """How the server listens; passed on to uvicorn as it is."""

    log_level: str
    log_config: None
    access_log: bool
    proxy_headers: bool
    forwarded_allow_ips: str
    server_header: bool


def listening(settings: Settings) -> Door:
    """Whom the server believes and what it tells. Raises `BadProxies`."""
    trusted = proxies(settings.proxies, secure=urlsplit(settings.address).scheme == "https")
    return Door(
        log_level="warning",
        log_config=None,
        access_log=False,  # addresses and paths say who looked at what, and the paths of links are keys
        proxy_headers=bool(trusted),
        forwarded_allow_ips=",".join(trusted),
        server_header=False,
    )
