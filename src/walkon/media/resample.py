"""Sound at another rate."""

from __future__ import annotations

from math import gcd

import numpy as np
from scipy.signal import resample_poly

from walkon.media.sound import Sound


def resampled(sound: Sound, rate: int) -> Sound:
    """The same sound at `rate` Hz: polyphase filter, linear phase, no delay; the length is rounded up."""
    if sound.rate == rate or len(sound.samples) == 0:
        return Sound(samples=sound.samples, rate=rate)
    shared = gcd(sound.rate, rate)
    samples = resample_poly(sound.samples, rate // shared, sound.rate // shared, axis=0)
    return Sound(samples=np.asarray(samples, dtype=np.float32), rate=rate)
