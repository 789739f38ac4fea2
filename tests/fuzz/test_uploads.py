"""Uploads sent wrongly in every way: every request gets a documented answer, what arrived is what was sent, nothing stays.

The same requests every time; `WALKON_FUZZ_UPLOADS=10000` (`make fuzz`) sends that many.
"""

from __future__ import annotations

import os
import random
import resource
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fuzz.tus_mess import MARK, Mess
from tests.journeys.test_api import House
from walkon.domain.ids import UploadId

COUNT = int(os.environ.get("WALKON_FUZZ_UPLOADS", "400"))
FINE = frozenset({200, 201, 204})
TOLD = frozenset({404, 405, 409, 413, 422, 423, 429})
MOST_MIB = 150  # that the process may grow by


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    found = House(tmp_path)
    yield found
    found.society.close()


def files(house: House) -> list[Path]:
    return [path for path in house.folder.rglob("*") if path.is_file()]


def test_nothing_that_is_sent_breaks_an_upload(house: House) -> None:
    mina, jun = house.person("mina").signs_up(), house.person("jun").signs_up()
    mess, answers = Mess(mina, jun, random.Random(20_260)), Counter[int]()
    open_files, threads, memory = _open_files(), threading.active_count(), _memory()
    for number in range(COUNT):
        answer = mess.step()
        answers[answer.status_code] += 1
        assert answer.status_code in FINE | TOLD, (answer.request.method, answer.status_code)
        if answer.status_code in TOLD and answer.request.method != "HEAD":
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.json()["code"] != "server_error"
        if number % 100 == 0:
            assert not [path for path in files(house) if MARK in path.read_bytes()]
            house.society.clock.advance(minutes=1)
    assert {*FINE, 404, 405, 409, 413, 422} <= set(answers), answers
    for sent in mess.uploads:
        if not sent.ended:
            house.uploads.declare(UploadId(sent.id), sent.arrived) if sent.length is None else None
            if sent.length in (None, sent.arrived):
                assert b"".join(house.uploads.finish(UploadId(sent.id))) == sent.piece(0, sent.arrived)
            mina.ok("DELETE", f"/uploads/{sent.id}", status=204)
    assert list((house.folder / "uploads").glob("*/*")) == []
    assert house.society.store.read(lambda unit: unit.arrivals.all(account=mina.ok("GET", "/me")["id"])) == []
    assert _open_files() <= open_files + 3
    assert threading.active_count() <= threads + 2
    assert _memory() - memory < MOST_MIB


def _memory() -> float:
    """Most that this process ever held, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _open_files() -> int:
    return sum(1 for _ in Path("/dev/fd").iterdir())
