"""For whom a release is meant, before the people in it are asked.

Rules
1. A release is meant for those its owner chose: their mutual friends, everybody here, or anyone. Its owner and its people
   see it in any case.
2. Who is apart from its owner (`Between.apart`) or not active is not meant.
"""

from __future__ import annotations

from walkon.domain.grants import Audience
from walkon.domain.people import Account, Between
from walkon.domain.production import Production


def in_audience(viewer: Account, production: Production, between: Between) -> bool:
    """Whether a release is meant for somebody who is neither its owner nor in it; `between` its owner and them."""
    if between.apart:
        return False
    match production.use.audience:
        case Audience.SERVER | Audience.ANYONE:
            return viewer.active
        case Audience.FRIENDS:
            return viewer.active and between.friends
        case Audience.THIS_COMPUTER | Audience.REQUESTER | Audience.CAST:
            return False
