"""Cameos, and who may use them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from walkon.domain.asking import AccessRequest
from walkon.domain.cameo import Standing
from walkon.domain.grants import Grant
from walkon.domain.ids import AccountId, CameoId, GrantId, Handle, ProductionId, RequestId
from walkon.domain.people import Visibility
from walkon.ports.store.paging import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the server knows of a cameo; likeness and voice lie in the vault. One per account."""

    cameo: CameoId
    owner: AccountId
    handle: Handle  # its owner's
    standing: Standing
    created_at: datetime
    shown_to: Visibility = Visibility.FRIENDS
    suspended_at: datetime | None = None
    restrictions: tuple[str, ...] = ()  # what its owner rules out, in their words
    preferences: tuple[str, ...] = ()  # what they want to be shown with


class Profiles(Protocol):
    def add(self, profile: Profile) -> None:
        """Raises `HandleTaken` where the account has a cameo already."""

    def save(self, profile: Profile) -> None: ...

    def remove(self, cameo: CameoId) -> None: ...

    def get(self, cameo: CameoId) -> Profile | None: ...

    def of(self, owner: AccountId) -> Profile | None: ...

    def among(self, cameos: Iterable[CameoId]) -> Mapping[CameoId, Profile]: ...

    def usable_by(self, account: AccountId, now: datetime, page: Page) -> Sequence[Profile]:
        """Cameos of others of which somebody holds a grant in force, and their own, by handle.

        A grant in force may still not cover what is wanted: `domain.consent` decides.
        """


class Grants(Protocol):
    def add(self, grant: Grant) -> None: ...

    def save(self, grant: Grant) -> None: ...

    def get(self, grant: GrantId) -> Grant | None: ...

    def of(self, cameo: CameoId) -> Sequence[Grant]:
        """Every grant of a cameo, the newest first."""

    def for_use(self, cameos: Iterable[CameoId], requester: AccountId) -> Sequence[Grant]:
        """Grants of these cameos whose grantee could be this person, ended ones too."""

    def used(self, grants: Iterable[GrantId]) -> Mapping[GrantId, frozenset[ProductionId]]:
        """Productions that count against each grant."""

    def use(self, grant: GrantId, production: ProductionId, now: datetime) -> None:
        """Count a production against a grant, once."""

    def approved_before(self, grants: Iterable[GrantId], other_than: ProductionId) -> frozenset[GrantId]:
        """Those under which the result of another production was approved."""

    def for_uses(self, cameos: Iterable[CameoId], requesters: Iterable[AccountId]) -> Sequence[Grant]:
        """`for_use` for several requesters: grants whose grantee could be one of them."""

    def approved_under(self, grants: Iterable[GrantId]) -> Mapping[GrantId, frozenset[ProductionId]]:
        """Productions whose result was approved by the owner of the cameo, under each grant they count against."""


class Requests(Protocol):
    def add(self, request: AccessRequest) -> None: ...

    def save(self, request: AccessRequest) -> None: ...

    def get(self, request: RequestId) -> AccessRequest | None: ...

    def between(self, requester: AccountId, cameo: CameoId) -> Sequence[AccessRequest]: ...

    def about(self, cameo: CameoId) -> Sequence[AccessRequest]: ...

    def to(self, owner: AccountId, page: Page) -> Sequence[AccessRequest]:
        """Those somebody was asked, the newest first."""

    def by(self, requester: AccountId, page: Page) -> Sequence[AccessRequest]:
        """Those somebody asked, the newest first."""
