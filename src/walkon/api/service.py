"""What the routes need of the house."""

from __future__ import annotations

from dataclasses import dataclass

from walkon.actions.finish_withdrawal import Finishing
from walkon.actions.propose_video import MakePlan
from walkon.domain.invites import SignUp
from walkon.ports.elsewhere import OtherServer
from walkon.ports.erasing import Erases
from walkon.ports.media import Media
from walkon.ports.passkeys import Passkeys
from walkon.ports.store import Store
from walkon.ports.uploads import Uploads
from walkon.ports.vault import ChallengeBook
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
    elsewhere: OtherServer | None = None  # where people may sign in besides
    finishing: Finishing | None = None  # of withdrawals; None: whoever keeps house does it
