"""What the server remembers, and how it is changed: one unit of work at a time, whole or not at all.

Whoever holds a `Unit` sees one state of things and their own changes. An action is a function of a unit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from walkon.domain.allowances import OwnAllowance, Resource, Usage
from walkon.domain.api_tokens import ApiToken
from walkon.domain.asking import AccessRequest
from walkon.domain.audit import Entry
from walkon.domain.cameo import Standing
from walkon.domain.ceremonies import Ceremony
from walkon.domain.delivering import Delivery
from walkon.domain.desk import Opinion, TakeReview
from walkon.domain.elsewhere import Elsewhere, Visit
from walkon.domain.grants import Grant, Stage
from walkon.domain.how_far import HowFar
from walkon.domain.idempotency import KeptAnswer
from walkon.domain.ids import (
    AccountId,
    CameoId,
    CommentId,
    GrantId,
    Handle,
    NoticeId,
    ProductionId,
    RequestId,
    UploadId,
)
from walkon.domain.invites import Invite
from walkon.domain.mailing import MailAddress
from walkon.domain.notices import Filed, Notice, Rules
from walkon.domain.passkeys import Passkey
from walkon.domain.people import Account, Between, Tie, Visibility
from walkon.domain.production import Production, State
from walkon.domain.pushing import PushSubscription
from walkon.domain.readings import OwnReading
from walkon.domain.recordings import Recording
from walkon.domain.recovery import RecoveryCode
from walkon.domain.reports import Report
from walkon.domain.responses import Comment, Echo, Like
from walkon.domain.sessions import Session
from walkon.domain.share_links import ShareLink
from walkon.domain.strikes import Strike
from walkon.domain.suspending import Suspension
from walkon.domain.takes import Processing, SentTake
from walkon.domain.wishes import Wish
from walkon.domain.withdrawal import Withdrawal
from walkon.ports.facts import Consulting
from walkon.ports.jobs import Jobs
from walkon.ports.media import Kept

Result = TypeVar("Result")
Item = TypeVar("Item")


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
class Page:
    """Which part of a list is wanted: at most `limit`, those after the one whose key is `after`."""

    limit: int
    after: str | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """A sealed object that is to go: noise already, or begun by somebody who may have died over it."""

    name: str
    due_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """When a worker last showed that it is alive, and when somebody began to take over from it."""

    worker: str
    seen_at: datetime
    taken_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A job that somebody is at, and how often it was begun; what stays when its worker dies over it."""

    job: str
    times: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Whose upload it is."""

    upload: UploadId
    account: AccountId
    began_at: datetime


class Accounts(Protocol):
    def add(self, account: Account) -> None:
        """Raises `HandleTaken`."""

    def save(self, account: Account) -> None: ...

    def get(self, account: AccountId) -> Account | None: ...

    def among(self, accounts: Iterable[AccountId]) -> Mapping[AccountId, Account]: ...

    def called(self, handle: Handle) -> Account | None: ...

    def any(self) -> bool:
        """Whether somebody is here."""

    def staff(self) -> Sequence[Account]:
        """Everybody in an office, by handle."""

    def search(self, start: str, page: Page) -> Sequence[Account]:
        """Active accounts whose handle begins like this, by handle; the page's key is the handle."""

    def everybody(self, start: str, page: Page, *, suspended: bool = False) -> Sequence[Account]:
        """Who has not left and whose handle begins like this, by handle; those only who are suspended, if that is asked."""

    def between(self, mine: AccountId, theirs: AccountId) -> Between: ...

    def tie(self, mine: AccountId, theirs: AccountId, ties: frozenset[Tie]) -> None:
        """What the first is to the second from now on."""

    def tied(self, account: AccountId, tie: Tie, page: Page) -> Sequence[Account]:
        """Whom somebody follows or blocks, by handle."""

    def betweens(self, mine: AccountId, others: Iterable[AccountId]) -> Mapping[AccountId, Between]:
        """`between` for several others."""

    def ties_among(self, people: Iterable[AccountId]) -> Mapping[tuple[AccountId, AccountId], frozenset[Tie]]:
        """What each of these people is to each other of them; who is nothing to whom is not in it."""

    def followed_by(self, account: AccountId) -> int:
        """How many active people follow somebody; blocks are not looked at, since they end following."""

    def follows(self, account: AccountId) -> int:
        """How many active people somebody follows."""


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


