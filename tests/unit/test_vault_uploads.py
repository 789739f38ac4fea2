"""Uploads that are interrupted, refused, sent twice at once, killed, forgotten."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Event

import pytest

from tests.killing import killed
from tests.world import NOON, VirtualClock
from walkon.domain.errors import (
    LengthDiffers,
    TooLong,
    UploadBusy,
    UploadIncomplete,
    UploadUnknown,
    WrongOffset,
)
from walkon.domain.ids import UploadId
from walkon.vault import disk, keyed, pieces
from walkon.vault.cameos import LocalVault
from walkon.vault.errors import KeyMissing, KeyWrong, VaultDamaged
from walkon.vault.keys import KeyFile, Keys
from walkon.vault.uploads import Uploads

SLOT = 16
TAKE = b"a face nobody else may see, and a voice nobody may hear"
LIMIT = 1000


@pytest.fixture(autouse=True)
def short_slots(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many slots in few bytes."""
    monkeypatch.setattr(pieces, "SLOT", SLOT)


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


def uploads_of(home: Path, clock: VirtualClock | None = None) -> Uploads:
    return Uploads(home, LocalVault(home, KeyFile(home / "keys" / "master.key")).keys, clock or VirtualClock())


@pytest.fixture
def uploads(tmp_path: Path, clock: VirtualClock) -> Uploads:
    return uploads_of(tmp_path / "home", clock)


def test_ranges_of_a_whole_upload(uploads: Uploads) -> None:
    upload = uploads.create(len(TAKE), LIMIT)
    uploads.append(upload, 0, [TAKE[:20]])
    with pytest.raises(UploadIncomplete):
        uploads.open(upload)
    uploads.append(upload, 20, [TAKE[20:]])
    reader = uploads.open(upload)
    assert reader.size == len(TAKE)
    for start in range(len(TAKE) + 1):
        for stop in range(start, len(TAKE) + 1):
            assert reader.read(start, stop) == TAKE[start:stop]
    for start, stop in ((-1, 3), (3, 2), (0, len(TAKE) + 1)):
        with pytest.raises(ValueError, match="part"):
            reader.read(start, stop)
    uploads.discard(upload)
    with pytest.raises(UploadUnknown):
        reader.read(0, 1)


def test_ranges_of_one_whose_length_nobody_told(uploads: Uploads) -> None:
    upload = uploads.create(None, LIMIT)
    uploads.append(upload, 0, [TAKE])
    with pytest.raises(UploadIncomplete):
        uploads.open(upload)
    assert content(uploads, upload) == TAKE  # which ends it
    assert uploads.open(upload).read(3, 40) == TAKE[3:40]


def content(uploads: Uploads, upload: UploadId) -> bytes:
    return b"".join(uploads.finish(upload))


def breaking(*chunks: bytes) -> Iterator[bytes]:
    yield from chunks
    raise ConnectionResetError


def lies_open(home: Path) -> bool:
    """Whether eight bytes of the take lie anywhere in the clear."""
    files = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    return any(TAKE[i : i + 8] in file for i in range(len(TAKE) - 7) for file in files)


