"""Clips of every kind become upright pictures at a constant rate, or are refused with a reason."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest

from tests.clips import SIZE, clip, colour_names, grey, hdr_clip, quadrants, sound_only
from walkon.domain.errors import BadInput
from walkon.media import errors
from walkon.media.clip import Limits, working_rate, working_size
from walkon.media.decode import Clip, open_clip
from walkon.media.mp4 import fast_start

LEVEL_STEP = 12  # brightness tells the number of a picture: 20, 32, 44 ...


def counting(count: int) -> list[np.ndarray]:
    return [grey(20 + LEVEL_STEP * k) for k in range(count)]


def numbers(found: Clip) -> list[int]:
    """Which source picture each picture that comes out is."""
    return [round((float(p.mean()) - 20) / LEVEL_STEP) for p in found.frames()]


class TestConstantRate:
    @pytest.mark.parametrize(
        ("source", "wanted"), [(8, 8), (12, 12), (24, 24), (25, 25), (30, 30), (50, 25), (60, 30), (120, 30)]
    )
    def test_every_rate_becomes_one_between_8_and_30(self, source: int, wanted: int) -> None:
        count = max(source, 12) + source // 4
        found = open_clip(clip([grey(90)] * count, source))
        assert found.info.fps == wanted
        assert found.info.source_fps == pytest.approx(source, rel=0.01)
        pictures = list(found.frames())
        assert len(pictures) == found.info.frames == round(count / source * wanted)

    def test_pictures_are_the_nearest_in_time(self) -> None:
        levels = [20 + 2 * k for k in range(90)]
        found = [p.mean() for p in open_clip(clip([grey(v) for v in levels], 60)).frames()]
        assert len(found) == 45
        assert all(abs(level - levels[2 * k]) <= 3 for k, level in enumerate(found))

    def test_a_browser_recording_without_duration_and_with_gaps(self) -> None:
        times = [0, 0.1, 0.2, 0.3, 0.8, 0.9, 1.0, 1.1, 1.2, 1.35, 1.5]
        levels = [20 * k for k in range(11)]
        found = open_clip(clip([grey(v) for v in levels], times, format="webm", codec="libvpx", streamed=True))
        assert found.info.largest_gap == pytest.approx(0.5, abs=0.01)
        assert found.info.source_fps == pytest.approx(10 / 1.5, rel=0.01)
        assert found.info.fps == 8.0
        for k, picture in enumerate(found.frames()):
            number = round(float(picture.mean()) / 20)
            nearest = min(abs(t - k / 8) for t in times)
            assert abs(times[number] - k / 8) <= nearest + 0.01

    def test_a_clip_that_does_not_begin_at_zero(self) -> None:
        times = [3.0 + k / 10 for k in range(15)]
        assert numbers(open_clip(clip(counting(15), times, format="matroska"))) == list(range(15))

    def test_every_picture_is_the_callers_own(self) -> None:
        frames = open_clip(clip(counting(8), 5)).frames()  # five a second become eight: some come twice
        for picture in frames:
            assert picture.max() < 255
            picture[:] = 255

    def test_it_can_be_read_again(self) -> None:
        found = open_clip(clip(counting(20), 15))
        first, second = list(found.frames()), list(found.frames())
        assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))

    @pytest.mark.parametrize(("source", "wanted"), [(29.97, 30), (59.94, 30), (48, 24), (40, 30), (100, 25), (3, 8)])
    def test_working_rate(self, source: float, wanted: float) -> None:
        assert working_rate(source, Limits()) == wanted


class TestUpright:
    @pytest.mark.parametrize(
        ("rotation", "mirrored", "turned", "colours"),
        [
            (0, False, 0, ("red", "green", "blue", "black")),
            (-90, False, 90, ("blue", "red", "black", "green")),
            (180, False, 180, ("black", "blue", "green", "red")),
            (90, False, 270, ("green", "black", "red", "blue")),
            (0, True, 0, ("green", "red", "black", "blue")),
        ],
    )
    def test_phones_hold_their_pictures_turned(
        self, rotation: int, mirrored: bool, turned: int, colours: tuple[str, ...]
    ) -> None:
        found = open_clip(clip([quadrants()] * 12, 10, rotation=rotation, mirrored=mirrored))
        picture = next(found.frames())
        assert colour_names(picture) == colours
        assert found.info.rotation == turned
        assert picture.shape[:2] == found.info.size == (SIZE if turned % 180 else SIZE[::-1])

    def test_odd_sizes(self) -> None:
        picture = next(open_clip(clip([quadrants((163, 121))] * 12, 10, format="webm", codec="libvpx")).frames())
        assert picture.shape == (121, 163, 3)
        assert colour_names(picture) == ("red", "green", "blue", "black")

    def test_large_pictures_are_brought_to_720(self) -> None:
        found = open_clip(clip([grey(80, (1440, 1080))] * 6, 5))
        assert (found.info.width, found.info.height) == (960, 720)
        assert (found.info.source_width, found.info.source_height) == (1440, 1080)
        assert next(found.frames()).shape == (720, 960, 3)

    def test_oblong_pixels_are_made_square(self) -> None:
        found = open_clip(clip([grey(80)] * 12, 10, shape=Fraction(4, 3)))
        assert (found.info.width, found.info.height) == (round(SIZE[0] * 4 / 3), SIZE[1])

    @pytest.mark.parametrize(("size", "wanted"), [((1080, 1920), (720, 1280)), ((640, 480), (640, 480))])
    def test_working_size(self, size: tuple[int, int], wanted: tuple[int, int]) -> None:
        assert working_size(*size, 720) == wanted


class TestHighDynamicRange:
    @pytest.mark.parametrize("hlg", [False, True])
    def test_diffuse_white_comes_out_bright_and_neutral(self, hlg: bool) -> None:
        code = 64 + round((0.75 if hlg else 0.581) * 876)  # 203 cd/m2, ITU-R BT.2408
        found = open_clip(hdr_clip((code, 512, 512), hlg=hlg))
        assert found.info.hdr
        pixel = next(found.frames())[48, 64]
        assert 215 < pixel.min() <= pixel.max() < 242
        assert np.ptp(pixel) <= 2

    @pytest.mark.parametrize("hlg", [False, True])
    def test_brighter_stays_brighter(self, hlg: bool) -> None:
        levels = [
            float(next(open_clip(hdr_clip((code, 512, 512), hlg=hlg)).frames()).mean()) for code in (200, 450, 650, 720)
        ]
        assert levels == sorted(levels)
        assert levels[-1] - levels[0] > 100

    def test_colours_keep_their_hue(self) -> None:
        blue, green, red = (int(v) for v in next(open_clip(hdr_clip((400, 450, 640), hlg=False)).frames())[48, 64])
        assert red > 2 * max(blue, green, 1)


class TestSound:
    @staticmethod
    def click(at: float, seconds: float = 1.0) -> np.ndarray:
        sound = np.zeros(round(seconds * 48_000), np.float32)
        sound[round(at * 48_000)] = 1.0
        return sound

    @pytest.mark.parametrize(("format", "codec"), [("mp4", "libx264"), ("webm", "libvpx"), ("mov", "libx264")])
    @pytest.mark.parametrize("late", [0.0, 0.3])
    def test_it_begins_with_the_first_picture(self, format: str, codec: str, late: float) -> None:
        data = clip([grey(90)] * 40, 30, format=format, codec=codec, sound=self.click(0.5), sound_at=late)
        sound = open_clip(data).sound(16_000)
        assert sound is not None
        assert sound.rate == 16_000
        assert np.abs(sound.samples).argmax() / 16_000 == pytest.approx(0.5 + late, abs=0.003)

    def test_sound_from_before_the_first_picture_is_cut(self) -> None:
        times = [0.4 + k / 20 for k in range(30)]
        sound = open_clip(clip([grey(90)] * 30, times, format="matroska", sound=self.click(0.6))).sound(16_000)
        assert sound is not None
        assert np.abs(sound.samples).argmax() / 16_000 == pytest.approx(0.2, abs=0.003)

    def test_it_ends_with_the_pictures(self) -> None:
        found = open_clip(clip([grey(90)] * 20, 20, sound=np.zeros(3 * 48_000, np.float32)))
        sound = found.sound(16_000)
        assert sound is not None
        assert sound.seconds <= found.info.seconds + 0.001

    def test_channels_are_averaged(self) -> None:
        tone = 0.5 * np.sin(2 * np.pi * 440 * np.arange(48_000) / 48_000, dtype=np.float32)
        both = open_clip(clip([grey(90)] * 20, 20, sound=np.stack([tone, tone], axis=1))).sound(24_000)
        one = open_clip(clip([grey(90)] * 20, 20, sound=np.stack([tone, 0 * tone], axis=1))).sound(24_000)
        assert both is not None and one is not None
        assert np.abs(both.samples[4800:-4800]).max() == pytest.approx(0.5, abs=0.05)
        assert np.abs(one.samples[4800:-4800]).max() == pytest.approx(0.25, abs=0.05)

    def test_no_sound(self) -> None:
        found = open_clip(clip([grey(90)] * 20, 20))
        assert not found.info.has_sound
        assert found.sound(16_000) is None


class TestRefused:
    def refused(self, source: Path | bytes, limits: Limits | None = None) -> BadInput:
        with pytest.raises(BadInput) as caught:
            for _ in open_clip(source, limits).frames():
                pass
        for language in ("en", "ko"):
            assert caught.value.sentence(language)
        return caught.value

    @pytest.mark.parametrize(
        "text",
        [
            "Dear diary, this is no film.\n" * 50,
            "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{other}\n#EXT-X-ENDLIST\n",
            "ffconcat version 1.0\nfile '{other}'\n",
            "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 9 RTP/AVP 96\n",
        ],
    )
    def test_text_called_mp4_even_if_it_names_a_film(self, tmp_path: Path, text: str) -> None:
        other = tmp_path / "other.mp4"
        other.write_bytes(clip([grey(90)] * 20, 20))
        path = tmp_path / "take.mp4"
        path.write_text(text.format(other=other))
        assert isinstance(self.refused(path), errors.NotAVideo)

    def test_random_bytes(self) -> None:
        assert isinstance(self.refused(np.random.default_rng(1).bytes(5000)), errors.NotAVideo)

    def test_a_photograph(self) -> None:
        assert isinstance(self.refused(cv2.imencode(".jpg", quadrants())[1].tobytes()), errors.NotAVideo)

    def test_an_empty_file(self, tmp_path: Path) -> None:
        (tmp_path / "take.mp4").touch()
        assert isinstance(self.refused(tmp_path / "take.mp4"), errors.ClipEmpty)

    def test_a_missing_file_and_a_folder(self, tmp_path: Path) -> None:
        assert isinstance(self.refused(tmp_path / "none.mp4"), errors.ClipMissing)
        assert isinstance(self.refused(tmp_path), errors.ClipUnreadable)

    def test_sound_without_picture(self) -> None:
        assert isinstance(self.refused(sound_only()), errors.NoPicture)

    @pytest.mark.parametrize("options", [None, {"movflags": "faststart"}])
    @pytest.mark.parametrize("share", [0.02, 0.3, 0.7])
    def test_a_cut_file(self, tmp_path: Path, options: dict[str, str] | None, share: float) -> None:
        noise = np.random.default_rng(2)
        pictures = [noise.integers(0, 255, (96, 128, 3), dtype=np.uint8) for _ in range(60)]
        data = clip(pictures, 15)
        if options:
            data = fast_start(data)
        assert isinstance(self.refused(data[: round(len(data) * share)]), errors.ClipTruncated)

    def test_a_cut_webm_that_says_how_long_it_was(self) -> None:
        noise = np.random.default_rng(2)
        pictures = [noise.integers(0, 255, (96, 128, 3), dtype=np.uint8) for _ in range(60)]
        data = clip(pictures, 15, format="webm", codec="libvpx")
        assert isinstance(self.refused(data[: len(data) // 2]), errors.ClipTruncated)

    def test_pictures_that_are_noise(self) -> None:
        data = bytearray(clip([grey(90)] * 40, 20))
        start = data.find(b"mdat") + 4
        end = data.find(b"moov") - 4
        data[start:end] = np.random.default_rng(3).bytes(end - start)
        assert isinstance(self.refused(bytes(data)), errors.ClipTruncated)

    def test_8k(self) -> None:
        error = self.refused(clip([grey(90, (4112, 128))] * 3, 2))
        assert isinstance(error, errors.ClipTooLarge)
        assert "4112" in error.sentence("en")

    def test_a_stamp(self) -> None:
        assert isinstance(self.refused(clip([grey(90, (64, 64))] * 20, 10)), errors.ClipTooSmall)

    @pytest.mark.parametrize("streamed", [False, True])
    def test_too_long_whether_it_says_so_or_not(self, streamed: bool) -> None:
        format = "webm" if streamed else "mp4"
        codec = "libvpx" if streamed else "libx264"
        data = clip([grey(90)] * 32, 0.25, format=format, codec=codec, streamed=streamed)
        assert isinstance(self.refused(data), errors.ClipTooLong)

    def test_too_short(self) -> None:
        error = self.refused(clip([grey(90)] * 9, 15))
        assert isinstance(error, errors.ClipTooShort)
        assert "0.6" in error.sentence("en")

    def test_too_many_bytes(self) -> None:
        limits = Limits(largest_bytes=1000)
        assert isinstance(self.refused(clip([quadrants()] * 20, 10), limits), errors.ClipFileTooBig)

    def test_nothing_is_printed_and_no_foreign_error_leaks(self, capfd: pytest.CaptureFixture[str]) -> None:
        data = clip([quadrants()] * 30, 15, sound=np.zeros(48_000, np.float32))
        random = np.random.default_rng(4)
        for _ in range(40):
            broken = bytearray(data)
            for at in random.integers(0, len(data), 12):
                broken[at] = random.integers(0, 256)
            try:
                found = open_clip(bytes(broken))
                for _ in found.frames():
                    pass
                found.sound(16_000)
            except errors.BadClip:
                pass
        assert capfd.readouterr() == ("", "")


@pytest.mark.shared_data
def test_real_phone_clips(shared_data: Path) -> None:
    found = open_clip(shared_data / "faces" / "d13.mp4")
    assert (found.info.width, found.info.height, found.info.fps, found.info.has_sound) == (720, 1280, 30.0, False)
    assert next(found.frames()).shape == (1280, 720, 3)
    silent = open_clip(shared_data / "faces" / "d18.mp4").sound(16_000)
    assert silent is not None
    assert not silent.samples.any()
