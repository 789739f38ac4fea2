"""Laws of withdrawals and of their receipts."""

from __future__ import annotations

import base64
import json
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.other_server import base64url
from tests.world import NOON
from walkon.domain.ids import AccountId, CameoId, WithdrawalId
from walkon.domain.production import State
from walkon.domain.provenance import CheckStatus
from walkon.domain.withdrawal import (
    KEY_WITHIN,
    NotYet,
    Remaining,
    Step,
    Taken,
    Withdrawal,
    onward,
    remnants,
    signed,
    statement,
)
from walkon.vault.keys import KeyFile, Keys
from walkon.vault.receipts import (
    LARGEST,
    ReceiptReport,
    ReceiptSigner,
    check_receipt,
    is_receipt,
    read_receipt,
)
from walkon.vault.signing import SigningIdentity, SigningRoom

MANY = settings(max_examples=150, deadline=None)
FEW = settings(max_examples=60, deadline=None)
COUNTS = st.integers(0, 10**6)
TAKEN = st.builds(
    Taken,
    grants=COUNTS,
    requests=COUNTS,
    productions=st.dictionaries(st.sampled_from(State), COUNTS),
    stills=COUNTS,
    films=COUNTS,
    recordings=COUNTS,
)


def asked(taken: Taken, unfinished: list[datetime] | None = None) -> Withdrawal:
    """At noon."""
    return Withdrawal(
        id=WithdrawalId("w" * 32),
        account=AccountId("secret-account"),
        cameo=CameoId("c" * 32),
        step=Step.STOPPED,
        began_at=NOON,
        taken=taken,
        objects=("films/secret-object",),
        remnants=remnants(unfinished or []),
    )


def proven(taken: Taken, unfinished: list[datetime] | None = None) -> Withdrawal:
    found = asked(taken, unfinished)
    for seconds, step in enumerate([Step.KEY_DESTROYED, Step.ERASED, Step.PROVEN]):
        found = onward(found, step, NOON + timedelta(seconds=seconds))
    return found


class TestSteps:
    @MANY
    @given(TAKEN, st.lists(st.sampled_from(Step), max_size=8))
    def test_one_after_the_other_and_no_receipt_before_the_last(self, taken: Taken, wanted: list[Step]) -> None:
        order = list(Step)
        found = asked(taken)
        for step in wanted:
            if order.index(step) == order.index(found.step) + 1:
                found = onward(found, step, NOON)
            else:
                with pytest.raises(NotYet):
                    onward(found, step, NOON)
        if found.step is Step.PROVEN:
            assert signed(found, "receipt").receipt == "receipt"
            return
        for early in (lambda: signed(found, "receipt"), lambda: statement(found, "https://a.example")):
            with pytest.raises(NotYet):
                early()

    @MANY
    @given(TAKEN, st.lists(st.integers(1, 10_000).map(lambda s: NOON + timedelta(seconds=s)), max_size=3))
    def test_what_is_said(self, taken: Taken, unfinished: list[datetime]) -> None:
        said = statement(proven(taken, unfinished), "https://a.example")
        assert said["ended"]["productions"] == {state.value: n for state, n in taken.productions.items()}
        assert said["ended"]["releases"] == taken.productions.get(State.RELEASED, 0)
        assert (said["erased"]["films"], said["ended"]["grants"]) == (taken.films, taken.grants)
        remains = {row["what"]: row["until"] for row in said["remains"]}
        assert set(remains) == set(Remaining) - (set() if unfinished else {Remaining.UNFINISHED_WORK})
        if unfinished:
            assert remains["unfinished_work"] == max(unfinished).isoformat(timespec="seconds")
        text = json.dumps(said)
        assert not any(secret in text for secret in ("secret-account", "secret-object", "c" * 32))

    def test_a_minute(self) -> None:
        assert timedelta(seconds=60) == KEY_WITHIN


