"""Everything that can be wrong, said to a person.

    WalkonError
    +-- BadInput          what was given cannot be used; nothing was changed          exit 2
    |   +-- BadHandle, BadPrompt family, BadClip family, Refused ...
    |   +-- NotFound      it does not exist, or the asker may not know that it does
    |   +-- Conflict      not in the state that things are in now
    |   +-- TooMuch       a limit of this server
    +-- Forbidden         the people shown have not allowed it                        exit 2
    +-- Locked            who asks is not signed in, or may not do this               exit 2
    +-- Broken            this installation cannot do it now (disk, key, missing part) exit 2
    |   +-- Passing       and another try may go well
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


class NotFound(BadInput):
    code = "not_found"
    en = "There is nothing here by that name."
    ko = "그런 것이 여기에 없습니다."


class Conflict(BadInput):
    code = "conflict"
    en = "This cannot be done any more; things have changed."
    ko = "그사이 바뀌어 더는 할 수 없습니다."


class TooMuch(BadInput):
    code = "too_much"
    en = "That is more than this server allows; try again later."
    ko = "이 서버의 한도를 넘었습니다. 나중에 다시 해 주세요."


class Forbidden(WalkonError):
    code = "forbidden"
    en = "The person shown has not allowed this."
    ko = "나오는 사람이 이 사용을 허락하지 않았습니다."


class Locked(WalkonError):
    code = "locked"
    en = "You may not do this."
    ko = "이 작업을 할 권한이 없습니다."


class Broken(WalkonError):
    code = "broken"
    en = "Walkon cannot do this on this computer right now."
    ko = "지금 이 컴퓨터에서는 할 수 없습니다."


class Passing(Broken):
    """Another try, later or elsewhere, may go well."""

    code = "try_again"
    en = "This did not work now; try again in a moment."
    ko = "지금은 되지 않았습니다. 잠시 뒤에 다시 해 주세요."


class DiskFull(Passing):
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


class BadBlobName(BadInput):
    code = "bad_blob_name"
    en = "Nothing can be kept under this name: it takes lower-case letters, digits, hyphens and slashes between them."
    ko = "이 이름으로는 보관할 수 없습니다. 영문 소문자, 숫자, 하이픈과 그 사이의 빗금만 쓸 수 있습니다."


class BlobTaken(BadInput):
    code = "blob_taken"
    en = "Something else is kept under this name already; nothing was overwritten."
    ko = "이 이름으로 이미 다른 것이 보관되어 있습니다. 덮어쓴 것은 없습니다."


class BlobsUnreachable(Passing):
    code = "blobs_unreachable"
    en = "The place where films and recordings are kept does not answer; try again later."
    ko = "영상과 녹화를 보관하는 곳이 응답하지 않습니다. 나중에 다시 시도해 주세요."


class BlobsRefused(Broken):
    code = "blobs_refused"
    en = "The place where films and recordings are kept does not let Walkon in: check its credentials and rights."
    ko = "영상과 녹화를 보관하는 곳이 접근을 허락하지 않습니다. 인증 정보와 권한을 확인해 주세요."


class BadBlobPlace(BadInput):
    code = "bad_blob_place"
    en = "WALKON_BLOBS names a folder or a bucket, s3://BUCKET or s3://BUCKET/PREFIX."
    ko = "WALKON_BLOBS에는 폴더 또는 버킷(s3://BUCKET, s3://BUCKET/PREFIX)을 적어 주세요."


class UploadUnknown(BadInput):
    code = "upload_unknown"
    en = "There is no such upload; it may have been discarded. Start again."
    ko = "그런 업로드가 없습니다. 이미 지워졌을 수 있습니다. 처음부터 다시 올려 주세요."


class UploadBusy(BadInput):
    code = "upload_busy"
    en = "Somebody is sending to this upload at this moment; ask where it goes on and try again."
    ko = "이 업로드로 지금 다른 전송이 진행 중입니다. 이어 올릴 위치를 확인하고 다시 시도해 주세요."


class WrongOffset(BadInput):
    code = "wrong_offset"
    en = "This upload goes on at byte {offset}."
    ko = "이 업로드는 {offset}바이트부터 이어집니다."


class TooLong(BadInput):
    code = "upload_too_long"
    en = "This upload takes {limit} bytes at the most."
    ko = "이 업로드는 최대 {limit}바이트까지 받습니다."


class LengthDiffers(BadInput):
    code = "length_differs"
    en = "The length of this upload is {length} bytes and cannot be changed."
    ko = "이 업로드의 길이는 {length}바이트이며 바꿀 수 없습니다."


class UploadIncomplete(BadInput):
    code = "upload_incomplete"
    en = "{missing} bytes of this upload are still missing."
    ko = "이 업로드에서 {missing}바이트가 아직 도착하지 않았습니다."
