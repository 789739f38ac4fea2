"""The published form of a challenge is the form that is written and read."""

from __future__ import annotations

import json
import random
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from tests.world import NOON
from walkon.domain.capture import Direction, Language, Screen, draw_challenge
from walkon.domain.challenge_file import _STEPS, FORMAT, VERSION, to_json
from walkon.domain.light_code import LightCode, ScreenColour

SCHEMA = json.loads((Path(__file__).resolve().parents[2] / "docs" / "challenge.schema.json").read_text("utf-8"))
STEPS: dict[str, Any] = {
    kind: form
    for form in SCHEMA["$defs"]["step"]["oneOf"]
    for kind in form["properties"]["kind"].get("enum", [form["properties"]["kind"].get("const")])
}


def test_every_kind_of_step_is_described_with_its_fields() -> None:
    assert set(STEPS) == set(_STEPS)
    for kind, (record, _) in _STEPS.items():
        names = {"kind", *(f.name for f in fields(record))}  # type: ignore[arg-type]
        assert set(STEPS[kind]["properties"]) == set(STEPS[kind]["required"]) == names


def test_vocabularies_agree() -> None:
    assert SCHEMA["properties"]["language"]["enum"] == [language.value for language in Language]
    assert SCHEMA["$defs"]["colour"]["enum"] == [colour.value for colour in ScreenColour]
    assert STEPS["turn"]["properties"]["direction"]["enum"] == [direction.value for direction in Direction]
    assert set(STEPS["light"]["properties"]["code"]["properties"]) == {f.name for f in fields(LightCode)}
    assert (SCHEMA["properties"]["format"]["const"], SCHEMA["properties"]["version"]["const"]) == (FORMAT, VERSION)


@pytest.mark.parametrize("screen", list(Screen))
def test_what_is_written_has_the_described_fields(screen: Screen) -> None:
    for seed in range(30):
        written = json.loads(to_json(draw_challenge(random.Random(seed), Language.KOREAN, NOON, screen)))
        assert set(written) == set(SCHEMA["properties"]) == set(SCHEMA["required"])
        assert SCHEMA["properties"]["steps"]["minItems"] <= len(written["steps"]) <= 32
        for step in written["steps"]:
            assert set(step) == set(STEPS[step["kind"]]["properties"])
