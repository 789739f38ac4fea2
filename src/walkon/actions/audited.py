"""Writing down what is done at the desk."""

from __future__ import annotations

from datetime import datetime

from walkon.domain.audit import Act, Entry
from walkon.domain.desk import is_open
from walkon.domain.ids import AccountId
from walkon.ports.store import Unit


def note(
    unit: Unit,
    act: Act,
    subject: str,
    now: datetime,
    *,
    actor: AccountId | None = None,
    about: AccountId | None = None,
    code: str = "",
) -> None:
    """In the same unit of work as the deed: neither is there without the other."""
    unit.audits.note(Entry(at=now, actor=actor, act=act, subject=subject, about=about, code=code))


def has_open(unit: Unit, act: Act, subject: str, actor: AccountId, now: datetime) -> bool:
    """Whether somebody opened this within the last quarter of an hour."""
    return is_open((entry.at for entry in _by(unit, act, subject, actor)), now)


def has_opened(unit: Unit, act: Act, subject: str, actor: AccountId) -> bool:
    """Whether somebody ever opened this."""
    return bool(_by(unit, act, subject, actor))


def _by(unit: Unit, act: Act, subject: str, actor: AccountId) -> list[Entry]:
    return [entry for entry in unit.audits.of(subject) if entry.act is act and entry.actor == actor]
