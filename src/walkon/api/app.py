"""The application."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig

from walkon import __version__
from walkon.api import (
    admin,
    admin_server,
    cameos,
    captions,
    catalogue,
    channels,
    checks,
    descents,
    desk,
    desk_films,
    desk_reports,
    desk_takes,
    doorway,
    elsewhere,
    exports,
    films,
    health,
    house,
    inbox,
    invites,
    links,
    live,
    making,
    notices,
    pages,
    parcels,
    passkeys,
    people,
    plans,
    portraits,
    problem,
    productions,
    profiles,
    readings,
    recordings,
    releases,
    reports,
    responses,
    sessions,
    shared,
    signing_in,
    strikes,
    takes,
    tokens,
    understandings,
    uploads,
    withdrawals,
)
from walkon.api.described import describe
from walkon.api.service import Service
from walkon.api.watched import Watched
from walkon.operating.figures import Figures

QUIET: TelemetryConfig = {  # the framework's own spans and lines hold paths, queries and texts of exceptions
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
    "auto_configure": False,
}


def application(service: Service, figures: Figures | None = None) -> FastAPI:
    """Walkon's HTTP interface for one server, counted in `figures`."""
    app = FastAPI(
        title="Walkon",
        version=__version__,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # those pages load scripts from other hosts
        redoc_url=None,
        telemetry=QUIET,
        redirect_slashes=False,  # one address for one thing; a redirect would repeat what was asked for
    )
    app.state.service = service
    app.state.listeners = live.Listeners()
    problem.install(app)
    doorway.install(app, service.origin, service.limiting)
    for routes in (
        signing_in,
        elsewhere,
        passkeys,
        sessions,
        tokens,
        invites,
        people,
        profiles,
        cameos,
        portraits,
        exports,
        withdrawals,
        parcels,
        takes,
        recordings,
        uploads,
        productions,
        understandings,
        catalogue,
        making,
        readings,
        descents,
        releases,
        responses,
        films,
        captions,
        links,
        shared,
        reports,
        notices,
        inbox,
        live,
        channels,
        plans,
        desk,
        desk_takes,
        desk_films,
        desk_reports,
        admin,
        admin_server,
        checks,
        strikes,
        health,
        house,
    ):
        app.include_router(routes.router, prefix="/api/v1")
    app.include_router(pages.router)  # the last, since it has an answer for every address
    app.add_middleware(Watched, figures=figures or Figures())
    describe(app)
    return app
