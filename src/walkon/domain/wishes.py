"""What somebody in a production wants changed before they say yes.

Rules
1. It is neither a yes nor a no: the production goes back to its owner, who is told the words at once.
2. It has words; asking for a change without saying which is no answer.
3. Whatever was answered to the old version counts for nothing in the next one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NewType

from walkon.domain.asking import LONGEST_MESSAGE, MessageTooLong
from walkon.domain.errors import BadInput
from walkon.domain.grants import Stage
from walkon.domain.ids import CameoId, ProductionId

WishId = NewType("WishId", str)
"""32 lower-case hexadecimal digits."""


class NothingSaid(BadInput):
    code = "nothing_said"
    en = "Say in a few words what should change."
    ko = "무엇을 바꾸면 좋을지 짧게 적어 주세요."


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One change that was asked for. `words` are for the owner and the people of the production. `at` is aware, UTC."""

    id: WishId
    production: ProductionId
    cameo: CameoId
    stage: Stage | None  # what was shown then; None: nothing but the sentence
    words: str
    at: datetime


def words(text: str) -> str:
    """What somebody wrote, without spaces around it. Raises `NothingSaid`, `MessageTooLong`."""
    said = text.strip()
    if not said:
        raise NothingSaid
    if len(said) > LONGEST_MESSAGE:
        raise MessageTooLong(limit=LONGEST_MESSAGE)
    return said
