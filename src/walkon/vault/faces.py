"""Face templates as they lie sealed: 128 little-endian float32 numbers."""

from __future__ import annotations

import numpy as np

from walkon.vault.errors import VaultDamaged

NUMBERS = 128


def distance(one: bytes, other: bytes) -> float:
    """Euclidean. Raises `VaultDamaged` for what is no template."""
    if len(one) != 4 * NUMBERS or len(other) != 4 * NUMBERS:
        raise VaultDamaged
    a, b = (np.frombuffer(data, "<f4").astype(np.float64) for data in (one, other))
    return float(np.linalg.norm(a - b))
