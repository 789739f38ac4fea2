"""`walkon serve` as it is started: several processes answer at one address, and all of them end together."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres_cluster import free_port

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")]


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    port = str(free_port())
    command = [sys.executable, "-m", "walkon.cli.main", "serve", "--home", str(tmp_path / "home"), "--port", port]
    with (tmp_path / "said").open("wb") as said:
        process = subprocess.Popen([*command, "--processes", "2", "--workers", "0"], stdout=said, stderr=said)  # noqa: S603
    try:
        yield process, f"http://127.0.0.1:{port}/api/v1"
    finally:
        process.kill()
        process.wait()
    assert "Traceback" not in (tmp_path / "said").read_text()


def answered(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/health/ready", timeout=10) as answer:  # noqa: S310  our own server
            return bool(json.load(answer) == {"ok": True})
    except (urllib.error.URLError, ConnectionError):
        return False


def children(pid: int) -> set[int]:
    """Those that answer; the job engine and `multiprocessing` have processes of their own."""
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    found = {int(word) for path in threads for word in path.read_text().split()}
    return {child for child in found if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()}


def until(done: object, seconds: float = 120.0) -> None:
    end = time.monotonic() + seconds
    while not done():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.1)


def test_two_processes_answer_and_end_together(serving: tuple[subprocess.Popen[bytes], str]) -> None:
    process, address = serving
    until(lambda: answered(address))
    until(lambda: len(children(process.pid)) == 2)
    before = children(process.pid)
    os.kill(min(before), signal.SIGKILL)
    until(lambda: len(children(process.pid) - {min(before)}) == 2)  # somebody new answers in its place
    until(lambda: answered(address))
    last = children(process.pid)
    process.terminate()
    process.wait(60)
    until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in last))
