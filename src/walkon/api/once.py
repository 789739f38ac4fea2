"""Requests with an `Idempotency-Key`: done once, answered as often as they come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, TypeVar

from fastapi import Depends, Request

from walkon.actions.answer_once import answer_once, answer_once_outside
from walkon.api.forms import Form
from walkon.domain.idempotency import Asked, key_from
from walkon.ports.answers import SealsAnswers
from walkon.ports.store import Unit

if TYPE_CHECKING:
    from walkon.api.callers import Visitor

Shown = TypeVar("Shown", bound=Form)
HEADER = "idempotency-key"
REPLAYED = "Idempotency-Replayed"
_MEANT = ("upload-length", "upload-defer-length")  # headers that are part of what is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A key, and everything that makes one request another."""

    key: str = field(repr=False)
    request: tuple[bytes, ...] = field(repr=False)

    def asked(self, seal: SealsAnswers, account: str) -> Asked:
        """As it is kept: only digests, which tell nothing."""
        return Asked(
            key=self.key,
            digest=seal.digest(b"key", account.encode(), self.key.encode()),
            fingerprint=seal.digest(b"request", *self.request),
        )


async def given_by(request: Request) -> Given | None:
    """The key of a request that creates something. Raises `BadIdempotencyKey`."""
    header = request.headers.get(HEADER)
    if header is None or request.method != "POST":
        return None
    meant = [request.headers.get(name, "").encode() for name in _MEANT]
    where = [request.method.encode(), request.url.path.encode(), request.url.query.encode()]
    return Given(key=key_from(header), request=(*where, *meant, await request.body()))


Key = Annotated[Given | None, Depends(given_by)]


def once(me: Visitor, kind: type[Shown], change: Callable[[Unit], Shown]) -> Shown:
    """What `change` answers in one unit of work, or what it answered to the same request with the same key before."""
    store, seal, asked = me.service.store, me.service.answers, me.asked
    if seal is None or asked is None:
        return store.write(change)
    text, again = store.write(
        lambda unit: answer_once(
            unit, seal, me.account.id, asked, me.now, lambda unit: change(unit).model_dump_json().encode()
        )
    )
    if again:
        me.told[REPLAYED] = "true"
    return kind.model_validate_json(text)


def once_outside(me: Visitor, change: Callable[[], str]) -> str:
    """The same for what is not done in one unit of work. Raises `IdempotencyInProgress` while it is under way."""
    store, seal, asked = me.service.store, me.service.answers, me.asked
    if seal is None or asked is None:
        return change()
    text, again = answer_once_outside(store, seal, me.account.id, asked, me.now, lambda: change().encode())
    if again:
        me.told[REPLAYED] = "true"
    return text.decode()
