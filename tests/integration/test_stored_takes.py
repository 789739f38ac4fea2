"""A take from the wire to perception and into the store, without a moment in the clear on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import clips
from tests.world import VirtualClock
from walkon.domain.errors import UploadUnknown
from walkon.media.decode import open_clip
from walkon.vault.blobs import blobs_at
from walkon.vault.cameos import LocalVault
from walkon.vault.keys import KeyFile
from walkon.vault.media import SealedMedia
from walkon.vault.uploads import Uploads


def test_an_uploaded_take_is_seen_and_kept(home: Path) -> None:
    keys = LocalVault(home, KeyFile(home / "keys" / "master.key")).keys
    uploads, media = Uploads(home, keys, VirtualClock()), SealedMedia(blobs_at(str(home / "blobs")), keys)
    take = clips.clip([clips.quadrants()] * 30, 24.0)
    upload = uploads.create(len(take), limit=len(take))
    half = len(take) // 2
    uploads.append(upload, 0, [take[:half]])
    uploads.append(upload, half, [take[half:]])

    seen = open_clip(b"".join(uploads.finish(upload)))
    assert [picture.shape for picture in seen.frames()] == [picture.shape for picture in open_clip(take).frames()]

    kept = media.put(f"takes/{upload}", uploads.finish(upload))
    assert media.put(f"takes/{upload}", uploads.finish(upload), known=kept) == kept
    uploads.discard(upload)
    reader = media.open(kept)
    assert reader.read(0, reader.size) == take
    with pytest.raises(UploadUnknown):
        uploads.offset(upload)
    files = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    assert files
    assert not any(take[start : start + 16] in file for start in range(0, len(take) - 15, 16) for file in files)
