"""Issued challenges and past answers, remembered in one small file each. No name of a person is in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from walkon.domain.attempts import WINDOW, Attempt, Holder
from walkon.domain.capture import ANSWERS, Challenge, is_expired
from walkon.domain.challenge_file import fingerprint
from walkon.domain.errors import (
    ChallengeAltered,
    ChallengeExpired,
    ChallengeForeign,
    ChallengeUnknown,
    ChallengeUsed,
)
from walkon.domain.ids import ChallengeId
from walkon.vault import disk

FORGET_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Issued:
    """What is remembered of a challenge: hashes of itself and of its holder, its end and its answers."""

    mark: str
    holder: str
    expires: datetime
    answers: int


class ChallengeFile:
    """`HOME/challenges.json`. Challenges are forgotten a day after they expired.

    A damaged file counts as empty: challenges are cheap, and the default is no.
    """

    def __init__(self, home: Path) -> None:
        self._home, self._path = home, home / "challenges.json"

    def issue(self, challenge: Challenge, holder: Holder) -> None:
        with disk.locked(self._home):
            known = {k: v for k, v in self._read().items() if challenge.issued - v.expires < FORGET_AFTER}
            known[challenge.id] = _Issued(
                mark=fingerprint(challenge), holder=holder.mark(), expires=challenge.expires, answers=0
            )
            self._write(known)

    def check(self, challenge: Challenge, holder: Holder, now: datetime) -> None:
        _may_answer(self._read().get(challenge.id), challenge, holder, now)

    def answer(self, challenge: Challenge, holder: Holder, now: datetime) -> int:
        with disk.locked(self._home):
            known = self._read()
            issued = _may_answer(known.get(challenge.id), challenge, holder, now)
            known[challenge.id] = replace(issued, answers=issued.answers + 1)
            self._write(known)
        return ANSWERS - issued.answers - 1

    def close(self, challenge: Challenge) -> None:
        with disk.locked(self._home):
            known = self._read()
            if challenge.id in known:
                known[challenge.id] = replace(known[challenge.id], answers=ANSWERS)
                self._write(known)

    def _read(self) -> dict[ChallengeId, _Issued]:
        try:
            rows = json.loads(self._path.read_text("utf-8"))
            return {
                ChallengeId(k): _Issued(
                    mark=str(row["mark"]),
                    holder=str(row["holder"]),
                    expires=datetime.fromisoformat(row["expires"]),
                    answers=int(row["answers"]),
                )
                for k, row in rows.items()
            }
        except (OSError, ValueError, AttributeError, TypeError, KeyError):
            return {}

    def _write(self, rows: dict[ChallengeId, _Issued]) -> None:
        plain = {k: asdict(row) | {"expires": row.expires.isoformat()} for k, row in rows.items()}
        disk.write(self._path, json.dumps(plain).encode())


def _may_answer(issued: _Issued | None, challenge: Challenge, holder: Holder, now: datetime) -> _Issued:
    if issued is None:
        raise ChallengeUnknown
    if issued.mark != fingerprint(challenge):
        raise ChallengeAltered
    if issued.holder != holder.mark():
        raise ChallengeForeign
    if is_expired(challenge, now):
        raise ChallengeExpired
    if issued.answers >= ANSWERS:
        raise ChallengeUsed
    return issued


class AttemptFile:
    """`HOME/attempts.json`. A damaged file counts as empty: limits slow guessing down, they are not what stops it."""

    def __init__(self, home: Path) -> None:
        self._home, self._path = home, home / "attempts.json"

    def record(self, attempt: Attempt) -> None:
        with disk.locked(self._home):
            kept = [a for a in self._read() if a.at > attempt.at - WINDOW]
            rows = [asdict(a) | {"at": a.at.isoformat()} for a in [*kept, attempt]]
            disk.write(self._path, json.dumps(rows).encode())

    def recent(self) -> Sequence[Attempt]:
        return self._read()

    def _read(self) -> list[Attempt]:
        try:
            rows = json.loads(self._path.read_text("utf-8"))
            return [
                Attempt(account=str(r["account"]), device=str(r["device"]), at=datetime.fromisoformat(r["at"]))
                for r in rows
            ]
        except (OSError, ValueError, AttributeError, TypeError, KeyError):
            return []
