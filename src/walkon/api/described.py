"""The OpenAPI description, made whole: what every operation can answer, in which form, and an example of what it takes.

Rules
1. Errors are problems (`walkon.api.problem`), one kind of answer per status. Which codes a status can carry is told there.
2. Which statuses an operation may answer with is derived from what it is (`statuses`); what that misses is in `ALSO`.
3. Every body has an example that the schema accepts: one of `walkon.api.examples`, or one made from the schema.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from fastapi import FastAPI

from walkon.api import problem
from walkon.api.examples import EXAMPLES, made_from
from walkon.domain.errors import WalkonError
from walkon.media import errors as clips  # noqa: F401  a film that is checked may be none

Node = dict[str, Any]
_READS = frozenset({"get", "head"})
_ROOMS = tuple(f"walkon.{room}." for room in ("domain", "actions", "api", "media", "planner", "store", "vault"))
ALSO: Mapping[str, frozenset[int]] = {
    "read_film": frozenset({416}),
    "read_shared": frozenset({410}),
    "read_shared_film": frozenset({410, 416}),
    "read_shared_poster": frozenset({410}),
    "read_shared_captions": frozenset({410}),
    "append_upload": frozenset({423}),
    "read_release": frozenset({409}),
    "list_comments": frozenset({409}),
}
_MEANING: Mapping[int, str] = {
    401: "Nobody is signed in, or what should prove it does not.",
    403: "Whoever asks may not do this.",
    404: "There is no such thing, or none that the caller may know of.",
    409: "Not in the state that things are in now.",
    410: "It was there, and is not any longer.",
    412: "It has changed since the caller read it.",
    413: "What was sent is too large.",
    416: "The part that was asked for is not there.",
    422: "What was sent cannot be used.",
    423: "Somebody else is at it at this moment.",
    429: "More than this server allows; try again later.",
    503: "The server cannot do this now; try again later.",
}
PROBLEM: Node = {
    "type": "object",
    "description": "What went wrong (RFC 9457). Programs look at `code`.",
    "properties": {
        "type": {"type": "string", "description": "where the code is explained"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "a sentence, in the language the client asks for"},
        "code": {"type": "string", "description": "stable"},
        "fields": {"type": "object", "description": "the values of the sentence", "additionalProperties": True},
        "request": {"type": "string", "description": "the `X-Request-Id` of this answer, for whoever runs the server"},
    },
    "required": ["type", "title", "status", "detail", "code", "fields"],
    "additionalProperties": False,
}


def describe(app: FastAPI) -> None:
    """From now on the application describes itself whole."""
    plain = app.openapi

    def whole() -> Node:
        if app.openapi_schema is None:
            app.openapi_schema = completed(plain())
        return app.openapi_schema

    app.openapi = whole  # type: ignore[method-assign] # as FastAPI's documentation does it


def completed(document: Node) -> Node:
    """A description as FastAPI makes it, with what it leaves out. Changes the document."""
    components = document.setdefault("components", {})
    schemas: Node = components.setdefault("schemas", {})
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas["Problem"] = PROBLEM
    components["responses"] = {f"Problem{status}": _answer(status) for status in _MEANING}
    for path, method, operation in operations(document):
        operation["summary"] = operation.get("description", "").split("\n")[0].split(". ")[0].rstrip(".")
        found = statuses(path, method, operation)
        answers = {code: answer for code, answer in operation["responses"].items() if not _is_error(code)}
        answers |= {str(status): {"$ref": f"#/components/responses/Problem{status}"} for status in sorted(found)}
        operation["responses"] = answers
        for media, content in operation.get("requestBody", {}).get("content", {}).items():
            if media == "application/json":
                name = operation["operationId"]
                content["example"] = EXAMPLES[name] if name in EXAMPLES else made_from(content["schema"], schemas)
    return document


def operations(document: Node) -> Iterator[tuple[str, str, Node]]:
    """Path, method and description of everything that can be asked for."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def statuses(path: str, method: str, operation: Node) -> frozenset[int]:
    """The errors that an operation may answer with."""
    found = set(ALSO.get(operation["operationId"], ()))
    if method == "options":
        return frozenset(found)
    found.add(503)
    given = "parameters" in operation or "requestBody" in operation
    if "security" in operation:
        found |= {401, 403, 429}
    if method not in _READS:
        found |= {401, 403, 404, 409, 413, 422, 429}
    elif given:
        found |= {404, 422}
    elif "/me/" in path or "/desk/" in path or "/admin/" in path:
        found.add(404)
    if any(parameter["name"] == "If-Match" for parameter in operation.get("parameters", ())):
        found.add(412)
    return frozenset(found)


def codes_of(status: int) -> list[str]:
    """The codes that come with a status."""
    ours = {kind.code for kind in _kinds(WalkonError) if problem.status_of(kind) == status}
    framework = {code for of, (code, _, _) in problem.OF_HTTP.items() if of == status}
    return sorted(ours | framework | ({problem.INVALID[0]} if status == 422 else set()))


def _answer(status: int) -> Node:
    codes = ", ".join(f"`{code}`" for code in codes_of(status))
    return {
        "description": f"{_MEANING[status]} Codes: {codes}.",
        "content": {problem.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _kinds(kind: type[WalkonError]) -> Iterator[type[WalkonError]]:
    """Every error that a request can meet; those of programs that only this process happens to have loaded are not told."""
    for below in kind.__subclasses__():
        if below.__module__.startswith(_ROOMS):
            yield below
        yield from _kinds(below)


def _is_error(code: str) -> bool:
    return code[0] in "45"


def resolved(schema: Node, schemas: Mapping[str, Any]) -> Node:
    """A schema, or the one it refers to."""
    reference = schema.get("$ref")
    return schema if reference is None else cast(Node, schemas[reference.rpartition("/")[2]])
