"""What people call the words of a plan that no engine names."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from walkon.domain.choices import Named


@cache
def load() -> Mapping[str, tuple[Named, ...]]:
    """Names by field, in the order in which they are shown."""
    data = tomllib.loads(resources.files(__package__).joinpath("names.toml").read_text("utf-8"))
    return {
        field: tuple(Named(id=key, en=name["en"], ko=name["ko"]) for key, name in rows.items())
        for field, rows in data.items()
    }
