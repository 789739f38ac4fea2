"""`walkon admin`: what whoever runs a server does at a terminal."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from rich.table import Table

from walkon.actions import administer, appoint, keys
from walkon.actions.quotas import Tally, tally
from walkon.bootstrap import House
from walkon.bootstrap.server import Server
from walkon.cli.terminal import Terminal
from walkon.domain.allowances import plain
from walkon.domain.ids import Handle
from walkon.domain.people import Account, Tier
from walkon.ports.store import Page, Unit
from walkon.store import schema

Result = TypeVar("Result")


def migrate(_options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    """Bring the database to this version."""
    server = Server(house.settings)
    server.prepare()
    server.close()
    terminal.result({"migrated": True})
    terminal.line(terminal.say("migrated"))
    return 0


def invite(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    """A code to sign up with, in the name of whoever runs the server."""
    lasts, now = timedelta(days=options.days), house.clock.now()
    made = _write(
        house,
        lambda unit: keys.make_invite(unit, administer.administrator(unit), options.uses, lasts, now),
    )
    terminal.result({"code": made.code, "expires": made.invite.expires_at.isoformat(timespec="seconds")})
    terminal.line(terminal.say("invite_made", code=made.code, uses=options.uses, days=options.days))
    return 0


def accounts(_options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    """Everybody who has an account and is not suspended."""

    def look(unit: Unit) -> list[Account]:
        found: list[Account] = []
        while page := unit.accounts.search("", Page(limit=100, after=found[-1].handle.name if found else None)):
            found += page
        return found

    people = _write(house, look)
    terminal.result(
        {
            "accounts": [
                {"handle": str(p.handle), "office": p.office.value, "tier": p.tier.value, "minor": p.minor}
                for p in people
            ]
        }
    )
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("account", "office", "tier"):
        table.add_column(terminal.say(f"accounts_{column}"), no_wrap=True)
    for person in people:
        table.add_row(str(person.handle), person.office.value, person.tier.value)
    terminal.table(table)
    return 0


def suspend(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    """Nobody is used by them or with them any longer."""
    handle, now = Handle.parse(options.handle), house.clock.now()
    count = _write(house, lambda unit: administer.suspend(unit, handle, now))
    terminal.result({"productions_ended": count})
    terminal.line(terminal.say("suspended", handle=handle, count=count))
    return 0


def restore(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    """End a suspension."""
    handle, now = Handle.parse(options.handle), house.clock.now()
    _write(house, lambda unit: administer.restore(unit, handle, now))
    terminal.result({"restored": True})
    terminal.line(terminal.say("restored", handle=handle))
    return 0


def sign_out(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    """End all sessions of somebody."""
    handle, now = Handle.parse(options.handle), house.clock.now()
    count = _write(house, lambda unit: administer.sign_out_everywhere(unit, handle, now))
    terminal.result({"sessions_ended": count})
    terminal.line(terminal.say("signed_out", handle=handle, count=count))
    return 0


def plan(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    """What somebody's tier has and what of it is used; another tier from now on, where one is named."""
    handle, now = Handle.parse(options.handle), house.clock.now()
    tier = None if options.tier is None else Tier(options.tier)
    allowances = Server(house.settings).allowances

    def change(unit: Unit) -> tuple[Account, Tally]:
        account = administer.set_tier(unit, handle, tier, now)
        return account, tally(unit, account, allowances, now)

    account, found = _write(house, change)
    rows = {what.value: (found.allowance.a_day(what), amount) for what, amount in found.used.items()}
    rows["at_work"] = (found.allowance.at_once, found.at_work)
    counted = {name: {"limit": plain(limit), "used": plain(used)} for name, (limit, used) in rows.items()}
    terminal.result({"handle": str(account.handle), "tier": account.tier.value, **counted})
    terminal.line(terminal.say("plan_is", handle=account.handle, tier=account.tier.value))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("what", "limit", "used"):
        table.add_column(terminal.say(f"plan_{column}"), no_wrap=True)
    for name, (limit, used) in rows.items():
        table.add_row(name, str(plain(limit)), str(plain(used)))
    terminal.table(table)
    return 0


def reviewer(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    """Name a reviewer, or end it."""
    handle, now = Handle.parse(options.handle), house.clock.now()
    deed = appoint.dismiss if options.end else appoint.appoint
    found = _write(house, lambda unit: deed(unit, administer.administrator(unit), handle, now))
    terminal.result({"handle": str(found.handle), "office": found.office.value})
    terminal.line(terminal.say("reviewer_ended" if options.end else "reviewer_named", handle=handle))
    return 0


def audit(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    """The newest entries of the audit, the newest first."""
    entries = _write(house, lambda unit: unit.audits.latest(Page(limit=max(1, options.last))))
    rows = [
        {
            "number": entry.number,
            "at": entry.at.isoformat(timespec="seconds"),
            "actor": entry.actor,
            "act": entry.act.value,
            "subject": entry.subject,
            "about": entry.about,
            "code": entry.code,
        }
        for entry in entries
    ]
    terminal.result({"entries": rows})
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("number", "at", "actor", "act", "subject", "about", "code"):
        table.add_column(terminal.say(f"audit_{column}"))
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    terminal.table(table)
    return 0


def _write(house: House, change: Callable[[Unit], Result]) -> Result:
    """One unit of work on this server's database. Raises `StoreOld`."""
    server = Server(house.settings)
    try:
        schema.check(server.engine)
        return server.store.write(change)
    finally:
        server.close()
