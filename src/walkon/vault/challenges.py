"""Issued challenges, remembered in one small file."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from walkon.domain.capture import Challenge, fingerprint, is_expired
from walkon.domain.errors import ChallengeExpired, ChallengeUnknown
from walkon.domain.ids import ChallengeId
from walkon.vault import disk


class ChallengeFile:
    """`HOME/challenges.json`: challenge id -> fingerprint and expiry. Expired ones are forgotten a day later."""

    FORGET_AFTER_DAYS = 1

    def __init__(self, home: Path) -> None:
        self._home, self._path = home, home / "challenges.json"

    def issue(self, challenge: Challenge) -> None:
        with disk.locked(self._home):
            open_ones = self._read()
            old = [k for k, (_, end) in open_ones.items() if (challenge.issued - end).days >= self.FORGET_AFTER_DAYS]
            for known in old:
                del open_ones[known]
            open_ones[challenge.id] = (fingerprint(challenge), challenge.expires)
            self._write(open_ones)

    def spend(self, challenge: Challenge, now: datetime) -> None:
        with disk.locked(self._home):
            open_ones = self._read()
            known, _ = open_ones.pop(challenge.id, ("", now))
            if known != fingerprint(challenge):
                raise ChallengeUnknown
            self._write(open_ones)
        if is_expired(challenge, now):
            raise ChallengeExpired

    def _read(self) -> dict[ChallengeId, tuple[str, datetime]]:
        """A damaged file counts as empty: challenges are cheap, and the default is no."""
        try:
            rows = json.loads(self._path.read_text("utf-8"))
            return {ChallengeId(k): (str(mark), datetime.fromisoformat(end)) for k, (mark, end) in rows.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return {}

    def _write(self, rows: dict[ChallengeId, tuple[str, datetime]]) -> None:
        disk.write(self._path, json.dumps({k: (mark, end.isoformat()) for k, (mark, end) in rows.items()}).encode())
