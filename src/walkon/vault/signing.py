"""Who signs films: a certificate chain made on this computer when the first film is signed.

A root that only certifies, and a leaf that only signs (P-256; the leaf as the C2PA certificate profile asks: digital
signature, e-mail protection, subject and authority key identifiers). Neither names a person. Both private keys lie
sealed under the home's master key; the root's certificate lies beside them for whoever wants to trust its films.

Without a time-stamp server nobody can prove when a film was signed, so a film counts as current only while its leaf is.
That is why leaves last long and a fresh one is made every year.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from walkon.vault import disk
from walkon.vault.errors import KeyMissing, KeyWrong, VaultDamaged
from walkon.vault.keys import KEY_BYTES, WRAPPED_BYTES, Keys
from walkon.vault.sealing import open_sealed, seal

ROOT_LASTS = timedelta(days=30 * 365)
LEAF_LASTS = timedelta(days=10 * 365)
LEAF_RENEWED_AFTER = timedelta(days=365)
_SLACK = timedelta(days=1)  # clocks of other computers
_NAME = "signing"
_PEM = serialization.Encoding.PEM
_USES = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SigningIdentity:
    """A signing key with its certificates. Certificates are PEM; the chain is leaf, then root."""

    key: ec.EllipticCurvePrivateKey
    leaf: bytes
    root: bytes

    @property
    def chain(self) -> bytes:
        return self.leaf + self.root

    def sign(self, data: bytes) -> bytes:
        """ES256: r and s, 32 bytes each (RFC 7518, 3.4)."""
        r, s = decode_dss_signature(self.key.sign(data, ec.ECDSA(hashes.SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


class SigningRoom:
    """`HOME/signing/`: `identity`, sealed, and `root.pem`, public."""

    def __init__(self, home: Path, keys: Keys, now: Callable[[], datetime]) -> None:
        self._home, self._folder, self._keys, self._now = home, home / "signing", keys, now

    @property
    def root_path(self) -> Path:
        """Where the public root certificate lies once there is one."""
        return self._folder / "root.pem"

    def identity(self) -> SigningIdentity:
        """The identity of this home, made on first use; its leaf is renewed every year.

        Raises `KeyMissing`, `KeyWrong`, `VaultDamaged`, `DiskFull`, `VaultUnwritable`.
        """
        now = self._now()
        with disk.locked(self._home):
            kept = self._load()
            if kept is not None and now - _issued(kept["leaf"]) < LEAF_RENEWED_AFTER:
                return _identity(kept)
            fresh = _with_fresh_leaf(kept or _fresh_root(now), now)
            disk.private_folder(self._folder)
            disk.write(self._folder / "identity", self._sealed(fresh))
            disk.write(self.root_path, fresh["root"].encode())
            return _identity(fresh)

    def root(self) -> bytes | None:
        """The root certificate to trust, PEM, from the sealed copy.

        None while nothing was signed here, and while it cannot be opened: then nothing is trusted.
        """
        try:
            kept = self._load()
        except (KeyMissing, KeyWrong, VaultDamaged):
            return None
        return None if kept is None else kept["root"].encode()

    def _load(self) -> dict[str, str] | None:
        with disk.explained():
            try:
                data = (self._folder / "identity").read_bytes()
            except FileNotFoundError:
                return None
        key = self._keys.unwrap(data[:WRAPPED_BYTES], _NAME)
        try:
            kept = json.loads(open_sealed(data[WRAPPED_BYTES:], key, _NAME))
            return {name: str(kept[name]) for name in ("root_key", "root", "leaf_key", "leaf")}
        except (ValueError, KeyError, TypeError):
            raise VaultDamaged from None

    def _sealed(self, kept: dict[str, str]) -> bytes:
        key = secrets.token_bytes(KEY_BYTES)
        return self._keys.wrap(key, _NAME) + seal(json.dumps(kept).encode(), key, _NAME)


def _identity(kept: dict[str, str]) -> SigningIdentity:
    return SigningIdentity(key=_private(kept["leaf_key"]), leaf=kept["leaf"].encode(), root=kept["root"].encode())


def _private(pem: str) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(pem.encode(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise VaultDamaged
    return key


def _pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()


def _issued(certificate: str) -> datetime:
    return x509.load_pem_x509_certificate(certificate.encode()).not_valid_before_utc + _SLACK


def _fresh_root(now: datetime) -> dict[str, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"Walkon home {secrets.token_hex(4)}")
    root = _certificate(name, key.public_key(), name, key, now, ROOT_LASTS, authority=True)
    return {"root_key": _pem(key), "root": root.public_bytes(_PEM).decode()}


def _with_fresh_leaf(kept: dict[str, str], now: datetime) -> dict[str, str]:
    root = x509.load_pem_x509_certificate(kept["root"].encode())
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name("Walkon film signer")
    leaf = _certificate(
        name, key.public_key(), root.subject, _private(kept["root_key"]), now, LEAF_LASTS, authority=False
    )
    return kept | {"leaf_key": _pem(key), "leaf": leaf.public_bytes(_PEM).decode()}


def _name(common: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Walkon"), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


def _certificate(
    subject: x509.Name,
    key: ec.EllipticCurvePublicKey,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    now: datetime,
    lasts: timedelta,
    *,
    authority: bool,
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        decipher_only=False,
        **dict.fromkeys(_USES, False),
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SLACK)
        .not_valid_after(now + lasts)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=0 if authority else None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if not authority:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())
