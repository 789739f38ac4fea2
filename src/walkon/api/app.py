"""The application."""

from __future__ import annotations

from fastapi import FastAPI

from walkon import __version__
from walkon.api import (
    cameos,
    films,
    health,
    notices,
    people,
    problem,
    productions,
    recordings,
    signing_in,
    takes,
    uploads,
)
from walkon.api.described import describe
from walkon.api.door import Door
from walkon.api.service import Service


def application(service: Service) -> FastAPI:
    """Walkon's HTTP interface for one server."""
    app = FastAPI(
        title="Walkon",
        version=__version__,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # those pages load scripts from other hosts
        redoc_url=None,
        redirect_slashes=False,  # one address for one thing; a redirect would repeat what was asked for
    )
    app.state.service = service
    problem.install(app)
    for routes in (signing_in, people, cameos, takes, recordings, uploads, productions, films, notices, health):
        app.include_router(routes.router, prefix="/api/v1")
    app.add_middleware(Door)
    describe(app)
    return app
