"""Whether the server lives, and whether it can answer: for whoever starts and watches it. Tells nothing else."""

from __future__ import annotations

from fastapi import APIRouter

from walkon.api.callers import At
from walkon.api.forms import Form

router = APIRouter(tags=["health"])


class Well(Form):
    """All is well."""

    ok: bool = True


@router.get("/health/live", operation_id="live")
def live() -> Well:
    """The process answers."""
    return Well()


@router.get("/health/ready", operation_id="ready")
def ready(service: At) -> Well:
    """The database answers, too; 503 where it does not."""
    service.store.read(lambda unit: unit.accounts.any())
    return Well()
