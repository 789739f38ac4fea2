"""What docs/signing-in.md says of deeds and times is what the rules say."""

from __future__ import annotations

import re
from pathlib import Path

from walkon.domain import api_tokens, ceremonies, invites, recovery, sessions, typed_codes
from walkon.domain.signing_in import RECOVERING, SCOPES, SENSITIVE, Deed

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "signing-in.md").read_text("utf-8")


def row(start: str) -> str:
    (found,) = re.findall(rf"^\| {start}.*$", DOCUMENT, re.M)
    return str(found)


def test_deeds() -> None:
    listed = re.findall(r"^\| `([a-z_]+)` \| (?:`([a-z]+)`|never by a token) \| (yes|no)", DOCUMENT, re.M)
    said = {(name, scope, now == "yes") for name, scope, now in listed}
    assert said == {(deed.value, SCOPES[deed].value if deed in SCOPES else "", deed in SENSITIVE) for deed in Deed}
    assert len(listed) == len(Deed)


def test_times_and_numbers() -> None:
    assert f"after {ceremonies.LIFETIME.seconds // 60} minutes" in row("ceremony")
    assert f"{sessions.IDLE.days} days after its last use, {sessions.LONGEST.days} days after" in row("session")
    assert f"at most {api_tokens.LONGEST.days} days" in row("API token")
    assert f"(1 to {invites.MOST_USES})" in row("invite")
    assert f"at most {invites.LONGEST.days} days" in row("invite")
    assert f"within the last {sessions.CONFIRMED.seconds // 60} minutes" in DOCUMENT
    assert (RECOVERING.seconds, recovery.CODES, 5 * typed_codes.GROUP * typed_codes.GROUPS) == (3600, 10, 100)
