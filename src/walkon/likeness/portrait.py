"""One calm picture of a person for their own eyes: the face as it was recorded, everything around it out of focus."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from walkon.likeness.errors import LikenessDamaged
from walkon.likeness.puppet import Puppet
from walkon.perception import face_points as fp

Picture = npt.NDArray[np.uint8]
SIDE = 480  # pixels of the picture, which is square
QUALITY = 88  # of JPEG
_WIDE = 3.5  # side of the square cut out, eyes to chin
_RIM = 0.30  # around the head nothing of the take's picture is used: kept frames are cleaned there
_SOFT = 0.45  # blur of what is around


def portrait(likeness: bytes) -> bytes:
    """A square JPEG of the neutral face of a sealed likeness, opened. Raises `LikenessDamaged`."""
    puppet = Puppet.from_bytes(likeness)
    picture = _decoded(puppet.images[puppet.neutral], cv2.IMREAD_COLOR)
    alpha = _decoded(puppet.alphas[puppet.neutral], cv2.IMREAD_GRAYSCALE).astype(np.float32) / np.float32(255)
    if picture.shape[:2] != alpha.shape[:2]:
        raise LikenessDamaged
    points, unit = puppet.points[puppet.neutral].astype(np.float64), puppet.unit
    chin = points[fp.CHIN, :2]
    keep = np.maximum(alpha, _neck(alpha.shape[:2], chin, unit))[..., None]
    laid = picture * keep + _around(picture, alpha, unit) * (1 - keep)
    done, data = cv2.imencode(".jpg", _square(laid, chin, unit), [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    if not done:
        raise LikenessDamaged
    return bytes(data.tobytes())


def _around(picture: Picture, alpha: npt.NDArray[np.float32], unit: float) -> npt.NDArray[np.float32]:
    """What is behind the head and around it, without the head, out of focus."""
    reach = max(1, round(_RIM * unit))
    shape = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    share = 1 - cv2.dilate(alpha, shape) + 1e-4
    spread = max(1.0, _SOFT * unit)
    colours = cv2.GaussianBlur(picture.astype(np.float32) * share[..., None], (0, 0), spread)
    weights = cv2.GaussianBlur(share.astype(np.float32), (0, 0), spread)
    around: npt.NDArray[np.float32] = colours / np.maximum(weights, 1e-6)[..., None]
    return around


def _neck(shape: tuple[int, ...], chin: npt.NDArray[np.float64], unit: float) -> npt.NDArray[np.float32]:
    """Where the neck is, soft at its edges."""
    mask = np.zeros(shape[:2], np.float32)
    centre = (round(float(chin[0])), round(float(chin[1] + 0.05 * unit)))
    cv2.ellipse(mask, centre, (round(0.34 * unit), round(0.48 * unit)), 0, 0, 360, 1.0, -1)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), max(1.0, 0.12 * unit)), np.float32)


def _square(picture: npt.NDArray[np.float32], chin: npt.NDArray[np.float64], unit: float) -> Picture:
    """The head in the middle of a square; what the picture does not reach is its edge, continued."""
    half = _WIDE * unit / 2
    middle = (float(chin[0]), float(chin[1]) - 0.82 * unit)
    scale = SIDE / (2 * half)
    move = np.array([[scale, 0, SIDE / 2 - scale * middle[0]], [0, scale, SIDE / 2 - scale * middle[1]]])
    laid = cv2.warpAffine(picture, move, (SIDE, SIDE), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(np.clip(np.round(laid), 0, 255), np.uint8)


def _decoded(data: bytes, how: int) -> Picture:
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), how) if data else None
    if picture is None:
        raise LikenessDamaged
    return np.asarray(picture, np.uint8)
