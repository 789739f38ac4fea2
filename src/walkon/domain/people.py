"""Who people are here, what they are to each other, and who may see whom.

Rules
1. Everybody sees themself.
2. A block hides two people from each other, whoever blocked whom.
3. Who is suspended or has left is seen by nobody but the staff.
4. A profile is seen by those its owner chose: everybody with an account, mutual friends, or nobody. Who is signed out
   sees nobody.
5. The cameo of somebody who shows their profile is seen by those the owner chose for the cameo, and by whoever holds a
   grant for it; a minor's cameo by nobody.
6. Who may not see something is told that it does not exist, in the same words as if it did not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from walkon.domain.capture import Language
from walkon.domain.errors import BadInput, NotFound
from walkon.domain.ids import AccountId, Handle


class Tier(StrEnum):
    """What somebody may use of the server; the numbers behind it are settings."""

    FREE = "free"
    PLUS = "plus"
    PRO = "pro"
    TEAM = "team"


class Office(StrEnum):
    """What somebody does for the server."""

    MEMBER = "member"
    REVIEWER = "reviewer"  # decides at the desk what is left to a person
    ADMIN = "admin"  # and manages accounts


class Visibility(StrEnum):
    """Who sees a profile or a cameo, from many to few."""

    MEMBERS = "members"  # everybody with an account here
    FRIENDS = "friends"  # mutual friends
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who signs in. Times are aware UTC datetimes."""

    id: AccountId
    handle: Handle
    joined_at: datetime
    language: Language
    minor: bool = False
    tier: Tier = Tier.FREE
    office: Office = Office.MEMBER
    profile: Visibility = Visibility.MEMBERS
    suspended_at: datetime | None = None
    left_at: datetime | None = None

    @property
    def active(self) -> bool:
        return self.suspended_at is None and self.left_at is None


class Tie(StrEnum):
    """What one person is to another, in one direction."""

    FOLLOWS = "follows"
    BLOCKS = "blocks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """Every tie between somebody and somebody else."""

    mine: frozenset[Tie] = frozenset()
    theirs: frozenset[Tie] = frozenset()

    @property
    def apart(self) -> bool:
        """Whether one of them blocked the other."""
        return Tie.BLOCKS in self.mine | self.theirs

    @property
    def friends(self) -> bool:
        """Whether they follow each other, and neither blocked the other."""
        return Tie.FOLLOWS in self.mine & self.theirs and not self.apart


def sees_profile(viewer: Account | None, owner: Account, between: Between) -> bool:
    """Whether `viewer` (None: signed out) may see who `owner` is."""
    if viewer is None or not viewer.active:
        return False
    if viewer.id == owner.id:
        return True
    if viewer.office is not Office.MEMBER:
        return True
    return owner.active and not between.apart and _shown(owner.profile, between)


def sees_cameo(viewer: Account | None, owner: Account, between: Between, shown_to: Visibility, granted: bool) -> bool:
    """Whether `viewer` may know of the cameo of `owner`; `granted`: a grant for them is in force."""
    if viewer is not None and viewer.active and viewer.id == owner.id:
        return True
    if owner.minor or not owner.active or between.apart:
        return False
    return sees_profile(viewer, owner, between) and (granted or _shown(shown_to, between))


def _shown(to: Visibility, between: Between) -> bool:
    return to is Visibility.MEMBERS or (to is Visibility.FRIENDS and between.friends)


class NobodyThere(NotFound):
    """There is no such person, or none that the asker may know of."""

    code = "nobody_there"
    en = "There is nobody called {handle} here."
    ko = "{handle}(이)라는 사람이 여기에 없습니다."


class WithYourself(BadInput):
    code = "with_yourself"
    en = "This cannot be done with oneself."
    ko = "자기 자신에게는 할 수 없습니다."


class YouBlockedThem(BadInput):
    code = "you_blocked_them"
    en = "You blocked {handle}; end the block first."
    ko = "{handle} 님을 차단했습니다. 먼저 차단을 풀어 주세요."


def with_tie(between: Between, tie: Tie, handle: Handle) -> frozenset[Tie]:
    """What the first is to the second after adding `tie`: blocking ends following, in both directions for the caller.

    Raises `NobodyThere` where the other one blocked the first (they must not learn it), `YouBlockedThem`.
    """
    if tie is Tie.BLOCKS:
        return frozenset({Tie.BLOCKS})
    if Tie.BLOCKS in between.mine:
        raise YouBlockedThem(handle=str(handle))
    if Tie.BLOCKS in between.theirs:
        raise NobodyThere(handle=str(handle))
    return between.mine | {tie}