class Responses(Protocol):
    """Likes and comments; what goes is gone."""

    def like(self, like: Like) -> None:
        """Once: a second one changes nothing."""

    def unlike(self, production: ProductionId, account: AccountId) -> None: ...

    def add(self, comment: Comment) -> None: ...

    def get(self, comment: CommentId) -> Comment | None: ...

    def remove(self, comment: CommentId) -> None: ...

    def under(self, production: ProductionId, viewer: AccountId, page: Page) -> Sequence[Comment]:
        """What `viewer` reads under a release, the newest first; the page's key is the id."""

    def echoes(self, productions: Iterable[ProductionId], viewer: AccountId) -> Mapping[ProductionId, Echo]:
        """How much was said to each of them, by those `viewer` reads; each of them is in it."""

    def comments_by(self, account: AccountId) -> Sequence[Comment]:
        """Everything that somebody wrote, the oldest first."""

    def likes_by(self, account: AccountId) -> Sequence[Like]:
        """Everything that somebody likes, the oldest first."""

    def forget_under(self, production: ProductionId) -> None:
        """Everything that was said to it."""

    def forget_of(self, account: AccountId) -> None:
        """Everything that somebody said."""

    def part(self, author: AccountId, other: AccountId) -> None:
        """What `author` said to films that the other one owns or is in."""


class Notices(Protocol):
    def tell(self, notice: Notice) -> NoticeId:
        """File it; who listens is woken when the unit of work has ended well."""

    def after(self, account: AccountId, last: NoticeId, limit: int) -> Sequence[Filed]:
        """Somebody's notices after one they know, the oldest first."""

    def latest(self, account: AccountId, page: Page) -> Sequence[Filed]:
        """The newest first; the page's key is the id."""

    def unread(self, account: AccountId) -> int: ...

    def read(self, account: AccountId, up_to: NoticeId, now: datetime) -> None: ...

    def rules(self, account: AccountId) -> Rules: ...

    def choose(self, account: AccountId, rules: Rules) -> None:
        """Replace somebody's choices."""


class Usages(Protocol):
    def put(self, usage: Usage) -> None:
        """Replaces what was known of the same subject and resource."""

    def get(self, subject: str, what: Resource) -> Usage | None: ...

    def since(self, account: AccountId, after: datetime) -> Sequence[Usage]:
        """What somebody used after a moment, the oldest first."""

    def forget(self, before: datetime) -> int:
        """Those up to a moment. Gives how many."""


class KeptAnswers(Protocol):
    def add(self, answer: KeptAnswer) -> None: ...

    def save(self, answer: KeptAnswer) -> None: ...

    def get(self, account: AccountId, digest: str) -> KeptAnswer | None: ...

    def remove(self, account: AccountId, digest: str) -> None: ...

    def forget(self, before: datetime) -> int:
        """Those up to a moment. Gives how many."""


class Audits(Protocol):
    """Written once; nothing here changes or goes."""

    def note(self, entry: Entry) -> None:
        """Write it down under the next number."""

    def latest(self, page: Page) -> Sequence[Entry]:
        """The newest first; the page's key is the number."""

    def of(self, subject: str) -> Sequence[Entry]:
        """Everything that was done with one thing, in order."""


class Records(Protocol[Item]):
    """Records of one kind, found by the values of their fields."""

    def add(self, record: Item) -> None: ...

    def save(self, record: Item) -> None:
        """Replace the record of the same key."""

    def remove(self, record: Item) -> None: ...

    def find(self, **fields: object) -> Item | None:
        """The one record with these values."""

    def all(self, **fields: object) -> Sequence[Item]:
        """Every record with these values, by key."""


