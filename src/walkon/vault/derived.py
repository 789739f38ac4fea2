"""Keys for one purpose, derived from a home's master key: they need no place of their own, and none tells another."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from datetime import UTC, datetime

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from itsdangerous import BadData, URLSafeSerializer

from walkon.domain.ids import ProductionId, ShareId
from walkon.domain.links import Carrier, Link
from walkon.vault.errors import VaultDamaged
from walkon.vault.keys import KEY_BYTES, Keys

_NONCE = 12


def derived(keys: Keys, purpose: str, more: bytes = b"") -> bytes:
    """32 bytes for a purpose (HKDF-SHA256, RFC 5869), from the master key and `more`. Raises `KeyMissing`."""
    material = len(more).to_bytes(8, "big") + more + keys.master()
    return HKDF(hashes.SHA256(), KEY_BYTES, None, f"walkon {purpose}".encode()).derive(material)


class AnswerSeal:
    """`ports.answers.SealsAnswers`: neither the tables nor the home alone open an answer; the client's key has to come."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def digest(self, *parts: bytes) -> str:
        key = derived(self._keys, "answers, digest")
        framed = b"".join(len(part).to_bytes(8, "big") + part for part in parts)
        return hmac.new(key, framed, hashlib.sha256).hexdigest()

    def seal(self, key: str, digest: str, answer: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher(key).encrypt(nonce, answer, digest.encode())

    def open(self, key: str, digest: str, sealed: bytes) -> bytes:
        """Raises `VaultDamaged`."""
        try:
            return self._cipher(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], digest.encode())
        except (InvalidTag, ValueError):
            raise VaultDamaged from None

    def _cipher(self, key: str) -> AESGCM:
        return AESGCM(derived(self._keys, "answers, seal", key.encode()))


class SignedLinks:
    """`ports.links.Links`: signed, not sealed; ids and a time are all that is in one."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def write(self, link: Link) -> str:
        said = [link.production, link.what, link.place, link.carrier.value, link.caller, int(link.until.timestamp())]
        text = self._serializer().dumps(said)
        return text if isinstance(text, str) else text.decode()

    def read(self, text: str) -> Link | None:
        try:
            production, what, place, carrier, caller, until = self._serializer().loads(text)
            return Link(
                production=ProductionId(production),
                what=what,
                place=place,
                carrier=Carrier(carrier),
                caller=caller,
                until=datetime.fromtimestamp(until, UTC),
            )
        except (BadData, ValueError, TypeError):
            return None

    def _serializer(self) -> URLSafeSerializer:
        key = base64.b64encode(derived(self._keys, "links")).decode()
        return URLSafeSerializer(key, salt="walkon link", signer_kwargs={"digest_method": hashlib.sha256})


class SignedShares:
    """`ports.links.Shares`: the id and half of a MAC of it, 43 characters; nobody guesses 128 bits."""

    _BYTES = 16

    def __init__(self, keys: Keys) -> None:
        self._keys = keys

    def write(self, share: ShareId) -> str:
        id = bytes.fromhex(share)
        return base64.urlsafe_b64encode(id + self._mac(id)).rstrip(b"=").decode()

    def read(self, text: str) -> ShareId | None:
        try:
            data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            return None
        id, mac = data[: self._BYTES], data[self._BYTES :]
        whole = len(id) == self._BYTES and hmac.compare_digest(mac, self._mac(id))
        return ShareId(id.hex()) if whole else None

    def _mac(self, id: bytes) -> bytes:
        return hmac.new(derived(self._keys, "shares"), id, hashlib.sha256).digest()[: self._BYTES]
