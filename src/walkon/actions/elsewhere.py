"""Visits to another server: to sign in or up by an account there, to tie one, to confirm. Rules: `domain.elsewhere`."""

from __future__ import annotations

import secrets
from datetime import datetime

from walkon.actions import sign_up as arriving_here
from walkon.actions.sign_up import Arrived, Arriving
from walkon.domain import elsewhere
from walkon.domain.elsewhere import SECRET_BYTES, Aim, Elsewhere, PersonHash, Visit
from walkon.domain.elsewhere_errors import ElsewhereKnown, ElsewhereRefused
from walkon.domain.hashed_secret import TOKEN_BYTES, Secret, hashed
from walkon.domain.ids import AccountId, SessionId, TieId, VisitId
from walkon.domain.invites import SignUp
from walkon.domain.notices import Event, Notice
from walkon.domain.people import Account
from walkon.domain.sessions import NewSession, Open, Session, Way, open_session, session_state
from walkon.domain.sign_in_errors import NotSignedIn
from walkon.ports.store import Unit


def begin_visit(
    unit: Unit, aim: Aim, back: str, device: str, session: Session | None, now: datetime
) -> tuple[Visit, str]:
    """A new visit, and the secret that its browser carries. Raises `BadReturn`, and `ConfirmFirst` (rule 5)."""
    if aim is Aim.CONFIRM and session is not None:
        elsewhere.may_confirm(unit.passkeys.all(account=session.account))
    secret = elsewhere.secret_text(secrets.token_bytes(SECRET_BYTES))
    visit = elsewhere.begin(
        id=VisitId(secrets.token_hex(16)),
        aim=aim,
        secret=secret,
        back=back,
        device=device,
        session=session,
        now=now,
    )
    unit.visits.add(visit)
    return visit, secret


def spend_visit(unit: Unit, secret: str, state: str, now: datetime) -> Visit:
    """The visit, spent; a unit of work of its own, before the answer is looked at. Raises `CeremonyOver`."""
    visit = elsewhere.spend(_visit(unit, secret), secret, state, now)
    unit.visits.save(visit)
    return visit


def sign_in(unit: Unit, visit: Visit, person: PersonHash, now: datetime) -> NewSession | Visit:
    """A new session, which confirms nothing; for somebody new the visit, by which they may `sign_up`.

    Raises `ElsewhereRefused` where their account has left.
    """
    tied = unit.elsewhere.find(person=person)
    if tied is None:
        new = elsewhere.newcomer(visit, person, now)
        unit.visits.save(new)
        return new
    account = unit.accounts.get(tied.account)
    if account is None or account.left_at is not None:
        raise ElsewhereRefused
    opened = open_session(
        id=SessionId(secrets.token_hex(16)),
        account=account.id,
        device=visit.device,
        way=Way.ELSEWHERE,
        chance=secrets.token_bytes(TOKEN_BYTES),
        now=now,
    )
    _note_use(unit, tied, now)
    unit.sessions.add(opened.session)
    return opened


def sign_up(unit: Unit, secret: str, arriving: Arriving, setting: SignUp, device: str, now: datetime) -> Arrived:
    """A new account of somebody who came back and whom nobody knew; the handle is theirs to choose.

    Raises `CeremonyOver`, `ElsewhereKnown`, `InviteNeeded`, `InviteRefused`, `HandleTaken`; then they may try again.
    """
    visit, person = elsewhere.arrive(_visit(unit, secret), secret, now)
    if unit.elsewhere.find(person=person) is not None:
        raise ElsewhereKnown
    account = AccountId(secrets.token_hex(16))
    arrived = arriving_here.settle(unit, arriving, setting, account, Way.ELSEWHERE, device, now)
    unit.visits.save(visit)
    unit.elsewhere.add(
        elsewhere.tie(person, id=TieId(secrets.token_hex(16)), account=account, known=(), same=None, now=now)
    )
    return arrived


def tie(unit: Unit, visit: Visit, person: PersonHash, now: datetime) -> Elsewhere:
    """Who came back signs in by it from now on; they are told. Raises `NotSignedIn`, `ElsewhereKnown`, `TooManyElsewhere`."""
    session = _session(unit, visit, now)
    tied = elsewhere.tie(
        person,
        id=TieId(secrets.token_hex(16)),
        account=session.account,
        known=unit.elsewhere.all(account=session.account),
        same=unit.elsewhere.find(person=person),
        now=now,
    )
    unit.elsewhere.add(tied)
    unit.notices.tell(Notice(account=session.account, event=Event.SECURITY, at=now))
    return tied


def confirm(unit: Unit, visit: Visit, person: PersonHash, now: datetime) -> Session:
    """The session, confirmed. Raises `NotSignedIn`, `ConfirmFirst`, `ElsewhereRefused`."""
    session = _session(unit, visit, now)
    elsewhere.may_confirm(unit.passkeys.all(account=session.account))
    tied = unit.elsewhere.find(person=person)
    confirmed = elsewhere.confirmed(session, tied, visit, now)
    unit.sessions.save(confirmed)
    if tied is not None:
        _note_use(unit, tied, now)
    return confirmed


def untie(unit: Unit, me: Account, id: TieId, now: datetime) -> None:
    """Raises `NotFound`, `LastWayIn`."""
    ties, codes = unit.elsewhere.all(account=me.id), unit.recovery_codes.all(account=me.id)
    unit.elsewhere.remove(elsewhere.untied(ties, id, unit.passkeys.all(account=me.id), codes))
    unit.notices.tell(Notice(account=me.id, event=Event.SECURITY, at=now))


def _visit(unit: Unit, secret: str) -> Visit | None:
    return unit.visits.find(digest=hashed(Secret.VISIT, secret))


def _session(unit: Unit, visit: Visit, now: datetime) -> Session:
    """The session in which the visit was begun, if it is still open. Raises `NotSignedIn`."""
    session = None if visit.session is None else unit.sessions.find(id=visit.session)
    account = None if session is None else unit.accounts.get(session.account)
    if session is None or account is None or account.left_at is not None:
        raise NotSignedIn
    if not isinstance(session_state(session, now), Open):
        raise NotSignedIn
    return session


def _note_use(unit: Unit, tied: Elsewhere, now: datetime) -> None:
    unit.elsewhere.save(elsewhere.used(tied, now))
