"""Plans in a row become the plan of one film.

Rules
1. Nothing of a part changes but its size, which is that of the first: with equal sizes a part is drawn as if it were alone.
2. The whole has everybody's role once, as in the part they come in first, and all shots in their order.
3. A film of parts that is joined to others gives them its parts: parts never nest.
4. A film is never longer than `LONGEST_FILM`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from walkon.domain.errors import BadInput
from walkon.domain.plan import LONGEST_FILM, Plan, Role


class FilmTooLong(BadInput):
    code = "film_too_long"
    en = "Together that would be {seconds} seconds; a film lasts {most} at the most."
    ko = "모두 합하면 {seconds}초입니다. 영상은 최대 {most}초까지 만들 수 있습니다."


def parts_of(plan: Plan) -> tuple[Plan, ...]:
    """What is drawn one after the other; a plan without parts is its only one."""
    return plan.parts or (plan,)


def joined(plans: Sequence[Plan]) -> Plan:
    """One film of all of them, in this order; at least one. Raises `FilmTooLong`."""
    first = plans[0]
    parts = tuple(replace(part, width=first.width, height=first.height) for whole in plans for part in parts_of(whole))
    seconds = sum(part.seconds for part in parts)
    if seconds > LONGEST_FILM + 1e-6:
        raise FilmTooLong(seconds=round(seconds), most=round(LONGEST_FILM))
    if len(parts) == 1:
        return parts[0]
    roles: dict[object, Role] = {}
    for part in parts:
        for role in part.roles:
            roles.setdefault(role.person, role)
    shots = tuple(shot for part in parts for shot in part.shots)
    return replace(parts[0], roles=tuple(roles.values()), shots=shots, parts=parts)
