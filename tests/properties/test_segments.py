"""Laws of sealing by pieces: one format with `sealing`, whatever the pieces; a range opens what it needs and no more."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkon.vault import sealing
from walkon.vault.errors import VaultDamaged
from walkon.vault.sealing import HEADER, TAG, open_sealed, seal
from walkon.vault.segments import SealedReader, Sealer, sealed_size, sealed_stream

KEY = bytes(range(32))
SHORT = 32
STEP = SHORT + TAG
CHUNKS = st.lists(st.binary(max_size=90), max_size=6)
PLAIN = st.one_of(st.binary(max_size=200), st.integers(0, 6).map(lambda n: bytes(n * SHORT)))


@pytest.fixture(autouse=True)
def short_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many segments in few bytes."""
    monkeypatch.setattr(sealing, "SEGMENT", SHORT)


class Asked:
    """Sealed bytes that remember which ranges were asked for."""

    def __init__(self, sealed: bytes) -> None:
        self.sealed = sealed
        self.ranges: list[tuple[int, int]] = []

    def __call__(self, start: int, stop: int) -> bytes:
        self.ranges.append((start, stop))
        return self.sealed[start:stop]


def reader(sealed: bytes, key: bytes = KEY, name: str = "object") -> SealedReader:
    return SealedReader(Asked(sealed), len(sealed), key, name)


def read_all(sealed: bytes) -> bytes:
    found = reader(sealed)
    return found.read(0, found.size)


@settings(deadline=None)
@given(chunks=CHUNKS)
def test_what_is_sealed_by_pieces_opens_whole(chunks: list[bytes]) -> None:
    sealed = b"".join(sealed_stream(chunks, KEY, "object"))
    plain = b"".join(chunks)
    assert open_sealed(sealed, KEY, "object") == plain
    assert len(sealed) == sealed_size(len(plain)) == len(seal(plain, KEY, "object"))


@settings(deadline=None)
@given(chunks=CHUNKS)
def test_what_is_given_early_never_holds_the_end(chunks: list[bytes]) -> None:
    sealer = Sealer(KEY, "object")
    early = b"".join(sealer.feed(chunk) for chunk in chunks)
    if early:
        with pytest.raises(VaultDamaged):
            open_sealed(early, KEY, "object")
    sealer.finish()
    with pytest.raises(ValueError, match="no more"):
        sealer.feed(b"x")
    with pytest.raises(ValueError, match="no more"):
        sealer.finish()


@settings(deadline=None)
@given(plain=PLAIN, data=st.data())
def test_a_range_is_a_slice_and_opens_only_its_segments(plain: bytes, data: st.DataObject) -> None:
    asked = Asked(seal(plain, KEY, "object"))
    found = SealedReader(asked, len(asked.sealed), KEY, "object")
    assert found.size == len(plain)
    assert asked.ranges == [(0, HEADER)] + ([] if plain else [(HEADER, HEADER + TAG)])
    asked.ranges.clear()
    start = data.draw(st.integers(0, len(plain) + 40))
    stop = data.draw(st.integers(start, len(plain) + 80))
    assert found.read(start, stop) == plain[start:stop]
    touched = range(start // SHORT, -(-min(stop, len(plain)) // SHORT)) if plain[start:stop] else range(0)
    assert [(begin - HEADER) // STEP for begin, _ in asked.ranges] == list(touched)
    assert all(end - begin <= STEP for begin, end in asked.ranges)


def test_ranges_within_one_segment_open_it_once() -> None:
    asked = Asked(seal(bytes(range(100)), KEY, "object"))
    found = SealedReader(asked, len(asked.sealed), KEY, "object")
    assert b"".join(found.read(n, n + 1) for n in range(32, 64)) == bytes(range(32, 64))
    assert len(asked.ranges) == 2


@settings(deadline=None)
@given(plain=PLAIN, data=st.data())
def test_no_flipped_bit_is_read_over(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal(plain, KEY, "object"))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << (bit % 8)
    with pytest.raises(VaultDamaged):
        read_all(bytes(sealed))


@settings(deadline=None)
@given(plain=PLAIN, data=st.data())
def test_no_cut_is_read_over(plain: bytes, data: st.DataObject) -> None:
    sealed = seal(plain, KEY, "object")
    with pytest.raises(VaultDamaged):
        read_all(sealed[: data.draw(st.integers(0, len(sealed) - 1))])


@settings(deadline=None)
@given(plain=PLAIN, more=st.binary(min_size=1, max_size=60))
def test_nothing_can_be_put_behind(plain: bytes, more: bytes) -> None:
    with pytest.raises(VaultDamaged):
        read_all(seal(plain, KEY, "object") + more)


def test_segments_of_two_objects_do_not_mix() -> None:
    one, two = seal(bytes(64), KEY, "object"), seal(bytes(64), KEY, "object")
    with pytest.raises(VaultDamaged):
        read_all(one[: HEADER + STEP] + two[HEADER + STEP :])


def test_another_key_or_name_is_refused_at_the_header() -> None:
    sealed = seal(b"film", KEY, "object")
    with pytest.raises(VaultDamaged):
        reader(sealed, key=bytes(32))
    with pytest.raises(VaultDamaged):
        reader(sealed, name="other")


def test_a_source_that_gives_too_little_is_damage() -> None:
    sealed = seal(bytes(100), KEY, "object")
    with pytest.raises(VaultDamaged):
        SealedReader(Asked(sealed[:-20]), len(sealed), KEY, "object").read(90, 100)


@pytest.mark.parametrize(("start", "stop"), [(-1, 2), (3, 2)])
def test_a_range_runs_forwards(start: int, stop: int) -> None:
    with pytest.raises(ValueError, match="forwards"):
        reader(seal(b"film", KEY, "object")).read(start, stop)
