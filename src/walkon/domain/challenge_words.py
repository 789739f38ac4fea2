"""What a challenge may ask somebody to say: digits, short words, and sentences that move the mouth through every shape.

Digits are spoken words, so that nobody wonders how to read them. Words of a list sound unlike each other.
A sentence passes through lips pressed, teeth on the lip, rounded, wide, half open and open, in one short breath.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Speakable:
    """One language's material."""

    digits: tuple[str, ...]
    words: tuple[str, ...]
    sentences: tuple[str, ...]
    short_digits: bool = False  # spoken for themselves they are one vowel long, too short to be found for sure

    @property
    def single(self) -> tuple[tuple[str, ...], ...]:
        """The lists that single words are drawn from."""
        return (self.words,) if self.short_digits else (self.digits, self.words)


ENGLISH = Speakable(
    digits=("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    words=(
        "apple",
        "bridge",
        "cloud",
        "dolphin",
        "forest",
        "guitar",
        "honey",
        "jacket",
        "lemon",
        "mountain",
        "orange",
        "paper",
        "river",
        "shadow",
        "tiger",
        "window",
    ),
    sentences=(
        "Vera chose five thick books about good ships",
        "My father saw three cheap boats moving fast",
        "The judge thought we may fly home soon",
        "Who found those big white mushrooms over there",
        "Joy put five smooth shells beneath the tree",
        "Please bring both of my cheap silver watches",
        "Five happy children threw a blue ball over",
        "We both heard the chef whisper about jam",
    ),
)

KOREAN = Speakable(
    short_digits=True,
    digits=("영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"),
    words=(
        "사과",
        "다리",
        "구름",
        "나무",
        "바다",
        "포도",
        "호랑이",
        "기차",
        "우산",
        "편지",
        "새벽",
        "고래",
        "모자",
        "창문",
        "토끼",
        "피아노",
    ),
    sentences=(
        "푸른 바다 위로 하얀 새가 높이 날아요",
        "우리 가족은 봄마다 예쁜 꽃을 보러 가요",
        "오늘 아침에 따뜻한 우유 한 컵을 마셔요",
        "저 작은 배는 파도를 넘어 섬으로 갑니다",
        "비가 그치면 공원에서 자전거를 타요",
        "큰 나무 밑에서 아이들이 춤을 춥니다",
        "할머니는 부엌에서 맛있는 빵을 굽습니다",
        "파란 모자를 쓴 친구가 저기 오네요",
    ),
)
