"""Laying the sea over the sky: linear light to picture codes, spray over water, both over the sky."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from walkon.stage import tone
from walkon.stage.compiled import compiled

Floats = npt.NDArray[np.float32]
Codes = npt.NDArray[np.uint8]
F = np.float32

STEP = F((tone.TABLE_SIZE - 1) / np.sqrt(tone.TABLE_MAX))


@compiled
def develop(
    water: Floats, alpha: Floats, spray: Floats, sunlit: Floats, colours: Floats, curve: Floats, out: Codes
) -> None:
    """Premultiplied BGRA codes of the sea.

    `water` (H, W, 3) linear RGB where `alpha` (H, W) > 0; `spray` (H, W, 2) optical depth and that times its sunlight; `sunlit`
    (H, W) how much of the sun spray scatters to the eye; `colours` (2, 3) skylight and sunlight in spray, exposure
    included; `curve` from `tone.table`.
    """
    for y in range(out.shape[0]):
        for x in range(out.shape[1]):
            cover = alpha[y, x]
            tau = spray[y, x, 0]
            if tau < 0.003:
                if cover == 0:
                    for c in range(4):
                        out[y, x, c] = 0
                    continue
                thick, sun = F(0), F(0)
            else:
                thick = 1 - np.exp(-tau)
                sun = spray[y, x, 1] / tau * sunlit[y, x]
            rest = (1 - thick) * cover
            for c in range(3):
                value = F(0)
                if cover > 0:
                    value = rest * curve[min(tone.TABLE_SIZE - 1, int(np.sqrt(max(F(0), water[y, x, c])) * STEP))]
                if thick > 0:
                    light = colours[0, c] + colours[1, c] * sun
                    value += thick * curve[min(tone.TABLE_SIZE - 1, int(np.sqrt(light) * STEP))]
                out[y, x, 2 - c] = np.uint8(min(value + F(0.5), F(255)))
            out[y, x, 3] = np.uint8(min(F(255) * (thick + rest) + F(0.5), F(255)))


@compiled
def lay(sky: Codes, sea: Codes, glow: Floats, out: Codes) -> None:
    """`sea` (premultiplied BGRA) over `sky` (BGR and, as fourth, how much of `glow` (3,) lies over everything)."""
    byte = F(1 / 255)
    for y in range(out.shape[0]):
        for x in range(out.shape[1]):
            rest = F(255 - sea[y, x, 3]) * byte
            shine = sky[y, x, 3] * byte
            for c in range(3):
                v = sea[y, x, c] + sky[y, x, c] * rest
                # Screen, so that nothing burns out.
                v += (F(255) - v) * shine * glow[c]
                out[y, x, c] = np.uint8(min(v + F(0.5), F(255)))
