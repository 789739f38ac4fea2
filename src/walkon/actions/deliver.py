"""What is owed to people by push and mail is brought to them: claimed, sent outside of any transaction, and noted."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from walkon.actions.channels import mail_name, opened
from walkon.domain.capture import Language
from walkon.domain.delivering import UNTIL, Delivery, Gone, Outcome, Turned, over, settled
from walkon.domain.errors import Passing
from walkon.domain.ids import NoticeId
from walkon.domain.letters import notice_letter, push_text
from walkon.domain.notices import ASKS_FOR_ANSWER, Channel, Event
from walkon.domain.pushing import PushSubscription
from walkon.domain.sessions import Open, session_state
from walkon.ports.reaching import Reach
from walkon.ports.store import Store, Unit

SETTLING = 5  # attempts to note how it went


def claim_due(store: Store, limit: int, now: datetime) -> Sequence[Delivery]:
    """Deliveries that are nobody else's until they are settled, or given up."""
    if not store.read(lambda unit: unit.deliveries.due(now)):  # most of the time; it locks nothing
        return ()

    def claim(unit: Unit) -> Sequence[Delivery]:
        unit.deliveries.begin()
        return unit.deliveries.claim(secrets.token_hex(16), limit, now)

    return store.write(claim)


def deliver(store: Store, reach: Reach, delivery: Delivery, now: datetime) -> None:
    """One try at a claimed delivery."""
    to = store.read(lambda unit: _addressee(unit, delivery, now))
    outcome = Turned() if to is None else _sent(reach, delivery, to, now)
    for _ in range(SETTLING):  # or it would be sent again
        with suppress(Passing):
            store.write(lambda unit: _settle(unit, delivery, outcome, now))
            return


@dataclass(frozen=True, slots=True, kw_only=True)
class _To:
    """Who is told what, and where."""

    event: Event
    language: Language
    push: PushSubscription | None
    mail: bytes


def _addressee(unit: Unit, delivery: Delivery, now: datetime) -> _To | None:
    """None where nothing is to be sent any more."""
    account = unit.accounts.get(delivery.account)
    filed = unit.notices.after(delivery.account, NoticeId(delivery.notice - 1), 1)
    if account is None or account.left_at is not None or over(delivery, now) or not unit.deliveries.held(delivery):
        return None
    if not filed or filed[0].id != delivery.notice or filed[0].read_at is not None:
        return None
    push = None if delivery.push is None else unit.pushes.find(id=delivery.push)
    mail = unit.mail_addresses.find(account=account.id)
    if delivery.channel is Channel.PUSH and (push is None or _signed_out(unit, push, now)):
        return None
    if delivery.channel is Channel.MAIL and (mail is None or mail.confirmed_at is None):
        return None
    sealed = b"" if mail is None else mail.sealed
    return _To(event=filed[0].notice.event, language=account.language, push=push, mail=sealed)


def _sent(reach: Reach, delivery: Delivery, to: _To, now: datetime) -> Outcome:
    if to.push is not None and reach.pushes is not None:
        text = push_text(to.event, to.language, reach.origin)
        left = int((delivery.filed_at + UNTIL - now).total_seconds())
        urgent = to.event in ASKS_FOR_ANSWER
        return reach.pushes.send(opened(reach, to.push), text, seconds=max(left, 0), urgent=urgent)
    if delivery.channel is Channel.MAIL and reach.mails is not None:
        address = reach.seals.open(to.mail, mail_name(delivery.account)).decode()
        return reach.mails.send(address, notice_letter(to.event, to.language, reach.origin), delivery.id)
    return Turned()  # this server has no such way any more


def _settle(unit: Unit, delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    """Nothing, where somebody else has it by now."""
    unit.deliveries.begin()
    push = None if delivery.push is None else unit.pushes.find(id=delivery.push)
    if push is not None and (isinstance(outcome, Gone) or _signed_out(unit, push, now)):
        unit.pushes.remove(push)  # and whatever is owed there
        return
    if not unit.deliveries.held(delivery):
        return
    left = settled(delivery, outcome, now)
    if left is None:
        unit.deliveries.remove(delivery)
    else:
        unit.deliveries.save(left)


def _signed_out(unit: Unit, push: PushSubscription, now: datetime) -> bool:
    session = unit.sessions.find(id=push.session)
    return session is None or not isinstance(session_state(session, now), Open)
