"""Hair's strands and a shirt's weave, as pictures that repeat."""

from __future__ import annotations

import numpy as np

from walkon.rehearsal.cast import HairStyle, Traits
from walkon.rehearsal.curves import Array, clouds

HAIR_GLOSS = {HairStyle.SHORT: 0.020, HairStyle.CURLY: 0.004, HairStyle.LONG: 0.030, HairStyle.BUN: 0.022}
_LIGHT = 0.15  # of hair, linear; strands of light hair differ less


def strands(traits: Traits, chance: np.random.Generator) -> tuple[Array, Array]:
    """Hair's colour (512, 1024, 3) linear RGB and how early each place is cut away (512, 1024), 0 to 1, even."""
    curly = traits.hair_style is HairStyle.CURLY
    shape = (512, 1024)
    along = clouds(shape, 5 if curly else 4, chance, 3, 1.0 if curly else 34)
    contrast = 0.22 if np.mean(traits.hair) > _LIGHT else 0.34
    light = np.exp(contrast * along + 0.16 * clouds(shape, 60, chance, 2))
    colour = np.array(traits.hair, np.float32) * light[..., None]
    noise = clouds(shape, 3.2 if curly else 2.2, chance, 2, 1.0 if curly else 22)
    order = np.argsort(np.argsort(noise.ravel())).reshape(shape) / noise.size
    return np.ascontiguousarray(colour, np.float32), np.ascontiguousarray(order, np.float32)


def cloth(traits: Traits, chance: np.random.Generator) -> Array:
    """A shirt's weave, (256, 512, 3) linear RGB."""
    shape = (256, 512)
    weave = 1 + 0.10 * clouds(shape, 2, chance, 1) + 0.10 * clouds(shape, 40, chance, 2)
    return np.ascontiguousarray(np.clip(np.array(traits.shirt) * weave[..., None], 0.003, 0.95), np.float32)
