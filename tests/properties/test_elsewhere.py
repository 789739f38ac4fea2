"""Laws of signing in by an account of another server."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jws
from joserfc.jwk import RSAKey

from tests.other_server import base64url
from tests.signed_in import HERE, JUN, MINA, THERE, draw, passkey, session
from tests.world import NOON
from walkon.domain import elsewhere
from walkon.domain.elsewhere import LIFETIME, MOST, Aim, Elsewhere, Outcome, Visit
from walkon.domain.elsewhere_claims import OLDEST, SKEW, Expected, subject_of
from walkon.domain.elsewhere_errors import (
    BadReturn,
    ElsewhereAway,
    ElsewhereKnown,
    ElsewhereRefused,
    LastWayIn,
    TooManyElsewhere,
)
from walkon.domain.errors import NotFound
from walkon.domain.hashed_secret import SecretHash
from walkon.domain.ids import TieId, VisitId
from walkon.domain.sessions import Session, Way, is_confirmed, open_session
from walkon.domain.sign_in_errors import CeremonyOver, ConfirmFirst, NotSignedIn
from walkon.elsewhere.discovery import read
from walkon.elsewhere.id_token import verified, verifying_keys

MANY = settings(max_examples=200, deadline=None)
CHANCE = st.binary(min_size=32, max_size=32)
MOMENTS = st.integers(-2000, 2000).map(lambda seconds: NOON + timedelta(seconds=seconds))
TEXT = st.text(st.characters(), max_size=60)
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=5,
)


def visit(aim: Aim = Aim.SIGN_IN, chance: bytes = bytes(32), of: Session | None = None) -> Visit:
    """Begun at noon."""
    secret = elsewhere.secret_text(chance)
    return elsewhere.begin(id=VisitId("v"), aim=aim, secret=secret, back="/", device="phone", session=of, now=NOON)


def tied(number: int = 0, account: Any = MINA) -> Elsewhere:
    return Elsewhere(id=TieId(str(number)), account=account, person=SecretHash(f"{number:064}"), tied_at=NOON)


class TestVisits:
    @MANY
    @given(CHANCE, CHANCE, MOMENTS)
    def test_the_browser_that_began_answers_once_within_ten_minutes(
        self, chance: bytes, other: bytes, now: datetime
    ) -> None:
        secret, begun = elsewhere.secret_text(chance), visit(chance=chance)
        state = elsewhere.tokens_of(secret).state
        if not NOON <= now < NOON + LIFETIME:
            with pytest.raises(CeremonyOver):
                elsewhere.spend(begun, secret, state, now)
            return
        spent = elsewhere.spend(begun, secret, state, now)
        wrong = elsewhere.secret_text(other)
        tries: list[tuple[Visit | None, str, str]] = [(spent, secret, state), (None, secret, state)]
        if wrong != secret:
            theirs = elsewhere.tokens_of(wrong).state
            tries += [(begun, wrong, state), (begun, secret, theirs), (begun, wrong, theirs)]
        for found, carried, said in tries:
            with pytest.raises(CeremonyOver):
                elsewhere.spend(found, carried, said, now)

    @MANY
    @given(CHANCE)
    def test_what_goes_to_the_other_server_gives_nothing_else_away(self, chance: bytes) -> None:
        secret = elsewhere.secret_text(chance)
        tokens = elsewhere.tokens_of(secret)
        every = {secret, tokens.state, tokens.nonce, tokens.verifier, visit(chance=chance).digest}
        assert len(every) == 5
        assert secret not in repr(tokens) and tokens.verifier not in repr(tokens)
        assert {len(tokens.state), len(tokens.nonce), len(tokens.verifier)} == {43}

    @MANY
    @given(TEXT)
    def test_a_made_up_state_or_secret_opens_nothing(self, made_up: str) -> None:
        secret = elsewhere.secret_text(bytes(32))
        for carried, said in ((secret, made_up), (made_up, elsewhere.tokens_of(secret).state), (made_up, made_up)):
            with pytest.raises(CeremonyOver):
                elsewhere.spend(visit(), carried, said, NOON)

    @MANY
    @given(MOMENTS)
    def test_somebody_new_signs_up_once_and_soon(self, now: datetime) -> None:
        secret, person = elsewhere.secret_text(bytes(32)), SecretHash("p" * 64)
        begun = visit()
        spent = elsewhere.spend(begun, secret, elsewhere.tokens_of(secret).state, NOON)
        for not_yet in (begun, spent, None):
            with pytest.raises(CeremonyOver):
                elsewhere.arrive(not_yet, secret, NOON)
        new = elsewhere.newcomer(spent, person, NOON)
        if NOON <= now < NOON + LIFETIME:
            used, found = elsewhere.arrive(new, secret, now)
            assert found == person
            with pytest.raises(CeremonyOver):
                elsewhere.arrive(used, secret, now)
        else:
            with pytest.raises(CeremonyOver):
                elsewhere.arrive(new, secret, now)
        with pytest.raises(CeremonyOver):
            elsewhere.arrive(new, secret + "x", NOON)

    @pytest.mark.parametrize("aim", Aim)
    def test_who_has_a_session(self, aim: Aim) -> None:
        wrong = session() if aim is Aim.SIGN_IN else None
        with pytest.raises(ValueError, match="session"):
            visit(aim, of=wrong)
        if aim is not Aim.SIGN_IN:
            with pytest.raises(ValueError, match="sign in"):
                elsewhere.newcomer(replace(visit(aim, of=session()), spent_at=NOON), SecretHash("p"), NOON)


class TestWayBack:
    @MANY
    @given(
        TEXT
        | st.text("/\\.:@?#%&=ab \t\n\r<>\"'", max_size=12).map(lambda text: "/" + text)
        | st.sampled_from(["https:", "//", "/\\", "/a"]).flatmap(lambda begin: TEXT.map(lambda end: begin + end))
    )
    def test_never_leads_anywhere_else(self, back: str) -> None:
        with contextlib.suppress(BadReturn):
            place = elsewhere.told(elsewhere.way_back(back), Outcome.NEW)
            for address in (place, place.replace("\\", "/")):  # as browsers read it
                assert urlsplit(urljoin("https://walkon.example/a/b", address))[:2] == ("https", "walkon.example")
            assert place.isascii() and place.isprintable() and " " not in place and '"' not in place
            assert not place.startswith(("/api/", "//"))

    @pytest.mark.parametrize("back", ["/", "/a", "/a/b?c=d&e=f", "/?a=b", "/%EC%98%81", "/a;b=c", "/films/~mina/@7"])
    def test_pages_here_are_fine(self, back: str) -> None:
        assert elsewhere.way_back(back) == back


NOW = int(NOON.timestamp())
EXPECTED = Expected(issuer="https://a.example", client="walkon", nonce="n" * 43, began_at=NOON, fresh=True)
GOOD: dict[str, object] = {
    "iss": "https://a.example",
    "aud": "walkon",
    "nonce": "n" * 43,
    "iat": NOW,
    "exp": NOW + 60,
    "auth_time": NOW,
    "sub": "mina",
}


class TestClaims:
    @MANY
    @given(st.sampled_from(sorted(GOOD)), ANYTHING)
    def test_one_thing_that_is_not_as_it_should_be_refuses(self, name: str, said: object) -> None:
        assert subject_of(GOOD, EXPECTED, NOON) == "mina"
        try:
            found = subject_of(GOOD | {name: said}, EXPECTED, NOON)
        except ElsewhereRefused:
            return
        moments = {"iat": (NOON - OLDEST - SKEW, NOON + SKEW), "auth_time": (NOON - SKEW, NOON + SKEW)}
        if name == "sub":
            assert found == said and 0 < len(found) <= 255
        elif name == "exp":
            assert isinstance(said, (int, float)) and said > NOW - SKEW.total_seconds()
        elif name in moments:
            least, most = moments[name]
            assert isinstance(said, (int, float)) and least.timestamp() <= said <= most.timestamp()
        else:
            assert said in (GOOD[name], [GOOD[name]])

    @pytest.mark.parametrize("name", GOOD)
    def test_nothing_may_be_missing(self, name: str) -> None:
        with pytest.raises(ElsewhereRefused):
            subject_of({key: value for key, value in GOOD.items() if key != name}, EXPECTED, NOON)

    @MANY
    @given(MOMENTS, MOMENTS)
    def test_to_confirm_they_have_to_have_signed_in_within_the_visit(self, at: datetime, began: datetime) -> None:
        claims = GOOD | {"auth_time": at.timestamp()}
        expected = replace(EXPECTED, began_at=began)
        if began - SKEW <= at <= NOON + SKEW:
            assert subject_of(claims, expected, NOON)
        else:
            with pytest.raises(ElsewhereRefused):
                subject_of(claims, expected, NOON)
        assert subject_of(claims, replace(expected, fresh=False), NOON)

    @MANY
    @given(ANYTHING, ANYTHING)
    def test_another_party_or_another_audience_besides(self, azp: object, aud: object) -> None:
        with contextlib.suppress(ElsewhereRefused):
            subject_of(GOOD | {"azp": azp}, EXPECTED, NOON)
            assert azp == "walkon"
        with pytest.raises(ElsewhereRefused):
            subject_of(GOOD | {"aud": ["walkon", aud]}, EXPECTED, NOON)


class TestTies:
    @MANY
    @given(st.integers(0, MOST + 2), st.integers(0, MOST + 2))
    def test_a_few_and_each_person_once(self, count: int, who: int) -> None:
        known = [tied(number) for number in range(count)]
        person = SecretHash(f"{who:064}")

        def tie(same: Elsewhere | None) -> Elsewhere:
            return elsewhere.tie(person, id=TieId("new"), account=MINA, known=known, same=same, now=NOON)

        with pytest.raises(ElsewhereKnown):
            tie(tied(who, JUN))
        if who < count:
            with pytest.raises(ElsewhereKnown):
                tie(None)
        elif count >= MOST:
            with pytest.raises(TooManyElsewhere):
                tie(None)
        else:
            assert (tie(None).person, tie(None).account) == (person, MINA)

    @MANY
    @given(st.booleans(), st.booleans(), st.integers(1, 3))
    def test_nobody_locks_themself_out(self, has_passkey: bool, has_code: bool, count: int) -> None:
        ties = [tied(number) for number in range(count)]
        codes = draw().codes
        left = codes if has_code else tuple(replace(code, used_at=NOON) for code in codes)
        passkeys = [passkey()] if has_passkey else []
        with pytest.raises(NotFound):
            elsewhere.untied(ties, TieId("other"), passkeys, left)
        if has_passkey or has_code:
            assert elsewhere.untied(ties, TieId("0"), passkeys, left) == ties[0]
        else:
            with pytest.raises(LastWayIn):
                elsewhere.untied(ties, TieId("0"), passkeys, left)


class TestConfirming:
    def test_a_passkey_confirms_where_there_is_one(self) -> None:
        elsewhere.may_confirm([])
        with pytest.raises(ConfirmFirst):
            elsewhere.may_confirm([passkey()])

    def test_the_same_person_in_the_same_session(self) -> None:
        here = session(confirmed_at=None)
        spent = replace(visit(Aim.CONFIRM, of=here), spent_at=NOON)
        assert is_confirmed(elsewhere.confirmed(here, tied(), spent, NOON), NOON)
        wrong: list[tuple[Elsewhere | None, Visit]] = [
            (None, spent),
            (tied(account=JUN), spent),
            (tied(), replace(spent, spent_at=None)),
            (tied(), replace(spent, session=THERE)),
            (tied(), replace(spent, account=JUN)),
            (tied(), replace(spent, aim=Aim.TIE)),
            (tied(), replace(spent, aim=Aim.SIGN_IN)),
        ]
        for found, by in wrong:
            with pytest.raises(ElsewhereRefused):
                elsewhere.confirmed(here, found, by, NOON)
        with pytest.raises(NotSignedIn):
            elsewhere.confirmed(replace(here, revoked_at=NOON), tied(), spent, NOON)
        assert here.id == HERE


def test_only_a_passkey_confirms_what_it_opens() -> None:
    for way in Way:
        opened = open_session(id=HERE, account=MINA, device="phone", way=way, chance=bytes(32), now=NOON)
        assert is_confirmed(opened.session, NOON) == (way is Way.PASSKEY)


class TestWhatAnotherServerSends:
    """Whatever it is, it ends in the error that is meant for it."""

    @pytest.mark.parametrize("algorithm", ["RS256", "PS256"])
    def test_rsa(self, algorithm: str) -> None:
        key = RSAKey.generate_key(2048, {"kid": "one"})
        rows = [{"kty": "OKP", "crv": "Ed25519", "x": "AA"}, key.as_dict(private=False), {"kty": "new"}, 7]
        keys = verifying_keys({"keys": rows})
        assert len(keys) == 1
        token = jws.serialize_compact({"alg": algorithm, "kid": "one"}, b'{"sub": "mina"}', key, algorithms=[algorithm])
        assert verified(token, keys) == {"sub": "mina"}
        for spoilt in ({"alg": "ES256"}, {"use": "enc"}, {"kty": "oct"}):
            with pytest.raises(ElsewhereAway):
                verifying_keys({"keys": [key.as_dict(private=False) | spoilt]})
        named = verifying_keys({"keys": [key.as_dict(private=False) | {"alg": "RS256"}]})
        if algorithm != "RS256":
            with pytest.raises(ElsewhereRefused):
                verified(token, named)
        twice = jws.serialize_compact({"alg": algorithm}, b'{"sub": "a", "sub": "b"}', key, algorithms=[algorithm])
        with pytest.raises(ElsewhereRefused):
            verified(twice, keys)

    def test_a_short_key(self) -> None:
        short = rsa.generate_private_key(public_exponent=65537, key_size=1024).public_key()  # noqa: S505  what is refused
        with pytest.raises(ElsewhereAway):
            verifying_keys({"keys": [RSAKey.import_key(short).as_dict(private=False)]})

    @MANY
    @given(
        ANYTHING | st.lists(st.binary(max_size=60), min_size=3, max_size=3).map(lambda p: ".".join(map(base64url, p)))
    )
    def test_tokens(self, token: object) -> None:
        with pytest.raises(ElsewhereRefused):
            verified(token, ())

    @MANY
    @given(st.dictionaries(st.sampled_from(["alg", "kid", "typ", "x5c", "jwk"]), ANYTHING))
    def test_headers(self, header: dict[str, Any]) -> None:
        import json  # noqa: PLC0415

        token = f"{base64url(json.dumps({'alg': 'ES256'} | header).encode())}.e30.{base64url(bytes(64))}"
        with pytest.raises(ElsewhereRefused):
            verified(token, ())

    @MANY
    @given(
        st.lists(
            ANYTHING
            | st.dictionaries(st.sampled_from(["kty", "crv", "x", "y", "n", "e", "alg", "kid", "use"]), ANYTHING)
            | st.fixed_dictionaries(
                {"kty": st.sampled_from(["RSA", "EC", "oct", "OKP"]), "n": ANYTHING, "e": ANYTHING}
            ),
            max_size=3,
        )
    )
    def test_keys(self, keys: list[Any]) -> None:
        with pytest.raises(ElsewhereAway):
            verifying_keys({"keys": keys})

    @MANY
    @given(
        st.dictionaries(st.sampled_from(["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"]), ANYTHING)
    )
    def test_descriptions(self, document: dict[str, Any]) -> None:
        with pytest.raises(ElsewhereAway):
            read(document, "https://a.example")
