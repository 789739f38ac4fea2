"""Why an account is suspended. It is, as long as there is one reason; each is lifted by itself, or all by who runs the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from walkon.domain.errors import Conflict
from walkon.domain.ids import AccountId


class Cause(StrEnum):
    """What suspended somebody."""

    ADMINISTRATOR = "administrator"  # whoever runs the server
    RULING = "ruling"  # on a report; ends if it falls on appeal
    STRIKES = "strikes"  # three that count; ends when fewer do


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    """One reason for which somebody is suspended; each once."""

    account: AccountId
    cause: Cause
    at: datetime


class NotYourself(Conflict):
    code = "not_yourself"
    en = "You run this server and cannot do this to yourself; another administrator can."
    ko = "이 서버를 관리하고 있어 자신에게는 할 수 없습니다. 다른 관리자가 할 수 있습니다."
