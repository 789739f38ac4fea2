"""How far apart the performers are for the recognisers: face prints and voice prints of two takes each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from walkon.domain.capture import Language
from walkon.media.sound import Sound
from walkon.perception.face_finder import FaceFinder
from walkon.perception.face_print import FacePrint, face_distance, face_print, template
from walkon.perception.voice_print import VoicePrint, voice_print, voice_similarity
from walkon.rehearsal.cast import cast
from walkon.rehearsal.curves import Array
from walkon.rehearsal.performer import Camera, Canvas, Performer
from walkon.rehearsal.state import ROOMS, Room, State
from walkon.rehearsal.voices import speak
from walkon.voice.espeak import Espeak

MOMENTS = (State(), State(yaw=14, jaw=0.4), State(yaw=-12, smile=0.7), State(pitch=-10, brow=1.0))
TEXTS = (
    "The old harbour lay quiet while seven small boats went out to sea before the morning rain.",
    "Every bridge in town was painted green last summer, and nobody could remember who had asked for it.",
)


class FaceNotFound(Exception):
    """The face mesh does not find a performer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows: one take of each performer; columns: another take of each. `faces` distances, `voices` cosines."""

    names: tuple[str, ...]
    faces: Array
    voices: Array

    @property
    def same(self) -> float:
        """Largest face distance of two takes of one performer."""
        return float(np.diag(self.faces).max())

    @property
    def different(self) -> float:
        """Smallest face distance of two performers."""
        return float(self.faces[~np.eye(len(self.names), dtype=bool)].min())


def distances() -> Table:
    """Measures the whole cast in two rooms and two texts."""
    names = tuple(cast())
    finder, rooms = FaceFinder(people=1), (ROOMS["window"], ROOMS["lamp"])
    prints = [[face_template(name, room, finder) for name in names] for room in rooms]
    with Espeak() as espeak:
        spoken = [[voice_of(espeak, name, text) for name in names] for text in TEXTS]
    return Table(
        names=names,
        faces=np.array([[face_distance(a, b) for b in prints[1]] for a in prints[0]]),
        voices=np.array([[voice_similarity(a, b) for b in spoken[1]] for a in spoken[0]]),
    )


def face_template(name: str, room: Room, finder: FaceFinder) -> FacePrint:
    """The mean print of four moments. Raises `FaceNotFound`."""
    return template(face_prints(name, room, finder))


def face_prints(name: str, room: Room, finder: FaceFinder) -> list[FacePrint]:
    """The prints of four moments of a performer. Raises `FaceNotFound`."""
    performer, camera, canvas = Performer(cast()[name]), Camera(room), Canvas()
    found = []
    for number, state in enumerate(MOMENTS):
        picture = camera.record(performer.draw(state, room, canvas), canvas, number)
        faces = finder(picture)
        if len(faces) != 1:
            raise FaceNotFound(f"{name}, moment {number}")
        found.append(face_print(picture, faces[0]))
    return found


def voice_of(espeak: Espeak, name: str, text: str) -> VoicePrint:
    """The voice print of a performer reading `text`."""
    sound: Sound = speak(espeak, text, Language.ENGLISH, cast()[name].voice).sound
    return voice_print(sound)
