"""What became of a film: its mark is written down when it is made, and asked for by whoever holds a copy."""

from __future__ import annotations

from datetime import datetime

from walkon.domain.checking import Since, became
from walkon.domain.ids import ProductionId
from walkon.domain.provenance import production_mark
from walkon.ports.store import Imprint, Unit


def remember(unit: Unit, production: ProductionId, now: datetime) -> None:
    """A film of it names it from now on; it may be made again."""
    mark = production_mark(production)
    if unit.imprints.find(mark=mark) is None:
        unit.imprints.add(Imprint(mark=mark, production=production, at=now))


def since(unit: Unit, mark: str | None) -> Since:
    """What became of the film that names this mark; ask for what this server signed only."""
    known = None if mark is None else unit.imprints.find(mark=mark)
    if known is None:
        return Since.UNKNOWN
    production = unit.productions.get(known.production)
    return became(None if production is None else production.state)


def since_of(unit: Unit, production: ProductionId) -> Since:
    """The same, for somebody who holds an address instead of a file."""
    return since(unit, production_mark(production))
