"""Clips that cannot be used, and films that cannot be written, said to a person.

BadInput
+-- BadClip
    +-- ClipMissing, ClipUnreadable, ClipEmpty           the file itself
    +-- NotAVideo, NoPicture, ClipCodecUnknown           what lies in it
    +-- ClipTruncated                                    it ends too early or is damaged
    +-- ClipTooLarge, ClipTooSmall, ClipTooLong, ClipTooShort, ClipFileTooBig
+-- FileNotReadable, NotText                             a text file, such as a challenge
Broken
+-- FolderMissing, PlaceTaken, NotAllowedToWrite, WriteFailed                a finished file cannot be kept
+-- SigningFailed                                        credentials cannot be made
"""

from __future__ import annotations

from walkon.domain.errors import BadInput, Broken


class BadClip(BadInput):
    code = "bad_clip"
    en = "This clip cannot be used."
    ko = "이 영상은 사용할 수 없습니다."


class ClipMissing(BadClip):
    code = "clip_missing"
    en = "There is no file “{name}”."
    ko = "“{name}” 파일이 없습니다."


class ClipUnreadable(BadClip):
    code = "clip_unreadable"
    en = "“{name}” cannot be read: it is a folder, or reading it is not allowed."
    ko = "“{name}”을(를) 읽을 수 없습니다. 폴더이거나 읽기 권한이 없습니다."


class ClipEmpty(BadClip):
    code = "clip_empty"
    en = "The file is empty (0 bytes)."
    ko = "빈 파일입니다(0바이트)."


class NotAVideo(BadClip):
    code = "not_a_video"
    en = "This file is not a video, whatever its name says."
    ko = "파일 이름과 달리 영상 파일이 아닙니다."


class NoPicture(BadClip):
    code = "no_picture"
    en = "The file holds no moving picture."
    ko = "파일에 영상이 들어 있지 않습니다."


class ClipCodecUnknown(BadClip):
    code = "clip_codec_unknown"
    en = "The picture is coded in a way that cannot be read here ({codec})."
    ko = "여기서 읽을 수 없는 형식으로 저장된 영상입니다({codec})."


class ClipTruncated(BadClip):
    code = "clip_truncated"
    en = "The file ends too early or is damaged. Copy or record it again."
    ko = "파일이 중간에 끊겼거나 손상되었습니다. 다시 복사하거나 녹화해 주세요."


class ClipTooLarge(BadClip):
    code = "clip_too_large"
    en = "The picture has {width} x {height} pixels; no side may exceed {limit}."
    ko = "화면이 {width} x {height} 픽셀입니다. 각 변은 {limit}픽셀 이하여야 합니다."


class ClipTooSmall(BadClip):
    code = "clip_too_small"
    en = "The picture has only {width} x {height} pixels; the shorter side needs {limit}."
    ko = "화면이 {width} x {height} 픽셀뿐입니다. 짧은 변이 {limit}픽셀 이상이어야 합니다."


class ClipTooLong(BadClip):
    code = "clip_too_long"
    en = "The clip is longer than {limit:.0f} seconds."
    ko = "영상이 {limit:.0f}초보다 깁니다."


class ClipTooShort(BadClip):
    code = "clip_too_short"
    en = "The clip lasts {seconds:.1f} seconds; it needs at least {limit:.0f}."
    ko = "영상이 {seconds:.1f}초뿐입니다. {limit:.0f}초 이상이어야 합니다."


class ClipFileTooBig(BadClip):
    code = "clip_file_too_big"
    en = "The file has {megabytes:.0f} MB; {limit:.0f} MB is the most."
    ko = "파일이 {megabytes:.0f}MB입니다. {limit:.0f}MB까지 쓸 수 있습니다."


class FileNotReadable(BadInput):
    code = "file_not_readable"
    en = "“{name}” cannot be read: it is missing, a folder, or reading it is not allowed."
    ko = "“{name}”을(를) 읽을 수 없습니다. 파일이 없거나 폴더이거나 읽기 권한이 없습니다."


class NotText(BadInput):
    code = "not_text"
    en = "“{name}” is not a text file of the expected kind."
    ko = "“{name}”은(는) 알맞은 텍스트 파일이 아닙니다."


class FolderMissing(Broken):
    code = "folder_missing"
    en = "There is no folder to write “{name}” into; make it first."
    ko = "“{name}”을(를) 저장할 폴더가 없습니다. 먼저 폴더를 만들어 주세요."


class PlaceTaken(Broken):
    code = "place_taken"
    en = "“{name}” is a folder; choose another name for the file."
    ko = "“{name}”은(는) 폴더입니다. 다른 파일 이름을 정해 주세요."


class NotAllowedToWrite(Broken):
    code = "not_allowed_to_write"
    en = "“{name}” cannot be written: this place does not allow it."
    ko = "이 위치에는 쓸 권한이 없어 “{name}”을(를) 저장할 수 없습니다."


class WriteFailed(Broken):
    code = "write_failed"
    en = "“{name}” could not be written: {reason}."
    ko = "“{name}”을(를) 저장하지 못했습니다: {reason}."


class SigningFailed(Broken):
    code = "signing_failed"
    en = "The film could not be signed, so it was not kept."
    ko = "영상에 서명하지 못해 저장하지 않았습니다."
