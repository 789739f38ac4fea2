"""One person's way through signing in, with real passkeys, in memory: up by an invite, in, confirmed, locked out, back in."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

import pytest

from tests.authenticator import Authenticator
from tests.world import VirtualClock
from walkon.domain import passkeys
from walkon.domain.api_tokens import MEMBER
from walkon.domain.ceremonies import Ceremony, CeremonyKind, begin, spend
from walkon.domain.hashed_secret import Secret, hashed
from walkon.domain.ids import AccountId, CeremonyId, InviteId, SessionId
from walkon.domain.invites import Invited, SignUp, admitted, make_invite
from walkon.domain.passkeys import Passkey
from walkon.domain.recovery import DRAW_BYTES, draw_codes
from walkon.domain.sessions import Session, Way, confirmed, open_session, recognised
from walkon.domain.sign_in_errors import CeremonyOver, ConfirmFirst, LastPasskey, NotSignedIn, PasskeyRefused
from walkon.domain.signing_in import Deed, recover, require
from walkon.passkeys.webauthn import WebAuthnPasskeys

ORIGIN = "https://walkon.example"
MINA = AccountId("0" * 32)


@dataclass
class Server:
    """Records in dictionaries; every step as an action of the server would do it."""

    passkeys: WebAuthnPasskeys = field(default_factory=lambda: WebAuthnPasskeys(domain="walkon.example", origin=ORIGIN))
    clock: VirtualClock = field(default_factory=VirtualClock)
    kept: dict[bytes, Passkey] = field(default_factory=dict)
    ceremonies: dict[CeremonyId, Ceremony] = field(default_factory=dict)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def chance(self, count: int) -> bytes:
        return b"".join(next(self.numbers).to_bytes(13, "big")[::-1] for _ in range(count // 13 + 1))[:count]

    def begin(self, kind: CeremonyKind, account: AccountId | None, session: Session | None) -> Ceremony:
        ceremony = begin(
            id=CeremonyId(str(next(self.numbers))),
            kind=kind,
            account=account,
            session=session.id if session else None,
            chance=self.chance(32),
            now=self.clock.now(),
        )
        self.ceremonies[ceremony.id] = ceremony
        return ceremony

    def spend(self, ceremony: Ceremony, session: Session | None) -> Ceremony:
        of = session.id if session else None
        spent = spend(self.ceremonies.get(ceremony.id), ceremony.kind, of, self.clock.now())
        self.ceremonies[ceremony.id] = spent
        return spent

    def register(self, device: Authenticator, session: Session | None = None) -> Passkey:
        existing = list(self.kept.values())
        ceremony = self.begin(CeremonyKind.REGISTER, MINA, session)
        answer = device.make(self.passkeys.registration_options(MINA, "@mina", existing, ceremony.challenge))
        spent = self.spend(ceremony, session)
        new = self.passkeys.verify_registration(answer, spent.challenge)
        made = passkeys.add(
            new, account=MINA, name="phone", known=existing, same_id=self.kept.get(new.id), now=self.clock.now()
        )
        self.kept[made.id] = made
        return made

    def use(self, device: Authenticator, session: Session | None = None) -> tuple[Passkey, Ceremony, dict[str, Any]]:
        ceremony = self.begin(CeremonyKind.SIGN_IN, session.account if session else None, session)
        options = self.passkeys.sign_in_options(ceremony.challenge, list(self.kept.values()) if session else ())
        answer = device.sign(cast(dict[str, Any], options))
        return *self.answered(ceremony, answer, session), answer

    def answered(
        self, ceremony: Ceremony, answer: dict[str, Any], session: Session | None = None
    ) -> tuple[Passkey, Ceremony]:
        spent = self.spend(ceremony, session)
        known = self.kept.get(self.passkeys.claimed(answer))
        if known is None:
            raise PasskeyRefused
        use = self.passkeys.verify_sign_in(answer, spent.challenge, known)
        self.kept[known.id] = passkeys.used(known, use, self.clock.now())
        return known, spent

    def open(self, account: AccountId) -> tuple[str, Session]:
        opened = open_session(
            id=SessionId(str(next(self.numbers))),
            account=account,
            device="phone",
            way=Way.PASSKEY,
            chance=self.chance(32),
            now=self.clock.now(),
        )
        return opened.token, opened.session


def test_from_an_invite_to_being_locked_out_and_back() -> None:
    server, phone = Server(), Authenticator(ORIGIN, counts=True)
    now = server.clock.now
    made = make_invite(
        id=InviteId("i"),
        made_by=AccountId("admin"),
        uses=1,
        lasts=timedelta(days=7),
        chance=server.chance(13),
        now=now(),
    )
    assert isinstance(admitted(SignUp.BY_INVITE, made.code, made.invite, now()), Invited)
    first = server.register(phone)
    codes = draw_codes(MINA, (), server.chance(DRAW_BYTES), now())

    passkey, ceremony, answer = server.use(phone)
    assert passkey == first
    with pytest.raises(CeremonyOver):
        server.answered(ceremony, answer)
    token, session = server.open(passkey.account)
    assert session.digest == hashed(Secret.SESSION, token)

    server.clock.advance(minutes=6)
    session = recognised(session, token, now())
    with pytest.raises(ConfirmFirst):
        require(session, Deed.WITHDRAW_CAMEO, MEMBER, now())
    passkey, ceremony, _ = server.use(phone, session)
    session = confirmed(session, passkey, ceremony, now())
    assert require(session, Deed.WITHDRAW_CAMEO, MEMBER, now())

    back = recover(
        typed=codes.shown[0].lower(),
        codes=codes.codes,
        session=SessionId("back"),
        device="laptop",
        before=[session],
        tokens=(),
        chance=server.chance(32),
        now=now(),
    )
    with pytest.raises(NotSignedIn):
        recognised(back.sessions[0], token, now())
    session = back.opened.session
    with pytest.raises(ConfirmFirst):
        require(session, Deed.REMOVE_PASSKEY, MEMBER, now())
    require(session, Deed.ADD_PASSKEY, MEMBER, now())
    laptop = Authenticator(ORIGIN)
    second = server.register(laptop, session)
    passkey, ceremony, _ = server.use(laptop, session)
    session = confirmed(session, passkey, ceremony, now())
    require(session, Deed.REMOVE_PASSKEY, MEMBER, now())
    del server.kept[passkeys.removed(list(server.kept.values()), first.id, codes.codes).id]
    with pytest.raises(PasskeyRefused):
        server.use(phone)
    with pytest.raises(LastPasskey):
        passkeys.removed(list(server.kept.values()), second.id, ())
