"""Pictures and sound to a film: H.264 and AAC in MP4, in memory, the same bytes for the same input.

The encoder runs in a thread of its own behind a short queue. yuv420p, BT.709 limited range, constant rate, `moov` in
front so that playing can begin while loading. This is the only file that names an H.264 encoder.
"""

from __future__ import annotations

import io
import queue
import struct
import threading
from collections.abc import Iterator
from fractions import Fraction
from types import TracebackType
from typing import Self

import av
import av.error
import numpy as np
import numpy.typing as npt

from walkon.domain.plan import FPS
from walkon.media.sound import Sound

Picture = npt.NDArray[np.uint8]
"""(H, W, 3) BGR sRGB."""

CODEC = "libx264"
PRESET, QUALITY = "veryfast", 20  # about 35 CPU-ms a 720p picture; grain stays
THREADS = 2  # fixed: another number gives other bytes
WAITING = 4  # pictures between the compositor and the encoder
SOUND_RATE, SOUND_BITS = 48_000, 160_000
BT709 = 1  # primaries, transfer and matrix, ISO/IEC 23091-2
LIMITED = 1


class FilmEncoder:
    """Takes pictures one by one, then the sound, and gives the film's bytes.

    Use as a context manager: leaving it early stops the thread and forgets everything.
    """

    def __init__(self, width: int, height: int, fps: int = FPS) -> None:
        self._buffer = io.BytesIO()
        self._container = av.open(self._buffer, "w", format="mp4", options={"fflags": "+bitexact"})
        self._video = self._container.add_stream(CODEC, rate=fps)
        context = self._video.codec_context
        context.width, context.height, context.pix_fmt = width, height, "yuv420p"
        context.time_base, context.thread_count = Fraction(1, fps), THREADS
        context.options = {"preset": PRESET, "crf": str(QUALITY), "flags": "+bitexact"}
        context.color_primaries = context.color_trc = context.colorspace = BT709
        context.color_range = LIMITED
        self._audio = self._container.add_stream("aac", rate=SOUND_RATE, layout="stereo")
        self._audio.codec_context.bit_rate = SOUND_BITS
        self._audio.codec_context.options = {"flags": "+bitexact"}
        self._size, self._frames = (height, width, 3), 0
        self._free: queue.SimpleQueue[Picture] = queue.SimpleQueue()
        for _ in range(WAITING + 1):
            self._free.put(np.empty(self._size, np.uint8))
        self._todo: queue.SimpleQueue[Picture | None] = queue.SimpleQueue()
        self._packets: list[av.Packet] = []
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="encoder", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._thread.is_alive():
            self._todo.put(None)
            self._thread.join()
        self._packets.clear()
        self._buffer.close()

    def write(self, picture: Picture) -> None:
        """The next picture; it is copied, the caller may reuse its array. Waits while the queue is full."""
        if picture.shape != self._size:
            raise ValueError(f"expected {self._size}, got {picture.shape}")
        while True:
            try:
                slot = self._free.get(timeout=0.5)
                break
            except queue.Empty:
                if not self._thread.is_alive():
                    raise self._failure or RuntimeError("the encoder stopped") from None
        np.copyto(slot, picture)
        self._todo.put(slot)
        self._frames += 1

    def finish(self, sound: Sound | None) -> bytes:
        """The film. `sound` is stereo or mono at 48 kHz, cut or padded to the pictures' length; None is silence."""
        self._todo.put(None)
        self._thread.join()
        if self._failure is not None:
            raise self._failure
        seconds = self._frames / float(self._video.codec_context.framerate)
        audio = list(self._sound_packets(_stereo(sound, seconds)))
        for packet in sorted((*self._packets, *audio), key=_decoding_time):
            self._container.mux(packet)
        self._container.close()
        return fast_start(self._buffer.getvalue())

    def _run(self) -> None:
        try:
            number = 0
            while (picture := self._todo.get()) is not None:
                frame = av.VideoFrame.from_ndarray(picture, format="bgr24").reformat(
                    format="yuv420p", dst_colorspace=BT709, dst_color_range=LIMITED, interpolation="AREA"
                )
                self._free.put(picture)
                frame.pts, frame.time_base = number, self._video.codec_context.time_base
                self._packets.extend(self._video.encode(frame))
                number += 1
            self._packets.extend(self._video.encode(None))
        except BaseException as error:  # noqa: BLE001  raised again where pictures are written
            self._failure = error

    def _sound_packets(self, samples: npt.NDArray[np.float32]) -> Iterator[av.Packet]:
        step = 1024
        for start in range(0, len(samples), step):
            part = np.ascontiguousarray(samples[start : start + step].T)
            frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = SOUND_RATE, start, Fraction(1, SOUND_RATE)
            yield from self._audio.encode(frame)
        yield from self._audio.encode(None)


def _decoding_time(packet: av.Packet) -> float:
    return float((packet.dts or 0) * packet.time_base)


def _stereo(sound: Sound | None, seconds: float) -> npt.NDArray[np.float32]:
    """(N, 2) float32 at 48 kHz, exactly as long as the pictures."""
    wanted = round(seconds * SOUND_RATE)
    if sound is None:
        return np.zeros((wanted, 2), np.float32)
    if sound.rate != SOUND_RATE:
        raise ValueError(f"sound of a film has {SOUND_RATE} Hz")
    samples = sound.samples if sound.samples.ndim == 2 else np.repeat(sound.samples[:, None], 2, axis=1)
    return np.pad(samples[:wanted], ((0, max(0, wanted - len(samples))), (0, 0))).astype(np.float32, copy=False)


def fast_start(film: bytes) -> bytes:
    """The same MP4 with its index (`moov`) before the media, chunk offsets moved accordingly (ISO/IEC 14496-12)."""
    atoms = list(_atoms(film, 0, len(film)))
    index = next((a for a in atoms if a[0] == b"moov"), None)
    media = next((a for a in atoms if a[0] == b"mdat"), None)
    if index is None or media is None or index[1] < media[1]:
        return film
    _, start, end = index
    moov = bytearray(film[start:end])
    _shift_offsets(moov, 8, len(moov), by=len(moov))
    return film[: media[1]] + bytes(moov) + film[media[1] : start] + film[end:]


def _atoms(data: bytes | bytearray, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """(type, first byte, byte after the last) of each box."""
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, start)
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, start + 8)
        elif size == 0:
            size = end - start
        yield kind, start, start + size
        start += max(8, size)


def _shift_offsets(moov: bytearray, start: int, end: int, by: int) -> None:
    for kind, first, after in _atoms(moov, start, end):
        if kind in (b"trak", b"mdia", b"minf", b"stbl"):
            _shift_offsets(moov, first + 8, after, by)
        elif kind in (b"stco", b"co64"):
            code, width = (">I", 4) if kind == b"stco" else (">Q", 8)
            (count,) = struct.unpack_from(">I", moov, first + 12)
            for i in range(count):
                at = first + 16 + i * width
                struct.pack_into(code, moov, at, struct.unpack_from(code, moov, at)[0] + by)
