"""A recording is sent for a challenge, and looked at; what comes of it is a cameo, or words and nothing else."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from walkon.actions.create_cameo import Maker, create_cameo
from walkon.actions.renew_cameo import renew_cameo
from walkon.domain.attempts import Holder
from walkon.domain.cameo import Cameo
from walkon.domain.challenge_file import from_json
from walkon.domain.errors import Conflict, NotFound, Passing, UploadIncomplete, UploadUnknown, WalkonError
from walkon.domain.ids import AccountId, TakeId, UploadId
from walkon.domain.notices import Event, Notice
from walkon.domain.people import Account
from walkon.domain.policies import Policy
from walkon.domain.takes import SentTake, TakeState, judged
from walkon.domain.verification import RefusedTake, TakeToRepeat, TakeToReview
from walkon.ports.jobs import Look
from walkon.ports.store import Profile, Store, Unit
from walkon.ports.uploads import Uploads
from walkon.ports.vault import CameoVault
from walkon.ports.world import silent

Seen = TypeVar("Seen")


class TakeUnderWay(Conflict):
    code = "take_under_way"
    en = "Your last recording is still being looked at."
    ko = "먼저 보낸 녹화를 아직 확인하고 있습니다."


class NoSuchTake(NotFound):
    code = "take_unknown"
    en = "There is no such recording."
    ko = "그런 녹화가 없습니다."


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening(Generic[Seen]):
    """The rooms a sent take passes through."""

    store: Store
    uploads: Uploads
    maker: Callable[[], Maker[Seen]]  # loads models, so only where there is something to look at
    vault: CameoVault
    policy: Policy
    now: Callable[[], datetime]


def holder_of(account: AccountId, device: str) -> Holder:
    """To whom a challenge is given: an account on one of its devices."""
    return Holder(account=account, device=device, connection=device)


def send(
    unit: Unit,
    me: Account,
    device: str,
    challenge: str,
    upload: UploadId,
    now: datetime,
    *,
    witnessed: bool = False,
) -> SentTake:
    """Have a recording looked at. Raises `ChallengeDamaged`, `UploadUnknown`, `TakeUnderWay`."""
    from_json(challenge)
    arrival = unit.arrivals.find(upload=upload, account=me.id)
    if arrival is None:
        raise UploadUnknown
    if unit.takes.all(account=me.id, state=TakeState.WAITING):
        raise TakeUnderWay
    take = SentTake(
        id=TakeId(secrets.token_hex(16)),
        account=me.id,
        device=device,
        challenge=challenge,
        upload=upload,
        state=TakeState.WAITING,
        sent_at=now,
        witnessed=witnessed,
    )
    unit.takes.add(take)
    unit.jobs.put(Look(take=take.id))
    return take


def look_at(screening: Screening[Seen], take: TakeId) -> TakeState | None:
    """Judge a sent take, and make or renew a cameo of it. Whatever comes of it, the recording is destroyed.

    Doing it twice is fine. Raises `Passing`: another try may go well.
    """
    found = screening.store.read(lambda unit: unit.takes.find(id=take))
    if found is None or found.state is not TakeState.WAITING:
        return None if found is None else found.state
    account = screening.store.read(lambda unit: unit.accounts.get(found.account))
    if account is None or not account.active:
        after = judged(found, TakeState.UNREADABLE, screening.now())
        return _closed(screening, after, None)
    try:
        cameo = _made(screening, found, account)
    except Passing:
        raise
    except RefusedTake as error:
        state = {TakeToRepeat: TakeState.AGAIN, TakeToReview: TakeState.NEEDS_REVIEW}.get(
            type(error), TakeState.REFUSED
        )
        reasons = tuple(reason.value for reason in error.verdict.reasons)
        return _closed(screening, judged(found, state, screening.now(), reasons=reasons), None)
    except WalkonError as error:
        after = judged(found, TakeState.UNREADABLE, screening.now(), reasons=(error.code,))
        return _closed(screening, after, None)
    return _closed(screening, judged(found, TakeState.ACCEPTED, screening.now(), cameo=cameo.id), cameo)


def give_up(screening: Screening[Seen], take: TakeId) -> None:
    """Trouble did not pass: the recording is destroyed, and its owner is told to send another."""
    found = screening.store.read(lambda unit: unit.takes.find(id=take))
    if found is not None and found.state is TakeState.WAITING:
        _closed(screening, judged(found, TakeState.UNREADABLE, screening.now(), reasons=(Passing.code,)), None)


def _made(screening: Screening[Seen], take: SentTake, account: Account) -> Cameo:
    """The new or renewed cameo. Raises what judging and making raise."""
    profile = screening.store.read(lambda unit: unit.profiles.of(account.id))
    left = screening.vault.find(account.handle)
    if left is not None and profile is None:
        screening.vault.delete(left.id)  # of a try that died before the server remembered it
    recording = b"".join(screening.uploads.finish(take.upload))
    challenge, maker = from_json(take.challenge), screening.maker()
    holder, handle, policy = holder_of(account.id, take.device), account.handle, screening.policy
    if profile is None:
        made, _ = create_cameo(maker, handle, recording, challenge, holder, policy, silent, witnessed=take.witnessed)
        return made
    return renew_cameo(maker, handle, recording, challenge, holder, policy, silent, witnessed=take.witnessed)[0]


def _closed(screening: Screening[Seen], take: SentTake, cameo: Cameo | None) -> TakeState:
    """Remember the verdict and tell its owner; then the recording goes."""

    def change(unit: Unit) -> bool:
        current = unit.takes.find(id=take.id)
        if current is None or current.state is not TakeState.WAITING:
            return False  # withdrawn while it was looked at
        unit.takes.save(take)
        arrival = unit.arrivals.find(upload=take.upload)
        if arrival is not None:
            unit.arrivals.remove(arrival)
        if cameo is not None:
            _enrol(unit, take.account, cameo)
        if unit.accounts.get(take.account) is not None:
            unit.notices.tell(Notice(account=take.account, event=Event.TAKE_JUDGED, at=take.judged_at or take.sent_at))
        return True

    if not screening.store.write(change) and cameo is not None:
        screening.vault.delete(cameo.id)
    with suppress(UploadUnknown, UploadIncomplete):
        screening.uploads.discard(take.upload)
    return take.state


def _enrol(unit: Unit, owner: AccountId, cameo: Cameo) -> None:
    """What the server knows of a cameo; its rules stay as they are when it is recorded anew."""
    known = unit.profiles.of(owner)
    if known is None:
        unit.profiles.add(
            Profile(
                cameo=cameo.id,
                owner=owner,
                handle=cameo.handle,
                standing=cameo.standing,
                created_at=cameo.created,
            )
        )
