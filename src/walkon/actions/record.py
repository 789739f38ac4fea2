"""Recording while the server watches: it tells what to do step by step, as the pictures arrive."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from walkon.actions.send_take import holder_of, send
from walkon.actions.take_reviews import UPLOAD
from walkon.domain.attempts import Limits, MustWait, may_try
from walkon.domain.capture import Challenge, Language, Screen, draw_challenge
from walkon.domain.challenge_file import from_json, to_json
from walkon.domain.errors import NotFound, TooManyAttempts, UploadUnknown
from walkon.domain.ids import RecordingId, UploadId
from walkon.domain.people import Account
from walkon.domain.recordings import Recording, begun, lead_of, tell, was_witnessed
from walkon.domain.reveal import Cue
from walkon.domain.takes import SentTake
from walkon.ports.store import Erasure, Unit
from walkon.ports.vault import AttemptBook, ChallengeBook


class NoSuchRecording(NotFound):
    code = "recording_unknown"
    en = "There is no such recording; begin a new one."
    ko = "그런 녹화가 없습니다. 새로 시작해 주세요."


def begin(
    unit: Unit,
    book: ChallengeBook,
    me: Account,
    device: str,
    language: Language,
    screen: Screen,
    upload: UploadId,
    now: datetime,
    attempts: AttemptBook | None = None,
) -> tuple[Recording, Challenge]:
    """Draw a challenge that stays here, for what will arrive as `upload`. An earlier one of this device is forgotten, and
    what arrived for it is erased.

    Raises `UploadUnknown`, and `TooManyAttempts` where `attempts` say that no answer would be looked at.
    """
    if attempts is not None:
        free = may_try(attempts.recent(), holder_of(me.id, device), Limits(), now)
        if isinstance(free, MustWait):
            raise TooManyAttempts(until=f"{free.until.astimezone():%H:%M}")
    if unit.arrivals.find(upload=upload, account=me.id) is None:
        raise UploadUnknown
    for earlier in unit.recordings.all(account=me.id, device=device):
        unit.recordings.remove(earlier)
        _erase(unit, earlier.upload, upload, now)
    challenge = draw_challenge(secrets.SystemRandom(), language, now, screen)
    book.issue(challenge, holder_of(me.id, device))
    recording = Recording(
        id=RecordingId(secrets.token_hex(16)),
        account=me.id,
        device=device,
        challenge=to_json(challenge),
        upload=upload,
        drawn_at=now,
    )
    unit.recordings.add(recording)
    return recording, challenge


def told(
    unit: Unit, me: Account, device: str, recording: RecordingId, *, arrived: bool, now: datetime
) -> tuple[Recording, Challenge, tuple[Cue, ...]]:
    """Everything that may be known now; `arrived`: the first pictures have. Raises `NoSuchRecording`."""
    found = _mine(unit, me, device, recording)
    challenge = from_json(found.challenge)
    after, known = tell(begun(found, now) if arrived else found, challenge, now)
    if after != found:
        unit.recordings.save(after)
    return after, challenge, known


def finish(
    unit: Unit, me: Account, device: str, recording: RecordingId, shown: Sequence[float], now: datetime
) -> SentTake:
    """Have the recording looked at; `shown`: when each cue was shown, on the client's clock.

    Raises `NoSuchRecording` and what `send` raises.
    """
    found = _mine(unit, me, device, recording)
    challenge = from_json(found.challenge)
    fair = was_witnessed(found, challenge, shown, now)
    lead = lead_of(challenge, shown)
    take = send(unit, me, device, found.challenge, found.upload, now, witnessed=fair, lead=lead)
    unit.recordings.remove(found)
    return take


def _erase(unit: Unit, upload: UploadId, other_than: UploadId, now: datetime) -> None:
    """An upload that nobody will finish takes nobody's place."""
    arrival = unit.arrivals.find(upload=upload)
    if arrival is not None and upload != other_than:
        unit.arrivals.remove(arrival)
        unit.erasures.add(Erasure(name=UPLOAD + upload, due_at=now))


def _mine(unit: Unit, me: Account, device: str, recording: RecordingId) -> Recording:
    found = unit.recordings.find(id=recording, account=me.id, device=device)
    if found is None:
        raise NoSuchRecording
    return found
