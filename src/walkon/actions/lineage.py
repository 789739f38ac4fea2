"""What a production was made from, and what that was made from."""

from __future__ import annotations

from collections.abc import Iterator

from walkon.domain.production import Production
from walkon.ports.store import Unit


def ancestors(unit: Unit, production: Production) -> Iterator[Production]:
    """Every production it goes back to, the nearest first, none twice."""
    seen = {production.id}
    coming = list(production.parents)
    while coming:
        parent = coming.pop(0)
        found = None if parent in seen else unit.productions.get(parent)
        seen.add(parent)
        if found is not None:
            yield found
            coming += found.parents


def words_of(unit: Unit, production: Production) -> str:
    """What was typed for it and for everything it goes back to, each on a line of its own. Personal data of several."""
    texts = (production.prompt, *(found.prompt for found in ancestors(unit, production)))
    return "\n".join(text for text in texts if text)
