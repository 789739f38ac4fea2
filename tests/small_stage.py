"""The embedded engine with little pictures, found by its module so that a process of its own can make it."""

from __future__ import annotations

from pathlib import Path

from walkon.engines.stage import StageEngine
from walkon.stage import plates
from walkon.voice.provider import StockVoice


def small_stage(folder: Path) -> StageEngine:
    """Draws with the plates in `folder`; whoever makes one in a process they share puts `plates.FOLDER` back."""
    plates.FOLDER = folder
    return StageEngine(StockVoice())
