"""`walkon admin backup` and `walkon admin restore-backup`."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from walkon.backup.passphrase import read_passphrase
from walkon.bootstrap import House, backups, restoring
from walkon.bootstrap.server import Server
from walkon.cli.terminal import Terminal


def backup(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    """Everything that this server is, into a new folder; it may run meanwhile."""
    passphrase = read_passphrase(options.passphrase_file)
    server = Server(house.settings)
    try:
        made = backups.back_up(server, options.folder, passphrase)
    finally:
        server.close()
    size = sum(part.size for part in made.files.values())
    told = {"folder": str(options.folder), "files": len(made.files), "bytes": size, "films": made.blobs}
    terminal.result(told | {"made_at": made.made_at.isoformat(timespec="seconds"), "database": made.database})
    terminal.line(terminal.say("backed_up", files=len(made.files), size=f"{size / 1e6:.1f}", folder=options.folder))
    if not made.blobs:
        terminal.line(terminal.say("backup_without_films"))
    return 0


def restore_backup(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    """A server out of a backup, in an empty home."""
    passphrase = read_passphrase(options.passphrase_file)
    buried = restoring.restore(house.settings, options.folder, passphrase, options.graves)
    terminal.result({"restored": True, **{f"{name}_taken_back": count for name, count in asdict(buried).items()}})
    terminal.line(terminal.say("revived", cameos=buried.cameos, grants=buried.grants, productions=buried.productions))
    if options.no_graves:
        terminal.line(terminal.say("revived_without_graves"), "bold yellow")
    return 0
