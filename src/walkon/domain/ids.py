"""Names of things: typed ids and the handle a person is called by."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NewType

from walkon.domain.errors import BadHandle

CameoId = NewType("CameoId", str)
"""32 lower-case hexadecimal digits, drawn at random; says nothing about the person."""
ChallengeId = NewType("ChallengeId", str)
"""32 lower-case hexadecimal digits."""
AccountId = NewType("AccountId", str)
"""Somebody who signs in; 32 lower-case hexadecimal digits, or ``home`` for the owner of a computer without accounts."""
HOME = AccountId("home")
GrantId = NewType("GrantId", str)
"""32 lower-case hexadecimal digits."""
RequestId = NewType("RequestId", str)
"""32 lower-case hexadecimal digits."""
NoticeId = NewType("NoticeId", int)
"""Counts up from 1 in one inbox, so that whoever was away can ask for what came after."""
ProductionId = NewType("ProductionId", str)
"""32 lower-case hexadecimal digits."""
SessionId = NewType("SessionId", str)
"""32 lower-case hexadecimal digits; opens nothing, the session's token does."""
CeremonyId = NewType("CeremonyId", str)
"""32 lower-case hexadecimal digits."""
TokenId = NewType("TokenId", str)
"""An API token's name in lists and addresses; 32 lower-case hexadecimal digits; opens nothing."""
InviteId = NewType("InviteId", str)
"""32 lower-case hexadecimal digits; opens nothing, the invite's code does."""
VisitId = NewType("VisitId", str)
"""A visit to another server to sign in; 32 lower-case hexadecimal digits; opens nothing, its secret does."""
TieId = NewType("TieId", str)
"""That an account is somebody's elsewhere; 32 lower-case hexadecimal digits."""
WithdrawalId = NewType("WithdrawalId", str)
"""32 lower-case hexadecimal digits."""
RecordingId = NewType("RecordingId", str)
"""32 lower-case hexadecimal digits."""
TakeId = NewType("TakeId", str)
"""32 lower-case hexadecimal digits."""
UploadId = NewType("UploadId", str)
"""32 lower-case hexadecimal digits, drawn at random; whoever knows it may still have to prove whose it is."""
ReportId = NewType("ReportId", str)
"""32 lower-case hexadecimal digits."""
CommentId = NewType("CommentId", str)
"""32 lower-case hexadecimal digits."""
ShareId = NewType("ShareId", str)
StrikeId = NewType("StrikeId", str)
"""32 lower-case hexadecimal digits."""
ParcelId = NewType("ParcelId", str)
"""32 lower-case hexadecimal digits."""
SettingId = NewType("SettingId", str)
"""Key of a setting in the stage's catalogue, for example ``giant_wave``."""
CostumeId = NewType("CostumeId", str)
"""Key of a costume in the stage's catalogue, for example ``astronaut``."""

_HANDLE = re.compile(r"[^\W_][\w]{0,29}")


@dataclass(frozen=True, slots=True, order=True)
class Handle:
    """How a person is called in a prompt: 1 to 30 letters, digits or underscores, lower case, NFC, without the @."""

    name: str

    @classmethod
    def parse(cls, text: str) -> Handle:
        """A handle from what somebody typed, with or without a leading @.

        Raises `BadHandle` when it is empty, too long or holds other characters.
        """
        name = unicodedata.normalize("NFC", text.strip().removeprefix("@")).lower()
        if not _HANDLE.fullmatch(name):
            raise BadHandle(handle=text[:40])
        return cls(name)

    def __str__(self) -> str:
        return f"@{self.name}"
