"""The ways to people beyond the inbox."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from walkon.domain.delivering import DeliveryId, Outcome
from walkon.domain.letters import Letter
from walkon.domain.notices import Channel
from walkon.domain.pushing import Around, PushPlace


class Seals(Protocol):
    """Small things, sealed under the home's master key. Each opens under its own name only."""

    def seal(self, plain: bytes, name: str) -> bytes: ...

    def open(self, sealed: bytes, name: str) -> bytes:
        """Raises `KeyMissing`, `KeyWrong` and `VaultDamaged`."""


class Pushes(Protocol):
    """Pushes to browsers."""

    @property
    def public_key(self) -> str:
        """By which a browser knows this server: base64url, an uncompressed point on P-256."""

    @property
    def around(self) -> Around: ...

    def check(self, place: PushPlace) -> None:
        """Raises `BadPushPlace` where nothing could be sealed for it."""

    def send(self, place: PushPlace, text: bytes, *, seconds: int, urgent: bool) -> Outcome:
        """`seconds`: how long the push service may keep it for a browser that is off."""


class Mails(Protocol):
    """Mails to people."""

    def send(self, address: str, letter: Letter, id: DeliveryId) -> Outcome:
        """The same `id` twice is the same mail, for mail programs that look."""


class NoSeals:
    """For a server without such ways: nothing is sealed, so nothing lies open."""

    def seal(self, plain: bytes, name: str) -> bytes:  # noqa: ARG002
        raise AssertionError("there is nothing to seal")

    def open(self, sealed: bytes, name: str) -> bytes:  # noqa: ARG002
        raise AssertionError("nothing was sealed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The ways that a server has; None where it lacks one."""

    seals: Seals
    origin: str
    pushes: Pushes | None = None
    mails: Mails | None = None

    @property
    def offered(self) -> frozenset[Channel]:
        """Beside the inbox, which is always there."""
        ways = {Channel.PUSH: self.pushes, Channel.MAIL: self.mails}
        return frozenset(channel for channel, way in ways.items() if way is not None)


def in_the_inbox() -> Reach:
    """A server that tells people things in their inbox only."""
    return Reach(seals=NoSeals(), origin="")
