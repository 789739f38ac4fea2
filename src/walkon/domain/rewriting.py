"""A plan that is written anew."""

from __future__ import annotations

from dataclasses import dataclass

from walkon.domain.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The plan and its sentence; what was chosen for it stays where the new sentence says nothing else."""

    plan: Plan
    prompt: str
