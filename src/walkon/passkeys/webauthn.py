"""Passkeys by the package `webauthn` (Web Authentication level 3, https://www.w3.org/TR/webauthn-3/).

Beyond what the package verifies:
1. User presence and user verification (PIN, face or finger) are always asked for.
2. No attestation is asked for, and none but the empty one and self attestation is read: certificate chains would say
   something about the maker of a device, which nobody here wants to know, and parsing them is a risk.
3. A page inside another site's frame gets nowhere.
4. The key of a new passkey is one that signatures can be verified with, and its id is the one the answer names.
5. A sign-in names the account its passkey was made for.
6. Answers that are larger than any authenticator's are not read.
7. Whatever goes wrong, what is raised says nothing of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    options_to_json_dict,
    parse_attestation_object,
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AttestationFormat,
    AuthenticatorSelectionCriteria,
    AuthenticatorTransport,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from walkon.domain.ceremonies import CHALLENGE_BYTES, LIFETIME
from walkon.domain.ids import AccountId
from walkon.domain.passkeys import NewPasskey, Passkey, PasskeyUse, user_handle
from walkon.domain.sign_in_errors import AddressUnfit, PasskeyRefused
from walkon.ports.passkeys import Options

LONGEST_ANSWER = 32 * 1024  # characters of JSON; leaves room for keys and extensions, not for certificate chains
LONGEST_ID = 1023  # bytes; WebAuthn level 3, section 7.1
ALGORITHMS = [
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]
_MILLISECONDS = round(LIFETIME.total_seconds() * 1000)

T = TypeVar("T")


class _Unfit(Exception):
    """An answer that the package would take."""


class WebAuthnPasskeys:
    """`walkon.ports.passkeys.Passkeys` for one domain and the one address its pages come from."""

    def __init__(self, *, domain: str, origin: str, name: str = "Walkon") -> None:
        """`domain` is the relying party id, `origin` such as ``https://films.example``.

        Raises `AddressUnfit` where browsers would not make passkeys for this domain at this address.
        """
        _fit(domain, origin)
        self._domain, self._origin, self._name = domain, origin, name

    def registration_options(
        self, account: AccountId, name: str, existing: Sequence[Passkey], challenge: bytes
    ) -> Options:
        return options_to_json_dict(
            generate_registration_options(
                rp_id=self._domain,
                rp_name=self._name,
                user_id=user_handle(account),
                user_name=name,
                user_display_name=name,
                challenge=_drawn(challenge),
                timeout=_MILLISECONDS,
                attestation=AttestationConveyancePreference.NONE,
                authenticator_selection=AuthenticatorSelectionCriteria(
                    resident_key=ResidentKeyRequirement.REQUIRED,
                    user_verification=UserVerificationRequirement.REQUIRED,
                ),
                exclude_credentials=_described(existing),
                supported_pub_key_algs=ALGORITHMS,
            )
        )

    def sign_in_options(self, challenge: bytes, existing: Sequence[Passkey] = ()) -> Options:
        return options_to_json_dict(
            generate_authentication_options(
                rp_id=self._domain,
                challenge=_drawn(challenge),
                timeout=_MILLISECONDS,
                allow_credentials=_described(existing),
                user_verification=UserVerificationRequirement.REQUIRED,
            )
        )

    def verify_registration(self, answer: object, challenge: bytes) -> NewPasskey:
        return _or_refused(lambda: self._registered(_read(answer), challenge))

    def claimed(self, answer: object) -> bytes:
        return _or_refused(lambda: parse_authentication_credential_json(_read(answer)).raw_id)

    def verify_sign_in(self, answer: object, challenge: bytes, passkey: Passkey) -> PasskeyUse:
        return _or_refused(lambda: self._signed_in(_read(answer), challenge, passkey))

    def _registered(self, answer: dict[str, Any], challenge: bytes) -> NewPasskey:
        credential = parse_registration_credential_json(answer)
        attestation = parse_attestation_object(credential.response.attestation_object)
        own = attestation.fmt == AttestationFormat.PACKED and attestation.att_stmt.x5c is None
        if attestation.fmt != AttestationFormat.NONE and not own:
            raise _Unfit
        found = verify_registration_response(
            credential=credential,
            expected_challenge=_drawn(challenge),
            expected_rp_id=self._domain,
            expected_origin=self._origin,
            require_user_presence=True,
            require_user_verification=True,
            supported_pub_key_algs=ALGORITHMS,
        )
        _same_frame(credential.response.client_data_json)
        decoded_public_key_to_cryptography(decode_credential_public_key(found.credential_public_key))
        if found.credential_id != credential.raw_id or not 1 <= len(found.credential_id) <= LONGEST_ID:
            raise _Unfit
        return NewPasskey(
            id=found.credential_id,
            public_key=found.credential_public_key,
            sign_count=found.sign_count,
            transports=tuple(sorted({transport.value for transport in credential.response.transports or ()})),
            backed_up=found.credential_backed_up,
        )

    def _signed_in(self, answer: dict[str, Any], challenge: bytes, passkey: Passkey) -> PasskeyUse:
        credential = parse_authentication_credential_json(answer)
        if credential.raw_id != passkey.id or credential.response.user_handle != user_handle(passkey.account):
            raise _Unfit
        found = verify_authentication_response(
            credential=credential,
            expected_challenge=_drawn(challenge),
            expected_rp_id=self._domain,
            expected_origin=self._origin,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
        _same_frame(credential.response.client_data_json)
        return PasskeyUse(sign_count=found.new_sign_count, backed_up=found.credential_backed_up)


def _or_refused(verify: Callable[[], T]) -> T:
    """What `verify` gives. Whatever it raises is `PasskeyRefused`: the package names no list of what it may raise."""
    try:
        return verify()
    except Exception:  # noqa: BLE001  every answer that is not understood is a no
        raise PasskeyRefused from None


def _read(answer: object) -> dict[str, Any]:
    """An answer as a dictionary of its own. Raises when it is anything else, or too long."""
    text = answer if isinstance(answer, str) else json.dumps(answer)
    if len(text) > LONGEST_ANSWER:
        raise _Unfit
    found = json.loads(text)
    if not isinstance(found, dict):
        raise _Unfit
    return found


def _drawn(challenge: bytes) -> bytes:
    """`challenge`, unless it is none: the package would draw one of its own, and nobody would know it."""
    if len(challenge) != CHALLENGE_BYTES:
        raise ValueError("a challenge has 32 bytes")
    return challenge


def _same_frame(client_data: bytes) -> None:
    if parse_client_data_json(client_data).cross_origin:
        raise _Unfit


def _described(passkeys: Iterable[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    known = {transport.value: transport for transport in AuthenticatorTransport}
    return [
        PublicKeyCredentialDescriptor(
            id=passkey.id, transports=[known[name] for name in passkey.transports if name in known] or None
        )
        for passkey in passkeys
    ]


def _fit(domain: str, origin: str) -> None:
    """Raises `AddressUnfit` unless `origin` is written as browsers do, trusted by them, and of `domain` (section 5.1.3)."""
    try:
        parts = urlsplit(origin)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise AddressUnfit from None
    at_home = host == "localhost" or host.endswith(".localhost")
    trusted = (parts.scheme == "https" and port != 443) or (parts.scheme == "http" and at_home and port != 80)
    named = ("." in domain and not domain.rpartition(".")[2].isdigit()) or domain == "localhost"  # not a number
    belongs = host == domain or host.endswith(f".{domain}")
    written = f"{parts.scheme}://{host}" + ("" if port is None else f":{port}")
    if not (trusted and named and belongs and origin == written):
        raise AddressUnfit
