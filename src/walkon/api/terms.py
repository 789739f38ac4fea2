"""What uses of a cameo are limited by, as it is written and read over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from walkon.api.forms import Form
from walkon.domain.asking import BadTerms
from walkon.domain.grants import Approval, Audience, Kind, Purpose, Stage, Terms, Where


class TermsForm(Form):
    """What is allowed. Nothing is, that is not named here."""

    kinds: Annotated[tuple[Kind, ...], Field(min_length=1, max_length=20)]
    forbidden: Annotated[tuple[Kind, ...], Field(max_length=20)] = ()
    purposes: Annotated[tuple[Purpose, ...], Field(max_length=20)] = (Purpose.PERSONAL,)
    audience: Audience = Audience.CAST
    where: Annotated[tuple[Where, ...], Field(max_length=5)] = (Where.HERE,)
    engines: Annotated[tuple[Annotated[str, Field(max_length=60)], ...] | None, Field(max_length=20)] = None
    approval: Approval = Approval.EVERY_VIDEO
    stages: Annotated[tuple[Stage, ...], Field(max_length=5)] = (Stage.STORYBOARD, Stage.RESULT)
    videos: Annotated[int | None, Field(ge=1, le=1_000_000)] = None
    expires_at: AwareDatetime | None = None

    def terms(self) -> Terms:
        """As the rules know them; times in UTC."""
        return Terms(
            kinds=frozenset(self.kinds),
            forbidden=frozenset(self.forbidden),
            purposes=frozenset(self.purposes),
            audience=self.audience,
            where=frozenset(self.where),
            engines=None if self.engines is None else frozenset(self.engines),
            approval=self.approval,
            stages=frozenset() if self.approval is Approval.NONE else frozenset(self.stages),
            videos=self.videos,
            expires_at=_utc(self.expires_at),
        )

    @classmethod
    def of(cls, terms: Terms) -> TermsForm:
        return cls(
            kinds=tuple(sorted(terms.kinds)),
            forbidden=tuple(sorted(terms.forbidden)),
            purposes=tuple(sorted(terms.purposes)),
            audience=terms.audience,
            where=tuple(sorted(terms.where)),
            engines=None if terms.engines is None else tuple(sorted(terms.engines)),
            approval=terms.approval,
            stages=tuple(sorted(terms.stages)),
            videos=terms.videos,
            expires_at=terms.expires_at,
        )


def _utc(moment: datetime | None) -> datetime | None:
    """Raises `BadTerms` for a moment that no calendar in UTC has."""
    try:
        return None if moment is None else moment.astimezone(UTC)
    except OverflowError:
        raise BadTerms from None
