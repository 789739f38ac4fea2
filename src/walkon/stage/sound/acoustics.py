"""Where people speak: a voice in a small room, a hall, the open air, or a helmet."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from walkon.stage.sound import dynamics, rooms
from walkon.stage.sound.filters import filtered, peaked
from walkon.stage.sound.places import Acoustics
from walkon.stage.sound.rooms import Room
from walkon.stage.sound.waves import RATE, Bus

ECHOES = ((0.0031, 0.8, -0.6), (0.0057, 0.7, 0.5), (0.0089, 0.6, 0.8), (0.0131, 0.5, -0.3), (0.0173, 0.4, 0.1))
"""First echoes of a room of size 1: seconds, strength, place; scaled by four times its size."""


def spoken(voice: npt.NDArray[np.float32], place: float, air: Acoustics) -> Bus:
    """(N,) a dry voice at 48 kHz becomes (M, 2) at `place`, -1 left .. 1 right, with what the walls say after it."""
    tail = round(min(2.0, 0.8 * air.seconds + air.before) * RATE)
    dry = filtered(np.pad(voice, (0, tail)), air.low, air.high)
    if air.drive > 0:
        dry = _radio(dry, air)
    bus: Bus = dry[:, None] * dynamics.sides(place)
    early = np.zeros_like(bus)
    for late, strength, side in ECHOES:
        shift = round(late * 4 * max(0.15, air.size) * RATE)
        gains = strength * np.array([1 - max(0.0, side), 1 + min(0.0, side)], np.float32)
        early[shift:] += dry[: len(dry) - shift, None] * gains
    room = Room(seconds=air.seconds, size=air.size, before=air.before, bright=air.bright)
    wet = rooms.reverberated(filtered(bus, 180, 7000), room)
    bus += np.float32(10 ** (air.early / 20)) * early + np.float32(10 ** (air.late / 20)) * wet
    fade = np.linspace(1, 0, tail + 1, dtype=np.float32)[1:]
    bus[len(voice) :] *= np.square(fade)[:, None]
    return bus


def _radio(dry: npt.NDArray[np.float32], air: Acoustics) -> npt.NDArray[np.float32]:
    """A small loudspeaker: presence, and soft saturation that keeps the voice's level."""
    loud = float(np.sqrt(np.square(dry).mean()))
    if loud < 1e-6:
        return dry
    shaped = peaked(dry[:, None], [(1700.0, air.presence)])[:, 0] if air.presence else dry
    driven = filtered(np.tanh(shaped * (air.drive / (8 * loud))), air.low, air.high)
    return np.asarray(driven * (loud / max(1e-9, float(np.sqrt(np.square(driven).mean())))), np.float32)
