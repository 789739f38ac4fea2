"""A finished file is there whole, or not at all."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from walkon.domain.errors import DiskFull
from walkon.media import errors, files
from walkon.media.files import read_text, write_whole

DATA = b"film" * 100_000


@pytest.fixture(params=["nameless", "beside"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Both ways of writing: with and without files that have no name."""
    if request.param == "beside":
        monkeypatch.setattr(files, "_nameless_file", lambda _: None)
    else:
        probe = files._nameless_file(tmp_path)
        if probe is None:
            pytest.skip("this file system has no files without a name")
        os.close(probe)
        monkeypatch.setattr(files, "_write_beside", None)
    return str(request.param)


class TestWriting:
    def test_whole(self, way: str, tmp_path: Path) -> None:
        write_whole(tmp_path / "film.mp4", DATA)
        assert (tmp_path / "film.mp4").read_bytes() == DATA
        assert [p.name for p in tmp_path.iterdir()] == ["film.mp4"]

    def test_over_an_older_one(self, way: str, tmp_path: Path) -> None:
        (tmp_path / "film.mp4").write_bytes(b"older")
        write_whole(tmp_path / "film.mp4", DATA)
        assert (tmp_path / "film.mp4").read_bytes() == DATA
        assert [p.name for p in tmp_path.iterdir()] == ["film.mp4"]

    def test_the_persons_umask_counts(self, way: str, tmp_path: Path) -> None:
        before = os.umask(0o027)
        try:
            write_whole(tmp_path / "film.mp4", DATA)
        finally:
            os.umask(before)
        assert stat.S_IMODE((tmp_path / "film.mp4").stat().st_mode) == 0o640

    def test_in_a_folder_without_a_name(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.chdir(tmp_path)
        write_whole(Path("film.mp4"), DATA)
        assert (tmp_path / "film.mp4").read_bytes() == DATA

    def test_no_folder(self, way: str, tmp_path: Path) -> None:
        with pytest.raises(errors.FolderMissing):
            write_whole(tmp_path / "none" / "film.mp4", DATA)
        (tmp_path / "file").touch()
        with pytest.raises(errors.FolderMissing):
            write_whole(tmp_path / "file" / "film.mp4", DATA)

    def test_a_folder_of_that_name(self, tmp_path: Path) -> None:
        with pytest.raises(errors.PlaceTaken):
            write_whole(tmp_path, DATA)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    def test_not_allowed(self, way: str, tmp_path: Path) -> None:
        tmp_path.chmod(0o500)
        with pytest.raises(errors.NotAllowedToWrite):
            write_whole(tmp_path / "film.mp4", DATA)

    def test_a_full_disk_leaves_nothing(self, way: str, tmp_path: Path) -> None:
        """The kernel refuses to let any file of this process grow beyond a limit."""
        (tmp_path / "film.mp4").write_bytes(b"older")
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
        try:
            with pytest.raises(DiskFull):
                write_whole(tmp_path / "film.mp4", DATA)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert (tmp_path / "film.mp4").read_bytes() == b"older"
        assert [p.name for p in tmp_path.iterdir()] == ["film.mp4"]

    @pytest.mark.skipif(not hasattr(os, "O_TMPFILE"), reason="needs files without a name")
    def test_a_kill_in_the_middle_leaves_nothing(self, tmp_path: Path) -> None:
        program = """
import os, signal, sys
from pathlib import Path
from walkon.media.files import write_whole
write, written = os.write, []
def dying(handle, data):
    if written:
        os.kill(os.getpid(), signal.SIGKILL)
    written.append(1)
    return write(handle, data[:1000])
os.write = dying
write_whole(Path(sys.argv[1]), b"film" * 100_000)
"""
        done = subprocess.run([sys.executable, "-c", program, str(tmp_path / "film.mp4")], check=False)  # noqa: S603
        assert done.returncode == -signal.SIGKILL
        assert list(tmp_path.iterdir()) == []

    def test_messages_name_the_file_only(self, tmp_path: Path) -> None:
        with pytest.raises(errors.FolderMissing) as caught:
            write_whole(tmp_path / "secret place" / "film.mp4", DATA)
        for language in ("en", "ko"):
            assert "film.mp4" in caught.value.sentence(language)
            assert "secret" not in caught.value.sentence(language)


class TestReading:
    def test_text(self, tmp_path: Path) -> None:
        (tmp_path / "a.json").write_bytes("\ufeff{“안녕”}".encode())
        assert read_text(tmp_path / "a.json") == "{“안녕”}"

    @pytest.mark.parametrize("data", [b"\xff\xfe\x00broken", b"x" * (files.TEXT_LIMIT + 1)])
    def test_no_text(self, tmp_path: Path, data: bytes) -> None:
        (tmp_path / "a.json").write_bytes(data)
        with pytest.raises(errors.NotText):
            read_text(tmp_path / "a.json")

    def test_nothing_there(self, tmp_path: Path) -> None:
        for path in (tmp_path / "none.json", tmp_path):
            with pytest.raises(errors.FileNotReadable):
                read_text(path)
