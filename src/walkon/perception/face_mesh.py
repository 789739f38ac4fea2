"""MediaPipe's face mesh with irises, over the pictures of a clip.

Model: face_landmark_with_attention and the short-range face detector inside the mediapipe wheel (Apache-2.0).
Y. Kartynnik et al., "Real-time Facial Surface Geometry from Monocular Video on Mobile GPUs", 2019.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from walkon.perception.face_points import OVAL
from walkon.perception.native_noise import muffled

Points = npt.NDArray[np.float32]
"""(478, 3) float32, pixels of the picture; z scaled like x, towards the camera negative."""
Picture = npt.NDArray[np.uint8]
"""(H, W, 3) uint8 BGR sRGB."""
Box = tuple[float, float, float, float]
"""Left, top, right, bottom, pixels."""

MIN_CONFIDENCE = 0.5  # MediaPipe's own default for finding and for keeping a face
SAME_FACE = 0.3  # overlap (intersection / union) from which two meshes lie on one face


class FaceMesh:
    """Faces of pictures, up to `people`. With `tracking`, each picture is taken to follow the last one."""

    def __init__(self, *, people: int = 2, tracking: bool = True) -> None:
        with muffled():
            from mediapipe.python.solutions import face_mesh  # noqa: PLC0415  takes a second to load

            self._net = face_mesh.FaceMesh(
                static_image_mode=not tracking,
                max_num_faces=people,
                refine_landmarks=True,
                min_detection_confidence=MIN_CONFIDENCE,
                min_tracking_confidence=MIN_CONFIDENCE,
            )
            self._net.process(np.zeros((64, 64, 3), np.uint8))  # waits until everything is loaded
        self._spoke = False  # the first face found makes the library write a line

    def __call__(self, picture: Picture) -> list[Points]:
        """The faces of one picture, in no order; two meshes on one face count once."""
        rgb = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
        if self._spoke:
            found = self._net.process(rgb).multi_face_landmarks
        else:
            with muffled():
                found = self._net.process(rgb).multi_face_landmarks
            self._spoke = bool(found)
        height, width = picture.shape[:2]
        return _distinct([_points(face, width, height) for face in found or ()])

    def close(self) -> None:
        self._net.close()


def box_of(points: npt.NDArray[np.floating[Any]]) -> Box:
    """The rectangle around a face without its ears and hair."""
    oval = points[list(OVAL), :2]
    (left, top), (right, bottom) = oval.min(axis=0), oval.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def overlap(a: Box, b: Box) -> float:
    """Intersection over union of two rectangles, 0 to 1."""
    wide = max(0.0, min(a[2], b[2]) - max(a[0], b[0]))
    high = max(0.0, min(a[3], b[3]) - max(a[1], b[1]))
    both = wide * high
    whole = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both
    return both / whole if whole > 0 else 0.0


def _points(face: Any, width: int, height: int) -> Points:
    flat = np.array([(p.x, p.y, p.z) for p in face.landmark], dtype=np.float32)
    return flat * np.array([width, height, width], dtype=np.float32)


def _distinct(faces: list[Points]) -> list[Points]:
    kept: list[Points] = []
    for points in faces:
        if all(overlap(box_of(points), box_of(other)) < SAME_FACE for other in kept):
            kept.append(points)
    return kept
