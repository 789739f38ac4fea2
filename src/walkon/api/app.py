"""The application."""

from __future__ import annotations

from fastapi import FastAPI

from walkon import __version__
from walkon.api import (
    cameos,
    elsewhere,
    films,
    health,
    invites,
    notices,
    passkeys,
    people,
    problem,
    productions,
    recordings,
    sessions,
    signing_in,
    takes,
    tokens,
    uploads,
    withdrawals,
)
from walkon.api.service import Service

LARGEST_BODY = 256 * 1024  # bytes of JSON; uploads have their own limit


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
    for routes in (signing_in, elsewhere, passkeys, sessions, tokens, invites):
        app.include_router(routes.router, prefix="/api/v1")
    for routes in (people, cameos, withdrawals, takes, recordings, uploads, productions, films, notices, health):
        app.include_router(routes.router, prefix="/api/v1")
    return app
