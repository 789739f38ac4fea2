"""Attacks on the question whether a take shows a live person, made out of takes: for tests and measurements.

Every species is made of a take of the person attacked and of what the attacker records. Pictures stream; sound and
points are whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from walkon.rehearsal.attacks import order, people, prints, screens, sounds
from walkon.rehearsal.attacks.footage import Footage, Means

Attack = Callable[[Means], Footage]
"""From what the attacker has to the recording that is handed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Species:
    """One kind of attack; `id` never changes."""

    id: str
    says: str
    make: Attack
    needs_points: bool = False


def _named(*species: Species) -> dict[str, Species]:
    return {one.id: one for one in species}


SPECIES: dict[str, Species] = _named(
    Species(id="print-moved", says="A printed photo, tilted and bent in the hand.", make=prints.moved_print),
    Species(
        id="print-eyes",
        says="A printed photo with live eyes behind its holes.",
        make=prints.print_with_eyes,
        needs_points=True,
    ),
    Species(id="screen-photo", says="A photo on a screen.", make=screens.photo_on_screen),
    Species(id="screen-video", says="A take of another day, played on a screen.", make=screens.video_on_screen),
    Species(id="replay", says="A take of another day, as it is.", make=order.replayed),
    Species(id="loop", says="Three seconds, again and again.", make=order.looped),
    Species(id="reverse", says="Half a take, then the same half backwards.", make=order.reversed_film),
    Species(id="ping-pong", says="Three seconds forwards and backwards.", make=order.back_and_forth),
    Species(id="frozen", says="The picture stands while the sound goes on.", make=order.frozen),
    Species(id="swap", says="Another person takes over halfway.", make=people.swapped),
    Species(id="pasted-face", says="A face pasted over a moving head.", make=people.pasted_face, needs_points=True),
    Species(id="sound-shifted", says="The voice comes 0.4 s after the lips.", make=sounds.shifted_sound),
    Species(id="sound-replaced", says="The voice of another take.", make=sounds.replaced_sound),
    Species(id="silent-lips", says="The mouth stays shut under the voice.", make=people.silent_lips, needs_points=True),
    Species(id="few-pictures", says="Eight pictures per second.", make=order.few_pictures),
    Species(id="late-start", says="The first 1.5 seconds are missing.", make=order.late_start),
    Species(id="two-people", says="Two people side by side.", make=people.side_by_side),
    Species(id="injected", says="A file of another day, brought to the asked length.", make=order.injected),
)
"""Every kind of attack by its id."""
