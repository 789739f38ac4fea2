"""Asking for a page of productions at once: what is known is read together, and each is decided on its own.

However many productions there are, the number of queries stays the same, but for what they were made from: one more for
each generation. Nothing is remembered from one page to the next. `walkon.actions.consent_of` asks for a single one; both
answer the same, which a test holds them to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from walkon.actions.consent_of import NOBODYS, heard
from walkon.domain.cameo import Standing
from walkon.domain.consent import Allowed, Appearing, Denied, Gate, Question, decide
from walkon.domain.grants import Approval, Grant
from walkon.domain.ids import AccountId, CameoId, GrantId, ProductionId
from walkon.domain.people import Account, Between, Tie
from walkon.domain.production import SEEN_BY_CAST, Production, State
from walkon.domain.restrictions import restrictions, touches
from walkon.domain.screening import Screened
from walkon.domain.viewing import in_audience
from walkon.ports.store import Approved, Profile, Unit

Ties = Mapping[tuple[AccountId, AccountId], frozenset[Tie]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything that the decisions about some productions need, as it is at one moment."""

    held: Mapping[CameoId, Sequence[Grant]]
    used: Mapping[GrantId, frozenset[ProductionId]]
    approved: Mapping[GrantId, frozenset[ProductionId]]
    answers: Mapping[ProductionId, Sequence[Approved]]
    profiles: Mapping[CameoId, Profile]
    people: Mapping[AccountId, Account]
    ties: Ties
    words: Mapping[ProductionId, str]  # what was typed for those whose people rule something out

    def between(self, mine: AccountId, theirs: AccountId) -> Between:
        return Between(
            mine=self.ties.get((mine, theirs), frozenset()), theirs=self.ties.get((theirs, mine), frozenset())
        )


def known_of(unit: Unit, productions: Sequence[Production], viewer: AccountId | None = None) -> Known:
    """What is known now of everybody whom these productions touch, and of who wants to see them."""
    cast = {cameo for production in productions for cameo in production.people}
    makers = {production.owner for production in productions}
    profiles = unit.profiles.among(cast)
    everybody = makers | {profile.owner for profile in profiles.values()} | ({viewer} if viewer else set())
    held: dict[CameoId, list[Grant]] = {cameo: [] for cameo in cast}
    for grant in unit.grants.for_uses(cast, makers):
        held[grant.cameo].append(grant)
    given = [grant for grants in held.values() for grant in grants]
    counted = [grant.id for grant in given if grant.videos is not None]
    first = [grant.id for grant in given if grant.approval is Approval.FIRST_TIME]
    return Known(
        held=held,
        used=unit.grants.used(counted) if counted else {},
        approved=unit.grants.approved_under(first) if first else {},
        answers=unit.productions.answers_to([production.id for production in productions]),
        profiles=profiles,
        people=unit.accounts.among(everybody),
        ties=unit.accounts.ties_among(everybody),
        words=_words(unit, [made for made in productions if _ruled_out(made, profiles)]),
    )


def decided(
    production: Production, known: Known, gate: Gate, now: datetime, viewer: AccountId | None = None
) -> Allowed | Denied:
    """Whether this production is allowed at this gate now; `viewer` where somebody wants to see it."""
    requester = known.people.get(production.owner)
    owners = {profile.owner for cameo in production.people if (profile := known.profiles.get(cameo))}
    ties = {owner: known.between(production.owner, owner) for owner in owners}
    apart = {owner for owner in owners if ties[owner].apart}
    if viewer is not None:
        apart |= {owner for owner in owners if known.between(viewer, owner).apart}
    given = [grant for cameo in production.people for grant in known.held[cameo]]
    question = Question(
        requester=production.owner,
        requester_suspended=requester is None or not requester.active,
        production=production.id,
        gate=gate,
        cast=tuple(_appearing(cameo, production, known) for cameo in production.people),
        kinds=production.kinds,
        purpose=production.use.purpose,
        audience=production.use.audience,
        engine=production.use.engine,
        where=production.use.where,
        marks_unverified=True,  # every engine is handed `CastMember.marked`
        blocked=frozenset(apart),
        used=known.used,
        answers={(said.cameo, said.stage): said.yes for said in known.answers[production.id]},
        own_voices=False,  # asked about before they were released
        viewer=viewer,
        friends=frozenset(owner for owner in owners if ties[owner].friends),
        approved_before=frozenset(grant for grant, films in known.approved.items() if films - {production.id}),
    )
    decision = decide(question, given, now)
    heard(gate, decision)
    return decision


def seen_of(unit: Unit, viewer: Account, productions: Sequence[Production], now: datetime) -> list[Production]:
    """Those of them that `viewer` may see, in their order: what `publish.may_see` says of each."""
    if not productions:
        return []
    mine = unit.profiles.of(viewer.id)
    known = known_of(unit, productions, viewer.id)

    def sees(production: Production) -> bool:
        if production.owner == viewer.id:
            return True
        if mine is not None and mine.cameo in production.people:
            return production.state in SEEN_BY_CAST
        meant = in_audience(viewer, production, known.between(production.owner, viewer.id))
        if production.state is not State.RELEASED or not meant:
            return False
        return isinstance(decided(production, known, Gate.VIEW, now, viewer.id), Allowed)

    return [production for production in productions if sees(production)]


def _appearing(cameo: CameoId, production: Production, known: Known) -> Appearing:
    """What is known of one person; a cameo that is gone, or whose owner is, is out of use."""
    profile = known.profiles.get(cameo)
    owner = None if profile is None else known.people.get(profile.owner)
    if profile is None or owner is None:
        return Appearing(
            cameo=cameo, owner=NOBODYS, standing=Standing.UNVERIFIED, minor=True, suspended=True, restricted=True
        )
    return Appearing(
        cameo=cameo,
        owner=owner.id,
        standing=profile.standing,
        minor=owner.minor,
        suspended=profile.suspended_at is not None or not owner.active,
        restricted=_touches(production, profile, known),
    )


def _touches(production: Production, profile: Profile, known: Known) -> bool:
    """Whether a production touches what somebody ruled out. One that has no plan yet touches everything."""
    if not profile.restrictions:
        return False
    if production.plan is None:
        return True
    found = Screened(kinds=production.kinds, bars=(), found=())
    limits = restrictions(profile.restrictions)
    return bool(touches(limits, known.words[production.id], production.plan, found, len(production.cast)))


def _ruled_out(production: Production, profiles: Mapping[CameoId, Profile]) -> bool:
    """Whether anybody in it rules anything out."""
    return any(cameo in profiles and bool(profiles[cameo].restrictions) for cameo in production.people)


def _words(unit: Unit, productions: Sequence[Production]) -> Mapping[ProductionId, str]:
    """`lineage.words_of` for several: what was typed for each and for everything it goes back to."""
    found = {production.id: production for production in productions}
    missing = {parent for production in productions for parent in production.parents} - found.keys()
    while missing:
        older = unit.productions.among(missing)
        found |= older
        missing = {parent for production in older.values() for parent in production.parents} - found.keys()
    return {production.id: _line(production, found) for production in productions}


def _line(production: Production, found: Mapping[ProductionId, Production]) -> str:
    seen, coming, texts = {production.id}, list(production.parents), [production.prompt]
    while coming:
        parent = coming.pop(0)
        known = None if parent in seen else found.get(parent)
        seen.add(parent)
        if known is not None:
            texts.append(known.prompt)
            coming += known.parents
    return "\n".join(text for text in texts if text)
