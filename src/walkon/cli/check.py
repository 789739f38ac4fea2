"""`walkon check`."""

from __future__ import annotations

import argparse

from walkon.bootstrap import House
from walkon.cli.receipt import show_receipt, trusted_root
from walkon.cli.terminal import Terminal
from walkon.domain.provenance import CheckStatus
from walkon.media.credentials import CheckReport, check_film
from walkon.vault.receipts import is_receipt, read_receipt

NOT_VALID = 3
STYLES = {CheckStatus.VALID: "bold green", CheckStatus.TAMPERED: "bold red", CheckStatus.STRIPPED: "bold yellow"}


def as_json(report: CheckReport) -> dict[str, object]:
    """A report as stable fields for `--json`; documented in docs/command-line.md."""
    return {
        "status": report.status.value,
        "trusted": report.trusted,
        "reasons": list(report.reasons),
        "signer": report.signer,
        "engine": report.engine,
        "engine_version": report.engine_version,
        "made_on": None if report.made_on is None else report.made_on.isoformat(),
        "generated": report.generated,
        "unverified": report.unverified,
        "synthetic_voice": report.synthetic_voice,
        "own_voices": list(report.own_voices),
        "consents": [{"cameo": c.cameo, "basis": c.basis.value} for c in report.consents],
        "made_from": [
            {"production": i.production, "descent": i.descent.value, "sha256": i.sha256} for i in report.ingredients
        ],
    }


def check(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    root = house.signing.root() if options.root is None else trusted_root(options.root)
    whose = "check_trusted" if options.root is None else "check_trusted_root"
    if is_receipt(options.file):
        return show_receipt(read_receipt(options.file, root), terminal, whose)
    report = check_film(options.file, root)
    terminal.result(as_json(report))
    terminal.line(terminal.say(f"check_{report.status.value}"), style=STYLES[report.status])
    if report.status is CheckStatus.VALID:
        terminal.line(terminal.say(whose if report.trusted else "check_untrusted"))
        if report.generated:
            terminal.line(terminal.say("check_generated", engine=report.engine, version=report.engine_version))
        if report.synthetic_voice:
            terminal.line(terminal.say("check_voice"))
        if report.own_voices:
            terminal.line(terminal.say("check_own_voice"))
        if report.unverified:
            terminal.line(terminal.say("check_unverified"), style="yellow")
        for consent in report.consents:
            terminal.line(f"  {terminal.say(consent.basis.value)}  {consent.cameo[:16]}…")
        return 0
    return NOT_VALID
