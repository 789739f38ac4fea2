"""The contract every voice fulfils, and those that are built in.

A provider turns a line into `Speech` with mouth shapes. It is given the sealed voice of the person as opened bytes, or
None for somebody without one; it says of itself what it can do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from walkon.domain.capture import Language
from walkon.voice.errors import UnknownProvider
from walkon.voice.espeak import Espeak, EspeakVoice
from walkon.voice.model import VoiceModel
from walkon.voice.speaking import spoken_by
from walkon.voice.speech import Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a provider can do. `imitates`: it comes close to a person's own voice; `local`: nothing leaves this computer."""

    languages: frozenset[Language]
    imitates: bool
    local: bool


class VoiceProvider(Protocol):
    """Speaks lines. The same arguments give the same samples."""

    @property
    def capabilities(self) -> Capabilities: ...

    def speak(self, text: str, language: Language, voice: bytes | None) -> Speech:
        """The line as mono 24 kHz sound. Raises the errors of `walkon.voice.errors`."""


class StockVoice:
    """espeak-ng's own voice, the same for everybody; what a person gets who left no speech to learn from."""

    capabilities = Capabilities(languages=frozenset(Language), imitates=False, local=True)

    def __init__(self, espeak: Espeak | None = None) -> None:
        self._espeak = espeak or Espeak()

    def speak(self, text: str, language: Language, voice: bytes | None) -> Speech:  # noqa: ARG002  it has but one voice
        return self._espeak.speak(text, language, EspeakVoice(variant="f2", pitch=45))


class ConvertedVoice:
    """espeak-ng's voice moved towards the person: a hint of them, not a copy. Without a model it is the stock voice."""

    capabilities = Capabilities(languages=frozenset(Language), imitates=True, local=True)

    def __init__(self, espeak: Espeak | None = None) -> None:
        self._espeak = espeak or Espeak()
        self._stock = StockVoice(self._espeak)

    def speak(self, text: str, language: Language, voice: bytes | None) -> Speech:
        if voice is None:
            return self._stock.speak(text, language, None)
        return spoken_by(VoiceModel.from_bytes(voice), self._espeak, text, language)


PROVIDERS: dict[str, Callable[[], VoiceProvider]] = {"converted": ConvertedVoice, "espeak": StockVoice}


@cache
def provider(name: str) -> VoiceProvider:
    """The provider called `name`. Raises `UnknownProvider`."""
    if name not in PROVIDERS:
        raise UnknownProvider(name=name[:40], known=", ".join(PROVIDERS))
    return PROVIDERS[name]()
