"""Whoever runs a server, at a terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.society import TERMS, Society
from walkon.actions import administer, give_grant
from walkon.cli.main import main
from walkon.domain.people import Office, Tier
from walkon.domain.production import State


class Terminal:
    def __init__(self, home: Path, capture: pytest.CaptureFixture[str]) -> None:
        self._home, self._capture = home, capture

    def runs(self, *arguments: str, expect: int = 0) -> dict[str, Any]:
        self._capture.readouterr()
        code = main([*arguments, "--json", "--home", str(self._home)])
        said: dict[str, Any] = json.loads(self._capture.readouterr().out)
        assert code == expect, said
        return said


def test_running_a_server(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal(home, capsys)
    assert terminal.runs("admin", "invite", expect=2)["error"]["code"] == "store_old"
    terminal.runs("admin", "migrate")
    assert terminal.runs("admin", "invite", expect=2)["error"]["code"] == "nobody_runs"
    society = Society.in_folder(home)
    jun, mina = society.join("jun"), society.join("mina")
    society.does(lambda unit: unit.accounts.save(replace(jun, office=Office.ADMIN)))
    made = terminal.runs("admin", "invite", "--uses", "3")
    assert society.store.read(lambda unit: [invite.uses_left for invite in unit.invites.all()]) == [3]
    assert made["code"] not in (home / "walkon.db").read_bytes().decode("latin-1")
    found = terminal.runs("admin", "accounts")["accounts"]
    assert [(row["handle"], row["office"]) for row in found] == [("@jun", "admin"), ("@mina", "member")]
    assert terminal.runs("admin", "suspend", "nobody", expect=2)["error"]["code"] == "nobody_there"
    terminal.runs("admin", "suspend", "mina")
    assert terminal.runs("admin", "suspend", "@mina")["productions_ended"] == 0
    assert len(terminal.runs("admin", "accounts")["accounts"]) == 1
    terminal.runs("admin", "restore", "mina")
    assert terminal.runs("admin", "sign-out", "mina")["sessions_ended"] == 0
    assert mina.active
    society.close()


def test_naming_reviewers_and_reading_the_audit(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir(mode=0o700)
    terminal = Terminal(home, capsys)
    society = Society.in_folder(home)
    jun, mina, teen = society.join("jun"), society.join("mina"), society.join("teen", minor=True)
    society.does(lambda unit: unit.accounts.save(replace(jun, office=Office.ADMIN)))
    assert terminal.runs("admin", "reviewer", "mina") == {"handle": "@mina", "office": "reviewer"}
    terminal.runs("admin", "reviewer", "@mina")  # twice is once
    for unfit in (jun, teen):
        assert terminal.runs("admin", "reviewer", unfit.handle.name, expect=2)["error"]["code"] == "cannot_review"
    assert terminal.runs("admin", "reviewer", "nobody", expect=2)["error"]["code"] == "nobody_there"
    assert terminal.runs("admin", "reviewer", "mina", "--end")["office"] == "member"
    entries = terminal.runs("admin", "audit")["entries"]
    assert [(e["number"], e["act"]) for e in entries] == [(2, "dismissed_reviewer"), (1, "named_reviewer")]
    assert {(e["actor"], e["about"]) for e in entries} == {(jun.id, mina.id)}
    assert "mina" not in str(entries)
    assert len(terminal.runs("admin", "audit", "--last", "1")["entries"]) == 1
    society.close()


def test_suspending_somebody_ends_what_they_make_and_what_shows_them(tmp_path: Path) -> None:
    society = Society.in_folder(tmp_path)
    jun, mina = society.join("jun"), society.join("mina")
    society.befriend(jun, mina)

    def give(unit: Any) -> None:
        give_grant.give_grant(unit, mina, give_grant.grantee_called(unit, mina, jun.handle), TERMS, society.clock.now())

    society.does(give)
    of_jun = society.propose(jun, "me and @mina on Mars", jun, mina)
    alone = society.propose(mina, "me on Mars", mina)
    by_himself = society.propose(jun, "me on Mars", jun)
    assert society.does(lambda unit: administer.suspend(unit, mina.handle, society.clock.now())) == 2
    states = [society.state(film.id).state for film in (of_jun, alone, by_himself)]
    assert states == [State.REFUSED, State.REFUSED, State.STORYBOARD]
    society.close()


def test_plans(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir(parents=True, exist_ok=True)
    terminal, society = Terminal(home, capsys), Society.in_folder(home)
    jun = society.join("jun")
    society.propose(jun, "me on Mars", jun)
    found = terminal.runs("admin", "plan", "jun")
    assert (found["handle"], found["tier"], found["at_work"]) == ("@jun", "free", {"limit": 2, "used": 1})
    plans = home / "plans.toml"
    plans.write_text("[pro]\nat_once = 5\n")
    monkeypatch.setenv("WALKON_PLANS", str(plans))
    assert terminal.runs("admin", "plan", "@jun", "pro")["at_work"] == {"limit": 5, "used": 1}
    assert society.store.read(lambda unit: unit.accounts.called(jun.handle)) == replace(jun, tier=Tier.PRO)
    assert terminal.runs("admin", "plan", "nobody", expect=2)["error"]["code"] == "nobody_there"
    plans.write_text("[pro]\nat_onec = 5\n")
    for command in (("admin", "plan", "jun"), ("serve",), ("worker",)):
        error = terminal.runs(*command, expect=2)["error"]
        assert (error["code"], "pro.at_onec" in error["message"]) == ("bad_plans", True)
    monkeypatch.setenv("WALKON_PLANS", str(home / "nothing.toml"))
    assert terminal.runs("serve", expect=2)["error"]["code"] == "bad_plans"
    monkeypatch.delenv("WALKON_PLANS")
    monkeypatch.setenv("WALKON_RATE_LIMITS", "some")
    assert terminal.runs("serve", expect=2)["error"]["code"] == "bad_rate_limits"
    monkeypatch.setenv("WALKON_RATE_LIMITS", "off")
    monkeypatch.setenv("WALKON_PROXIES", "*")
    assert terminal.runs("serve", expect=2)["error"]["code"] == "bad_proxies"
    society.close()
