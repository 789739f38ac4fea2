"""Music, air and words of a film: their cost, their loudness, and how far words stand above everything else; and of films of
several parts, whether something clicks or falls silent where one part goes over into the next.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from walkon.domain.ids import Handle
from walkon.domain.plan import Plan
from walkon.engines import soundtrack, timeline
from walkon.engines.timeline import Spoken
from walkon.media import mix
from walkon.media.sound import Sound
from walkon.planner import planner
from walkon.planner.planner import Wishes
from walkon.stage.sound import dynamics
from walkon.voice.espeak import Espeak
from walkon.voice.provider import StockVoice

ME, SECONDS = Handle("mina"), 12.0
FILMS = {
    "giant_wave": 'me surfing a giant wave at sunset, I say "hold on tight everyone"',
    "mars": 'me as an astronaut on Mars, I say "look at that sky"',
    "concert": 'my pop music video on a concert stage, I say "thank you all"',
    "noir_office": 'a detective comedy sketch in the rain, me solving a mystery, I say "the butler did it"',
}


def main() -> None:
    figures: dict[str, dict[str, object]] = {}
    films: dict[str, tuple[Plan, Sequence[Spoken]]] = {}
    with Espeak() as espeak:
        voice = StockVoice(espeak)
        for name, text in FILMS.items():
            plan = planner.plan(text, (ME,), Wishes(seconds=SECONDS, seed=3))
            lines = [voice.speak(line.text, line.language, None) for shot in plan.shots for line in shot.lines]
            spoken = timeline.place(plan, lines)
            films[name] = plan, spoken
            soundtrack.compose(plan, spoken)  # compiles its loops
            began = time.process_time()
            sound = soundtrack.compose(plan, spoken)
            took = time.process_time() - began
            figures[name] = {
                "mood": plan.mood.value,
                "cpu_seconds_per_second": took / plan.seconds,
                "lufs": mix.loudness(sound),
                "peak_db": float(20 * np.log10(np.abs(sound.samples).max())),
                "words_above_db": words_above(plan, spoken, sound),
                "seconds_off": abs(sound.seconds - plan.seconds),
            }
    names = list(films)
    for one, other in zip(names, names[1:], strict=False):
        parts = [films[name][0] for name in (one, other)]
        sound = soundtrack.in_a_row(parts, [films[name][1] for name in (one, other)])
        figures[f"{one}_then_{other}"] = {
            "lufs": mix.loudness(sound),
            "peak_db": float(20 * np.log10(np.abs(sound.samples).max())),
            **joint(sound.samples, len(sound.samples) * parts[0].frames // sum(part.frames for part in parts)),
        }
    json.dump(figures, sys.stdout)


AROUND, WINDOW = 0.6, 0.025  # seconds on either side of a joint, and of one look at it


def joint(samples: npt.NDArray[np.float32], at: int) -> dict[str, float]:
    """How samples (N, 2) at 48 kHz go on at sample `at`: the step into it against the largest in a thousand of all steps, and
    the least that is heard around it, dB (RMS).
    """
    steps = np.abs(np.diff(samples, axis=0)).max(axis=1)
    long = round(WINDOW * mix.RATE)
    firsts = range(at - round(AROUND * mix.RATE), at + round(AROUND * mix.RATE) - long + 1, long // 2)
    least = min(float(np.square(samples[first : first + long]).mean()) for first in firsts)
    return {
        "step_to_largest": float(steps[at - 3 : at + 2].max() / np.quantile(steps, 0.999)),
        "least_heard_db": 10 * math.log10(max(least, 1e-12)),
    }


def words_above(plan: Plan, spoken: Sequence[Spoken], sound: Sound) -> float:
    """The least of all lines: its loudness against what else is heard while it is said, dB."""
    voices = soundtrack.voices(plan, spoken, len(sound.samples))
    least = math.inf
    for line in spoken:
        part = slice(round(line.start * mix.RATE), round(line.end * mix.RATE))
        said, heard = voices[part], sound.samples[part]
        said = said * ((heard * said).sum() / np.square(said).sum())
        least = min(least, 10 * math.log10(dynamics.heard(said).mean() / dynamics.heard(heard - said).mean()))
    return least


if __name__ == "__main__":
    main()
