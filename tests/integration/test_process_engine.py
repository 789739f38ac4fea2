"""A render in a process of its own: stopped at once, alone when it dies, gone when its parent is."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from tests import stage_world as world
from tests.fake_engine import WORDS, Deed, FakeEngine, fake, nothing
from walkon.domain.errors import Broken, Cancelled, WalkonError
from walkon.domain.ids import Handle
from walkon.engines.errors import EngineDied, EngineFailed
from walkon.engines.process import POLL, ProcessEngine
from walkon.ports.making import CastMember
from walkon.ports.world import silent

PLAN = world.plan()
CAST: Mapping[Handle, CastMember] = {world.MINA: CastMember(likeness=WORDS.encode(), voice=None, marked=False)}
AT_ONCE = 3.0  # seconds: well below one on a computer that has nothing else to do
IN_THE_END = 20.0  # seconds; even to die a process has to get its turn

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


def engine(deed: Deed = Deed.MAKE) -> ProcessEngine:
    return ProcessEngine(partial(fake, deed), name="fake", version="1")


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"


def gone_within(pid: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while alive(pid):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


def children() -> set[int]:
    """Processes that this one has started and that live; the interpreter's own clerk for shared things is none of ours."""
    found = set()
    for task in Path("/proc/self/task").iterdir():
        try:
            pids = [int(pid) for pid in (task / "children").read_text("ascii").split()]
        except (FileNotFoundError, ProcessLookupError):
            continue  # a thread that has ended meanwhile
        for pid in pids:
            if alive(pid) and b"resource_tracker" not in command_of(pid):
                found.add(pid)
    return found


