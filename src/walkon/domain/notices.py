"""What people are told, at once, and by which ways.

Rules
1. Whoever is shown is always told: their own inbox cannot be turned off.
2. A notice says what happened and names things by their ids; who reads it looks them up and sees what they may see.
   Nothing personal travels by push or mail.
3. Beyond the inbox people choose per event; what asks for an answer is pushed unless they say no, the rest is not
   unless they say yes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from walkon.domain.ids import AccountId, CameoId, NoticeId, ProductionId, RequestId


class Event(StrEnum):
    """What happened."""

    ASKED = "asked"  # somebody asks for the use of your cameo
    ASK_GRANTED = "ask_granted"
    ASK_DECLINED = "ask_declined"
    GRANTED = "granted"  # somebody allowed you to use their cameo without being asked
    REVOKED = "revoked"  # and does not any longer
    CAST = "cast"  # somebody put you into a video
    REMADE = "remade"  # somebody makes another video from yours, which is the one that is named
    STORYBOARD_TO_APPROVE = "storyboard_to_approve"
    RESULT_TO_APPROVE = "result_to_approve"
    APPROVED = "approved"  # somebody in your video
    CHANGE_WANTED = "change_wanted"  # somebody in your video asks for a change; it waits for you
    TURNED_DOWN = "turned_down"  # somebody in your video said no, or it was refused
    READY = "ready"
    FAILED = "failed"
    RELEASED = "released"  # a video with you in it
    WITHDRAWN = "withdrawn"  # a video of yours, or with you in it
    EXPIRED = "expired"
    FOLLOWED = "followed"
    COMMENTED = "commented"  # somebody wrote under a video of yours
    SECURITY = "security"  # a new passkey, a recovery sign-in, a new token
    TAKE_JUDGED = "take_judged"  # your recording was looked at
    CAMEO_SUSPENDED = "cameo_suspended"
    RECORDING_OPENED = "recording_opened"  # a reviewer looked at the recording you asked them to look at
    FILM_IN_REVIEW = "film_in_review"  # a person looks at your video, or one with you in it, before it is ready
    FILM_REVIEWED = "film_reviewed"  # and said whether it goes on
    AT_THE_DESK = "at_the_desk"  # for reviewers: something waits for them
    REPORT_DECIDED = "report_decided"  # one you made
    RULED_AGAINST = "ruled_against"  # a report about you or yours; you may appeal
    APPEAL_HEARD = "appeal_heard"
    HIDDEN = "hidden"  # a release, until a report about it is decided
    SHOWN_AGAIN = "shown_again"
    ACCOUNT_SUSPENDED = "account_suspended"
    ACCOUNT_RESTORED = "account_restored"
    CAMEO_PACKED = "cameo_packed"  # your cameo was put into a file for another server
    CAMEO_BROUGHT = "cameo_brought"  # your cameo came here from another server


class Channel(StrEnum):
    """How a notice reaches somebody."""

    INBOX = "inbox"  # and, while they are looking, live
    PUSH = "push"
    MAIL = "mail"


ASKS_FOR_ANSWER = frozenset({Event.ASKED, Event.STORYBOARD_TO_APPROVE, Event.RESULT_TO_APPROVE})
_PUSHED = ASKS_FOR_ANSWER | {
    Event.CAST,
    Event.CHANGE_WANTED,
    Event.RELEASED,
    Event.SECURITY,
    Event.CAMEO_SUSPENDED,
    Event.ACCOUNT_SUSPENDED,
    Event.RULED_AGAINST,
    Event.RECORDING_OPENED,
    Event.CAMEO_PACKED,
    Event.CAMEO_BROUGHT,
}

Rules = Mapping[tuple[Event, Channel], bool]
"""What one person chose; what is missing is as it is by default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing somebody is told. `by` did it, `None` where it was nobody's deed. Times are aware UTC datetimes."""

    account: AccountId
    event: Event
    at: datetime
    by: AccountId | None = None
    production: ProductionId | None = None
    request: RequestId | None = None
    cameo: CameoId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A notice as it lies in an inbox."""

    id: NoticeId
    notice: Notice
    read_at: datetime | None


def channels(event: Event, rules: Rules) -> frozenset[Channel]:
    """The ways this reaches somebody with these rules; the inbox is always among them."""
    chosen = {Channel.INBOX}
    for channel in (Channel.PUSH, Channel.MAIL):
        if rules.get((event, channel), channel is Channel.PUSH and event in _PUSHED):
            chosen.add(channel)
    return frozenset(chosen)
