"""`walkon demo`: the main job from beginning to end, with drawn stand-ins instead of people.

Stand-ins answer real challenges, become verified cameos in a home that lasts as long as the demo, and play in four films.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rich.table import Table

from walkon.actions.create_cameo import create_cameo
from walkon.actions.make_film import Film, make_film
from walkon.actions.new_challenge import new_challenge
from walkon.bootstrap import House
from walkon.cli.film import film_json
from walkon.cli.terminal import Terminal
from walkon.domain.attempts import HERE
from walkon.domain.cameo import Cameo
from walkon.domain.capture import ANSWERS, Language
from walkon.domain.ids import Handle
from walkon.domain.plan import Plan
from walkon.domain.verification import TakeToRepeat
from walkon.media.contact_sheet import contact_sheet
from walkon.media.credentials import check_film
from walkon.media.files import write_whole
from walkon.perception.resemblance import Resemblance
from walkon.planner import planner
from walkon.planner.planner import Wishes
from walkon.ports.world import Progress
from walkon.rehearsal.performer import SIZE
from walkon.rehearsal.screening import Jury, stills
from walkon.rehearsal.state import ROOMS
from walkon.rehearsal.take import record

OUT = Path("walkon-demo")
PERFORMERS = {"jun": "fir", "mina": "elm", "sora": "hazel", "leo": "ash"}
ROOM_OF = {"jun": "window", "mina": "lamp", "sora": "window", "leo": "lamp"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One film: its file's name, who plays, and the sentence in both languages."""

    name: str
    cast: tuple[str, ...]
    seconds: float
    en: str
    ko: str


