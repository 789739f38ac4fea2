"""The page shows the colours by which the server judges."""

from __future__ import annotations

import re
from pathlib import Path

from walkon.domain.light_code import ScreenColour

PAINTS = Path(__file__).parents[2] / "web" / "src" / "features" / "capture" / "colours.ts"


def test_the_page_paints_what_is_looked_for() -> None:
    rows = re.findall(r"^  (\w+): \[([\d., ]+)\],$", PAINTS.read_text("utf-8"), re.MULTILINE)
    painted = {name: tuple(float(part) for part in parts.split(",")) for name, parts in rows}
    assert painted == {colour.value: colour.light for colour in ScreenColour}
