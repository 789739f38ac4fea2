"""The permission that covers one production and as little else as can be.

Rules
1. It is for whoever asked, and names the kinds, purpose, audience, engine and place of this production, nothing more.
2. For this one only: one film, and its storyboard and result are shown first, so that whatever else it could be used for
   comes before its giver again. It has no end of its own: a film that was shown stays allowed until that is taken back.
3. For always: any number of such films, with the approvals its giver chooses; none, where nothing is chosen.
"""

from __future__ import annotations

from enum import StrEnum

from walkon.domain.grants import Approval, Stage, Terms
from walkon.domain.production import Production


class Lasting(StrEnum):
    """How far a yes to one production goes."""

    THIS_ONE = "this_one"
    ALWAYS = "always"  # such films of this person, until it is taken back


def narrowest(production: Production, lasting: Lasting, approval: Approval = Approval.NONE) -> Terms:
    """Terms that cover this production; `approval` is what is chosen for always."""
    asked = Approval.EVERY_VIDEO if lasting is Lasting.THIS_ONE else approval
    return Terms(
        kinds=production.kinds,
        purposes=frozenset({production.use.purpose}),
        audience=production.use.audience,
        where=frozenset({production.use.where}),
        engines=frozenset({production.use.engine}),
        approval=asked,
        stages=frozenset() if asked is Approval.NONE else frozenset(Stage),
        videos=1 if lasting is Lasting.THIS_ONE else None,
        expires_at=None,
    )
