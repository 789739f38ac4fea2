"""Draw the "unverified" marks that are burnt into films, once, from a font.

    python factory/marks.py --font NanumSquareB.ttf

The committed pictures were drawn with NanumSquare Bold (NAVER Corporation, SIL Open Font License 1.1, which asks
nothing of documents made with a font); no font travels with Walkon.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

WORDS = {"en": "unverified", "ko": "미확인"}
HEIGHT = 72
OUT = Path(__file__).parent.parent / "src/walkon/stage/plates/marks"


def draw(word: str, font_path: Path) -> Image.Image:
    """White letters beside an open ring, on a soft dark pill."""
    k = 4
    font = ImageFont.truetype(str(font_path), 34 * k)
    left, top, right, bottom = font.getbbox(word)
    wide = int(right - left) + (72 + 26) * k
    high = HEIGHT * k
    pill = Image.new("L", (wide, high), 0)
    ImageDraw.Draw(pill).rounded_rectangle((6 * k, 6 * k, wide - 6 * k, high - 6 * k), radius=30 * k, fill=132)
    pill = pill.filter(ImageFilter.GaussianBlur(1.5 * k))
    ink = Image.new("L", (wide, high), 0)
    pen = ImageDraw.Draw(ink)
    cx, cy, r = 38 * k, high // 2, 13 * k
    for start in range(0, 360, 60):
        pen.arc((cx - r, cy - r, cx + r, cy + r), start + 8, start + 50, fill=235, width=4 * k)
    pen.ellipse((cx - 3 * k, cy - 3 * k, cx + 3 * k, cy + 3 * k), fill=235)
    pen.text((64 * k - left, high // 2 - (top + bottom) // 2), word, fill=235, font=font)
    a = np.asarray(ink, np.float32) / 255
    b = np.asarray(pill, np.float32) / 255
    alpha = a + b * (1 - a)
    grey = np.where(alpha > 0, a / np.maximum(alpha, 1e-4), 0)
    both = np.dstack([255 * grey, 255 * alpha]).astype(np.uint8)
    return Image.fromarray(both, "LA").resize((wide // k, HEIGHT), Image.Resampling.LANCZOS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--font", type=Path, required=True)
    options = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    for language, word in WORDS.items():
        draw(word, options.font).save(OUT / f"unverified_{language}.png", optimize=True)


if __name__ == "__main__":
    main()
