"""Looking a clip over before its pictures are used.

One pass over the packets (nothing but the first picture is decoded) tells size, length, rate, gaps and sound truly,
also where a file declares nothing (browser recordings) or declares what is not there (cut files).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

import av
import numpy as np
from av.container import InputContainer
from av.sidedata.sidedata import SideDataContainer, Type
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from walkon.media import errors
from walkon.media.clip import ClipInfo, Limits, working_rate, working_size
from walkon.media.colour import is_hdr
from walkon.media.container import Source, byte_size, opened, picture_stream
from walkon.media.origin import Origin, names_in

_MISSING_SHARE = 0.05  # a file may end this much before its declared end ...
_MISSING_SECONDS = 0.5  # ... plus this: muxers round, recorders stop sound and picture apart
_FIRST_PICTURE_WITHIN = 64  # packets that may be fed before the first picture must come out


@dataclass(frozen=True, slots=True, kw_only=True)
class Orientation:
    """How stored pictures become upright: transpose first, then flip."""

    transpose: bool = False
    flip_x: bool = False
    flip_y: bool = False

    @property
    def degrees(self) -> int:
        """Clockwise turn; mirrored pictures count as the turn that remains after mirroring left and right."""
        if self.transpose:
            return 90 if not self.flip_y else 270
        return 180 if self.flip_y else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What decoding needs to know. `start` is the first picture's time on the file's own clock, seconds."""

    info: ClipInfo
    orientation: Orientation
    start: float
    origin: Origin


def survey(source: Source, limits: Limits) -> Survey:
    """A clip looked over. Raises every `BadClip`."""
    size = byte_size(source)
    if size == 0:
        raise errors.ClipEmpty
    with opened(source) as box:
        stream = picture_stream(box)
        _check_size(stream.width, stream.height, limits)
        declared = _declared_seconds(box, stream)
        if declared is not None and declared > limits.longest_seconds * 1.02:
            raise errors.ClipTooLong(limit=limits.longest_seconds)
        if size > limits.largest_bytes:
            raise errors.ClipFileTooBig(megabytes=size / 1e6, limit=limits.largest_bytes / 1e6)
        origin = _packets(box, stream, limits)
    with opened(source) as box:
        stream = picture_stream(box)
        shape = stream.sample_aspect_ratio
        first = _first_picture(box, stream)
    return _judged(origin, first, float(shape) if shape else 1.0, declared, limits)


def _check_size(width: int, height: int, limits: Limits) -> None:
    if max(width, height) > limits.longest_side:
        raise errors.ClipTooLarge(width=width, height=height, limit=limits.longest_side)
    if width and height and min(width, height) < limits.shortest_side:
        raise errors.ClipTooSmall(width=width, height=height, limit=limits.shortest_side)


def _declared_seconds(box: InputContainer, stream: VideoStream) -> float | None:
    """Length the file claims, from its first moment; None where it claims none."""
    if stream.duration and stream.time_base and stream.duration > 0:
        return float(stream.duration * stream.time_base)
    if box.duration and box.duration > 0:
        return float(Fraction(box.duration - max(0, box.start_time or 0), av.time_base))
    return None


def _packets(box: InputContainer, stream: VideoStream, limits: Limits) -> Origin:
    """Every picture's times as written, and whether any sound lies beside them."""
    sound = next(iter(box.streams.audio), None)
    wanted = [stream] if sound is None else [stream, sound]
    times: list[float] = []
    order: list[float] = []
    sound_end: float | None = None
    for packet in box.demux(*wanted):
        if packet.size == 0:
            continue
        stamp = packet.pts if packet.pts is not None else packet.dts
        if packet.stream_index != stream.index:
            ends = float((stamp + (packet.duration or 0)) * packet.time_base) if stamp is not None else 0.0
            sound_end = max(ends, sound_end or ends)
            continue
        if stamp is None or packet.is_discard:
            continue
        times.append(float(stamp * packet.time_base))
        order.append(float((packet.dts if packet.dts is not None else stamp) * packet.time_base))
        if times[-1] - times[0] > limits.longest_seconds * 1.05:
            raise errors.ClipTooLong(limit=limits.longest_seconds)
    return Origin(
        times=np.asarray(times, dtype=np.float64),
        decoding=np.asarray(order, dtype=np.float64),
        sound_end=sound_end,
        names=names_in(box),
    )


