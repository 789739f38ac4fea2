"""`python -m walkon.rehearsal table | sheet | take`: look at the stand-in performers, measure them, record them."""

from __future__ import annotations

import argparse
import random
import sys
from datetime import UTC, datetime
from pathlib import Path

from walkon.domain.capture import Challenge, Language, draw_challenge
from walkon.domain.challenge_file import from_json
from walkon.media.contact_sheet import contact_sheet
from walkon.media.files import read_text, write_whole
from walkon.rehearsal.cast import cast
from walkon.rehearsal.curves import Array
from walkon.rehearsal.mishaps import Mishap
from walkon.rehearsal.performer import Camera, Canvas, Performer
from walkon.rehearsal.state import ROOMS, State
from walkon.rehearsal.table import distances
from walkon.rehearsal.take import record

LOOKS = (
    State(),
    State(yaw=-28),
    State(yaw=28, pitch=4),
    State(pitch=14),
    State(blink=1),
    State(jaw=0.7),
    State(jaw=0.2, pucker=1),
    State(smile=1, gaze_x=0.6),
)


def main() -> int:
    options = _parser().parse_args()
    match options.command:
        case "table":
            show_table()
        case "sheet":
            write_whole(options.out, sheet())
        case _:
            take(options)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m walkon.rehearsal", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("table", help="how far apart their faces and voices are")
    commands.add_parser("sheet", help="a contact sheet of the cast").add_argument("--out", type=Path, required=True)
    recorded = commands.add_parser("take", help="a selfie video, and the true state of every frame as .jsonl beside it")
    recorded.add_argument("--who", choices=list(cast()), required=True)
    recorded.add_argument("--challenge", type=Path, help="the challenge to answer (default: one drawn with --seed)")
    recorded.add_argument("--language", choices=["ko", "en"], default="en")
    recorded.add_argument("--room", choices=list(ROOMS), default="window")
    recorded.add_argument("--mishap", choices=[m.value for m in Mishap])
    recorded.add_argument("--seed", type=int, default=0)
    recorded.add_argument("--out", type=Path, required=True)
    return parser


def take(options: argparse.Namespace) -> None:
    challenge = _challenge(options)
    mishap = Mishap(options.mishap) if options.mishap else None
    made = record(options.who, challenge, room=ROOMS[options.room], mishap=mishap, seed=options.seed)
    write_whole(options.out, made.data)
    write_whole(options.out.with_suffix(".jsonl"), made.truth().encode())


def _challenge(options: argparse.Namespace) -> Challenge:
    if options.challenge is not None:
        return from_json(read_text(options.challenge))
    return draw_challenge(random.Random(options.seed), Language(options.language), datetime.now(UTC))  # noqa: S311


def show_table() -> None:
    found = distances()
    for title, values in (("face distance", found.faces), ("voice similarity", found.voices)):
        _rows(title, found.names, values)
    print(f"faces: same at most {found.same:.3f}, different at least {found.different:.3f}")  # noqa: T201


def _rows(title: str, names: tuple[str, ...], values: Array) -> None:
    print(f"{title:<18}" + "".join(f"{name:>8}" for name in names))  # noqa: T201
    for name, row in zip(names, values, strict=True):
        print(f"{name:<18}" + "".join(f"{value:8.3f}" for value in row))  # noqa: T201
    print()  # noqa: T201


def sheet() -> bytes:
    """Every performer in eight moments and three rooms."""
    canvas, pictures = Canvas(), []
    cameras = [Camera(room) for room in ROOMS.values()]
    for traits in cast().values():
        performer = Performer(traits)
        for i, state in enumerate(LOOKS):
            camera = cameras[i % len(cameras)]
            pictures.append(camera.record(performer.draw(state, camera.room, canvas), canvas, i)[150:900])
    return contact_sheet(pictures, len(LOOKS), 200)


if __name__ == "__main__":
    sys.exit(main())
