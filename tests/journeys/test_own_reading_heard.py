"""A performer reads a line as a browser records it; it is judged by what is really heard, and heard in a real film."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from tests.filming import Filming
from tests.journeys.test_api import Guest
from tests.journeys.test_own_reading import reads, refused
from tests.made_puppet import likeness
from tests.readings import LINE, PACKED, RATE, Voices, packed, performed
from tests.studio_worker import OpenVault
from walkon.bootstrap.listening import Listening
from walkon.domain.captions import SHORTEST
from walkon.domain.ids import CameoId
from walkon.domain.production import State
from walkon.engines.stage import StageEngine
from walkon.media.decode import open_clip
from walkon.media.recorded import from_wav
from walkon.media.sound import Sound
from walkon.ports.store import What
from walkon.ports.vault import CameoVault
from walkon.voice.provider import StockVoice

pytestmark = pytest.mark.slow
READER, OTHER = "cedar", "birch"


class Puppets(OpenVault):
    """Everybody's likeness is an oval with eyes."""

    def open(self, cameo: CameoId, part: str) -> bytes:
        return likeness()


class Studio(Filming):
    """Hears and draws for real."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.voices = Voices()
        listening = Listening(cast(CameoVault, self.voices))
        self.app.state.service = replace(self.app.state.service, hear=listening)
        self.workshop = replace(
            self.workshop, engines={"walkon-stage": StageEngine(StockVoice())}, vault=Puppets(), sign=self._unsigned
        )

    def _unsigned(self, film: bytes, claims: Any) -> bytes:
        self.claims.append(claims)
        return film

    def film(self, production: str) -> bytes:
        def look(unit: Any) -> Any:
            return unit.made.find(production=production, what=What.FILM, place=0)

        reader = self.media.open(self.society.store.read(look).kept)
        return reader.read(0, reader.size)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Studio]:
    found = Studio(tmp_path)
    yield found
    found.society.close()


@pytest.fixture
def mina(house: Studio) -> Guest:
    """Somebody with the voice of `READER`."""
    found = house.guest("mina")
    house.voices.give(str(found.ok("GET", "/me")["id"])[::-1], READER)
    return found


def written(mina: Guest) -> str:
    wanted = {"prompt": "me in a small office, talking", "cast": ["mina"], "width": 192, "height": 160, "seconds": 6}
    choices = {"lines": [{"handle": "mina", "text": LINE}], "mood": "none"}
    return str(mina.ok("POST", "/productions", wanted | {"choices": choices}, 201)["id"])


def alike(film: Sound, reading: Sound) -> tuple[float, float]:
    """How well a sound is found in a film (0 to 1), and where, seconds; both at one rate, mono."""
    whole, part = film.samples, reading.samples - reading.samples.mean()
    size = 1 << int(np.ceil(np.log2(len(whole) + len(part))))
    found = np.fft.irfft(np.fft.rfft(whole, size) * np.conj(np.fft.rfft(part, size)), size)[
        : len(whole) - len(part) + 1
    ]
    energy = np.concatenate([[0.0], np.cumsum(whole.astype(np.float64) ** 2)])
    beside = np.sqrt(np.maximum(energy[len(part) :] - energy[: len(whole) - len(part) + 1], 1e-9))
    fit = found / (beside * np.linalg.norm(part))
    return float(fit.max()), float(fit.argmax()) / film.rate


def test_from_the_microphone_to_the_film(house: Studio, mina: Guest) -> None:
    film = written(mina)
    kept = reads(mina, film, 0, packed(performed(READER))).json()
    assert kept["reading"]["unsure"] == []
    recording = mina.asks("GET", f"/productions/{film}/lines/0/reading").content
    mina.ok("POST", f"/productions/{film}/send")
    other = written(mina)
    mina.ok("POST", f"/productions/{other}/send")
    assert State.READY in house.works()
    read, made = (open_clip(house.film(one)).sound(24_000) for one in (film, other))
    assert read is not None
    assert made is not None
    reading = from_wav(recording, 24_000)
    (fit, begins), (unlike, _) = alike(read, reading), alike(made, reading)
    assert fit > 0.7, (fit, unlike)
    assert unlike < 0.3, (fit, unlike)
    assert [(len(claims.own_voices), claims.synthetic_voice) for claims in house.claims] == [(1, False), (0, True)]

    vtt = mina.asks("GET", f"/productions/{film}/captions").text
    start, end = (_seconds(moment) for moment in vtt.splitlines()[2].split(" --> "))
    assert start == pytest.approx(begins, abs=0.05)
    assert end - start == pytest.approx(reading.seconds, abs=0.05)
    assert end - start > SHORTEST


def _seconds(moment: str) -> float:
    hours, minutes, rest = moment.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


@pytest.mark.parametrize("kind", [kind for kind in PACKED if kind != "webm"])
def test_whatever_browsers_record(house: Studio, mina: Guest, kind: str) -> None:
    answer = reads(mina, written(mina), 0, packed(performed(READER), kind))
    assert answer.status_code == 200, answer.text


def test_what_is_not_it_is_refused_with_reasons(house: Studio, mina: Guest) -> None:
    film, good = written(mina), performed(READER).samples
    chance = np.random.default_rng(7)
    words = "A bright morning makes even the oldest street look new to me."

    def heard(samples: object) -> bytes:
        return packed(Sound(samples=np.asarray(samples, np.float32), rate=RATE))

    for name, recording, reason in (
        ("silence", heard(np.zeros(3 * RATE)), "silent"),
        ("noise alone", heard(chance.normal(0, 0.05, 3 * RATE)), "silent"),
        ("a noisy room", heard(good + chance.normal(0, 0.06, len(good))), "noisy"),
        ("overload", heard(np.clip(good * 12, -0.5, 0.5)), "clipped"),
        ("another voice", packed(performed(OTHER)), "other_voice"),
        ("other words", packed(performed(READER, words)), "other_words"),
        ("three times over", heard(np.tile(good, 3)), "too_long"),
        ("half of it", heard(good[: len(good) // 4]), "too_short"),
    ):
        told = refused(reads(mina, film, 0, recording), 422, "reading_refused")
        assert reason in told["fields"]["reasons"], (name, told["fields"])
    for junk in (b"\0" * 1000, b"RIFF" + bytes(200), packed(performed(READER))[:400]):
        refused(reads(mina, film, 0, junk), 422, "reading_unreadable")
    assert not any(name.startswith("readings/") for name in house.media.names())
