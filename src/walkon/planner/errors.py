"""Prompts that cannot become a plan."""

from __future__ import annotations

from walkon.domain.errors import BadInput


class EmptyPrompt(BadInput):
    code = "empty_prompt"
    en = "The prompt is empty: say in a sentence what should be seen."
    ko = "프롬프트가 비어 있습니다. 무엇을 보고 싶은지 한 문장으로 적어 주세요."


class PromptTooLong(BadInput):
    code = "prompt_too_long"
    en = "The prompt has {length} characters; {limit} is the most."
    ko = "프롬프트가 {length}자입니다. {limit}자까지 쓸 수 있습니다."


class PromptWithoutWords(BadInput):
    code = "prompt_without_words"
    en = "The prompt holds no words in Korean or English."
    ko = "프롬프트에 한국어나 영어 단어가 없습니다."


class NobodyCast(BadInput):
    code = "nobody_cast"
    en = "Nobody is cast: name at least one cameo."
    ko = "출연자가 없습니다. 카메오를 한 명 이상 정해 주세요."


class TooManyPeople(BadInput):
    code = "too_many_people"
    en = "{count} people are cast; a film can hold {limit} for now."
    ko = "출연자가 {count}명입니다. 지금은 {limit}명까지 나올 수 있습니다."


class CastTwice(BadInput):
    code = "cast_twice"
    en = "{handle} is cast twice."
    ko = "{handle}이(가) 두 번 출연자로 정해졌습니다."


class NotInCast(BadInput):
    code = "not_in_cast"
    en = "The prompt names {handle}, who is not in the cast."
    ko = "프롬프트에 나온 {handle}이(가) 출연자에 없습니다."


class LinesTooLong(BadInput):
    code = "lines_too_long"
    en = "The lines need about {needed} seconds; the film has {seconds}. Shorten them or make the film longer."
    ko = "대사에 약 {needed}초가 필요한데 영상은 {seconds}초입니다. 대사를 줄이거나 영상을 늘려 주세요."


class BadLine(BadInput):
    code = "bad_line"
    en = "A line reads “@handle: words” and has 1 to {limit} characters."
    ko = "대사는 “@핸들: 말” 꼴로, 1~{limit}자로 적어 주세요."


class BadLength(BadInput):
    code = "bad_length"
    en = "A film lasts {least} to {most} seconds."
    ko = "영상 길이는 {least}~{most}초입니다."


class BadSize(BadInput):
    code = "bad_size"
    en = "The picture size is WIDTHxHEIGHT, even numbers from {least} to {most}, for example 1280x720."
    ko = "화면 크기는 가로x세로로, {least}~{most} 사이의 짝수로 적어 주세요. 예: 1280x720."
