"""What every reader of passkeys does: the two ceremonies, and one refusal for everything that is not quite right."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import cbor2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.authenticator import SYNCED, Answer, Authenticator, Flag, HoldsNone, HoldsOne, Twist, cose, decoded, encoded
from tests.world import NOON
from walkon.domain.ids import AccountId
from walkon.domain.passkeys import Passkey, PasskeyUse, add, used, user_handle
from walkon.domain.sign_in_errors import PasskeyRefused
from walkon.passkeys.webauthn import WebAuthnPasskeys
from walkon.ports.passkeys import Passkeys

ORIGIN, DOMAIN = "https://films.walkon.example", "walkon.example"
MINA, JUN = AccountId("0" * 31 + "1"), AccountId("0" * 31 + "2")
DAY = timedelta(days=1)
CHALLENGE = secrets.token_bytes(32)
OTHER = secrets.token_bytes(32)
SOME = settings(max_examples=150, deadline=None)

server: Passkeys = WebAuthnPasskeys(domain=DOMAIN, origin=ORIGIN)


def asked(account: AccountId = MINA, *existing: Passkey, challenge: bytes = CHALLENGE) -> dict[str, Any]:
    """Registration options as they arrive in a browser."""
    return cast(
        dict[str, Any], json.loads(json.dumps(server.registration_options(account, "mina", existing, challenge)))
    )


def asked_in(*existing: Passkey, challenge: bytes = CHALLENGE) -> dict[str, Any]:
    """Sign-in options as they arrive in a browser."""
    return cast(dict[str, Any], json.loads(json.dumps(server.sign_in_options(challenge, existing))))


def enrolled(device: Authenticator, account: AccountId = MINA) -> Passkey:
    new = server.verify_registration(device.make(asked(account)), CHALLENGE)
    return add(new, account=account, name="phone", known=(), same_id=None, now=NOON)


def refused(verify: Callable[..., object], *given: object) -> None:
    """It is refused, and nothing is told of why."""
    with pytest.raises(PasskeyRefused) as caught:
        verify(*given)
    assert caught.value.fields == {} and caught.value.__cause__ is None and caught.value.__suppress_context__


class TestCeremonies:
    def test_what_is_asked_of_a_browser(self) -> None:
        options = asked()
        assert (options["rp"]["id"], decoded(options["user"]["id"])) == (DOMAIN, user_handle(MINA))
        assert (options["user"]["name"], decoded(options["challenge"])) == ("mina", CHALLENGE)
        chosen = options["authenticatorSelection"]
        assert (chosen["residentKey"], chosen["requireResidentKey"]) == ("required", True)
        assert (chosen["userVerification"], options["attestation"]) == ("required", "none")
        entering = asked_in()
        assert (entering["rpId"], entering["userVerification"]) == (DOMAIN, "required")
        assert (entering["allowCredentials"], decoded(entering["challenge"])) == ([], CHALLENGE)

    @pytest.mark.parametrize("counts", [True, False])
    def test_somebody_signs_up_and_in_again_and_again(self, counts: bool) -> None:
        device = Authenticator(ORIGIN, counts=counts)
        passkey = enrolled(device)
        assert passkey.transports == ("hybrid", "internal") and passkey.backed_up
        for time in range(3):
            challenge = secrets.token_bytes(32)
            answer = device.sign(asked_in(challenge=challenge))
            assert server.claimed(answer) == passkey.id
            use = server.verify_sign_in(answer, challenge, passkey)
            assert use == PasskeyUse(sign_count=(time + 2) * counts, backed_up=True)
            passkey = used(passkey, use, NOON)

    def test_an_answer_may_come_as_text(self) -> None:
        device = Authenticator(ORIGIN)
        new = server.verify_registration(json.dumps(device.make(asked())), CHALLENGE)
        passkey = add(new, account=MINA, name="", known=(), same_id=None, now=NOON)
        answer = json.dumps(device.sign(asked_in()))
        assert server.claimed(answer) == passkey.id
        assert server.verify_sign_in(answer, CHALLENGE, passkey).backed_up

    def test_one_device_holds_passkeys_of_several_accounts(self) -> None:
        device = Authenticator(ORIGIN)
        mina, jun = enrolled(device, MINA), enrolled(device, JUN)
        assert server.claimed(device.sign(asked_in(mina))) == mina.id
        assert server.claimed(device.sign(asked_in())) == jun.id
        with pytest.raises(HoldsNone):
            Authenticator(ORIGIN).sign(asked_in())

    def test_a_device_makes_no_second_passkey_beside_one_it_holds(self) -> None:
        device = Authenticator(ORIGIN)
        passkey = enrolled(device)
        with pytest.raises(HoldsOne):
            device.make(asked(MINA, passkey))

    def test_a_passkey_that_stays_on_its_device_says_so(self) -> None:
        device = Authenticator(ORIGIN, flags=Flag.PRESENT | Flag.VERIFIED)
        passkey = enrolled(device)
        assert not passkey.backed_up
        twist = Twist(flags=SYNCED)
        assert server.verify_sign_in(device.sign(asked_in(), twist), CHALLENGE, passkey).backed_up

    @pytest.mark.parametrize("challenge", [b"", b"short", bytes(33)])
    def test_no_challenge_is_drawn_for_the_caller(self, challenge: bytes) -> None:
        with pytest.raises(ValueError, match="32 bytes"):
            server.sign_in_options(challenge)
        with pytest.raises(ValueError, match="32 bytes"):
            server.registration_options(MINA, "mina", (), challenge)
        refused(server.verify_registration, Authenticator(ORIGIN).make(asked()), challenge)


TWISTS = {
    "type": Twist(type="webauthn.other"),
    "challenge": Twist(challenge=OTHER),
    "no challenge": Twist(challenge=b""),
    "origin": Twist(origin="https://films.walkon.example.evil.example"),
    "http": Twist(origin="http://films.walkon.example"),
    "sibling": Twist(origin="https://other.walkon.example"),
    "port": Twist(origin="https://films.walkon.example:8443"),
    "frame": Twist(cross_origin=True),
    "domain": Twist(domain="films.walkon.example"),
    "nobody there": Twist(flags=Flag.VERIFIED),
    "nobody verified": Twist(flags=Flag.PRESENT),
    "nothing": Twist(flags=Flag(0)),
    "backed up, but cannot be": Twist(flags=Flag.PRESENT | Flag.VERIFIED | Flag.BACKED_UP),
}
P256 = ec.generate_private_key(ec.SECP256R1())
OFF_THE_CURVE = cbor2.dumps({1: 2, 3: -7, -1: 1, -2: bytes(31) + b"\1", -3: bytes(31) + b"\1"})
TWISTED_REGISTRATIONS = TWISTS | {
    "answers a sign-in": Twist(type="webauthn.get"),
    "no statement belongs to none": Twist(statement={"sig": b"x"}),
    "certificates": Twist(attestation="packed", statement={"alg": -7, "sig": b"x", "x5c": [b"x"]}),
    "wrong self attestation": Twist(attestation="packed", statement={"alg": -7, "sig": b"x"}),
    "an old format": Twist(attestation="fido-u2f", statement={"sig": b"x", "x5c": [b"x"]}),
    "safetynet": Twist(attestation="android-safetynet", statement={"ver": "1", "response": b"x"}),
    "no such format": Twist(attestation="more"),
    "off the curve": Twist(public_key=OFF_THE_CURVE),
    "an algorithm nobody asked for": Twist(public_key=cbor2.dumps({**cbor2.loads(cose(P256)), 3: -36})),
    "no key": Twist(public_key=b"\xf6"),
    "key and more": Twist(public_key=cose(P256) + b"\0"),
}
TWISTED_SIGN_INS = TWISTS | {
    "answers a registration": Twist(type="webauthn.create"),
    "another key": Twist(key=P256),
    "another account": Twist(user=user_handle(JUN)),
    "no account": Twist(user=b""),
}


@pytest.mark.parametrize("twist", TWISTED_REGISTRATIONS.values(), ids=TWISTED_REGISTRATIONS)
def test_a_twisted_registration_is_refused(twist: Twist) -> None:
    answer = Authenticator(ORIGIN).make(asked(), twist)
    refused(server.verify_registration, answer, CHALLENGE)


@pytest.mark.parametrize("twist", TWISTED_SIGN_INS.values(), ids=TWISTED_SIGN_INS)
def test_a_twisted_sign_in_is_refused(twist: Twist) -> None:
    device = Authenticator(ORIGIN)
    passkey = enrolled(device)
    assert server.verify_sign_in(device.sign(asked_in()), CHALLENGE, passkey)
    refused(server.verify_sign_in, device.sign(asked_in(), twist), CHALLENGE, passkey)


class TestSignIns:
    """What else is tried with a passkey that works."""

    def test_a_replay_answers_no_other_challenge(self) -> None:
        device = Authenticator(ORIGIN)
        passkey = enrolled(device)
        answer = device.sign(asked_in())
        assert server.verify_sign_in(answer, CHALLENGE, passkey)
        refused(server.verify_sign_in, answer, OTHER, passkey)

    def test_a_count_that_does_not_go_on_is_refused(self) -> None:
        device = Authenticator(ORIGIN, counts=True)
        passkey = replace(enrolled(device), sign_count=7)
        for count in (0, 1, 6, 7):
            refused(server.verify_sign_in, device.sign(asked_in(), Twist(count=count)), CHALLENGE, passkey)
        assert server.verify_sign_in(device.sign(asked_in(), Twist(count=8)), CHALLENGE, passkey).sign_count == 8

    def test_one_passkey_does_not_answer_for_another(self) -> None:
        device = Authenticator(ORIGIN)
        mina, jun = enrolled(device, MINA), enrolled(device, JUN)
        answer = device.sign(asked_in(), by=jun.id)
        refused(server.verify_sign_in, answer, CHALLENGE, mina)
        refused(server.verify_sign_in, answer, CHALLENGE, replace(mina, id=jun.id))
        refused(server.verify_sign_in, answer, CHALLENGE, replace(jun, account=MINA))
        assert server.verify_sign_in(answer, CHALLENGE, jun)
        refused(server.verify_sign_in, answer, CHALLENGE, replace(jun, id=mina.id))
        renamed = answer | {"id": encoded(mina.id), "rawId": encoded(mina.id)}
        refused(server.verify_sign_in, renamed, CHALLENGE, mina)

    def test_an_account_must_be_named(self) -> None:
        device = Authenticator(ORIGIN)
        passkey = enrolled(device)
        answer = device.sign(asked_in())
        for nobody in (None, 7, list[str](), dict[str, str]()):
            refused(server.verify_sign_in, with_part(answer, "userHandle", nobody), CHALLENGE, passkey)

    def test_a_registration_is_no_sign_in(self) -> None:
        device = Authenticator(ORIGIN)
        answer = device.make(asked())
        passkey = enrolled(device)
        refused(server.verify_sign_in, answer, CHALLENGE, passkey)
        refused(server.verify_registration, device.sign(asked_in()), CHALLENGE)

    def test_a_damaged_key_in_the_records_is_a_refusal(self) -> None:
        device = Authenticator(ORIGIN)
        passkey = enrolled(device)
        for key in (b"", b"\0", passkey.public_key[:-1], cose(P256)):
            refused(server.verify_sign_in, device.sign(asked_in()), CHALLENGE, replace(passkey, public_key=key))


def test_a_registration_names_the_passkey_that_was_made() -> None:
    answer = Authenticator(ORIGIN).make(asked())
    other = encoded(secrets.token_bytes(32))
    refused(server.verify_registration, answer | {"id": other, "rawId": other}, CHALLENGE)
    refused(server.verify_registration, answer | {"id": other}, CHALLENGE)


def with_statement(device: Authenticator, answer: Answer, *, certificates: bool) -> Answer:
    """`answer` with a "packed" attestation whose signature is good."""
    (held,) = device.held.values()
    data = cbor2.loads(decoded(answer["response"]["attestationObject"]))["authData"]
    signed = data + hashlib.sha256(decoded(answer["response"]["clientDataJSON"])).digest()
    statement: dict[str, object] = {"alg": -7, "sig": held.key.sign(signed, ec.ECDSA(hashes.SHA256()))}
    if certificates:
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "maker")])
        made = x509.CertificateBuilder(name, name, held.key.public_key(), 1, NOON - DAY, NOON + DAY)
        statement["x5c"] = [made.sign(held.key, hashes.SHA256()).public_bytes(Encoding.DER)]
    attestation = {"fmt": "packed", "attStmt": statement, "authData": data}
    return with_part(answer, "attestationObject", encoded(cbor2.dumps(attestation)))


def test_self_attestation_is_taken_and_says_nothing() -> None:
    """Browsers leave it in though none was asked for (section 5.1.3)."""
    device = Authenticator(ORIGIN)
    answer = with_statement(device, device.make(asked()), certificates=False)
    assert server.verify_registration(answer, CHALLENGE).id in device.held


def test_certificates_are_not_read_even_if_they_are_good() -> None:
    device = Authenticator(ORIGIN)
    answer = with_statement(device, device.make(asked()), certificates=True)
    refused(server.verify_registration, answer, CHALLENGE)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
BYTES = st.binary(max_size=200)
LIKE_AN_ANSWER = st.fixed_dictionaries(
    {},
    optional={
        "id": JSON | BYTES.map(encoded),
        "rawId": JSON | BYTES.map(encoded),
        "type": st.just("public-key") | JSON,
        "authenticatorAttachment": JSON,
        "response": JSON
        | st.fixed_dictionaries(
            {},
            optional={
                name: JSON | BYTES.map(encoded)
                for name in ("clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle")
            },
        ),
    },
)
DEVICE = Authenticator(ORIGIN)
PASSKEY = enrolled(DEVICE)
MADE, SIGNED = Authenticator(ORIGIN).make(asked()), DEVICE.sign(asked_in())
HOSTILE = [
    "",
    "{",
    "null",
    "[" * 100_000,
    '{"a":' * 100_000,
    "9" * 5000,
    {"id": "x" * 100_000},
    {"id": {1, 2}},
    object(),
    b"bytes",
    float("nan"),
]
HOSTILE_CBOR = [
    b"\x81" * 20_000,  # deep
    b"\x9b" + b"\xff" * 8,  # endless
    b"\x5b" + b"\x7f" * 8,
    b"\xd8\x1c\x81\xd8\x1d\x00",  # a list that holds itself
    b"\xd8\x23\x61(",  # a broken pattern
    b"\xa2\x01\x01\xf5\x02",  # 1 and True are one key
    b"\xf6",
]


def refuses_all(answer: object) -> None:
    refused(server.verify_registration, answer, CHALLENGE)
    refused(server.verify_sign_in, answer, CHALLENGE, PASSKEY)


class TestGarbage:
    """Whatever arrives, there is one refusal."""

    @SOME
    @given(JSON | LIKE_AN_ANSWER | LIKE_AN_ANSWER.map(json.dumps) | st.text(st.characters()) | BYTES)
    def test_what_is_no_answer(self, answer: object) -> None:
        refuses_all(answer)

    @pytest.mark.parametrize("answer", HOSTILE, ids=range(len(HOSTILE)))
    def test_what_is_meant_to_break_a_reader(self, answer: object) -> None:
        refuses_all(answer)
        refused(server.claimed, answer)

    def test_what_is_too_long_though_it_is_right(self) -> None:
        assert server.verify_registration(MADE, CHALLENGE) and server.verify_sign_in(SIGNED, CHALLENGE, PASSKEY)
        longer = {"clientExtensionResults": {"more": "x" * 32 * 1024}}
        refused(server.verify_registration, MADE | longer, CHALLENGE)
        refused(server.verify_sign_in, SIGNED | longer, CHALLENGE, PASSKEY)

    @pytest.mark.parametrize("data", HOSTILE_CBOR, ids=range(len(HOSTILE_CBOR)))
    def test_cbor_that_is_meant_to_break_a_reader(self, data: bytes) -> None:
        for object_ in (data, cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})):
            refuses_all(with_part(MADE, "attestationObject", encoded(object_)))
        refused(server.verify_registration, Authenticator(ORIGIN).make(asked(), Twist(public_key=data)), CHALLENGE)

    @SOME
    @given(st.data(), st.sampled_from(["clientDataJSON", "attestationObject"]))
    def test_a_registration_with_one_byte_changed_is_refused_or_yields_another_key(
        self, data: st.DataObject, part: str
    ) -> None:
        """Without attestation nothing signs a new key: what matters is that no other exception comes out."""
        try:
            new = server.verify_registration(changed(data, MADE, part), CHALLENGE)
        except PasskeyRefused:
            return
        assert new.id == decoded(MADE["id"])

    @SOME
    @given(st.data(), st.sampled_from(["clientDataJSON", "authenticatorData", "signature", "userHandle"]))
    def test_a_sign_in_with_one_byte_changed_is_refused(self, data: st.DataObject, part: str) -> None:
        assert server.verify_sign_in(SIGNED, CHALLENGE, PASSKEY)
        refused(server.verify_sign_in, changed(data, SIGNED, part), CHALLENGE, PASSKEY)

    @SOME
    @given(st.sampled_from(["id", "rawId", "type", "response"]), JSON)
    def test_a_sign_in_with_one_field_replaced_is_refused(self, name: str, value: object) -> None:
        if value != SIGNED[name]:
            refused(server.verify_sign_in, SIGNED | {name: value}, CHALLENGE, PASSKEY)

    @SOME
    @given(st.sampled_from([MADE, SIGNED]), st.data(), JSON)
    def test_a_response_with_one_field_replaced_is_refused(
        self, answer: Answer, data: st.DataObject, v: object
    ) -> None:
        part = data.draw(st.sampled_from(sorted(set(answer["response"]) - {"transports"})))
        refuses_all(with_part(answer, part, v))

    @SOME
    @given(JSON)
    def test_ways_to_reach_a_passkey_are_known_ones_or_none(self, transports: object) -> None:
        try:
            new = server.verify_registration(with_part(MADE, "transports", transports), CHALLENGE)
        except PasskeyRefused:
            return
        assert new.transports == ()


def with_part(answer: Answer, part: str, value: object) -> Answer:
    return answer | {"response": answer["response"] | {part: value}}


def changed(data: st.DataObject, answer: Answer, part: str) -> Answer:
    """`answer` with one byte of one part put in, taken out or changed."""
    whole = decoded(answer["response"][part])
    at = data.draw(st.integers(0, len(whole) - 1))
    other = bytes([data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[at]))])
    before, after = whole[:at], whole[at + 1 :]
    spoilt = data.draw(st.sampled_from([before + other + after, before + after, before + other + whole[at:]]))
    return with_part(answer, part, encoded(spoilt))
