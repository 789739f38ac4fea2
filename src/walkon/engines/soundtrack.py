"""What is heard: the lines, in the place where they are said, over music, the air of the place and what happens in it.

Music and air step back under words by as much as the words need to stay `CLEAR` of them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from walkon.domain.plan import FPS, Plan
from walkon.engines.timeline import Spoken
from walkon.media import mix
from walkon.media.resample import resampled
from walkon.media.sound import Sound
from walkon.stage import catalogue
from walkon.stage.sound import acoustics, ambience, composing, dynamics, events, places, playing
from walkon.stage.sound.events import Said
from walkon.stage.sound.score import Score

PLACES = {1: (0.0,), 2: (-0.35, 0.35)}  # stereo places of the people of a shot
VOICE = -19.0  # LUFS of every line, before the whole is levelled; music plays at -20
CLEAR = 12.0  # dB between words and everything under them
LEAST_DUCK, MOST_DUCK = 4.0, 20.0  # dB
BREATHER = 0.9  # seconds between two lines in which music does not come back
UNPLAYED = 6.0  # dB more of the place where there is no music
LINGERS = ambience.FADE_OUT  # seconds that the air of one part goes on into the next: between them it is never still


def score(plan: Plan, spoken: Sequence[Spoken] = ()) -> Score:
    """The film's music, written down. Its beats, sections and chords don't depend on what is spoken."""
    quiet = [(line.start, line.end) for line in spoken]
    return composing.compose(plan.mood, plan.frames / FPS, plan.seed, cuts=_cuts(plan), quiet=quiet)


def beat(plan: Plan) -> float:
    """Beats per second the picture moves to: the music's, the first one on the first frame."""
    return score(plan).beat


def compose(plan: Plan, spoken: Sequence[Spoken], lingers: float = 0.0) -> Sound:
    """The film's sound: stereo, 48 kHz, at the usual loudness; as long as the film, and `lingers` seconds of air."""
    seconds = plan.frames / FPS
    music = score(plan, spoken)
    costumes = {role.person: str(role.costume) for role in plan.roles}
    lines = [Said(start=line.start, end=line.end, costume=costumes[line.person]) for line in spoken]
    place = ambience.ambience(plan, seconds + lingers, indoors=_indoors(plan))
    happening = events.sounding(events.events(plan, music, _cuts(plan), lines), seconds, plan.seed)
    place[: len(happening)] += happening
    under = place * np.float32(1.0 if music.notes else 10 ** (UNPLAYED / 20))
    played = playing.play(music, plan.seed).samples
    under[: len(played)] += played
    words = voices(plan, spoken, len(under))
    spans = _joined(spoken)
    tracks = [
        mix.Track(sound=Sound(samples=under, rate=mix.RATE), ducked=True),
        mix.Track(sound=Sound(samples=words, rate=mix.RATE)),
    ]
    return mix.levelled(mix.mixed(tracks, spans, seconds + lingers, _depth(words, under, spoken)))


def in_a_row(parts: Sequence[Plan], spoken: Sequence[Sequence[Spoken]]) -> Sound:
    """The sound of a film of several parts: each as if it were alone, but for the air of its place, which goes over."""
    if len(parts) == 1:
        return compose(parts[0], spoken[0])
    firsts = np.cumsum([0, *(part.frames * mix.RATE // FPS for part in parts)])
    total = np.zeros((firsts[-1], 2), np.float32)
    for number, (part, said) in enumerate(zip(parts, spoken, strict=True)):
        last = number == len(parts) - 1
        heard = compose(part, said, 0.0 if last else LINGERS).samples[: len(total) - firsts[number]]
        total[firsts[number] : firsts[number] + len(heard)] += heard
    return mix.levelled(Sound(samples=total, rate=mix.RATE))


def _cuts(plan: Plan) -> list[float]:
    """When shots change, seconds."""
    return [start / FPS for start in plan.first_frames[1:]]


def _indoors(plan: Plan) -> bool:
    setting = catalogue.load().settings.get(plan.setting)
    return setting is not None and setting.indoors


def voices(plan: Plan, spoken: Sequence[Spoken], count: int) -> npt.NDArray[np.float32]:
    """(count, 2) all lines, each as loud as the others, where they are said."""
    order = [role.person for role in plan.roles]
    total = np.zeros((count, 2), np.float32)
    for line in spoken:
        who = order.index(line.person)
        voice = resampled(line.speech.sound, mix.RATE).samples
        air = places.load().acoustics(plan.setting, str(plan.roles[who].costume))
        said = acoustics.spoken(voice, PLACES[len(order)][who], air)
        loud = dynamics.level(said)
        if loud > -70:
            said = said * np.float32(10 ** ((VOICE - loud) / 20))
        first = max(0, round(line.start * mix.RATE))
        part = said[: max(0, count - first)]
        total[first : first + len(part)] += part
    return total


def _joined(spoken: Sequence[Spoken]) -> list[tuple[float, float]]:
    """Spans of words; what follows soon belongs to the one before."""
    spans: list[tuple[float, float]] = []
    for line in sorted(spoken, key=lambda s: s.start):
        if spans and line.start - spans[-1][1] < BREATHER:
            spans[-1] = (spans[-1][0], max(spans[-1][1], line.end))
        else:
            spans.append((line.start, line.end))
    return spans


def _depth(voices: npt.NDArray[np.float32], under: npt.NDArray[np.float32], spoken: Sequence[Spoken]) -> float:
    """How far music steps back, dB: the line that is hardest to understand decides."""
    wanted = LEAST_DUCK
    for line in spoken:
        part = slice(max(0, round(line.start * mix.RATE)), round(line.end * mix.RATE))
        said, covered = dynamics.heard(voices[part]).mean(), dynamics.heard(under[part]).mean()
        if said > 1e-9 and covered > 1e-9:
            wanted = max(wanted, CLEAR - 10 * math.log10(said / covered))
    return min(MOST_DUCK, wanted)
