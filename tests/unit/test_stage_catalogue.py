from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests import stage_world as world
from walkon.domain.errors import WalkonError
from walkon.domain.plan import Hour, Role, Weather
from walkon.stage import catalogue
from walkon.stage.catalogue import MadeOf
from walkon.stage.errors import (
    CatalogueBroken,
    HourNotThere,
    UnknownCostume,
    UnknownProp,
    UnknownSetting,
    WeatherNotThere,
)


def test_the_four_settings_and_their_costumes_are_there() -> None:
    known = catalogue.load()
    assert {"giant_wave", "mars", "concert", "noir_office"} <= set(known.settings)
    assert {"wetsuit", "astronaut", "performer", "detective"} <= set(known.costumes)
    assert {"fedora", "microphone"} <= set(known.props)


def test_every_setting_has_an_hour_of_its_own_default() -> None:
    for setting in catalogue.load().settings.values():
        assert setting.default.hour in setting.hours
        assert set(setting.light) == (set(setting.hours) if setting.made_of is MadeOf.PLATES else set())


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"setting": "moon"}, UnknownSetting),
        ({"roles": (Role(person=world.MINA, costume="toga"),)}, UnknownCostume),  # type: ignore[arg-type]
        ({"roles": (Role(person=world.MINA, costume="wetsuit", props=("sword",)),)}, UnknownProp),  # type: ignore[arg-type]
    ],
)
def test_unknown_words_are_refused_with_a_code(change: dict[str, object], error: type[WalkonError]) -> None:
    spoilt = replace(world.plan(), **change)  # type: ignore[arg-type]
    with pytest.raises(error) as refused:
        catalogue.load().check(spoilt)
    assert refused.value.code.startswith("unknown_")
    assert refused.value.sentence("ko") != refused.value.sentence("en")


def test_an_hour_or_weather_a_setting_does_not_have_is_refused() -> None:
    known = catalogue.load()
    mars = known.setting("mars")
    poorer = replace(
        known,
        settings={mars.id: replace(mars, hours=(Hour.NIGHT,), weathers=(Weather.CLEAR,))},
    )
    with pytest.raises(HourNotThere):
        poorer.check(world.plan(hour=Hour.DAY))
    with pytest.raises(WeatherNotThere):
        poorer.check(world.plan(hour=Hour.NIGHT, weather=Weather.SNOW))


def test_hats_need_a_free_head() -> None:
    known = catalogue.load()

    def role(costume: str, *props: str) -> Role:
        return Role(person=world.MINA, costume=known.costume(costume).id, props=props)

    assert known.hat(role("detective", "fedora")) is not None
    assert known.hat(role("astronaut", "fedora")) is None


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("settings.toml", "made_of = ", "made_from = "),
        ("settings.toml", 'hour = "sunset"', 'hour = "teatime"'),
        ("settings.toml", 'costume = "astronaut"', 'costume = "toga"'),
        ("settings.toml", "exposure = 1.05", "exposure = -1"),
        ("costumes.toml", '["microphone"]', '["sword"]'),
        ("looks.toml", "[noir]", "[grim]"),
        ("looks.toml", "[noir]", "[noir"),
        ("props.toml", 'plates = "fedora"', 'plate = "fedora"'),
    ],
)
def test_a_spoilt_data_file_is_found_when_it_is_read(tmp_path: Path, file: str, old: str, new: str) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(catalogue.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CatalogueBroken) as broken:
        catalogue.load(folder)
    assert "toml" in str(broken.value)
