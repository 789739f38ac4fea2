"""What a voice cannot say, told to a person.

BadInput
+-- NothingToSay          the line is empty
+-- NoSpokenWords         the line holds only signs that have no sound
+-- LineTooLong           more characters than a line may have
Broken
+-- VoiceDamaged          a stored voice cannot be read
+-- VoiceFailed           a provider could not speak; `retryable` says whether asking again can help
+-- EspeakMissing     the program, library or language data is not installed
+-- EspeakCrashed     the speech process ended
+-- EspeakTooSlow     the speech process did not answer in time
+-- EspeakRefused     the speech process has no such voice
+-- UnknownProvider   no provider of that name
"""

from __future__ import annotations

from typing import ClassVar

from walkon.domain.errors import BadInput, Broken


class NothingToSay(BadInput):
    code = "nothing_to_say"
    en = "The line is empty: write what should be said."
    ko = "대사가 비어 있습니다. 말할 내용을 적어 주세요."


class NoSpokenWords(BadInput):
    code = "no_spoken_words"
    en = "The line holds no letters or numbers that can be spoken."
    ko = "대사에 소리 내어 읽을 수 있는 글자나 숫자가 없습니다."


class LineTooLong(BadInput):
    code = "line_too_long"
    en = "The line has {length} characters; {limit} is the most."
    ko = "대사가 {length}자입니다. {limit}자까지 쓸 수 있습니다."


class VoiceDamaged(Broken):
    code = "voice_damaged"
    en = "The stored voice cannot be read. Record the cameo again."
    ko = "저장된 목소리를 읽을 수 없습니다. 카메오를 다시 녹화해 주세요."


class VoiceFailed(Broken):
    """A provider could not speak. `retryable`: the same request may succeed if it is made again."""

    code = "voice_failed"
    en = "The voice could not speak."
    ko = "음성을 만들지 못했습니다."
    retryable: ClassVar[bool] = False


class EspeakMissing(VoiceFailed):
    code = "espeak_missing"
    en = "The speech program espeak-ng is not installed or has lost its language data."
    ko = "음성 프로그램 espeak-ng가 없거나 언어 자료가 빠져 있습니다."


class EspeakCrashed(VoiceFailed):
    code = "espeak_crashed"
    en = "The speech program stopped in the middle of a line."
    ko = "음성 프로그램이 대사 도중에 멈췄습니다."
    retryable = True


class EspeakTooSlow(VoiceFailed):
    code = "espeak_too_slow"
    en = "The speech program did not answer within {seconds} seconds."
    ko = "음성 프로그램이 {seconds}초 안에 응답하지 않았습니다."
    retryable = True


class EspeakRefused(VoiceFailed):
    code = "espeak_refused"
    en = "The speech program has no voice “{voice}”."
    ko = "음성 프로그램에 “{voice}” 목소리가 없습니다."


class UnknownProvider(VoiceFailed):
    code = "unknown_voice_provider"
    en = "There is no voice provider “{name}”; there are: {known}."
    ko = "“{name}”이라는 음성 제공자는 없습니다. 쓸 수 있는 제공자: {known}."
