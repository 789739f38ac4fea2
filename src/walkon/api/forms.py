"""The base of every body that goes in or out."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, model_validator

DEEPEST = 30  # lists and objects in one another; a challenge has five


class Form(BaseModel):
    """Strict about names: a field that is not known is an error, not a surprise."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _can_be_kept(cls, given: Any) -> Any:
        """JSON can say what no database keeps and no answer can repeat: NUL, halves of characters, endless nesting."""
        waiting: list[tuple[Any, int]] = [(given, 0)] if isinstance(given, dict) else []
        while waiting:
            value, depth = waiting.pop()
            if depth > DEEPEST:
                raise ValueError("nested too deeply")
            match value:
                case str():
                    if "\0" in value or (not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value)):
                        raise ValueError("not a text")
                case dict():
                    waiting += [(part, depth + 1) for pair in value.items() for part in pair]
                case list() | tuple():
                    waiting += [(part, depth + 1) for part in value]
                case _:
                    pass
        return given
