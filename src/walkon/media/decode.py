"""A clip as a stream of upright pictures at a constant rate, and its sound on the same clock."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import av
import cv2
import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.codec.context import ThreadType
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.reformatter import VideoReformatter

from walkon.media import errors
from walkon.media.clip import ClipInfo, Limits
from walkon.media.colour import Picture, to_bgr
from walkon.media.container import Source, opened, picture_stream
from walkon.media.origin import Origin
from walkon.media.resample import resampled
from walkon.media.sound import Sound
from walkon.media.survey import Orientation, Survey, survey

_DECODER_THREADS = 2
_SOUND_JUMP = 0.05  # seconds; a larger step between two pieces of sound is a real gap, a smaller one is rounding


class Clip:
    """A clip that has been looked over and accepted. Holds no file open and no picture."""

    def __init__(self, source: Source, looked_over: Survey) -> None:
        self._source = source
        self._survey = looked_over

    @property
    def info(self) -> ClipInfo:
        return self._survey.info

    @property
    def origin(self) -> Origin:
        return self._survey.origin

    def frames(self) -> Iterator[Picture]:
        """`info.frames` pictures, (H, W, 3) uint8 BGR sRGB, at `info.fps`: of each moment the picture nearest in time.

        Each picture is the caller's own. Raises `ClipTruncated` where decoding ends too early.
        """
        return (picture for _, picture in self.numbered_frames())

    def numbered_frames(self) -> Iterator[tuple[int, Picture]]:
        """`frames()`, each with its number in the file: a picture handed out twice has the same number twice."""
        info = self.info
        with opened(self._source) as box:
            upright = _Upright(info, self._survey.orientation)
            moments = iter(k / info.fps for k in range(info.frames))
            moment = next(moments, None)
            earlier: tuple[float, VideoFrame] | None = None
            number = -1
            for at, frame in self._decoded(box):
                while earlier is not None and moment is not None and moment <= (earlier[0] + at) / 2:
                    yield number, upright.picture(earlier[1])
                    moment = next(moments, None)
                earlier, number = (at, frame), number + 1
                if moment is None:
                    return
            if earlier is None or earlier[0] < info.seconds * 0.95 - 0.5:
                raise errors.ClipTruncated
            while moment is not None:
                yield number, upright.picture(earlier[1])
                moment = next(moments, None)

    def _decoded(self, box: InputContainer) -> Iterator[tuple[float, VideoFrame]]:
        """Pictures with their seconds from the first one, strictly rising."""
        stream = picture_stream(box)
        stream.codec_context.thread_count = _DECODER_THREADS
        stream.thread_type = ThreadType.AUTO
        last = -1.0
        for packet in box.demux(stream):
            try:
                frames = packet.decode()
            except av.error.InvalidDataError:
                continue  # one damaged packet; what is missing at the end is noticed by the caller
            for frame in frames:
                stamp = frame.pts if frame.pts is not None else frame.dts
                at = last + 1 / self.info.source_fps
                if stamp is not None and frame.time_base is not None:
                    at = float(stamp * frame.time_base) - self._survey.start
                if at > last:
                    last = at
                    yield at, frame

    def sound(self, rate: int) -> Sound | None:
        """The clip's sound, mono at `rate` Hz, beginning with the first picture and ending with the last at the latest.

        None where the clip has no sound that can be decoded. Holes in the recording are silent.
        """
        if not self.info.has_sound:
            return None
        with opened(self._source) as box:
            pieces, own_rate = sound_pieces(box, self._survey.start, self.info.seconds)
        if not pieces:
            return None
        own = Sound(samples=placed(pieces, own_rate, self.info.seconds), rate=own_rate)
        return resampled(own, rate)


def open_clip(source: Source, limits: Limits | None = None) -> Clip:
    """A clip, looked over: every refusal that needs no decoding happens here. Raises every `BadClip`."""
    return Clip(source, survey(source, limits or Limits()))


class _Upright:
    """Turns decoded pictures into what is handed out."""

    def __init__(self, info: ClipInfo, orientation: Orientation) -> None:
        self._orientation = orientation
        self._stored = (info.height, info.width) if orientation.transpose else (info.width, info.height)
        self._reformatter = VideoReformatter()

    def picture(self, frame: VideoFrame) -> Picture:
        picture = to_bgr(frame, self._reformatter, *self._stored)
        turn = self._orientation
        if turn.transpose:
            picture = cv2.transpose(picture)
        if turn.flip_x or turn.flip_y:
            picture = cv2.flip(picture, -1 if turn.flip_x and turn.flip_y else int(turn.flip_x))
        return picture


Piece = tuple[float, npt.NDArray[np.float32]]
"""Seconds from the first picture, and (N,) mono samples that begin there."""


def sound_pieces(box: InputContainer, start: float, seconds: float) -> tuple[list[Piece], int]:
    """Decoded mono pieces with their seconds from the first picture, and their rate in Hz."""
    stream = next(iter(box.streams.audio), None)
    pieces: list[Piece] = []
    if stream is None:
        return pieces, 0
    rate, shape = 0, ("", "", 0)
    resampler = _to_mono(1)
    for packet in box.demux(stream):
        try:
            frames = packet.decode()
        except av.error.FFmpegError:
            continue
        for frame in frames:
            if rate == 0:
                rate = frame.sample_rate
            if shape != (frame.format.name, frame.layout.name, frame.sample_rate):
                shape = (frame.format.name, frame.layout.name, frame.sample_rate)
                resampler = _to_mono(rate)
            at = pieces[-1][0] + len(pieces[-1][1]) / rate if pieces else 0.0
            if frame.pts is not None and frame.time_base is not None:
                at = float(Fraction(frame.pts) * frame.time_base) - start
            if at > seconds:
                return pieces, rate
            frame.pts = None
            pieces.extend(_mono(resampler, frame, at, rate))
    return pieces, rate


def _to_mono(rate: int) -> AudioResampler:
    """Channels averaged, not added: what was not clipped stays so."""
    return AudioResampler("fltp", "mono", rate, options={"rematrix_maxval": "1.0"})


def _mono(resampler: AudioResampler, frame: AudioFrame, at: float, rate: int) -> Iterator[Piece]:
    for part in resampler.resample(frame):
        samples = np.asarray(part.to_ndarray(), dtype=np.float32).reshape(-1)
        yield at, samples
        at += len(samples) / rate


def placed(pieces: list[Piece], rate: int, seconds: float) -> npt.NDArray[np.float32]:
    """Pieces on one time line from 0 to `seconds` at most; joined where they follow each other, else apart."""
    line = np.zeros(round(seconds * rate), dtype=np.float32)
    cursor, end = 0, 0
    for number, (at, samples) in enumerate(pieces):
        wanted = round(at * rate)
        if number == 0 or abs(wanted - cursor) > _SOUND_JUMP * rate:
            cursor = wanted
        begin, stop = max(cursor, 0), min(cursor + len(samples), len(line))
        if stop > begin:
            line[begin:stop] = samples[begin - cursor : stop - cursor]
            end = max(end, stop)
        cursor += len(samples)
    return line[:end]
