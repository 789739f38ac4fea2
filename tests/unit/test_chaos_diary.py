"""What `bench.chaos` judges by can say no: a diary that allows everything, or a search that finds nothing, proves nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from bench.chaos_findings import in_the_clear
from bench.chaos_town import Diary, Given

from walkon.domain.ids import AccountId, GrantId, ProductionId

MINA, JUN, FILM, GRANT = AccountId("mina"), AccountId("jun"), ProductionId("film"), GrantId("grant")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def diary(*, asks: bool = False) -> Diary:
    """Mina makes a film with Jun, who allowed it."""
    found = Diary()
    found.owner[FILM], found.cast[FILM] = MINA, (MINA, JUN)
    found.given[GRANT] = Given(owner=JUN, to=MINA, asks=asks)
    return found


def test_a_yes_is_enough() -> None:
    assert diary().lawful(FILM)


def test_without_a_yes_there_is_none() -> None:
    silent = diary()
    silent.given.clear()
    revoked, refused, blocked = diary(), diary(), diary()
    revoked.revoked.add(GRANT)
    refused.refused.add((FILM, JUN))
    blocked.blocked.add(frozenset((MINA, JUN)))
    other_way = diary()
    other_way.given[GRANT] = Given(owner=MINA, to=JUN, asks=False)
    assert not any(found.lawful(FILM) for found in (silent, revoked, refused, blocked, other_way))


def test_who_asks_to_approve_has_to_approve_both() -> None:
    found = diary(asks=True)
    assert not found.lawful(FILM)
    found.approved.add((FILM, JUN, "storyboard"))
    assert not found.lawful(FILM)
    found.approved.add((FILM, JUN, "result"))
    assert found.lawful(FILM)
    found.refused.add((FILM, JUN))
    assert not found.lawful(FILM)


def test_what_lies_in_the_clear_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    (home / "deep").mkdir(parents=True)
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    assert list(in_the_clear(home, b"mark", LONG_AGO)) == []
    (home / "deep" / "film").write_bytes(b"\0 with a mark in it")
    (temporary / "still").write_bytes(b"mark")
    assert len(list(in_the_clear(home, b"mark", LONG_AGO))) == 2
