"""What is known of a clip before its pictures are used, and what a clip may be."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_SIDE = 4096  # DCI 4K; 8K costs four times the memory and shows a face no better
SHORTEST_SIDE = 96  # below that no face can be told from another
LONGEST_SECONDS = 120.0
SHORTEST_SECONDS = 1.0
LARGEST_BYTES = 2 << 30  # two minutes of 4K at 100 Mbit/s are 1.5 GB
WORKING_SIDE = 720  # the shorter side pictures are brought to; perception and puppets need no more
HIGHEST_RATE = 30.0  # pictures per second that are handed out
LOWEST_RATE = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is accepted, and how it is handed out; checked before any picture is decoded."""

    longest_side: int = LONGEST_SIDE
    shortest_side: int = SHORTEST_SIDE
    longest_seconds: float = LONGEST_SECONDS
    shortest_seconds: float = SHORTEST_SECONDS
    largest_bytes: int = LARGEST_BYTES
    working_side: int = WORKING_SIDE
    highest_rate: float = HIGHEST_RATE
    lowest_rate: float = LOWEST_RATE


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipInfo:
    """A clip in numbers. `width` x `height` and `fps` are those of the pictures handed out, upright."""

    width: int
    height: int
    fps: float  # constant
    frames: int  # number of pictures handed out
    seconds: float  # from the first picture to the end of the last
    source_width: int  # upright, square pixels
    source_height: int
    source_fps: float  # average of the file
    largest_gap: float  # longest time between two pictures of the file, seconds
    rotation: int  # degrees clockwise the stored pictures are turned to stand upright: 0, 90, 180, 270
    hdr: bool  # PQ or HLG; pictures handed out are tone-mapped
    has_sound: bool

    @property
    def size(self) -> tuple[int, int]:
        """Height and width of the pictures handed out."""
        return self.height, self.width


def working_size(width: int, height: int, side: int) -> tuple[int, int]:
    """Width and height scaled so that the shorter side is at most `side`; never enlarged."""
    scale = min(1.0, side / min(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def working_rate(source_fps: float, limits: Limits) -> float:
    """The constant rate a clip is brought to.

    The source's own up to `highest_rate`; above that an even share of it (50 -> 25, 120 -> 30) where that stays at 24
    or more, so that motion keeps its rhythm. Rates next to a whole number become it (29.97 -> 30).
    """
    rate = source_fps
    if rate > limits.highest_rate * 1.01:
        share = -(-rate // (limits.highest_rate * 1.01))
        rate = rate / share if rate / share >= 24.0 else limits.highest_rate
    if abs(rate - round(rate)) < 0.05:
        rate = float(round(rate))
    return min(max(rate, limits.lowest_rate), limits.highest_rate)
