"""What keeping somebody's own reading of a line needs from the rooms that listen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from walkon.domain.ids import CameoId
from walkon.domain.plan import Line
from walkon.domain.readings import Heard


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardLine:
    """What was measured in a recording, and the voice in it made ready for a film: WAV, mono, 24 kHz, 16 bits."""

    heard: Heard
    sound: bytes = field(repr=False)


class HearLine(Protocol):
    """Listens to a recording of a line; the voice is compared with that of one cameo."""

    def __call__(self, recording: bytes, line: Line, cameo: CameoId) -> HeardLine:
        """Raises `NotSound`, `ListeningBusy`, and what the synthetic speaker raises."""
