"""Any recording as a constant-rate stream of upright sRGB pictures, and its sound.

1. `open_clip` reads the container's packets without decoding: length, rate, gaps and sound are known, and what cannot
   be used is refused before a single picture is decoded.
2. `Clip.frames` decodes once, front to back, holding two pictures: output picture k is the source picture nearest to
   k / rate seconds.
3. `Clip.sound` decodes the sound on its own, cut or padded so that it starts with the first picture.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import av.error
import cv2
import numpy as np
import numpy.typing as npt

from walkon.media import hdr
from walkon.media.errors import (
    ClipTooLarge,
    ClipTooLong,
    ClipTooShort,
    ClipTooSmall,
    ClipTruncated,
    FileEmpty,
    FileMissing,
    FileUnreadable,
    NoPicture,
    NotAVideo,
)
from walkon.media.sound import Sound

Picture = npt.NDArray[np.uint8]
"""(H, W, 3) BGR sRGB."""

SLOWEST, FASTEST = 8.0, 30.0  # frames per second of the constant-rate stream
SHORT_SIDE = 720  # pixels; larger pictures are scaled down
MISSING_SHARE = 0.9  # a file with less than this share of its declared length was cut off
_CONTAINERS = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is decoded at all. 4096 pixels is UHD with some spare; a take lasts 20 seconds."""

    least_side: int = 144
    most_side: int = 4096
    least_seconds: float = 1.0
    most_seconds: float = 120.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipInfo:
    """What is known of a recording before it is decoded."""

    size: tuple[int, int]  # height, width of the pictures that come out: upright, scaled
    source_size: tuple[int, int]  # height, width as stored
    source_fps: float  # pictures per second, averaged
    largest_gap: float  # seconds between two pictures
    fps: float  # of the constant-rate stream
    seconds: float
    has_sound: bool


class Clip:
    """One recording, opened as often as it is read; nothing is kept open in between."""

    def __init__(self, path: Path, info: ClipInfo, first: float) -> None:
        self._path, self.info, self._first = path, info, first

    def frames(self) -> Iterator[Picture]:
        """The pictures at `info.fps`. Raises `ClipTruncated` when the decoder gives up half-way."""
        count = max(1, round(self.info.seconds * self.info.fps))
        made = 0
        before: tuple[float, av.VideoFrame] | None = None
        picture: Picture | None = None
        for at, frame in self._decoded():
            if before is not None:
                while made < count and made / self.info.fps <= (before[0] + at) / 2:
                    picture = self._picture(before[1]) if picture is None else picture
                    yield picture
                    made += 1
                picture = None
            before = (at, frame)
        if before is None or made < count * MISSING_SHARE - 2:
            raise ClipTruncated
        while made < count:
            picture = self._picture(before[1]) if picture is None else picture
            yield picture
            made += 1

    def _decoded(self) -> Iterator[tuple[float, av.VideoFrame]]:
        """(seconds from the first picture, frame), in order; pictures without a time are left out."""
        try:
            with av.open(str(self._path)) as container:
                stream = container.streams.video[0]
                stream.thread_type = "AUTO"
                last = -1.0
                for frame in container.decode(stream):
                    if frame.time is None or frame.time - self._first <= last:
                        continue
                    last = frame.time - self._first
                    yield last, frame
        except (av.error.FFmpegError, OSError):
            return  # what came so far counts; `frames` decides whether it is enough

    def _picture(self, frame: av.VideoFrame) -> Picture:
        height, width = self.info.size
        turns = round(frame.rotation / 90) % 4
        if turns % 2:
            height, width = width, height
        if hdr.is_hdr(frame):
            picture = cv2.resize(hdr.to_srgb(frame), (width, height), interpolation=cv2.INTER_AREA)
        else:
            space = frame.colorspace if frame.colorspace in (1, 5, 6) else (1 if frame.height >= 720 else 5)
            picture = frame.to_ndarray(
                width=width, height=height, format="bgr24", src_colorspace=space, interpolation="AREA"
            )
        return np.ascontiguousarray(np.rot90(picture, turns)) if turns else picture

    def sound(self, rate: int) -> Sound | None:
        """Mono sound at `rate` Hz that begins with the first picture and is as long as they are; None without any."""
        if not self.info.has_sound:
            return None
        try:
            with av.open(str(self._path)) as container:
                stream = container.streams.audio[0]
                resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
                parts: list[npt.NDArray[np.float32]] = []
                start: float | None = None
                for frame in container.decode(stream):
                    start = frame.time if start is None else start
                    parts += [part.to_ndarray()[0] for part in resampler.resample(frame)]
                parts += [part.to_ndarray()[0] for part in resampler.resample(None)]
        except (av.error.FFmpegError, OSError, IndexError):
            if not parts:
                return None
        samples = np.concatenate(parts) if parts else np.zeros(0, np.float32)
        late = round(((start or 0.0) - self._first) * rate)
        samples = np.pad(samples, (max(0, late), 0))[max(0, -late) :]
        wanted = round(self.info.seconds * rate)
        samples = np.pad(samples[:wanted], (0, max(0, wanted - len(samples))))
        return Sound(samples=np.nan_to_num(samples).astype(np.float32, copy=False), rate=rate)


