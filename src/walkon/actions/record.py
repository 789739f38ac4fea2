"""Recording while the server watches: it tells what to do step by step, as the pictures arrive."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from walkon.actions.send_take import holder_of, send
from walkon.domain.capture import Challenge, Language, Screen, draw_challenge
from walkon.domain.challenge_file import from_json, to_json
from walkon.domain.errors import NotFound, UploadUnknown
from walkon.domain.ids import RecordingId, UploadId
from walkon.domain.people import Account
from walkon.domain.recordings import Recording, begun, tell, was_witnessed
from walkon.domain.reveal import Cue
from walkon.domain.takes import SentTake
from walkon.ports.store import Unit
from walkon.ports.vault import ChallengeBook


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
) -> tuple[Recording, Challenge]:
    """Draw a challenge that stays here, for what will arrive as `upload`. An earlier one of this device is forgotten.

    Raises `UploadUnknown`.
    """
    if unit.arrivals.find(upload=upload, account=me.id) is None:
        raise UploadUnknown
    for earlier in unit.recordings.all(account=me.id, device=device):
        unit.recordings.remove(earlier)
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
    take = send(unit, me, device, found.challenge, found.upload, now, witnessed=fair)
    unit.recordings.remove(found)
    return take


def _mine(unit: Unit, me: Account, device: str, recording: RecordingId) -> Recording:
    found = unit.recordings.find(id=recording, account=me.id, device=device)
    if found is None:
        raise NoSuchRecording
    return found
