"""The smallest tracer that OpenTelemetry's interface allows: it remembers spans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import Link, Span, SpanContext, SpanKind, Status, StatusCode, Tracer, TracerProvider

from walkon.operating import spans


@dataclass
class KeptSpan(Span):
    name: str
    kind: SpanKind
    attributes: dict[str, Any] = field(default_factory=dict)
    parent: Span | None = None
    ended: bool = False
    failed: bool = False
    events: list[str] = field(default_factory=list)

    def end(self, end_time: int | None = None) -> None:
        self.ended = True

    def get_span_context(self) -> SpanContext:
        return SpanContext(trace_id=1, span_id=id(self) & 0xFFFFFFFF, is_remote=False)

    def set_attributes(self, attributes: Mapping[str, Any]) -> None:
        self.attributes |= attributes

    def set_attribute(self, key: str, value: Any) -> None:
        self.attributes[key] = value

    def add_event(self, name: str, attributes: Any = None, timestamp: int | None = None) -> None:
        self.events.append(name)

    def update_name(self, name: str) -> None:
        self.name = name

    def is_recording(self) -> bool:
        return True

    def set_status(self, status: Status | StatusCode, description: str | None = None) -> None:
        assert isinstance(status, Status) and status.description is None and description is None
        self.failed = status.status_code is StatusCode.ERROR

    def record_exception(
        self, exception: BaseException, attributes: Any = None, timestamp: int | None = None, escaped: bool = False
    ) -> None:
        self.events.append(str(exception))


class Tracing(Tracer, TracerProvider):
    """Both a provider and its only tracer."""

    def __init__(self) -> None:
        self.spans: list[KeptSpan] = []

    def get_tracer(self, *_: Any, **__: Any) -> Tracer:
        return self

    def start_span(
        self,
        name: str,
        context: Context | None = None,
        kind: SpanKind = SpanKind.INTERNAL,
        attributes: Any = None,
        links: Sequence[Link] | None = None,
        start_time: int | None = None,
        record_exception: bool = True,
        set_status_on_exception: bool = True,
    ) -> Span:
        parent = trace.get_current_span(context)
        span = KeptSpan(name=name, kind=kind, attributes=dict(attributes or {}))
        span.parent = parent if isinstance(parent, KeptSpan) else None
        self.spans.append(span)
        return span

    @contextmanager
    def start_as_current_span(  # type: ignore[override]  # a function is enough for what is called here
        self, name: str, *args: Any, **more: Any
    ) -> Iterator[Span]:
        span = self.start_span(name, *args, **more)
        chosen = {key: more[key] for key in ("record_exception", "set_status_on_exception") if key in more}
        with trace.use_span(span, end_on_exit=True, **chosen):
            yield span


@contextmanager
def traced() -> Iterator[Tracing]:
    """Spans go to a tracer of the test in this block: Walkon's, and those of every library that asks for a tracer."""
    before, tracing = (spans._tracer, trace._TRACER_PROVIDER), Tracing()
    trace._TRACER_PROVIDER = tracing
    spans._tracer = tracing.get_tracer("walkon")
    try:
        yield tracing
    finally:
        spans._tracer, trace._TRACER_PROVIDER = before
