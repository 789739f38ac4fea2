"""Naming reviewers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from walkon.actions.audited import note
from walkon.domain.audit import Act
from walkon.domain.errors import Conflict
from walkon.domain.ids import Handle
from walkon.domain.people import Account, NobodyThere, Office
from walkon.ports.store import Unit


class CannotReview(Conflict):
    code = "cannot_review"
    en = "{handle} cannot be named a reviewer: a minor, somebody suspended, or an administrator, who decides already."
    ko = "{handle} 님은 검토자로 정할 수 없습니다. 미성년자이거나 정지되었거나, 이미 결정할 수 있는 관리자입니다."


def appoint(unit: Unit, by: Account, handle: Handle, now: datetime) -> Account:
    """They may decide at the desk from now on; doing it twice is fine. Raises `NobodyThere`, `CannotReview`."""
    found = _called(unit, handle)
    if found.minor or not found.active or found.office is Office.ADMIN:
        raise CannotReview(handle=str(handle))
    if found.office is Office.REVIEWER:
        return found
    after = replace(found, office=Office.REVIEWER)
    unit.accounts.save(after)
    note(unit, Act.NAMED_REVIEWER, found.id, now, actor=by.id, about=found.id)
    return after


def dismiss(unit: Unit, by: Account, handle: Handle, now: datetime) -> Account:
    """They are a member like others; what they decided stays decided. Raises `NobodyThere`."""
    found = _called(unit, handle)
    if found.office is not Office.REVIEWER:
        return found
    after = replace(found, office=Office.MEMBER)
    unit.accounts.save(after)
    note(unit, Act.DISMISSED_REVIEWER, found.id, now, actor=by.id, about=found.id)
    return after


def _called(unit: Unit, handle: Handle) -> Account:
    found = unit.accounts.called(handle)
    if found is None or found.left_at is not None:
        raise NobodyThere(handle=str(handle))
    return found
