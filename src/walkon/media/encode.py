"""Pictures and sound to a film: H.264 and AAC in MP4, in memory, the same bytes for the same input.

The encoder runs in a thread of its own behind a short queue of preallocated pictures. yuv420p, BT.709, limited range,
constant rate, index in front. This is the only file that names an H.264 encoder.
"""

from __future__ import annotations

import io
import queue
import threading
from collections.abc import Iterator
from fractions import Fraction
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

import av
import cv2
import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from walkon.domain.plan import FPS
from walkon.media.colour import Picture
from walkon.media.mix import LOUDNESS, RATE, levelled, stereo
from walkon.media.mp4 import fast_start
from walkon.media.resample import resampled
from walkon.media.sound import Sound

if TYPE_CHECKING:
    from av.packet import Packet
    from av.stream import Stream

CODEC = "libx264"
PRESET = "veryfast"
QUALITY = 20  # constant rate factor: about 41 dB on grainy pictures, 20 CPU-ms for 1280x720
DARK_FIRST = 3  # adaptive quantisation that favours dark areas: no blocks in night and noir
THREADS = 2  # fixed: another number gives other bytes
MACROBLOCK = 16  # pixels
KEY_EVERY = 2  # seconds between pictures one can jump to
WAITING = 4  # pictures between the compositor and the encoder
SOUND_BITS = 160_000
_BT709, _LIMITED = 1, 1  # ITU-T H.273
_SOUND_STEP = 1024  # samples of an AAC frame

_KR, _KB = 0.2126, 0.0722  # ITU-R BT.709
_KG = 1.0 - _KR - _KB
_BGR_TO_YUV = np.array(
    [
        [219 / 255 * _KB, 219 / 255 * _KG, 219 / 255 * _KR, 16.0],
        [112 / 255, -112 / 255 * _KG / (1 - _KB), -112 / 255 * _KR / (1 - _KB), 128.0],
        [-112 / 255 * _KB / (1 - _KR), -112 / 255 * _KG / (1 - _KR), 112 / 255, 128.0],
    ],
    dtype=np.float32,
)


