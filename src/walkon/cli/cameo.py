"""`walkon cameo create | renew | list | show | delete`."""

from __future__ import annotations

import argparse

from rich.table import Table

from walkon.actions.create_cameo import create_cameo
from walkon.actions.delete_cameo import delete_cameo
from walkon.actions.renew_cameo import renew_cameo
from walkon.bootstrap import House
from walkon.cli.terminal import Terminal
from walkon.domain.attempts import HERE
from walkon.domain.cameo import Cameo
from walkon.domain.challenge_file import from_json
from walkon.domain.errors import UnknownHandle
from walkon.domain.ids import Handle
from walkon.media.files import read_text


def as_json(cameo: Cameo) -> dict[str, object]:
    """A cameo as stable fields for `--json`; documented in docs/command-line.md."""
    return {
        "handle": str(cameo.handle),
        "standing": cameo.standing.value,
        "created": cameo.created.isoformat(timespec="seconds"),
        "renewed": None if cameo.renewed is None else cameo.renewed.isoformat(timespec="seconds"),
        "has_voice": cameo.has_voice,
        "voice_similarity": None if cameo.voice_similarity is None else round(cameo.voice_similarity, 3),
        "policy": cameo.policy,
        "policy_version": cameo.policy_version,
    }


def known(house: House, handle: str) -> Cameo:
    """The cameo called `handle`. Raises `InvalidHandle` and `UnknownHandle`."""
    cameo = house.vault.find(parsed := Handle.parse(handle))
    if cameo is None:
        raise UnknownHandle(handle=str(parsed))
    return cameo


def voice_words(cameo: Cameo, terminal: Terminal) -> str:
    """How close the voice comes, never called more than it is."""
    if not cameo.has_voice:
        return terminal.say("voice_no")
    if cameo.voice_similarity is None:
        return terminal.say("voice_unmeasured")
    return terminal.say("voice_yes", similarity=cameo.voice_similarity)


def create(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    handle = Handle.parse(options.handle)
    challenge = None if options.unverified else from_json(read_text(options.challenge))
    with terminal.progress() as progress:
        made, _ = create_cameo(house.maker(), handle, options.take, challenge, HERE, house.policy, progress)
    terminal.result(as_json(made))
    standing = terminal.say(made.standing.value)
    terminal.line(terminal.say("cameo_created", handle=made.handle, standing=standing, home=house.settings.home))
    terminal.line(voice_words(made, terminal))
    return 0


def renew(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    handle, challenge = Handle.parse(options.handle), from_json(read_text(options.challenge))
    with terminal.progress() as progress:
        made, _ = renew_cameo(house.maker(), handle, options.take, challenge, HERE, house.policy, progress)
    terminal.result(as_json(made))
    terminal.line(terminal.say("cameo_renewed", handle=made.handle))
    terminal.line(voice_words(made, terminal))
    return 0


def listing(_options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    cameos = sorted(house.vault.all(), key=lambda c: c.handle)
    terminal.result({"cameos": [as_json(c) for c in cameos]})
    if not cameos:
        terminal.line(terminal.say("no_cameos"))
        return 0
    table = Table(box=None, pad_edge=False, show_header=False)
    for cameo in cameos:
        table.add_row(str(cameo.handle), terminal.say(cameo.standing.value), f"{cameo.created:%Y-%m-%d}")
    terminal.table(table)
    return 0


def show(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    cameo = known(house, options.handle)
    terminal.result(as_json(cameo))
    terminal.line(f"{cameo.handle}  {terminal.say(cameo.standing.value)}  {cameo.created:%Y-%m-%d %H:%M} UTC")
    terminal.line(voice_words(cameo, terminal))
    return 0


def delete(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    gone = delete_cameo(house.vault, Handle.parse(options.handle))
    terminal.result({"deleted": str(gone.handle)})
    terminal.line(terminal.say("cameo_deleted", handle=gone.handle))
    return 0
