"""Which engines a server offers.

Rules
1. An engine is known by its name. The embedded one is always there, and is what is used where nothing is said.
2. Whether an engine runs here or at somebody else's is the server's to say, never the asker's: grants depend on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from walkon.domain.errors import BadInput
from walkon.domain.grants import Where

EMBEDDED = "walkon-stage"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


class UnknownEngine(BadInput):
    code = "unknown_engine"
    en = "This server has no engine called “{name}”; there are: {known}."
    ko = "이 서버에는 “{name}” 엔진이 없습니다. 쓸 수 있는 엔진: {known}."


class BadEngineName(BadInput):
    code = "bad_engine_name"
    en = "An engine is named with 1 to 60 lower-case letters, digits and hyphens, each name once."
    ko = "엔진 이름은 영문 소문자, 숫자, 하이픈으로 1~60자이며, 서로 달라야 합니다."


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One engine. `at_once` films are made on it at the same time: of the embedded one by each worker, else in all."""

    name: str
    where: Where
    at_once: int = 1


class Engines:
    """What one server offers, the embedded engine first."""

    def __init__(self, more: Iterable[Offered] = ()) -> None:
        """Raises `BadEngineName`."""
        all_ = (Offered(name=EMBEDDED, where=Where.HERE), *more)
        self._known: Mapping[str, Offered] = {engine.name: engine for engine in all_}
        if len(self._known) < len(all_) or not all(_NAME.fullmatch(name) for name in self._known):
            raise BadEngineName

    def __iter__(self) -> Iterator[Offered]:
        return iter(self._known.values())

    def called(self, name: str) -> Offered:
        """Raises `UnknownEngine`."""
        found = self._known.get(name)
        if found is None:
            raise UnknownEngine(name=name, known=", ".join(self._known))
        return found


ONLY_EMBEDDED = Engines()
