"""How results and progress reach the person: JSON for programs, tables and bars for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType, TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

from walkon.cli.texts import text
from walkon.domain.capture import Language
from walkon.domain.errors import Cancelled, WalkonError


@dataclass
class Terminal:
    """Standard output carries the result (one JSON object with `as_json`), standard error everything else."""

    language: Language
    as_json: bool
    out: Console = field(default_factory=lambda: Console(highlight=False, soft_wrap=True))
    err: Console = field(default_factory=lambda: Console(stderr=True, highlight=False, soft_wrap=True))
    _later: int = 0  # how many blocks now want an interruption to wait
    _asked: bool = False  # whether one waits

    def say(self, key: str, **fields: object) -> str:
        return text(key, self.language, **fields)

    def result(self, data: Mapping[str, object]) -> None:
        """One JSON object on one line, only where `--json` was given."""
        if self.as_json:
            sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")

    def line(self, message: str, style: str = "") -> None:
        """A sentence for people; silent with `--json`."""
        if not self.as_json:
            self.out.print(message, style=style, markup=False)

    def table(self, table: Table) -> None:
        """A table for people; silent with `--json`."""
        if not self.as_json:
            self.out.print(table)

    def error(self, error: WalkonError) -> None:
        """An error as a sentence, or as `{"error": {...}}` with `--json`."""
        sentence = error.sentence(self.language.value)
        if self.as_json:
            sys.stdout.write(
                json.dumps({"error": {"code": error.code, "message": sentence}}, ensure_ascii=False) + "\n"
            )
        else:
            self.err.print(sentence, style="bold red", markup=False)

    @contextmanager
    def progress(self) -> Iterator[Bars]:
        """Bars on a terminal, nothing elsewhere; hand the result to an action as its `Progress`."""
        with self.interrupted_later(), Bars(self) as bars:
            yield bars

    def interrupt(self, _number: int, _frame: FrameType | None) -> None:
        """Ctrl-C, as a signal handler. Raises `KeyboardInterrupt`, at once or, the first time, where it does no harm.

        An exception between any two instructions can be swallowed by a library's callback or break an import half-way.
        """
        if self._later and not self._asked:
            self._asked = True
            return
        raise KeyboardInterrupt

    @contextmanager
    def interrupted_later(self) -> Iterator[None]:
        """In this block the first Ctrl-C waits until `heed` is called; the second one does not."""
        self._later += 1
        try:
            yield
        finally:
            self._later -= 1

    def heed(self) -> None:
        """Raises `Cancelled` when Ctrl-C was pressed."""
        if self._asked:
            raise Cancelled


class Bars:
    """One bar per stage, shown in the order the stages begin."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._tasks: dict[str, TaskID] = {}
        self._rich = Progress(
            TextColumn("{task.description}", justify="left"),
            BarColumn(bar_width=28),
            TextColumn("{task.percentage:>3.0f} %"),
            TimeElapsedColumn(),
            console=terminal.err,
            disable=terminal.as_json or not terminal.err.is_terminal,
        )

    def __enter__(self) -> Bars:
        self._rich.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rich.stop()

    def __call__(self, stage: str, share: float) -> None:
        """How far a stage is. Raises `Cancelled` when Ctrl-C was pressed."""
        self._terminal.heed()
        if stage not in self._tasks:
            self._tasks[stage] = self._rich.add_task(self._terminal.say(f"stage_{stage}"), total=1.0)
        self._rich.update(self._tasks[stage], completed=share)