class Deliveries(Protocol):
    """What is owed to people by push and mail; `Notices.tell` adds to it."""

    def begin(self) -> None:
        """To be called first in a unit of work that is about deliveries only.

        Such a unit sees what others write in between, so that many can be at it without making each other start again.
        """

    def due(self, now: datetime) -> bool:
        """Whether something is to be claimed."""

    def claim(self, claim: str, limit: int, now: datetime) -> Sequence[Delivery]:
        """Those that are due, the longest due first, claimed; what is over goes. Nobody else gets them until then.

        Needs `begin`.
        """

    def held(self, delivery: Delivery) -> bool:
        """Whether this claim is still in force."""

    def save(self, delivery: Delivery) -> None: ...

    def remove(self, delivery: Delivery) -> None: ...

    def to(self, account: AccountId) -> Sequence[Delivery]:
        """What is owed to somebody, by id."""


class Unit(Protocol):
    """One state of everything, and what is to change with it."""

    @property
    def passkeys(self) -> Records[Passkey]: ...

    @property
    def ceremonies(self) -> Records[Ceremony]: ...

    @property
    def visits(self) -> Records[Visit]: ...

    @property
    def elsewhere(self) -> Records[Elsewhere]: ...

    @property
    def recovery_codes(self) -> Records[RecoveryCode]: ...

    @property
    def sessions(self) -> Records[Session]: ...

    @property
    def tokens(self) -> Records[ApiToken]: ...

    @property
    def invites(self) -> Records[Invite]: ...

    @property
    def made(self) -> Records[Made]: ...

    @property
    def own_readings(self) -> Records[OwnReading]: ...

    @property
    def how_far(self) -> Records[HowFar]: ...

    @property
    def imprints(self) -> Records[Imprint]: ...

    @property
    def wishes(self) -> Records[Wish]: ...

    @property
    def erasures(self) -> Records[Erasure]: ...

    @property
    def withdrawals(self) -> Records[Withdrawal]: ...

    @property
    def attendances(self) -> Records[Attendance]: ...

    @property
    def begun(self) -> Records[Begun]: ...

    @property
    def arrivals(self) -> Records[Arrival]: ...

    @property
    def recordings(self) -> Records[Recording]: ...

    @property
    def takes(self) -> Records[SentTake]: ...

    @property
    def processing(self) -> Records[Processing]: ...

    @property
    def take_reviews(self) -> Records[TakeReview]: ...

    @property
    def opinions(self) -> Records[Opinion]: ...

    @property
    def reports(self) -> Records[Report]: ...

    @property
    def responses(self) -> Responses: ...

    @property
    def share_links(self) -> Records[ShareLink]: ...

    @property
    def strikes(self) -> Records[Strike]: ...

    @property
    def suspensions(self) -> Records[Suspension]: ...

    @property
    def own_allowances(self) -> Records[OwnAllowance]: ...

    @property
    def audits(self) -> Audits: ...

    @property
    def accounts(self) -> Accounts: ...

    @property
    def profiles(self) -> Profiles: ...

    @property
    def grants(self) -> Grants: ...

    @property
    def facts(self) -> Consulting: ...

    @property
    def requests(self) -> Requests: ...

    @property
    def productions(self) -> Productions: ...

    @property
    def notices(self) -> Notices: ...

    @property
    def usages(self) -> Usages: ...

    @property
    def kept_answers(self) -> KeptAnswers: ...

    @property
    def pushes(self) -> Records[PushSubscription]: ...

    @property
    def mail_addresses(self) -> Records[MailAddress]: ...

    @property
    def deliveries(self) -> Deliveries: ...

    @property
    def jobs(self) -> Jobs: ...


class Store(Protocol):
    def read(self, look: Callable[[Unit], Result]) -> Result:
        """What `look` finds in one state of everything; what it changes all the same is forgotten."""

    def write(self, change: Callable[[Unit], Result]) -> Result:
        """All that `change` does, or nothing if it raises. It may be called again where somebody else was faster.

        Raises what `change` raises, `StoreBusy` and `StoreAway`.
        """