class TestSending:
    def test_what_was_sent_comes_out(self, uploads: Uploads) -> None:
        upload = uploads.create(len(TAKE), LIMIT)
        assert uploads.offset(upload) == 0
        assert uploads.append(upload, 0, [TAKE[:20], b"", TAKE[20:33]]) == 33
        assert uploads.offset(upload) == 33
        assert uploads.append(upload, 33, [TAKE[33:]]) == len(TAKE)
        assert content(uploads, upload) == TAKE
        assert content(uploads, upload) == TAKE

    def test_what_arrived_before_a_disconnect_is_kept(self, uploads: Uploads, tmp_path: Path) -> None:
        upload = uploads.create(len(TAKE), LIMIT)
        with pytest.raises(ConnectionResetError):
            uploads.append(upload, 0, breaking(TAKE[:3], TAKE[3:20]))
        again = uploads_of(tmp_path / "home")
        assert again.offset(upload) == 20
        assert again.append(upload, 20, [TAKE[20:]]) == len(TAKE)
        assert content(again, upload) == TAKE

    def test_nothing_ever_lies_in_the_clear(self, uploads: Uploads, tmp_path: Path) -> None:
        upload = uploads.create(None, LIMIT)

        def watched() -> Iterator[bytes]:
            for start in range(0, len(TAKE), 9):
                yield TAKE[start : start + 9]
                assert not lies_open(tmp_path)

        uploads.append(upload, 0, watched())
        assert not lies_open(tmp_path)
        assert uploads.offset(upload) == len(TAKE)
        for path in (tmp_path / "home" / "uploads").rglob("*"):
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0

    def test_many_small_sendings_leave_few_files(self, uploads: Uploads, tmp_path: Path) -> None:
        upload = uploads.create(None, LIMIT)
        for offset in range(40):
            uploads.append(upload, offset, [TAKE[offset : offset + 1]])
        found = {path.name for path in (tmp_path / "home" / "uploads" / upload).iterdir()}
        assert found == {"key", "about", "lock", "00000000.16", "00000001.16", "00000002.8"}
        assert content(uploads, upload) == TAKE[:40]

    def test_an_upload_goes_on_where_it_stands(self, uploads: Uploads) -> None:
        upload = uploads.create(len(TAKE), LIMIT)
        uploads.append(upload, 0, [TAKE[:20]])
        for offset in (0, 19, 21):
            with pytest.raises(WrongOffset) as caught:
                uploads.append(upload, offset, [b"x"])
            assert caught.value.fields == {"offset": 20}
        assert uploads.offset(upload) == 20

    def test_no_more_than_was_announced(self, uploads: Uploads) -> None:
        upload = uploads.create(30, LIMIT)
        with pytest.raises(TooLong) as caught:
            uploads.append(upload, 0, [TAKE[:20], TAKE[20:31]])
        assert caught.value.fields == {"limit": 30}
        assert uploads.offset(upload) == 20
        uploads.append(upload, 20, [TAKE[20:30]])
        assert content(uploads, upload) == TAKE[:30]

    def test_no_more_than_is_allowed(self, uploads: Uploads) -> None:
        with pytest.raises(TooLong):
            uploads.create(31, 30)
        upload = uploads.create(None, 30)
        uploads.append(upload, 0, [TAKE[:30]])
        with pytest.raises(TooLong):
            uploads.append(upload, 30, [b"x"])

    def test_a_length_can_be_told_later_and_once(self, uploads: Uploads) -> None:
        upload = uploads.create(None, 40)
        uploads.append(upload, 0, [TAKE[:20]])
        assert uploads.length(upload) is None
        for length in (41, 19):
            with pytest.raises(TooLong):
                uploads.declare(upload, length)
        uploads.declare(upload, 25)
        uploads.declare(upload, 25)
        with pytest.raises(LengthDiffers):
            uploads.declare(upload, 26)
        assert uploads.length(upload) == 25
        with pytest.raises(TooLong):
            uploads.append(upload, 20, [TAKE[20:26]])

    def test_only_a_whole_upload_is_finished(self, uploads: Uploads) -> None:
        upload = uploads.create(30, LIMIT)
        uploads.append(upload, 0, [TAKE[:20]])
        with pytest.raises(UploadIncomplete) as caught:
            uploads.finish(upload)
        assert caught.value.fields == {"missing": 10}

    def test_without_a_length_it_ends_where_it_is_finished(self, uploads: Uploads) -> None:
        upload = uploads.create(None, LIMIT)
        assert content(uploads, upload) == b""
        with pytest.raises(TooLong):
            uploads.append(upload, 0, [b"x"])

    @pytest.mark.parametrize("upload", ["0" * 32, "", "..", "../keys", "A" * 32])
    def test_what_is_not_there_is_unknown(self, uploads: Uploads, upload: str) -> None:
        for use in (uploads.offset, uploads.length, uploads.finish):
            with pytest.raises(UploadUnknown):
                use(UploadId(upload))
        with pytest.raises(UploadUnknown):
            uploads.append(UploadId(upload), 0, [])
        uploads.discard(UploadId(upload))


