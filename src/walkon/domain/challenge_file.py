"""A challenge as a file: strict JSON, described in docs/challenge.schema.json."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from walkon.domain.capture import (
    LIFETIME,
    LONGEST,
    Blink,
    Challenge,
    Direction,
    Language,
    Light,
    Say,
    Smile,
    Step,
    Still,
    Turn,
    breaks_rules,
)
from walkon.domain.errors import ChallengeDamaged
from walkon.domain.ids import ChallengeId
from walkon.domain.light_code import LightCode, ScreenColour

FORMAT, VERSION = "walkon.challenge", 2
LARGEST_FILE = 65_536  # characters


def to_json(challenge: Challenge) -> str:
    """The challenge as one JSON object; `from_json` gives back an equal challenge."""
    steps = [as_row(step) for step in challenge.steps]
    return json.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "id": challenge.id,
            "language": challenge.language,
            "issued": challenge.issued.isoformat(),
            "expires": challenge.expires.isoformat(),
            "steps": steps,
        },
        ensure_ascii=False,
        indent=1,
    )


def as_row(step: Step) -> dict[str, Any]:
    """A step as it stands in a file."""
    return {"kind": _KIND_OF[type(step)]} | asdict(step)


def fingerprint(challenge: Challenge) -> str:
    """SHA-256 of the challenge, hexadecimal: who keeps it notices a challenge whose steps were changed."""
    return hashlib.sha256(to_json(challenge).encode()).hexdigest()


def from_json(text: str) -> Challenge:
    """The challenge in a file's text. Strict: unknown or missing fields, wrong types and broken rules are refused.

    Raises `ChallengeDamaged`.
    """
    if len(text) > LARGEST_FILE:
        raise ChallengeDamaged
    try:
        return _challenge(json.loads(text))
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise ChallengeDamaged from error


def _challenge(data: Any) -> Challenge:
    row = _row(data, "format version id language issued expires steps")
    if (row["format"], row["version"]) != (FORMAT, VERSION) or type(row["version"]) is not int:
        raise ValueError("another format")
    name = _text(row["id"])
    if len(name) != 32 or set(name) - set("0123456789abcdef"):
        raise ValueError("not an id")
    if not isinstance(row["steps"], list) or not 2 <= len(row["steps"]) <= 32:
        raise TypeError("not a list of steps")
    steps = tuple(_step(step) for step in row["steps"])
    issued, expires = (datetime.fromisoformat(_text(row[key])) for key in ("issued", "expires"))
    if issued.utcoffset() != timedelta(0) or expires != issued + LIFETIME or breaks_rules(steps):
        raise ValueError("breaks a rule")
    return Challenge(
        id=ChallengeId(name), language=Language(_text(row["language"])), steps=steps, issued=issued, expires=expires
    )


def _step(data: Any) -> Step:
    if not isinstance(data, dict):
        raise TypeError("not an object")
    kind, fields = _STEPS[_text(data.get("kind"))]
    row = _row(data, f"kind at seconds {' '.join(fields)}")
    read = {"at": _number(row["at"]), "seconds": _number(row["seconds"])}
    return kind(**read, **{name: reader(row[name]) for name, reader in fields.items()})


def _row(data: Any, names: str) -> dict[str, Any]:
    if not isinstance(data, dict) or set(data) != set(names.split()):
        raise ValueError("other fields")
    return data


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _number(value: Any) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= LONGEST * 10:
        raise ValueError("not a number of seconds or degrees")
    return float(value)


def _count(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= 10:
        raise ValueError("not a small count")
    return value


def _words(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not 1 <= len(value) <= 20:
        raise ValueError("not a list of words")
    words = tuple(map(_text, value))
    if not all(0 < len(word) <= 40 and word.isprintable() and not set(word) & set(" \t") for word in words):
        raise ValueError("not words")
    return words


def _code(value: Any) -> LightCode:
    row = _row(value, "left right seconds")
    left, right = (tuple(ScreenColour(_text(colour)) for colour in _list(row[side])) for side in ("left", "right"))
    if len(left) != len(right) or not 0.1 <= _number(row["seconds"]) <= 1.0:
        raise ValueError("not a code")
    return LightCode(left=left, right=right, seconds=_number(row["seconds"]))


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list) or not 1 <= len(value) <= 64:
        raise ValueError("not a list of colours")
    return value


_STEPS: dict[str, tuple[Callable[..., Step], dict[str, Callable[[Any], object]]]] = {
    "still": (Still, {}),
    "turn": (Turn, {"direction": lambda value: Direction(_text(value)), "degrees": _number}),
    "blink": (Blink, {"times": _count}),
    "smile": (Smile, {}),
    "say": (Say, {"words": _words}),
    "light": (Light, {"code": _code}),
}
_KIND_OF = {kind: name for name, (kind, _) in _STEPS.items()}
