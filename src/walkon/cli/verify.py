"""`walkon verify`: what a take is told, without making a cameo of it."""

from __future__ import annotations

import argparse
import math
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rich.table import Table

from walkon.actions.verify_take import Answer, verify_take
from walkon.bootstrap import House
from walkon.cli.cameo import known
from walkon.cli.terminal import Terminal
from walkon.domain.attempts import HERE
from walkon.domain.challenge_file import from_json
from walkon.domain.policies import policy_called
from walkon.domain.verification import NeedsReview, Refused, Retry, Verdict, Verified
from walkon.media.files import read_text
from walkon.perception.observation import Observation

NOT_ACCEPTED = 2  # exit code


def verify(options: argparse.Namespace, house: House, terminal: Terminal) -> int:
    challenge = from_json(read_text(options.challenge))
    policy = policy_called(options.policy) if options.policy else house.policy
    claims = None if options.claims is None else known(house, options.claims).id
    with terminal.progress() as progress:
        answer = verify_take(house.checker(policy), options.take, challenge, HERE, policy, progress, claims=claims)
    terminal.result(as_json(answer, house.settings.language.value))
    tell(answer, terminal)
    return 0 if isinstance(answer.verdict, Verified) else NOT_ACCEPTED


def name_of(verdict: Verdict) -> str:
    """The verdict as a stable word."""
    match verdict:
        case Verified():
            return "verified"
        case Retry():
            return "retry"
        case Refused():
            return "refused"
        case NeedsReview():
            return "needs_review"


def as_json(answer: Answer[Observation], language: str) -> dict[str, object]:
    """A verdict as stable fields for `--json`; documented in docs/command-line.md."""
    verdict = answer.verdict
    reasons = () if isinstance(verdict, Verified) else verdict.reasons
    return {
        "verdict": name_of(verdict),
        "policy": verdict.policy.name,
        "policy_version": verdict.policy.version,
        "at": answer.at.isoformat(timespec="seconds"),
        "answers_left": answer.left,
        "reasons": [{"code": r.value, "course": r.course.value, "message": r.sentence(language)} for r in reasons],
        "evidence": _plain(asdict(verdict.evidence)),
    }


def tell(answer: Answer[Observation], terminal: Terminal) -> None:
    """The verdict for people: one line, and what to do about every reason."""
    verdict = answer.verdict
    terminal.line(terminal.say(f"verdict_{name_of(verdict)}", left=answer.left), style="bold")
    if isinstance(verdict, Verified):
        return
    table = Table(box=None, pad_edge=False, show_header=False)
    for reason in verdict.reasons:
        table.add_row("·", reason.sentence(terminal.language.value))
    terminal.table(table)


def _plain(value: Any) -> Any:
    """Numbers rounded, what is no number as null: JSON has no NaN."""
    match value:
        case float():
            return round(value, 4) if math.isfinite(value) else None
        case Mapping():
            return {name: _plain(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_plain(inner) for inner in value]
        case _:
            return value
