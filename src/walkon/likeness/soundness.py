"""Whether a likeness that came from elsewhere is one: its pictures are looked at before anything draws them."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, UnidentifiedImageError

from walkon.likeness.errors import LikenessDamaged
from walkon.likeness.puppet import Puppet

LARGEST_SIDE = 4096  # pixels of a kept frame
MOST_FRAMES = 4096
_POINTS = 478  # of the face mesh, see `walkon.perception.face_points`


def require_sound(likeness: bytes) -> None:
    """Raises `LikenessDamaged`. A picture that claims another size than the likeness is not opened."""
    puppet = Puppet.from_bytes(likeness)
    count = len(puppet.images)
    try:
        height, width = puppet.size
        kept = (len(puppet.alphas), len(puppet.hairs), len(puppet.points), len(puppet.shape), len(puppet.scale))
        poses = (len(puppet.rotation), len(puppet.shift))
        fits = 0 < count <= MOST_FRAMES and set(kept + poses) == {count}
        fits = fits and 0 < height <= LARGEST_SIDE and 0 < width <= LARGEST_SIDE
        fits = fits and 0 <= puppet.neutral < count and -1 <= puppet.closed < count
        fits = fits and puppet.points.shape[1:] == (_POINTS, 3) and puppet.rotation.shape[1:] == (3, 3)
        fits = fits and puppet.fps > 0 and puppet.unit > 0
        for places in (puppet.calm, puppet.keys):
            fits = fits and bool(np.all((places >= -1) & (places < count)))
        for numbers in (puppet.points, puppet.shape, puppet.scale, puppet.rotation, puppet.shift, puppet.skin):
            fits = fits and bool(np.isfinite(numbers).all())
        for kind, pictures in (("JPEG", puppet.images), ("PNG", puppet.alphas), ("PNG", puppet.hairs)):
            fits = fits and all(_fits(picture, kind, (width, height)) for picture in pictures)
    except (ValueError, TypeError, AttributeError, IndexError, OverflowError):
        raise LikenessDamaged from None
    if not fits:
        raise LikenessDamaged


def _fits(picture: bytes, kind: str, size: tuple[int, int]) -> bool:
    """Whether a picture's head says what it should; an empty one stands for nothing below the jaw."""
    if not picture:
        return True
    try:
        with Image.open(io.BytesIO(picture), formats=[kind]) as found:
            return found.size[0] <= size[0] and found.size[1] <= size[1]
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return False
