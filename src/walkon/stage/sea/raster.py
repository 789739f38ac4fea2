"""Where in the picture a grid of points lies: a depth-buffered rasteriser that writes grid coordinates.

Attributes are then looked up with `cv2.remap`, so that one pass serves any number of them.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from walkon.stage.compiled import compiled

Floats = npt.NDArray[np.float32]


@compiled
def rasterise(screen: Floats, out: Floats) -> None:
    """Draw a grid into `out` (H, W, 3): column, row and depth of what is nearest; depth must begin as a large number.

    `screen` (R, C, 3) holds x, y in pixels and depth in metres; quads with a corner nearer than 0.25 m are left out.
    """
    rows, columns = screen.shape[0], screen.shape[1]
    height, width = out.shape[0], out.shape[1]
    for r in range(rows - 1):
        for c in range(columns - 1):
            near = min(min(screen[r, c, 2], screen[r, c + 1, 2]), min(screen[r + 1, c, 2], screen[r + 1, c + 1, 2]))
            if near < 0.25:
                continue
            for half in range(2):
                r1, c1 = r, c + 1
                r2, c2 = r + 1, c
                r0, c0 = r, c
                if half == 1:
                    r0, c0 = r + 1, c + 1
                x0, y0, z0 = screen[r0, c0, 0], screen[r0, c0, 1], screen[r0, c0, 2]
                x1, y1, z1 = screen[r1, c1, 0], screen[r1, c1, 1], screen[r1, c1, 2]
                x2, y2, z2 = screen[r2, c2, 0], screen[r2, c2, 1], screen[r2, c2, 2]
                left, right = min(x0, min(x1, x2)), max(x0, max(x1, x2))
                top, bottom = min(y0, min(y1, y2)), max(y0, max(y1, y2))
                if right < 0 or left > width - 1 or bottom < 0 or top > height - 1:
                    continue
                area = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
                if abs(area) < 1e-6:
                    continue
                inverse = np.float32(1) / area
                w0, w1, w2 = np.float32(1) / z0, np.float32(1) / z1, np.float32(1) / z2
                for y in range(max(0, int(np.ceil(top))), min(height - 1, int(bottom)) + 1):
                    for x in range(max(0, int(np.ceil(left))), min(width - 1, int(right)) + 1):
                        u1 = ((x - x0) * (y2 - y0) - (x2 - x0) * (y - y0)) * inverse
                        u2 = ((x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)) * inverse
                        u0 = 1 - u1 - u2
                        if u0 < -1e-5 or u1 < -1e-5 or u2 < -1e-5:
                            continue
                        w = u0 * w0 + u1 * w1 + u2 * w2
                        z = 1 / w
                        if z < out[y, x, 2]:
                            out[y, x, 0] = (u0 * w0 * c0 + u1 * w1 * c1 + u2 * w2 * c2) * z
                            out[y, x, 1] = (u0 * w0 * r0 + u1 * w1 * r1 + u2 * w2 * r2) * z
                            out[y, x, 2] = z
