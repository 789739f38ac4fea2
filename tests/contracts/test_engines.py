"""Every engine keeps the same promises, in this process and in one of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from tests import stage_world as world
from tests.engine_server import EngineServer
from tests.fake_engine import fake
from tests.made_puppet import likeness
from tests.small_stage import small_stage
from walkon.domain.capture import Language
from walkon.domain.errors import Cancelled
from walkon.domain.ids import Handle, SettingId
from walkon.domain.joining import joined
from walkon.domain.plan import Framing, Line
from walkon.engines.distant import DistantEngine
from walkon.engines.errors import EngineFailed
from walkon.engines.process import ProcessEngine
from walkon.media.decode import open_clip
from walkon.ports.making import WIDEST, CastMember, Engine, Rendered
from walkon.ports.world import Progress, silent
from walkon.stage import plates
from walkon.stage.errors import UnknownSetting

Picture = npt.NDArray[np.int64]
PLAN = world.plan(framing=Framing.MEDIUM, size=(192, 128), shots=2)


def cast(*, marked: bool = False) -> Mapping[Handle, CastMember]:
    return {world.MINA: CastMember(likeness=likeness(), voice=None, marked=marked)}


@dataclass(frozen=True)
class Tried:
    """An engine, and what it made of `PLAN` and told meanwhile; each is made once, since some take seconds."""

    engine: Engine
    heard: dict[str, list[tuple[str, float]]] = field(default_factory=dict)
    films: dict[bool, Rendered] = field(default_factory=dict)
    boards: dict[bool, Sequence[bytes]] = field(default_factory=dict)

    def film(self, *, marked: bool = False) -> Rendered:
        if marked not in self.films:
            self.films[marked] = self.engine.render(PLAN, cast(marked=marked), self._listen("draw"))
        return self.films[marked]

    def stills(self, *, marked: bool = False) -> Sequence[bytes]:
        if marked not in self.boards:
            self.boards[marked] = self.engine.storyboard(PLAN, cast(marked=marked), self._listen("storyboard"))
        return self.boards[marked]

    def _listen(self, work: str) -> Progress:
        self.heard[work] = []

        def told(stage: str, share: float) -> None:
            self.heard[work].append((stage, share))

        return told


@pytest.fixture(
    scope="module",
    params=["fake", "fake apart", "fake elsewhere", "stage", pytest.param("stage apart", marks=pytest.mark.slow)],
)
def tried(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tried]:
    make: Callable[[], Engine] = fake
    with pytest.MonkeyPatch.context() as patch:
        if "stage" in request.param:
            make = partial(small_stage, world.build_plates(tmp_path_factory.mktemp("plates")))
            patch.setattr(plates, "FOLDER", plates.FOLDER)  # put back afterwards
        inside = make()
        apart = "apart" in request.param
        if "elsewhere" in request.param:
            with EngineServer() as server:
                yield Tried(server.engine())
            return
        yield Tried(ProcessEngine(make, name=inside.name, version=inside.version) if apart else inside)


@cache
def picture(data: bytes) -> Picture:
    decoded = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert decoded is not None
    return np.asarray(decoded, np.int64)


@cache
def frames(film: bytes) -> list[Picture]:
    return [np.asarray(frame, np.int64) for frame in open_clip(film).frames()]


def test_it_says_who_it_is(tried: Tried) -> None:
    assert tried.engine.name
    assert tried.engine.version


def test_a_plan_becomes_a_film_of_its_size_and_length(tried: Tried) -> None:
    film = tried.film()
    pictures = frames(film.data)
    assert len(pictures) == PLAN.frames
    assert pictures[0].shape == (PLAN.height, PLAN.width, 3)
    assert film.synthetic_voice is False
    assert film.stages
    assert all(seconds >= 0 for seconds in film.stages.values())


def test_lines_make_the_voice_synthetic(tried: Tried) -> None:
    line = Line(person=world.MINA, text="Yes", language=Language.ENGLISH)
    spoken = replace(PLAN, shots=(replace(PLAN.shots[0], lines=(line,)),))
    assert tried.engine.render(spoken, cast(), silent).synthetic_voice is True


def test_every_shot_has_a_still(tried: Tried) -> None:
    assert [picture(still).shape for still in tried.stills()] == [(PLAN.height, PLAN.width, 3)] * 2


def test_stills_are_no_larger_than_they_may_be(tried: Tried) -> None:
    large = replace(PLAN, shots=PLAN.shots[:1], width=1280, height=720)
    (still,) = tried.engine.storyboard(large, cast(), silent)
    assert picture(still).shape == (540, WIDEST, 3)


def test_a_film_of_parts_is_each_of_them_in_a_row(tried: Tried) -> None:
    other = replace(PLAN, seed=PLAN.seed + 1, shots=PLAN.shots[:1])
    whole = joined([PLAN, other])
    assert tuple(tried.engine.storyboard(whole, cast(), silent)) == (
        *tried.stills(),
        *tried.engine.storyboard(other, cast(), silent),
    )
    apart = [*frames(tried.film().data), *frames(tried.engine.render(other, cast(), silent).data)]
    together = frames(tried.engine.render(whole, cast(), silent).data)
    assert len(together) == whole.frames == len(apart)
    assert max(np.abs(a - b).mean() for a, b in zip(apart, together, strict=True)) < 2  # encoded with other neighbours


def test_equal_plans_are_equal_stills_and_films(tried: Tried) -> None:
    assert tuple(tried.engine.storyboard(PLAN, cast(), silent)) == tuple(tried.stills())
    again = frames(tried.engine.render(PLAN, cast(), silent).data)
    assert max(np.abs(a - b).mean() for a, b in zip(frames(tried.film().data), again, strict=True)) < 1


def test_another_seed_is_another_storyboard(tried: Tried) -> None:
    other = replace(PLAN, seed=PLAN.seed + 1)
    assert tuple(tried.engine.storyboard(other, cast(), silent)) != tuple(tried.stills())


def test_a_mark_is_in_every_still_and_every_picture_of_the_film(tried: Tried) -> None:
    plain = [*map(picture, tried.stills()), *frames(tried.film().data)]
    marked = [*map(picture, tried.stills(marked=True)), *frames(tried.film(marked=True).data)]
    for a, b in zip(plain, marked, strict=True):
        changed = np.abs(a - b).max(-1) > 40
        assert 0.0005 < changed.mean() < 0.2


def test_progress_is_told_and_goes_from_0_to_1(tried: Tried) -> None:
    tried.film()
    tried.stills()
    for work in ("draw", "storyboard"):
        assert all(0 <= share <= 1 for _, share in tried.heard[work])
        shares = [share for stage, share in tried.heard[work] if stage == work]
        assert shares == sorted(shares)
        assert shares[-1] == 1


@pytest.mark.parametrize(("raised", "after"), [(Cancelled(), 0), (Cancelled(), 2), (KeyError("something else"), 2)])
@pytest.mark.parametrize("work", ["render", "storyboard"])
def test_what_progress_raises_ends_the_work_and_goes_on(tried: Tried, work: str, raised: Exception, after: int) -> None:
    calls = 0

    def stop(stage: str, share: float) -> None:
        nonlocal calls
        calls += 1
        if calls > after:
            raise raised

    with pytest.raises(type(raised)) as caught:
        getattr(tried.engine, work)(PLAN, cast(), stop)
    assert caught.value is raised
    assert calls == after + 1


@pytest.mark.parametrize("work", ["render", "storyboard"])
def test_errors_with_a_sentence_arrive_as_they_are(tried: Tried, work: str) -> None:
    if isinstance(tried.engine, DistantEngine):
        with pytest.raises(EngineFailed):  # what exactly failed stays there
            getattr(tried.engine, work)(replace(PLAN, setting=SettingId("moon")), cast(), silent)
        return
    with pytest.raises(UnknownSetting) as caught:
        getattr(tried.engine, work)(replace(PLAN, setting=SettingId("moon")), cast(), silent)
    assert caught.value.code == "unknown_setting"
    assert caught.value.fields["id"] == "moon"
    assert "moon" in caught.value.sentence("en")
