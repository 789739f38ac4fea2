"""Opening files of strangers.

Rules
1. Only containers of moving pictures and sound are recognised: a playlist, a script or a session description, which
   could name other files or addresses, is not a clip. No protocol is open to FFmpeg; bytes come through Python only.
2. What FFmpeg finds wrong leaves this room as an error of `walkon.media.errors`, never as FFmpeg's own.
3. FFmpeg writes nothing to standard error (PyAV's default; nobody here changes it).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import av
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from walkon.media import errors

Source = Path | bytes
"""A file, or a file's content."""

FORMATS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,ogg,flv,asf,wav,mp3,flac,aac"
_READ_AT_ONCE = 1 << 18

_MP4_BOXES = (b"ftyp", b"moov", b"mdat", b"free", b"wide", b"skip", b"styp", b"moof", b"uuid")
_MATROSKA = b"\x1a\x45\xdf\xa3"


def display_name(source: Source) -> str:
    """How a message may call the source: the last part of a path, shortened."""
    return source.name[-60:] if isinstance(source, Path) else "clip"


def byte_size(source: Source) -> int:
    """Size in bytes. Raises `ClipMissing`, `ClipUnreadable`."""
    if isinstance(source, bytes):
        return len(source)
    try:
        status = source.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise errors.ClipMissing(name=display_name(source)) from None
    except OSError:
        raise errors.ClipUnreadable(name=display_name(source)) from None
    if not source.is_file():
        raise errors.ClipUnreadable(name=display_name(source))
    return status.st_size


def reading(source: Source) -> BinaryIO:
    """The source's bytes, to be closed by the caller. Raises `ClipMissing`, `ClipUnreadable`."""
    if isinstance(source, bytes):
        return io.BytesIO(source)
    try:
        return source.open("rb")
    except FileNotFoundError:
        raise errors.ClipMissing(name=display_name(source)) from None
    except OSError:
        raise errors.ClipUnreadable(name=display_name(source)) from None


@contextmanager
def opened(source: Source) -> Iterator[InputContainer]:
    """The container of a clip; closed afterwards.

    Raises `NotAVideo`, `ClipTruncated`; FFmpeg's errors from inside the block become `ClipTruncated`.
    """
    with reading(source) as file:
        try:
            box = av.open(
                file,
                "r",
                options={"format_whitelist": FORMATS, "protocol_whitelist": "none"},
                metadata_errors="replace",
                buffer_size=_READ_AT_ONCE,
            )
        except (av.error.FFmpegError, ValueError):
            raise _unopened(file) from None
        try:
            with box:
                yield box
        except av.error.FFmpegError:
            raise errors.ClipTruncated from None
        except OSError:
            raise errors.ClipUnreadable(name=display_name(source)) from None


def _unopened(file: BinaryIO) -> errors.BadClip:
    """Why a file could not be opened: cut, or never a clip. Told by how it begins."""
    file.seek(0)
    return errors.ClipTruncated() if is_container(file.read(16)) else errors.NotAVideo()


def is_container(head: bytes) -> bool:
    """Whether a file that begins with these 16 bytes calls itself a film: MP4 and MOV, WebM and Matroska, AVI."""
    return head[4:8] in _MP4_BOXES or head.startswith(_MATROSKA) or (head[:4] == b"RIFF" and head[8:12] == b"AVI ")


def picture_stream(box: InputContainer) -> VideoStream:
    """The moving picture; cover art does not count. Raises `NoPicture`, `ClipCodecUnknown`."""
    moving = [s for s in box.streams.video if not s.disposition & (Disposition.attached_pic | Disposition.still_image)]
    if not moving:
        raise errors.NoPicture
    best = box.streams.best("video")
    stream = best if isinstance(best, VideoStream) and best in moving else moving[0]
    if stream.codec_context is None:
        raise errors.ClipCodecUnknown(codec="?")
    return stream
