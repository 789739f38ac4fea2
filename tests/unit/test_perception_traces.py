"""Signs of copies in pictures and files, on pictures whose truth is known and on real recordings."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.clips import clip
from walkon.domain.evidence import TracesSeen
from walkon.media.decode import open_clip
from walkon.media.origin import NOTHING_KNOWN, Origin
from walkon.perception.file_origin import PROGRAMS, mistimed_share, names_a_film_maker, unseen_share
from walkon.perception.picture_grid import face_spectrum, peak_strength
from walkon.perception.repeats import repeated_share
from walkon.perception.traces import TraceGatherer, traces_seen
from walkon.rehearsal.attacks.screens import dots

Picture = npt.NDArray[np.uint8]
FPS = 20
SIZE = (240, 320)  # height, width


def scene(seed: int = 0) -> npt.NDArray[np.float32]:
    """Soft shapes, larger than a picture."""
    rough = np.random.default_rng(seed).standard_normal((SIZE[0] + 80, SIZE[1] + 80), np.float32)
    soft = cv2.GaussianBlur(rough, (0, 0), 12)
    whole: npt.NDArray[np.float32] = 120 + 40 * soft / soft.std()
    return whole


def filmed(path: Iterable[tuple[float, float]], noise: float = 2.0, seed: int = 1) -> list[Picture]:
    """The scene seen from moving places, (x, y) pixels each, with noise that is new in every picture."""
    chance, whole = np.random.default_rng(seed), scene()
    pictures = []
    for x, y in path:
        seen = cv2.warpAffine(whole, np.array([[1, 0, -40 - x], [0, 1, -40 - y]], np.float64), SIZE[::-1])
        seen += noise * chance.standard_normal(SIZE, np.float32)
        pictures.append(cv2.merge([np.clip(seen + 0.5, 0, 255).astype(np.uint8)] * 3))
    return pictures


def path(count: int, seed: int = 2, far: float = 8.0) -> list[tuple[float, float]]:
    """A wandering way that never comes back to itself exactly."""
    chance = np.random.default_rng(seed)
    at = np.arange(count)[:, None] / FPS
    speeds, phases = chance.uniform(1, 5, (2, 4)), chance.uniform(0, 6, (2, 4))
    x, y = (np.sin(at * speeds[k] + phases[k]).mean(axis=1) * far for k in (0, 1))
    return list(zip(x.tolist(), y.tolist(), strict=True))


def traces(pictures: Iterable[Picture], origin: Origin = NOTHING_KNOWN) -> TracesSeen:
    gatherer = TraceGatherer()
    for number, picture in enumerate(pictures):
        gatherer.add(number, picture, None)
    seen = traces_seen(gatherer.gathered(), origin, FPS)
    assert seen is not None
    return seen


def test_a_camera_leaves_no_traces() -> None:
    seen = traces(filmed(path(120)))
    assert seen.frozen == seen.repeated == seen.mistimed == 0
    assert seen.noise == pytest.approx(1, abs=0.1)
    assert seen.texture == 0 and not seen.virtual_camera
    assert seen.confidence > 0.9


def test_somebody_who_sits_still_is_no_repeat() -> None:
    seen = traces(filmed([(0.0, 0.0)] * 120))
    assert seen.repeated == seen.frozen == 0


def test_a_picture_that_stands_is_seen_after_compression_too() -> None:
    pictures = filmed(path(100))
    pictures[40:80] = [pictures[40]] * 40
    assert traces(pictures).frozen == pytest.approx(0.39, abs=0.02)
    found = open_clip(clip(pictures, FPS))
    gatherer = TraceGatherer()
    for number, picture in found.numbered_frames():
        gatherer.add(number, picture, None)
    seen = traces_seen(gatherer.gathered(), found.origin, found.info.fps)
    assert seen is not None and seen.frozen > 0.3


def test_pictures_repeated_by_us_do_not_count_as_frozen() -> None:
    pictures = filmed(path(60))
    gatherer = TraceGatherer()
    for number, picture in enumerate(pictures):
        gatherer.add(number // 2, pictures[number // 2], None)
        assert picture.shape == (*SIZE, 3)
    seen = traces_seen(gatherer.gathered(), NOTHING_KNOWN, FPS)
    assert seen is not None and seen.frozen == 0


def test_numbers_tell_which_pictures_are_the_same() -> None:
    times = [k / 20 for k in range(40) if not 10 <= k < 16]
    found = open_clip(clip(filmed(path(len(times))), times))
    numbers, pictures = zip(*found.numbered_frames(), strict=True)
    assert len(numbers) == found.info.frames
    steps = np.diff(numbers)
    assert (steps >= 0).all() and (steps == 0).any() and numbers[-1] < len(times)
    for step, earlier, later in zip(steps, pictures[:-1], pictures[1:], strict=True):
        assert np.array_equal(earlier, later) == (step == 0)


@pytest.mark.parametrize("kind", ["loop", "reverse", "ping-pong"])
@pytest.mark.parametrize("noise", [0.5, 3.0])
def test_repeats_are_seen_though_their_noise_is_new(kind: str, noise: float) -> None:
    there = path(160)
    order = {
        "loop": [k % 50 for k in range(160)],
        "reverse": [min(k, 159 - k) for k in range(160)],
        "ping-pong": [min(k % 98, 98 - k % 98) for k in range(160)],
    }[kind]
    assert traces(filmed([there[k] for k in order], noise)).repeated > 0.7
    assert traces(filmed(there, noise)).repeated < 0.1


def test_the_same_movement_twice_is_no_repeat() -> None:
    """Somebody turns and comes back more slowly, then again, a twentieth smaller and a tenth slower."""
    turn = [12 * np.sin(np.pi * (k / 30) ** 0.8) ** 2 for k in range(31)]
    again = [0.95 * 12 * np.sin(np.pi * (k / 33) ** 0.8) ** 2 for k in range(34)]
    sway = path(120, far=1.5)
    moves = [0.0] * 20 + turn + [0.0] * 15 + again + [0.0] * 20
    assert traces(filmed([(x + m, y) for (x, y), m in zip(sway, moves, strict=True)])).repeated < 0.15


def test_drawn_noise_that_stays_is_told_from_a_cameras() -> None:
    still = np.random.default_rng(5).standard_normal((*SIZE, 3)) * 3
    soft = [np.clip(p + still, 0, 255).astype(np.uint8) for p in filmed([(0, 0)] * 60, noise=0.3)]
    seen = traces(soft)
    assert seen.noise < 0.3, "the pattern is in every picture, and hardly anything changes"
    assert traces(filmed(path(60), noise=3.0)).noise > 0.9


def test_nothing_to_measure() -> None:
    assert traces_seen(TraceGatherer().gathered(), NOTHING_KNOWN, FPS) is None
    one = TraceGatherer()
    one.add(0, filmed([(0, 0)])[0], None)
    assert traces_seen(one.gathered(), NOTHING_KNOWN, FPS) is None
    black = traces([np.zeros((96, 96, 3), np.uint8)] * 10)
    assert black.frozen == 1 and black.noise == 0 and black.confidence < 0.5


@settings(deadline=None, max_examples=15)
@given(height=st.integers(2, 60), width=st.integers(2, 60), count=st.integers(2, 40))
def test_any_size_and_length_gives_numbers(height: int, width: int, count: int) -> None:
    chance = np.random.default_rng(0)
    seen = traces([chance.integers(0, 255, (height, width, 3), dtype=np.uint8) for _ in range(count)])
    assert seen.frozen == 0 and 0 <= seen.repeated <= 1 and 0 <= seen.recoded <= 1 and seen.noise >= 0


def origin(times: list[float], decoding: list[float] | None = None, sound_end: float | None = None) -> Origin:
    return Origin(times=np.array(times), decoding=np.array(decoding or times), sound_end=sound_end, names=())


def test_times_no_camera_writes() -> None:
    even = [k / 25 for k in range(100)]
    assert mistimed_share(origin(even)) == 0, "an even clock is what encoders write"
    reordered = [even[k] for k in (0, 3, 1, 2, *range(4, 100))]
    assert mistimed_share(origin(reordered, even)) == 0, "pictures may be stored before those shown earlier"
    assert mistimed_share(origin([0.0] * 100)) == 1
    assert mistimed_share(origin(even[:50] + even[:50])) == pytest.approx(0.5, abs=0.01)
    assert mistimed_share(origin(even[:50] + [t + 2 for t in even[50:]])) == pytest.approx(1 / 3, abs=0.01)
    dropped = [t for k, t in enumerate(even) if k % 10 < 7]
    assert mistimed_share(origin(dropped)) == 0, "a busy phone loses some"
    assert mistimed_share(origin(even, list(reversed(even)))) > 0.9
    assert mistimed_share(origin([])) == mistimed_share(origin([1.0])) == 0


def test_sound_after_the_last_picture() -> None:
    even = [k / 25 for k in range(100)]
    assert unseen_share(origin(even, sound_end=4.3)) == 0
    assert unseen_share(origin(even, sound_end=8.0)) == pytest.approx(0.5, abs=0.01)
    assert unseen_share(origin(even)) == 0


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_program_is_found_by_name(name: str) -> None:
    assert names_a_film_maker(Origin(times=np.zeros(0), decoding=np.zeros(0), sound_end=None, names=(f"x {name} 2.1",)))


def test_recorders_are_no_film_makers(tmp_path: Path) -> None:
    for says in ("Lavf60.16.100", "Chrome", "Mozilla", "VideoHandle", "Observer", "Lavc libx264", "17.4.1", "SM-S911B"):
        known = Origin(times=np.zeros(0), decoding=np.zeros(0), sound_end=None, names=(says,))
        assert not names_a_film_maker(known), says
    pictures = filmed(path(30))
    assert not names_a_film_maker(open_clip(clip(pictures, FPS)).origin)
    assert names_a_film_maker(open_clip(clip(pictures, FPS, says={"comment": "OBS Studio 30"})).origin)
    assert names_a_film_maker(
        open_clip(clip(pictures, FPS, format="webm", codec="libvpx", says={"comment": "ManyCam"})).origin
    )


def test_dots_of_a_screen_stand_out() -> None:
    face = np.zeros((478, 3), np.float32)
    face[:, 0], face[:, 1] = np.linspace(90, 230, 478), np.linspace(40, 200, 478)
    plain = filmed(path(8))
    screen = [np.clip(p * dots(SIZE[::-1]), 0, 255).astype(np.uint8) for p in plain]
    a, b = ([s for p in pictures if (s := face_spectrum(p, face)) is not None] for pictures in (plain, screen))
    assert peak_strength(a) < 3
    assert peak_strength(b) > 5
    assert peak_strength([]) == 0
    assert face_spectrum(plain[0], np.full_like(face, np.nan)) is None
    assert face_spectrum(plain[0], face - 500) is None


def test_short_series_repeat_nothing() -> None:
    assert repeated_share(np.zeros((0, 1024), np.float16), FPS) == 0
    assert repeated_share(np.zeros((10, 1024), np.float16), FPS) == 0
    assert repeated_share(np.zeros((90, 1024), np.float16), FPS) == 0, "where nothing moves nothing can be told"


@pytest.mark.shared_data
@pytest.mark.parametrize("name", ["d3", "d10", "d13", "d18", "s32"])
def test_real_recordings_leave_no_traces(shared_data: Path, name: str) -> None:
    found = open_clip(shared_data / "faces" / f"{name}.mp4")
    gatherer = TraceGatherer()
    for number, picture in found.numbered_frames():
        gatherer.add(number, picture, None)
    seen = traces_seen(gatherer.gathered(), found.origin, found.info.fps)
    assert seen is not None
    assert seen.frozen == seen.repeated == seen.mistimed == 0
    assert seen.recoded < 0.5
    assert seen.virtual_camera == (name == "d10"), "the only one that says which editor it went through"


def test_blocks_of_an_older_compression_show_where_they_do_not_fit() -> None:
    def recompressed(picture: Picture, left: int) -> Picture:
        _, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 25])
        return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)[left:, left:]

    plain = filmed(path(30), noise=4)
    assert traces(plain).recoded == 0
    assert traces([recompressed(p, 0) for p in plain]).recoded < 0.2, "blocks at the corner may be this file's own"
    assert traces([recompressed(p, 3) for p in plain]).recoded > 0.5