def _first_picture(box: InputContainer, stream: VideoStream) -> VideoFrame:
    """The first picture that can be decoded. Raises `ClipTruncated`, `ClipCodecUnknown`."""
    stream.codec_context.thread_count = 1
    for fed, packet in enumerate(box.demux(stream)):
        try:
            decoded = packet.decode()
        except av.error.InvalidDataError:
            decoded = []
        except av.error.FFmpegError:
            raise errors.ClipCodecUnknown(codec=stream.codec_context.name) from None
        if decoded:
            return decoded[0]
        if fed > _FIRST_PICTURE_WITHIN:
            break
    raise errors.ClipTruncated


def orientation_of(frame: VideoFrame) -> Orientation:
    """From the display matrix that phones write; upright where there is none.

    It holds nine 32-bit numbers row by row: x' = m[0] x + m[3] y, y' = m[1] x + m[4] y (ISO/IEC 14496-12, tkhd).
    """
    try:
        side = cast(SideDataContainer, frame.side_data)[Type.DISPLAYMATRIX]
    except KeyError:
        return Orientation()
    m = struct.unpack("=9i", bytes(side)[:36])
    if abs(m[0]) + abs(m[4]) < abs(m[1]) + abs(m[3]):
        return Orientation(transpose=True, flip_x=m[3] < 0, flip_y=m[1] < 0)
    return Orientation(flip_x=m[0] < 0, flip_y=m[4] < 0)


def _judged(
    origin: Origin,
    first: VideoFrame,
    pixel_shape: float,
    declared: float | None,
    limits: Limits,
) -> Survey:
    """All figures put together and held against the limits."""
    times = np.unique(origin.times)
    if len(times) == 0:
        raise errors.ClipTruncated
    gaps = np.diff(times)
    span = float(times[-1] - times[0])
    seconds = span + (float(np.median(gaps)) if len(gaps) else 0.0)
    if declared is not None and seconds < declared * (1 - _MISSING_SHARE) - _MISSING_SECONDS:
        raise errors.ClipTruncated
    if seconds > limits.longest_seconds * 1.02:
        raise errors.ClipTooLong(limit=limits.longest_seconds)
    if len(times) < 2 or seconds < limits.shortest_seconds * 0.98:
        raise errors.ClipTooShort(seconds=seconds, limit=limits.shortest_seconds)
    orientation = orientation_of(first)
    width, height = _upright_size(first, pixel_shape, orientation)
    _check_size(width, height, limits)
    source_fps = len(gaps) / span
    fps = working_rate(source_fps, limits)
    out_width, out_height = working_size(width, height, limits.working_side)
    info = ClipInfo(
        width=out_width,
        height=out_height,
        fps=fps,
        frames=max(1, round(seconds * fps)),
        seconds=seconds,
        source_width=width,
        source_height=height,
        source_fps=source_fps,
        largest_gap=float(gaps.max()),
        rotation=orientation.degrees,
        hdr=is_hdr(first),
        has_sound=origin.sound_end is not None,
    )
    return Survey(info=info, orientation=orientation, start=float(times[0]), origin=origin)


def _upright_size(frame: VideoFrame, pixel_shape: float, orientation: Orientation) -> tuple[int, int]:
    """Width and height of the picture as it is to be seen; `pixel_shape` is a stored pixel's width / height."""
    width, height = round(frame.width * min(max(pixel_shape, 0.25), 4.0)), frame.height
    return (height, width) if orientation.transpose else (width, height)
