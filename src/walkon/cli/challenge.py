"""`walkon challenge new | simulate`."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.table import Table

from walkon.actions.new_challenge import new_challenge
from walkon.bootstrap import House
from walkon.cli.film import read_size
from walkon.cli.terminal import Terminal
from walkon.domain.attempts import HERE
from walkon.domain.capture import Blink, Language, Light, Say, Screen, Smile, Step, Still, Turn
from walkon.domain.challenge_file import from_json, to_json
from walkon.media.files import read_text, write_whole


def instruction(step: Step, terminal: Terminal) -> str:
    """What to do, as a sentence."""
    match step:
        case Still():
            return terminal.say("step_still")
        case Turn(direction=direction):
            return terminal.say(f"step_turn_{direction.value}")
        case Blink(times=times):
            return terminal.say("step_blink", times=times)
        case Smile():
            return terminal.say("step_smile")
        case Say(words=words):
            return terminal.say("step_say", words=" ".join(words))
        case Light(code=code):
            return terminal.say("step_light", count=len(code.left), seconds=code.duration)


def new(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    language = Language(options.language) if options.language else house.settings.language
    challenge = new_challenge(house.challenges, house.clock, language, HERE, Screen(options.screen))
    out = options.out or Path("challenge.json")
    write_whole(out, to_json(challenge).encode())
    terminal.result(
        {
            "file": str(out),
            "id": challenge.id,
            "language": challenge.language.value,
            "seconds": challenge.seconds,
            "expires": challenge.expires.isoformat(timespec="seconds"),
        }
    )
    expires = f"{challenge.expires.astimezone():%H:%M:%S}"
    terminal.line(terminal.say("challenge_title", seconds=challenge.seconds, expires=expires), style="bold")
    table = Table(box=None, pad_edge=False, show_header=False)
    for step in challenge.steps:
        table.add_row(f"{step.at:4.1f} s", instruction(step, terminal))
    terminal.table(table)
    terminal.line(str(out))
    return 0


def simulate(options: argparse.Namespace, _house: House, terminal: Terminal) -> int:
    from walkon.rehearsal.sessions import simulated  # noqa: PLC0415  loads what draws people

    challenge = from_json(read_text(options.challenge))
    size = read_size(options.size)
    with terminal.progress() as progress:
        data = simulated(challenge, options.performer, options.attack, size=size, progress=progress)
    write_whole(options.out, data)
    terminal.result(
        {"file": str(options.out), "bytes": len(data), "performer": options.performer, "attack": options.attack}
    )
    terminal.line(str(options.out))
    return 0
