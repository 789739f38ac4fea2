"""What the routes need of the house."""

from __future__ import annotations

from dataclasses import dataclass, field

from walkon.actions.bring_cameo import Bringing
from walkon.actions.finish_withdrawal import Finishing
from walkon.actions.pack_cameo import Packing
from walkon.actions.propose_video import MakePlan
from walkon.api.checking import Checking
from walkon.api.limiting import Limiting
from walkon.domain.allowances import DEFAULT, Allowances
from walkon.domain.choices import Offered
from walkon.domain.desk import DeskRules
from walkon.domain.engines import ONLY_EMBEDDED, Engines
from walkon.domain.invites import SignUp
from walkon.ports.answers import SealsAnswers
from walkon.ports.condition import Looks
from walkon.ports.elsewhere import OtherServer
from walkon.ports.erasing import Erases
from walkon.ports.hearing import HearLine
from walkon.ports.links import Links, Shares
from walkon.ports.making import PortraitOf
from walkon.ports.media import Media
from walkon.ports.passkeys import Passkeys
from walkon.ports.reaching import Reach, Seals, in_the_inbox
from walkon.ports.store import Store
from walkon.ports.uploads import Uploads
from walkon.ports.vault import AttemptBook, ChallengeBook
from walkon.ports.waking import NoWaking, Waking
from walkon.ports.world import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One server. `origin` is the address its pages come from, such as ``https://films.example``."""

    store: Store
    media: Media
    eraser: Erases
    uploads: Uploads
    challenges: ChallengeBook
    passkeys: Passkeys
    clock: Clock
    plan: MakePlan
    sign_up: SignUp
    origin: str
    allowances: Allowances = field(default_factory=lambda: DEFAULT)  # what each tier may use
    limiting: Limiting | None = None  # None: everybody comes as often as they like
    answers: SealsAnswers | None = None  # None: no idempotency keys
    links: Links | None = None  # None: no links to films
    shares: Shares | None = None  # None: no films for people without an account
    engines: Engines = ONLY_EMBEDDED
    desk: DeskRules = field(default_factory=DeskRules)
    reach: Reach = field(default_factory=in_the_inbox)
    waking: Waking = field(default_factory=NoWaking)
    elsewhere: OtherServer | None = None  # where people may sign in besides
    portrait: PortraitOf | None = None  # None: nobody sees themself
    attempts: AttemptBook | None = None  # None: how often somebody tried is asked by workers only
    finishing: Finishing | None = None  # of withdrawals; None: whoever keeps house does it
    seals: Seals | None = None  # of small pictures; None: there are none
    offered: Offered = field(default_factory=Offered)  # what can be chosen for a film
    checking: Checking = field(default_factory=Checking)
    hear: HearLine | None = None  # None: nobody reads lines themself
    condition: Looks | None = None  # None: nobody is told how the server is
    packing: Packing | None = None  # None: no cameo is taken to another server
    bringing: Bringing | None = None  # None: and none is brought along
