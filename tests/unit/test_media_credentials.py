"""A film says what it is; whatever is changed afterwards shows."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import av
import c2pa
import numpy as np
import pytest

from tests.clips import clip, grey, quadrants
from tests.world import NOON, VirtualClock
from walkon.domain.cameo import Cameo, Standing
from walkon.domain.consent import Basis, Proof
from walkon.domain.ids import CameoId, Handle, ProductionId
from walkon.domain.production import Descent
from walkon.domain.provenance import (
    CheckStatus,
    Claims,
    ConsentRecord,
    Ingredient,
    consent_record,
    production_mark,
)
from walkon.media import credentials, errors
from walkon.media.credentials import CheckReport, check_film, sign_film
from walkon.media.encode import FilmEncoder
from walkon.media.mp4 import boxes
from walkon.vault.cameos import LocalVault
from walkon.vault.keys import KeyFile
from walkon.vault.signing import SigningIdentity, SigningRoom

PERSON = Cameo(
    id=CameoId("5eed" * 8),
    handle=Handle("somebody_unmistakable"),
    standing=Standing.UNVERIFIED,
    created=NOON,
    has_voice=True,
    voice_similarity=None,
)


def identity(home: Path) -> SigningIdentity:
    vault = LocalVault(home, KeyFile(home / "keys" / "master.key"))
    return SigningRoom(home, vault.keys, VirtualClock().now).identity()


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> SigningIdentity:
    return identity(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def claims() -> Claims:
    proof = Proof(cameo=PERSON.id, basis=Basis.OWN, standing=PERSON.standing, grant=None, marked=True)
    return Claims(
        engine="walkon-stage",
        engine_version="1.2.3",
        consents=(consent_record(proof),),
        unverified=True,
        synthetic_voice=True,
    )


@pytest.fixture(scope="module")
def film() -> bytes:
    noise = np.random.default_rng(0)
    with FilmEncoder(160, 96) as encoder:
        for _ in range(24):
            encoder.write(noise.integers(0, 256, (96, 160, 3), dtype=np.uint8))
        return encoder.finish(None)


@pytest.fixture(scope="module")
def signed(film: bytes, claims: Claims, signer: SigningIdentity) -> bytes:
    return sign_film(film, claims, signer)


class TestValid:
    def test_what_was_claimed_is_read(self, signed: bytes, claims: Claims, signer: SigningIdentity) -> None:
        report = check_film(signed, signer.root)
        assert report == CheckReport(
            status=CheckStatus.VALID,
            trusted=True,
            signer="Walkon",
            engine="walkon-stage",
            engine_version="1.2.3",
            generated=True,
            source_type="compositeSynthetic",
            unverified=True,
            synthetic_voice=True,
            consents=claims.consents,
            actions=("c2pa.created", "org.walkon.people_placed", "org.walkon.voice_synthesised"),
        )

    def test_from_a_file(self, signed: bytes, signer: SigningIdentity, tmp_path: Path) -> None:
        (tmp_path / "film.mp4").write_bytes(signed)
        assert check_film(tmp_path / "film.mp4", signer.root) == check_film(signed, signer.root)

    def test_a_verified_film_without_words(self, film: bytes, claims: Claims, signer: SigningIdentity) -> None:
        report = check_film(sign_film(film, replace(claims, unverified=False, synthetic_voice=False), signer))
        assert (report.unverified, report.synthetic_voice, report.generated) == (False, False, True)

    def test_strangers_find_it_unchanged_but_do_not_trust_it(self, signed: bytes, tmp_path: Path) -> None:
        for root in (None, identity(tmp_path).root):
            report = check_film(signed, root)
            assert (report.status, report.trusted, report.reasons) == (CheckStatus.VALID, False, ())

    def test_it_still_plays(self, signed: bytes, film: bytes) -> None:
        def pictures(data: bytes) -> list[np.ndarray]:
            with av.open(io.BytesIO(data), "r") as box:
                return [frame.to_ndarray() for frame in box.decode(video=0)]

        assert all(np.array_equal(a, b) for a, b in zip(pictures(signed), pictures(film), strict=True))

    def test_it_names_nobody(self, signed: bytes) -> None:
        for secret in (PERSON.handle.name, PERSON.id, "mina", str(Path.home())):
            assert secret.encode() not in signed

    def test_who_knows_the_cameo_recognises_the_consent(self, signed: bytes, claims: Claims) -> None:
        assert claims.consents[0].cameo.encode() in signed
        assert len(claims.consents[0].cameo) == 64


class TestTampered:
    def flipped(self, signed: bytes, at: int) -> CheckReport:
        data = bytearray(signed)
        data[at] ^= 1
        return check_film(bytes(data))

    @pytest.mark.parametrize("share", [0.02, 0.5, 0.98])
    def test_one_bit_of_picture_or_sound(self, signed: bytes, share: float) -> None:
        media = next(box for box in boxes(signed, 0, len(signed)) if box.kind == b"mdat")
        report = self.flipped(signed, media.body + round(share * (media.end - media.body)))
        assert report.status is CheckStatus.TAMPERED
        assert report.reasons

    def test_the_index(self, signed: bytes) -> None:
        index = next(box for box in boxes(signed, 0, len(signed)) if box.kind == b"moov")
        assert self.flipped(signed, (index.body + index.end) // 2).status is CheckStatus.TAMPERED

    def test_another_consent(self, signed: bytes, claims: Claims) -> None:
        assert claims.consents[0].cameo.encode() in signed
        other = signed.replace(claims.consents[0].cameo.encode(), b"0" * 64)
        assert check_film(other).status is CheckStatus.TAMPERED

    def test_an_unverified_film_made_verified(self, signed: bytes) -> None:
        assert b"unverified\xf5" in signed  # CBOR for true
        assert check_film(signed.replace(b"unverified\xf5", b"unverified\xf4")).status is CheckStatus.TAMPERED

    def test_the_signature(self, signed: bytes, signer: SigningIdentity) -> None:
        at = signed.index(b"Walkon film signer")
        assert self.flipped(signed, at).status is CheckStatus.TAMPERED

    @pytest.mark.parametrize("keep", [0.5, 0.9])
    def test_cut(self, signed: bytes, keep: float) -> None:
        assert check_film(signed[: round(len(signed) * keep)]).status is CheckStatus.TAMPERED

    def test_something_added(self, signed: bytes) -> None:
        added = b"\x00\x00\x00\x10moof\x00\x00\x00\x00\x00\x00\x00\x00"
        assert check_film(signed + added).status is CheckStatus.TAMPERED

    def test_credentials_of_another_film(self, signed: bytes, claims: Claims, signer: SigningIdentity) -> None:
        with FilmEncoder(160, 96) as encoder:
            for _ in range(24):
                encoder.write(quadrants((160, 96)))
            other = sign_film(encoder.finish(None), claims, signer)
        theirs = next(box for box in boxes(signed, 0, len(signed)) if box.kind == b"uuid")
        ours = next(box for box in boxes(other, 0, len(other)) if box.kind == b"uuid")
        moved = other[: ours.start] + signed[theirs.start : theirs.end] + other[ours.end :]
        assert check_film(moved).status is CheckStatus.TAMPERED


class TestStripped:
    def test_a_film_that_was_never_signed(self, film: bytes) -> None:
        report = check_film(film)
        assert report == CheckReport(status=CheckStatus.STRIPPED, trusted=False)

    def test_credentials_cut_out(self, signed: bytes) -> None:
        box = next(box for box in boxes(signed, 0, len(signed)) if box.kind == b"uuid")
        assert check_film(signed[: box.start] + signed[box.end :]).status is CheckStatus.STRIPPED

    @pytest.mark.parametrize(("format", "codec"), [("webm", "libvpx"), ("avi", "libx264"), ("mov", "libx264")])
    def test_other_films(self, format: str, codec: str) -> None:
        assert check_film(clip([grey(90)] * 12, 10, format=format, codec=codec)).status is CheckStatus.STRIPPED

    def test_a_broken_film_that_was_never_signed(self, film: bytes) -> None:
        assert check_film(film[: len(film) // 2]).status is CheckStatus.STRIPPED


class TestRefused:
    def test_what_is_no_film(self, tmp_path: Path) -> None:
        (tmp_path / "film.mp4").write_text("Dear diary")
        (tmp_path / "empty.mp4").touch()
        for name, error in (
            ("film.mp4", errors.NotAVideo),
            ("empty.mp4", errors.ClipEmpty),
            ("none.mp4", errors.ClipMissing),
            (".", errors.ClipUnreadable),
        ):
            with pytest.raises(error):
                check_film(tmp_path / name)

    def test_what_cannot_be_signed(self, claims: Claims, signer: SigningIdentity) -> None:
        with pytest.raises(errors.SigningFailed):
            sign_film(b"no film", claims, signer)

    def test_a_signer_that_fails(self, film: bytes, claims: Claims, signer: SigningIdentity) -> None:
        class Broken:
            chain, root = signer.chain, signer.root

            def sign(self, data: bytes) -> bytes:
                return data[:64]

        with pytest.raises(errors.SigningFailed):
            sign_film(film, claims, Broken())

    def test_strange_claims_of_others_are_left_out(self) -> None:
        odd = [{"cameo": 7, "basis": "verified"}, {"cameo": "a" * 99, "basis": "verified"}, "x", {"basis": "king"}]
        assert credentials._consents(odd) == (ConsentRecord(cameo="a" * 64, basis=Standing.VERIFIED),)
        assert credentials._consents("x") == ()


@pytest.mark.parametrize("descent", Descent)
def test_a_film_made_from_others_carries_them(
    film: bytes, claims: Claims, signed: bytes, signer: SigningIdentity, descent: Descent
) -> None:
    mark = production_mark(ProductionId("a" * 32))
    from_it = Ingredient(production=mark, descent=descent, sha256=sha256(signed).hexdigest(), film=signed)
    made = sign_film(film, replace(claims, ingredients=(from_it, replace(from_it, production="b" * 64))), signer)
    report = check_film(made, signer.root)
    assert (report.status, report.reasons, report.trusted) == (CheckStatus.VALID, (), True)
    assert [(i.production, i.descent, i.sha256) for i in report.ingredients] == [
        (mark, descent, from_it.sha256),
        ("b" * 64, descent, from_it.sha256),
    ]
    assert all(i.film == b"" for i in report.ingredients)
    store = credentials_of(made)
    inside = store["manifests"][store["active_manifest"]]["ingredients"]
    assert {i["relationship"] for i in inside} == {"inputTo" if descent is Descent.REMIX else "componentOf"}
    assert all(i["active_manifest"] in store["manifests"] for i in inside)


def credentials_of(film: bytes) -> dict[str, Any]:
    with c2pa.Reader("video/mp4", io.BytesIO(film)) as reader:
        found: dict[str, Any] = json.loads(reader.json())
    return found
