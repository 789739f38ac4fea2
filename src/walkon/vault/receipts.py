"""Receipts: statements of a server that anybody can check without it.

A receipt is a JWS in compact form (RFC 7515), signed with ES256 by the signing leaf of the home; `x5c` holds the leaf and the root
that issued it. `VALID` means: signed, and unchanged since. Whether the signer is one to trust is a separate answer: the root
has to be the one that was given.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from walkon.domain.provenance import CheckStatus
from walkon.vault.signing import SigningIdentity

MEDIA_TYPE = "walkon-receipt+jws"
LARGEST = 64 * 1024  # bytes
SIGNED_AT = "signed_at"
_HEAD = b"eyJ"  # how every JSON object begins in base64url


class _Rules(jws.JWSRegistry):
    """Headers as large as two certificates."""

    max_header_length = 8 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptReport:
    """What a receipt says. All but `status` and `trusted` is what the signer claimed."""

    status: CheckStatus
    trusted: bool  # signed under the root that was given
    signer: str | None = None  # SHA-256 of the root certificate, hexadecimal: what two people compare
    statement: Mapping[str, Any] = field(default_factory=dict)


TAMPERED = ReceiptReport(status=CheckStatus.TAMPERED, trusted=False)


@dataclass(frozen=True, slots=True)
class ReceiptSigner:
    """`ports.erasing.SignReceipt` by the home's signing identity."""

    identity: Callable[[], SigningIdentity]
    now: Callable[[], datetime]
    media_type: str = MEDIA_TYPE  # of what is signed: none stands for another

    def __call__(self, statement: Mapping[str, Any]) -> str:
        """Raises what `SigningRoom.identity` raises."""
        identity = self.identity()
        chain = [x509.load_pem_x509_certificate(pem) for pem in (identity.leaf, identity.root)]
        header = {
            "alg": "ES256",
            "typ": self.media_type,
            "x5c": [base64.b64encode(one.public_bytes(Encoding.DER)).decode() for one in chain],
        }
        said = {**statement, SIGNED_AT: self.now().isoformat(timespec="seconds")}
        payload = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        return jws.serialize_compact(
            header, payload, ECKey.import_key(identity.key), registry=_Rules(algorithms=["ES256"])
        )


def is_receipt(path: Path) -> bool:
    """Whether a file looks like a receipt rather than a film; a file that cannot be read is none."""
    try:
        with path.open("rb") as file:
            return file.read(len(_HEAD)) == _HEAD
    except OSError:
        return False


def read_receipt(path: Path, trust_root: bytes | None) -> ReceiptReport:
    """What a file says that looks like a receipt; a file that is too large or gone is `TAMPERED`."""
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST + 1)
    except OSError:
        return TAMPERED
    return check_receipt(text, trust_root) if len(text) <= LARGEST else TAMPERED


def check_receipt(text: bytes, trust_root: bytes | None, media_type: str = MEDIA_TYPE) -> ReceiptReport:
    """What a receipt says and whether it fits. `trust_root` is a PEM certificate to trust. Raises nothing."""
    try:
        compact = text.strip()
        leaf, root = _chain(jws.extract_compact(compact, registry=_Rules(algorithms=["ES256"])).headers(), media_type)
        key = leaf.public_key()
        if not isinstance(key, ec.EllipticCurvePublicKey):
            return TAMPERED
        found = jws.deserialize_compact(compact, ECKey.import_key(key), registry=_Rules(algorithms=["ES256"]))
        statement = json.loads(found.payload or b"")
        if not isinstance(statement, dict):
            return TAMPERED
        signed_at = datetime.fromisoformat(statement[SIGNED_AT])
        if not all(one.not_valid_before_utc <= signed_at <= one.not_valid_after_utc for one in (leaf, root)):
            return TAMPERED
        trusted = trust_root is not None and root == x509.load_pem_x509_certificate(trust_root)
    except (JoseError, InvalidSignature, binascii.Error, ValueError, TypeError, KeyError, AttributeError):
        return TAMPERED
    signer = root.fingerprint(hashes.SHA256()).hex()
    return ReceiptReport(status=CheckStatus.VALID, trusted=trusted, signer=signer, statement=statement)


def _chain(header: Mapping[str, Any], media_type: str) -> tuple[x509.Certificate, x509.Certificate]:
    """Leaf and root, the one issued by the other. What does not fit is a `ValueError` or an `InvalidSignature`."""
    if header.get("typ") != media_type or {"crit", "b64"} & set(header):
        raise ValueError("no receipt")
    leaf, root = (x509.load_der_x509_certificate(base64.b64decode(one, validate=True)) for one in header["x5c"])
    for one, authority in ((leaf, False), (root, True)):
        one.verify_directly_issued_by(root)
        if one.extensions.get_extension_for_class(x509.BasicConstraints).value.ca is not authority:
            raise ValueError("not the certificates of a home")
    if not leaf.extensions.get_extension_for_class(x509.KeyUsage).value.digital_signature:
        raise ValueError("a leaf that may not sign")
    return leaf, root
