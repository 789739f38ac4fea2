"""A challenge is drawn and remembered until it is spent or expires."""

from __future__ import annotations

import secrets

from walkon.domain.capture import Challenge, Language, draw_challenge
from walkon.ports.vault import ChallengeBook
from walkon.ports.world import Clock


def new_challenge(book: ChallengeBook, clock: Clock, language: Language) -> Challenge:
    """A fresh single-use challenge in the person's language, from the system's secure source of chance."""
    challenge = draw_challenge(secrets.SystemRandom(), language, clock.now())
    book.issue(challenge)
    return challenge
