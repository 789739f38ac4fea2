"""What is made from a released production: by whom, and with whom.

Rules
1. Only a release is started from, by its owner, or by whom its owner lets (`Remixing`), as long as they may see it.
2. A remix shows the people of its original, some of them, or all of them and others. An extension shows all of them, and
   whom it adds.
3. Everybody in the originals is asked again, shown or not: a yes was for one film.
4. Nobody shows to a wider audience what somebody else made: a film is released no wider than any that it goes back to and
   that is not by its own maker.
5. What ends an original ends what was made from it, and what was made from that.
6. Whoever made an original is told when another is made from it, as whoever is in it is; people who blocked each other make
   nothing from each other's films.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from walkon.domain.errors import BadInput, Forbidden
from walkon.domain.grants import Audience
from walkon.domain.ids import AccountId, CameoId, ProductionId
from walkon.domain.plan import Plan
from walkon.domain.production import Descent, Production, Remixing

MOST_STITCHED = 8
ORIGINAL_ENDED = "original_ended"  # why something ended that was made from another


class RemixNotAllowed(Forbidden):
    """It may be seen, and not be used."""

    code = "remix_not_allowed"
    en = "Whoever made this video does not let you make another from it, or it is not allowed any longer."
    ko = "이 영상을 만든 사람이 다른 영상의 바탕으로 쓰는 것을 허락하지 않았거나, 더는 허락되지 않습니다."


class CastUnrelated(BadInput):
    code = "cast_unrelated"
    en = "A remix shows the people of its original, some of them, or all of them and others."
    ko = "리믹스에는 원본의 출연자 그대로, 그중 일부, 또는 모두와 다른 사람이 함께 나올 수 있습니다."


class CannotStitch(BadInput):
    code = "cannot_stitch"
    en = "Two to {most} different videos can be put in a row."
    ko = "서로 다른 영상 2~{most}개를 이어 붙일 수 있습니다."


class AudienceTooWide(BadInput):
    code = "audience_too_wide"
    en = "The video this is made from is for “{audience}”; yours can be for no wider audience."
    ko = "원본의 공개 범위는 “{audience}”입니다. 그보다 넓게 공개할 수 없습니다."


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The plan another is made after: what is not said anew stays as it is there."""

    plan: Plan
    descent: Descent  # a remix says its lines again, an extension does not


def may_start(original: Production, account: AccountId, cameo: CameoId | None) -> bool:
    """Whether a release may be started from by somebody who may see it."""
    if account == original.owner:
        return True
    match original.remixing:
        case Remixing.NOBODY:
            return False
        case Remixing.CAST:
            return cameo in original.people
        case Remixing.AUDIENCE:
            return True


def check_audience(wanted: Audience, maker: AccountId, sources: Iterable[Production]) -> None:
    """`sources` are all it goes back to. Raises `AudienceTooWide`."""
    for source in sources:
        if source.owner != maker and not wanted.within(source.use.audience):
            raise AudienceTooWide(audience=source.use.audience.value)


def makers(
    production: Production, sources: Iterable[Production], within: Set[AccountId]
) -> dict[AccountId, ProductionId]:
    """Who made `sources`, which are all it goes back to, each with the nearest film of theirs; without its own maker, and
    without those `within` it.
    """
    found: dict[AccountId, ProductionId] = {}
    for source in sources:
        if source.owner != production.owner and source.owner not in within:
            found.setdefault(source.owner, source.id)
    return found


def check_remixed(original: Set[CameoId], cast: Set[CameoId]) -> None:
    """Raises `CastUnrelated`."""
    if not (cast <= original or cast >= original):
        raise CastUnrelated


def asked_too(originals: Sequence[Production], cast: Sequence[CameoId]) -> tuple[CameoId, ...]:
    """The people of the originals who are not shown, each once."""
    people = dict.fromkeys(person for original in originals for person in original.people)
    return tuple(person for person in people if person not in cast)
