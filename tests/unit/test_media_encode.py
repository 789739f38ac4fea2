"""A film is what was put in, the same bytes every time, ready to be streamed."""

from __future__ import annotations

import io
import struct
import threading

import av
import numpy as np
import pytest
from scipy.signal import butter, lfilter

from tests.clips import colour_names, grey, quadrants
from walkon.media import encode
from walkon.media.decode import open_clip
from walkon.media.encode import FilmEncoder, to_planes
from walkon.media.mix import loudness, stereo
from walkon.media.mp4 import boxes, fast_start
from walkon.media.sound import Sound

SIZE = (160, 96)


def noise(seconds: float, level: float = 0.05, rate: int = 48_000) -> Sound:
    """Noise that falls off above 2 kHz, as voices and music do."""
    white = np.random.default_rng(5).normal(0, level, round(seconds * rate))
    samples = lfilter(*butter(1, 2000, fs=rate), white).astype(np.float32)
    return Sound(samples=samples, rate=rate)


def film(count: int = 48, sound: Sound | None = None) -> bytes:
    with FilmEncoder(*SIZE) as encoder:
        for k in range(count):
            encoder.write(grey(40 + 2 * k, SIZE) if k % 2 else quadrants(SIZE))
        return encoder.finish(sound)


def no_encoder_runs() -> bool:
    return not any(thread.name == "encoder" for thread in threading.enumerate())


class TestPicture:
    def test_what_comes_out_is_what_went_in(self) -> None:
        found = open_clip(film())
        assert (found.info.width, found.info.height, found.info.fps, found.info.frames) == (*SIZE, 24.0, 48)
        pictures = list(found.frames())
        assert colour_names(pictures[0]) == ("red", "green", "blue", "black")
        assert pictures[11].mean() == pytest.approx(40 + 22, abs=3)

    def test_pictures_follow_each_other_evenly(self) -> None:
        with av.open(io.BytesIO(film()), "r") as box:
            times = [frame.time for frame in box.decode(video=0)]
        assert times == pytest.approx([k / 24 for k in range(48)])

    def test_it_says_which_colours_it_means(self) -> None:
        with av.open(io.BytesIO(film(24)), "r") as box:
            context = box.streams.video[0].codec_context
            assert context.pix_fmt == "yuv420p"
            assert (context.color_primaries, context.color_trc, context.colorspace, context.color_range) == (1, 1, 1, 1)

    def test_planes_follow_bt709(self) -> None:
        picture = np.random.default_rng(1).integers(0, 256, (24, 32, 3), dtype=np.uint8)
        planes = np.empty((36, 32), np.uint8)
        to_planes(picture, np.empty_like(picture), planes)
        blue, green, red = np.moveaxis(picture / 255.0, 2, 0)
        luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        means = [(p - luma).reshape(12, 2, 16, 2).mean((1, 3)) for p in (blue, red)]
        chroma = planes[24:].reshape(2, 12, 16)
        assert np.abs(planes[:24] - (16 + 219 * luma)).max() < 0.7
        assert np.abs(chroma[0] - (128 + 224 * means[0] / 1.8556)).max() < 1.2
        assert np.abs(chroma[1] - (128 + 224 * means[1] / 1.5748)).max() < 1.2

    @pytest.mark.parametrize("size", [(161, 96), (160, 95), (8, 8)])
    def test_sizes_that_cannot_be(self, size: tuple[int, int]) -> None:
        with pytest.raises(ValueError, match="pixels"):
            FilmEncoder(*size)

    def test_pictures_of_another_size(self) -> None:
        with FilmEncoder(*SIZE) as encoder, pytest.raises(ValueError, match="expected"):
            encoder.write(grey(0, (96, 160)))

    def test_a_film_needs_pictures(self) -> None:
        with FilmEncoder(*SIZE) as encoder, pytest.raises(ValueError, match="pictures"):
            encoder.finish(None)


