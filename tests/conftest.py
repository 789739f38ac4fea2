"""What many tests share: where real recordings lie, and a home of one's own.

Properties are tried with the same cases every time; `WALKON_EXPLORE=1` looks for new ones.
"""

from __future__ import annotations

import itertools
import os
import random
import secrets
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("steady", derandomize=True)
settings.register_profile("exploring")
settings.load_profile("exploring" if os.environ.get("WALKON_EXPLORE") else "steady")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Folder of real recordings (faces/, voices/, digits/) beside the checkout; tests skip where it is absent.

    Mark such tests with `@pytest.mark.shared_data`. Nothing made from these recordings may be kept.
    """
    for folder in Path(__file__).resolve().parents:
        found = folder / "shared" / "data"
        if (found / "faces").is_dir():
            return found
    pytest.skip("the real recordings (shared/data beside the checkout) are not here")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for one test; WALKON_HOME points to it."""
    folder = tmp_path / "home"
    monkeypatch.setenv("WALKON_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def session_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that lives as long as the test run, for cameos that are expensive to make."""
    return tmp_path_factory.mktemp("home") / "walkon"


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> None:
    """Challenges are drawn the same way every time: how often a good take is refused is measured in bench/."""
    seeds = itertools.count(11)
    monkeypatch.setattr(secrets, "SystemRandom", lambda: random.Random(next(seeds)))
