"""Recordings as they reach a server: a stand-in who answers a challenge, or somebody who only pretends to.

A pretender has a take of the person attacked, made for another challenge, and whatever they record themselves; or they
sit in front of the right screen and a program answers its colours.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from walkon.domain.capture import Challenge, Light, Screen, draw_challenge
from walkon.domain.errors import BadInput
from walkon.media.decode import open_clip
from walkon.perception.face_track import FaceTrack
from walkon.ports.world import Progress, silent
from walkon.rehearsal.attacks import SPECIES
from walkon.rehearsal.attacks.footage import Footage, Means, Picture, filmed, footage_of
from walkon.rehearsal.before_screen import AMOUNT, DELAY, before_screen
from walkon.rehearsal.cast import cast
from walkon.rehearsal.performer import SIZE
from walkon.rehearsal.screen_light import Answer
from walkon.rehearsal.state import ROOMS, Room
from walkon.rehearsal.take import FPS, record

MASTER = 12  # constant rate factor of footage that is recorded once and played many times
NOISE_MARGIN = 48  # pixels by which the noise of each picture is moved

PRETENCES: Mapping[str, Answer] = {
    "light-ignored": Answer.NONE,
    "light-wrong-code": Answer.WRONG_CODE,
    "light-late": Answer.LATE,
    "light-picture-tinted": Answer.PICTURE_TINT,
    "light-face-tinted": Answer.FACE_TINT,
    "light-ellipsoid": Answer.ELLIPSOID,
    "light-on-glass": Answer.VEIL,
    "light-print": Answer.PRINT,
}
"""Species of attack in which everything is done as asked, and only the colours are answered wrongly."""
KINDS = (*SPECIES, *PRETENCES)


class UnknownPerformer(BadInput):
    code = "unknown_performer"
    en = "There is no stand-in called “{name}”; there are: {known}."
    ko = "“{name}”(이)라는 대역이 없습니다. 쓸 수 있는 대역: {known}."


class UnknownAttack(BadInput):
    code = "unknown_attack"
    en = "There is no attack called “{name}”; there are: {known}."
    ko = "“{name}”(이)라는 공격이 없습니다. 쓸 수 있는 공격: {known}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What a recording is made in, and how it is coded."""

    amount: float = AMOUNT  # of screen light, see `before_screen`
    delay: float = DELAY
    gain: float = 1.0  # exposure
    warmth: float = 0.0  # red up and blue down by this share
    noise: float = 0.0  # more of it, 8-bit steps
    quality: int = 23  # constant rate factor
    seed: int = 0


PLAIN = Conditions()


def performed(
    name: str,
    challenge: Challenge,
    *,
    room: Room = ROOMS["window"],
    size: tuple[int, int] = SIZE,
    fps: int = FPS,
    seed: int = 0,
    progress: Progress = silent,
) -> Footage:
    """A stand-in's answer to a challenge without any light of a screen, its faces known; to be played many times.

    Raises `UnknownPerformer`.
    """
    if name not in cast():
        raise UnknownPerformer(name=name, known=", ".join(cast()))
    unlit = replace(challenge, steps=tuple(step for step in challenge.steps if not isinstance(step, Light)))
    take = record(name, unlit, room=room, size=size, fps=fps, seed=seed, quality=MASTER, progress=progress)
    footage = footage_of(open_clip(take.data))
    return replace(footage, points=faces_in(footage))


def genuine(footage: Footage, challenge: Challenge, conditions: Conditions = PLAIN) -> bytes:
    """The recording of somebody who answers `challenge` in front of its screen, as MP4."""
    return _handed_in(_lit(footage, challenge, Answer.HEAD, conditions), conditions)


def attacked(
    kind: str,
    challenge: Challenge,
    *,
    live: Footage,
    stolen: Footage,
    stolen_challenge: Challenge | None,
    conditions: Conditions = PLAIN,
) -> bytes:
    """The recording that a pretender hands in for `challenge`, as MP4. Raises `UnknownAttack`.

    `live` is what they record for it, `stolen` a take of the person attacked for another one, or any clip of them.
    """
    if kind in PRETENCES:
        return _handed_in(_lit(live, challenge, PRETENCES[kind], conditions), conditions)
    if kind not in SPECIES:
        raise UnknownAttack(name=kind, known=", ".join(KINDS))
    means = Means(
        stolen=stolen if stolen_challenge is None else _lit(stolen, stolen_challenge, Answer.HEAD, conditions),
        live=_lit(live, challenge, Answer.HEAD, conditions),
        seed=conditions.seed,
    )
    return _handed_in(SPECIES[kind].make(means), conditions)


