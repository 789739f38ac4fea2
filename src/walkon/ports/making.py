"""What making a cameo and a film needs from the rooms that see, hear and draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from walkon.domain.captions import Said
from walkon.domain.capture import Challenge
from walkon.domain.evidence import Evidence
from walkon.domain.ids import CameoId, Handle
from walkon.domain.plan import Plan
from walkon.domain.provenance import Claims
from walkon.ports.world import Progress

WIDEST = 960  # pixels of a still's longer side

Recording = Path | bytes
"""A recorded clip: its file, or all of it."""

Seen = TypeVar("Seen")
Seen_co = TypeVar("Seen_co", covariant=True)
Seen_contra = TypeVar("Seen_contra", contravariant=True)


class Perceive(Protocol[Seen_co]):
    """Looks at and listens to a take; the result is opaque here, but for its evidence."""

    def __call__(self, take: Recording, challenge: Challenge | None, progress: Progress) -> Seen_co: ...


class EvidenceOf(Protocol[Seen_contra]):
    """The numbers of what was perceived."""

    def __call__(self, seen: Seen_contra) -> Evidence: ...


class FaceOf(Protocol[Seen_contra]):
    """The template of the person who was perceived, to be sealed; None where no face could be read."""

    def __call__(self, seen: Seen_contra) -> bytes | None: ...


class SpeakerOf(Protocol[Seen_contra]):
    """The template of the voice that was heard, to be sealed; None where too little was said."""

    def __call__(self, seen: Seen_contra) -> bytes | None: ...


class BuildLikeness(Protocol[Seen_contra]):
    """What was perceived to a likeness, as bytes to be sealed."""

    def __call__(self, seen: Seen_contra, progress: Progress) -> bytes: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltVoice:
    """A voice as bytes to be sealed, and how close it comes to the person: a cosine, None if not measurable."""

    data: bytes
    similarity: float | None


class BuildVoice(Protocol[Seen_contra]):
    """What was perceived to a voice; None when there is too little speech."""

    def __call__(self, seen: Seen_contra, challenge: Challenge | None, progress: Progress) -> BuiltVoice | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CastMember:
    """What an engine is given of one person: opened likeness and voice, and whether their shots must carry the mark.

    `readings` are lines that they read themself, WAV, by place among all lines of the plan.
    """

    likeness: bytes
    voice: bytes | None
    marked: bool
    readings: Mapping[int, bytes] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A finished, unsigned film (mp4 bytes) and what it took: CPU-independent wall seconds per stage."""

    data: bytes
    synthetic_voice: bool
    stages: Mapping[str, float]
    said: tuple[Said, ...] = ()  # every line and when; empty where the engine does not tell
    read_by: tuple[Handle, ...] = ()  # who is heard in their own recorded words; of readings it was given only


class Engine(Protocol):
    """Renders plans. It sees a plan and the cast, never the vault.

    Equal plans with an equal cast give equal pictures. Whatever `progress` raises ends the work and goes on to the caller.
    """

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    def render(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> Rendered: ...

    def storyboard(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> Sequence[bytes]:
        """One still per shot, in seconds: JPEG or PNG, no side longer than `WIDEST` pixels, marked as the film will be.

        Nobody speaks, so no voice is needed. People are asked for leave before, as for a film.
        """


class PortraitOf(Protocol):
    """One picture of a person for their own eyes, a JPEG. Raises `NothingSealed` where there is no likeness."""

    def __call__(self, cameo: CameoId) -> bytes: ...


class SignFilm(Protocol):
    """Puts signed credentials into a film."""

    def __call__(self, film: bytes, claims: Claims) -> bytes: ...


class Deliver(Protocol):
    """Writes a finished file whole or not at all."""

    def __call__(self, path: Path, data: bytes) -> None: ...