def open_clip(path: Path, limits: Limits | None = None) -> Clip:
    """A recording, checked.

    Raises `FileMissing`, `FileUnreadable`, `FileEmpty`, `NotAVideo`, `ClipTruncated`, `NoPicture`, `ClipTooLarge`,
    `ClipTooSmall`, `ClipTooLong`, `ClipTooShort`.
    """
    limits = limits or Limits()
    looks_like_video = _look(path)
    try:
        with av.open(str(path)) as container:
            return _probe(path, container, limits)
    except av.error.FFmpegError:
        raise (ClipTruncated if looks_like_video else NotAVideo) from None


def _look(path: Path) -> bool:
    """Whether the first bytes are those of a container; raises when there is nothing to look at."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except FileNotFoundError:
        raise FileMissing from None
    except OSError as error:
        raise FileUnreadable(reason=os.strerror(error.errno or 0)) from None
    if not head:
        raise FileEmpty
    return head[4:8] in _CONTAINERS or head.startswith((b"\x1aE\xdf\xa3", b"RIFF", b"FLV", b"OggS", b"\x47"))


def _probe(path: Path, container: av.container.InputContainer, limits: Limits) -> Clip:
    if not container.streams.video:
        raise NoPicture if container.streams.audio else NotAVideo
    stream = container.streams.video[0]
    height, width = stream.codec_context.height, stream.codec_context.width
    if max(height, width) > limits.most_side:
        raise ClipTooLarge(width=width, height=height, limit=limits.most_side)
    declared = _declared_seconds(container, stream)
    if declared is not None and declared > limits.most_seconds:
        raise ClipTooLong(limit=round(limits.most_seconds))
    times = _packet_times(container, stream, limits.most_seconds)
    if len(times) < 2:
        still = stream.codec_context.name in ("png", "mjpeg", "gif", "ansi", "tty", "webp", "bmp")
        raise NotAVideo if still and len(times) <= 1 else ClipTruncated
    if min(height, width) < limits.least_side:
        raise ClipTooSmall(width=width, height=height, limit=limits.least_side)
    gaps = np.diff(times)
    seconds = float(times[-1] - times[0] + np.median(gaps))
    if declared is not None and seconds < declared * MISSING_SHARE - 0.5:
        raise ClipTruncated
    if seconds < limits.least_seconds:
        raise ClipTooShort(seconds=round(seconds, 1), limit=limits.least_seconds)
    source_fps = len(times) / seconds
    info = ClipInfo(
        size=_upright(path, height, width),
        source_size=(height, width),
        source_fps=source_fps,
        largest_gap=float(gaps.max()),
        fps=float(min(FASTEST, max(SLOWEST, round(source_fps, 2)))),
        seconds=seconds,
        has_sound=bool(container.streams.audio),
    )
    return Clip(path, info, float(times[0]))


def _declared_seconds(container: av.container.InputContainer, stream: av.VideoStream) -> float | None:
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return container.duration / av.time_base if container.duration else None


def _packet_times(
    container: av.container.InputContainer, stream: av.VideoStream, most_seconds: float
) -> npt.NDArray[np.float64]:
    """Times of all pictures, seconds, sorted, without repeats. Raises `ClipTooLong` as soon as that is clear."""
    times: list[float] = []
    try:
        for packet in container.demux(stream):
            if packet.pts is not None and packet.time_base is not None and packet.size:
                times.append(float(packet.pts * packet.time_base))
                if times[-1] - times[0] > most_seconds:
                    raise ClipTooLong(limit=round(most_seconds))
    except av.error.FFmpegError:
        pass  # a damaged tail: what is there is judged by its length
    return np.unique(np.array(times))


def _upright(path: Path, height: int, width: int) -> tuple[int, int]:
    """Height and width of what comes out: turned as a player would, short side at most `SHORT_SIDE`, even."""
    with av.open(str(path)) as container:
        frame = next(container.decode(container.streams.video[0]), None)
    if frame is None:
        raise ClipTruncated
    ratio = container_ratio(frame)
    if round(frame.rotation / 90) % 2:
        height, width = width, height
        ratio = 1 / ratio
    scale = min(1.0, SHORT_SIDE / min(height, width * ratio))
    return 2 * round(height * scale / 2), 2 * round(width * ratio * scale / 2)


def container_ratio(frame: av.VideoFrame) -> float:
    """Width of a pixel divided by its height; 1 unless the recording says otherwise within reason."""
    aspect = getattr(frame, "sample_aspect_ratio", None)
    value = float(aspect) if aspect else 1.0
    return value if 0.25 < value < 4.0 else 1.0
