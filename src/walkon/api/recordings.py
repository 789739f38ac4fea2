"""Recording while the server watches: cues come when their time has come, while the recording is being uploaded."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import Field

from walkon.actions import record
from walkon.api.callers import Me
from walkon.api.forms import Form
from walkon.api.once import once
from walkon.api.takes import TakeShown
from walkon.domain.capture import Challenge, Language, Light, Say, Screen
from walkon.domain.challenge_file import as_row
from walkon.domain.ids import RecordingId, UploadId
from walkon.domain.reveal import Cue, cues
from walkon.domain.signing_in import Deed
from walkon.domain.speaking import is_sentence
from walkon.ports.store import Unit

router = APIRouter(tags=["cameos"])


class RecordingWanted(Form):
    """What will arrive as `upload`; `screen` is what lights the face."""

    upload: Annotated[str, Field(max_length=64)]
    language: Language | None = None
    screen: Screen = Screen.NONE


class RecordingBegun(Form):
    """How long it will take, and how many cues there will be; which ones is told when their time comes."""

    id: str
    seconds: float
    cues: int
    expires_at: datetime


class CueShown(Form):
    """One thing to show at `at` seconds of the recording, for `seconds` or until the next."""

    number: int
    at: float
    seconds: float
    kind: str
    details: dict[str, Any]


class Cues(Form):
    """What is new; `elapsed`: seconds since the first pictures arrived here, None before that."""

    elapsed: float | None
    cues: list[CueShown]


class RecordingFinished(Form):
    """When each cue was shown, in order, in seconds from the start of the recording: its first picture, not the clock's."""

    shown: Annotated[list[Annotated[float, Field(ge=-60, le=600)]], Field(max_length=200)]


@router.post("/me/recordings", status_code=201, operation_id="begin_recording")
def begin(form: RecordingWanted, me: Me) -> RecordingBegun:
    """Begin a recording that the server witnesses. Create the upload first, and send pictures while they are made.

    An earlier one of this device that was not finished is erased.
    """
    me.may(Deed.CHANGE_CAMEO)
    device, language = me.session.id, form.language or me.account.language
    book, attempts, upload = me.service.challenges, me.service.attempts, UploadId(form.upload)
    recording, challenge = me.service.store.write(
        lambda unit: record.begin(unit, book, me.account, device, language, form.screen, upload, me.now, attempts)
    )
    return RecordingBegun(
        id=recording.id,
        seconds=challenge.seconds,
        cues=len(cues(challenge)),
        expires_at=challenge.expires,
    )


@router.get("/me/recordings/{recording}/cues", operation_id="read_cues")
def read_cues(recording: str, me: Me, after: Annotated[int, Query(ge=-1, le=1000)] = -1) -> Cues:
    """The cues after a number whose time has come; ask ten times a second while recording."""
    me.may(Deed.CHANGE_CAMEO)
    device, wanted, service = me.session.id, RecordingId(recording), me.service
    known = service.store.read(lambda unit: unit.recordings.find(id=wanted, account=me.account.id, device=device))
    arrived = known is not None and (known.began_at is not None or service.uploads.offset(known.upload) > 0)
    found, challenge, told = service.store.write(
        lambda unit: record.told(unit, me.account, device, wanted, arrived=arrived, now=me.now)
    )
    elapsed = None if found.began_at is None else (me.now - found.began_at).total_seconds()
    shown = [_shown(challenge, number, cue) for number, cue in enumerate(told) if number > after]
    return Cues(elapsed=elapsed, cues=shown)


@router.post("/me/recordings/{recording}/finish", status_code=202, operation_id="finish_recording")
def finish(recording: str, form: RecordingFinished, me: Me) -> TakeShown:
    """Have it looked at, as soon as its last byte has arrived."""
    me.may(Deed.CHANGE_CAMEO)
    device, wanted = me.session.id, RecordingId(recording)

    def change(unit: Unit) -> TakeShown:
        return TakeShown.of(record.finish(unit, me.account, device, wanted, form.shown, me.now), me.account.language)

    return once(me, TakeShown, change)


def _shown(challenge: Challenge, number: int, cue: Cue) -> CueShown:
    """One cue with what is to be shown now, and nothing of what comes after it."""
    step = challenge.steps[cue.step]
    row = as_row(step)
    kind, seconds = row.pop("kind"), step.at + step.seconds - cue.at
    del row["at"], row["seconds"]
    match step:
        case Light(code=code):
            row = {"left": code.left[cue.part].value, "right": code.right[cue.part].value}
            seconds = code.seconds
        case Say(words=words) if not is_sentence(words, challenge.language):
            row = {"words": [words[cue.part]]}
        case _:
            pass
    return CueShown(number=number, at=cue.at, seconds=seconds, kind=kind, details=row)
