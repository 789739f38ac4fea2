"""What the server remembers, and how it is changed: one unit of work at a time, whole or not at all.

Whoever holds a `Unit` sees one state of things and their own changes. An action is a function of a unit.
"""

from __future__ import annotations

from walkon.ports.store.cameos import Profile
from walkon.ports.store.paging import Page
from walkon.ports.store.productions import Approved, Imprint, Made, Wanted, What
from walkon.ports.store.unit import Result, Store, Unit
from walkon.ports.store.working import Arrival, Attendance, Begun, Erasure

__all__ = [
    "Approved",
    "Arrival",
    "Attendance",
    "Begun",
    "Erasure",
    "Imprint",
    "Made",
    "Page",
    "Profile",
    "Result",
    "Store",
    "Unit",
    "Wanted",
    "What",
]