REQUESTS = (
    Request(
        name="surf",
        cast=("jun",),
        seconds=6.0,
        en="Make a video of me surfing a giant wave at sunset",
        ko="일몰의 거대한 파도에서 서핑하는 제 동영상을 만들어주세요",
    ),
    Request(
        name="mars",
        cast=("jun", "mina"),
        seconds=8.0,
        en="Show me and @mina as astronauts exploring Mars",
        ko="저와 @mina를 화성을 탐험하는 우주비행사로 보여주세요",
    ),
    Request(
        name="concert",
        cast=("sora",),
        seconds=8.0,
        en="My music video on a stage",
        ko="무대에서 공연하는 제 뮤직 비디오",
    ),
    Request(
        name="detective",
        cast=("leo",),
        seconds=8.0,
        en="A comedy sketch with me as a detective solving a mystery",
        ko="미스터리를 해결하는 탐정으로서의 저를 그린 코미디 스케치",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How large everything is."""

    take: tuple[int, int]
    film: tuple[int, int]
    seconds: float | None  # of every film, None for its own
    performers: tuple[str, ...]


FULL = Scale(take=SIZE, film=(1280, 720), seconds=None, performers=tuple(PERFORMERS))
QUICK = Scale(take=(480, 640), film=(640, 360), seconds=4.0, performers=("jun", "mina"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """A stand-in's cameo and what it took: seconds of take, of wall time to record it and to make the cameo."""

    cameo: Cameo
    take_seconds: float
    recording: float
    making: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One finished film."""

    request: Request
    prompt: str
    plan: Plan
    film: Film
    took: float  # wall seconds from prompt to signed file
    status: str
    likeness: Mapping[Handle, Resemblance]


def demo(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    out: Path = options.out or OUT
    scale = QUICK if options.quick else FULL
    language = house.settings.language
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="walkon-demo-") as folder:
        stage = House(replace(house.settings, home=Path(folder) / "home", key_ring=False))
        enrolled = [enrol(stage, handle, scale, language, terminal) for handle in scale.performers]
        terminal.line("")
        jury = Jury({Handle(h): PERFORMERS[h] for h in scale.performers})
        shown = [screen(stage, request, scale, language, out, jury, terminal) for request in REQUESTS]
    sheet = out / "contact_sheet.jpg"
    write_whole(sheet, contact_sheet([p for s in shown for p in stills(s.film.path, s.plan, 4)], 4))
    terminal.result(as_json(enrolled, shown, out, sheet))
    summary(enrolled, shown, sheet, terminal)
    return 0


def enrol(house: House, handle: str, scale: Scale, language: Language, terminal: Terminal) -> Enrolled:
    """One stand-in answers a challenge and becomes a cameo."""
    challenge = new_challenge(house.challenges, house.clock, language, HERE)
    path = house.settings.home.parent / f"{handle}.mp4"
    with announced(terminal, terminal.say("demo_enrol", handle=f"@{handle}")) as progress:
        for answer in range(ANSWERS):
            began = time.perf_counter()
            room = ROOMS[ROOM_OF[handle]]
            take = record(PERFORMERS[handle], challenge, room=room, size=scale.take, seed=answer, progress=progress)
            recorded = time.perf_counter()
            path.write_bytes(take.data)
            try:
                cameo, _ = create_cameo(house.maker(), Handle(handle), path, challenge, HERE, house.policy, progress)
                break
            except TakeToRepeat:
                if answer == ANSWERS - 1:
                    raise
            finally:
                path.unlink()
    return Enrolled(
        cameo=cameo,
        take_seconds=len(take.states) / take.fps,
        recording=recorded - began,
        making=time.perf_counter() - recorded,
    )


def screen(
    house: House, request: Request, scale: Scale, language: Language, out: Path, jury: Jury, terminal: Terminal
) -> Shown:
    """One film, its credentials, its contact sheet and how much its people look like themselves."""
    prompt = request.ko if language is Language.KOREAN else request.en
    cast = tuple(Handle(h if h in scale.performers else scale.performers[0]) for h in request.cast)
    wishes = Wishes(seconds=scale.seconds or request.seconds, width=scale.film[0], height=scale.film[1], seed=1)
    with announced(terminal, terminal.say("demo_request", prompt=prompt)) as progress:
        began = time.perf_counter()
        plan = planner.plan(prompt, cast, wishes, house.offers)
        film = make_film(house.studio(), plan, out / f"{request.name}.mp4", progress)
        took = time.perf_counter() - began
        progress("measure", 0.0)
        likeness = jury.likeness(film.path, plan)
        progress("measure", 1.0)
    write_whole(out / f"{request.name}.jpg", contact_sheet(stills(film.path, plan), 3))
    status = check_film(film.path, house.signing.root()).status.value
    return Shown(request=request, prompt=prompt, plan=plan, film=film, took=took, status=status, likeness=likeness)


@contextmanager
def announced(terminal: Terminal, sentence: str) -> Iterator[Progress]:
    """Says what begins and shows bars for it."""
    terminal.line(sentence)
    with terminal.progress() as progress:
        yield progress


def as_json(enrolled: list[Enrolled], shown: list[Shown], out: Path, sheet: Path) -> dict[str, object]:
    """The demo as stable fields for `--json`; documented in docs/command-line.md."""
    return {
        "folder": str(out),
        "contact_sheet": str(sheet),
        "cameos": [
            {
                "handle": str(e.cameo.handle),
                "standing": e.cameo.standing.value,
                "voice_similarity": e.cameo.voice_similarity,
                "take_seconds": round(e.take_seconds, 3),
                "recording": round(e.recording, 3),
                "making": round(e.making, 3),
            }
            for e in enrolled
        ],
        "films": [
            film_json(s.film)
            | {
                "prompt": s.prompt,
                "seconds": s.plan.seconds,
                "took": round(s.took, 3),
                "status": s.status,
                "likeness": {str(person): _likeness_json(r) for person, r in s.likeness.items()},
            }
            for s in shown
        ],
    }


def _likeness_json(r: Resemblance) -> dict[str, object]:
    return {
        name: None if value is None else round(value, 3)
        for name, value in (
            ("frames", r.frames),
            ("frames_without_face", r.frames_without_face),
            ("median", r.median),
            ("p95", r.p95),
            ("max", r.max),
            ("template_max", r.template_max),
            ("impostor_min", r.impostor_min),
        )
    }


def summary(enrolled: list[Enrolled], shown: list[Shown], sheet: Path, terminal: Terminal) -> None:
    """What was made, how long it took, how close it comes."""

    def table(*columns: str) -> Table:
        made = Table(box=None, pad_edge=False, header_style="bold")
        for i, column in enumerate(columns):
            made.add_column(terminal.say(f"demo_{column}"), justify="left" if i == 0 else "right", no_wrap=True)
        return made

    cameos = table("cameo", "take", "making", "voice")
    for e in enrolled:
        made = (f"{e.take_seconds:.0f} s", f"{e.making:.1f} s", _figure(e.cameo.voice_similarity))
        cameos.add_row(str(e.cameo.handle), *made)
    times = table("film", "length", "took", "ratio", "draw", "sound", "encode")
    for s in shown:
        stages = (f"{s.film.stages.get(name, 0.0):.1f} s" for name in ("draw", "sound", "encode"))
        ratio = f"{s.took / s.plan.seconds:.1f}x"
        times.add_row(s.film.path.name, f"{s.plan.seconds:.1f} s", f"{s.took:.1f} s", ratio, *stages)
    likeness = table("film", "person", "median", "template", "impostor", "credentials")
    for s in shown:
        for person, r in s.likeness.items():
            figures = map(_figure, (r.median, r.template_max, r.impostor_min))
            likeness.add_row(s.film.path.name, str(person), *figures, s.status)
    for part in (cameos, times, likeness):
        terminal.line("")
        terminal.table(part)
    terminal.line("")
    terminal.line(terminal.say("demo_reading"))
    terminal.line(terminal.say("demo_done", count=len(shown), folder=sheet.parent, sheet=sheet), style="bold")


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
