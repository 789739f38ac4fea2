"""A recording is sent for a challenge, and looked at; what comes of it is a cameo, or words and nothing else."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

from walkon.actions.audited import note
from walkon.actions.create_cameo import Maker, create_cameo
from walkon.actions.renew_cameo import renew_cameo
from walkon.actions.rule_reports import stays_suspended
from walkon.actions.take_reviews import close, close_all, offer
from walkon.actions.verify_take import Passed
from walkon.domain.attempts import Holder
from walkon.domain.audit import Act
from walkon.domain.cameo import Cameo
from walkon.domain.challenge_file import from_json
from walkon.domain.desk import Decision, Matter, decided
from walkon.domain.errors import Conflict, Passing, UploadIncomplete, UploadUnknown, WalkonError
from walkon.domain.ids import AccountId, TakeId, UploadId
from walkon.domain.notices import Event, Notice
from walkon.domain.people import Account
from walkon.domain.policies import Policy
from walkon.domain.takes import LOOKED_AT, Processing, SentTake, TakeStage, TakeState, judged
from walkon.domain.verification import NeedsReview, No, RefusedTake, TakeToRepeat, TakeToReview
from walkon.ports.jobs import Look
from walkon.ports.store import Profile, Store, Unit
from walkon.ports.uploads import Uploads
from walkon.ports.vault import CameoVault

Seen = TypeVar("Seen")
EVERY = 0.1  # share of a stage between two times it is told how far it is


class TakeUnderWay(Conflict):
    code = "take_under_way"
    en = "Your last recording is still being looked at."
    ko = "먼저 보낸 녹화를 아직 확인하고 있습니다."


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
    lead: float = 0.0,
) -> SentTake:
    """Have a recording looked at. Raises `ChallengeDamaged`, `UploadUnknown`, `TakeUnderWay`."""
    from_json(challenge)
    arrival = unit.arrivals.find(upload=upload, account=me.id)
    if arrival is None:
        raise UploadUnknown
    if any(unit.takes.all(account=me.id, state=state) for state in (TakeState.WAITING, TakeState.PASSED)):
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
        lead=lead,
    )
    unit.takes.add(take)
    unit.jobs.put(Look(take=take.id))
    return take


def look_at(screening: Screening[Seen], take: TakeId) -> TakeState | None:
    """Judge a sent take, or one that reviewers said yes to, and make or renew a cameo of it. Then the recording is
    destroyed, unless a person has to look at it: its owner may ask for that.

    Doing it twice is fine. Raises `Passing`: another try may go well.
    """
    found = screening.store.read(lambda unit: unit.takes.find(id=take))
    if found is None or found.state not in LOOKED_AT:
        return None if found is None else found.state
    account = screening.store.read(lambda unit: unit.accounts.get(found.account))
    if account is None or not account.active:
        after = judged(found, TakeState.UNREADABLE, screening.now())
        return _closed(screening, after, None)
    try:
        cameo = _made(screening, found, account)
    except Passing:
        raise
    except TakeToReview as error:
        return _offered(screening, found, error.verdict)
    except RefusedTake as error:
        again = isinstance(error, TakeToRepeat) and found.state is TakeState.WAITING
        state = TakeState.AGAIN if again else TakeState.REFUSED
        reasons = tuple(reason.value for reason in error.verdict.reasons)
        return _closed(screening, judged(found, state, screening.now(), reasons=reasons), None)
    except WalkonError as error:
        after = judged(found, TakeState.UNREADABLE, screening.now(), reasons=(error.code,))
        return _closed(screening, after, None)
    return _closed(screening, judged(found, TakeState.ACCEPTED, screening.now(), cameo=cameo.id), cameo)


def give_up(screening: Screening[Seen], take: TakeId) -> None:
    """Trouble did not pass: the recording is destroyed, and its owner is told to send another."""
    found = screening.store.read(lambda unit: unit.takes.find(id=take))
    if found is not None and found.state in LOOKED_AT:
        _closed(screening, judged(found, TakeState.UNREADABLE, screening.now(), reasons=(Passing.code,)), None)


def _made(screening: Screening[Seen], take: SentTake, account: Account) -> Cameo:
    """The new or renewed cameo. Raises what judging and making raise."""
    profile = screening.store.read(lambda unit: unit.profiles.of(account.id))
    left = screening.vault.find(account.handle)
    if left is not None and profile is None:
        screening.vault.delete(left.id)  # of a try that died before the server remembered it
    passed = _passed(screening, take)
    recording = b"".join(screening.uploads.finish(take.upload))
    challenge, maker = from_json(take.challenge), screening.maker()
    holder, handle, policy = holder_of(account.id, take.device), account.handle, screening.policy
    told, lead, seen = _Told(screening.store, take.id), take.lead, take.witnessed
    if profile is None:
        return create_cameo(
            maker, handle, recording, challenge, holder, policy, told, witnessed=seen, lead=lead, passed=passed
        )[0]
    return renew_cameo(
        maker, handle, recording, challenge, holder, policy, told, witnessed=seen, lead=lead, passed=passed
    )[0]


class _Told:
    """Writes down how far a worker is with a take, at every stage and every tenth of one."""

    def __init__(self, store: Store, take: TakeId) -> None:
        self._store, self._take = store, take
        self._last: tuple[str, float] = ("", 0.0)

    def __call__(self, stage: str, share: float) -> None:
        known, before = self._last
        if stage not in set(TakeStage) or (stage == known and before <= share < before + EVERY):
            return
        self._last = stage, share
        now = Processing(take=self._take, stage=TakeStage(stage), share=share)

        def change(unit: Unit) -> None:
            if unit.takes.find(id=self._take) is None:
                return
            put = unit.processing.save if unit.processing.find(take=self._take) else unit.processing.add
            put(now)

        self._store.write(change)


def _passed(screening: Screening[Seen], take: SentTake) -> Passed | None:
    """What people decided about a take that is looked at because of it, put together anew from their words."""
    if take.state is not TakeState.PASSED:
        return None

    def look(unit: Unit) -> Passed | None:
        review = unit.take_reviews.find(take=take.id)
        if review is None:
            return None
        found = decided(review, unit.opinions.all(matter=Matter.TAKE, subject=take.id))
        return Passed(take=take.id, decision=found) if isinstance(found, Decision) else None

    return screening.store.read(look)


def _offered(screening: Screening[Seen], take: SentTake, verdict: No) -> TakeState:
    """The recording stays, sealed, for its owner to ask that a person looks at it; unless they changed their mind."""

    def change(unit: Unit) -> TakeState:
        current = unit.takes.find(id=take.id)
        if current is None or current.state is not take.state or not isinstance(verdict, NeedsReview):
            return TakeState.TAKEN_BACK if current is None else current.state
        told_last(unit, take.id)
        return offer(unit, take, verdict, screening.now()).state

    return screening.store.write(change)


def _closed(screening: Screening[Seen], take: SentTake, cameo: Cameo | None) -> TakeState:
    """Remember the verdict and tell its owner; then the recording goes."""

    def change(unit: Unit) -> bool:
        current = unit.takes.find(id=take.id)
        if current is None or current.state not in LOOKED_AT:
            return False  # taken back, or withdrawn, meanwhile
        if current.state is TakeState.PASSED:
            close(unit, take, screening.now())
            if cameo is not None:
                note(unit, Act.MADE_CAMEO, take.id, screening.now(), about=take.account, code=screening.policy.name)
        unit.takes.save(take)
        told_last(unit, take.id)
        arrival = unit.arrivals.find(upload=take.upload)
        if arrival is not None:
            unit.arrivals.remove(arrival)
        if cameo is not None:
            _enrol(unit, take.account, cameo, screening.now())
            close_all(unit, take.account, screening.now(), but=take.id)
        if unit.accounts.get(take.account) is not None:
            unit.notices.tell(Notice(account=take.account, event=Event.TAKE_JUDGED, at=take.judged_at or take.sent_at))
        return True

    if not screening.store.write(change):
        if cameo is not None and screening.store.read(lambda unit: unit.profiles.get(cameo.id)) is None:
            screening.vault.delete(cameo.id)
        return TakeState.TAKEN_BACK
    with suppress(UploadUnknown, UploadIncomplete):
        screening.uploads.discard(take.upload)
    return take.state


def told_last(unit: Unit, take: TakeId) -> None:
    """Nobody is busy with it any longer."""
    found = unit.processing.find(take=take)
    if found is not None:
        unit.processing.remove(found)


def _enrol(unit: Unit, owner: AccountId, cameo: Cameo, now: datetime) -> None:
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
                suspended_at=now if stays_suspended(unit, owner) else None,
            )
        )
    elif known.standing is not cameo.standing:  # brought from another server, and verified by this recording
        unit.profiles.save(replace(known, standing=cameo.standing))
