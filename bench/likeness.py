"""How much people in films look like themselves: real clips, in every light, against frames the puppet never saw.

The puppet is built from the first four fifths of a clip; the rest is held out. The floor are real frames of the first
part against the same held-out ones: `real_median` of single frames, `real_template` of the worst four.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, replace

import numpy as np
import numpy.typing as npt

from bench import scratch
from walkon.domain.ids import Handle
from walkon.domain.plan import FPS, Framing, Hour, Plan
from walkon.engines import timeline
from walkon.engines.puppets import PuppetActor
from walkon.likeness.build import build
from walkon.media.decode import open_clip
from walkon.perception.face_finder import FaceFinder
from walkon.perception.face_print import FacePrint, face_distance, template
from walkon.perception.observation import Observation
from walkon.perception.observe import observe
from walkon.perception.resemblance import Likeness, nearest, prints_in
from walkon.planner import planner
from walkon.planner.planner import Wishes
from walkon.ports.world import silent
from walkon.stage import catalogue, film, plates
from walkon.voice.espeak import Espeak
from walkon.voice.learning import build_voice, recording

CLIPS = ("d3", "d10", "d13", "d18")
KEPT, HELD_OUT, SAMPLED = 0.8, 8, 6
PROMPTS = {
    "giant_wave": "me surfing",
    "mars": "me on mars",
    "concert": "me on a stage",
    "noir_office": "me as a detective",
}
ME = Handle("mina")


def main() -> None:
    finder = FaceFinder(people=1)
    seen = {name: observe(open_clip(scratch.real_clip(name)), None, silent) for name in CLIPS}
    held = {name: held_out(observation, finder) for name, observation in seen.items()}
    figures = {}
    for name, observation in seen.items():
        others = {other: template(prints) for other, prints in held.items() if other != name}
        likeness = Likeness(held[name], others)
        actor = PuppetActor(build(beginning(observation), silent))
        for setting, hour in lights():
            text = f"{PROMPTS[setting]} at {hour}"
            plan = planner.plan(text, (ME,), Wishes(seconds=5.0, width=1280, height=720), offers())
            plan = replace_hour(plan, hour)
            for pictures in shots(plan, actor):
                likeness.shot([nearest(prints_in(p, finder, 1), template(held[name])) for p in pictures])
        real = itself(observation, held[name], finder)
        figures[name] = asdict(likeness.result()) | real | {"voice_similarity": voice_similarity(observation)}
    json.dump(figures, sys.stdout)


def voice_similarity(seen: Observation) -> float | None:
    """How close a voice learned from the clip comes; None where there is too little speech."""
    if seen.sound is None:
        return None
    with Espeak() as espeak:
        voice = build_voice(recording(seen.sound, seen.speech, None), espeak, silent)
    return voice.similarity if voice else None


def offers() -> dict[str, planner.Offer]:
    every = catalogue.load().settings.values()
    return {str(s.id): planner.Offer(hours=frozenset(s.hours), weathers=frozenset(s.weathers)) for s in every}


def lights() -> list[tuple[str, str]]:
    """Every setting that can be drawn, at each of its hours."""
    found = []
    for setting in catalogue.load().settings.values():
        if setting.made_of is catalogue.MadeOf.SEA or (plates.FOLDER / "settings" / setting.id).is_dir():
            found += [(str(setting.id), hour.value) for hour in setting.hours]
    return found


def replace_hour(plan: Plan, hour: str) -> Plan:
    return replace(plan, hour=Hour(hour))


def beginning(seen: Observation) -> Observation:
    """The first part of an observation."""
    n = round(KEPT * len(seen.points))
    cut = {name: getattr(seen, name)[:n] for name in ("points", "pose", "eyes", "mouth", "mattes", "lit")}
    usable = np.flatnonzero(~np.isnan(cut["points"][:, 0, 0]))
    neutral = seen.neutral if seen.neutral < n else int(usable[np.argmin(np.abs(cut["pose"][usable]).sum(1))])
    return replace(seen, neutral=neutral, **cut)


def held_out(seen: Observation, finder: FaceFinder) -> list[FacePrint]:
    """Face prints of the last part of a clip."""
    at = np.linspace(round(KEPT * len(seen.points)) + 2, len(seen.points) - 1, HELD_OUT).astype(int)
    return [p for i in at for p in prints_in(seen.frames[int(i)], finder, 1)]


def itself(seen: Observation, held: list[FacePrint], finder: FaceFinder) -> dict[str, float]:
    """How far the clip's own frames are from those held out."""
    at = np.linspace(0, round(KEPT * len(seen.points)) - 1, 4 * SAMPLED).astype(int)
    prints = [p for i in at for p in prints_in(seen.frames[int(i)], finder, 1)]
    fours = [template(prints[i : i + 4]) for i in range(0, len(prints), 4)]
    return {
        "real_median": float(np.median([face_distance(a, b) for a in prints for b in held])),
        "real_template": max(face_distance(four, template(held)) for four in fours),
    }


def shots(plan: Plan, actor: film.Actor) -> list[list[npt.NDArray[np.uint8]]]:
    """Sampled frames of every medium and close shot."""
    starts = plan.first_frames
    wanted: dict[int, int] = {}
    for i, (shot, start) in enumerate(zip(plan.shots, starts, strict=True)):
        if shot.framing is not Framing.WIDE:
            frames = round(shot.seconds * FPS)
            wanted |= {int(start + f): i for f in np.linspace(6, frames - 10, SAMPLED)}
    found: dict[int, list[npt.NDArray[np.uint8]]] = {}
    acts = timeline.performances(plan, ())
    for number, picture in enumerate(film.draw(plan, {ME: actor}, acts, marked=True)):
        if number in wanted:
            found.setdefault(wanted[number], []).append(picture.copy())
    return list(found.values())


if __name__ == "__main__":
    main()
