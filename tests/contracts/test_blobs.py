"""What every store of sealed things promises: in memory, in a folder, in a bucket."""

from __future__ import annotations

import secrets
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import obstore
import pytest
from obstore.store import MemoryStore, S3Store

from tests import s3_server
from walkon.domain.errors import (
    BadBlobName,
    BadBlobPlace,
    BlobsRefused,
    BlobsUnreachable,
    BlobTaken,
    NothingSealed,
    WalkonError,
)
from walkon.ports.blobs import BlobStore
from walkon.settings import from_environment
from walkon.vault.blobs import LONGEST_NAME, ObjectBlobs, blobs_at, local_blobs

PART = 5 << 20
NOISE = secrets.token_bytes(2 * PART + 12345)
LATER = timedelta(hours=1)


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    with s3_server.running() as address:
        yield address


@pytest.fixture
def s3_environment(s3_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "AWS_ENDPOINT_URL": s3_address,
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(params=["memory", "folder", pytest.param("s3", marks=pytest.mark.services)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectBlobs:
    if request.param == "memory":
        return ObjectBlobs(MemoryStore())
    if request.param == "folder":
        return blobs_at(str(tmp_path / "blobs"))
    request.getfixturevalue("s3_environment")
    return blobs_at(f"s3://{s3_server.BUCKET}/{secrets.token_hex(4)}/deep")


@pytest.fixture
def blobs(store: ObjectBlobs) -> BlobStore:
    return store


def pieces(data: bytes, length: int = 700_001) -> Iterator[bytes]:
    for start in range(0, len(data), length):
        yield data[start : start + length]


def raising(data: bytes, error: Exception) -> Iterator[bytes]:
    yield from pieces(data)
    raise error


class TestEveryStore:
    @pytest.mark.parametrize("size", [0, 1, PART - 1, PART, len(NOISE)])
    def test_what_was_put_can_be_read(self, blobs: BlobStore, size: int) -> None:
        assert blobs.put("films/a", pieces(NOISE[:size])) == size
        assert blobs.size("films/a") == size
        assert blobs.read("films/a", 0, size) == NOISE[:size]

    def test_ranges_are_slices(self, blobs: BlobStore) -> None:
        blobs.put("a", [b"0123456789"])
        for start, stop in [(0, 10), (3, 4), (9, 10), (5, 99), (10, 12), (50, 60), (4, 4), (0, 0)]:
            assert blobs.read("a", start, stop) == b"0123456789"[start:stop]

    @pytest.mark.parametrize("size", [3, len(NOISE)])
    def test_nothing_is_overwritten(self, blobs: BlobStore, size: int) -> None:
        blobs.put("a", [b"first"])
        with pytest.raises(BlobTaken):
            blobs.put("a", pieces(NOISE[:size]))
        assert blobs.read("a", 0, 9) == b"first"

    @pytest.mark.parametrize("size", [3, PART])
    def test_of_two_who_put_at_once_one_does(self, store: ObjectBlobs, size: int) -> None:
        def contender(number: int) -> Iterator[bytes]:
            with ThreadPoolExecutor(1) as pool:  # the other one comes first although this one began earlier
                pool.submit(store.put, "a", [bytes([number + 1]) * size]).result()
            yield bytes([number]) * size

        with pytest.raises(BlobTaken):
            store.put("a", contender(7))
        assert store.read("a", 0, size) == bytes([8]) * size
        assert list(store.names()) == ["a"]
        assert store.sweep(datetime.now(UTC) + LATER) == 0

    @pytest.mark.parametrize("size", [0, 1000, len(NOISE)])
    @pytest.mark.parametrize("error", [RuntimeError("gone"), FileNotFoundError(2, "gone"), NothingSealed()])
    def test_a_broken_stream_leaves_nothing(self, store: ObjectBlobs, size: int, error: Exception) -> None:
        with pytest.raises(type(error)) as caught:
            store.put("a", raising(NOISE[:size], error))
        assert caught.value is error
        assert list(store.names()) == []
        assert store.sweep(datetime.now(UTC) + LATER) == 0
        store.put("a", [b"second try"])
        assert store.read("a", 0, 99) == b"second try"

    def test_what_was_deleted_is_gone(self, blobs: BlobStore) -> None:
        blobs.put("a/b", [b"x"])
        blobs.put("a/c", [b"stays"])
        blobs.delete("a/b")
        blobs.delete("a/b")
        blobs.delete("never/was")
        assert list(blobs.names()) == ["a/c"]
        with pytest.raises(NothingSealed):
            blobs.size("a/b")
        for stop in (0, 1):
            with pytest.raises(NothingSealed):
                blobs.read("a/b", 0, stop)
        blobs.put("a/b", [b"anew"])
        assert blobs.read("a/b", 0, 9) == b"anew"

    def test_names_are_listed_by_how_they_begin(self, blobs: BlobStore) -> None:
        for name in ("takes/ab/1", "takes/ab/2", "takes/abc", "films/ab"):
            blobs.put(name, [b"x"])
        assert sorted(blobs.names()) == ["films/ab", "takes/ab/1", "takes/ab/2", "takes/abc"]
        assert sorted(blobs.names("takes/ab")) == ["takes/ab/1", "takes/ab/2", "takes/abc"]
        assert sorted(blobs.names("takes/ab/")) == ["takes/ab/1", "takes/ab/2"]
        assert list(blobs.names("ta/")) == list(blobs.names("takes/x/y")) == []

    def test_a_name_may_begin_another(self, blobs: BlobStore) -> None:
        blobs.put("a/b", [b"inner"])
        blobs.put("a", [b"outer"])
        blobs.delete("a/b")
        assert blobs.read("a", 0, 9) == b"outer"

    @pytest.mark.parametrize(
        "name",
        ["", "/a", "a/", "a//b", "..", "a/../b", ".arriving/a", "A", "a b", "é", "a\n", "a" * (LONGEST_NAME + 1)],
    )
    def test_other_names_are_refused(self, blobs: BlobStore, name: str) -> None:
        for use in (lambda: blobs.put(name, []), lambda: blobs.size(name), lambda: blobs.read(name, 0, 1)):
            with pytest.raises(BadBlobName):
                use()
        with pytest.raises(BadBlobName):
            blobs.delete(name)

    def test_the_longest_name_is_accepted(self, blobs: BlobStore) -> None:
        blobs.put("a" * LONGEST_NAME, [b"x"])
        assert list(blobs.names()) == ["a" * LONGEST_NAME]

    def test_what_never_became_whole_is_swept(self, store: ObjectBlobs) -> None:
        store.put("a", [b"stays"])
        obstore.put(store._store, ".arriving/00", b"half")
        assert list(store.names()) == ["a"]
        assert store.sweep(datetime.now(UTC) - LATER) == 0
        assert store.sweep(datetime.now(UTC) + LATER) == 1
        assert store.sweep(datetime.now(UTC) + LATER) == 0
        assert store.read("a", 0, 9) == b"stays"

    def test_many_come_and_go_at_once(self, store: ObjectBlobs) -> None:
        def come_and_go(number: int) -> None:
            for turn in range(5):
                name = f"folder-{turn}/{number}"
                store.put(name, [b"x" * number])
                assert store.size(name) == number
                store.delete(name)

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(come_and_go, range(4)))
        assert list(store.names()) == []


class TestFolder:
    def test_it_is_closed_to_others(self, tmp_path: Path) -> None:
        local_blobs(tmp_path / "home" / "blobs").put("a", [b"x"])
        assert stat.S_IMODE((tmp_path / "home" / "blobs").stat().st_mode) == 0o700

    def test_a_killed_process_leaves_nothing_under_the_name(self, tmp_path: Path) -> None:
        code = (
            "import os, signal, sys\n"
            "from pathlib import Path\n"
            "from walkon.vault.blobs import local_blobs\n"
            "def chunks():\n"
            "    for _ in range(24): yield bytes(1 << 19)\n"
            "    os.kill(os.getpid(), signal.SIGKILL)\n"
            "local_blobs(Path(sys.argv[1])).put('a', chunks())\n"
        )
        done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "blobs")], check=False)  # noqa: S603  the code above
        assert done.returncode == -signal.SIGKILL
        store = local_blobs(tmp_path / "blobs")
        assert list(store.names()) == []
        assert store.sweep(datetime.now(UTC) + LATER) == 1
        assert [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()] == []

    def test_what_is_wrong_is_said_without_a_path(self, tmp_path: Path) -> None:
        store = local_blobs(tmp_path / "secret-folder")
        (tmp_path / "secret-folder" / ".arriving").write_bytes(b"in the way")
        with pytest.raises(WalkonError) as caught:
            store.put("secret-name", [b"x"])
        assert isinstance(caught.value, BlobsUnreachable | BlobsRefused)
        assert "secret" not in f"{caught.value}{caught.value.fields}"
        assert caught.value.__suppress_context__


