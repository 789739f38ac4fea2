"""Productions, and what was made for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from walkon.domain.grants import Stage
from walkon.domain.ids import AccountId, CameoId, ProductionId
from walkon.domain.production import Production, State
from walkon.domain.wishes import Wish
from walkon.ports.media import Kept
from walkon.ports.store.paging import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """An answer of somebody in the cast to one stage of one production."""

    production: ProductionId
    cameo: CameoId
    stage: Stage
    yes: bool
    at: datetime
    note: str = ""  # for its owner: why not, or what to change


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which releases somebody wants to look through; None: of everybody."""

    viewer: AccountId
    cameo: CameoId | None  # the viewer's own
    by: AccountId | None = None  # made by this one
    showing: CameoId | None = None  # with this one among those who are shown
    followed: bool = False  # only of whom they follow, and their own


class What(StrEnum):
    """What was made for a production."""

    STILL = "still"  # one of its storyboard
    FILM = "film"
    CAPTIONS = "captions"  # what is said in the film, and when


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Something made for a production, and how it is opened. Forgetting the key makes it noise."""

    production: ProductionId
    what: What
    place: int  # of a still: its shot
    attempt: int
    made_at: datetime
    name: str
    size: int
    sha256: str
    wrapped_key: bytes = field(repr=False)

    @property
    def kept(self) -> Kept:
        return Kept(name=self.name, size=self.size, sha256=self.sha256, wrapped_key=self.wrapped_key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Under which mark a production's film names it. Stays when the film goes: copies that were saved are asked about."""

    mark: str  # `domain.provenance.production_mark`
    production: ProductionId
    at: datetime


class Productions(Protocol):
    def add(self, production: Production) -> None: ...

    def save(self, production: Production, came_from: State) -> bool:
        """Whether it was still in the state it came from, and is saved; otherwise nothing changes."""

    def get(self, production: ProductionId) -> Production | None: ...

    def of(self, owner: AccountId, page: Page) -> Sequence[Production]:
        """Somebody's own, the newest first."""

    def showing(self, cameo: CameoId, page: Page, states: frozenset[State] | None = None) -> Sequence[Production]:
        """With this cameo among its people, shown or asked, the newest first, of everybody; None: in every state."""

    def released(self, page: Page) -> Sequence[Production]:
        """The newest release first; who sees which one is asked of `domain.consent`."""

    def released_to(self, wanted: Wanted, page: Page) -> Sequence[Production]:
        """Releases that could be for somebody, the newest first: those for everybody, of friends, of their own and with them
        in it. Whether they see one is asked of `domain.consent`.
        """

    def among(self, productions: Iterable[ProductionId]) -> Mapping[ProductionId, Production]: ...

    def from_(self, production: ProductionId) -> Sequence[Production]:
        """Those that start from it."""

    def in_states(self, states: frozenset[State], changed_before: datetime) -> Sequence[Production]: ...

    def count(self, owner: AccountId, states: frozenset[State]) -> int:
        """How many of somebody's own are in one of these states."""

    def answer(self, approved: Approved) -> None:
        """A later answer of the same person to the same stage replaces the earlier one."""

    def answers(self, production: ProductionId) -> Sequence[Approved]: ...

    def wishes_for(self, productions: Iterable[ProductionId]) -> Mapping[ProductionId, Sequence[Wish]]:
        """Changes that were asked for, the oldest first; each production is in it."""

    def forget_answers(self, production: ProductionId) -> None:
        """Nobody has answered any stage of it."""

    def answers_to(self, productions: Iterable[ProductionId]) -> Mapping[ProductionId, Sequence[Approved]]:
        """`answers` for several productions; each of them is in it."""
