"""Broken recordings end as a sentence: nothing crashes, nothing swells, nothing of them stays.

The same ones every time; `WALKON_FUZZ_UPLOADS=10000` (`make fuzz`) breaks that many.
"""

from __future__ import annotations

import os
import random
import resource
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.fuzz.broken_clips import broken, good
from tests.journeys.test_api import Guest, House
from walkon import settings
from walkon.actions.send_take import Screening, look_at
from walkon.bootstrap import House as Rooms
from walkon.domain.errors import WalkonError
from walkon.domain.policies import AT_HOME
from walkon.domain.takes import TakeState
from walkon.media.decode import open_clip
from walkon.perception.observation import Observation

COUNT = int(os.environ.get("WALKON_FUZZ_UPLOADS", "150"))
WHOLE = max(8, COUNT // 100)  # that go the whole way, which takes models and time
MOST_MIB = 700  # that all of this may add to the process; two pictures of 4096 x 4096 in work are 200
MAGIC = (b"ftyp", b"\x1a\x45\xdf\xa3", b"moov", b"avc1", b"\x89PNG", b"\xff\xd8\xff")


def outcome(data: bytes) -> str:
    """Decoded as perception does it, or the code of the refusal."""
    try:
        clip = open_clip(data)
        for place, picture in enumerate(clip.frames()):
            assert picture.shape[:2] == clip.info.size
            if place == 40:
                break
        sound = clip.sound(16_000)
    except WalkonError as error:
        return error.code
    assert sound is None or sound.samples.ndim == 1
    return "decoded"


def test_the_clips_are_good_before_they_are_broken() -> None:
    assert {outcome(data) for data in good()} == {"decoded"}


def test_a_broken_clip_is_decoded_or_refused() -> None:
    chance = random.Random(20_261)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = Counter(outcome(broken(chance)) for _ in range(COUNT))
    assert found["decoded"] < COUNT  # they are broken, after all ...
    assert len(found) >= 4, found  # ... in many ways
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 - before < MOST_MIB


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    found = House(tmp_path)
    yield found
    found.society.close()


def screening(house: House) -> Screening[Observation]:
    rooms = Rooms(settings.from_environment({}, home=house.folder))
    maker = rooms.maker(AT_HOME)
    maker = replace(maker, checker=replace(maker.checker, clock=house.society.clock))
    return Screening(
        store=house.society.store,
        uploads=house.uploads,
        maker=lambda: maker,
        vault=house.vault,
        policy=AT_HOME,
        now=house.society.clock.now,
    )


def sent(mina: Guest, data: bytes) -> str:
    challenge = mina.ok("POST", "/me/challenges", {}, 201)
    upload = mina.uploads(data or b"\0", pieces=1)
    return str(mina.ok("POST", "/me/takes", {"challenge": challenge, "upload": upload}, 202)["id"])


@pytest.mark.slow
def test_a_broken_take_gets_a_verdict_and_is_forgotten(house: House) -> None:
    """Over HTTP into sealed storage, out of it into perception, and away."""
    chance, mina, rooms = random.Random(20_262), house.person("mina").signs_up(), screening(house)
    for _ in range(WHOLE):
        take = sent(mina, broken(chance))
        look_at(rooms, house.society.bench.looks.pop().take)
        told = mina.ok("GET", f"/me/takes/{take}")
        assert told["state"] in {TakeState.UNREADABLE, TakeState.AGAIN, TakeState.REFUSED, TakeState.NEEDS_REVIEW}
        assert told["reasons"]
        assert list((house.folder / "uploads").glob("*/*")) == []
        house.society.clock.advance(hours=3)  # attempts are counted per day, and challenges end
        mina.signs_in()
    assert mina.ok("GET", "/me")["has_cameo"] is False
    assert house.vault.all() == []
    left = [path for path in house.folder.rglob("*") if path.is_file() and not path.name.startswith("walkon.db")]
    assert not [path for path in left if any(magic in path.read_bytes() for magic in MAGIC)]
