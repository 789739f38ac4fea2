"""What docs/limits.md says of plans and rates is what the rules say."""

from __future__ import annotations

import re
from pathlib import Path

from walkon.api.doorway import LARGEST_BODY
from walkon.api.problem import safe_headers
from walkon.domain import idempotency, links, queueing
from walkon.domain.allowances import DEFAULT, Allowance
from walkon.domain.people import Tier
from walkon.domain.rates import DEFAULT as RATES
from walkon.domain.rates import Rate

DOCS = Path(__file__).resolve().parents[2] / "docs"
DOCUMENT = (DOCS / "limits.md").read_text("utf-8")


def rows(start: str) -> list[list[str]]:
    """The rows of the table whose heading begins like this."""
    table = DOCUMENT.split(f"| {start} |")[1].split("\n\n")[0]
    found = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in table.split("\n")[2:]]
    assert found
    return found


def test_plans() -> None:
    said = {row[0]: [float(cell) for cell in row[2:]] for row in rows("per tier")}
    assert said == {name: [getattr(DEFAULT[tier], name) for tier in Tier] for name in Allowance.__dataclass_fields__}


def test_rates() -> None:
    def text(rate: Rate | None) -> str:
        return "-" if rate is None else f"{rate.times} in {rate.seconds} s"

    said = {row[0]: row[2:] for row in rows("door")}
    assert said == {door.value: [text(rates.account), text(rates.address)] for door, rates in RATES.items()}


def test_times_and_sizes() -> None:
    assert (idempotency.KEPT.days, idempotency.LEASE.seconds, links.LIFETIME.seconds) == (1, 60, 600)
    assert (queueing.TURN.seconds, LARGEST_BODY) == (5 * 60, 256 * 1024)
    for name in safe_headers("https://walkon.example"):
        assert f"`{name}" in DOCUMENT


def test_settings() -> None:
    service = (DOCS / "service.md").read_text("utf-8")
    for name in re.findall(r"WALKON_[A-Z_]+", DOCUMENT):
        assert f"`{name}`" in service
