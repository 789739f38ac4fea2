"""How often something may be asked of the server, by one account and by one address.

An address is shared by everybody behind it, so what an account may do is counted by account, and the address's limit is
there for who has none: it is wide, but for the doors where somebody could try things out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from walkon.domain.errors import BadInput, TooMuch


class Door(StrEnum):
    """What kind of request it is."""

    READS = "reads"
    WRITES = "writes"
    RECORDING = "recording"  # pieces of a recording and its cues, several times a second
    UPLOADS = "uploads"  # beginning one
    SEARCH = "search"
    WRITING = "writing"  # a sentence, understood as it grows
    ASKING = "asking"  # somebody for the use of their cameo
    INVITES = "invites"
    COMMENTS = "comments"  # writing one
    SHOWN = "shown"  # a film by a link, with no account
    SIGN_IN = "sign_in"  # and confirming
    SIGN_UP = "sign_up"
    RECOVERY = "recovery"  # trying recovery codes
    CHECKS = "checks"  # of films by anybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """At most so many in any so many seconds."""

    times: int
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Of one door; None: not counted."""

    account: Rate | None
    address: Rate | None


MINUTE, HOUR, DAY = 60, 3600, 86_400
DEFAULT: Mapping[Door, Rates] = {
    Door.READS: Rates(account=Rate(times=600, seconds=MINUTE), address=Rate(times=3000, seconds=MINUTE)),
    Door.WRITES: Rates(account=Rate(times=120, seconds=MINUTE), address=Rate(times=600, seconds=MINUTE)),
    Door.RECORDING: Rates(account=Rate(times=1500, seconds=MINUTE), address=Rate(times=6000, seconds=MINUTE)),
    Door.UPLOADS: Rates(account=Rate(times=60, seconds=HOUR), address=Rate(times=600, seconds=HOUR)),
    Door.SEARCH: Rates(account=Rate(times=60, seconds=MINUTE), address=Rate(times=600, seconds=MINUTE)),
    Door.WRITING: Rates(account=Rate(times=120, seconds=MINUTE), address=Rate(times=600, seconds=MINUTE)),
    Door.ASKING: Rates(account=Rate(times=30, seconds=HOUR), address=Rate(times=300, seconds=HOUR)),
    Door.INVITES: Rates(account=Rate(times=20, seconds=DAY), address=Rate(times=200, seconds=DAY)),
    Door.COMMENTS: Rates(account=Rate(times=30, seconds=10 * MINUTE), address=Rate(times=300, seconds=10 * MINUTE)),
    Door.SHOWN: Rates(account=None, address=Rate(times=600, seconds=MINUTE)),
    Door.SIGN_IN: Rates(account=Rate(times=60, seconds=10 * MINUTE), address=Rate(times=60, seconds=10 * MINUTE)),
    Door.SIGN_UP: Rates(account=None, address=Rate(times=30, seconds=HOUR)),
    Door.RECOVERY: Rates(account=None, address=Rate(times=10, seconds=HOUR)),
    Door.CHECKS: Rates(account=None, address=Rate(times=60, seconds=HOUR)),
}


class TooManyRequests(TooMuch):
    """`door`, and `retry_after` seconds."""

    code = "too_many_requests"
    en = "That was too often ({door}); try again in {retry_after} seconds."
    ko = "요청이 너무 잦습니다({door}). {retry_after}초 뒤에 다시 해 주세요."


class BadRateLimits(BadInput):
    code = "bad_rate_limits"
    en = "WALKON_RATE_LIMITS is “off”, or a number that all limits are multiplied with, such as 2 or 0.5."
    ko = "WALKON_RATE_LIMITS에는 “off” 또는 모든 한도에 곱할 수(예: 2, 0.5)를 적어 주세요."


def scaled(rates: Mapping[Door, Rates], factor: float) -> Mapping[Door, Rates]:
    """So many times as often, once at least."""

    def of(rate: Rate | None) -> Rate | None:
        return None if rate is None else Rate(times=max(1, round(rate.times * factor)), seconds=rate.seconds)

    return {door: Rates(account=of(both.account), address=of(both.address)) for door, both in rates.items()}


def chosen(text: str) -> Mapping[Door, Rates] | None:
    """What WALKON_RATE_LIMITS asks for; None: no limits. Raises `BadRateLimits`."""
    if text.strip().lower() == "off":
        return None
    try:
        factor = float(text)
    except ValueError:
        raise BadRateLimits from None
    if not math.isfinite(factor) or not 0 < factor <= 1000:
        raise BadRateLimits
    return scaled(DEFAULT, factor)
