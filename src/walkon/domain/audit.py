"""What was done at the desk, and by whom: ids and codes only, written once and never changed.

Whoever runs the server reads it. It says who opened whose recording, so that nobody does so for no reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from walkon.domain.ids import AccountId


class Act(StrEnum):
    """What was done."""

    NAMED_REVIEWER = "named_reviewer"
    DISMISSED_REVIEWER = "dismissed_reviewer"
    ASKED_FOR_REVIEW = "asked_for_review"  # by the owner of a recording
    TOOK_BACK = "took_back"
    OPENED_TAKE = "opened_take"
    ACCEPTED_TAKE = "accepted_take"
    REFUSED_TAKE = "refused_take"
    EXPIRED_TAKE = "expired_take"  # by nobody
    MADE_CAMEO = "made_cameo"  # by a worker, after a person's yes
    LEFT_TO_DESK = "left_to_desk"  # a film, by the server's rules
    OPENED_FILM = "opened_film"
    ACCEPTED_FILM = "accepted_film"
    REFUSED_FILM = "refused_film"
    REPORTED = "reported"
    HID = "hid"  # a release, until a report about it is decided
    SHOWED_AGAIN = "showed_again"
    RULED = "ruled"  # on a report
    APPEALED = "appealed"
    RULED_APPEAL = "ruled_appeal"
    STRUCK = "struck"  # a strike, with a ruling
    TOOK_STRIKE_BACK = "took_strike_back"
    SUSPENDED = "suspended"  # an account; the code says why
    RESTORED = "restored"  # an account, from a reason or, without a code, from all
    SET_PLAN = "set_plan"  # tier or own quotas
    SIGNED_OUT = "signed_out"  # somebody, everywhere
    ENDED_INVITE = "ended_invite"
    PACKED_CAMEO = "packed_cameo"  # by its owner, for another server
    BROUGHT_CAMEO = "brought_cameo"  # from another server; the code says what is in doubt, or that it was believed


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One deed. `actor` None: the server by itself. `number` counts up from 1, and is given when it is written."""

    at: datetime
    actor: AccountId | None
    act: Act
    subject: str  # id of a take, a production, a report, a parcel or an account
    about: AccountId | None = None  # whom it concerns
    code: str = ""  # of a ruling
    number: int = 0
