"""The request that is being answered: its id, which goes back with the answer, and the code of the problem it met."""

from __future__ import annotations

import re
import secrets
from contextvars import ContextVar
from dataclasses import dataclass

HEADER = "x-request-id"
_WELL_FORMED = re.compile(r"[0-9a-f][0-9a-f-]{14,62}[0-9a-f]")


@dataclass(slots=True, kw_only=True)
class Asked:
    """One request."""

    id: str
    code: str | None = None  # of the problem that it is answered with


current: ContextVar[Asked | None] = ContextVar("asked", default=None)


def begin(given: str | None) -> Asked:
    """A new request. An id that came along is kept if it is hexadecimal digits and hyphens, 16 to 64, in which nobody's
    name can be.
    """
    known = given is not None and _WELL_FORMED.fullmatch(given) is not None
    asked = Asked(id=given if known and given else secrets.token_hex(16))
    current.set(asked)
    return asked
