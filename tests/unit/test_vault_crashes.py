"""A vault whose process is killed, or that is used twice at once."""

from __future__ import annotations

import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from tests import killing
from tests.world import NOON
from walkon.domain.cameo import Cameo, Standing
from walkon.domain.errors import HandleTaken, NothingSealed
from walkon.domain.ids import CameoId, Handle
from walkon.vault import disk
from walkon.vault.cameos import LocalVault
from walkon.vault.errors import KeyWrong, VaultDamaged
from walkon.vault.keys import KeyFile
from walkon.vault.sealing import seal

MINA = Cameo(
    id=CameoId("0123456789abcdef" * 2),
    handle=Handle("mina"),
    standing=Standing.VERIFIED,
    created=NOON,
    has_voice=True,
    voice_similarity=0.71,
)
JUN = replace(MINA, id=CameoId("f" * 32), handle=Handle("jun"))
FACE = b"a face nobody else may see" * 1000
NEW = b"the same face a year later" * 1000


def vault_of(home: Path) -> LocalVault:
    return LocalVault(home, KeyFile(home / "keys" / "master.key"))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    vault_of(tmp_path / "home").put(MINA, {"likeness": FACE})
    return tmp_path / "home"


def handles(home: Path) -> list[str]:
    return [cameo.handle.name for cameo in vault_of(home).all()]


def killed(home: Path, step: int, verb: str) -> bool:
    """Run a verb in a process that is killed at its n-th step on the disk; False when it came to its end."""

    def work() -> None:
        vault = vault_of(home)
        if verb == "put":
            vault.put(JUN, {"likeness": FACE, "voice": FACE})
        elif verb == "renew":
            vault.renew(replace(MINA, has_voice=False), {"likeness": NEW, "face": NEW})
        else:
            vault.delete(MINA.id)

    return killing.killed(step, work)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
class TestKilled:
    def test_a_cameo_is_made_whole_or_not_at_all(self, home: Path, tmp_path: Path) -> None:
        step = 0
        while True:
            step += 1
            trial = tmp_path / f"trial{step}"
            shutil.copytree(home, trial)
            died = killed(trial, step, "put")
            assert handles(trial) in (["mina"], ["jun", "mina"], ["mina", "jun"])
            if "jun" in handles(trial):
                assert vault_of(trial).open(JUN.id, "voice") == FACE
            vault_of(trial).delete(CameoId("0" * 32))
            assert len(list((trial / "cameos").iterdir())) == len(handles(trial))
            if not died:
                break
        assert step > 10
        assert "jun" in handles(trial)

    def test_a_cameo_is_deleted_for_good_or_still_whole(self, home: Path, tmp_path: Path) -> None:
        wrapped = (home / "cameos" / MINA.id / "key").read_bytes()
        step = 0
        while True:
            step += 1
            trial = tmp_path / f"trial{step}"
            shutil.copytree(home, trial)
            died = killed(trial, step, "delete")
            if handles(trial):
                assert vault_of(trial).open(MINA.id, "likeness") == FACE
            else:
                vault_of(trial).delete(MINA.id)
                left = b"".join(path.read_bytes() for path in trial.rglob("*") if path.is_file())
                assert wrapped not in left
                assert list((trial / "cameos").iterdir()) == []
            if not died:
                break
        assert step > 4
        assert handles(trial) == []

    def test_a_cameo_is_renewed_whole_or_not_at_all(self, home: Path, tmp_path: Path) -> None:
        step = 0
        while True:
            step += 1
            trial = tmp_path / f"trial{step}"
            shutil.copytree(home, trial)
            died = killed(trial, step, "renew")
            (mina,) = vault_of(trial).all()
            assert vault_of(trial).open(MINA.id, "likeness") == (FACE if mina.has_voice else NEW)
            vault_of(trial).delete(JUN.id)
            left = {path.name for path in (trial / "cameos" / MINA.id).iterdir()}
            assert left == {"key", "record", *(["likeness"] if mina.has_voice else ["likeness.2", "face.2"])}
            if not died:
                break
        assert step > 8
        assert not mina.has_voice

    def test_a_killed_process_does_not_lock_the_home_for_ever(self, home: Path) -> None:
        assert killed(home, 6, "put")
        vault_of(home).put(JUN, {})
        assert sorted(handles(home)) == ["jun", "mina"]


