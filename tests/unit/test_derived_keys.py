"""Sealed answers and signed links: what opens them, and what does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.world import NOON
from walkon.domain.ids import ProductionId, ShareId
from walkon.domain.links import Carrier, Link, LinkOver, require, until
from walkon.vault.derived import AnswerSeal, SignedLinks, SignedShares, derived
from walkon.vault.errors import VaultDamaged
from walkon.vault.keys import KeyFile, Keys

LINK = Link(
    production=ProductionId("a" * 32), what="film", place=0, carrier=Carrier.SESSION, caller="b" * 32, until=until(NOON)
)


def keys(folder: Path, name: str = "one") -> Keys:
    return Keys(KeyFile(folder / name / "keys" / "master.key"), lambda: False)


def test_keys_for_different_things_differ(tmp_path: Path) -> None:
    ring = keys(tmp_path)
    found = {derived(ring, "a"), derived(ring, "b"), derived(ring, "a", b"c"), derived(keys(tmp_path, "two"), "a")}
    assert len(found) == 4
    assert derived(ring, "a") == derived(keys(tmp_path), "a") != ring.master()


def test_an_answer_opens_with_both_keys_in_its_own_place(tmp_path: Path) -> None:
    seal, other = AnswerSeal(keys(tmp_path)), AnswerSeal(keys(tmp_path, "two"))
    digest = seal.digest(b"key", b"mina", b"secret key")
    sealed = seal.seal("secret key", digest, b"an answer")
    assert seal.open("secret key", digest, sealed) == b"an answer"
    assert b"an answer" not in sealed and seal.seal("secret key", digest, b"an answer") != sealed
    for opener, key, place, text in (
        (other, "secret key", digest, sealed),
        (seal, "secret kez", digest, sealed),
        (seal, "secret key", digest[::-1], sealed),
        (seal, "secret key", digest, sealed[:-1]),
        (seal, "secret key", digest, b""),
    ):
        with pytest.raises(VaultDamaged):
            opener.open(key, place, text)
    assert seal.digest(b"ab", b"c") != seal.digest(b"a", b"bc")
    assert seal.digest(b"ab") != other.digest(b"ab")


def test_links_are_read_where_they_were_written(tmp_path: Path) -> None:
    links = SignedLinks(keys(tmp_path))
    text = links.write(LINK)
    assert links.read(text) == LINK
    assert SignedLinks(keys(tmp_path, "two")).read(text) is None
    assert links.write(replace(LINK, place=1)) != text
    body, _, signature = text.rpartition(".")
    other = links.write(replace(LINK, caller="c" * 32)).rpartition(".")[0]
    assert links.read(f"{other}.{signature}") is None
    for n in range(0, len(body), 7):
        assert links.read(f"{body[:n]}{'A' if body[n] != 'A' else 'B'}{body[n + 1 :]}.{signature}") is None


@given(text=st.text(max_size=60))
def test_garbage_is_no_link(text: str) -> None:
    assert SignedLinks(Keys(_Ring(), lambda: True)).read(text) is None


class _Ring:
    place = "memory"

    def load(self) -> bytes:
        return bytes(32)

    def create(self) -> bytes:
        raise AssertionError


def test_a_link_ends() -> None:
    assert require(LINK, NOON) == LINK
    for link, now in ((None, NOON), (LINK, LINK.until)):
        with pytest.raises(LinkOver):
            require(link, now)


def test_the_address_of_a_shared_film_is_made_here_only(tmp_path: Path) -> None:
    share = ShareId("0123456789abcdef" * 2)
    here, elsewhere = SignedShares(keys(tmp_path)), SignedShares(keys(tmp_path, "two"))
    text = here.write(share)
    assert (here.read(text), text) == (share, here.write(share)) and len(text) == 43
    assert elsewhere.read(text) is None
    for place in range(42):  # the last sign holds two bits that mean nothing
        other = "A" if text[place] != "A" else "B"
        assert here.read(text[:place] + other + text[place + 1 :]) is None


@given(st.text())
def test_garbage_is_no_shared_film(text: str) -> None:
    assert SignedShares(Keys(_Ring(), lambda: True)).read(text) is None
