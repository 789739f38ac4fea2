"""The list of error codes in the documentation is the list in the code."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import walkon
from walkon.domain.errors import BadInput, Broken, WalkonError

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "command-line.md"


def codes() -> list[str]:
    """Of every error of every room, the two roots left out."""
    for module in pkgutil.walk_packages(walkon.__path__, "walkon."):
        if not module.name.endswith(("__main__", "migrations.env")):
            importlib.import_module(module.name)
    found, todo = [], [WalkonError]
    while todo:
        for kind in todo.pop().__subclasses__():
            todo.append(kind)
            if kind not in (BadInput, Broken):
                found.append(kind.code)
    return found


def test_every_code_is_documented_and_nothing_else() -> None:
    listed = DOCUMENT.read_text("utf-8").split("## Error codes")[1]
    assert set(re.findall(r"^\| `([a-z_]+)` \|", listed, re.M)) == set(codes())


def test_a_code_means_one_thing() -> None:
    found = codes()
    assert len(found) == len(set(found))
