"""What somebody who holds a film, or a receipt, is told about it. Anybody may ask.

Rules
1. What is not signed, or was changed since, is said to be so, and nothing that it claims is relied on.
2. What became of a film is told of what this server signed itself, and of nothing else: a mark can be copied.
3. Whether it was taken back is a yes or a no. By whom and why is not told, and a film that is merely hidden until a
   report is decided was not taken back.
4. A film whose production this server no longer knows was taken back: silence is not a yes.
"""

from __future__ import annotations

from enum import StrEnum

from walkon.domain.production import ENDED, State
from walkon.domain.provenance import CheckStatus


class Since(StrEnum):
    """What became of a film after it was signed."""

    STANDS = "stands"
    WITHDRAWN = "withdrawn"  # by its owner, somebody in it, or the people who run the server
    UNKNOWN = "unknown"  # nobody here knows: made elsewhere, or on this computer without a server


class Verdict(StrEnum):
    """What a check comes to, in one word."""

    GENUINE = "genuine"  # signed here, and unchanged
    WITHDRAWN = "withdrawn"  # signed here, unchanged, and taken back since
    SIGNED_ELSEWHERE = "signed_elsewhere"  # unchanged, by a signer this server does not know
    ALTERED = "altered"  # changed after it was signed, or damaged
    UNSIGNED = "unsigned"  # nothing is signed into it


def became(state: State | None) -> Since:
    """What became of a production that a film of this server names; None: it is not known any longer."""
    return Since.WITHDRAWN if state is None or state in ENDED else Since.STANDS


def verdict(status: CheckStatus, since: Since, *, trusted: bool) -> Verdict:
    """`trusted`: signed under this server's own root."""
    match status:
        case CheckStatus.STRIPPED:
            return Verdict.UNSIGNED
        case CheckStatus.TAMPERED:
            return Verdict.ALTERED
        case CheckStatus.VALID if not trusted:
            return Verdict.SIGNED_ELSEWHERE
        case CheckStatus.VALID:
            return Verdict.WITHDRAWN if since is Since.WITHDRAWN else Verdict.GENUINE
