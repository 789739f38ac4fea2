"""What the command line says, in the person's language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from walkon.domain.capture import Language


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files(__package__).joinpath("texts.toml").read_text("utf-8"))


def text(key: str, language: Language, **fields: object) -> str:
    """The sentence called `key`; raises KeyError for a key that texts.toml does not have."""
    return _table()[key][language.value].format(**fields)
