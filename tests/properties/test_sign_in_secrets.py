"""Laws of codes, tokens and invites: nothing but the secret itself opens, and none is kept or shown."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.signed_in import (
    ALL,
    CODE_CHANCE,
    DAY,
    HERE,
    JUN,
    MINA,
    MOMENT,
    TOKEN_CHANCE,
    TYPED,
    began,
    bytes_of,
    draw,
    session,
    token,
)
from tests.world import NOON
from walkon.domain import invites
from walkon.domain.api_tokens import PREFIX, make_token
from walkon.domain.ceremonies import CeremonyKind
from walkon.domain.hashed_secret import Secret, hashed, matches
from walkon.domain.ids import InviteId, SessionId, TokenId
from walkon.domain.invites import Invited, SignUp, Welcome, admitted, make_invite
from walkon.domain.labels import label
from walkon.domain.recovery import CODES, DRAW_BYTES, RecoveryCode, digest_of, draw_codes, is_unused, use_code
from walkon.domain.sessions import Way, open_session
from walkon.domain.sign_in_errors import (
    InviteLimits,
    InviteNeeded,
    InviteRefused,
    RecoveryCodeRefused,
)
from walkon.domain.signing_in import (
    recover,
)
from walkon.domain.typed_codes import ALPHABET, draw_code, normal_form

MANY = settings(max_examples=200, deadline=None)


class TestTypedCodes:
    """Codes that are written down."""

    @MANY
    @given(CODE_CHANCE)
    def test_every_code_reads_as_itself_however_it_is_typed(self, chance: bytes) -> None:
        code = draw_code(chance)
        assert re.fullmatch(f"[{ALPHABET}]{{5}}(-[{ALPHABET}]{{5}}){{3}}", code)
        plain = code.replace("-", "")
        wide = "".join(chr(ord(c) + 0xFEE0) for c in plain)  # as a Korean or Japanese keyboard may write it
        sloppy = code.lower().replace("0", "o").replace("1", "l")
        for typed in (code, plain, wide, sloppy, f"  {plain}\n", code.replace("-", " – "), plain.replace("1", "I")):
            assert normal_form(typed) == plain

    @MANY
    @given(CODE_CHANCE, CODE_CHANCE)
    def test_every_one_of_the_hundred_bits_counts(self, one: bytes, other: bytes) -> None:
        same_bits = int.from_bytes(one, "big") >> 4 == int.from_bytes(other, "big") >> 4
        assert (draw_code(one) == draw_code(other)) == same_bits

    @MANY
    @given(st.integers(4, 103))
    def test_one_bit_more_is_another_code(self, bit: int) -> None:
        assert draw_code((1 << bit).to_bytes(13, "big")) != draw_code(bytes(13))

    @MANY
    @given(TYPED)
    def test_what_is_read_is_a_code_or_nothing(self, typed: str) -> None:
        found = normal_form(typed)
        assert found is None or (re.fullmatch(f"[{ALPHABET}]{{20}}", found) and normal_form(found) == found)

    def test_no_endless_text_is_looked_at(self) -> None:
        assert normal_form("-" * 100 + draw_code(bytes(13))) is None

    @pytest.mark.parametrize("count", [0, 12, 14])
    def test_a_code_is_drawn_from_enough(self, count: int) -> None:
        with pytest.raises(ValueError, match="13"):
            draw_code(bytes(count))


class TestSecrets:
    """What is kept of them."""

    @MANY
    @given(TYPED, TYPED, st.sampled_from(Secret), st.sampled_from(Secret))
    def test_only_the_same_secret_for_the_same_door_matches(self, a: str, b: str, one: Secret, other: Secret) -> None:
        assert matches(hashed(one, a), other, b) == (a == b and one is other)

    def test_half_a_character_is_hashed_like_everything_else(self) -> None:
        assert not matches(hashed(Secret.SESSION, "\ud800"), Secret.SESSION, "\udc00")

    @MANY
    @given(TOKEN_CHANCE, CODE_CHANCE)
    def test_no_secret_is_kept_or_shown(self, chance: bytes, code: bytes) -> None:
        opened = open_session(id=HERE, account=MINA, device="d", way=Way.PASSKEY, chance=chance, now=NOON)
        made = make_token(
            id=TokenId("t"), account=MINA, name="n", scopes=ALL, rights=ALL, lasts=DAY, chance=chance, now=NOON
        )
        invited = make_invite(id=InviteId("i"), made_by=MINA, uses=1, lasts=DAY, chance=code, now=NOON)
        drawn = draw()
        assert base64.urlsafe_b64decode(opened.token + "=") == chance
        assert made.text == PREFIX + opened.token
        shown = repr((opened, made, invited, drawn))
        for secret in (opened.token, made.text, invited.code, normal_form(invited.code), *drawn.shown):
            assert secret is not None and secret not in shown
        ceremony = began(CeremonyKind.SIGN_IN, None, None)
        assert "challenge" not in repr(ceremony)

    def test_a_token_is_drawn_from_256_bits(self) -> None:
        with pytest.raises(ValueError, match="32"):
            open_session(id=HERE, account=MINA, device="d", way=Way.PASSKEY, chance=bytes(31), now=NOON)

    @MANY
    @given(TYPED)
    def test_a_name_is_one_harmless_line(self, text: str) -> None:
        found = label(text, "device")
        assert found and len(found) <= 60 and found.isprintable()
        assert label(found, "device") == found

    def test_a_good_name_stays(self) -> None:
        assert label("  미나의   휴대폰 ", "x") == "미나의 휴대폰"
        assert label("a\u202eb\x00c\ud800", "x") == "abc"
        assert label("\u200b", "x") == "x"


class TestRecovery:
    """Codes for the day every passkey is gone."""

    def test_ten_are_drawn_and_each_works_once(self) -> None:
        drawn = draw()
        kept = {code.digest: code for code in drawn.codes}
        assert len(kept) == CODES == len(drawn.shown)
        for code in drawn.shown:
            spent = use_code(kept.values(), code.lower(), NOON)
            assert digest_of(code) == spent.digest and kept[spent.digest] == replace(spent, used_at=None)
            kept[spent.digest] = spent
            with pytest.raises(RecoveryCodeRefused):
                use_code(kept.values(), code, NOON)
        assert not any(is_unused(code) for code in kept.values())

    @MANY
    @given(TYPED)
    def test_nothing_else_opens(self, typed: str) -> None:
        drawn = draw()
        assert normal_form(typed) not in {normal_form(code) for code in drawn.shown}
        with pytest.raises(RecoveryCodeRefused):
            use_code(drawn.codes, typed, NOON)

    @MANY
    @given(st.integers(0, CODES - 1), st.integers(0, 22), st.sampled_from(ALPHABET))
    def test_a_code_with_one_letter_wrong_does_not_open(self, which: int, at: int, letter: str) -> None:
        drawn = draw()
        code = drawn.shown[which]
        wrong = code[:at] + letter + code[at + 1 :]
        if wrong != code:
            with pytest.raises(RecoveryCodeRefused):
                use_code(drawn.codes, wrong, NOON)
        with pytest.raises(RecoveryCodeRefused):
            use_code(drawn.codes, code[:at] + letter + code[at:], NOON)

    def test_what_is_no_code_opens_nothing_even_if_its_hash_is_kept(self) -> None:
        nothing = RecoveryCode(account=MINA, digest=hashed(Secret.RECOVERY_CODE, ""), drawn_at=NOON)
        with pytest.raises(RecoveryCodeRefused):
            use_code([nothing], "", NOON)

    def test_new_ones_end_the_old_ones(self) -> None:
        old = draw(seed=1)
        spent = use_code(old.codes, old.shown[0], NOON)
        new = draw(seed=2, kept=(spent, *old.codes[1:]))
        assert {code.digest for code in new.ended} == {code.digest for code in old.codes[1:]}
        everything = (spent, *new.ended, *new.codes)
        for code in old.shown:
            with pytest.raises(RecoveryCodeRefused):
                use_code(everything, code, NOON)
        assert all(use_code(everything, code, NOON).used_at == NOON for code in new.shown)

    def test_drawing_ends_nobody_elses(self) -> None:
        assert draw(MINA, 2, draw(JUN).codes).ended == ()

    @pytest.mark.parametrize("chance", [b"", bytes(DRAW_BYTES), bytes_of(1, 13) * 10, bytes_of(1, DRAW_BYTES - 1)])
    def test_bytes_that_are_not_random_are_refused(self, chance: bytes) -> None:
        with pytest.raises(ValueError):
            draw_codes(MINA, (), chance, NOON)

    def test_coming_in_by_a_code_ends_everything_else(self) -> None:
        drawn, gone = draw(), NOON - DAY
        before = (session(id=SessionId("1")), session(id=SessionId("2")), session(id=SessionId("3"), revoked_at=gone))
        found = recover(
            typed=drawn.shown[3],
            codes=drawn.codes,
            session=HERE,
            device="laptop",
            before=before,
            tokens=(token(),),
            chance=bytes(32),
            now=NOON,
        )
        assert found.code.used_at == NOON and found.opened.session.account == MINA
        assert [(s.id, s.revoked_at) for s in found.sessions] == [("1", NOON), ("2", NOON)]
        assert [t.revoked_at for t in found.tokens] == [NOON]
        assert found.opened.session.way is Way.RECOVERY_CODE and found.opened.session.confirmed_at is None


class TestInvites:
    """Who may sign up."""

    made = make_invite(id=InviteId("i"), made_by=MINA, uses=2, lasts=DAY, chance=bytes(13), now=NOON)

    def test_an_open_server_asks_for_none(self) -> None:
        assert admitted(SignUp.OPEN, None, None, NOON) == Welcome()
        assert admitted(SignUp.OPEN, "nonsense", None, NOON) == Welcome()

    @pytest.mark.parametrize("typed", [None, "", "  "])
    def test_without_one_one_is_told_so(self, typed: str | None) -> None:
        with pytest.raises(InviteNeeded):
            admitted(SignUp.BY_INVITE, typed, self.made.invite, NOON)

    def test_it_lets_in_as_often_as_it_says(self) -> None:
        invite = self.made.invite
        assert invites.digest_of(self.made.code.lower()) == invite.digest
        for left in (1, 0):
            found = admitted(SignUp.BY_INVITE, self.made.code, invite, NOON)
            assert isinstance(found, Invited)
            invite = found.invite
            assert invite.uses_left == left
        with pytest.raises(InviteRefused):
            admitted(SignUp.BY_INVITE, self.made.code, invite, NOON)

    @MANY
    @given(TYPED.filter(str.strip))
    def test_nothing_else_lets_in(self, typed: str) -> None:
        known = normal_form(typed) == normal_form(self.made.code)
        if not known:
            with pytest.raises(InviteRefused):
                admitted(SignUp.BY_INVITE, typed, self.made.invite, NOON)

    def test_another_invite_s_code_lets_nobody_in_by_this_one(self) -> None:
        with pytest.raises(InviteRefused):
            admitted(SignUp.BY_INVITE, draw_code(b"\1" * 13), self.made.invite, NOON)

    def test_what_has_ended_lets_nobody_in(self) -> None:
        code, invite = self.made.code, self.made.invite
        gone = invites.ended(invite, NOON)
        assert invites.ended(gone, NOON + DAY) == gone
        tries = [(gone, NOON), (invite, NOON + DAY), (replace(invite, uses_left=-1), NOON), (None, NOON)]
        for one, now in tries:
            with pytest.raises(InviteRefused):
                admitted(SignUp.BY_INVITE, code, one, now)

    @pytest.mark.parametrize(("uses", "lasts"), [(0, DAY), (101, DAY), (1, 0 * DAY), (1, -DAY), (1, 90 * DAY + MOMENT)])
    def test_it_is_made_within_limits(self, uses: int, lasts: timedelta) -> None:
        with pytest.raises(InviteLimits):
            make_invite(id=InviteId("i"), made_by=MINA, uses=uses, lasts=lasts, chance=bytes(13), now=NOON)

    @MANY
    @given(CODE_CHANCE)
    def test_an_invite_is_no_recovery_code(self, chance: bytes) -> None:
        made = make_invite(id=InviteId("i"), made_by=MINA, uses=1, lasts=DAY, chance=chance, now=NOON)
        assert digest_of(made.code) != made.invite.digest
