"""`walkon plan` and `walkon make`."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence

from rich.table import Table

from walkon.actions.make_film import Film, find_cast, make_film
from walkon.bootstrap import House
from walkon.cli.terminal import Terminal
from walkon.domain.ids import Handle
from walkon.domain.plan import Finding, Plan
from walkon.planner import lines, planner
from walkon.planner.errors import BadSize
from walkon.planner.planner import LARGEST, SMALLEST, Wishes


def read_cast(text: str) -> tuple[Handle, ...]:
    """`@mina,@jun` as handles; empty parts are left out. Raises `BadHandle`."""
    return tuple(Handle.parse(part) for part in text.split(",") if part.strip())


def read_size(text: str) -> tuple[int, int]:
    """`1280x720` as width and height, even and within what can be drawn. Raises `BadSize`."""
    size = re.fullmatch(r"(\d{1,5})[xX×](\d{1,5})", text.strip())
    sides = tuple(map(int, size.groups())) if size is not None else ()
    if not sides or any(side % 2 or not SMALLEST <= side <= LARGEST for side in sides):
        raise BadSize(least=SMALLEST, most=LARGEST)
    return sides[0], sides[1]


def read_plan(options: argparse.Namespace, house: House) -> Plan:
    """The plan for what was typed; everybody cast must have a cameo here."""
    cast = read_cast(options.cast)
    width, height = read_size(options.size)
    wishes = Wishes(
        lines=tuple(lines.parse_say(said, cast) for said in options.say),
        seconds=options.seconds,
        width=width,
        height=height,
        seed=options.seed,
    )
    made = planner.plan(options.prompt, cast, wishes, house.offers)
    find_cast(house.vault, cast)
    return made


def plan(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    made = read_plan(options, house)
    terminal.result(planner.as_json(made))
    show_plan(made, terminal)
    return 0


def make(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    made = read_plan(options, house)
    with terminal.progress() as progress:
        film = make_film(house.studio(), made, options.out, progress)
    terminal.result(film_json(film) | {"plan": planner.as_json(made)})
    show_film(film, terminal)
    return 0


def film_json(film: Film) -> dict[str, object]:
    """A film as stable fields for `--json`; documented in docs/command-line.md."""
    return {
        "file": str(film.path),
        "bytes": film.size,
        "unverified": film.unverified,
        "synthetic_voice": film.synthetic_voice,
        "voice_similarity": {str(h): None if s is None else round(s, 3) for h, s in film.voice_similarity.items()},
        "stages": {name: round(seconds, 3) for name, seconds in film.stages.items()},
    }


def show_film(film: Film, terminal: Terminal) -> None:
    terminal.line(terminal.say("film_made", path=film.path, megabytes=film.size / 1e6), style="bold")
    if film.unverified:
        terminal.line(terminal.say("film_unverified"), style="yellow")


def show_plan(made: Plan, terminal: Terminal) -> None:
    """The shot list, and below it what was understood, assumed and not placed."""
    terminal.line(
        f"{made.setting} · {made.hour.value} · {made.weather.value} · {made.look.value} · {made.mood.value} · "
        f"{made.seconds:.1f} s · {made.width}x{made.height}",
        style="bold",
    )
    table = Table(box=None, pad_edge=False, show_header=False)
    for shot in made.shots:
        said = "  ".join(f"{line.person}: {line.text}" for line in shot.lines)
        people = " ".join(map(str, shot.people))
        table.add_row(f"{shot.seconds:4.1f} s", shot.framing.value, shot.move.value, people, said)
    terminal.table(table)
    for key, found in (("understood", made.reading.understood), ("assumed", made.reading.assumed)):
        if found:
            terminal.line(f"{terminal.say(key)}: {_findings(found)}")
    if made.reading.unplaced:
        terminal.line(f"{terminal.say('unplaced')}: {', '.join(made.reading.unplaced)}", style="yellow")


def _findings(found: Sequence[Finding]) -> str:
    return ", ".join(f"{f.field} = {f.value}" + (f" (“{f.words}”)" if f.words else "") for f in found)
