"""Music, air and words of a film: their cost, their loudness, and how far words stand above everything else."""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Sequence

import numpy as np

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
    figures = {}
    with Espeak() as espeak:
        voice = StockVoice(espeak)
        for name, text in FILMS.items():
            plan = planner.plan(text, (ME,), Wishes(seconds=SECONDS, seed=3))
            lines = [voice.speak(line.text, line.language, None) for shot in plan.shots for line in shot.lines]
            spoken = timeline.place(plan, lines)
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
    json.dump(figures, sys.stdout)


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
