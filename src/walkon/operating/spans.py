"""Spans through OpenTelemetry's interface: nothing happens unless an SDK was installed and configured beside Walkon.

A span's name is a constant, and its attributes are the few named here; exceptions are told by class and code only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.trace import Span, SpanKind, Status, StatusCode

from walkon import __version__
from walkon.operating.log import about

ATTRIBUTES = frozenset(
    "http.request.method http.route http.response.status_code walkon.request walkon.kind walkon.task walkon.engine "
    "walkon.attempt walkon.seconds walkon.bytes walkon.code error.type".split()
)
_tracer = trace.get_tracer("walkon", __version__)


@contextmanager
def span(name: str, attributes: dict[str, str | int | float] | None = None, *, server: bool = False) -> Iterator[Span]:
    """A block of work. `attributes` beyond those listed are left out."""
    kept = {key: value for key, value in (attributes or {}).items() if key in ATTRIBUTES}
    kind = SpanKind.SERVER if server else SpanKind.INTERNAL
    with _tracer.start_as_current_span(
        name, kind=kind, attributes=kept, record_exception=False, set_status_on_exception=False
    ) as found:
        try:
            yield found
        except BaseException as error:
            failed(found, error)
            raise


def failed(found: Span, error: BaseException) -> None:
    """Mark a span's work as failed."""
    told = about(error)
    found.set_attribute("error.type", told["error"])
    if "code" in told:
        found.set_attribute("walkon.code", told["code"])
    found.set_status(Status(StatusCode.ERROR))