class TestTogether:
    def test_of_two_who_want_a_handle_one_gets_it(self, tmp_path: Path) -> None:
        home = tmp_path / "home"

        def put(number: int) -> str:
            try:
                vault_of(home).put(replace(MINA, id=CameoId(f"{number:032x}")), {"likeness": str(number).encode()})
            except HandleTaken:
                return "taken"
            return "made"

        with ThreadPoolExecutor(6) as pool:
            outcomes = list(pool.map(put, range(6)))
        assert sorted(outcomes) == ["made"] + ["taken"] * 5
        assert len(vault_of(home).all()) == 1

    def test_reading_while_others_come_and_go(self, home: Path) -> None:
        def come_and_go(number: int) -> None:
            cameo = replace(MINA, id=CameoId(f"{number:032x}"), handle=Handle(f"guest{number}"))
            for _ in range(4):
                vault_of(home).put(cameo, {"likeness": b"x"})
                vault_of(home).delete(cameo.id)

        with ThreadPoolExecutor(3) as pool:
            guests = [pool.submit(come_and_go, number) for number in range(2)]
            while not all(guest.done() for guest in guests):
                assert "mina" in handles(home)
            for guest in guests:
                guest.result()

    def test_reading_while_somebody_is_recorded_anew(self, home: Path) -> None:
        def renew() -> None:
            for number in range(12):
                vault_of(home).renew(MINA, {"likeness": bytes([number])})

        with ThreadPoolExecutor(1) as pool:
            renewing = pool.submit(renew)
            while not renewing.done():
                seen = vault_of(home).open(MINA.id, "likeness")
                assert seen == FACE or len(seen) == 1
            renewing.result()
        assert vault_of(home).open(MINA.id, "likeness") == bytes([11])

    def test_the_lock_is_held_by_one(self, tmp_path: Path) -> None:
        inside = []

        def work(number: int) -> None:
            with disk.locked(tmp_path):
                inside.append(number)
                assert inside == [number]
                inside.remove(number)

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(work, range(40)))


class TestDamage:
    def test_a_damaged_neighbour_hides_nobody(self, home: Path) -> None:
        vault_of(home).put(JUN, {"likeness": FACE})
        (home / "cameos" / JUN.id / "record").write_bytes(b"damage")
        assert vault_of(home).find(Handle("mina")) == MINA
        with pytest.raises(VaultDamaged):
            vault_of(home).find(Handle("jun"))
        with pytest.raises(VaultDamaged):
            vault_of(home).all()

    def test_a_missing_record_is_damage(self, home: Path) -> None:
        (home / "cameos" / MINA.id / "record").unlink()
        with pytest.raises(VaultDamaged):
            vault_of(home).all()

    def test_whole_cameos_cannot_change_places(self, home: Path) -> None:
        (home / "cameos" / MINA.id).rename(home / "cameos" / JUN.id)
        with pytest.raises(KeyWrong):
            vault_of(home).all()

    def test_a_record_of_another_form_is_damage(self, home: Path) -> None:
        vault = vault_of(home)
        folder = home / "cameos" / MINA.id
        key = vault.keys.unwrap((folder / "key").read_bytes(), MINA.id)
        for record in (b"[]", b"{}", b"\xff", json.dumps({"id": MINA.id}).encode()):
            disk.write(folder / "record", seal(record, key, f"{MINA.id}/record"))
            with pytest.raises(VaultDamaged):
                vault_of(home).all()

    def test_keys_are_never_parts(self, home: Path) -> None:
        with pytest.raises(NothingSealed):
            vault_of(home).open(MINA.id, "key")