def simulated(
    challenge: Challenge,
    performer: str,
    attack: str | None,
    *,
    size: tuple[int, int] = SIZE,
    fps: int = FPS,
    progress: Progress = silent,
) -> bytes:
    """A stand-in's answer to a challenge, or an attack on that stand-in, as MP4.

    Raises `UnknownPerformer` and `UnknownAttack`.
    """
    if attack is not None and attack not in KINDS:
        raise UnknownAttack(name=attack, known=", ".join(KINDS))
    if attack is None or attack in PRETENCES:
        live = performed(performer, challenge, size=size, fps=fps, progress=progress)
        if attack is None:
            return genuine(live, challenge)
        return attacked(attack, challenge, live=live, stolen=live, stolen_challenge=challenge)
    names = list(cast())
    if performer not in names:
        raise UnknownPerformer(name=performer, known=", ".join(names))
    attacker = names[(names.index(performer) + 1) % len(names)]
    other = another(challenge)
    return attacked(
        attack,
        challenge,
        live=performed(attacker, challenge, size=size, fps=fps, seed=1, progress=progress),
        stolen=performed(performer, other, size=size, fps=fps, seed=2, progress=progress),
        stolen_challenge=other,
    )


def another(challenge: Challenge) -> Challenge:
    """A challenge of another day in the same language, with colours where this one has some."""
    chance = random.Random(f"another/{challenge.id}")  # noqa: S311  a rehearsal
    code = next((step.code for step in challenge.steps if isinstance(step, Light)), None)
    screen = Screen.NONE if code is None else Screen.NARROW if code.left == code.right else Screen.WIDE
    return draw_challenge(chance, challenge.language, challenge.issued - timedelta(days=1), screen)


def _lit(footage: Footage, challenge: Challenge, answer: Answer, conditions: Conditions) -> Footage:
    def frames() -> Iterator[Picture]:
        return before_screen(
            footage.frames(),
            footage.fps,
            challenge,
            answer=answer,
            amount=conditions.amount,
            delay=conditions.delay,
            seed=conditions.seed,
            faces=footage.face,
        )

    return replace(footage, frames=frames)


def _handed_in(footage: Footage, conditions: Conditions) -> bytes:
    camera = _Camera(conditions)
    return filmed(
        replace(footage, frames=lambda: (camera(i, p) for i, p in enumerate(footage.frames()))), conditions.quality
    )


class _Camera:
    """Exposure, white balance and noise of one recording."""

    def __init__(self, conditions: Conditions) -> None:
        self._conditions = conditions
        gains = conditions.gain * np.array([1 - conditions.warmth, 1.0, 1 + conditions.warmth])
        linear = (np.arange(256) / 255)[:, None] ** 2.2 * gains
        self._table = (255 * np.clip(linear, 0, 1) ** (1 / 2.2) + 0.5).astype(np.uint8)  # (256, 3) per channel, BGR
        self._noise: npt.NDArray[np.float32] | None = None

    def __call__(self, number: int, picture: Picture) -> Picture:
        seen: Picture = np.stack([self._table[:, c][picture[..., c]] for c in range(3)], axis=-1)
        if self._conditions.noise <= 0:
            return seen
        height, width = picture.shape[:2]
        if self._noise is None:
            chance = np.random.default_rng((self._conditions.seed, 5))
            shape = (height + NOISE_MARGIN, width + NOISE_MARGIN, 3)
            self._noise = self._conditions.noise * chance.standard_normal(shape, np.float32)
        down, right = np.random.default_rng((self._conditions.seed, 6, number)).integers(0, NOISE_MARGIN, 2)
        noisy = seen + self._noise[down : down + height, right : right + width]
        return np.asarray(np.clip(noisy + 0.5, 0, 255), np.uint8)


def faces_in(footage: Footage) -> npt.NDArray[np.float32]:
    """(T, 478, 3) points of its faces, NaN where none is."""
    track, points = FaceTrack(), np.full((footage.count, 478, 3), np.nan, np.float32)
    try:
        for number, picture in enumerate(footage.frames()):
            face, _ = track(picture)
            if face is not None:
                points[number] = face
    finally:
        track.close()
    return points
