"""Whatever is given wrongly gets a clear, coded sentence and exit code 2; nothing is half-written, nothing is left behind."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests.clips import clip, grey
from tests.rehearsed import FPS, SMALL, take
from walkon import bootstrap
from walkon.actions.make_film import Studio
from walkon.cli.main import main
from walkon.domain.capture import Language
from walkon.domain.challenge_file import from_json
from walkon.media.clip import Limits
from walkon.media.decode import open_clip
from walkon.media.encode import FilmEncoder
from walkon.rehearsal.mishaps import Mishap
from walkon.rehearsal.take import record


class Visitor:
    """Somebody at a terminal who makes mistakes."""

    def __init__(self, home: Path, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.home, self.folder, self._capture = home, folder, capture

    def files(self) -> set[str]:
        """Everything in the home and the working folder, but the first key and identity and the count of answers."""
        found = [p for root in (self.home, self.folder) for p in root.rglob("*") if p.is_file()]
        return {p.name for p in found if not {"keys", "signing", "attempts.json"} & set(p.parts)}

    def runs(self, *arguments: str) -> None:
        """The command works."""
        assert main([*arguments, "--home", str(self.home)]) == 0
        self._capture.readouterr()

    def said(self) -> str:
        """What the last command printed."""
        return self._capture.readouterr().out

    def fails(self, code: str, *arguments: str, exit_code: int = 2) -> str:
        """The command is refused with `code`; gives the sentence. Both languages, both forms, no traceback."""
        before = self.files()
        result = main([*arguments, "--json", "--home", str(self.home)])
        said = self._capture.readouterr()
        answer: dict[str, Any] = json.loads(said.out)
        assert (result, answer["error"]["code"]) == (exit_code, code), answer
        message: str = answer["error"]["message"]
        assert message.strip()
        assert "{" not in message
        assert "Traceback" not in said.out + said.err
        assert self.files() == before
        return message


@pytest.fixture
def visitor(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Visitor:
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TMPDIR", str(folder))
    return Visitor(home, folder, capsys)


def create(visitor: Visitor, data: bytes, name: str = "me.mp4") -> tuple[str, ...]:
    path = visitor.folder / name
    path.write_bytes(data)
    return ("cameo", "create", "--handle", "mina", "--take", str(path), "--unverified")


def still(seconds: float = 4.0, size: tuple[int, int] = (320, 240), level: int = 120) -> bytes:
    return clip([grey(level, size)] * round(10 * seconds), 10)


class TestClips:
    def test_nobody_in_the_picture(self, visitor: Visitor) -> None:
        visitor.fails("refused", *create(visitor, still()))

    @pytest.mark.slow
    def test_a_take_that_went_wrong(self, visitor: Visitor) -> None:
        visitor.fails("refused", *create(visitor, take("elm", Language.ENGLISH, Mishap.STRANGER).data))

    @pytest.mark.slow
    def test_nothing_is_heard_where_words_were_asked_for(self, visitor: Visitor) -> None:
        visitor.runs("challenge", "new", "--language", "en", "--out", "c.json")
        asked = from_json((visitor.folder / "c.json").read_text("utf-8"))
        arguments = create(visitor, record("elm", asked, size=SMALL, fps=FPS, mishap=Mishap.NO_SOUND).data)[:-1]
        said = visitor.fails("retry", *arguments, "--challenge", "c.json")
        assert "sound" in said

    def test_too_short(self, visitor: Visitor) -> None:
        visitor.fails("clip_too_short", *create(visitor, still(0.2)))

    def test_a_text_named_like_a_film(self, visitor: Visitor) -> None:
        visitor.fails("not_a_video", *create(visitor, b"Dear diary, today I recorded myself.\n" * 50))

    def test_nothing_in_the_file(self, visitor: Visitor) -> None:
        visitor.fails("clip_empty", *create(visitor, b""))

    def test_half_a_file(self, visitor: Visitor) -> None:
        whole = still()
        path = visitor.folder / "me.mp4"
        arguments = create(visitor, whole[: len(whole) // 2])
        assert path.stat().st_size < len(whole)
        assert main([*arguments, "--home", str(visitor.home)]) == 2

    def test_no_such_file(self, visitor: Visitor) -> None:
        visitor.fails("clip_missing", "cameo", "create", "--handle", "a", "--take", "no.mp4", "--unverified")

    def test_a_folder(self, visitor: Visitor) -> None:
        (visitor.folder / "d").mkdir()
        result = main(["cameo", "create", "--handle", "a", "--take", "d", "--unverified", "--home", str(visitor.home)])
        assert result == 2

    def test_eight_thousand_pixels(self, visitor: Visitor) -> None:
        visitor.fails("clip_too_large", *create(visitor, clip([grey(120, (7680, 4320))] * 2, 1)))

    def test_an_hour(self, visitor: Visitor) -> None:
        hour = clip([grey(120, (160, 120))] * 60, [60.0 * k for k in range(60)])
        assert Limits().longest_seconds < 3000
        visitor.fails("clip_too_long", *create(visitor, hour))


class TestChallenges:
    def test_a_file_that_is_none(self, visitor: Visitor) -> None:
        (visitor.folder / "c.json").write_text("{}")
        path = create(visitor, still())[-2]
        given = ("cameo", "create", "--handle", "mina", "--take", path, "--challenge", "c.json")
        visitor.fails("challenge_damaged", *given)

    def test_one_that_is_not_there(self, visitor: Visitor) -> None:
        path = create(visitor, still())[-2]
        given = ["cameo", "create", "--handle", "mina", "--take", path, "--challenge", "c.json"]
        assert main([*given, "--home", str(visitor.home)]) == 2

    @pytest.fixture
    def asked(self, visitor: Visitor) -> tuple[str, ...]:
        """A challenge of this home, and a command that answers it with a clip in which nobody is."""
        visitor.runs("challenge", "new", "--language", "en", "--screen", "wide", "--out", "c.json")
        return ("verify", "--challenge", "c.json", "--take", create(visitor, still(21.0))[-2])

    def test_one_that_was_changed(self, visitor: Visitor, asked: tuple[str, ...]) -> None:
        file = visitor.folder / "c.json"
        told = json.loads(file.read_text("utf-8"))
        for moment in ("issued", "expires"):
            told[moment] = (datetime.fromisoformat(told[moment]) + timedelta(minutes=5)).isoformat()
        file.write_text(json.dumps(told), "utf-8")
        visitor.fails("challenge_altered", *asked)

    def test_one_of_another_home(self, visitor: Visitor, asked: tuple[str, ...]) -> None:
        (visitor.home / "challenges.json").unlink()
        visitor.fails("challenge_unknown", *asked)

    def test_one_that_is_too_old(
        self, visitor: Visitor, asked: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bootstrap.SystemClock, "now", lambda _self: datetime.now(UTC) + timedelta(minutes=11))
        visitor.fails("challenge_expired", *asked)

    def test_one_that_was_answered_three_times(self, visitor: Visitor, asked: tuple[str, ...]) -> None:
        for left in (2, 1, 0):
            assert main([*asked, "--json", "--home", str(visitor.home)]) == 2
            told = json.loads(visitor.said())
            assert (told["verdict"], told["answers_left"]) in {("retry", left), ("refused", 0)}
            if told["verdict"] == "refused":
                break
        visitor.fails("challenge_used", *asked)

    def test_policies_attacks_and_performers_that_do_not_exist(self, visitor: Visitor, asked: tuple[str, ...]) -> None:
        visitor.fails("unknown_policy", *asked, "--policy", "lax")
        simulate = ("challenge", "simulate", "--challenge", "c.json", "--out", "o.mp4")
        assert "replay" in visitor.fails("unknown_attack", *simulate, "--performer", "fir", "--attack", "magic")
        assert "hazel" in visitor.fails("unknown_performer", *simulate, "--performer", "nobody")
        visitor.fails("bad_size", *simulate, "--performer", "fir", "--size", "7x7")


class TestPrompts:
    @pytest.mark.parametrize(
        ("prompt", "code"),
        [
            ("", "empty_prompt"),
            ("   \n ", "empty_prompt"),
            ("me on mars " * 2000, "prompt_too_long"),
            ("🏄🌊🌅", "prompt_without_words"),
        ],
    )
    def test_prompts_without_sense(self, visitor: Visitor, prompt: str, code: str) -> None:
        visitor.fails(code, "plan", prompt, "--cast", "@mina")

    @pytest.mark.parametrize(
        ("options", "code"),
        [
            (("--cast", "@nobody"), "unknown_handle"),
            (("--cast", "@a,@b,@c"), "too_many_people"),
            (("--cast", "@a,@a"), "cast_twice"),
            (("--cast", ""), "nobody_cast"),
            (("--cast", "@Mina Kim!"), "bad_handle"),
            (("--cast", "@mina", "--size", "big"), "bad_size"),
            (("--cast", "@mina", "--size", "7x7"), "bad_size"),
            (("--cast", "@mina", "--seconds", "3600"), "bad_length"),
            (("--cast", "@mina", "--seconds", "nan"), "bad_length"),
            (("--cast", "@mina", "--say", "hello"), "bad_line"),
            (("--cast", "@mina", "--say", "@jun: hello"), "not_in_cast"),
        ],
    )
    def test_wishes_that_cannot_be(self, visitor: Visitor, options: tuple[str, ...], code: str) -> None:
        visitor.fails(code, "plan", "me surfing", *options)

    def test_words_that_are_no_numbers(self, visitor: Visitor) -> None:
        visitor.fails("usage", "plan", "me surfing", "--cast", "@mina", "--seed", "x")

    @pytest.mark.parametrize("language", ["en", "ko"])
    def test_sentences_come_in_the_readers_language(
        self, visitor: Visitor, language: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("WALKON_LANGUAGE", language)
        sentence = visitor.fails("unknown_handle", "cameo", "show", "nobody")
        assert any("가" <= letter <= "힣" for letter in sentence) is (language == "ko")


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one cameo, made once."""
    home, clip = tmp_path_factory.mktemp("furnished") / "home", tmp_path_factory.mktemp("take") / "me.mp4"
    clip.write_bytes(take("elm").data)
    given = ["cameo", "create", "--handle", "mina", "--take", str(clip), "--unverified", "--home", str(home)]
    assert main(given) == 0
    return home


