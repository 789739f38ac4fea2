"""A person's own reading of a line: recorded by whoever speaks it in a film, and heard there instead of a made voice.

Rules
1. Only the person whose cameo says a line reads it. Nobody reads for somebody else: not the maker, not an office.
2. A reading belongs to one line of one production: its speaker, language and words. With other words it is void.
3. It is read before the film is drawn. Afterwards it is in the film, and a no to the film takes it out.
4. Nothing is believed that was not measured: too little voice to compare, or words that other words fit nearly as well,
   are a doubt. A film with a doubtful reading is looked at by a person before it is ready.
5. Where nobody could look, a doubt is a no.
6. A reading has to fit: what it is longer than its line may be is refused, never cut.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from itertools import accumulate

from walkon.domain.captions import GAP, LEAD, usual_seconds
from walkon.domain.errors import BadInput, Conflict, NotFound, Passing
from walkon.domain.evidence import PhraseSeen
from walkon.domain.ids import AccountId, CameoId, Handle, ProductionId
from walkon.domain.joining import parts_of
from walkon.domain.plan import Line, Plan
from walkon.domain.production import State

LONGEST = 15.0  # seconds that are listened to
LARGEST = 3 << 20  # bytes as they come; fifteen seconds of stereo at 48 kHz and 16 bits are 2.9 million

READ_WHILE = frozenset(
    {
        State.SCREENED,
        State.WAITING_FOR_CONSENT,
        State.STORYBOARD,
        State.WAITING_FOR_APPROVALS,
        State.CHANGES_WANTED,
    }
)
BEING_MADE = frozenset(
    {
        State.RENDERING,
        State.REVIEWING,
        State.WAITING_FOR_REVIEWER,
        State.WAITING_FOR_FINAL_APPROVALS,
        State.READY,
    }
)  # it is heard in what is drawn now

BESIDE = 1.2  # seconds a line may begin before its shot or end after it; the review of a film allows 1.5
SHORTEST_SHARE = 0.4  # of the usual time; nobody says all of it faster
CLEAR = 12.0  # dB of the voice over everything else, as words stand over music in a film
CROWDED = 0.008  # of the loudest samples: as for a recording of a person (`domain.policies`)
SAME_VOICE = (
    0.78  # cosine of voice prints: 2 of 50 true ones were below, 0 of 900 others above (`perception.voice_print`)
)
LIKE_VOICE = 0.70  # above, a person may still find that it is theirs
COMPARED = 1.0  # seconds of speech; below, neither a voice print nor a comparison of words says anything
DOUBTFUL_RANK = 3  # of the asked words among the others; real digits were first in 94 of 100 (`perception.phrase`)
SURE, LEAST_MARGIN = (
    1.02,
    0.96,
)  # cost of the best other words / of the line: performers who read it have 1.05 and more,
# those who read another sentence, or half of it, 0.90 to 0.99
LEAST_SPEECH = 0.25  # seconds
FLAT = 9.0  # dB; performers read at 15 to 16, and at 6 to 7 where they are overloaded twelvefold and coded with losses


class Misread(StrEnum):
    """Why a reading is refused. The order is the order in which people are told."""

    SILENT = "silent"  # nobody is heard
    TOO_SHORT = "too_short"  # it cannot be all of the words
    TOO_LONG = "too_long"  # for the place of its line
    CLIPPED = "clipped"  # overloaded
    NOISY = "noisy"  # too much else is heard
    OTHER_WORDS = "other_words"  # other words fit better
    OTHER_VOICE = "other_voice"  # not the voice of the cameo
    WORDS_UNSURE = "words_unsure"  # other words fit nearly as well, and nobody could listen
    VOICE_UNSURE = "voice_unsure"  # the voice could not be compared well enough, and nobody could listen

    def sentence(self, language: str, heard: float = 0.0, room: float = 0.0) -> str:
        """What to do about it, in ``en`` or ``ko``; `heard` and `room` are seconds."""
        en, ko = _SENTENCES[self]
        return (ko if language == "ko" else en).format(heard=heard, room=room)


_SENTENCES: Mapping[Misread, tuple[str, str]] = {
    Misread.SILENT: (
        "No voice can be heard. Check the microphone and read the line again.",
        "목소리가 들리지 않아요. 마이크를 확인하고 다시 읽어 주세요.",
    ),
    Misread.TOO_SHORT: (
        "That was {heard:.1f} seconds, too short for the whole line. Read all of it.",
        "{heard:.1f}초라서 대사를 다 읽기에는 너무 짧아요. 끝까지 읽어 주세요.",
    ),
    Misread.TOO_LONG: (
        "That was {heard:.1f} seconds; there is room for {room:.1f} in this shot. Read it a little faster.",
        "{heard:.1f}초예요. 이 장면에는 {room:.1f}초까지 들어가니 조금 더 빠르게 읽어 주세요.",
    ),
    Misread.CLIPPED: (
        "The recording is overloaded. Move away from the microphone a little, or speak more softly.",
        "소리가 너무 커서 깨졌어요. 마이크에서 조금 떨어지거나 더 작게 말해 주세요.",
    ),
    Misread.NOISY: (
        "Too much else can be heard. Find a quieter place.",
        "주변 소리가 너무 커요. 더 조용한 곳에서 읽어 주세요.",
    ),
    Misread.OTHER_WORDS: (
        "That did not sound like the words of the line. Read exactly what is written.",
        "대사와 다르게 들려요. 적힌 그대로 읽어 주세요.",
    ),
    Misread.OTHER_VOICE: (
        "That did not sound like the voice of your cameo. Only you can read your line.",
        "카메오의 목소리와 다르게 들려요. 대사는 본인만 읽을 수 있어요.",
    ),
    Misread.WORDS_UNSURE: (
        "The words could not be made out well enough. Read a little more clearly.",
        "말이 또렷하게 들리지 않아요. 조금 더 분명하게 읽어 주세요.",
    ),
    Misread.VOICE_UNSURE: (
        "There was too little of your voice to be sure that it is you. Read a little slower, or let your made voice speak "
        "this line.",
        "본인의 목소리인지 확인하기에는 소리가 부족해요. 조금 더 천천히 읽거나, 이 대사는 합성한 목소리로 두세요.",
    ),
}


class Doubt(StrEnum):
    """What a person has to listen for before a film with a reading is ready."""

    WORDS = "reading_words_unsure"
    VOICE = "reading_voice_unsure"

    def sentence(self, language: str) -> str:
        """What is not sure, in ``en`` or ``ko`` (anything else reads English)."""
        en, ko = _DOUBTS[self]
        return ko if language == "ko" else en


_DOUBTS: Mapping[Doubt, tuple[str, str]] = {
    Doubt.WORDS: (
        "Whether these are the words of the line could not be told for sure; a person listens before the film is ready.",
        "대사 그대로 읽었는지 확실하지 않아, 영상이 준비되기 전에 사람이 들어 봐요.",
    ),
    Doubt.VOICE: (
        "Whether this is the speaker's own voice could not be told for sure; a person listens before the film is ready.",
        "본인의 목소리인지 확실하지 않아, 영상이 준비되기 전에 사람이 들어 봐요.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What was measured in a reading after the silence around it was taken away; numbers only."""

    seconds: float  # from the first sound of the voice to the last, and a breath around them
    speech: float  # seconds in which somebody speaks
    snr: float | None  # dB, the voice against everything else
    clipping: float | None  # peak crowding, 0 to 1
    crest: float | None  # dB, the highest peaks of the voice over its mean level
    words: PhraseSeen | None  # the line among other words
    likeness: float | None  # cosine to the voice of the cameo; None where one of the two could not be had


