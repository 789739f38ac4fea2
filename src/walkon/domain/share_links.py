"""Links that show one film to whoever has them, with no account here.

Rules
1. Only the owner of a release makes one, and only of a release that is meant for anyone: then everybody in it was asked
   about exactly that, and said yes.
2. It opens nothing by itself: whether everybody in the film allows it to be shown to anyone is asked anew at every request.
3. It ends after its time (30 days unless its owner says otherwise, 90 at the most), when its owner ends it, and with the
   release. A new one has another address.
4. Who comes by it is told nothing but the film: no handle, no comment, no number (`walkon.domain.people`, rule 4).
5. What is kept of it tells no address: that takes the key of this server. So whoever has an address that this server made
   is told that it shows nothing any longer, also when nothing is kept of it, and never why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from walkon.domain.errors import BadInput, Conflict, NotFound
from walkon.domain.grants import Audience
from walkon.domain.ids import AccountId, ProductionId, ShareId
from walkon.domain.production import Production, State

DAYS, MOST_DAYS = 30, 90


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareLink:
    """One link; a release has one at the most. Times are aware UTC datetimes."""

    id: ShareId
    production: ProductionId
    made_by: AccountId
    made_at: datetime
    expires_at: datetime


class NotForAnyone(Conflict):
    """The film is meant for fewer people than a link reaches."""

    code = "not_for_anyone"
    en = "Only a released video that is for “anyone” can be shared by link; the people in this one were asked about “{audience}”."
    ko = "공개 범위가 ‘누구나’인 공개된 영상만 링크로 나눌 수 있습니다. 나오는 사람들이 답한 공개 범위는 “{audience}”입니다."


class ShareDays(BadInput):
    code = "share_days"
    en = "A link lasts 1 to {most} days."
    ko = "링크는 1~{most}일 동안 쓸 수 있습니다."


class NoSuchShare(NotFound):
    """No link of this server has this address."""

    code = "share_unknown"
    en = "There is no such link; part of its address may be missing."
    ko = "그런 링크가 없습니다. 주소가 일부 빠졌을 수 있습니다."


class ShareOver(NoSuchShare):
    """It has ended, with its film or before it; whoever has it is not told which."""

    code = "share_over"
    en = "This link does not show anything any longer."
    ko = "더는 볼 수 없는 링크입니다."


def shared(id: ShareId, release: Production, days: int, now: datetime) -> ShareLink:
    """A link to a release of its owner. Raises `NotForAnyone`, `ShareDays`."""
    if not 1 <= days <= MOST_DAYS:
        raise ShareDays(most=MOST_DAYS)
    if not for_anyone(release):
        raise NotForAnyone(audience=release.use.audience.value)
    until = now + timedelta(days=days)
    return ShareLink(id=id, production=release.id, made_by=release.owner, made_at=now, expires_at=until)


def for_anyone(production: Production) -> bool:
    """Whether a production is one that a link may show at all."""
    return production.state is State.RELEASED and production.use.audience is Audience.ANYONE


def opens(link: ShareLink | None, production: Production | None, now: datetime) -> Production:
    """What a link shows, before its people are asked. Raises `ShareOver`."""
    if link is None or production is None or now >= link.expires_at or not for_anyone(production):
        raise ShareOver
    return production
