"""By which key browsers know who pushes (VAPID, RFC 8292): made once, since browsers are bound to it for good."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from walkon.vault import disk
from walkon.vault.errors import VaultDamaged
from walkon.vault.keys import Keys
from walkon.vault.small import SmallSeals

_NAME = "push"


class PushKey:
    """`HOME/push/key`: a private key on P-256, sealed under the home's master key."""

    def __init__(self, home: Path, keys: Keys) -> None:
        self._path, self._seals = home / "push" / "key", SmallSeals(keys)

    def private(self) -> ec.EllipticCurvePrivateKey:
        """The key, made on first use. Raises `KeyMissing`, `KeyWrong`, `VaultDamaged`, `DiskFull`, `VaultUnwritable`."""
        with disk.locked(self._path.parent):
            if (kept := self._kept()) is not None:
                return _loaded(self._seals.open(kept, _NAME))
            key = ec.generate_private_key(ec.SECP256R1())
            plain = key.private_bytes(
                serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            disk.write(self._path, self._seals.seal(plain, _NAME))
            return key

    def _kept(self) -> bytes | None:
        with disk.explained():
            try:
                return self._path.read_bytes()
            except FileNotFoundError:
                return None


def _loaded(plain: bytes) -> ec.EllipticCurvePrivateKey:
    try:
        key = serialization.load_der_private_key(plain, password=None)
    except ValueError:
        raise VaultDamaged from None
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise VaultDamaged
    return key
