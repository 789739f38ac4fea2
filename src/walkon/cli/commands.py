"""Which command runs what."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from walkon import bootstrap
from walkon.cli import admin, backups, cameo, challenge, check, demo, doctor, erasing, film, serving, verify
from walkon.cli.terminal import Terminal
from walkon.settings import Settings

Command = Callable[[argparse.Namespace, bootstrap.House, Terminal], int]

COMMANDS: dict[str, Command] = {
    "cameo create": cameo.create,
    "cameo renew": cameo.renew,
    "cameo list": cameo.listing,
    "cameo show": cameo.show,
    "cameo delete": cameo.delete,
    "challenge new": challenge.new,
    "challenge simulate": challenge.simulate,
    "verify": verify.verify,
    "plan": film.plan,
    "make": film.make,
    "check": check.check,
    "demo": demo.demo,
    "doctor": doctor.doctor,
    "serve": serving.serve,
    "admin migrate": admin.migrate,
    "admin invite": admin.invite,
    "admin accounts": admin.accounts,
    "admin suspend": admin.suspend,
    "admin restore": admin.restore,
    "admin sign-out": admin.sign_out,
    "admin plan": admin.plan,
    "admin reviewer": admin.reviewer,
    "admin audit": admin.audit,
    "admin backup": backups.backup,
    "admin restore-backup": backups.restore_backup,
    "admin erase-check": erasing.erase_check,
    "worker": serving.worker,
}


def run(options: argparse.Namespace, settings: Settings, terminal: Terminal) -> int:
    """Run the command that was parsed and give its exit code."""
    name = " ".join(filter(None, (options.command, getattr(options, "verb", None))))
    return COMMANDS[name](options, bootstrap.House(settings), terminal)
