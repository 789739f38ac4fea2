"""What bears on one use of cameos, in one state of everything: what `domain.consent` is asked with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from walkon.domain.cameo import Standing
from walkon.domain.grants import Grant, Stage
from walkon.domain.ids import AccountId, CameoId, ProductionId
from walkon.domain.people import Between


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoFacts:
    """What bears on the use of one cameo."""

    owner: AccountId
    owner_active: bool
    minor: bool
    standing: Standing
    suspended: bool  # the cameo itself
    restrictions: tuple[str, ...]  # personal data
    between: Between  # the requester and its owner
    apart_from_viewer: bool  # one of them blocked the other
    answers: Mapping[Stage, bool]  # its owner's to this production
    grants: tuple[Grant, ...]  # whose grantee could be the requester, ended ones too


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What bears on one use. A cameo that is gone is not among `people`."""

    requester_active: bool
    people: Mapping[CameoId, CameoFacts] = field(default_factory=dict)


class Consulting(Protocol):
    def about(
        self,
        people: Iterable[CameoId],
        production: ProductionId,
        requester: AccountId,
        viewer: AccountId | None = None,
    ) -> Facts:
        """What is known now of these people's cameos, for this production of this requester."""
