"""Films, stills and takes, each sealed under a key of its own, in a `BlobStore`.

The store holds what only the key opens; the key, wrapped under the home's master key, goes back to the caller, who keeps
it with the object's row. Forgetting that key makes every copy of the object noise, wherever it lies.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from functools import partial

from walkon.domain.errors import BlobTaken, NothingSealed
from walkon.ports.blobs import BlobStore
from walkon.ports.media import Kept
from walkon.vault.errors import VaultDamaged
from walkon.vault.keys import KEY_BYTES, Keys
from walkon.vault.segments import SealedReader, sealed_size, sealed_stream


class SealedMedia:
    """`ports.media.Media`: seals objects into a store and reads ranges of them."""

    def __init__(self, blobs: BlobStore, keys: Keys) -> None:
        self._blobs, self._keys = blobs, keys

    def put(self, name: str, chunks: Iterable[bytes], known: Kept | None = None) -> Kept:
        """Seal `chunks` under a fresh key as the object `name`, whole or not at all.

        `known` is what the caller remembers of an earlier `put` under this name: a step that runs again gets it back
        when the object is there and `chunks` give the same content. One that has been erased since is sealed anew.
        Raises `BlobTaken` when something else, or something nobody remembers, has the name; `VaultDamaged` when what
        is there is not what is remembered; what `BlobStore.put` and `Keys.wrap` raise, and whatever `chunks` raises.
        """
        arriving = _Measured(chunks)
        if known is not None and self._is_there(known, name):
            for _ in arriving:
                if arriving.size > known.size:
                    break
            if (arriving.size, arriving.sha256()) != (known.size, known.sha256):
                raise BlobTaken
            return known
        data_key = secrets.token_bytes(KEY_BYTES)
        wrapped = self._keys.wrap(data_key, _bound(name))
        self._blobs.put(name, sealed_stream(arriving, data_key, _bound(name)))
        return Kept(name=name, size=arriving.size, sha256=arriving.sha256(), wrapped_key=wrapped)

    def open(self, kept: Kept) -> SealedReader:
        """Ranges of an object. Raises `NothingSealed`, `KeyWrong`, `VaultDamaged`."""
        key = self._keys.unwrap(kept.wrapped_key, _bound(kept.name))
        return SealedReader(partial(self._blobs.read, kept.name), sealed_size(kept.size), key, _bound(kept.name))

    def erase(self, name: str) -> None:
        """Remove an object; whoever has its wrapped key forgets it first. Erasing what is not there is fine."""
        self._blobs.delete(name)

    def holds(self, name: str) -> bool:
        """Whether something lies under this name, be it noise."""
        try:
            self._blobs.size(name)
        except NothingSealed:
            return False
        return True

    def names(self) -> Iterator[str]:
        """Everything that lies here, in no order."""
        return iter(self._blobs.names())

    def _is_there(self, known: Kept, name: str) -> bool:
        if known.name != name:
            raise ValueError("remembered under another name")
        try:
            if self._blobs.size(name) != sealed_size(known.size):
                raise VaultDamaged
            self.open(known)
        except NothingSealed:
            return False
        return True


def _bound(name: str) -> str:
    """What keys and bytes of an object are bound to; nothing else in the vault is called so."""
    return f"media/{name}"


class _Measured:
    """Somebody's chunks, counted and hashed on their way."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks = chunks
        self._hash = hashlib.sha256()
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for chunk in self._chunks:
            self._hash.update(chunk)
            self.size += len(chunk)
            yield chunk

    def sha256(self) -> str:
        return self._hash.hexdigest()
