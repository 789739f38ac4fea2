"""A house in which nobody draws, so that tests decide how far a film is; and cameos that can be looked at."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import cv2
import numpy as np

from tests.made_puppet import likeness
from tests.web.house import House, Visitor
from tests.web.town import Town
from tests.world import VirtualClock
from walkon.actions.advance import advance
from walkon.domain.people import Account
from walkon.domain.production import Production, State
from walkon.ports.store import Unit, What


@cache
def picture(hue: int = 20) -> bytes:
    """A JPEG of one colour, darker to one side."""
    shade = np.linspace(120, 235, 320, dtype=np.uint8)
    hsv = np.dstack([np.full((180, 320), hue, np.uint8), np.full((180, 320), 110, np.uint8), np.tile(shade, (180, 1))])
    done, data = cv2.imencode(".jpg", cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR))
    assert done
    return bytes(data.tobytes())


class Now(VirtualClock):
    """What is done in the page and what a test does beside it have the same time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class Quiet(Town):
    """The people of a house without workers."""

    def __init__(self, house: House, film: bytes = b"") -> None:
        super().__init__(house, film, [picture(20), picture(60), picture(110)])
        self.society.clock = Now()

    def moves_in(self, visitor: Visitor) -> Account:
        """Somebody who signed up by browser gets a cameo that can be looked at."""
        account = super().moves_in(visitor)
        vault = self.server.house.vault
        record = vault.find(account.handle)
        assert record is not None
        vault.renew(record, {"likeness": likeness()})
        return account

    def goes_on(self, production: str) -> Production:
        """The storyboard or the film is there, as if a worker had drawn it."""
        found = self.society.state(production)  # type: ignore[arg-type]
        what = What.STILL if found.state is State.STORYBOARD else What.FILM
        self.keeps(found, what, self.stills if what is What.STILL else [self.film])

        def done(unit: Unit) -> Production:
            now = self.society.clock.now()
            after = advance(unit, found, now)
            return advance(unit, after, now) if after.state is State.REVIEWING else after

        return self.society.does(done)
