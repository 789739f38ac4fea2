"""The OpenAPI description is whole: every operation says what it takes and what it answers, and its examples are good."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast
from unittest.mock import create_autospec

import jsonschema_rs
import pytest

from walkon.api.app import application
from walkon.api.described import operations
from walkon.api.examples import EXAMPLES
from walkon.api.service import Service

DOCUMENT: dict[str, Any] = application(create_autospec(Service)).openapi()
ALL = list(operations(DOCUMENT))
NAMES = [operation["operationId"] for _, _, operation in ALL]
FOR_ANYBODY = {
    *("begin_sign_up", "finish_sign_up", "begin_sign_in", "finish_sign_in", "recover"),
    *("upload_options", "live", "ready", "read_house"),
    "open_link",
    "look_at_link",
    *("read_shared", "read_shared_film", "read_shared_poster", "read_shared_captions"),
    "begin_elsewhere",
    "come_back_from_elsewhere",
    "sign_up_elsewhere",
    *("check_file", "check_link"),
}

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
each = pytest.mark.parametrize(("path", "method", "operation"), ALL, ids=NAMES)


def nodes(found: Any) -> Iterator[dict[str, Any]]:
    if isinstance(found, dict):
        yield found
    for part in found.values() if isinstance(found, dict) else found if isinstance(found, list) else ():
        yield from nodes(part)


def resolved(reference: str) -> dict[str, Any]:
    found: Any = DOCUMENT
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    return cast(dict[str, Any], found)


def test_names_are_names() -> None:
    assert len(NAMES) == len(set(NAMES))
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in NAMES)
    assert set(EXAMPLES) <= set(NAMES)


def test_every_reference_leads_somewhere() -> None:
    references = [node["$ref"] for node in nodes(DOCUMENT) if isinstance(node.get("$ref"), str)]
    assert references
    assert all(resolved(reference) for reference in references)


def test_who_may_come_in_without_a_key() -> None:
    """Whatever is new asks who calls, until it is named here."""
    assert set(DOCUMENT["components"]["securitySchemes"]) == {"session", "token"}
    known: list[dict[str, list[str]]] = [{"session": []}, {"token": []}]
    assert {operation["operationId"] for _, _, operation in ALL if operation.get("security") != known} <= FOR_ANYBODY


@each
def test_each_operation_says_what_it_is(path: str, method: str, operation: dict[str, Any]) -> None:
    assert operation["tags"]
    assert operation["description"].endswith(".")
    assert operation["summary"]
    assert not operation["summary"].endswith(".")
    named = {found["name"] for found in operation.get("parameters", ()) if found["in"] == "path"}
    assert named == set(re.findall(r"{(\w+)}", path))


@each
def test_each_operation_says_what_it_answers(path: str, method: str, operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    assert any(status.startswith("2") for status in answers)
    for status, answer in answers.items():
        if status.startswith("2"):
            assert answer["description"]
            continue
        told = resolved(answer["$ref"])
        assert list(told["content"]) == ["application/problem+json"]
        assert re.search(r"Codes: `\w+`", told["description"])
    if "security" in operation:
        assert {"401", "403", "503"} <= set(answers)
    if "requestBody" in operation:
        assert {"413", "422"} <= set(answers)


@each
def test_each_body_has_an_example_that_is_accepted(path: str, method: str, operation: dict[str, Any]) -> None:
    for media, content in operation.get("requestBody", {}).get("content", {}).items():
        if media != "application/json":
            continue
        schema = content["schema"] | {"components": DOCUMENT["components"]}
        jsonschema_rs.Draft202012Validator(schema, validate_formats=True).validate(content["example"])


def test_a_wrong_example_would_be_noticed() -> None:
    schema = {"$ref": "#/components/schemas/GrantWanted", "components": DOCUMENT["components"]}
    with pytest.raises(jsonschema_rs.ValidationError):
        jsonschema_rs.Draft202012Validator(schema).validate({"to": "nobody"})


def test_bodies_know_no_other_fields() -> None:
    """A form that took anything would hide mistakes."""
    for name, schema in DOCUMENT["components"]["schemas"].items():
        if schema["type"] == "object" and name not in ("Problem",):
            assert schema.get("additionalProperties") is False, name
