"""Templates as they lie sealed, little-endian float32: 128 numbers of a face, 256 of a voice."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from walkon.vault.errors import VaultDamaged

FACE, VOICE = 128, 256


def distance(one: bytes, other: bytes) -> float:
    """Euclidean, between faces. Raises `VaultDamaged` for what is no template."""
    return float(np.linalg.norm(_numbers(one, FACE) - _numbers(other, FACE)))


def likeness(one: bytes, other: bytes) -> float:
    """Cosine, between voices. Raises `VaultDamaged` for what is no template."""
    a, b = _numbers(one, VOICE), _numbers(other, VOICE)
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    if not lengths > 0:
        raise VaultDamaged
    return float(a @ b / lengths)


def require_templates(face: bytes, speaker: bytes | None) -> None:
    """Raises `VaultDamaged` for what is no template, or has numbers that nothing can be compared with."""
    for template, count in ((face, FACE), (speaker, VOICE)):
        if template is not None and not np.isfinite(_numbers(template, count)).all():
            raise VaultDamaged


def _numbers(template: bytes, count: int) -> npt.NDArray[np.float64]:
    if len(template) != 4 * count:
        raise VaultDamaged
    return np.frombuffer(template, "<f4").astype(np.float64)