@dataclass(frozen=True, slots=True, kw_only=True)
class Fits:
    """It may be heard in the film; a person listens first where there are doubts."""

    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """It may not; at least one reason."""

    reasons: tuple[Misread, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnReading:
    """A reading that is kept, and how it is opened. Forgetting the key makes it noise. `place` 0 is the film's first line."""

    production: ProductionId
    place: int
    account: AccountId
    cameo: CameoId
    words: str  # `words_mark` of the line it was read for
    seconds: float
    made_at: datetime
    name: str
    size: int
    sha256: str
    doubts: tuple[str, ...] = ()
    wrapped_key: bytes = field(repr=False)


class NoSuchLine(NotFound):
    """There is no such line, none that the asker may know of, or nothing was read for it."""

    code = "line_unknown"
    en = "There is no such line, or nothing was recorded for it."
    ko = "그런 대사가 없거나 녹음한 것이 없습니다."


class NotYourLine(BadInput):
    """Only who speaks a line reads it."""

    code = "not_your_line"
    en = "Only {handle} can read this line."
    ko = "이 대사는 {handle} 본인만 읽을 수 있습니다."


class NotReadNow(Conflict):
    code = "reading_not_now"
    en = "A line can be read until its film is drawn; to read it after that, ask for a change first."
    ko = "대사는 영상을 만들기 전까지 직접 읽을 수 있습니다. 그 뒤에는 먼저 변경을 요청해 주세요."


class ReadingInUse(Conflict):
    code = "reading_in_use"
    en = "The film is being made with your voice. To take it out, say no to the film."
    ko = "지금 이 목소리로 영상을 만들고 있습니다. 목소리를 빼려면 영상을 거절해 주세요."


class NotOnThisEngine(Conflict):
    code = "reading_engine"
    en = "The engine “{engine}” speaks all lines itself; your own reading can be heard in films made on this server only."
    ko = "“{engine}” 엔진은 대사를 모두 직접 말합니다. 직접 읽은 대사는 이 서버에서 만드는 영상에만 쓸 수 있습니다."


class NotSound(BadInput):
    code = "reading_unreadable"
    en = "This recording cannot be opened. Record the line again."
    ko = "이 녹음을 열 수 없습니다. 다시 녹음해 주세요."


class ListeningBusy(Passing):
    code = "listening_busy"
    en = "Too many recordings are being listened to at this moment; try again in a moment."
    ko = "지금 확인 중인 녹음이 많습니다. 잠시 뒤에 다시 해 주세요."


class ReadingRefused(BadInput):
    """`reasons` are codes of `Misread`; `heard` and `room` seconds."""

    code = "reading_refused"
    en = "The reading was not kept."
    ko = "녹음을 남기지 않았어요."

    def __init__(self, *, reasons: Sequence[Misread | str], heard: float, room: float) -> None:
        self.reasons = tuple(map(Misread, reasons))
        fields = {
            "reasons": [reason.value for reason in self.reasons],
            "heard": round(heard, 2),
            "room": round(room, 2),
        }
        super().__init__(**fields)

    def sentence(self, language: str) -> str:
        """One sentence per reason."""
        heard, room = float(str(self.fields["heard"])), float(str(self.fields["room"]))
        return " ".join(reason.sentence(language, heard, room) for reason in self.reasons)


def lines_of(plan: Plan) -> tuple[Line, ...]:
    """Every line of a film, in the order in which they are said."""
    return tuple(line for shot in plan.shots for line in shot.lines)


def words_mark(line: Line) -> str:
    """Who says which words in which language, as 64 hexadecimal digits: what a reading belongs to."""
    text = json.dumps([line.person.name, line.language.value, " ".join(line.text.split())], ensure_ascii=True)
    return hashlib.sha256(b"walkon line\0" + text.encode()).hexdigest()


def room(plan: Plan, place: int, known: Mapping[int, float]) -> float:
    """How many seconds a line may have in a film: its shot, and a little before and after it where nobody speaks.

    `known` are the seconds of other lines that were read; those that were not take the usual time.
    """
    first = 0
    for part in parts_of(plan):
        counts = [len(shot.lines) for shot in part.shots]
        if place < first + sum(counts):
            return _room_in(part, place - first, {at - first: seconds for at, seconds in known.items()})
        first += sum(counts)
    return 0.0


def _room_in(part: Plan, place: int, known: Mapping[int, float]) -> float:
    firsts = list(accumulate((len(shot.lines) for shot in part.shots), initial=0))
    begins = list(accumulate((shot.seconds for shot in part.shots), initial=0.0))
    number = next(n for n in range(len(part.shots)) if firsts[n] <= place < firsts[n + 1])
    talking = [n for n, shot in enumerate(part.shots) if shot.lines]
    before = max((begins[n + 1] for n in talking if n < number), default=0.0)
    after = min((begins[n] for n in talking if n > number), default=begins[-1] - 0.1)
    start = max(begins[number] - BESIDE, before)
    end = min(begins[number + 1] + BESIDE, after)
    others = [at for at in range(firsts[number], firsts[number + 1]) if at != place]
    texts = lines_of(part)
    taken = sum(known.get(at, usual_seconds(texts[at].text)) + GAP for at in others)
    return max(0.0, end - start - LEAD - taken)


def judged(heard: Heard, line: Line, room: float, *, somebody_listens: bool) -> Fits | Unfit:
    """Whether a reading may be heard. `somebody_listens`: there are people who may decide about a doubt."""
    if heard.speech < LEAST_SPEECH:
        return Unfit(reasons=(Misread.SILENT,))
    doubts = (*_word_doubts(heard), *_voice_doubts(heard))
    found = {
        Misread.TOO_SHORT: heard.seconds < SHORTEST_SHARE * usual_seconds(line.text),
        Misread.TOO_LONG: heard.seconds > room,
        Misread.CLIPPED: _overloaded(heard),
        Misread.NOISY: heard.snr is None or not heard.snr >= CLEAR,
        Misread.OTHER_WORDS: _ranked(heard) and _other_words(heard),
        Misread.OTHER_VOICE: _compared(heard) and not (heard.likeness or 0.0) >= LIKE_VOICE,
        Misread.WORDS_UNSURE: Doubt.WORDS in doubts and not somebody_listens,
        Misread.VOICE_UNSURE: Doubt.VOICE in doubts and not somebody_listens,
    }
    reasons = tuple(reason for reason in Misread if found.get(reason, False))
    return Unfit(reasons=reasons) if reasons else Fits(doubts=doubts)


def _overloaded(heard: Heard) -> bool:
    crowded = heard.clipping is not None and not 0 <= heard.clipping <= CROWDED
    return crowded or (heard.crest is not None and not heard.crest >= FLAT)


def _compared(heard: Heard) -> bool:
    return heard.likeness is not None and heard.speech >= COMPARED


def _ranked(heard: Heard) -> bool:
    return heard.words is not None and heard.speech >= COMPARED


def _other_words(heard: Heard) -> bool:
    return heard.words is not None and not (heard.words.rank <= DOUBTFUL_RANK and heard.words.margin >= LEAST_MARGIN)


def _sure(heard: Heard) -> bool:
    return heard.words is not None and heard.words.rank == 1 and heard.words.margin >= SURE


def _word_doubts(heard: Heard) -> Iterable[Doubt]:
    if not _ranked(heard) or not _sure(heard):
        yield Doubt.WORDS


def _voice_doubts(heard: Heard) -> Iterable[Doubt]:
    if not _compared(heard) or LIKE_VOICE <= (heard.likeness or 0.0) < SAME_VOICE:
        yield Doubt.VOICE


def refitted(
    readings: Sequence[OwnReading], plan: Plan | None
) -> tuple[tuple[OwnReading, ...], tuple[OwnReading, ...]]:
    """Readings in the places where a plan has their lines now, and those that are void. No line is read twice."""
    marks = [] if plan is None else [words_mark(line) for line in lines_of(plan)]
    free, kept, void = set(range(len(marks))), list[OwnReading](), list[OwnReading]()
    in_place = [one for one in readings if one.place < len(marks) and marks[one.place] == one.words]
    for one in (*in_place, *(one for one in readings if one not in in_place)):
        places = sorted((at for at in free if marks[at] == one.words), key=lambda at: (at != one.place, at))
        if places:
            free.discard(places[0])
            kept.append(replace(one, place=places[0]))
        else:
            void.append(one)
    return tuple(kept), tuple(void)


def is_for(reading: OwnReading, line: Line, speaker: Handle, cameo: CameoId) -> bool:
    """Whether a reading is of this line as it is now, by the person who speaks it now."""
    return line.person == speaker and reading.cameo == cameo and reading.words == words_mark(line)
