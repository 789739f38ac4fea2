"""A challenge is drawn and remembered until it is closed or expires."""

from __future__ import annotations

import secrets

from walkon.domain.attempts import Holder
from walkon.domain.capture import Challenge, Language, Screen, draw_challenge
from walkon.ports.vault import ChallengeBook
from walkon.ports.world import Clock


def new_challenge(
    book: ChallengeBook, clock: Clock, language: Language, holder: Holder, screen: Screen = Screen.NONE
) -> Challenge:
    """A fresh single-use challenge in the person's language, from the system's secure source of chance."""
    challenge = draw_challenge(secrets.SystemRandom(), language, clock.now(), screen)
    book.issue(challenge, holder)
    return challenge
