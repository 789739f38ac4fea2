"""Where model files lie inside installed packages, found without importing the packages.

The packages' own Python asks for torch or pkg_resources; Walkon reads their files only.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from walkon.perception.errors import ModelMissing


def model_file(package: str, *parts: str) -> Path:
    """Path of a file inside an installed package. Raises `ModelMissing`."""
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder, *parts)
        if path.is_file():
            return path
    raise ModelMissing(package=package, file=parts[-1])
