"""The browser's way back: it closes what lies over a page, leaves a page whole, and takes nothing away that was written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import Arrive
from tests.web.house import House, Visitor
from tests.web.me_house import Quiet

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")
from playwright.sync_api import expect


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[House]:
    with House(tmp_path_factory.mktemp("back") / "home", workers=0) as found:
        yield found


def shown(page: Page) -> Locator:
    return page.locator("article:not([inert])")


def at(page: Page, path: str) -> None:
    """The page is there, and shows what belongs to its address."""
    page.wait_for_url(f"**{path}")


def test_back_closes_a_sheet_and_then_leaves(mina: Visitor, town: Quiet) -> None:
    me = town.moves_in(mina)
    town.releases(me, "me on Mars", me)
    page, sheet = mina.page, mina.page.get_by_role("dialog")
    page.goto("/people")
    page.get_by_role("link", name="Home").first.click()
    shown(page).get_by_role("button", name="Comments. 0 comments").click()
    sheet.get_by_label("Say something kind").fill("Half a thou")
    page.go_back()
    expect(sheet).to_have_count(0)
    at(page, "/")
    expect(shown(page)).to_have_count(1)  # the film is still there

    page.go_forward()  # to where a sheet was: nothing happens
    expect(sheet).to_have_count(0)
    shown(page).get_by_role("button", name="Comments. 0 comments").click()
    expect(sheet.get_by_label("Say something kind")).to_have_value("Half a thou")  # what was written is kept
    sheet.get_by_role("button", name="Close").click()
    expect(sheet).to_have_count(0)
    page.wait_for_function("() => !history.state?.walkonSheet")
    page.go_back()
    at(page, "/people")


def test_one_sheet_after_the_other_is_one_step(mina: Visitor, town: Quiet) -> None:
    me, jun = town.account(mina), town.lives_here(f"jun_{mina.handle}")
    town.friends(me, jun)
    town.releases(jun, "me on Mars", jun)
    page, sheet = mina.page, mina.page.get_by_role("dialog")
    page.goto("/people")
    page.get_by_role("link", name="Home").first.click()
    shown(page).get_by_role("button", name="More").click()
    sheet.get_by_role("button", name="Report this film").click()
    expect(sheet.get_by_role("heading", name="Report")).to_be_visible()
    page.go_back()
    expect(sheet).to_have_count(0)
    page.go_back()
    at(page, "/people")


@pytest.mark.parametrize("rested", [True, False], ids=["rested", "at_once"])
def test_a_link_in_a_sheet_and_back(mina: Visitor, town: Quiet, rested: bool) -> None:
    """Back from where a sheet led is the page without the sheet, in one step; and once more is the page before.

    So too for whoever is quicker than the page that the sheet leads to.
    """
    me = town.moves_in(mina)
    film = town.releases(me, "me on Mars", me)
    mina.asks("POST", f"/productions/{film.id}/comments", {"words": "Hello"})
    page, sheet = mina.page, mina.page.get_by_role("dialog")
    page.goto("/people")
    page.get_by_role("link", name="Home").first.click()
    shown(page).get_by_role("button", name="Comments. 1 comment").click()
    sheet.get_by_role("link", name=f"@{mina.handle}").click()
    at(page, f"/people/{mina.handle}")
    if rested:
        expect(page.get_by_role("heading", name=f"@{mina.handle}")).to_be_visible()
    page.go_back()
    at(page, "/")
    expect(shown(page)).to_have_count(1)
    expect(sheet).to_have_count(0)
    page.wait_for_function("() => !history.state?.walkonSheet")
    page.go_back()
    at(page, "/people")


def test_a_film_that_is_written_survives_back_and_reload(mina: Visitor, town: Quiet) -> None:
    town.moves_in(mina)
    page, sheet = mina.page, mina.page.get_by_role("dialog")
    sentence = page.get_by_label("What should happen?")
    page.goto("/people")
    page.get_by_role("link", name="Create").click()
    sentence.fill("me as an astronaut on Mars")
    page.get_by_role("button", name="Place: Mars").click()
    page.go_back()
    expect(sheet).to_have_count(0)
    expect(sentence).to_have_value("me as an astronaut on Mars")
    page.get_by_role("button", name="Length: As it needs").click()
    sheet.locator("label", has_text="4 s").first.click()
    page.go_back()  # a choice is made when it is touched
    expect(page.get_by_role("button", name="Length: 4 s")).to_be_visible()
    page.go_back()
    at(page, "/people")
    page.go_forward()
    expect(sentence).to_have_value("me as an astronaut on Mars")
    expect(page.get_by_role("button", name="Length: 4 s")).to_be_visible()
    page.reload()
    expect(sentence).to_have_value("me as an astronaut on Mars")


def test_an_answer_in_the_inbox_is_not_given_by_going_back(mina: Visitor, town: Quiet) -> None:
    me, jun = town.moves_in(mina), town.lives_here(f"jun_{mina.handle}")
    town.friends(me, jun)
    film = town.asks(jun, f"me and @{mina.handle} as astronauts on Mars", jun, me)
    page = mina.page
    page.goto("/inbox")
    page.get_by_role("button", name="Refuse", exact=True).click()
    page.get_by_label("Reason").fill("Not on Mars")
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    at(page, "/inbox")
    assert town.society.state(film.id).state.value == "waiting_for_consent"
    page.get_by_role("button", name="Refuse", exact=True).click()
    expect(page.get_by_label("Reason")).to_have_value("Not on Mars")


def test_recovery_codes_are_not_lost_by_going_back(arrive: Arrive, house: House) -> None:
    visitor = arrive("nobody", signed_up=False)
    page = visitor.page
    page.goto("/welcome")
    page.get_by_role("link", name="Create an account").click()
    page.get_by_role("textbox").first.fill("careful")
    page.locator("form button[type=submit]").click()
    codes = page.get_by_role("listitem")
    codes.first.wait_for()
    page.go_back()
    expect(page.get_by_role("status").get_by_text("They are shown only now")).to_be_visible()
    expect(codes.first).to_be_visible()
    at(page, "/join")
    page.locator("label:has([role=switch])").click()
    page.get_by_role("button", name="Continue").click()
    at(page, "/record")
