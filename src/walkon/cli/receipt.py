"""What `walkon check` says of a receipt."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cryptography import x509

from walkon.cli.terminal import Terminal
from walkon.domain.errors import BadInput
from walkon.domain.provenance import CheckStatus
from walkon.domain.withdrawal import TYPE
from walkon.vault.receipts import ReceiptReport

NOT_VALID = 3
_TIMES = ("asked_at", "key_destroyed_at", "erased_at", "proven_at", "signed_at")
_COUNTS = (("ended", "grants"), ("ended", "requests"), ("ended", "releases"), ("erased", "films"), ("erased", "stills"))


class BadRoot(BadInput):
    code = "bad_root"
    en = "This file holds no certificate (PEM) to trust."
    ko = "믿을 인증서(PEM)가 들어 있는 파일이 아닙니다."


def trusted_root(path: Path) -> bytes:
    """The certificate in a file. Raises `BadRoot`."""
    try:
        data = path.read_bytes()
        x509.load_pem_x509_certificate(data)
    except (OSError, ValueError):
        raise BadRoot from None
    return data


def show_receipt(report: ReceiptReport, terminal: Terminal, whose: str) -> int:
    """Print a report; gives the exit code. `whose`: what is said of a signer who is trusted."""
    terminal.result(
        {
            "status": report.status.value,
            "trusted": report.trusted,
            "signer": report.signer,
            "receipt": dict(report.statement),
        }
    )
    if report.status is not CheckStatus.VALID:
        terminal.line(terminal.say("receipt_tampered"), style="bold red")
        return NOT_VALID
    terminal.line(terminal.say("receipt_valid"), style="bold green")
    terminal.line(terminal.say(whose if report.trusted else "check_untrusted"))
    terminal.line(terminal.say("receipt_signer", signer=report.signer))
    if report.statement.get("type") == TYPE:
        _show_withdrawal(report.statement, terminal)
    return 0


def _show_withdrawal(said: Mapping[str, Any], terminal: Terminal) -> None:
    """The signer's claims; what has another form than ours is left out."""
    for name in _TIMES:
        if isinstance(said.get(name), str):
            terminal.line(f"  {terminal.say(f'receipt_{name}')}  {str(said[name])[:40]}")
    for group, name in _COUNTS:
        row = said.get(group)
        count = row.get(name) if isinstance(row, dict) else None
        if isinstance(count, int):
            terminal.line(f"  {terminal.say(f'receipt_{name}')}  {count}")
