"""What signing in needs from whoever can read and verify passkeys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from walkon.domain.ids import AccountId
from walkon.domain.passkeys import NewPasskey, Passkey, PasskeyUse

Options = Mapping[str, object]
"""What a browser is asked for, ready to be written as JSON; bytes are base64url (WebAuthn level 3, section 5.1)."""


class Passkeys(Protocol):
    """The two ceremonies of WebAuthn for one server. `answer` is parsed JSON, or its text, of any kind and from anybody."""

    def registration_options(
        self, account: AccountId, name: str, existing: Sequence[Passkey], challenge: bytes
    ) -> Options:
        """What a browser needs to make a passkey; `name` (the account's handle) is shown by the authenticator.

        One that holds one of the `existing` passkeys makes no second.
        """

    def verify_registration(self, answer: object, challenge: bytes) -> NewPasskey:
        """The passkey that was made. Raises `walkon.domain.sign_in_errors.PasskeyRefused`, and nothing else."""

    def sign_in_options(self, challenge: bytes, existing: Sequence[Passkey] = ()) -> Options:
        """What a browser needs to sign somebody in by any passkey it holds for this server; by one of `existing` where
        somebody confirms that it is them.
        """

    def claimed(self, answer: object) -> bytes:
        """The id of the passkey that a sign-in names; proves nothing yet. Raises `PasskeyRefused`, and nothing else."""

    def verify_sign_in(self, answer: object, challenge: bytes, passkey: Passkey) -> PasskeyUse:
        """What the authenticator told when it signed the challenge with this passkey.

        Raises `PasskeyRefused`, and nothing else; also when its count did not go on from the one that is kept.
        """
