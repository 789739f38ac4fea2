"""The embedded engine: a plan and opened likenesses and voices become a film, on a plain computer.

Lines are spoken, put on the film's clock and turned into performances; pictures are drawn and encoded while music and
sound are made; then sound and pictures are joined. Everything stays in memory.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import islice

from walkon import __version__
from walkon.domain.ids import Handle
from walkon.domain.joining import parts_of
from walkon.domain.plan import Line, Plan
from walkon.engines import boards, soundtrack, timeline
from walkon.engines.puppets import PuppetActor
from walkon.engines.timeline import Spoken
from walkon.likeness.puppet import Puppet
from walkon.media.encode import FilmEncoder
from walkon.media.recorded import from_wav
from walkon.ports.making import CastMember, Rendered
from walkon.ports.world import Progress
from walkon.stage import film
from walkon.voice.own_words import in_step
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
            actors = _opened(cast)
        parts = parts_of(plan)
        with watch("speak"):
            speech = self._speak(plan, cast, progress)
            spoken = [timeline.place(part, list(islice(speech, timeline.lines(part)))) for part in parts]
            progress("speak", 1.0)
        with ThreadPoolExecutor(1, "sound") as worker:
            score = worker.submit(soundtrack.in_a_row, parts, spoken)
            with FilmEncoder(plan.width, plan.height) as encoder:
                with watch("draw"):
                    self._draw(parts, actors, spoken, _marked(cast), encoder, progress)
                with watch("sound"):
                    progress("sound", 0.0)
                    sound = score.result()
                    progress("sound", 1.0)
                with watch("encode"):
                    data = encoder.finish(sound)
        said = timeline.said(parts, spoken)
        read = [(who, place) for who, member in cast.items() for place in member.readings]
        return Rendered(
            data=data,
            synthetic_voice=sum(map(len, spoken)) > len(read),
            stages=watch.seconds,
            said=said,
            read_by=tuple(sorted({who for who, _ in read})),
        )

    def storyboard(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> tuple[bytes, ...]:
        """A JPEG per shot, of a moment well inside it at which eyes are open. Raises what `render` raises for pictures."""
        actors = _opened(cast)
        drawn: list[bytes] = []
        progress("storyboard", 0.0)
        for part in parts_of(plan):
            acts = boards.performances(part)
            moments = boards.moments(part, actors, acts)
            pictures = film.stills(part, actors, acts, moments, marked=_marked(cast), beat=soundtrack.beat(part))
            with closing(pictures):
                for picture in pictures:
                    drawn.append(boards.jpeg(picture))
                    progress("storyboard", len(drawn) / len(plan.shots))
        return tuple(drawn)

    def _speak(self, plan: Plan, cast: Mapping[Handle, CastMember], progress: Progress) -> Iterator[Speech]:
        lines: list[Line] = [line for shot in plan.shots for line in shot.lines]
        for i, line in enumerate(lines):
            progress("speak", i / len(lines))
            member = cast[line.person]
            made = self._voices.speak(line.text, line.language, member.voice)
            reading = member.readings.get(i)
            yield made if reading is None else in_step(made, from_wav(reading, made.sound.rate))

    def _draw(
        self,
        parts: Sequence[Plan],
        actors: Mapping[Handle, film.Actor],
        spoken: Sequence[Sequence[Spoken]],
        marked: bool,
        encoder: FilmEncoder,
        progress: Progress,
    ) -> None:
        done, all_frames = 0, sum(part.frames for part in parts)
        glimpses = boards.Glimpses(progress)
        for part, said in zip(parts, spoken, strict=True):
            performances = timeline.performances(part, said)
            frames = film.draw(part, actors, performances, marked=marked, beat=soundtrack.beat(part))
            with closing(frames):
                for picture in frames:
                    progress("draw", done / all_frames)
                    glimpses.offer(picture)
                    encoder.write(picture)
                    done += 1
        progress("draw", 1.0)


def _opened(cast: Mapping[Handle, CastMember]) -> dict[Handle, PuppetActor]:
    return {handle: PuppetActor(Puppet.from_bytes(member.likeness)) for handle, member in cast.items()}


def _marked(cast: Mapping[Handle, CastMember]) -> bool:
    """One cameo that is not verified marks all of the film."""
    return any(member.marked for member in cast.values())


@dataclass(slots=True)
class _Watch:
    """Wall seconds per named stage."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        began = time.perf_counter()
        yield
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - began
