"""What every vault promises, on the fake and on the real one."""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from tests.world import NOON, MemoryAttempts, MemoryChallenges, MemoryVault
from walkon.domain.attempts import HERE, Holder, attempt
from walkon.domain.cameo import Cameo, JudgedBy, Origin, Standing
from walkon.domain.capture import ANSWERS, LIFETIME, Challenge, Language, Still
from walkon.domain.errors import (
    ChallengeAltered,
    ChallengeExpired,
    ChallengeForeign,
    ChallengeUnknown,
    ChallengeUsed,
    DiskFull,
    HandleTaken,
    NothingSealed,
)
from walkon.domain.ids import CameoId, ChallengeId, Handle, ParcelId
from walkon.domain.parcels import CLAIMED
from walkon.ports.vault import AttemptBook, CameoVault, ChallengeBook
from walkon.vault.cameos import LocalVault
from walkon.vault.challenges import AttemptFile, ChallengeFile
from walkon.vault.errors import KeyMissing, KeyWrong, VaultDamaged
from walkon.vault.keys import KeyFile

MINA = Cameo(
    id=CameoId("0123456789abcdef" * 2),
    handle=Handle("mina"),
    standing=Standing.VERIFIED,
    created=NOON,
    has_voice=True,
    voice_similarity=0.71,
)
JUN = replace(MINA, id=CameoId("f" * 32), handle=Handle("jun"), created=NOON + timedelta(seconds=1))
FACE = b"a face nobody else may see" * 1000


def local(home: Path) -> LocalVault:
    return LocalVault(home, KeyFile(home / "keys" / "master.key"))


@pytest.fixture(params=["memory", "disk"])
def vault(request: pytest.FixtureRequest, tmp_path: Path) -> CameoVault:
    return MemoryVault() if request.param == "memory" else local(tmp_path / "home")


