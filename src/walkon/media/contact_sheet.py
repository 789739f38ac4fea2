"""Pictures side by side, to be looked at."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt


def contact_sheet(pictures: Sequence[npt.NDArray[np.uint8]], columns: int, width: int = 480, gap: int = 6) -> bytes:
    """A JPEG of the pictures (each (H, W, 3) BGR, scaled to `width`), row by row on near-black."""
    if not pictures:
        raise ValueError("no pictures")
    cells = [
        cv2.resize(p, (width, round(width * p.shape[0] / p.shape[1])), interpolation=cv2.INTER_AREA) for p in pictures
    ]
    height = max(c.shape[0] for c in cells)
    rows = -(-len(cells) // columns)
    sheet = np.full((rows * (height + gap) + gap, columns * (width + gap) + gap, 3), 16, np.uint8)
    for i, cell in enumerate(cells):
        y, x = gap + i // columns * (height + gap), gap + i % columns * (width + gap)
        sheet[y : y + cell.shape[0], x : x + width] = cell
    done, data = cv2.imencode(".jpg", sheet, [cv2.IMWRITE_JPEG_QUALITY, 88])
    if not done:
        raise ValueError("the sheet cannot be encoded")
    return bytes(data.tobytes())
