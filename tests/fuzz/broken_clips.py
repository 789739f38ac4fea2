"""Recordings that went wrong on purpose: small clips cut, garbled, swollen, and things that are no clips at all."""

from __future__ import annotations

import functools
import gzip
import io
import random
import struct
import zipfile
from collections.abc import Callable

import numpy as np

from tests.clips import clip, quadrants

Chance = random.Random
SOUND = np.sin(np.arange(48_000) / 20).astype(np.float32) * 0.3


@functools.cache
def good() -> tuple[bytes, ...]:
    """One second each, as cameras and browsers write it."""
    pictures = [quadrants()] * 12
    return (
        clip(pictures, 12.0, sound=SOUND),
        clip(pictures, 12.0, sound=SOUND, options={"movflags": "frag_keyframe+empty_moov"}),
        clip(pictures, 12.0, format="webm", codec="libvpx", sound=SOUND, streamed=True),
        clip(pictures, 12.0, rotation=90.0),
    )


def cut(data: bytes, chance: Chance) -> bytes:
    return data[: chance.randrange(len(data))]


def garbled(data: bytes, chance: Chance) -> bytes:
    found = bytearray(data)
    for _ in range(chance.choice((1, 3, 30, 300))):
        found[chance.randrange(len(found))] = chance.randrange(256)
    return bytes(found)


def garbled_head(data: bytes, chance: Chance) -> bytes:
    """Where sizes, times and names stand; MP4 may have them at its end."""
    found = bytearray(data)
    start = max(0, data.find(b"moov") - 8) if chance.random() < 0.8 else 0
    for _ in range(chance.randrange(1, 12)):
        at = min(len(found) - 1, start + chance.randrange(900))
        found[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
    return bytes(found)


def huge_numbers(data: bytes, chance: Chance) -> bytes:
    """Four bytes that are all ones: sizes without end, times far away."""
    found = bytearray(data)
    for name in chance.sample(
        (b"mvhd", b"tkhd", b"mdhd", b"stsz", b"stts", b"stco", b"stsc", b"avc1", b"mdat", b"trun"), 3
    ):
        at = data.find(name)
        if at > 0:
            at += chance.randrange(-4, 60)
            found[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\0\0\0", b"\0\0\0\0"))
    return bytes(found)


def huge_pictures(data: bytes, chance: Chance) -> bytes:
    """The size of its pictures, as the sample description has it."""
    at = data.find(b"avc1")
    size = struct.pack(">HH", chance.choice((0, 1, 4096, 30_000, 65_535)), chance.choice((0, 1, 4096, 30_000, 65_535)))
    return data[: at + 28] + size + data[at + 32 :] if at > 0 else garbled(data, chance)


def swollen(data: bytes, chance: Chance) -> bytes:
    start, stop = sorted(chance.sample(range(len(data)), 2))
    return data[:stop] + data[start:stop] * chance.randrange(1, 4) + data[stop:]


def with_a_hole(data: bytes, chance: Chance) -> bytes:
    start, stop = sorted(chance.sample(range(len(data)), 2))
    return data[:start] + (b"\0" * (stop - start) if chance.random() < 0.5 else b"") + data[stop:]


def joined(data: bytes, chance: Chance) -> bytes:
    other = chance.choice(good())
    return data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]


def no_clip(_data: bytes, chance: Chance) -> bytes:
    return chance.choice(_things())


@functools.cache
def _things() -> tuple[bytes, ...]:
    zeros, zipped = b"\0" * (8 << 20), io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("take.mp4", zeros)
    png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 2**31 - 1, 2**31 - 1) + b"\x08\x02\0\0\0\0\0\0\0"
    jpeg = b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03\x01\x11\x00\x02\x11\x01\x03\x11\x01\xff\xd9"
    return (
        b"",
        b"\0",
        b"\0" * 100_000,
        "나는 영상이 아니에요. ".encode() * 100,
        zipped.getvalue(),
        gzip.compress(zeros),
        png,
        jpeg,
        b"GIF89a\xff\xff\xff\xff\0\0\0;",
        b"#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=video 5004 RTP/AVP 96\r\n",
        b"<?xml version='1.0'?><MPD><BaseURL>file:///etc/passwd</BaseURL></MPD>",
        b"\0\0\0\x14ftypisom\0\0\0\0isom",
        b"\0\0\0\x01moov\xff\xff\xff\xff\xff\xff\xff\xff",
        b"\0\0\0\x08moov" * 5000,
        b"\x1a\x45\xdf\xa3" + b"\xff" * 2000,
        b"\x1a\x45\xdf\xa3\x01\0\0\0\0\0\0\x1f"
        + b"\x42\x82\x84webm"
        + b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff",
        b"RIFF\xff\xff\xff\xffAVI LIST" + b"\xff" * 200,
        b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\xff\xff\xff\xff\xff\xff" + b"\0" * 40,
        b"OggS" + b"\0" * 22 + b"\xff" * 400,
        b"FLV\x01\x05\0\0\0\x09\0\0\0\0" + b"\x09\xff\xff\xff" * 100,
        b"G" + b"\xff" * 187 + b"G" + b"\0" * 187,
    )


BREAKS: tuple[Callable[[bytes, Chance], bytes], ...] = (
    *(cut, garbled, garbled_head, huge_numbers, huge_pictures, swollen, with_a_hole, joined, no_clip),
)


def broken(chance: Chance) -> bytes:
    """One of them; broken twice now and then."""
    data = chance.choice(good())
    for _ in range(1 + (chance.random() < 0.3)):
        data = chance.choice(BREAKS)(data or b"\0\0", chance) if len(data) > 2 else data
    return data