@pytest.fixture(params=["memory", "disk"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> ChallengeBook:
    return MemoryChallenges() if request.param == "memory" else ChallengeFile(tmp_path / "home")


@pytest.fixture(params=["memory", "disk"])
def attempts(request: pytest.FixtureRequest, tmp_path: Path) -> AttemptBook:
    return MemoryAttempts() if request.param == "memory" else AttemptFile(tmp_path / "home")


def challenge(name: str = "a" * 32) -> Challenge:
    steps = (Still(at=0.0, seconds=2.0),)
    return Challenge(id=ChallengeId(name), language=Language.ENGLISH, steps=steps, issued=NOON, expires=NOON + LIFETIME)


class TestEveryVault:
    def test_what_was_put_can_be_opened(self, vault: CameoVault) -> None:
        vault.put(MINA, {"likeness": FACE, "voice": b""})
        assert vault.find(Handle("mina")) == MINA
        assert vault.open(MINA.id, "likeness") == FACE
        assert vault.open(MINA.id, "voice") == b""

    def test_all_lists_by_creation(self, vault: CameoVault) -> None:
        vault.put(JUN, {})
        vault.put(MINA, {})
        assert list(vault.all()) == [MINA, JUN]

    def test_a_handle_is_taken_once(self, vault: CameoVault) -> None:
        vault.put(MINA, {"likeness": FACE})
        with pytest.raises(HandleTaken):
            vault.put(replace(MINA, id=JUN.id), {"likeness": b"another"})
        assert vault.open(MINA.id, "likeness") == FACE

    def test_what_was_deleted_is_gone(self, vault: CameoVault) -> None:
        vault.put(MINA, {"likeness": FACE})
        vault.put(JUN, {"likeness": b"stays"})
        vault.delete(MINA.id)
        vault.delete(MINA.id)
        assert vault.find(Handle("mina")) is None
        with pytest.raises(NothingSealed):
            vault.open(MINA.id, "likeness")
        assert vault.open(JUN.id, "likeness") == b"stays"

    def test_a_cameo_recorded_anew_has_only_its_new_parts(self, vault: CameoVault) -> None:
        vault.put(MINA, {"likeness": FACE, "voice": b"old"})
        vault.put(JUN, {"likeness": b"stays"})
        for likeness in (b"newer", b"newest"):
            renewed = replace(MINA, has_voice=False, voice_similarity=None, renewed=NOON + timedelta(days=1))
            vault.renew(renewed, {"likeness": likeness})
            assert vault.find(Handle("mina")) == renewed
            assert vault.open(MINA.id, "likeness") == likeness
            with pytest.raises(NothingSealed):
                vault.open(MINA.id, "voice")
        assert vault.open(JUN.id, "likeness") == b"stays"

    def test_nobody_is_renewed_who_is_not_there(self, vault: CameoVault) -> None:
        vault.put(MINA, {"likeness": FACE})
        for other in (JUN, replace(MINA, handle=JUN.handle)):
            with pytest.raises(NothingSealed):
                vault.renew(other, {"likeness": b"new"})
        assert list(vault.all()) == [MINA]
        assert vault.open(MINA.id, "likeness") == FACE

    def test_parts_that_never_were_cannot_be_opened(self, vault: CameoVault) -> None:
        vault.put(MINA, {})
        for part in ("voice", "../key", "key2", ""):
            with pytest.raises(NothingSealed):
                vault.open(MINA.id, part)


class TestFaces:
    @staticmethod
    def face(*numbers: float) -> bytes:
        return np.array([*numbers, *[0.0] * (128 - len(numbers))], "<f4").tobytes()

    def test_the_nearest_person_is_found(self, vault: CameoVault) -> None:
        vault.put(MINA, {"face": self.face(1.0)})
        vault.put(JUN, {"face": self.face(0.0, 2.0)})
        found = vault.nearest_face(self.face(0.9))
        assert found is not None and found.cameo == MINA.id
        assert found.distance == pytest.approx(0.1, abs=1e-6)

    def test_nobody_is_near_where_nobody_has_a_face(self, vault: CameoVault) -> None:
        assert vault.nearest_face(self.face(1.0)) is None
        vault.put(MINA, {"likeness": FACE})
        assert vault.nearest_face(self.face(1.0)) is None

    def test_who_was_deleted_resembles_nobody(self, vault: CameoVault) -> None:
        vault.put(MINA, {"face": self.face(1.0)})
        vault.delete(MINA.id)
        assert vault.nearest_face(self.face(1.0)) is None

    def test_a_template_that_is_only_claimed_is_compared_with_nobody_else(self, vault: CameoVault) -> None:
        vault.put(MINA, {CLAIMED: self.face(1.0)})
        assert vault.nearest_face(self.face(1.0)) is None
        assert vault.face_distance(MINA.id, self.face(0.5)) == pytest.approx(0.5, abs=1e-6)
        vault.renew(MINA, {"face": self.face(2.0)})
        assert vault.face_distance(MINA.id, self.face(0.5)) == pytest.approx(1.5, abs=1e-6)
        with pytest.raises(NothingSealed):
            vault.open(MINA.id, CLAIMED)

    def test_where_it_was_brought_from_stays(self, vault: CameoVault) -> None:
        origin = Origin(
            parcel=ParcelId("d" * 32),
            server="https://first.example",
            signer="a" * 64,
            cameo="b" * 64,
            created=NOON,
            renewed=None,
            policy="standard",
            policy_version=1,
            judged_by=JudgedBy.PERSON,
            believed=False,
        )
        brought = replace(MINA, origin=origin)
        vault.put(brought, {"likeness": FACE})
        assert vault.find(Handle("mina")) == brought
        again = replace(brought, renewed=NOON, origin=replace(origin, renewed=NOON, believed=True))
        vault.renew(again, {"likeness": FACE})
        assert vault.find(Handle("mina")) == again

    def test_one_person_is_compared_with_their_own_template(self, vault: CameoVault) -> None:
        vault.put(MINA, {"face": self.face(1.0)})
        vault.put(JUN, {"likeness": FACE})
        assert vault.face_distance(MINA.id, self.face(0.0, 1.0)) == pytest.approx(2**0.5, abs=1e-6)
        assert vault.face_distance(JUN.id, self.face(1.0)) is None
        vault.delete(MINA.id)
        assert vault.face_distance(MINA.id, self.face(1.0)) is None

    def test_one_voice_is_compared_with_its_own_template(self, vault: CameoVault) -> None:
        def voice(*numbers: float) -> bytes:
            return np.array([*numbers, *[0.0] * (256 - len(numbers))], "<f4").tobytes()

        vault.put(MINA, {"speaker": voice(3.0, 4.0)})
        vault.put(JUN, {"face": self.face(1.0)})
        assert vault.voice_likeness(MINA.id, voice(1.0)) == pytest.approx(0.6, abs=1e-6)
        assert vault.voice_likeness(JUN.id, voice(1.0)) is None
        vault.delete(MINA.id)
        assert vault.voice_likeness(MINA.id, voice(1.0)) is None


class TestEveryChallengeBook:
    def test_a_challenge_is_answered_three_times(self, book: ChallengeBook) -> None:
        book.issue(challenge(), HERE)
        assert [book.answer(challenge(), HERE, NOON) for _ in range(ANSWERS)] == [2, 1, 0]
        with pytest.raises(ChallengeUsed):
            book.answer(challenge(), HERE, NOON)

    def test_looking_costs_no_answer(self, book: ChallengeBook) -> None:
        book.issue(challenge(), HERE)
        for _ in range(2 * ANSWERS):
            book.check(challenge(), HERE, NOON)
        assert book.answer(challenge(), HERE, NOON) == ANSWERS - 1

    def test_a_closed_challenge_is_over(self, book: ChallengeBook) -> None:
        book.issue(challenge(), HERE)
        book.close(challenge())
        with pytest.raises(ChallengeUsed):
            book.answer(challenge(), HERE, NOON)
        book.close(challenge("b" * 32))

    def test_an_expired_challenge_is_refused(self, book: ChallengeBook) -> None:
        book.issue(challenge(), HERE)
        with pytest.raises(ChallengeExpired):
            book.answer(challenge(), HERE, NOON + LIFETIME)

    def test_a_challenge_of_another_home_is_unknown(self, book: ChallengeBook) -> None:
        with pytest.raises(ChallengeUnknown):
            book.answer(challenge("b" * 32), HERE, NOON)

    @pytest.mark.parametrize("field", ["account", "device", "connection"])
    def test_somebody_elses_challenge_is_foreign(self, book: ChallengeBook, field: str) -> None:
        book.issue(challenge(), HERE)
        with pytest.raises(ChallengeForeign):
            book.answer(challenge(), replace(HERE, **{field: "another"}), NOON)
        book.answer(challenge(), HERE, NOON)

    def test_a_changed_challenge_is_not_the_one_that_was_issued(self, book: ChallengeBook) -> None:
        book.issue(challenge(), HERE)
        with pytest.raises(ChallengeAltered):
            book.answer(replace(challenge(), steps=(Still(at=0.0, seconds=9.0),)), HERE, NOON)
        book.answer(challenge(), HERE, NOON)


class TestEveryAttemptBook:
    def test_answers_are_remembered_without_names(self, attempts: AttemptBook, tmp_path: Path) -> None:
        mina = Holder(account="mina", device="phone", connection="c")
        attempts.record(attempt(mina, NOON))
        attempts.record(attempt(mina, NOON + timedelta(hours=1)))
        assert list(attempts.recent()) == [attempt(mina, NOON), attempt(mina, NOON + timedelta(hours=1))]
        written = b"".join(p.read_bytes() for p in tmp_path.rglob("*.json"))
        assert b"mina" not in written and b"phone" not in written

    def test_a_day_later_they_are_forgotten_on_disk(self, tmp_path: Path) -> None:
        book = AttemptFile(tmp_path / "home")
        book.record(attempt(HERE, NOON))
        book.record(attempt(HERE, NOON + timedelta(days=1)))
        assert len(book.recent()) == 1

    def test_a_damaged_file_locks_nobody_out(self, tmp_path: Path) -> None:
        book = AttemptFile(tmp_path / "home")
        book.record(attempt(HERE, NOON))
        (tmp_path / "home" / "attempts.json").write_text('[{"account": 1')
        assert list(book.recent()) == []


class TestOnDisk:
    @pytest.fixture
    def home(self, tmp_path: Path) -> Path:
        home = tmp_path / "home"
        local(home).put(MINA, {"likeness": FACE})
        return home

    def test_nothing_lies_in_the_clear(self, home: Path) -> None:
        seen = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
        names = " ".join(str(path) for path in home.rglob("*"))
        assert b"mina" not in seen and "mina" not in names
        assert FACE[:26] not in seen

    def test_only_the_owner_can_read(self, home: Path) -> None:
        for path in home.rglob("*"):
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name

    def test_another_process_finds_it(self, home: Path) -> None:
        assert local(home).open(MINA.id, "likeness") == FACE

    def test_without_its_key_everything_is_noise(self, home: Path) -> None:
        (home / "cameos" / MINA.id / "key").unlink()
        assert local(home).find(Handle("mina")) is None

    def test_a_missing_master_key_is_not_replaced(self, home: Path) -> None:
        (home / "keys" / "master.key").unlink()
        with pytest.raises(KeyMissing):
            local(home).all()
        assert not (home / "keys" / "master.key").exists()

    @pytest.mark.parametrize("key", [b"another" + bytes(25), b"short", b""])
    def test_a_wrong_master_key_is_said(self, home: Path, key: bytes) -> None:
        (home / "keys" / "master.key").write_bytes(key)
        with pytest.raises(KeyWrong):
            local(home).all()

    def test_damage_is_said(self, home: Path) -> None:
        part = home / "cameos" / MINA.id / "likeness"
        data = bytearray(part.read_bytes())
        data[len(data) // 2] ^= 1
        part.write_bytes(data)
        with pytest.raises(VaultDamaged):
            local(home).open(MINA.id, "likeness")

    def test_parts_of_two_cameos_cannot_be_exchanged(self, home: Path) -> None:
        vault = local(home)
        vault.put(JUN, {"likeness": b"jun"})
        shutil.copy(home / "cameos" / MINA.id / "likeness", home / "cameos" / JUN.id / "likeness")
        with pytest.raises(VaultDamaged):
            vault.open(JUN.id, "likeness")

    def test_a_full_disk_leaves_nothing_behind(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(DiskFull):
            local(home).put(JUN, {"likeness": FACE})
        monkeypatch.undo()
        assert [c.handle for c in local(home).all()] == [MINA.handle]
        assert len(list((home / "cameos").iterdir())) == 1

    def test_a_full_disk_leaves_the_old_take(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(DiskFull):
            local(home).renew(MINA, {"likeness": b"new"})
        monkeypatch.undo()
        assert local(home).open(MINA.id, "likeness") == FACE
        local(home).delete(JUN.id)
        assert {p.name for p in (home / "cameos" / MINA.id).iterdir()} == {"key", "likeness", "record"}

    def test_a_cameo_recorded_anew_can_be_deleted_without_the_master_key(self, home: Path) -> None:
        local(home).renew(MINA, {"likeness": b"new"})
        (home / "keys" / "master.key").unlink()
        local(home).delete(MINA.id)
        assert list((home / "cameos").iterdir()) == []

    def test_a_creation_cut_short_is_invisible_and_removed(self, home: Path) -> None:
        (home / "cameos" / ".new-dead").mkdir()
        (home / "cameos" / ".new-dead" / "likeness").write_bytes(b"sealed")
        vault = local(home)
        assert [c.handle for c in vault.all()] == [MINA.handle]
        vault.delete(CameoId("0" * 32))
        assert not (home / "cameos" / ".new-dead").exists()

    def test_exposed_keys_are_reported(self, home: Path) -> None:
        key = KeyFile(home / "keys" / "master.key")
        assert key.exposure() == ()
        key.path.chmod(0o644)
        assert key.exposure() == (str(key.path),)