class TestBucket:
    def test_a_server_that_is_down_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
        down = S3Store.from_url(
            "s3://bucket/prefix",
            config={"endpoint": "http://127.0.0.1:1"},
            client_options={"allow_http": True},
            retry_config={"max_retries": 0},
        )
        with pytest.raises(BlobsUnreachable):
            ObjectBlobs(down).put("a", [b"x"])
        with pytest.raises(BlobsUnreachable):
            ObjectBlobs(down).read("a", 0, 1)
        with pytest.raises(BlobsUnreachable):
            list(ObjectBlobs(down).names())

    @pytest.mark.services
    def test_a_bucket_that_is_not_there_is_said(self, s3_environment: None) -> None:
        store = blobs_at("s3://no-such-bucket/prefix")
        for size in (3, PART):
            with pytest.raises(BlobsUnreachable):
                store.put("a", [bytes(size)])

    @pytest.mark.parametrize(
        "place", ["http://host/bucket", "s3://", "s3:///a", "s3://key:secret@bucket/a", "s3://b ad/a"]
    )
    def test_other_places_are_refused(self, place: str) -> None:
        with pytest.raises(BadBlobPlace) as caught:
            blobs_at(place)
        assert "secret" not in str(caught.value)


def test_the_place_is_a_setting(tmp_path: Path) -> None:
    assert from_environment({"WALKON_BLOBS": "s3://bucket/films"}, tmp_path).blobs == "s3://bucket/films"
    assert from_environment({}, tmp_path).blobs is None
