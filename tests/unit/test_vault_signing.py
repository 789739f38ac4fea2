"""The identity that signs films."""

from __future__ import annotations

import os
import stat
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.world import VirtualClock
from walkon.vault.cameos import LocalVault
from walkon.vault.errors import KeyMissing, KeyWrong, VaultDamaged
from walkon.vault.keys import KeyFile
from walkon.vault.signing import LEAF_LASTS, LEAF_RENEWED_AFTER, SigningRoom


@pytest.fixture
def clock() -> VirtualClock:
    return VirtualClock()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def room(home: Path, clock: VirtualClock) -> SigningRoom:
    vault = LocalVault(home, KeyFile(home / "keys" / "master.key"))
    return SigningRoom(home, vault.keys, clock.now)


class TestIdentity:
    def test_it_is_made_once(self, home: Path, clock: VirtualClock) -> None:
        assert room(home, clock).root() is None
        first, second = room(home, clock).identity(), room(home, clock).identity()
        assert first.chain == second.chain
        assert room(home, clock).root() == first.root == (home / "signing" / "root.pem").read_bytes()

    def test_its_leaf_signs_and_nothing_else(self, home: Path, clock: VirtualClock) -> None:
        identity = room(home, clock).identity()
        leaf, root = (x509.load_pem_x509_certificate(pem) for pem in (identity.leaf, identity.root))
        leaf.verify_directly_issued_by(root)
        root.verify_directly_issued_by(root)
        usage = leaf.extensions.get_extension_for_class(x509.KeyUsage)
        assert usage.critical and usage.value.digital_signature and not usage.value.key_cert_sign
        extended = leaf.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        assert list(extended) == [ExtendedKeyUsageOID.EMAIL_PROTECTION]
        assert not leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        named = leaf.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value.key_identifier
        assert named == root.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
        assert leaf.not_valid_before_utc < clock.now() < leaf.not_valid_after_utc

    def test_signatures_fit_the_leaf(self, home: Path, clock: VirtualClock) -> None:
        identity = room(home, clock).identity()
        signature = identity.sign(b"film")
        assert len(signature) == 64
        both = encode_dss_signature(int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
        key = x509.load_pem_x509_certificate(identity.leaf).public_key()
        assert isinstance(key, ec.EllipticCurvePublicKey)
        key.verify(both, b"film", ec.ECDSA(hashes.SHA256()))

    def test_the_leaf_is_renewed_every_year_under_the_same_root(self, home: Path, clock: VirtualClock) -> None:
        first = room(home, clock).identity()
        clock.advance(days=LEAF_RENEWED_AFTER.days - 1)
        assert room(home, clock).identity().leaf == first.leaf
        clock.advance(days=2)
        later = room(home, clock).identity()
        assert later.leaf != first.leaf and later.root == first.root
        assert x509.load_pem_x509_certificate(later.leaf).not_valid_after_utc == clock.now() + LEAF_LASTS
        assert timedelta(days=5 * 365) < LEAF_LASTS - LEAF_RENEWED_AFTER

    def test_two_homes_have_different_roots_and_name_nobody(self, tmp_path: Path, clock: VirtualClock) -> None:
        first, second = (room(tmp_path / name, clock).identity() for name in ("a", "b"))
        assert first.root != second.root
        name = x509.load_pem_x509_certificate(first.root).subject.rfc4514_string()
        assert os.environ.get("USER", "nobody") not in name


class TestSealed:
    def test_private_keys_are_sealed(self, home: Path, clock: VirtualClock) -> None:
        room(home, clock).identity()
        for path in home.rglob("*"):
            if path.is_file():
                assert b"PRIVATE KEY" not in path.read_bytes()
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0

    def test_a_wrong_master_key_is_said_and_trusts_nothing(self, home: Path, clock: VirtualClock) -> None:
        room(home, clock).identity()
        (home / "keys" / "master.key").write_bytes(os.urandom(32))
        with pytest.raises(KeyWrong):
            room(home, clock).identity()
        assert room(home, clock).root() is None

    def test_a_missing_master_key_is_not_replaced(self, home: Path, clock: VirtualClock) -> None:
        room(home, clock).identity()
        (home / "keys" / "master.key").unlink()
        with pytest.raises(KeyMissing):
            room(home, clock).identity()
        assert not (home / "keys" / "master.key").exists()

    @pytest.mark.parametrize("at", [70, 400, -1])
    def test_damage_is_said(self, home: Path, clock: VirtualClock, at: int) -> None:
        room(home, clock).identity()
        data = bytearray((home / "signing" / "identity").read_bytes())
        data[at] ^= 1
        (home / "signing" / "identity").write_bytes(data)
        with pytest.raises(VaultDamaged):
            room(home, clock).identity()
        assert room(home, clock).root() is None

    def test_an_exchanged_public_root_convinces_nobody(self, tmp_path: Path, clock: VirtualClock) -> None:
        ours, theirs = (room(tmp_path / name, clock) for name in ("ours", "theirs"))
        ours.identity()
        ours.root_path.write_bytes(theirs.identity().root)
        assert ours.root() != theirs.root()

    def test_nobody_sees_the_key_by_printing(self, home: Path, clock: VirtualClock) -> None:
        assert "PrivateKey" not in repr(room(home, clock).identity())
