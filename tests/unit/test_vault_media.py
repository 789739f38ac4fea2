"""Films and takes under keys of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from obstore.store import MemoryStore

from walkon.domain.errors import BlobTaken, NothingSealed
from walkon.ports.media import Kept
from walkon.vault.blobs import ObjectBlobs
from walkon.vault.cameos import LocalVault
from walkon.vault.errors import KeyMissing, KeyWrong, VaultDamaged
from walkon.vault.keys import KeyFile
from walkon.vault.media import SealedMedia
from walkon.vault.sealing import SEGMENT

FILM = b"somebody's face on film" * 100_000


@pytest.fixture
def blobs() -> ObjectBlobs:
    return ObjectBlobs(MemoryStore())


def media_of(home: Path, blobs: ObjectBlobs) -> SealedMedia:
    return SealedMedia(blobs, LocalVault(home, KeyFile(home / "keys" / "master.key")).keys)


@pytest.fixture
def media(home: Path, blobs: ObjectBlobs) -> SealedMedia:
    return media_of(home, blobs)


def chunks(data: bytes = FILM) -> Iterator[bytes]:
    for start in range(0, len(data), 99_991):
        yield data[start : start + 99_991]


class TestKeeping:
    def test_what_was_put_can_be_read_in_ranges(self, media: SealedMedia, blobs: ObjectBlobs) -> None:
        kept = media.put("films/1/a", chunks())
        assert (kept.name, kept.size) == ("films/1/a", len(FILM))
        assert kept.sha256 == hashlib.sha256(FILM).hexdigest()
        reader = media.open(kept)
        assert reader.size == len(FILM)
        for start, stop in [(0, len(FILM)), (SEGMENT - 3, SEGMENT + 3), (7, 8), (len(FILM) - 5, len(FILM) + 5)]:
            assert reader.read(start, stop) == FILM[start:stop]

    def test_the_store_sees_nothing(self, media: SealedMedia, blobs: ObjectBlobs) -> None:
        media.put("a", chunks())
        assert b"face" not in blobs.read("a", 0, 1 << 30)

    def test_every_object_has_its_own_key(self, media: SealedMedia) -> None:
        one, two = media.put("a", chunks()), media.put("b", chunks())
        with pytest.raises(KeyWrong):
            media.open(replace(two, wrapped_key=one.wrapped_key))

    def test_one_cannot_stand_in_for_another(self, media: SealedMedia, blobs: ObjectBlobs) -> None:
        one, _ = media.put("a", chunks()), media.put("b", chunks(FILM[::-1]))
        blobs.delete("a")
        blobs.put("a", [blobs.read("b", 0, 1 << 30)])
        with pytest.raises(VaultDamaged):
            media.open(one)

    def test_what_was_erased_is_gone(self, media: SealedMedia) -> None:
        kept = media.put("a", chunks())
        media.erase("a")
        media.erase("a")
        with pytest.raises(NothingSealed):
            media.open(kept)

    def test_the_wrapped_key_stays_out_of_what_is_shown(self, media: SealedMedia) -> None:
        kept = media.put("a", [b"x"])
        assert "wrapped_key" not in repr(kept) and kept.wrapped_key.hex() not in repr(kept)

    @pytest.mark.parametrize("change", ["cut", "longer"])
    def test_another_size_is_damage(self, media: SealedMedia, blobs: ObjectBlobs, change: str) -> None:
        kept = media.put("a", chunks())
        sealed = blobs.read("a", 0, 1 << 30)
        blobs.delete("a")
        blobs.put("a", [sealed[:-1] if change == "cut" else sealed + b"x"])
        with pytest.raises(VaultDamaged):
            media.put("a", chunks(), known=kept)
        if change == "cut":
            with pytest.raises(VaultDamaged):
                media.open(kept).read(len(FILM) - 1, len(FILM))

    def test_a_lost_master_key_is_not_made_anew(self, home: Path, tmp_path: Path) -> None:
        store = ObjectBlobs(MemoryStore())
        media_of(home, store).put("a", [b"x"])
        (home / "blobs" / "films").mkdir(parents=True)
        (home / "blobs" / "films" / "a.sealed").write_bytes(b"x")
        (home / "keys" / "master.key").unlink()
        with pytest.raises(KeyMissing):
            media_of(home, store).put("b", [b"x"])
        assert list(store.names()) == ["a"]


class TestAgain:
    def test_a_step_that_runs_again_gets_what_it_had(self, media: SealedMedia, blobs: ObjectBlobs) -> None:
        kept = media.put("a", chunks())
        sealed = blobs.read("a", 0, 1 << 30)
        assert media.put("a", [FILM[:5], FILM[5:]], known=kept) == kept
        assert blobs.read("a", 0, 1 << 30) == sealed

    @pytest.mark.parametrize("other", [b"", FILM[:-1], FILM + b"x", FILM[:-1] + b"x"])
    def test_other_content_is_refused(self, media: SealedMedia, other: bytes) -> None:
        kept = media.put("a", chunks())
        with pytest.raises(BlobTaken):
            media.put("a", chunks(other), known=kept)
        assert media.open(kept).read(0, len(FILM)) == FILM

    def test_what_nobody_remembers_is_not_overwritten(self, media: SealedMedia) -> None:
        kept = media.put("a", chunks())
        with pytest.raises(BlobTaken):
            media.put("a", chunks())
        assert media.open(kept).read(0, 4) == FILM[:4]

    def test_what_was_erased_is_sealed_anew_under_another_key(self, media: SealedMedia) -> None:
        kept = media.put("a", chunks())
        media.erase("a")
        again = media.put("a", chunks(), known=kept)
        assert (again.size, again.sha256) == (kept.size, kept.sha256)
        assert media.open(again).read(0, len(FILM)) == FILM
        with pytest.raises(VaultDamaged):
            media.open(kept)

    def test_what_is_remembered_has_the_same_name(self, media: SealedMedia) -> None:
        kept = media.put("a", chunks())
        with pytest.raises(ValueError, match="another name"):
            media.put("b", chunks(), known=kept)

    def test_a_broken_stream_leaves_nothing(self, media: SealedMedia, blobs: ObjectBlobs) -> None:
        def breaking() -> Iterator[bytes]:
            yield FILM
            raise ConnectionResetError

        with pytest.raises(ConnectionResetError):
            media.put("a", breaking())
        assert list(blobs.names()) == []
        assert isinstance(media.put("a", chunks()), Kept)
