"""A recording that no policy decides, from who sent it to the desk and back: what is known of it, an answer, and its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.conftest import Arrive
from tests.web.house import House, Visitor
from tests.web.left_to_people import becomes_a_cameo, left_to_a_person
from tests.web.me_house import Quiet
from tests.web.playing import plays
from tests.web.test_desk_web import WIDE
from walkon.domain.ids import TakeId

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")
from playwright.sync_api import Page, expect


@pytest.fixture
def house(tmp_path: Path, chromium: str) -> Iterator[House]:
    """With the policy that a server has by default, and without a worker: what one would do is done by the test."""
    with House(tmp_path / "home", {"WALKON_POLICY": "standard"}, workers=0) as found:
        yield found


def people(arrive: Arrive, locale: str = "en-US") -> tuple[Visitor, Visitor, Visitor]:
    """Whoever runs the server, a reviewer, and somebody who recorded themself."""
    admin, rhea = arrive("admin", **WIDE), arrive("rhea", **WIDE)
    admin.asks("PUT", "/desk/reviewers/rhea")
    return admin, rhea, arrive("hazel", locale=locale)


def asks_for_a_person(town: Quiet, hazel: Visitor) -> TakeId:
    take = left_to_a_person(town, hazel)
    page = hazel.page
    page.goto(f"/record?take={take}")
    expect(page.get_by_role("heading", level=1, name="A person has to look at it")).to_be_visible()
    expect(page.get_by_text(re.compile("Nobody looks before you ask"))).to_be_visible()
    page.get_by_role("button", name="Let a person look at it").click()
    expect(page.get_by_role("heading", level=1, name="A person will look at it")).to_be_visible()
    return take


def looks_at(page: Page, take: TakeId) -> None:
    """Why it is there and every number first; the recording only once it is opened, on record."""
    page.goto("/desk?queue=takes")
    page.get_by_role("link", name=re.compile("screen colours")).click()
    page.wait_for_url(f"**/desk/takes/{take}")
    for reason in ("No screen colours were shown.", "The server did not watch while it was recorded."):
        expect(page.get_by_text(reason).first).to_be_visible()
    for name, value in (("frames", "600"), ("blinks", "4"), ("quality snr", "35"), ("light score", "20")):
        row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name, exact=True))
        expect(row.get_by_role("cell")).to_have_text(value)
    expect(page.get_by_text("hazel")).to_have_count(0)  # whose it is is not said
    expect(page.locator("video")).to_have_count(0)
    for answer in ("Accept", "Refuse"):
        expect(page.get_by_role("button", name=re.compile(answer))).to_be_disabled()
    page.get_by_role("button", name=re.compile("^Open")).click()
    plays(page.locator("video"))


def test_it_is_refused_with_a_reason_and_a_word(arrive: Arrive, town: Quiet) -> None:
    admin, rhea, hazel = people(arrive)
    take = asks_for_a_person(town, hazel)
    looks_at(rhea.page, take)
    page = rhea.page
    page.get_by_role("button", name=re.compile("^Refuse")).click()
    dialog = page.get_by_role("alertdialog")
    expect(dialog.get_by_role("button", name="Refuse")).to_be_disabled()  # nobody refuses without a reason
    dialog.get_by_text("A picture, a screen or a mask").click()
    dialog.get_by_label("A word to them").fill("Please record yourself, and not a picture.")
    dialog.get_by_role("button", name="Refuse").click()
    page.wait_for_url("**/desk?queue=takes")
    expect(page.get_by_text("Nothing is waiting")).to_be_visible()

    page = hazel.page
    expect(page.get_by_role("heading", level=1, name="This recording was not accepted")).to_be_visible()
    expect(page.get_by_text("Please record yourself, and not a picture.")).to_be_visible()
    (reason,) = hazel.asks("GET", f"/me/takes/{take}")["why"]
    assert reason["code"] == "not_live"
    expect(page.get_by_text(reason["says"])).to_be_visible()
    expect(page.get_by_role("button", name="Record again")).to_be_enabled()
    assert rhea.context.request.get(f"/api/v1/desk/takes/{take}/recording").status == 404  # it is erased
    acts = [entry["act"] for entry in admin.asks("GET", "/desk/audit")["entries"]]
    assert acts[:3] == ["refused_take", "opened_take", "asked_for_review"]


def test_it_is_accepted_and_becomes_a_cameo(arrive: Arrive, town: Quiet) -> None:
    _admin, rhea, hazel = people(arrive)
    take = asks_for_a_person(town, hazel)
    looks_at(rhea.page, take)
    page = rhea.page
    page.keyboard.press("y")
    dialog = page.get_by_role("alertdialog")
    expect(dialog.get_by_role("button", name="Accept")).to_be_disabled()
    dialog.get_by_text("Somebody is there and does what was asked").click()
    dialog.get_by_role("button", name="Accept").click()
    page.wait_for_url("**/desk?queue=takes")
    expect(page.get_by_text("Nothing is waiting")).to_be_visible()

    page = hazel.page
    expect(page.get_by_role("heading", level=1, name="Looking at your recording")).to_be_visible()
    becomes_a_cameo(town, hazel, take)
    expect(page.get_by_role("heading", name="You are a cameo").last).to_be_visible()


def test_in_korean_and_taken_back(arrive: Arrive, town: Quiet) -> None:
    _admin, rhea, hazel = people(arrive, "ko-KR")
    take = left_to_a_person(town, hazel)
    page = hazel.page
    page.goto(f"/record?take={take}")
    page.get_by_role("button", name="사람에게 확인받기").click()
    expect(page.get_by_role("heading", level=1, name="사람이 확인할 거예요")).to_be_visible()
    assert len(rhea.asks("GET", "/desk/takes")) == 1
    page.get_by_role("button", name="거두고 지우기").click()
    expect(page.get_by_role("heading", level=1, name="지웠어요")).to_be_visible()
    assert rhea.asks("GET", "/desk/takes") == []
