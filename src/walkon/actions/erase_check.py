"""Whether something is left that should be gone: looked for by whoever runs a server. Nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from walkon.domain.withdrawal import KEY_WITHIN, Step
from walkon.ports.erasing import KeyShelf, Shelf
from walkon.ports.store import Store, Unit

OVERDUE = timedelta(minutes=5)  # housekeeping goes around three times a minute


@dataclass(frozen=True, slots=True, kw_only=True)
class Leftovers:
    """What should not be there, by name; names hold random ids only."""

    unknown: tuple[str, ...]  # sealed objects that no row knows
    returned: tuple[str, ...]  # objects of a withdrawal that was erased
    overdue: tuple[str, ...]  # noted to go, long ago
    keys: tuple[str, ...]  # cameos whose key should be destroyed and is not

    @property
    def count(self) -> int:
        return len(self.unknown) + len(self.returned) + len(self.overdue) + len(self.keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What the rows say."""

    kept: frozenset[str]
    going: frozenset[str]
    erased: frozenset[str]
    overdue: tuple[str, ...]
    keyless: tuple[str, ...]


def leftovers(store: Store, shelf: Shelf, vault: KeyShelf, now: datetime) -> Leftovers:
    """Compare what lies there with what the rows know. Objects are listed first: what is put meanwhile is not looked at."""
    there = frozenset(shelf.names())
    known = store.read(lambda unit: _known(unit, now))
    returned = frozenset(name for name in known.erased & there if shelf.holds(name))
    unknown = [name for name in there - known.kept - known.going - returned if shelf.holds(name)]  # gone meanwhile?
    return Leftovers(
        unknown=tuple(sorted(unknown)),
        returned=tuple(sorted(returned)),
        overdue=tuple(sorted(known.overdue)),
        keys=tuple(cameo for cameo in known.keyless if vault.holds(cameo)),  # type: ignore[arg-type]
    )


def _known(unit: Unit, now: datetime) -> _Known:
    erasures, withdrawals = unit.erasures.all(), unit.withdrawals.all()
    late = [one for one in withdrawals if one.step is Step.STOPPED and one.began_at + KEY_WITHIN <= now]
    return _Known(
        kept=frozenset(made.name for made in unit.made.all()),
        going=frozenset(erasure.name for erasure in erasures),
        erased=frozenset(name for one in withdrawals if one.step in (Step.ERASED, Step.PROVEN) for name in one.objects),
        overdue=tuple(erasure.name for erasure in erasures if erasure.due_at + OVERDUE <= now),
        keyless=tuple(one.cameo for one in withdrawals if one.step is not Step.STOPPED or one in late),
    )
