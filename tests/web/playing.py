"""Whether a film on a page is really seen: its time goes on, and its pictures differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator

FRAME = """
async video => {
  const canvas = new OffscreenCanvas(32, 32), pen = canvas.getContext('2d')
  pen.drawImage(video, 0, 0, 32, 32)
  return [...pen.getImageData(0, 0, 32, 32).data].filter((_, at) => at % 4 !== 3)
}
"""
UNTIL = """
async (video, second) => {
  video.muted = true
  await video.play()
  while (video.currentTime < second) await new Promise(done => setTimeout(done, 50))
}
"""
DIFFERENT = 1000  # of 32 x 32 x 3 values from 0 to 255, summed


def plays(film: Locator, early: float = 0.4, late: float = 1.6) -> None:
    """Plays it, and compares its pictures at two seconds."""
    seen = []
    for second in (early, late):
        film.evaluate(UNTIL, second)
        seen.append(film.evaluate(FRAME))
    assert max(seen[0]) > 0
    assert sum(abs(a - b) for a, b in zip(*seen, strict=True)) > DIFFERENT
