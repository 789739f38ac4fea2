"""The application."""

from __future__ import annotations

from fastapi import FastAPI

from walkon import __version__
from walkon.api import (
    cameos,
    descents,
    desk,
    desk_films,
    desk_reports,
    desk_takes,
    doorway,
    films,
    health,
    links,
    notices,
    people,
    plans,
    problem,
    productions,
    recordings,
    reports,
    signing_in,
    takes,
    uploads,
)
from walkon.api.service import Service


def application(service: Service) -> FastAPI:
    """Walkon's HTTP interface for one server."""
    app = FastAPI(
        title="Walkon",
        version=__version__,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # those pages load scripts from other hosts
        redoc_url=None,
    )
    app.state.service = service
    problem.install(app)
    doorway.install(app, service.origin, service.limiting)
    for routes in (
        signing_in,
        people,
        cameos,
        takes,
        recordings,
        uploads,
        productions,
        descents,
        films,
        links,
        reports,
        notices,
        plans,
        desk,
        desk_takes,
        desk_films,
        desk_reports,
        health,
    ):
        app.include_router(routes.router, prefix="/api/v1")
    return app
