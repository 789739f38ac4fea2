"""Points of MediaPipe's face mesh by name. LEFT and RIGHT are sides of the picture, not of the person.

478 points: 0 to 467 the face, 468 to 472 the iris on the picture's left, 473 to 477 the one on the right.
"""

from __future__ import annotations

EYE_CORNERS = (33, 263)  # outer, left and right; their distance is the unit of every ratio
NOSE_TIP = 4
NOSE_BASE = 2
FOREHEAD, CHIN = 10, 152
LEFT_CHEEK, RIGHT_CHEEK = 234, 454
UPPER_LIP, LOWER_LIP = 13, 14  # inner contour, middle
MOUTH_CORNERS = (61, 291)
LIPS_MIDDLE = (0, 17)  # outer contour, upper and lower

# Six points per eye: outer corner, two of the upper lid, inner corner, two of the lower lid (below those, reversed).
LEFT_LIDS = (33, 160, 158, 133, 153, 144)
RIGHT_LIDS = (263, 387, 385, 362, 380, 373)

LIPS = (
    *(61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 409, 270, 269, 267, 0, 37, 39, 40, 185),
    *(78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308, 415, 310, 311, 312, 13, 82, 81, 80, 191),
)
LEFT_EYE = (33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246)
RIGHT_EYE = (263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466)
BROWS = (70, 63, 105, 66, 107, 55, 65, 52, 53, 46, 300, 293, 334, 296, 336, 285, 295, 282, 283, 276)
OVAL = (
    *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377),
    *(152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
)

# Points that hardly move with expression; the head's pose is fitted to them.
RIGID = (33, 133, 263, 362, 168, 6, 197, 195, 10, 151, 9, 8, 127, 356, 234, 454, 70, 300, 98, 327)
# What expression moves, and is left out where a face is asked to be a rigid thing.
MOVING = frozenset((*LIPS, *LEFT_EYE, *RIGHT_EYE, *BROWS))

# What face prints are aligned by, in the order dlib expects: outer and inner corner of the right eye, of the left eye,
# base of the nose.
ALIGNMENT = (263, 362, 33, 133, 2)
