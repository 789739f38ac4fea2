"""What is heard: the lines, where their speakers stand, over the air of the place."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.signal import butter, sosfilt

from walkon.domain.plan import Plan
from walkon.engines.timeline import Spoken
from walkon.media import mix
from walkon.media.resample import resampled
from walkon.media.sound import Sound

AIR = {"giant_wave": (60.0, 1400.0, 0.32), "mars": (40.0, 380.0, 0.20), "concert": (180.0, 2200.0, 0.24)}
"""Lowest and highest frequency (Hz) and rate of swelling (Hz) of each place's air."""
QUIET = (50.0, 300.0, 0.10)
AIR_DB = -31.0  # full scale, before levelling
PLACES = {1: (0.0,), 2: (-0.35, 0.35)}  # stereo places of the people of a shot


def beat(plan: Plan) -> float:
    """Beats per second the picture moves to."""
    return 2.0 if plan.mood.value == "pop" else 1.5


def compose(plan: Plan, spoken: Sequence[Spoken]) -> Sound:
    """The film's sound: stereo, 48 kHz, as long as the film, at the usual loudness."""
    tracks = [mix.Track(sound=_air(plan), gain_db=AIR_DB, ducked=True)]
    order = [role.person for role in plan.roles]
    for line in spoken:
        place = PLACES[len(order)][order.index(line.person)]
        voice = mix.panned(resampled(line.speech.sound, mix.RATE), place)
        tracks.append(mix.Track(sound=voice, start=line.start))
    spans = [(line.start, line.end) for line in spoken]
    return mix.levelled(mix.mixed(tracks, spans, plan.seconds))


def _air(plan: Plan) -> Sound:
    """Band-limited noise that swells slowly, different in both ears; full scale 1 RMS."""
    low, high, swell = AIR.get(plan.setting, QUIET)
    n = round(plan.seconds * mix.RATE)
    chance = np.random.default_rng((plan.seed, 11))
    noise = chance.normal(0, 1, (n, 2))
    band = sosfilt(butter(2, (low, high), "bandpass", fs=mix.RATE, output="sos"), noise, axis=0)
    time = np.arange(n)[:, None] / mix.RATE
    gain = 0.7 + 0.3 * np.sin(2 * np.pi * swell * time + chance.uniform(0, 6, 2))
    shaped = band * gain
    return mix.faded(Sound(samples=(shaped / max(1e-9, shaped.std())).astype(np.float32), rate=mix.RATE), 0.3, 0.5)
