"""Captions of films."""

from __future__ import annotations

import re
from typing import Any

from fastapi import APIRouter, Response

from walkon.actions import publish
from walkon.api.callers import Me
from walkon.domain.captions import estimated, webvtt
from walkon.domain.ids import ProductionId
from walkon.domain.production import Production
from walkon.domain.signing_in import Deed
from walkon.ports.media import Media
from walkon.ports.store import Made, Unit, What

router = APIRouter(tags=["films"])
VTT: dict[int | str, dict[str, Any]] = {
    200: {"description": "WebVTT; nothing but its head where nobody speaks.", "content": {"text/vtt": {}}}
}
_NAME = re.compile(r"^<v [^>]*>", re.M)


@router.get("/productions/{production}/captions", operation_id="read_captions", response_class=Response, responses=VTT)
def read_captions(production: str, me: Me) -> Response:
    """What is said in a film that you may see, by whom, and when."""
    me.may(Deed.LOOK)

    def look(unit: Unit) -> tuple[Production, Made | None]:
        found = publish.visible(unit, me.account, ProductionId(production), me.now)
        return found, unit.made.find(production=found.id, what=What.CAPTIONS, place=0)

    return vtt(captions_of(me.service.media, *me.service.store.read(look)))


def captions_of(media: Media, production: Production, made: Made | None, *, named: bool = True) -> str:
    """As they were made with the film, or as its plan lets one guess; without names where they are not to be told."""
    if made is None:
        text = webvtt(() if production.plan is None else estimated(production.plan))
    else:
        reader = media.open(made.kept)
        text = reader.read(0, reader.size).decode("utf-8", "replace")
    return text if named else _NAME.sub("", text)


def vtt(text: str) -> Response:
    headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
    return Response(text, 200, headers, "text/vtt")
