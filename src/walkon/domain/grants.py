"""What a person allows: one grant for one grantee, with everything it is limited by.

Rules
1. A grant says what it allows; what it does not name it does not allow.
2. A forbidden kind of content beats an allowed one.
3. A grant begins when it is given and ends when it expires or is revoked, whichever comes first, at that very moment.
4. Approvals are asked for by stage: the storyboard before anything is rendered, the result before anybody else sees it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from walkon.domain.ids import AccountId, CameoId, GrantId


class Kind(StrEnum):
    """What a film is about, as screening finds it."""

    EVERYDAY = "everyday"  # nothing of the others
    COMEDY = "comedy"  # at somebody's expense, too
    ROMANCE = "romance"
    SWIMWEAR = "swimwear"  # and other little clothing
    VIOLENCE = "violence"
    HORROR = "horror"
    ALCOHOL = "alcohol"  # and tobacco
    POLITICS = "politics"
    RELIGION = "religion"
    NEWS = "news"  # could be taken for a report of something that happened
    ADVERTISING = "advertising"


class Purpose(StrEnum):
    """What a film is made for."""

    PERSONAL = "personal"
    EDUCATION = "education"
    ART = "art"
    COMMERCIAL = "commercial"


class Audience(StrEnum):
    """Who will see a film, from few to many."""

    THIS_COMPUTER = "this_computer"  # never leaves the home it is made in
    REQUESTER = "requester"  # only who asked for it
    CAST = "cast"  # and everybody who is in it
    FRIENDS = "friends"  # and the requester's mutual friends
    SERVER = "server"  # everybody with an account here
    ANYONE = "anyone"

    def within(self, widest: Audience) -> bool:
        """Whether nobody sees it who is not in `widest`."""
        order = list(Audience)
        return order.index(self) <= order.index(widest)


class Where(StrEnum):
    """Where an engine runs."""

    HERE = "here"  # on machines of this server
    HOSTED = "hosted"  # somebody else's service sees the likeness


class Stage(StrEnum):
    """What an approval is about."""

    STORYBOARD = "storyboard"
    RESULT = "result"


class Approval(StrEnum):
    """How often the person shown wants to be asked."""

    NONE = "none"
    FIRST_TIME = "first_time"  # until they have approved one film of this requester under this grant
    EVERY_VIDEO = "every_video"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A grant for one account."""

    account: AccountId


@dataclass(frozen=True, slots=True)
class MutualFriends:
    """A grant for everybody who follows the owner and is followed back, as long as that is so."""


@dataclass(frozen=True, slots=True)
class Everyone:
    """A grant for every account on this server."""


Grantee = Person | MutualFriends | Everyone


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What uses of a cameo are limited by. Times are aware UTC datetimes."""

    kinds: frozenset[Kind]
    forbidden: frozenset[Kind] = frozenset()
    purposes: frozenset[Purpose]
    audience: Audience  # the widest
    where: frozenset[Where]
    engines: frozenset[str] | None = None  # by name; None: any that runs there
    approval: Approval
    stages: frozenset[Stage]  # what is shown for approval; empty where none is asked for
    videos: int | None  # how many; None: any number
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant(Terms):
    """One consent: terms, given by the owner of a cameo to somebody."""

    id: GrantId
    cameo: CameoId
    grantee: Grantee
    given_at: datetime
    revoked_at: datetime | None = None


def in_force(grant: Grant, now: datetime) -> bool:
    """Whether a grant has begun and has not ended."""
    ended = [end for end in (grant.expires_at, grant.revoked_at) if end is not None and end <= now]
    return grant.given_at <= now and not ended