@pytest.mark.slow
class TestWithACameo:
    """What can go wrong once somebody is there."""

    @pytest.fixture
    def there(self, visitor: Visitor, furnished: Path) -> Visitor:
        shutil.copytree(furnished, visitor.home, dirs_exist_ok=True)
        return visitor

    MAKE = ("make", "me surfing", "--cast", "@mina", "--seconds", "3", "--size", "320x180", "--out")

    def test_mistakes(self, there: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
        there.fails("handle_taken", *create(there, still()))
        (there.folder / "me.mp4").unlink()
        there.fails("folder_missing", *self.MAKE, "no/such/folder/film.mp4")
        assert main([*self.MAKE, str(there.folder), "--home", str(there.home)]) == 2
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", _full_disk)
            there.fails("disk_full", *self.MAKE, "film.mp4")
        key = there.home / "keys" / "master.key"
        kept = key.read_bytes()
        key.write_bytes(os.urandom(len(kept)))
        there.fails("key_wrong", *self.MAKE, "film.mp4")
        key.unlink()
        there.fails("key_missing", *self.MAKE, "film.mp4")
        key.write_bytes(kept)
        key.chmod(0o600)
        sealed = max((p for p in there.home.rglob("*") if p.is_file()), key=lambda p: p.stat().st_size)
        whole = bytearray(sealed.read_bytes())
        whole[len(whole) // 2] ^= 1
        sealed.write_bytes(bytes(whole))
        there.fails("vault_damaged", *self.MAKE, "film.mp4")
        assert not (there.folder / "film.mp4").exists()

    def test_stopped_while_the_rooms_load(self, there: Visitor) -> None:
        before = there.files()
        command = [sys.executable, "-m", "walkon.cli.main", *self.MAKE, "film.mp4", "--home", str(there.home)]
        running = subprocess.Popen(command, cwd=there.folder, stderr=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603
        wait_for_library(running, "libav")
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=60)
        assert running.returncode == 130, said
        assert b"Traceback" not in said
        assert there.files() == before

    @pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
    def test_stopped_while_the_film_is_drawn(
        self, there: Visitor, number: signal.Signals, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write, seen = FilmEncoder.write, []

        def third_frame_interrupts(encoder: FilmEncoder, picture: npt.NDArray[np.uint8]) -> None:
            seen.append(picture.shape)
            if len(seen) == 3:
                signal.raise_signal(number)
            write(encoder, picture)

        monkeypatch.setattr(FilmEncoder, "write", third_frame_interrupts)
        there.fails("cancelled", *self.MAKE, "film.mp4", exit_code=130)
        assert len(seen) == 3
        assert not {"encoder", "heads", "sound"} & {t.name for t in threading.enumerate()}

    def test_stopped_too_late(self, there: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
        studio_of = bootstrap.House.studio

        def interrupted_as_it_is_written(house: bootstrap.House) -> Studio:
            studio = studio_of(house)

            def deliver(path: Path, data: bytes) -> None:
                signal.raise_signal(signal.SIGINT)
                studio.deliver(path, data)

            return replace(studio, deliver=deliver)

        with monkeypatch.context() as patched:
            patched.setattr(bootstrap.House, "studio", interrupted_as_it_is_written)
            assert main([*self.MAKE, "film.mp4", "--home", str(there.home)]) == 0
        assert open_clip(there.folder / "film.mp4").info.seconds > 2


def wait_for_library(running: subprocess.Popen[bytes], name: str) -> None:
    """Until a process has loaded a library whose name begins so; a sign of how far it is."""
    maps = Path(f"/proc/{running.pid}/maps")
    if not maps.exists():
        pytest.skip("no list of loaded libraries on this system")
    for _ in range(1200):
        if f"/{name}" in maps.read_text() or running.poll() is not None:
            return
        time.sleep(0.05)
    raise AssertionError(f"{name} was never loaded")


def _full_disk(_handle: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
