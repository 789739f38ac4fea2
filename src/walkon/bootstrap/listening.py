"""What listens to lines that people read themselves: decoder, voice activity, voice print, words, and the vault's templates."""

from __future__ import annotations

import random
import threading

from walkon.domain.ids import CameoId
from walkon.domain.other_words import other_words
from walkon.domain.plan import Line
from walkon.domain.readings import LONGEST, Heard, ListeningBusy, words_mark
from walkon.ports.hearing import HeardLine
from walkon.ports.vault import CameoVault

AT_ONCE = 2  # recordings that one process listens to; each keeps one core busy
PATIENCE = 60.0  # seconds that others wait for their turn


class Listening:
    """`ports.hearing.HearLine`. Nothing of a recording is written anywhere."""

    def __init__(self, vault: CameoVault) -> None:
        self._vault = vault
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def __call__(self, recording: bytes, line: Line, cameo: CameoId) -> HeardLine:
        """Raises `NotSound`, `ListeningBusy`, and what `Espeak.speak` raises."""
        if not self._turns.acquire(timeout=PATIENCE):
            raise ListeningBusy
        try:
            return self._heard(recording, line, cameo)
        finally:
            self._turns.release()

    def _heard(self, recording: bytes, line: Line, cameo: CameoId) -> HeardLine:
        from walkon.media.recorded import as_wav, recorded  # noqa: PLC0415  with numba and models behind it
        from walkon.perception.line_read import line_read  # noqa: PLC0415
        from walkon.perception.phrase import ByComparison, phrase_seen  # noqa: PLC0415
        from walkon.voice.espeak import Espeak  # noqa: PLC0415
        from walkon.voice.readers import readers  # noqa: PLC0415
        from walkon.voice.words import speakable  # noqa: PLC0415

        sound = recorded(recording, LONGEST)
        read = line_read(sound)
        words = tuple(speakable(line.text).split())
        others = other_words(words, line.language, random.Random(words_mark(line)))  # noqa: S311  the same each time
        with Espeak() as espeak:
            seen = phrase_seen(
                sound,
                read.speech,
                (0.0, sound.seconds),
                words,
                line.language,
                others,
                ByComparison(speakers=readers(espeak)),
            )
        heard = Heard(
            seconds=read.sound.seconds,
            speech=read.quality.speech_seconds,
            snr=read.quality.snr,
            clipping=read.quality.clipping,
            crest=read.crest,
            words=seen,
            likeness=None if read.template is None else self._vault.voice_likeness(cameo, read.template),
        )
        return HeardLine(heard=heard, sound=as_wav(read.sound))
