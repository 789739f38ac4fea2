"""Pages of releases: looked up together, each decided anew for whoever looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from walkon.actions.consent_of_many import seen_of
from walkon.domain.ids import AccountId, CameoId, ProductionId
from walkon.domain.people import Account, Tie
from walkon.domain.production import Production
from walkon.domain.responses import Echo
from walkon.ports.store import Page, Unit, Wanted

MOST_ROUNDS = 20  # pages that are looked through for one, where hardly anything may be seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is shown of some releases beside themselves."""

    names: Mapping[AccountId, str]
    cast: Mapping[CameoId, str]
    follows: frozenset[AccountId]  # of the makers, by the viewer
    echoes: Mapping[ProductionId, Echo]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A page of releases, and after which to go on; None: there are no more."""

    releases: Sequence[Production]
    told: Told
    after: str | None


def look(unit: Unit, viewer: Account, wanted: Wanted, page: Page, now: datetime) -> Found:
    """The next page of what `viewer` may see, the newest first; consent is asked anew for each.

    Where hardly anything may be seen the page is short, and goes on after what was looked through.
    """
    seen, last = list[Production](), page.after
    for _ in range(MOST_ROUNDS):
        candidates = unit.productions.released_to(wanted, Page(limit=page.limit, after=last))
        allowed = seen_of(unit, viewer, candidates, now)
        room = page.limit - len(seen)
        seen += allowed[:room]
        if len(allowed) > room or len(candidates) < page.limit:
            last = seen[-1].id if len(allowed) > room else None
            break
        last = candidates[-1].id
        if len(seen) == page.limit:
            break
    return Found(releases=seen, told=told_of(unit, viewer, seen), after=last)


def told_of(unit: Unit, viewer: Account, releases: Sequence[Production]) -> Told:
    """Who made them, who is in them, and what was said to them, in a few queries for all."""
    makers = {release.owner for release in releases}
    people = unit.accounts.among(makers)
    profiles = unit.profiles.among({cameo for release in releases for cameo in release.cast})
    ties = unit.accounts.betweens(viewer.id, makers)
    return Told(
        names={account: found.handle.name for account, found in people.items()},
        cast={cameo: profile.handle.name for cameo, profile in profiles.items()},
        follows=frozenset(maker for maker in makers if Tie.FOLLOWS in ties[maker].mine),
        echoes=unit.responses.echoes([release.id for release in releases], viewer.id),
    )
