"""Pictures side by side."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from tests.clips import grey
from walkon.media.contact_sheet import contact_sheet


def opened(data: bytes) -> np.ndarray:
    return np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR))


def test_pictures_lie_row_by_row() -> None:
    pictures = [grey(60 + 40 * k, (320, 180)) for k in range(5)]
    sheet = opened(contact_sheet(pictures, columns=3, width=160, gap=4))
    assert sheet.shape == (2 * 90 + 3 * 4, 3 * 160 + 4 * 4, 3)
    for k in range(5):
        y, x = 4 + k // 3 * 94 + 45, 4 + k % 3 * 164 + 80
        assert abs(int(sheet[y, x].mean()) - (60 + 40 * k)) < 4
    assert sheet[4 + 94 + 45, 4 + 2 * 164 + 80].mean() < 30


def test_sizes_may_differ() -> None:
    sheet = opened(contact_sheet([grey(100, (320, 180)), grey(100, (180, 320))], columns=2, width=90))
    assert sheet.shape[0] == 160 + 2 * 6


def test_there_must_be_pictures() -> None:
    with pytest.raises(ValueError, match="no pictures"):
        contact_sheet([], columns=3)
