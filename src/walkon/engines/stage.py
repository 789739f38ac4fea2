"""The embedded engine: a plan and opened likenesses and voices become a film, on a plain computer.

Lines are spoken, put on the film's clock and turned into performances; pictures are drawn and encoded while music and
sound are made; then sound and pictures are joined. Everything stays in memory.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from walkon import __version__
from walkon.domain.ids import Handle
from walkon.domain.performance import Performance
from walkon.domain.plan import Line, Plan
from walkon.engines import soundtrack, timeline
from walkon.likeness import drawing
from walkon.likeness.head import Head
from walkon.likeness.puppet import Puppet
from walkon.media.encode import FilmEncoder
from walkon.ports.making import CastMember, Rendered
from walkon.ports.world import Progress
from walkon.stage import film
from walkon.voice.provider import VoiceProvider
from walkon.voice.speech import Speech


class StageEngine:
    """Renders with `walkon.stage`. `voices` speaks the lines."""

    name = "walkon-stage"
    version = __version__

    def __init__(self, voices: VoiceProvider) -> None:
        self._voices = voices

    def render(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> Rendered:
        """The film. Raises the stage's errors for what it cannot draw, and `Cancelled` when `progress` says so."""
        watch = _Watch()
        with watch("open"):
            actors = {handle: PuppetActor(Puppet.from_bytes(member.likeness)) for handle, member in cast.items()}
        with watch("speak"):
            spoken = timeline.place(plan, list(self._speak(plan, cast, progress)))
        with ThreadPoolExecutor(1, "sound") as worker:
            score = worker.submit(soundtrack.compose, plan, spoken)
            performances = timeline.performances(plan, spoken)
            marked = any(member.marked for member in cast.values())
            with FilmEncoder(plan.width, plan.height) as encoder:
                with watch("draw"):
                    self._draw(plan, actors, performances, marked, encoder, progress)
                with watch("sound"):
                    progress("sound", 0.0)
                    sound = score.result()
                    progress("sound", 1.0)
                with watch("encode"):
                    data = encoder.finish(sound)
        return Rendered(data=data, synthetic_voice=bool(spoken), stages=watch.seconds)

    def _speak(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> Iterator[Speech]:
        lines: list[Line] = [line for shot in plan.shots for line in shot.lines]
        for i, line in enumerate(lines):
            progress("speak", i / len(lines))
            yield self._voices.speak(line.text, line.language, cast[line.person].voice)
        progress("speak", 1.0)

    def _draw(
        self,
        plan: Plan,
        actors: Mapping[Handle, film.Actor],
        performances: Sequence[Mapping[Handle, Performance]],
        marked: bool,
        encoder: FilmEncoder,
        progress: Progress,
    ) -> None:
        frames = film.draw(plan, actors, performances, marked=marked, beat=soundtrack.beat(plan))
        try:
            for number, picture in enumerate(frames):
                progress("draw", number / plan.frames)
                encoder.write(picture)
        finally:
            close: Callable[[], None] | None = getattr(frames, "close", None)
            if close is not None:
                close()
        progress("draw", 1.0)


@dataclass(frozen=True, slots=True)
class PuppetActor:
    """A puppet as the stage asks for people."""

    puppet: Puppet

    def heads(self, performance: Performance, unit: float, _seed: int) -> Iterator[Head]:
        actor = drawing.Actor(self.puppet, performance, unit)
        for frame in range(performance.frames):
            yield actor.draw(frame)


@dataclass(slots=True)
class _Watch:
    """Wall seconds per named stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - began
