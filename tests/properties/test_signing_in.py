"""Laws of signing in: what has ended opens nothing, nobody locks themself out, and more is never less."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.signed_in import (
    ALL,
    DAY,
    HERE,
    JUN,
    MINA,
    MOMENT,
    THERE,
    TOKEN_CHANCE,
    TYPED,
    began,
    draw,
    passkey,
    session,
    token,
)
from tests.world import NOON
from walkon.domain import api_tokens, sessions
from walkon.domain.api_tokens import MEMBER, PREFIX, ApiToken, Scope, make_token, token_state
from walkon.domain.ceremonies import LIFETIME, Ceremony, CeremonyKind, begin, spend
from walkon.domain.ids import AccountId, CeremonyId, SessionId, TokenId
from walkon.domain.passkeys import MOST, NewPasskey, Passkey, PasskeyUse, add, removed, used
from walkon.domain.sessions import CONFIRMED, IDLE, Ended, Ending, Open, Session, Way, session_state
from walkon.domain.sign_in_errors import (
    CeremonyOver,
    ConfirmFirst,
    LastPasskey,
    NotByToken,
    NotSignedIn,
    PasskeyKnown,
    PasskeyRefused,
    PasskeyUnknown,
    RightMissing,
    ScopeMissing,
    TokenLifetime,
    TokenWithoutScope,
    TooManyPasskeys,
)
from walkon.domain.signing_in import (
    PLAIN,
    RECOVERING,
    SCOPES,
    SENSITIVE,
    Deed,
    Lack,
    MayDo,
    MayNot,
    require,
    weigh,
)

MANY = settings(max_examples=200, deadline=None)
DEEDS, SCOPE_SETS = st.sampled_from(Deed), st.frozensets(st.sampled_from(Scope))
AGES = st.integers(0, 100 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


class TestSessions:
    """Where somebody is signed in."""

    @MANY
    @given(TYPED | TOKEN_CHANCE.map(lambda chance: base64.urlsafe_b64encode(chance).decode().rstrip("=")))
    def test_only_its_token_opens_a_session(self, typed: str) -> None:
        right = base64.urlsafe_b64encode(bytes(32)).decode().rstrip("=")
        assert sessions.recognised(session(), right, NOON) == session()
        if typed != right:
            with pytest.raises(NotSignedIn):
                sessions.recognised(session(), typed, NOON)
        with pytest.raises(NotSignedIn):
            sessions.recognised(None, typed, NOON)

    @pytest.mark.parametrize(
        ("age", "idle", "state"),
        [
            (timedelta(0), timedelta(0), Open()),
            (30 * DAY, 30 * DAY - MOMENT, Open()),
            (30 * DAY, 30 * DAY, Ended(why=Ending.IDLE)),
            (90 * DAY - MOMENT, timedelta(0), Open()),
            (90 * DAY, timedelta(0), Ended(why=Ending.EXPIRED)),
        ],
    )
    def test_it_ends_at_the_very_moment(self, age: timedelta, idle: timedelta, state: Open | Ended) -> None:
        assert session_state(session(opened_at=NOON - age, used_at=NOON - idle), NOON) == state

    def test_revoked_is_over_at_once(self) -> None:
        assert session_state(session(revoked_at=NOON), NOON) == Ended(why=Ending.REVOKED)

    @MANY
    @given(st.lists(AGES, max_size=30))
    def test_whatever_is_done_with_it_it_never_lives_longer(self, steps: list[timedelta]) -> None:
        text = base64.urlsafe_b64encode(bytes(32)).decode().rstrip("=")
        now, mine, over, last = NOON, session(), False, NOON
        for step in steps:
            now += step
            try:
                mine = sessions.recognised(mine, text, now)
            except NotSignedIn:
                over = True
            else:
                assert not over and now < NOON + sessions.LONGEST and now < last + IDLE
                last = now

    def test_a_use_is_noted_now_and_then(self) -> None:
        text = base64.urlsafe_b64encode(bytes(32)).decode().rstrip("=")
        assert sessions.recognised(session(), text, NOON + sessions.NOTED - MOMENT) == session()
        later = NOON + sessions.NOTED
        assert sessions.recognised(session(), text, later) == session(used_at=later)

    def test_the_list_shows_what_works(self) -> None:
        ids = [SessionId(str(number)) for number in range(4)]
        some = [
            session(id=ids[0]),
            session(id=ids[1], used_at=NOON + MOMENT),
            session(id=ids[2], revoked_at=NOON),
            session(id=ids[3], used_at=NOON - IDLE),
        ]
        assert [one.id for one in sessions.listed(some, NOON)] == [ids[1], ids[0]]
        assert [one.id for one in sessions.revoked(some, NOON, keep=ids[0])] == [ids[1], ids[3]]


class TestCeremonies:
    """Challenges for passkeys."""

    @pytest.mark.parametrize(
        ("kind", "account", "of"),
        [
            (CeremonyKind.REGISTER, MINA, None),
            (CeremonyKind.REGISTER, MINA, HERE),
            (CeremonyKind.SIGN_IN, None, None),
            (CeremonyKind.SIGN_IN, MINA, HERE),
        ],
    )
    def test_is_spent_once_in_time_and_in_its_place(
        self, kind: CeremonyKind, account: AccountId | None, of: SessionId | None
    ) -> None:
        ceremony = began(kind, account, of)
        other = next(k for k in CeremonyKind if k is not kind)
        for late in (LIFETIME, 2 * LIFETIME, -MOMENT):
            with pytest.raises(CeremonyOver):
                spend(ceremony, kind, of, NOON + late)
        for wrong in (THERE, None if of else HERE):
            with pytest.raises(CeremonyOver):
                spend(ceremony, kind, wrong, NOON)
        with pytest.raises(CeremonyOver):
            spend(ceremony, other, of, NOON)
        spent = spend(ceremony, kind, of, NOON + LIFETIME - MOMENT)
        with pytest.raises(CeremonyOver):
            spend(spent, kind, of, NOON)
        with pytest.raises(CeremonyOver):
            spend(None, kind, of, NOON)

    @pytest.mark.parametrize(
        ("kind", "account", "of"),
        [
            (CeremonyKind.REGISTER, None, None),
            (CeremonyKind.SIGN_IN, None, HERE),
            (CeremonyKind.SIGN_IN, MINA, None),
        ],
    )
    def test_names_an_account_when_it_must(
        self, kind: CeremonyKind, account: AccountId | None, of: SessionId | None
    ) -> None:
        with pytest.raises(ValueError, match=r"account|named"):
            began(kind, account, of)

    def test_its_challenge_is_32_bytes(self) -> None:
        with pytest.raises(ValueError, match="32"):
            begin(
                id=CeremonyId("c"),
                kind=CeremonyKind.SIGN_IN,
                account=None,
                session=None,
                chance=bytes(16),
                now=NOON,
            )


class TestConfirming:
    """A passkey within the last five minutes."""

    ceremony = spend(began(CeremonyKind.SIGN_IN, MINA, HERE), CeremonyKind.SIGN_IN, HERE, NOON)

    @pytest.mark.parametrize(
        ("after", "yes"), [(-MOMENT, False), (timedelta(0), True), (CONFIRMED - MOMENT, True), (CONFIRMED, False)]
    )
    def test_lasts_five_minutes(self, after: timedelta, yes: bool) -> None:
        assert sessions.is_confirmed(session(), NOON + after) == yes
        assert not sessions.is_confirmed(session(confirmed_at=None), NOON + after)

    def test_one_s_own_passkey_confirms_one_s_own_session(self) -> None:
        plain = session(confirmed_at=None)
        assert sessions.confirmed(plain, passkey(), self.ceremony, NOON) == session()
        spoilt: list[tuple[Session, Passkey, Ceremony]] = [
            (session(id=THERE), passkey(), self.ceremony),
            (session(account=JUN), passkey(), self.ceremony),
            (plain, passkey(account=JUN), self.ceremony),
            (plain, passkey(), replace(self.ceremony, account=JUN)),
            (plain, passkey(), replace(self.ceremony, session=None)),
            (plain, passkey(), replace(self.ceremony, spent_at=None)),
            (plain, passkey(), replace(self.ceremony, kind=CeremonyKind.REGISTER)),
        ]
        for whose, key, ceremony in spoilt:
            with pytest.raises(PasskeyRefused):
                sessions.confirmed(whose, key, ceremony, NOON)
        with pytest.raises(NotSignedIn):
            sessions.confirmed(session(revoked_at=NOON), passkey(), self.ceremony, NOON)


class TestPasskeys:
    """The passkeys of an account."""

    def test_the_last_one_stays_while_no_code_is_left(self) -> None:
        one, two = passkey(b"1"), passkey(b"2")
        codes = draw().codes
        assert removed([one, two], b"1", ()) == one
        assert removed([one], b"1", codes[:1]) == one
        none_left = (
            (),
            [replace(code, used_at=NOON) for code in codes],
            [replace(code, ended_at=NOON) for code in codes],
            draw(JUN).codes,
        )
        for left in none_left:
            with pytest.raises(LastPasskey):
                removed([one], b"1", left)
        with pytest.raises(PasskeyUnknown):
            removed([one, two], b"3", codes)

    @MANY
    @given(st.lists(st.binary(min_size=1, max_size=2), unique=True, max_size=4), st.booleans(), st.data())
    def test_nobody_locks_themself_out(self, ids: list[bytes], has_code: bool, data: st.DataObject) -> None:
        kept, codes = [passkey(id) for id in ids], draw().codes[:1] if has_code else ()
        for _ in range(len(ids)):
            try:
                going = removed(kept, data.draw(st.sampled_from(ids)), codes)
            except (LastPasskey, PasskeyUnknown):
                continue
            kept = [one for one in kept if one.id != going.id]
        assert kept or codes or not ids

    def test_belongs_to_one_account_and_there_are_not_too_many(self) -> None:
        new = NewPasskey(id=b"1", public_key=b"key", sign_count=3, transports=("usb",), backed_up=True)
        with pytest.raises(PasskeyKnown):
            add(new, account=JUN, name="", known=(), same_id=passkey(b"1"), now=NOON)
        with pytest.raises(PasskeyKnown):
            add(new, account=MINA, name="", known=[passkey(b"1")], same_id=None, now=NOON)
        many = [passkey(bytes([9, number])) for number in range(MOST)]
        with pytest.raises(TooManyPasskeys):
            add(new, account=MINA, name="", known=many, same_id=None, now=NOON)
        added = add(new, account=MINA, name="", known=many[1:], same_id=None, now=NOON)
        assert (added.name, added.sign_count, added.transports, added.address) == ("passkey", 3, ("usb",), "MQ")
        after = used(added, PasskeyUse(sign_count=4, backed_up=False), NOON + DAY)
        assert after == replace(added, sign_count=4, backed_up=False, used_at=NOON + DAY)


class TestTokens:
    """Keys for programs."""

    @MANY
    @given(TYPED, st.sampled_from([NOON, NOON + DAY - MOMENT, NOON + DAY, NOON + 400 * DAY]), st.booleans())
    def test_only_its_text_opens_and_only_in_time(self, typed: str, now: datetime, revoked: bool) -> None:
        right = PREFIX + base64.urlsafe_b64encode(bytes(32)).decode().rstrip("=")
        mine = token(revoked_at=NOON if revoked else None)
        opens = now < NOON + DAY and not revoked
        for text, yes in ((right, opens), (typed, typed == right and opens), (right.removeprefix(PREFIX), False)):
            if yes:
                assert api_tokens.recognised(mine, text, now) == replace(mine, used_at=now)
            else:
                with pytest.raises(NotSignedIn):
                    api_tokens.recognised(mine, text, now)
        with pytest.raises(NotSignedIn):
            api_tokens.recognised(None, right, NOON)

    def test_no_record_lasts_longer_than_a_year(self) -> None:
        assert token_state(token(expires_at=NOON + 9000 * DAY), NOON + 365 * DAY) == Ended(why=Ending.EXPIRED)

    @MANY
    @given(SCOPE_SETS, SCOPE_SETS, st.integers(-2, 400))
    def test_is_made_within_the_limits_only(
        self, scopes: frozenset[Scope], rights: frozenset[Scope], days: int
    ) -> None:
        def make() -> ApiToken:
            return make_token(
                id=TokenId("t"),
                account=MINA,
                name="n",
                scopes=scopes,
                rights=rights,
                lasts=days * DAY,
                chance=bytes(32),
                now=NOON,
            ).token

        if not scopes:
            with pytest.raises(TokenWithoutScope):
                make()
        elif not scopes <= rights:
            with pytest.raises(RightMissing):
                make()
        elif not 0 < days <= 365:
            with pytest.raises(TokenLifetime):
                make()
        else:
            made = make()
            assert (made.scopes, made.expires_at) == (scopes, NOON + days * DAY)


class TestDeeds:
    """Who may do what."""

    @MANY
    @given(SCOPE_SETS, SCOPE_SETS, SCOPE_SETS, DEEDS)
    def test_more_scopes_or_rights_never_close_and_less_never_opens(
        self, scopes: frozenset[Scope], more: frozenset[Scope], rights: frozenset[Scope], deed: Deed
    ) -> None:
        if isinstance(weigh(token(scopes), deed, rights, NOON), MayDo):
            assert isinstance(weigh(token(scopes | more), deed, rights, NOON), MayDo)
            assert isinstance(weigh(token(scopes), deed, rights | more, NOON), MayDo)
        else:
            assert isinstance(weigh(token(scopes - more), deed, rights, NOON), MayNot)
            assert isinstance(weigh(token(scopes), deed, rights - more, NOON), MayNot)

    @MANY
    @given(SCOPE_SETS, SCOPE_SETS, DEEDS)
    def test_a_token_does_what_its_scopes_and_its_account_s_rights_say_and_nothing_else(
        self, scopes: frozenset[Scope], rights: frozenset[Scope], deed: Deed
    ) -> None:
        allowed = isinstance(weigh(token(scopes), deed, rights, NOON), MayDo)
        assert allowed == (deed in SCOPES and SCOPES[deed] in scopes & rights)

    @pytest.mark.parametrize(
        "deed",
        [
            Deed.WITHDRAW_CAMEO,
            Deed.ADD_PASSKEY,
            Deed.NAME_PASSKEY,
            Deed.REMOVE_PASSKEY,
            Deed.TIE_ELSEWHERE,
            Deed.UNTIE_ELSEWHERE,
            Deed.DRAW_RECOVERY_CODES,
            Deed.MAKE_TOKEN,
            Deed.REVOKE_TOKEN,
            Deed.REVOKE_SESSION,
            Deed.MAKE_INVITE,
            Deed.END_INVITE,
        ],
    )
    def test_what_no_token_ever_does(self, deed: Deed) -> None:
        with pytest.raises(NotByToken):
            require(token(), deed, ALL, NOON)

    @MANY
    @given(
        DEEDS,
        SCOPE_SETS,
        st.sampled_from([{"revoked_at": NOON}, {"used_at": NOON - IDLE}, {"opened_at": NOON - 90 * DAY}]),
    )
    def test_what_has_ended_does_nothing(self, deed: Deed, rights: frozenset[Scope], end: dict[str, Any]) -> None:
        for caller in (session(**end), token(revoked_at=NOON), token(expires_at=NOON)):
            found = weigh(caller, deed, rights, NOON)
            assert isinstance(found, MayNot) and found.lacks[0] is Lack.ENDED
            with pytest.raises(NotSignedIn):
                require(caller, deed, rights, NOON)

    @pytest.mark.parametrize("deed", Deed)
    def test_what_needs_a_passkey_right_now(self, deed: Deed) -> None:
        just, long_ago = session(), session(confirmed_at=NOON - CONFIRMED)
        assert require(just, deed, ALL, NOON) == MayDo(deed=deed)
        if deed in SENSITIVE:
            with pytest.raises(ConfirmFirst):
                require(long_ago, deed, ALL, NOON)
        else:
            assert require(long_ago, deed, ALL, NOON) == MayDo(deed=deed)

    @pytest.mark.parametrize("deed", sorted(SENSITIVE))
    def test_by_a_recovery_code_one_may_add_a_passkey_for_an_hour(self, deed: Deed) -> None:
        came = session(way=Way.RECOVERY_CODE, confirmed_at=None)
        soon = weigh(came, deed, ALL, NOON + RECOVERING - MOMENT)
        assert isinstance(soon, MayDo) == (deed is Deed.ADD_PASSKEY)
        assert isinstance(weigh(came, deed, ALL, NOON + RECOVERING), MayNot)
        assert isinstance(weigh(came, deed, ALL, NOON - MOMENT), MayNot)

    def test_every_deed_is_ruled_once(self) -> None:
        rules = [*SCOPES, *SENSITIVE, *PLAIN]
        assert len(rules) == len(set(rules)) and set(rules) == set(Deed)

    def test_an_account_without_rights_can_still_withdraw_its_cameo(self) -> None:
        assert isinstance(weigh(session(), Deed.WITHDRAW_CAMEO, frozenset(), NOON), MayDo)

    def test_reasons(self) -> None:
        with pytest.raises(ScopeMissing, match="create"):
            require(token(frozenset({Scope.READ})), Deed.MAKE_FILM, ALL, NOON)
        with pytest.raises(RightMissing, match="admin"):
            require(token(), Deed.RUN_SERVER, MEMBER, NOON)
        with pytest.raises(RightMissing, match="admin"):
            require(session(), Deed.RUN_SERVER, MEMBER, NOON)
        found = weigh(token(frozenset(), revoked_at=NOON), Deed.RUN_SERVER, MEMBER, NOON)
        assert found == MayNot(lacks=(Lack.ENDED, Lack.SCOPE, Lack.RIGHT))
