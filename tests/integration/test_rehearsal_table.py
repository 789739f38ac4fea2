"""The performers are different people to the recognisers."""

from __future__ import annotations

import numpy as np
import pytest

from walkon.rehearsal.table import distances


@pytest.mark.slow
def test_performers_are_further_apart_than_takes_of_one() -> None:
    table = distances()
    assert table.same < 0.25
    assert table.different > 0.50
    own = np.diag(table.voices)
    others = table.voices[~np.eye(len(table.names), dtype=bool)]
    assert own.min() > 0.9
    assert others.max() < 0.86
