"""Laws of sealing: what comes out is what went in, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkon.vault import sealing
from walkon.vault.errors import VaultDamaged
from walkon.vault.sealing import HEADER, TAG, open_sealed, seal

KEYS = st.binary(min_size=32, max_size=32)


@pytest.fixture(autouse=True)
def short_segments(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many segments in few bytes."""
    monkeypatch.setattr(sealing, "SEGMENT", 32)


@settings(deadline=None)
@given(plain=st.binary(max_size=200), key=KEYS, name=st.text(max_size=20))
def test_what_was_sealed_comes_out(plain: bytes, key: bytes, name: str) -> None:
    assert open_sealed(seal(plain, key, name), key, name) == plain


@settings(deadline=None)
@given(plain=st.binary(max_size=100), key=KEYS, data=st.data())
def test_any_flipped_bit_is_refused(plain: bytes, key: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal(plain, key, "object"))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << (bit % 8)
    with pytest.raises(VaultDamaged):
        open_sealed(bytes(sealed), key, "object")


@settings(deadline=None)
@given(plain=st.binary(max_size=150), key=KEYS, data=st.data())
def test_any_cut_is_refused(plain: bytes, key: bytes, data: st.DataObject) -> None:
    sealed = seal(plain, key, "object")
    with pytest.raises(VaultDamaged):
        open_sealed(sealed[: data.draw(st.integers(0, len(sealed) - 1))], key, "object")


@settings(deadline=None)
@given(key=KEYS, data=st.data())
def test_segments_cannot_change_places(key: bytes, data: st.DataObject) -> None:
    sealed = seal(bytes(range(160)), key, "object")
    step = 32 + TAG
    a = data.draw(st.integers(0, 4))
    b = data.draw(st.integers(0, 4).filter(lambda n: n != a))
    parts = [sealed[HEADER + i * step : HEADER + (i + 1) * step] for i in range(5)]
    parts[a], parts[b] = parts[b], parts[a]
    with pytest.raises(VaultDamaged):
        open_sealed(sealed[:HEADER] + b"".join(parts), key, "object")


@settings(deadline=None)
@given(plain=st.binary(max_size=60), key=KEYS, other=KEYS)
def test_another_key_or_name_opens_nothing(plain: bytes, key: bytes, other: bytes) -> None:
    sealed = seal(plain, key, "one")
    with pytest.raises(VaultDamaged):
        open_sealed(sealed, key, "two")
    if other != key:
        with pytest.raises(VaultDamaged):
            open_sealed(sealed, other, "one")
