"""What a distance between two templates says, and what it never says."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkon.domain.identity import CLOSE, SAME, Likeness, Nearest, compare, resembles_another
from walkon.domain.ids import CameoId


@pytest.mark.parametrize(
    ("distance", "says"),
    [
        (0.0, Likeness.SAME),
        (SAME, Likeness.SAME),
        (math.nextafter(SAME, 1), Likeness.CLOSE),
        (CLOSE, Likeness.CLOSE),
        (math.nextafter(CLOSE, 1), Likeness.OTHER),
        (math.nan, Likeness.CLOSE),
        (-1.0, Likeness.CLOSE),
        (math.inf, Likeness.CLOSE),
    ],
)
def test_distances_at_their_limits(distance: float, says: Likeness) -> None:
    assert compare(distance) is says


@given(st.floats(0, 2), st.floats(0, 2))
def test_nearer_is_never_less_alike(one: float, other: float) -> None:
    order = [Likeness.SAME, Likeness.CLOSE, Likeness.OTHER]
    assert order.index(compare(min(one, other))) <= order.index(compare(max(one, other)))


def test_only_somebody_near_is_resembled() -> None:
    assert not resembles_another(None)
    assert not resembles_another(Nearest(cameo=CameoId("0" * 32), distance=0.6))
    assert resembles_another(Nearest(cameo=CameoId("0" * 32), distance=0.45))
    assert resembles_another(Nearest(cameo=CameoId("0" * 32), distance=math.nan))