class Homes:
    """Two servers, each with an identity of its own; made once, since keys take time."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.identities = [self._made(Path(self._folder.name) / str(number)) for number in range(2)]
        self._folder.cleanup()
        self.ours, self.theirs = self.identities
        self.text: str = self.signs(self.ours, statement(proven(SOME), "https://a.example"))

    def _made(self, folder: Path) -> SigningIdentity:
        return SigningRoom(folder, Keys(KeyFile(folder / "key"), lambda: False), lambda: NOON).identity()

    def signs(self, identity: SigningIdentity, said: dict[str, Any], now: datetime = NOON) -> str:
        return ReceiptSigner(lambda: identity, lambda: now)(said)


SOME = Taken(grants=1, requests=2, productions={State.RELEASED: 3}, stills=4, films=5, recordings=6)
HOMES = Homes()
HEAD, PAYLOAD, SIGNATURE = HOMES.text.split(".")


def checked(text: str | bytes, root: bytes | None = HOMES.ours.root) -> ReceiptReport:
    return check_receipt(text if isinstance(text, bytes) else text.encode(), root)


class TestReceipts:
    def test_one_s_own_and_another_s(self) -> None:
        found = checked(HOMES.text)
        assert (found.status, found.trusted) == (CheckStatus.VALID, True)
        assert found.statement["erased"] == {"stills": 4, "films": 5, "recordings": 6}
        assert not checked(HOMES.text, None).trusted
        assert not checked(HOMES.text, HOMES.theirs.root).trusted
        assert checked(HOMES.text + "\r\n").trusted
        theirs = checked(HOMES.signs(HOMES.theirs, {"type": "walkon withdrawal"}))
        assert (theirs.status, theirs.trusted) == (CheckStatus.VALID, False)
        assert theirs.signer != found.signer

    @MANY
    @given(st.data())
    def test_one_character_that_is_another(self, data: st.DataObject) -> None:
        """It is tampered; or base64 means the same by both, and so does the receipt."""
        place = data.draw(st.integers(0, len(HOMES.text) - 1))
        other = data.draw(st.sampled_from(".=ABCabc019-_ \n") | st.characters(max_codepoint=255))
        changed = HOMES.text[:place] + other + HOMES.text[place + 1 :]
        found = checked(changed)
        same = found.status is CheckStatus.TAMPERED or found == checked(HOMES.text)
        assert same

    @FEW
    @given(
        st.dictionaries(st.sampled_from(["signed_at", "type", "erased", "version"]), st.text(max_size=20), min_size=1)
    )
    def test_another_statement_under_the_same_signature(self, other: dict[str, str]) -> None:
        said = json.loads(base64.urlsafe_b64decode(PAYLOAD + "==")) | other
        assert checked(f"{HEAD}.{base64url(json.dumps(said).encode())}.{SIGNATURE}").status is CheckStatus.TAMPERED

    @FEW
    @given(st.binary(max_size=300) | st.lists(st.binary(max_size=60), min_size=3, max_size=3).map(
        lambda parts: ".".join(map(base64url, parts)).encode()
    ))  # fmt: skip
    def test_anything_else_is_none(self, data: bytes) -> None:
        assert checked(data) == ReceiptReport(status=CheckStatus.TAMPERED, trusted=False)

    def test_certificates_that_do_not_belong_together(self) -> None:
        """A forger signs with keys of their own and shows our certificates, or theirs under ours."""

        def forged(signer: SigningIdentity, leaf: bytes, root: bytes) -> str:
            return HOMES.signs(SigningIdentity(key=signer.key, leaf=leaf, root=root), {"type": "x"})

        ours, theirs = HOMES.ours, HOMES.theirs
        for leaf, root in ((ours.leaf, ours.root), (theirs.leaf, ours.root), (ours.root, ours.root)):
            assert checked(forged(theirs, leaf, root)).status is CheckStatus.TAMPERED
        assert checked(forged(ours, ours.root, ours.root)).status is CheckStatus.TAMPERED
        assert not checked(forged(theirs, theirs.leaf, theirs.root)).trusted

    @pytest.mark.parametrize("days", [-400, 11 * 365])
    def test_not_while_its_certificate_was(self, days: int) -> None:
        late = HOMES.signs(HOMES.ours, {"type": "x"}, NOON + timedelta(days=days))
        assert checked(late).status is CheckStatus.TAMPERED

    def test_files(self, tmp_path: Path) -> None:
        file = tmp_path / "receipt.jws"
        assert not is_receipt(file)
        assert read_receipt(file, None).status is CheckStatus.TAMPERED
        file.write_text(HOMES.text)
        assert is_receipt(file) and read_receipt(file, HOMES.ours.root).trusted
        file.write_text(HOMES.text + " " * LARGEST)
        assert read_receipt(file, HOMES.ours.root).status is CheckStatus.TAMPERED
        file.write_bytes(b"\x00\x00\x00\x18ftypmp42")
        assert not is_receipt(file)

    def test_a_moment_is_told_with_every_receipt(self) -> None:
        assert checked(HOMES.text).statement["signed_at"] == NOON.isoformat(timespec="seconds")
