"""What the owner of a cameo does not want, and what they always want, in their own words.

Rules
1. Words of a list are the whole kind: who wants no bikini wants no swimwear. What is left are terms, each looked for as
   it is; several words side by side are one term, found where all of them are.
2. A film touches a restriction when it is of one of its kinds or holds one of its terms, negated or not. When in doubt it
   touches.
3. "With others" is left aside only where one person is cast and no words speak of anybody else.
4. A restriction nothing of which is understood is refused, so that nobody believes in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from walkon.domain import folding, screening_words, terms
from walkon.domain.errors import BadInput
from walkon.domain.folding import HANGUL
from walkon.domain.grants import Kind
from walkon.domain.plan import Plan
from walkon.domain.screening import Part, Place, Screened, parts
from walkon.domain.screening_groups import Group

LONGEST = 200  # characters
MOST = 20


class RuleEmpty(BadInput):
    code = "rule_empty"
    en = "This is empty: say in a few words what you do not want, or always want."
    ko = "비어 있습니다. 원하지 않는 것이나 항상 원하는 것을 짧게 적어 주세요."


class RuleTooLong(BadInput):
    code = "rule_too_long"
    en = "This has {length} characters; {limit} is the most."
    ko = "{length}자입니다. {limit}자까지 쓸 수 있습니다."


class TooManyRules(BadInput):
    code = "too_many_rules"
    en = "These are {count}; {limit} is the most."
    ko = "{count}개입니다. {limit}개까지 적을 수 있습니다."


class RuleNotUnderstood(BadInput):
    code = "rule_not_understood"
    en = "Nothing in this could be understood: name what you do not want, for example “no clowns”."
    ko = "무엇을 원하지 않는지 알 수 없습니다. “광대 안 돼요”처럼 적어 주세요."


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """What one person does not want: `text` as typed, and the kinds and terms it was understood as, never both empty."""

    text: str
    kinds: frozenset[Kind]
    terms: tuple[str, ...]
    only_with_others: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """What one person always wants, as typed; `planner.preferences` knows what can be drawn of it."""

    text: str


_WITH_OTHERS = re.compile(
    r"\bwith (?:any |the )?(?:others?|other people|anyone|anybody|people|strangers|somebody else|someone else)\b"
    r"|(?:다른 (?:사람|이)들?|남들?|타인들?|낯선 (?:사람|이)들?|누군가|아무)(?:이랑|랑|과의|와의|과|와|하고)(?:는|은)?"
)
_JOINTS = re.compile(r"[,;/&.!?\n]|\b(?:or|and|nor)\b|(?<=[가-힣])(?:이나|이랑|하고|거나)\s|(?:그리고|또는|혹은)")
_MAYBE_JOINT = re.compile(rf"([{HANGUL}]+)([나와과랑])\s")  # "거미나 뱀", but "누나"
_SAYING_NO = frozenset(
    "no not never without dont do does doesnt please want wants i im me my mine we us our a an the any anything of in on "
    "at for to with like dislike hate avoid against allow allowed show shown make made use used video videos film films "
    "content scene scenes picture pictures stuff things thing kind be is are am it this that these those there nothing "
    "something about related ever none forbidden ban banned stop must should can cannot cant will wont would have put "
    "wearing wear being as by from all just only too also more".split()
)
_SAYING_NO_KOREAN = re.compile(
    r"(?:안|못|절대|제발|나|난|나는|저|저는|제|제가|내가|내|우리|그냥|모든|어떤|그|이|것|거|좀|더|꼭|다|너무|싫.*|안[돼되].*|[돼되](?:요|어요|지|죠)?|하지.*|"
    r"마세?요?|말아.*|말.?|금지.*|빼.*|없.*|않.*|원하.*|원치.*|나오.*|나와.*|넣.*|쓰.*|사용.*|허용.*|허락.*|거부.*|거절.*|반대.*|"
    r"제외.*|사양.*|내용.*|영상.*|장면.*|관련.*|출연.*|만들.*|보여.*|주세.*|해요|하기|하는|한|할|해|함|합니다|입니다|이요|요|있는|같은|것은|것도|건|걸|게|"
    r"좋아하.*|곤란.*|부탁.*|됩니다|있.*|사람|종류.*)"
)
_PARTICLE = re.compile(
    r"(?:으로는|에서는|이라는|같은|이랑은|에는|에도|으로|에서|에게|까지|이나|이랑|하고|은|는|이|가|을|를|의|에|로|와|과|도|만|랑)$"
)
_ENDING = re.compile(r"(?:하는|하기|하지|해서|하고|하면|한|할|해|되는|된)$")
_KOREAN_WORD = re.compile(rf"[{HANGUL}]+")


def restriction(text: str) -> Restriction:
    """What somebody does not want, understood. Raises `RuleEmpty`, `RuleTooLong`, `RuleNotUnderstood`."""
    _check(text)
    folded = " ".join(folding.fold(text).split())
    with_others = _WITH_OTHERS.search(folded) is not None
    wanted = _WITH_OTHERS.sub(" , ", folded)
    kinds, left = _kinds(wanted)
    literal = tuple(dict.fromkeys(_terms(left)))
    if not kinds and not literal:
        raise RuleNotUnderstood
    return Restriction(text=text, kinds=kinds, terms=literal, only_with_others=with_others)


def restrictions(texts: Sequence[str]) -> tuple[Restriction, ...]:
    """All that somebody does not want. Raises `TooManyRules` and the errors of `restriction`."""
    if len(texts) > MOST:
        raise TooManyRules(count=len(texts), limit=MOST)
    return tuple(map(restriction, texts))


def preference(text: str) -> Preference:
    """What somebody always wants. Raises `RuleEmpty`, `RuleTooLong`."""
    _check(text)
    return Preference(text=text)


def _check(text: str) -> None:
    if len(text) > LONGEST:
        raise RuleTooLong(length=len(text), limit=LONGEST)
    if not folding.fold(text).strip():
        raise RuleEmpty


def _kinds(folded: str) -> tuple[frozenset[Kind], str]:
    """The kinds that are named, by name or by a word of their lists, and the text without these words."""
    named = [hit for hit in terms.hits(folded, screening_words.names()) if isinstance(hit.of, Kind)]
    for words in sorted({hit.words for hit in named}, key=len, reverse=True):
        folded = re.sub(re.escape(words) + rf"[{HANGUL}]*", " , ", folded)
    return frozenset(hit.of for hit in named if isinstance(hit.of, Kind)), folded


def _terms(left: str) -> Iterator[str]:
    """What else is named: content words, those side by side together; where a word may be two, both readings."""
    for hit in _MAYBE_JOINT.finditer(left):
        if _content(whole := hit.group(1) + hit.group(2)):
            yield whole
    for piece in _JOINTS.split(_MAYBE_JOINT.sub(r"\1 , ", left)):
        words = [word for word in re.findall(r"[a-z0-9]+|[가-힣]+", piece) if _content(word)]
        if words:
            yield " ".join(map(_content, words))
        if len(words) == 1 and len(_content(words[0])) == 1:
            yield words[0]


def _content(word: str) -> str:
    """The stem of a word that means something; nothing of one that only says no."""
    if not _KOREAN_WORD.fullmatch(word):
        return "" if word in _SAYING_NO else english_stem(word)
    if _SAYING_NO_KOREAN.fullmatch(word):
        return ""
    stem = _PARTICLE.sub("", word) if len(word) > 1 else word
    stem = (_ENDING.sub("", stem) if len(stem) > 2 else stem) or word
    return "" if _SAYING_NO_KOREAN.fullmatch(stem) else stem


def english_stem(word: str) -> str:
    """A word without its inflection, the same for all its regular forms; not always a word itself."""
    stem = word
    if len(stem) > 4 and stem.endswith(("ies", "ied")):
        return stem[:-3] + "i"
    for ending, least in (("ing", 6), ("ed", 5), ("es", 5), ("s", 4)):
        if stem.endswith(ending) and len(stem) >= least and not stem.endswith(("ss", "us", "is")):
            stem = stem.removesuffix(ending)
            break
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeioulsz":
        stem = stem[:-1]
    return re.sub(r"y$", "i", stem.removesuffix("e")) if len(stem) > 2 else stem


def touches(
    limits: Iterable[Restriction], prompt: str, plan: Plan, screened: Screened, cast_size: int
) -> tuple[Restriction, ...]:
    """Those restrictions that a film touches, in the order given."""
    words = parts(prompt, plan)
    alone = cast_size < 2 and not _speaks_of_others(words)
    return tuple(
        limit
        for limit in limits
        if not (limit.only_with_others and alone)
        and (limit.kinds & screened.kinds or any(_holds(words, term) for term in limit.terms))
    )


def _speaks_of_others(words: Iterable[Part]) -> bool:
    return any(
        hit.of is Group.OTHERS
        for part in words
        if part.place is not Place.PLAN
        for sentence in folding.sentences(part.text)
        for hit in terms.hits(sentence, screening_words.known())
    )


def _holds(words: Iterable[Part], term: str) -> bool:
    """Whether one part of a film holds every word of a term."""
    return any(all(_is_in(part.text, word) for word in term.split()) for part in words)


def _is_in(text: str, word: str) -> bool:
    forms = (text, *folding.without_signs(text), folding.put_together(text), folding.syllables(text))
    if _KOREAN_WORD.fullmatch(word):
        pattern = re.escape(word) if len(word) > 1 else rf"(?<![{HANGUL}]){word}(?={_one_syllable_end()})"
        return any(re.search(pattern, form) for form in forms)
    tokens = {token for form in forms for token in re.findall(r"[a-z0-9]+", form)}
    signed = {folding.read_signs(chunk.strip("!|+")) for form in forms for chunk in re.split(r"[^a-z0-9@$!|+]+", form)}
    spelt = len(word) > 2 and any(word in run for run in folding.runs(text))
    return spelt or word in map(english_stem, tokens) or folding.loose(word) in map(_loose_stem, signed)


def _loose_stem(word: str) -> str:
    return folding.loose(english_stem(word))


def _one_syllable_end() -> str:
    """What may follow a word of one syllable that it is not the beginning of another."""
    return rf"(?:{_PARTICLE.pattern.removesuffix('$')})?(?![{HANGUL}])"
