"""The doorway: arguments in, exit code out.

Exit codes: 0 done; 1 a mistake of Walkon's own; 2 what was given cannot be used or is not allowed;
3 `check` found a film tampered or stripped, or a receipt tampered, `erase-check` something left; 130 stopped with Ctrl-C.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from walkon import __version__, settings
from walkon.cli.terminal import Terminal
from walkon.domain.errors import BadInput, Cancelled, WalkonError


class Usage(BadInput):
    code = "usage"
    en = "{message}"
    ko = "{message}"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Usage(message=message)


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    shared = _Parser(add_help=False)
    shared.add_argument(
        "--json", action="store_true", dest="as_json", help="print one JSON object instead of sentences"
    )
    shared.add_argument(
        "--home", type=Path, help="where cameos and keys lie (default: WALKON_HOME or the user's data folder)"
    )
    root = _Parser(prog="walkon", description="Put consenting people, face and voice, into generated films.")
    root.add_argument("--version", action="version", version=f"walkon {__version__}")
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)

    _cameo_verbs(commands, shared)

    challenge = commands.add_parser("challenge", help="what to do in front of the camera")
    verbs = challenge.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=_Parser)
    new = verbs.add_parser("new", parents=[shared], help="draw a single-use challenge, valid for ten minutes")
    new.add_argument("--language", choices=["ko", "en"], help="language of the words to say")
    new.add_argument(
        "--screen",
        choices=["none", "narrow", "wide"],
        default="none",
        help="what shows colours to the face while recording (default: none)",
    )
    new.add_argument("--out", type=Path, help="write the challenge file here (default: challenge.json)")

    simulate = verbs.add_parser(
        "simulate", parents=[shared], help="a drawn stand-in answers a challenge, or somebody pretends to be them"
    )
    simulate.add_argument("--challenge", type=Path, required=True, help="the challenge to answer")
    simulate.add_argument("--performer", required=True, help="the stand-in, for example fir")
    simulate.add_argument("--attack", metavar="SPECIES", help="what a pretender does, for example replay")
    simulate.add_argument("--size", default="720x960", help="picture size (default 720x960)")
    simulate.add_argument("--out", type=Path, required=True, help="the recording, .mp4")

    verify = commands.add_parser("verify", parents=[shared], help="judge a take without making a cameo of it")
    verify.add_argument("--challenge", type=Path, required=True, help="the challenge file the take answers")
    verify.add_argument("--take", type=Path, required=True, help="the recorded clip")
    verify.add_argument(
        "--as", dest="claims", metavar="@HANDLE", help="also: is this the person whom that cameo shows?"
    )
    verify.add_argument("--policy", help="at_home, standard or strict (default: WALKON_POLICY, else at_home)")

    for name, text in (("plan", "how a prompt is understood, without making anything"), ("make", "make a film")):
        command = commands.add_parser(name, parents=[shared], help=text)
        command.add_argument("prompt", help="what should be seen, in Korean or English")
        command.add_argument(
            "--cast", required=True, help="who plays, for example @mina,@jun; the first unnamed one is “me”"
        )
        command.add_argument(
            "--say", action="append", default=[], metavar="“@mina: text”", help="a line; may be repeated"
        )
        command.add_argument(
            "--seconds", type=float, help="length, 2 to 60 (default 6, or longer where the lines need it)"
        )
        command.add_argument("--size", default="1280x720", help="picture size (default 1280x720)")
        command.add_argument("--seed", type=int, default=0, help="what is left to chance (default 0)")
        if name == "make":
            command.add_argument("--out", type=Path, required=True, help="the film, .mp4")

    check = commands.add_parser("check", parents=[shared], help="read and validate a film's credentials, or a receipt")
    check.add_argument("file", type=Path)
    check.add_argument("--root", type=Path, help="the certificate to trust (PEM; default: this home's)")
    demo = commands.add_parser(
        "demo", parents=[shared], help="the whole way with drawn stand-ins: takes, cameos, films"
    )
    demo.add_argument("--out", type=Path, help="folder for the films (default: walkon-demo)")
    demo.add_argument("--quick", action="store_true", help="small, short films with two stand-ins")
    commands.add_parser("doctor", parents=[shared], help="what is installed, what is missing, what works")
    _server_commands(commands, shared)
    return root


def _server_commands(commands: argparse._SubParsersAction[_Parser], shared: _Parser) -> None:
    serve = commands.add_parser("serve", parents=[shared], help="serve many people over HTTP, with workers")
    serve.add_argument("--host", default="127.0.0.1", help="where to listen (default 127.0.0.1)")
    serve.add_argument("--port", type=int, default=8000, help="(default 8000)")
    serve.add_argument("--processes", type=int, choices=range(1, 17), default=1, help="how many answer (default 1)")
    serve.add_argument("--workers", type=int, choices=range(9), default=1, help="how many render (default 1)")
    admin = commands.add_parser("admin", help="run a server: invites, accounts, its database")
    verbs = admin.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=_Parser)
    verbs.add_parser("migrate", parents=[shared], help="bring the database to this version")
    invite = verbs.add_parser("invite", parents=[shared], help="a code to sign up with")
    invite.add_argument("--uses", type=int, default=1, help="how many may use it (default 1)")
    invite.add_argument("--days", type=int, default=14, help="how long it works (default 14)")
    verbs.add_parser("accounts", parents=[shared], help="everybody who has an account")
    verbs.add_parser("erase-check", parents=[shared], help="whether something is left that should be gone")
    for verb, text in (
        ("suspend", "nobody is used by them or with them any longer"),
        ("restore", "end a suspension"),
        ("sign-out", "end all sessions of somebody"),
    ):
        verbs.add_parser(verb, parents=[shared], help=text).add_argument("handle")
    plan = verbs.add_parser("plan", parents=[shared], help="what somebody's plan has and what is used, or another plan")
    plan.add_argument("handle")
    plan.add_argument("tier", nargs="?", choices=["free", "plus", "pro", "team"], help="their tier from now on")
    reviewer = verbs.add_parser("reviewer", parents=[shared], help="let somebody decide what is left to a person")
    reviewer.add_argument("handle")
    reviewer.add_argument("--end", action="store_true", help="not any longer")
    audit = verbs.add_parser("audit", parents=[shared], help="what was done at the desk, and by whom: ids and codes")
    audit.add_argument("--last", type=int, default=50, help="how many entries (default 50)")
    backup = verbs.add_parser("backup", parents=[shared], help="everything that this server is, into a new folder")
    again = verbs.add_parser("restore-backup", parents=[shared], help="a server out of a backup, in an empty home")
    for command in (backup, again):
        command.add_argument("folder", type=Path)
        command.add_argument("--passphrase-file", type=Path, required=True, help="seals and opens the backup")
    since = again.add_mutually_exclusive_group(required=True)
    since.add_argument("--graves", type=Path, help="the list of what was destroyed, from the server's home")
    since.add_argument("--no-graves", action="store_true", help="it is lost: what was withdrawn since comes back")
    worker = commands.add_parser("worker", parents=[shared], help="render for a server, also from another computer")
    worker.add_argument("--number", type=int, default=1, help="tells workers of one computer apart (default 1)")
    worker.add_argument("--stand-in-for", metavar="NAME", help="put back what a dead worker had begun, and end")


def _cameo_verbs(commands: argparse._SubParsersAction[_Parser], shared: _Parser) -> None:
    cameo = commands.add_parser("cameo", help="make, renew, list, show and delete cameos")
    verbs = cameo.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=_Parser)
    create = verbs.add_parser("create", parents=[shared], help="make a cameo from a recorded take")
    create.add_argument("--handle", required=True, help="how prompts will call this person, for example mina")
    create.add_argument("--take", type=Path, required=True, help="the recorded clip")
    basis = create.add_mutually_exclusive_group(required=True)
    basis.add_argument("--challenge", type=Path, help="the challenge file the take answers")
    basis.add_argument(
        "--unverified", action="store_true", help="an existing clip: private to this computer, films are marked"
    )
    renew = verbs.add_parser("renew", parents=[shared], help="record a cameo anew; only the person it shows can")
    renew.add_argument("handle")
    renew.add_argument("--take", type=Path, required=True, help="the recorded clip")
    renew.add_argument("--challenge", type=Path, required=True, help="the challenge file the take answers")
    verbs.add_parser("list", parents=[shared], help="all cameos in this home")
    for verb, text in (("show", "one cameo"), ("delete", "destroy a cameo's key and everything of it")):
        verbs.add_parser(verb, parents=[shared], help=text).add_argument("handle")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    here = settings.from_environment()
    terminal = Terminal(language=here.language, as_json="--json" in given)
    previous = {number: signal.signal(number, terminal.interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        return _run(given, terminal)
    except (KeyboardInterrupt, Cancelled):
        terminal.error(Cancelled())
        return 130
    except WalkonError as error:
        terminal.error(error)
        return 2
    except Exception as error:  # the last line of defence: a name, never the content
        if os.environ.get("WALKON_DEBUG") == "1":
            raise
        terminal.err.print(terminal.say("unexpected", kind=type(error).__name__), style="bold red", markup=False)
        return 1
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def _run(given: list[str], terminal: Terminal) -> int:
    options = parser().parse_args(given)
    here = settings.from_environment(home=getattr(options, "home", None))
    with terminal.interrupted_later():
        from walkon.cli import commands  # noqa: PLC0415  loads the rooms, which takes a moment; --help need not wait
    terminal.heed()

    return commands.run(options, here, terminal)


if __name__ == "__main__":
    sys.exit(main())
