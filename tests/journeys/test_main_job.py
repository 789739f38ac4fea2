"""From a take to a signed film and back out again, through the command line, with drawn performers."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.rehearsed import FPS, SMALL, take
from walkon.cli.main import main
from walkon.domain.challenge_file import from_json
from walkon.media.decode import open_clip
from walkon.rehearsal.take import record

pytestmark = pytest.mark.slow

FILM = ["--seconds", "3", "--size", "320x180", "--seed", "7"]


class Visitor:
    """Somebody at a terminal with one home."""

    def __init__(self, home: Path, capture: pytest.CaptureFixture[str]) -> None:
        self._home, self._capture = home, capture

    def runs(self, *arguments: str, expect: int = 0) -> dict[str, Any]:
        """Runs a command with `--json` and gives its answer."""
        self._capture.readouterr()
        code = main([*arguments, "--json", "--home", str(self._home)])
        said: dict[str, Any] = json.loads(self._capture.readouterr().out)
        assert code == expect, said
        return said


@pytest.fixture
def visitor(session_home: Path, capsys: pytest.CaptureFixture[str]) -> Visitor:
    return Visitor(session_home, capsys)


def pictures_of(film: Path) -> str:
    """A fingerprint of every decoded picture."""
    digest = hashlib.sha256()
    for picture in open_clip(film).frames():
        digest.update(picture.tobytes())
    return digest.hexdigest()


@pytest.mark.usefixtures("steady")
def test_a_person_records_themself_and_plays_in_a_film(visitor: Visitor, tmp_path: Path) -> None:
    task, clip, film = tmp_path / "challenge.json", tmp_path / "me.mp4", tmp_path / "film.mp4"
    visitor.runs("challenge", "new", "--language", "ko", "--out", str(task))
    made = record("hazel", from_json(task.read_text("utf-8")), size=SMALL, fps=FPS)
    clip.write_bytes(made.data)
    cameo = visitor.runs("cameo", "create", "--handle", "hazel", "--take", str(clip), "--challenge", str(task))
    assert (cameo["handle"], cameo["standing"]) == ("@hazel", "verified")

    again = visitor.runs(
        "cameo", "create", "--handle", "other", "--take", str(clip), "--challenge", str(task), expect=2
    )
    assert again["error"]["code"] == "challenge_used"

    prompt = "일몰의 거대한 파도에서 서핑하는 제 동영상을 만들어주세요"
    result = visitor.runs("make", prompt, "--cast", "@hazel", *FILM, "--out", str(film))
    assert not result["unverified"]
    assert result["plan"]["setting"] == "giant_wave"
    info = open_clip(film).info
    assert (info.size, info.fps, round(info.seconds, 2)) == ((180, 320), 24.0, 3.0)
    assert open_clip(film).sound(48000) is not None

    report = visitor.runs("check", str(film))
    assert (report["status"], report["trusted"], report["generated"]) == ("valid", True, True)
    assert len(report["consents"]) == 1
    assert "hazel" not in json.dumps(report)

    second = tmp_path / "again.mp4"
    visitor.runs("make", prompt, "--cast", "@hazel", *FILM, "--out", str(second))
    assert pictures_of(film) == pictures_of(second)

    broken = bytearray(film.read_bytes())
    broken[len(broken) // 2] ^= 1
    film.write_bytes(bytes(broken))
    assert visitor.runs("check", str(film), expect=3)["status"] == "tampered"


@pytest.mark.usefixtures("steady")
def test_an_unverified_person_is_marked_and_can_be_verified_and_taken_back(visitor: Visitor, tmp_path: Path) -> None:
    clip, film = tmp_path / "clip.mp4", tmp_path / "film.mp4"
    clip.write_bytes(take("elm").data)
    cameo = visitor.runs("cameo", "create", "--handle", "elm", "--take", str(clip), "--unverified")
    assert cameo["standing"] == "unverified"
    names = [row["handle"] for row in visitor.runs("cameo", "list")["cameos"]]
    assert "@elm" in names
    result = visitor.runs("make", "me as an astronaut exploring mars", "--cast", "@elm", *FILM, "--out", str(film))
    assert result["unverified"]
    report = visitor.runs("check", str(film))
    assert (report["status"], report["unverified"]) == ("valid", True)

    task = tmp_path / "challenge.json"
    visitor.runs("challenge", "new", "--language", "en", "--out", str(task))
    clip.write_bytes(record("elm", from_json(task.read_text("utf-8")), size=SMALL, fps=FPS).data)
    renewed = visitor.runs("cameo", "renew", "elm", "--take", str(clip), "--challenge", str(task))
    assert (renewed["standing"], renewed["created"]) == ("verified", cameo["created"])
    assert renewed["renewed"] >= renewed["created"]

    assert visitor.runs("cameo", "delete", "elm")["deleted"] == "@elm"
    refused = visitor.runs("make", "me on mars", "--cast", "@elm", *FILM, "--out", str(tmp_path / "no.mp4"), expect=2)
    assert refused["error"]["code"] == "unknown_handle"
    assert not (tmp_path / "no.mp4").exists()


@pytest.mark.usefixtures("steady")
def test_a_take_is_verified_and_a_pretender_is_not(visitor: Visitor, tmp_path: Path) -> None:
    task, clip = tmp_path / "challenge.json", tmp_path / "take.mp4"
    asked = visitor.runs("challenge", "new", "--language", "en", "--screen", "wide", "--out", str(task))
    assert 20 <= asked["seconds"] <= 30
    simulate = (
        "challenge",
        "simulate",
        "--challenge",
        str(task),
        "--performer",
        "fir",
        "--size",
        "240x320",
        "--out",
        str(clip),
    )
    made = visitor.runs(*simulate, "--attack", "light-ignored")
    assert (made["attack"], made["bytes"]) == ("light-ignored", clip.stat().st_size)
    judged = visitor.runs("verify", "--challenge", str(task), "--take", str(clip), "--policy", "strict", expect=2)
    assert judged["verdict"] in {"needs_review", "refused", "retry"}
    assert {reason["code"] for reason in judged["reasons"]} - {"not_witnessed"}
    assert judged["evidence"]["phrase"]["rank"] <= 3 and judged["evidence"]["phrase"]["among"] == 21
    visitor.runs("challenge", "new", "--language", "en", "--screen", "wide", "--out", str(task))
    clip.write_bytes(record("fir", from_json(task.read_text("utf-8")), size=SMALL, fps=FPS).data)
    judged = visitor.runs("verify", "--challenge", str(task), "--take", str(clip))
    assert (judged["verdict"], judged["policy"], judged["reasons"]) == ("verified", "at_home", [])
    assert judged["evidence"]["light"]["confidence"] > 0.9 and judged["evidence"]["lips"]["agreement"] > 0.4
    again = visitor.runs("verify", "--challenge", str(task), "--take", str(clip), expect=2)
    assert again["error"]["code"] == "challenge_used"
