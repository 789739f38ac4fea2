"""One picture of one's own cameo, for nobody else."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from walkon.actions.give_grant import NoCameo, cameo_of
from walkon.api.callers import Me
from walkon.domain.errors import NothingSealed
from walkon.domain.signing_in import Deed

router = APIRouter(tags=["cameos"])
_PICTURE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/jpeg": {"schema": {"type": "string", "format": "binary"}}}}
}


@router.get("/me/cameo/portrait", operation_id="read_my_portrait", response_class=Response, responses=_PICTURE)
def read_my_portrait(me: Me) -> Response:
    """How your cameo looks; for you alone, and for no program."""
    me.may(Deed.LOOK)
    me.by_themself()
    profile = me.service.store.read(lambda unit: cameo_of(unit, me.account))
    if me.service.portrait is None:
        raise NoCameo
    try:
        data = me.service.portrait(profile.cameo)
    except NothingSealed:
        raise NoCameo from None
    headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
    return Response(data, 200, headers, "image/jpeg")
