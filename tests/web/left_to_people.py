"""Recordings that were sent from a browser and that a policy left to a person."""

from __future__ import annotations

from dataclasses import replace

from tests.good_evidence import good
from tests.web.house import Visitor
from tests.web.little_film import little_film
from tests.web.town import Town
from walkon.actions import take_reviews
from walkon.domain.ids import TakeId
from walkon.domain.policies import STANDARD
from walkon.domain.refusal import Reason
from walkon.domain.takes import SentTake, TakeState, judged
from walkon.domain.verification import NeedsReview
from walkon.ports.store import Unit

STREAM = {"Content-Type": "application/offset+octet-stream", "Tus-Resumable": "1.0.0", "Upload-Offset": "0"}
UNDECIDED = (Reason.NO_LIGHT_CODE, Reason.NOT_WITNESSED)


def sends(visitor: Visitor, data: bytes) -> TakeId:
    """A recording for a challenge that was told whole; no worker has looked at it."""
    challenge = visitor.asks("POST", "/me/challenges", {})
    request, told = visitor.context.request, {"Origin": "/".join(visitor.page.url.split("/", 3)[:3])}
    made = request.post("/api/v1/uploads", headers={"Upload-Length": str(len(data)), **told})
    assert made.status == 201, made.text()
    place = made.headers["location"]
    assert request.patch(place, data=data, headers={**STREAM, **told}).status == 204
    form = {"challenge": challenge, "upload": place.rpartition("/")[2]}
    return TakeId(visitor.asks("POST", "/me/takes", form)["id"])


def left_to_a_person(town: Town, visitor: Visitor) -> TakeId:
    """A recording of moving colours, of which a worker would have measured that all is well but for the screen's colours."""
    take = sends(visitor, little_film())
    found = NeedsReview(evidence=good(), policy=STANDARD, reasons=UNDECIDED)

    def looked_at(unit: Unit) -> None:
        sent = unit.takes.find(id=take)
        assert sent is not None
        take_reviews.offer(unit, sent, found, town.society.clock.now())

    town.society.does(looked_at)
    return take


def becomes_a_cameo(town: Town, visitor: Visitor, take: TakeId) -> SentTake:
    """What a worker does after people's yes."""
    cameo = town.has_a_cameo(town.account(visitor))

    def made(unit: Unit) -> SentTake:
        sent = unit.takes.find(id=take)
        assert sent is not None and sent.state is TakeState.PASSED
        now = town.society.clock.now()
        return take_reviews.close(unit, judged(replace(sent, note=""), TakeState.ACCEPTED, now, cameo=cameo), now)

    return town.society.does(made)