def command_of(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return b""


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    before = children()
    yield
    until = time.monotonic() + IN_THE_END
    while children() - before and time.monotonic() < until:
        time.sleep(0.02)
    assert not children() - before


@dataclass
class Stop:
    """Cancels `after` seconds from when the engine has begun; remembers what it was told and when."""

    after: float = 0.3
    pid: int = 0
    times: list[float] = field(default_factory=list)
    raised: float = 0.0

    def __call__(self, stage: str, share: float) -> None:
        now = time.monotonic()
        if stage.startswith("pid "):
            self.pid = int(stage[4:])
            self.times.append(now)
            if now > self.times[0] + self.after:
                self.raised = now
                raise Cancelled


@dataclass
class Onlooker:
    """A `Progress` that wants to see."""

    seen: list[bytes] = field(default_factory=list)

    def __call__(self, stage: str, share: float) -> None:
        pass

    def show(self, picture: bytes) -> None:
        self.seen.append(picture)


def test_who_wants_to_see_is_shown_what_is_drawn() -> None:
    onlooker = Onlooker()
    engine().render(PLAN, CAST, onlooker)
    assert onlooker.seen == [b"just drawn"]
    engine().render(PLAN, CAST, silent)  # and who does not want to is not


@pytest.mark.parametrize("deed", [Deed.SLEEP, Deed.HOLD])
@pytest.mark.parametrize("work", ["render", "storyboard"])
def test_native_code_is_stopped_at_once(deed: Deed, work: str) -> None:
    stop = Stop()
    with pytest.raises(Cancelled):
        getattr(engine(deed), work)(PLAN, CAST, stop)
    assert time.monotonic() - stop.raised < AT_ONCE
    assert gone_within(stop.pid, AT_ONCE)


def test_a_silent_engine_is_asked_about_all_the_time() -> None:
    stop = Stop(after=1.0)
    with pytest.raises(Cancelled):
        engine(Deed.HOLD).render(PLAN, CAST, stop)
    pauses = [b - a for a, b in zip(stop.times, stop.times[1:], strict=False)]
    assert POLL <= 0.1
    assert sorted(pauses)[len(pauses) // 2] < 0.3  # the middle one, and generously: computers are busy now and then


def test_one_can_stop_before_it_has_begun() -> None:
    calls = []

    def stop(stage: str, share: float) -> None:
        calls.append(stage)
        raise Cancelled

    began = time.monotonic()
    with pytest.raises(Cancelled):
        engine().render(PLAN, CAST, stop)
    assert calls == ["start"]
    assert time.monotonic() - began < AT_ONCE


def test_one_can_stop_while_it_starts_with_a_large_cast() -> None:
    """More than a pipe takes at once, so handing it over must not keep anybody waiting."""
    large = {world.MINA: CastMember(likeness=bytes(50_000_000), voice=None, marked=False)}
    began = time.monotonic()

    def stop(stage: str, share: float) -> None:
        if time.monotonic() > began + 0.1:
            raise Cancelled

    with pytest.raises(Cancelled):
        engine().render(PLAN, large, stop)
    assert time.monotonic() - began < AT_ONCE


@pytest.mark.parametrize(
    ("deed", "code"),
    [(Deed.KILLED, -signal.SIGKILL), (Deed.SEGMENT, -signal.SIGSEGV), (Deed.NO_MEMORY, 1), (Deed.EXIT, 3)],
)
def test_a_process_that_dies_is_said(deed: Deed, code: int) -> None:
    with pytest.raises(EngineDied) as caught:
        engine(deed).render(PLAN, CAST, silent)
    assert caught.value.fields == {"exit": code}
    assert isinstance(caught.value, Broken)
    assert caught.value.sentence("ko")


@pytest.mark.parametrize("deed", [Deed.FAIL, Deed.SCREAM, Deed.NOT_DATA])
def test_nothing_of_a_persons_words_comes_out(deed: Deed, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(EngineFailed) as caught:
        engine(deed).render(PLAN, CAST, silent)
    error: BaseException | None = caught.value
    while error is not None:
        assert WORDS not in str(error)
        assert WORDS not in repr(error.__dict__)
        error = error.__cause__ or error.__context__
    assert capfd.readouterr() == ("", "")


def test_an_engine_that_cannot_be_made_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(EngineFailed):
        ProcessEngine(nothing, name="none", version="1").render(PLAN, CAST, silent)
    assert capfd.readouterr() == ("", "")


def test_what_cannot_be_handed_over_is_said_when_the_engine_is_chosen() -> None:
    def local() -> FakeEngine:
        return fake()

    with pytest.raises(Exception, match="pickle"):
        ProcessEngine(local, name="fake", version="1")


def test_plan_and_cast_are_in_no_argument_and_no_environment() -> None:
    seen: list[bytes] = []

    def look(stage: str, share: float) -> None:
        if stage.startswith("pid "):
            process = Path(f"/proc/{stage[4:]}")
            seen.append((process / "cmdline").read_bytes() + (process / "environ").read_bytes())
            raise Cancelled

    with pytest.raises(Cancelled):
        engine(Deed.SLEEP).render(PLAN, CAST, look)
    assert WORDS.encode() not in seen[0]
    assert str(PLAN.setting).encode() not in seen[0].replace(str(Path.cwd()).encode(), b"")


def test_no_file_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(EngineDied):
        engine(Deed.SEGMENT).render(PLAN, CAST, silent)
    assert len(engine().storyboard(PLAN, CAST, silent)) == 1
    assert list(tmp_path.rglob("*")) == []


PARENT = """
from functools import partial
from tests import stage_world as world
from tests.fake_engine import Deed, fake
from walkon.engines.process import ProcessEngine
from walkon.ports.making import CastMember

def tell(stage, share):
    if stage.startswith("pid "):
        print(stage[4:], flush=True)

if __name__ == "__main__":
    cast = {world.MINA: CastMember(likeness=b"likeness", voice=None, marked=False)}
    ProcessEngine(partial(fake, Deed("DEED")), name="fake", version="1").render(world.plan(), cast, tell)
"""


@pytest.mark.parametrize("deed", [Deed.SLEEP, Deed.HOLD])
def test_a_process_goes_with_its_parent(deed: Deed, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT.replace("DEED", deed), "utf-8")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    with subprocess.Popen(  # noqa: S603  our own script
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as parent:
        assert parent.stdout is not None and parent.stderr is not None
        child = int(parent.stdout.readline())
        assert alive(child)
        parent.kill()
        parent.wait()
        assert gone_within(child, AT_ONCE)
        assert parent.stderr.read() == b""


def test_errors_are_the_same_after_a_journey() -> None:
    """Class and fields cross; what caused an error stays where it was."""
    error = EngineDied(exit=-9)
    error.__cause__ = RuntimeError(WORDS)
    data = pickle.dumps(error)
    again = pickle.loads(data)  # noqa: S301  written above
    assert type(again) is EngineDied
    assert isinstance(again, WalkonError)
    assert again.fields == error.fields
    assert str(again) == str(error)
    assert WORDS.encode() not in data
