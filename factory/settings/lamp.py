"""Lit glass: seen, reflected and scattered by the lens, but never sampled as a light."""

from __future__ import annotations

from typing import Any

from settings.material import Colour, glows_only, material, surface
from settings.setting import Setting

GLASS: Colour = (0.02, 0.02, 0.025)


def lit(setting: Setting, group: str, name: str, colour: Colour, strength: float, *, base: Colour = GLASS) -> Any:
    """Glass of one colour that shines with `group`."""
    made, t, shader = material(name)
    t.set(shader, Base_Color=base, Roughness=0.2)
    switch = t("Value").outputs[0]
    setting.emits(group, switch, strength)
    t.link(t.plus(shader.outputs[0], t.emission(colour, switch)), surface(made))
    glows_only(made)
    return made
