"""Jobs over which workers die."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.society import Society
from walkon.actions.begin import MOST, beginning

JOB = "look 0123 0"


GRAVEYARD: list[AbstractContextManager[bool]] = []  # nobody tidies up after them


def dies_over_it(society: Society) -> bool:
    """Begin, and never come to an end."""
    GRAVEYARD.append(beginning(society.store, JOB, society.clock.now))
    return GRAVEYARD[-1].__enter__()


@pytest.fixture
def society(tmp_path: Path) -> Iterator[Society]:
    found = Society.in_folder(tmp_path)
    yield found
    GRAVEYARD.clear()
    found.close()


def test_it_is_begun_a_few_times_and_then_given_up(society: Society) -> None:
    assert [dies_over_it(society) for _ in range(MOST + 2)] == [True] * MOST + [False, False]


def test_what_came_to_an_end_is_forgotten(society: Society) -> None:
    for _ in range(MOST - 1):
        assert dies_over_it(society)
    with pytest.raises(ValueError, match="trouble"), beginning(society.store, JOB, society.clock.now) as again:
        assert again
        raise ValueError("trouble")
    assert society.store.read(lambda unit: unit.begun.all()) == []
    assert dies_over_it(society)


def test_one_job_says_nothing_about_another(society: Society) -> None:
    for _ in range(MOST + 1):
        dies_over_it(society)
    with beginning(society.store, "look 4567 0", society.clock.now) as again:
        assert again