class TestTogether:
    def test_the_second_who_sends_is_refused(self, uploads: Uploads, tmp_path: Path) -> None:
        upload = uploads.create(None, LIMIT)
        other = uploads.create(None, LIMIT)
        begun, go_on = Event(), Event()

        def slow() -> Iterator[bytes]:
            yield TAKE[:20]
            begun.set()
            assert go_on.wait(10)
            yield TAKE[20:]

        with ThreadPoolExecutor(1) as pool:
            first = pool.submit(uploads.append, upload, 0, slow())
            assert begun.wait(10)
            second = uploads_of(tmp_path / "home")
            with pytest.raises(UploadBusy):
                second.append(upload, 0, [b"other"])
            with pytest.raises(UploadBusy):
                second.finish(upload)
            assert second.append(other, 0, [b"beside"]) == 6
            go_on.set()
            assert first.result() == len(TAKE)
        assert content(second, upload) == TAKE

    def test_discarding_waits_for_nobody(self, uploads: Uploads, tmp_path: Path) -> None:
        upload = uploads.create(None, LIMIT)
        folder = tmp_path / "home" / "uploads" / upload
        wrapped = (folder / "key").read_bytes()

        def interrupted() -> Iterator[bytes]:
            yield TAKE[:20]
            uploads_of(tmp_path / "home").discard(upload)
            yield TAKE[20:]

        with pytest.raises(UploadUnknown):
            uploads.append(upload, 0, interrupted())
        assert not folder.exists()
        assert all(wrapped not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())

    def test_discarded_at_the_very_moment_of_writing(
        self, uploads: Uploads, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        upload = uploads.create(None, LIMIT)
        folder = tmp_path / "home" / "uploads" / upload

        def write_then_end(path: Path, data: bytes) -> None:
            write(path, data)
            if path.name == "00000001.16":
                keyed.end(folder)

        write = disk.write
        monkeypatch.setattr(disk, "write", write_then_end)
        with pytest.raises(UploadUnknown):
            uploads.append(upload, 0, [TAKE])
        assert not folder.exists()

    def test_the_key_is_overwritten_before_it_is_removed(self, uploads: Uploads, tmp_path: Path) -> None:
        upload = uploads.create(None, LIMIT)
        key = tmp_path / "home" / "uploads" / upload / "key"
        wrapped = key.read_bytes()
        (tmp_path / "same-file").hardlink_to(key)
        uploads.discard(upload)
        assert (tmp_path / "same-file").read_bytes() != wrapped

    def test_discarded_while_it_is_read(self, uploads: Uploads) -> None:
        upload = uploads.create(None, LIMIT)
        uploads.append(upload, 0, [TAKE])
        reading = uploads.finish(upload)
        assert next(reading) == TAKE[:SLOT]
        uploads.discard(upload)
        with pytest.raises(UploadUnknown):
            next(reading)


class TestAbandoned:
    def test_who_is_silent_for_long_is_expired(self, uploads: Uploads, clock: VirtualClock) -> None:
        old, sent, finished = (uploads.create(None, LIMIT) for _ in range(3))
        clock.advance(hours=20)
        uploads.append(sent, 0, [b"x"])
        uploads.finish(finished)
        clock.advance(hours=4)
        assert uploads.expired(clock.now()) == [old]
        assert uploads.expired(clock.now() - timedelta(seconds=1)) == []
        uploads.discard(old)
        assert uploads.expired(clock.now()) == []
        assert sorted(uploads.expired(clock.now() + timedelta(hours=20))) == sorted([sent, finished])

    def test_who_is_sending_is_not(self, uploads: Uploads, clock: VirtualClock) -> None:
        upload = uploads.create(None, LIMIT)

        def slow() -> Iterator[bytes]:
            yield b"x"
            assert uploads.expired(clock.now() + timedelta(days=9)) == []
            yield b"y"

        uploads.append(upload, 0, slow())
        assert uploads.expired(clock.now() + timedelta(days=9)) == [upload]

    def test_what_is_damaged_goes_too(self, uploads: Uploads, clock: VirtualClock, tmp_path: Path) -> None:
        upload = uploads.create(None, LIMIT)
        (tmp_path / "home" / "uploads" / upload / "about").write_bytes(b"damage")
        assert uploads.expired(clock.now()) == [upload]

    def test_nobody_is_expired_by_another_master_key(
        self, uploads: Uploads, clock: VirtualClock, tmp_path: Path
    ) -> None:
        uploads.create(None, LIMIT)
        other = Uploads(tmp_path / "home", Keys(KeyFile(tmp_path / "other" / "key"), lambda: False), clock)
        with pytest.raises(KeyWrong):
            other.expired(clock.now() + timedelta(days=9))


class TestDamage:
    @pytest.mark.parametrize("backwards", [False, True])
    def test_of_two_for_one_slot_the_longer_counts(
        self, uploads: Uploads, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, backwards: bool
    ) -> None:
        upload = uploads.create(None, LIMIT)
        folder = tmp_path / "home" / "uploads" / upload
        uploads.append(upload, 0, [TAKE[:3]])
        shutil.copy(folder / "00000000.3", tmp_path / "kept")
        uploads.append(upload, 3, [TAKE[3:9]])
        shutil.copy(tmp_path / "kept", folder / "00000000.3")
        names = sorted((path.name for path in folder.iterdir()), reverse=backwards)
        monkeypatch.setattr(pieces.Pieces, "_names", lambda _: names)
        assert uploads.offset(upload) == 9
        assert content(uploads, upload) == TAKE[:9]

    @pytest.mark.parametrize("name", ["00000000.16", "00000001.4"])
    def test_a_flipped_bit_is_refused(self, uploads: Uploads, tmp_path: Path, name: str) -> None:
        upload = uploads.create(None, LIMIT)
        uploads.append(upload, 0, [TAKE[:20]])
        path = tmp_path / "home" / "uploads" / upload / name
        data = bytearray(path.read_bytes())
        data[-1] ^= 1
        path.write_bytes(data)
        with pytest.raises(VaultDamaged):
            content(uploads, upload)

    def test_pieces_cannot_change_places(self, uploads: Uploads, tmp_path: Path) -> None:
        upload, other = uploads.create(None, LIMIT), uploads.create(None, LIMIT)
        for one in (upload, other):
            uploads.append(one, 0, [TAKE[:32]])
        folder = tmp_path / "home" / "uploads"
        shutil.copy(folder / upload / "00000000.16", folder / upload / "00000001.16")
        shutil.copy(folder / upload / "00000000.16", folder / other / "00000000.16")
        for one in (upload, other):
            with pytest.raises(VaultDamaged):
                content(uploads, one)

    def test_a_lost_master_key_is_not_made_anew(self, uploads: Uploads, tmp_path: Path) -> None:
        upload = uploads.create(None, LIMIT)
        (tmp_path / "home" / "keys" / "master.key").unlink()
        with pytest.raises(KeyMissing):
            uploads_of(tmp_path / "home").offset(upload)


def trials(home: Path, tmp_path: Path, work: Callable[[Path], object]) -> Iterator[Path]:
    """A copy of the home after each step at which `work` can be killed, and one where it came to its end."""
    step, died = 0, True
    while died:
        step += 1
        trial = shutil.copytree(home, tmp_path / f"trial{step}")
        died = killed(step, partial(work, trial))
        yield trial


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
class TestKilled:
    def test_the_offset_is_what_can_be_read(self, tmp_path: Path) -> None:
        home, steps, seen = tmp_path / "home", 0, set()
        upload = uploads_of(home).create(None, LIMIT)
        uploads_of(home).append(upload, 0, [TAKE[:5]])

        def send(trial: Path) -> None:
            uploads_of(trial).append(upload, 5, [TAKE[5:9], TAKE[9:20], TAKE[20:]])

        for trial in trials(home, tmp_path, send):
            steps += 1
            assert not lies_open(trial)
            offset = uploads_of(trial).offset(upload)
            seen.add(offset)
            finished = shutil.copytree(trial, tmp_path / f"finished{steps}")
            assert content(uploads_of(finished), upload) == TAKE[:offset]
            uploads_of(trial).append(upload, offset, [TAKE[offset:]])
            assert content(uploads_of(trial), upload) == TAKE
            assert len(list((trial / "uploads" / upload).iterdir())) == 3 + 4
        assert steps > 25
        assert seen == {5, 16, 32, 48, len(TAKE)}

    def test_an_upload_is_created_whole_or_not_at_all(self, tmp_path: Path) -> None:
        home, counts = tmp_path / "home", []
        uploads_of(home).create(None, LIMIT)
        for trial in trials(home, tmp_path, lambda trial: uploads_of(trial).create(30, LIMIT)):
            found = uploads_of(trial).expired(NOON + timedelta(days=9))
            assert [uploads_of(trial).offset(upload) for upload in found] == [0] * len(found)
            assert len(list((trial / "uploads").iterdir())) == 1 + len(found)
            counts.append(len(found))
        assert len(counts) > 10
        assert counts == sorted(counts)
        assert (counts[0], counts[-1]) == (1, 2)

    def test_an_upload_is_discarded_for_good_or_still_whole(self, tmp_path: Path) -> None:
        home, gone = tmp_path / "home", []
        upload = uploads_of(home).create(None, LIMIT)
        uploads_of(home).append(upload, 0, [TAKE])
        wrapped = (home / "uploads" / upload / "key").read_bytes()
        for trial in trials(home, tmp_path, lambda trial: uploads_of(trial).discard(upload)):
            try:
                assert content(uploads_of(trial), upload) == TAKE
                gone.append(False)
            except UploadUnknown:
                gone.append(True)
                uploads_of(trial).expired(NOON)
                left = b"".join(path.read_bytes() for path in trial.rglob("*") if path.is_file())
                assert wrapped not in left
                assert [path.name for path in (trial / "uploads").iterdir()] == ["lock"]
        assert gone == sorted(gone)
        assert (gone[0], gone[-1]) == (False, True)
