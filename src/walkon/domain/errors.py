"""Everything that can be wrong, said to a person.

    WalkonError
    +-- BadInput          what was given cannot be used; nothing was changed          exit 2
    |   +-- BadHandle, BadPrompt family, BadClip family, Refused ...
    +-- Forbidden         the people shown have not allowed it                        exit 2
    +-- Broken            this installation cannot do it now (disk, key, missing part) exit 2
    +-- Cancelled         somebody stopped it; nothing was left behind                 exit 130

Every class carries a stable `code` and one sentence per language; the fields of an error are data that the sentences
may show. Sentences never hold a person's words beyond a short handle, and never a path inside the vault.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar


class WalkonError(Exception):
    """Something went wrong that can be explained."""

    code: ClassVar[str] = "error"
    en: ClassVar[str] = "Something went wrong."
    ko: ClassVar[str] = "문제가 생겼습니다."

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__(self.sentence("en"))

    def __reduce__(self) -> tuple[Callable[[type[WalkonError], dict[str, object]], WalkonError], tuple[object, ...]]:
        """Errors cross from one process to another as class and fields: what caused them stays behind."""
        return _again, (type(self), self.fields)

    def sentence(self, language: str) -> str:
        """The error as one sentence in ``en`` or ``ko`` (anything else reads English)."""
        template = self.ko if language == "ko" else self.en
        return template.format(**self.fields)


def _again(kind: type[WalkonError], fields: dict[str, object]) -> WalkonError:
    return kind(**fields)


class BadInput(WalkonError):
    code = "bad_input"
    en = "This input cannot be used."
    ko = "이 입력은 사용할 수 없습니다."


class Forbidden(WalkonError):
    code = "forbidden"
    en = "The person shown has not allowed this."
    ko = "나오는 사람이 이 사용을 허락하지 않았습니다."


class Broken(WalkonError):
    code = "broken"
    en = "Walkon cannot do this on this computer right now."
    ko = "지금 이 컴퓨터에서는 할 수 없습니다."


class DiskFull(Broken):
    code = "disk_full"
    en = "The disk is full; nothing was written and nothing was changed."
    ko = "디스크가 가득 찼습니다. 저장되거나 바뀐 것은 없습니다."


class Cancelled(WalkonError):
    code = "cancelled"
    en = "Stopped. Nothing was left behind."
    ko = "중단했습니다. 남은 파일은 없습니다."


class BadHandle(BadInput):
    code = "bad_handle"
    en = "“{handle}” is not a handle: use 1 to 30 letters, digits or underscores."
    ko = "“{handle}”은(는) 핸들로 쓸 수 없습니다. 글자, 숫자, 밑줄 1~30자로 적어 주세요."


class UnknownHandle(BadInput):
    code = "unknown_handle"
    en = "There is no cameo called {handle} here."
    ko = "{handle} 카메오가 여기에 없습니다."


class HandleTaken(BadInput):
    code = "handle_taken"
    en = "There already is a cameo called {handle}; delete it first or choose another handle."
    ko = "{handle} 카메오가 이미 있습니다. 먼저 지우거나 다른 핸들을 고르세요."


class ChallengeUnknown(BadInput):
    code = "challenge_unknown"
    en = "This challenge was not issued here; draw a new one."
    ko = "여기서 낸 과제가 아닙니다. 새 과제를 받으세요."


class ChallengeUsed(BadInput):
    code = "challenge_used"
    en = "This challenge has been answered already; draw a new one."
    ko = "이미 답한 과제입니다. 새 과제를 받으세요."


class ChallengeForeign(BadInput):
    code = "challenge_foreign"
    en = "This challenge was given to somebody else or to another connection; draw your own."
    ko = "다른 사람이나 다른 연결에 준 과제입니다. 직접 새 과제를 받으세요."


class ChallengeAltered(BadInput):
    code = "challenge_altered"
    en = "This challenge was changed after it was issued; draw a new one."
    ko = "낸 뒤에 바뀐 과제입니다. 새 과제를 받으세요."


class TooManyAttempts(BadInput):
    code = "too_many_attempts"
    en = "There were too many attempts today; try again after {until}."
    ko = "오늘 시도가 너무 많았습니다. {until} 이후에 다시 해 주세요."


class ChallengeExpired(BadInput):
    code = "challenge_expired"
    en = "This challenge has expired; draw a new one and record it within ten minutes."
    ko = "과제가 만료되었습니다. 새 과제를 받아 10분 안에 녹화하세요."


class ChallengeDamaged(BadInput):
    code = "challenge_damaged"
    en = "This file does not hold a challenge this version can read; draw a new one."
    ko = "이 버전이 읽을 수 있는 과제 파일이 아닙니다. 새 과제를 받으세요."


class UnknownPolicy(BadInput):
    code = "unknown_policy"
    en = "There is no policy called “{name}”; there are: {known}."
    ko = "“{name}”(이)라는 기준이 없습니다. 쓸 수 있는 기준: {known}."


class NothingSealed(BadInput):
    code = "nothing_sealed"
    en = "There is nothing of this kind in the vault."
    ko = "금고에 그런 것이 없습니다."