class FilmEncoder:
    """Takes pictures one by one, then the sound, and gives the film's bytes. Sizes are even.

    Use as a context manager: leaving it early stops the thread and forgets everything; nothing ever touches a disk.
    """

    def __init__(self, width: int, height: int, fps: int = FPS, quality: int = QUALITY) -> None:
        if width % 2 or height % 2 or min(width, height) < 16:
            raise ValueError(f"a film cannot be {width} x {height} pixels")
        self._width, self._height, self._fps, self._count = width, height, fps, 0
        self._quality = quality
        self._buffer = io.BytesIO()
        self._container = av.open(self._buffer, "w", format="mp4", options={"fflags": "+bitexact"})
        self._video = self._video_stream()
        self._audio = self._audio_stream()
        self._wide = np.empty((height, width, 3), np.uint8)
        self._free: queue.SimpleQueue[Picture] = queue.SimpleQueue()
        for _ in range(WAITING):
            self._free.put(np.empty((height * 3 // 2, width), np.uint8))
        self._todo: queue.SimpleQueue[Picture | None] = queue.SimpleQueue()
        self._packets: list[Packet[VideoStream]] = []
        self._failure: BaseException | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="encoder", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stopped.set()
        self._todo.put(None)
        self._thread.join()
        self._packets.clear()

    def write(self, picture: Picture) -> None:
        """The next picture, (H, W, 3) uint8 BGR sRGB; the caller may reuse its array. Waits while the queue is full."""
        if picture.shape != self._wide.shape:
            raise ValueError(f"expected {self._wide.shape}, got {picture.shape}")
        planes = self._free_planes()
        to_planes(picture, self._wide, planes)
        self._todo.put(planes)
        self._count += 1

    def finish(self, sound: Sound | None, loudness: float = LOUDNESS) -> bytes:
        """The film. `sound` (any rate, mono or stereo) is levelled, then cut or filled up to the pictures' length."""
        self._todo.put(None)
        self._thread.join()
        if self._failure is not None:
            raise self._failure
        if self._count == 0:
            raise ValueError("a film needs pictures")
        sound_packets = self._sound_packets(self._soundtrack(sound, loudness))
        packets = cast("list[Packet[Stream]]", [*self._packets, *sound_packets])
        for packet in sorted(packets, key=lambda p: (p.dts or 0) * p.time_base):
            self._container.mux(packet)
        self._container.close()
        return fast_start(self._buffer.getvalue())

    def _video_stream(self) -> VideoStream:
        stream = cast(VideoStream, self._container.add_stream(CODEC, rate=self._fps))
        context = stream.codec_context
        context.width, context.height, context.pix_fmt = self._width, self._height, "yuv420p"
        context.time_base, context.thread_count = Fraction(1, self._fps), THREADS
        context.gop_size = KEY_EVERY * self._fps
        options = {"preset": PRESET, "crf": str(self._quality), "aq-mode": str(DARK_FIRST), "flags": "+bitexact"}
        if self._width % MACROBLOCK or self._height % MACROBLOCK:
            options["x264-params"] = "mbtree=0"  # it reads beyond the edge there, and what lies there changes
        context.options = options
        context.color_primaries = context.color_trc = context.colorspace = _BT709
        context.color_range = _LIMITED
        return stream

    def _audio_stream(self) -> AudioStream:
        stream = self._container.add_stream("aac", rate=RATE, layout="stereo")
        stream.codec_context.bit_rate = SOUND_BITS
        stream.codec_context.options = {"flags": "+bitexact"}
        return stream

    def _free_planes(self) -> Picture:
        while True:
            try:
                return self._free.get(timeout=0.2)
            except queue.Empty:
                if not self._thread.is_alive():
                    raise self._failure or RuntimeError("the encoder has stopped") from None

    def _run(self) -> None:
        try:
            number = 0
            while (planes := self._todo.get()) is not None:
                if self._stopped.is_set():
                    return
                frame = VideoFrame.from_ndarray(planes, format="yuv420p")
                self._free.put(planes)
                frame.pts, frame.time_base = number, Fraction(1, self._fps)
                self._packets.extend(self._video.encode(frame))
                number += 1
            if not self._stopped.is_set():
                self._packets.extend(self._video.encode(None))
        except BaseException as error:  # noqa: BLE001  raised again where pictures are written
            self._failure = error

    def _soundtrack(self, sound: Sound | None, loudness: float) -> npt.NDArray[np.float32]:
        """(N, 2) float32 at 48 kHz, as long as the pictures."""
        wanted = round(self._count * RATE / self._fps)
        if sound is None:
            return np.zeros((wanted, 2), np.float32)
        samples = levelled(stereo(resampled(sound, RATE)), loudness).samples[:wanted]
        return np.pad(samples, ((0, wanted - len(samples)), (0, 0)))

    def _sound_packets(self, samples: npt.NDArray[np.float32]) -> Iterator[Packet[AudioStream]]:
        for start in range(0, len(samples), _SOUND_STEP):
            part = np.ascontiguousarray(samples[start : start + _SOUND_STEP].T)
            frame = AudioFrame.from_ndarray(part, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
            yield from self._audio.encode(frame)
        yield from self._audio.encode(None)


def to_planes(picture: Picture, wide: Picture, planes: Picture) -> None:
    """BGR to I420, BT.709 limited range: `planes` is (H * 3 / 2, W), luma and the two quarter chroma planes.

    `wide` is (H, W, 3) room for work. Chroma is the mean of each two by two pixels.
    """
    height, width = picture.shape[:2]
    cv2.transform(picture, _BGR_TO_YUV, wide)
    cv2.extractChannel(wide, 0, planes[:height])
    half = cv2.resize(wide, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    chroma = planes[height:].reshape(2, height // 2, width // 2)
    cv2.extractChannel(half, 1, chroma[0])
    cv2.extractChannel(half, 2, chroma[1])
