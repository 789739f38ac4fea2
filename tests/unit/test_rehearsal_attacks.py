"""The attack toolkit, on small made pictures: every species streams, repeats itself by its seed and does what it says."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.test_perception_pose import face
from walkon.media.decode import open_clip
from walkon.media.sound import Sound
from walkon.perception.face_points import LEFT_EYE, LIPS, NOSE_TIP
from walkon.rehearsal.attacks import SPECIES, Species
from walkon.rehearsal.attacks.footage import Footage, Means, filmed, footage_of, picked
from walkon.rehearsal.attacks.people import with_face, with_mouth
from walkon.rehearsal.attacks.prints import through_holes
from walkon.rehearsal.attacks.screens import dots

Picture = npt.NDArray[np.uint8]
FPS = 10.0
HEIGHT, WIDTH = 120, 160


def numbered(count: int, level: int, fps: float = FPS, seconds_of_sound: float | None = None) -> Footage:
    """Pictures that carry their number: `level` plus two for each one before."""

    def frames() -> Iterator[Picture]:
        for index in range(count):
            picture = np.full((HEIGHT, WIDTH, 3), level, np.uint8)
            picture[:, : WIDTH // 2] += np.uint8(2 * index)
            yield picture

    sound = Sound(
        samples=np.linspace(0, 1, round(1000 * (seconds_of_sound or count / fps)), dtype=np.float32), rate=1000
    )
    small = face() * np.array([0.25, 0.25, 0.25], np.float32)
    points = np.stack([small] * count) if count else np.zeros((0, 478, 3), np.float32)
    return Footage(frames=frames, count=count, fps=fps, sound=sound, points=points.astype(np.float32))


def numbers(footage: Footage, level: int) -> list[int]:
    return [(int(picture[5, 5, 0]) - level) // 2 for picture in footage.frames()]


MEANS = Means(stolen=numbered(60, 40), live=numbered(50, 100), seed=4)


@pytest.mark.parametrize("species", SPECIES.values(), ids=SPECIES)
def test_every_species_streams_and_repeats_itself(species: Species) -> None:
    assert SPECIES[species.id] is species and species.says.endswith(".")
    made = species.make(MEANS)
    first, second = list(made.frames()), list(made.frames())
    assert len(first) == made.count > 0
    assert all(picture.shape == first[0].shape and picture.dtype == np.uint8 for picture in first)
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
    assert made.points is None or len(made.points) == made.count


@pytest.mark.parametrize("species", [s for s in SPECIES.values() if s.id.startswith(("print", "screen"))])
def test_seeds_differ_and_every_picture_has_its_own_noise(species: Species) -> None:
    one, other = (species.make(Means(stolen=MEANS.stolen, live=numbered(4, 100), seed=seed)) for seed in (1, 2))
    pictures = list(one.frames())[:4]
    assert not np.array_equal(pictures[0], next(other.frames()))
    assert all(not np.array_equal(a, b) for a, b in pairwise(pictures))


@settings(deadline=None, max_examples=30)
@given(order=st.lists(st.integers(0, 70), min_size=1, max_size=120))
def test_any_order_can_be_picked(order: list[int]) -> None:
    made = picked(numbered(60, 40), order)
    assert numbers(made, 40) == [min(index, 59) for index in order]


def test_orders() -> None:
    loop = numbers(SPECIES["loop"].make(MEANS), 40)
    assert loop[:31] == [*range(30), 0] and len(loop) == 60
    there = numbers(SPECIES["ping-pong"].make(MEANS), 40)
    assert there[:30] == list(range(30)) and there[29:59] == list(range(29, -1, -1))
    back = numbers(SPECIES["reverse"].make(MEANS), 40)
    assert back == back[::-1] and back[:30] == list(range(30))
    still = numbers(SPECIES["frozen"].make(MEANS), 100)
    assert still[:16] == list(range(16)) and set(still[15:40]) == {15} and still[40:] == list(range(40, 50))
    late = SPECIES["late-start"].make(MEANS)
    assert numbers(late, 100) == list(range(15, 50)) and late.sound is not None and late.sound.seconds == 3.5
    few = SPECIES["few-pictures"].make(MEANS)
    assert few.fps == 8 and few.seconds == pytest.approx(5) and numbers(few, 100)[-1] == 49


def test_an_injected_file_has_the_asked_length() -> None:
    for stolen in (numbered(60, 40), numbered(20, 40), numbered(30, 40, fps=15.0)):
        made = SPECIES["injected"].make(Means(stolen=stolen, live=MEANS.live))
        assert made.seconds == pytest.approx(5) and made.sound is not None
        assert made.sound.seconds == pytest.approx(5, abs=0.3)
        assert numbers(made, 40) == sorted(numbers(made, 40))


def test_people_are_swapped_and_set_side_by_side() -> None:
    swapped = [int(p[5, -5, 0]) for p in SPECIES["swap"].make(MEANS).frames()]
    assert swapped == [100] * 25 + [40] * 25
    both = next(SPECIES["two-people"].make(MEANS).frames())
    assert both.shape == (HEIGHT, WIDTH, 3) and both[5, WIDTH // 2 - 5, 0] == 100 and both[5, -5, 0] == 40


def test_sounds_are_moved_and_replaced() -> None:
    assert MEANS.live.sound is not None
    moved = SPECIES["sound-shifted"].make(MEANS).sound
    assert moved is not None and len(moved.samples) == len(MEANS.live.sound.samples)
    assert not moved.samples[:400].any()
    assert np.array_equal(moved.samples[400:], MEANS.live.sound.samples[:-400])
    assert SPECIES["sound-replaced"].make(MEANS).sound is MEANS.stolen.sound
    silent = Footage(frames=MEANS.live.frames, count=50, fps=FPS)
    assert SPECIES["sound-shifted"].make(Means(stolen=silent, live=silent)).sound is None


def test_parts_of_faces_are_pasted_where_they_belong() -> None:
    here = face() * np.float32(0.5)
    there = here + np.array([6, -4, 0], np.float32)
    plain, other = np.full((240, 320, 3), 60, np.uint8), np.zeros((240, 320, 3), np.uint8)
    other[...] = np.linspace(50, 200, 320)[None, :, None]
    nose, lips, eye = (here[index, :2].mean(axis=0).astype(int) for index in ([NOSE_TIP], list(LIPS), list(LEFT_EYE)))
    mouth = with_mouth(plain, here, other, there)
    assert mouth[lips[1], lips[0], 0] == pytest.approx(other[0, lips[0] + 6, 0], abs=8)
    assert (mouth[0] == 60).all()
    for poisson in (False, True):
        whole = with_face(plain, here, other, there, poisson=poisson)
        assert whole.shape == plain.shape and (whole[0] == 60).all()
    lively = with_face(other, here, np.full_like(other, 0) + other[:, ::-1], there)
    assert not np.array_equal(lively[nose[1]], other[nose[1]])
    holes = through_holes(plain, here, np.full_like(plain, 200), there)
    assert holes[eye[1], eye[0], 0] == 170 and (holes[0] == 60).all()


def test_a_screen_has_dots_and_three_colours() -> None:
    share = dots((64, 48))
    assert share.shape == (48, 64, 3) and 0.6 < share.min() < share.max() <= 1
    assert not np.allclose(share[..., 0], share[..., 1])


def test_without_known_faces_nothing_is_pasted() -> None:
    blind = Means(
        stolen=Footage(frames=MEANS.stolen.frames, count=60, fps=FPS),
        live=Footage(frames=MEANS.live.frames, count=50, fps=FPS),
    )
    for name in ("pasted-face", "silent-lips"):
        made = SPECIES[name].make(blind)
        assert all(np.array_equal(a, b) for a, b in zip(made.frames(), MEANS.live.frames(), strict=True))


def test_an_attack_becomes_a_file() -> None:
    data = filmed(SPECIES["loop"].make(MEANS))
    again = footage_of(open_clip(data))
    assert again.count == 60 and again.fps == FPS and again.sound is not None
    with pytest.raises(ValueError, match="without pictures"):
        filmed(Footage(frames=lambda: iter(()), count=0, fps=FPS))
