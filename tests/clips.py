"""Small clips made in memory, for tests of everything that reads recordings. Nobody is in them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, cast

import av
import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

Picture = npt.NDArray[np.uint8]

SIZE = (128, 96)  # width, height
QUADRANTS = {"red": (0, 0, 255), "green": (0, 255, 0), "blue": (255, 0, 0), "black": (0, 0, 0)}  # BGR
_TICKS = 600  # of a second; whole for 8 to 120 pictures a second


def grey(level: int, size: tuple[int, int] = SIZE) -> Picture:
    return np.full((size[1], size[0], 3), level, np.uint8)


def quadrants(size: tuple[int, int] = SIZE) -> Picture:
    """Red, green / blue, black: shows every turn and mirroring."""
    width, height = size
    picture = np.zeros((height, width, 3), np.uint8)
    picture[: height // 2, : width // 2] = QUADRANTS["red"]
    picture[: height // 2, width // 2 :] = QUADRANTS["green"]
    picture[height // 2 :, : width // 2] = QUADRANTS["blue"]
    return picture


def colour_names(picture: Picture) -> tuple[str, ...]:
    """What lies in the four quarters, row by row."""
    height, width = picture.shape[:2]
    spots = [picture[y, x] for y in (height // 4, 3 * height // 4) for x in (width // 4, 3 * width // 4)]
    known = {name: np.array(value) for name, value in QUADRANTS.items()}
    return tuple(min(known, key=lambda n: float(np.abs(known[n] - spot).sum())) for spot in spots)


class _Outlet(io.RawIOBase):
    """A place that can only be written, like a browser's recorder: no length, no index can be filled in later."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.data += data
        return len(data)


def clip(
    pictures: Iterable[Picture],
    times: Sequence[float] | float,
    *,
    format: str = "mp4",
    codec: str = "libx264",
    sound: npt.NDArray[np.float32] | None = None,
    sound_at: float = 0.0,
    rotation: float | None = None,
    mirrored: bool = False,
    shape: Fraction | None = None,
    streamed: bool = False,
    options: dict[str, str] | None = None,
    says: dict[str, str] | None = None,
) -> bytes:
    """A clip of `pictures` at `times` (seconds each, or one rate). `sound` is (N,) mono or (N, 2) at 48 kHz."""
    pictures = list(pictures)
    moments = [k / times for k in range(len(pictures))] if isinstance(times, (int, float)) else list(times)
    outlet: Any = _Outlet() if streamed else io.BytesIO()
    with av.open(outlet, "w", format=format, options=options) as box:
        box.metadata.update(says or {})
        video = cast(VideoStream, box.add_stream(codec, rate=30))
        height, width = pictures[0].shape[:2]
        video.width, video.height, video.pix_fmt = width, height, "yuv420p"
        video.codec_context.time_base = Fraction(1, _TICKS)
        video.codec_context.options = (
            {"preset": "ultrafast", "crf": "10"} if codec == "libx264" else {"deadline": "realtime"}
        )
        if shape is not None:
            video.codec_context.sample_aspect_ratio = shape
        if rotation is not None:
            video.set_display_rotation(rotation, hflip=mirrored)
        audio = None if sound is None else _sound_stream(box, format, sound)
        for picture, at in zip(pictures, moments, strict=True):
            frame = VideoFrame.from_ndarray(picture, format="bgr24").reformat(format="yuv420p")
            frame.pts, frame.time_base = round(at * _TICKS), Fraction(1, _TICKS)
            box.mux(video.encode(frame))
        box.mux(video.encode(None))
        if audio is not None and sound is not None:
            _add_sound(box, audio, sound, sound_at)
    return bytes(outlet.data) if streamed else outlet.getvalue()


def _sound_stream(box: Any, format: str, sound: npt.NDArray[np.float32]) -> AudioStream:
    codec = "libopus" if format == "webm" else "aac"
    return cast(AudioStream, box.add_stream(codec, rate=48_000, layout="mono" if sound.ndim == 1 else "stereo"))


def _add_sound(box: Any, stream: AudioStream, sound: npt.NDArray[np.float32], at: float) -> None:
    layout = "mono" if sound.ndim == 1 else "stereo"
    for start in range(0, len(sound), 960):
        part = np.ascontiguousarray(np.atleast_2d(sound[start : start + 960].T))
        frame = AudioFrame.from_ndarray(part, format="fltp", layout=layout)
        frame.sample_rate, frame.time_base = 48_000, Fraction(1, 48_000)
        frame.pts = start + round(at * 48_000)
        box.mux(stream.encode(frame))
    box.mux(stream.encode(None))


def sound_only() -> bytes:
    """An MP4 with sound and no picture."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as box:
        silence = np.zeros(48_000, np.float32)
        _add_sound(box, _sound_stream(box, "mp4", silence), silence, 0.0)
    return out.getvalue()


def hdr_clip(codes: tuple[int, int, int], *, hlg: bool, frames: int = 12) -> bytes:
    """One colour as 10-bit limited-range BT.2020 YUV codes, tagged PQ or HLG, 10 pictures a second."""
    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as box:
        video = box.add_stream("libx264", rate=10)
        video.width, video.height, video.pix_fmt = *SIZE, "yuv420p10le"
        context = video.codec_context
        context.color_primaries, context.color_trc, context.colorspace, context.color_range = 9, 18 if hlg else 16, 9, 1
        context.options = {"preset": "ultrafast", "crf": "5"}
        width, height = SIZE
        planes = np.empty((height * 3 // 2, width), np.uint16)
        planes[:height] = codes[0]
        planes[height : height * 5 // 4], planes[height * 5 // 4 :] = codes[1], codes[2]
        for _ in range(frames):
            box.mux(video.encode(VideoFrame.from_ndarray(planes, format="yuv420p10le")))
        box.mux(video.encode(None))
    return out.getvalue()
