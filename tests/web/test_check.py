"""Anybody checks a film, without an account: a signed one, an altered one, one that was taken back, and no film at all."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from tests.web.conftest import Arrive
from tests.web.house import House
from walkon.actions import become_of
from walkon.actions.stop_uses import end
from walkon.domain.cameo import Standing
from walkon.domain.grants import Audience, Purpose, Where
from walkon.domain.ids import AccountId, ProductionId
from walkon.domain.production import Production, State, Use
from walkon.domain.provenance import Claims, ConsentRecord, production_mark
from walkon.media.encode import FilmEncoder
from walkon.ports.store import Unit

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

MADE = ProductionId("ab" * 16)


@pytest.fixture(scope="module")
def plain() -> bytes:
    """A second of slow colours."""
    rows = np.linspace(0, 200, 96, dtype=np.uint8)[:, None]
    with FilmEncoder(160, 96) as encoder:
        for picture in range(24):
            colours = [rows // 2 + 40, np.full_like(rows, 60 + picture), rows]
            encoder.write(np.ascontiguousarray(np.stack(colours, axis=2).repeat(160, axis=1).astype(np.uint8)))
        return encoder.finish(None)


def signed(house: House, plain: bytes) -> bytes:
    claims = Claims(
        engine="walkon-stage",
        engine_version="1.0",
        consents=(ConsentRecord(cameo="c" * 64, basis=Standing.VERIFIED),),
        unverified=False,
        synthetic_voice=True,
        production=production_mark(MADE),
        made_on=datetime(2026, 11, 3, tzinfo=UTC).date(),
    )
    return house.server.house.sign(plain, claims)


def known(house: House, owner: AccountId) -> None:
    """The server has a production of that film, and remembers its mark."""
    now = datetime.now(UTC)
    use = Use(purpose=Purpose.PERSONAL, audience=Audience.FRIENDS, engine="walkon-stage", where=Where.HERE)

    def add(unit: Unit) -> None:
        unit.productions.add(
            Production(
                id=MADE,
                owner=owner,
                prompt="",
                cast=(),
                use=use,
                state=State.RELEASED,
                created_at=now,
                changed_at=now,
            )
        )
        become_of.remember(unit, MADE, now)

    house.server.store.write(add)


def take_back(house: House) -> None:
    def change(unit: Unit) -> None:
        found = unit.productions.get(MADE)
        assert found is not None
        end(unit, found, datetime.now(UTC), ("owner",))

    house.server.store.write(change)


def checks(page: Page, data: bytes, name: str = "film.mp4", kind: str = "video/mp4") -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": kind, "buffer": data})


def again(page: Page) -> None:
    page.get_by_role("button", name="Check another").click()
    expect(page.get_by_role("button", name="Choose a file")).to_be_visible()


def test_signed_altered_withdrawn_and_none(arrive: Arrive, house: House, plain: bytes) -> None:
    mina = arrive("mina")
    known(house, AccountId(mina.asks("GET", "/me")["id"]))
    film = signed(house, plain)
    page = arrive("anybody", signed_up=False).page
    page.goto("/check")
    checks(page, film)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("This film is what it says it is.")
    expect(heading).to_be_focused()
    page.get_by_text("What is signed into it").click()
    expect(page.get_by_text("November 3, 2026")).to_be_visible()
    expect(page.get_by_text("walkon-stage 1.0")).to_be_visible()
    page.get_by_text("1 consent", exact=True).click()
    expect(page.get_by_text("c" * 16)).to_be_visible()
    again(page)

    altered = bytearray(film)
    altered[film.index(b"mdat") + 200] ^= 1
    checks(page, bytes(altered))
    expect(heading).to_have_text("This film was changed after it was signed.")
    again(page)

    take_back(house)
    checks(page, film)
    expect(heading).to_have_text("This film has been taken back.")
    again(page)

    checks(page, plain)
    expect(heading).to_have_text("Nothing is signed into this film.")
    again(page)
    checks(page, b"%PDF-1.7 of somebody", "film.pdf", "application/pdf")
    expect(page.get_by_role("alert")).to_contain_text("not a video")
    assert not list(Path(house.home).rglob("*.mp4"))


def test_by_link_and_in_korean(arrive: Arrive, house: House, plain: bytes) -> None:
    mina = arrive("mina")
    known(house, AccountId(mina.asks("GET", "/me")["id"]))
    page = arrive("anybody", signed_up=False, locale="ko-KR").page
    page.goto("/check")
    page.get_by_label("이 서버에 있는 영상의 링크").fill(f"{house.address}/watch/{MADE}")
    page.get_by_role("button", name="링크 확인").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("여기서 만든 영상이고, 거두어들인 사람이 없어요.")
    take_back(house)
    page.goto(f"/check?link={MADE}")  # as other screens lead here
    expect(page.get_by_role("heading", level=1)).to_have_text("거두어들인 영상이에요.")
    page.goto("/check?link=https://elsewhere.example/film")
    expect(page.get_by_role("alert")).to_contain_text("링크가 아닙니다")
