"""How much of what is in prompts screening finds: the prompts its words are tuned on, and those held out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum

from tests.screened import Case, cases

from walkon.domain.bars import Bar
from walkon.domain.grants import Kind


def main() -> None:
    figures: dict[str, object] = {}
    for name in ("tuned", "held_out", "other_words"):
        for language in ("en", "ko"):
            figures[f"{name} {language}"] = measure(list(cases(f"{name}.{language}.txt")))
    print(json.dumps(figures))


def measure(every: Iterable[Case]) -> dict[str, object]:
    """Per class: of how many wanted how many were found, and how many were found wrongly."""
    rows: list[tuple[frozenset[StrEnum], frozenset[StrEnum]]] = []
    for case in every:
        found = case.screened()
        rows.append((case.kinds | case.bars, found.kinds | frozenset(found.bars)))
    figures: dict[str, object] = {
        "prompts": len(rows),
        "exactly right": sum(wanted == found for wanted, found in rows),
    }
    for of in (*Kind, *Bar):
        right = sum(of in wanted and of in found for wanted, found in rows)
        wanted_of, found_of = (sum(of in row[side] for row in rows) for side in (0, 1))
        figures[of.value] = {
            "wanted": wanted_of,
            "precision": right / found_of if found_of else None,
            "recall": right / wanted_of if wanted_of else None,
        }
    return figures


if __name__ == "__main__":
    main()
