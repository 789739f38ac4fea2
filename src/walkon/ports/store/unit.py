"""One state of everything, and what changes it: whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from walkon.domain.allowances import OwnAllowance
from walkon.domain.api_tokens import ApiToken
from walkon.domain.ceremonies import Ceremony
from walkon.domain.desk import Opinion, TakeReview
from walkon.domain.elsewhere import Elsewhere, Visit
from walkon.domain.how_far import HowFar
from walkon.domain.invites import Invite
from walkon.domain.mailing import MailAddress
from walkon.domain.passkeys import Passkey
from walkon.domain.pushing import PushSubscription
from walkon.domain.readings import OwnReading
from walkon.domain.recordings import Recording
from walkon.domain.recovery import RecoveryCode
from walkon.domain.reports import Report
from walkon.domain.sessions import Session
from walkon.domain.share_links import ShareLink
from walkon.domain.strikes import Strike
from walkon.domain.suspending import Suspension
from walkon.domain.takes import Processing, SentTake
from walkon.domain.wishes import Wish
from walkon.domain.withdrawal import Withdrawal
from walkon.ports.facts import Consulting
from walkon.ports.jobs import Jobs
from walkon.ports.store.audits import Audits
from walkon.ports.store.cameos import Grants, Profiles, Requests
from walkon.ports.store.metered import KeptAnswers, Usages
from walkon.ports.store.notices import Deliveries, Notices
from walkon.ports.store.people import Accounts
from walkon.ports.store.productions import Imprint, Made, Productions
from walkon.ports.store.records import Records
from walkon.ports.store.responses import Responses
from walkon.ports.store.working import Arrival, Attendance, Begun, Erasure

Result = TypeVar("Result")


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