class TestFile:
    def test_the_same_input_gives_the_same_bytes(self) -> None:
        assert film(30, noise(1.25)) == film(30, noise(1.25))

    def test_the_index_comes_first(self) -> None:
        data = film(24)
        kinds = [box.kind for box in boxes(data, 0, len(data))]
        assert kinds.index(b"moov") < kinds.index(b"mdat")

    def test_moving_the_index_twice_changes_nothing(self) -> None:
        data = film(24)
        assert fast_start(data) == data

    def test_it_does_not_tell_when_it_was_made(self) -> None:
        data = film(24)
        for kind in (b"mvhd", b"tkhd", b"mdhd"):
            at = data.index(kind) + 4
            assert struct.unpack_from(">II", data, at + 4) == (0, 0)
        assert b"Lavf" not in data and b"Lavc" not in data

    def test_leaving_early_stops_everything(self) -> None:
        with pytest.raises(KeyboardInterrupt), FilmEncoder(*SIZE) as encoder:
            encoder.write(quadrants(SIZE))
            raise KeyboardInterrupt
        assert no_encoder_runs()

    def test_nothing_runs_on_after_a_film(self) -> None:
        film(24)
        assert no_encoder_runs()

    def test_a_broken_encoder_says_so_instead_of_waiting_for_ever(self, monkeypatch: pytest.MonkeyPatch) -> None:
        class Broken:
            @staticmethod
            def from_ndarray(*_: object, **__: object) -> None:
                raise MemoryError("no room")

        monkeypatch.setattr(encode, "VideoFrame", Broken)
        with pytest.raises(MemoryError), FilmEncoder(*SIZE) as encoder:
            for _ in range(30):
                encoder.write(quadrants(SIZE))

    @pytest.mark.parametrize("cut", [5, 100, 3000])
    def test_boxes_that_do_not_fit_are_refused(self, cut: int) -> None:
        with pytest.raises(ValueError, match="box"):
            list(boxes(film(24)[:-cut], 0, len(film(24)) - cut))


class TestSound:
    @pytest.mark.parametrize("level", [0.02, 0.1, 0.9])
    def test_it_is_as_loud_as_films_are(self, level: float) -> None:
        found = open_clip(film(72, noise(3.0, level))).sound(48_000)
        assert found is not None
        assert loudness(stereo(found)) == pytest.approx(-16.0, abs=0.7)
        assert np.abs(found.samples).max() <= 1.0

    def test_it_is_as_long_as_the_pictures(self) -> None:
        for seconds in (0.5, 9.0):
            with av.open(io.BytesIO(film(48, noise(seconds))), "r") as box:
                stream = box.streams.audio[0]
                assert stream.duration and stream.time_base
                assert float(stream.duration * stream.time_base) == pytest.approx(2.0, abs=0.03)

    def test_picture_and_sound_start_together(self) -> None:
        samples = np.zeros(48_000, np.float32)
        samples[24_000] = 0.9
        found = open_clip(film(24, Sound(samples=samples, rate=48_000))).sound(48_000)
        assert found is not None
        assert np.abs(found.samples).argmax() / 48_000 == pytest.approx(0.5, abs=0.002)

    @pytest.mark.parametrize("rate", [16_000, 24_000, 44_100])
    def test_any_rate_mono_or_stereo(self, rate: int) -> None:
        tone = 0.3 * np.sin(2 * np.pi * 500 * np.arange(2 * rate) / rate)
        found = open_clip(film(48, Sound(samples=np.stack([tone, tone], axis=1).astype(np.float32), rate=rate)))
        sound = found.sound(16_000)
        assert sound is not None
        spectrum = np.abs(np.fft.rfft(sound.samples[4000:20_000]))
        assert spectrum.argmax() == pytest.approx(500, abs=2)

    def test_silence(self) -> None:
        for sound in (None, Sound(samples=np.zeros(48_000, np.float32), rate=48_000)):
            found = open_clip(film(24, sound)).sound(16_000)
            assert found is not None
            assert np.abs(found.samples).max() < 1e-3


def test_sizes_that_are_no_whole_blocks_give_the_same_bytes_too() -> None:
    """x264's tree of macroblocks reads beyond such edges; whatever an earlier film left in memory must not show."""
    rng = np.random.default_rng(1)
    start = rng.integers(0, 255, (180 + 72, 320 + 72, 3), np.uint8)
    pictures = [np.ascontiguousarray(start[k : k + 180, k : k + 320]) for k in range(72)]
    made = set()
    for _ in range(8):
        with FilmEncoder(320, 180) as encoder:
            for picture in pictures:
                encoder.write(picture)
            made.add(encoder.finish(None))
    assert len(made) == 1
