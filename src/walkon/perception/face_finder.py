"""Faces in single pictures, also small ones.

The mesh's own detector misses faces narrower than about a fifth of the picture. A full-range detector looks first at
the whole picture, then at overlapping parts of it; the mesh is laid on an enlarged crop of what it finds.

Models: full-range face detector and face mesh inside the mediapipe wheel (Apache-2.0).
"""

from __future__ import annotations

import cv2
import numpy as np

from walkon.perception.face_mesh import Box, FaceMesh, Picture, Points, box_of, overlap
from walkon.perception.native_noise import muffled

CROP = 2.2  # side of the crop / face width; the mesh's detector likes a face of about half the picture
CROP_PIXELS = 384
MIN_CONFIDENCE = 0.4


class FaceFinder:
    """Finds faces in pictures that do not follow each other; (478, 3) points in pixels of the whole picture."""

    def __init__(self, *, people: int = 2) -> None:
        with muffled():
            from mediapipe.python.solutions import face_detection  # noqa: PLC0415  takes a second to load

            self._detector = face_detection.FaceDetection(model_selection=1, min_detection_confidence=MIN_CONFIDENCE)
            self._detector.process(np.zeros((64, 64, 3), np.uint8))  # waits until everything is loaded
        self._mesh = FaceMesh(people=1, tracking=False)
        self._people = people
        self._spoke = False

    def __call__(self, picture: Picture) -> list[Points]:
        """Up to `people` faces, widest first."""
        boxes = self._boxes(picture)
        found: list[Points] = []
        for box in boxes:
            points = self._on(picture, box)
            if points is not None and all(overlap(box_of(points), box_of(f)) < 0.3 for f in found):
                found.append(points)
        found.sort(key=lambda points: float(np.ptp(points[:, 0])), reverse=True)
        return found[: self._people]

    def near(self, picture: Picture, box: Box) -> Points | None:
        """The face expected about `box`, for a picture in which a tracker lost it."""
        return self._on(picture, box)

    def close(self) -> None:
        self._mesh.close()
        self._detector.close()

    def _boxes(self, picture: Picture) -> list[Box]:
        """Face rectangles: of the whole picture, or where that shows none, of its overlapping square parts."""
        height, width = picture.shape[:2]
        found = self._detected(picture, 0, 0)
        if found:
            return found
        side = round(0.6 * min(height, width)) if max(height, width) < 1.4 * min(height, width) else min(height, width)
        lefts = np.unique(np.linspace(0, width - side, max(2, -(-2 * width // side) - 1)).astype(int))
        tops = np.unique(np.linspace(0, height - side, max(1, -(-2 * height // side) - 1)).astype(int))
        return [
            box
            for top in tops
            for left in lefts
            for box in self._detected(np.ascontiguousarray(picture[top : top + side, left : left + side]), left, top)
        ]

    def _detected(self, picture: Picture, left: int, top: int) -> list[Box]:
        rgb = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
        if self._spoke:
            detections = self._detector.process(rgb).detections
        else:
            with muffled():
                detections = self._detector.process(rgb).detections
            self._spoke = bool(detections)
        height, width = picture.shape[:2]
        boxes: list[Box] = []
        for detection in detections or ():
            box = detection.location_data.relative_bounding_box
            x, y = left + box.xmin * width, top + box.ymin * height
            boxes.append((x, y, x + box.width * width, y + box.height * height))
        return sorted(boxes, key=lambda b: b[0] - b[2])

    def _on(self, picture: Picture, box: Box) -> Points | None:
        """The mesh on an enlarged square crop about `box`; picture edges are repeated outwards."""
        side = CROP * max(box[2] - box[0], box[3] - box[1])
        if not side > 8:
            return None
        left, top = (box[0] + box[2] - side) / 2, (box[1] + box[3] - side) / 2
        scale = CROP_PIXELS / side
        placed = np.array([[scale, 0, -left * scale], [0, scale, -top * scale]])
        crop = cv2.warpAffine(
            picture,
            placed,
            (CROP_PIXELS, CROP_PIXELS),
            flags=cv2.INTER_LINEAR if scale < 1 else cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        )
        found = self._mesh(crop)
        if not found:
            return None
        back: Points = (found[0] / scale + np.array([left, top, 0])).astype(np.float32)
        return back
