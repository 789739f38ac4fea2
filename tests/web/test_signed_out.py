"""The session ends on the server while somebody is in the middle of something: they sign in again, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import Arrive
from tests.web.house import House, Visitor
from tests.web.lines import forgets
from tests.web.me_house import Quiet
from tests.web.test_every_screen import axe, faults

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")
from playwright.sync_api import expect

__all__ = ["axe"]  # a fixture
NUMBERS = count(1)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[House]:
    with House(tmp_path_factory.mktemp("signed_out") / "home", workers=0) as found:
        yield found


def cover(page: Page) -> Locator:
    return page.get_by_role("alertdialog", name="You were signed out")


def signs_in(page: Page) -> None:
    cover(page).get_by_role("button", name="Sign in with a passkey").click()
    expect(cover(page)).to_have_count(0)


def test_in_the_middle_of_a_comment(mina: Visitor, town: Quiet, house: House, axe: str) -> None:
    me = town.moves_in(mina)
    film = town.releases(me, "me on Mars", me)
    page = mina.page
    page.goto("/")
    page.locator("article:not([inert])").get_by_role("button", name="Comments. 0 comments").click()
    words = page.get_by_label("Say something kind")
    words.fill("The helmet suits you")
    forgets(house, mina)
    page.get_by_role("button", name="Send").click()
    expect(cover(page)).to_be_visible()
    assert faults(page, axe) == []
    page.keyboard.press("Escape")
    expect(cover(page)).to_be_visible()  # it cannot be looked behind
    top = page.evaluate("document.elementFromPoint(195, 400).closest('[role=alertdialog]') !== null")
    assert top
    signs_in(page)
    expect(words).to_have_value("The helmet suits you")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_contain_text("The helmet suits you")
    assert mina.asks("GET", f"/releases/{film.id}")["comments"] == 1


def test_in_the_middle_of_a_film(mina: Visitor, town: Quiet, house: House) -> None:
    town.moves_in(mina)
    page = mina.page
    page.goto("/create")
    sentence = page.get_by_label("What should happen?")
    sentence.fill("me as an astronaut on Mars")
    make = page.get_by_role("button", name="Make the film")
    expect(make).to_be_enabled()
    forgets(house, mina)
    make.click()
    expect(cover(page)).to_be_visible()
    signs_in(page)
    expect(sentence).to_have_value("me as an astronaut on Mars")
    make.click()
    page.wait_for_url("**/films/*")
    assert len(mina.asks("GET", "/productions")["productions"]) == 1


def test_while_a_film_is_watched_that_is_made(mina: Visitor, town: Quiet, house: House) -> None:
    """Nothing is pressed: what the page asks by itself tells it, and goes on afterwards."""
    me = town.moves_in(mina)
    film = town.asks(me, "me on Mars", me)
    page = mina.page
    page.goto(f"/films/{film.id}")
    expect(page.get_by_role("progressbar")).to_be_visible()
    forgets(house, mina)
    expect(cover(page)).to_be_visible()
    signs_in(page)
    town.goes_on(film.id)
    town.goes_on(film.id)
    expect(page.get_by_role("button", name="Share")).to_be_visible()


def test_whoever_leaves_comes_back_to_where_they_were(mina: Visitor, house: House) -> None:
    page = mina.page
    page.goto("/me/plan")
    page.get_by_role("heading").first.wait_for()
    forgets(house, mina)
    page.get_by_role("link", name="Inbox").click()
    expect(cover(page)).to_be_visible()
    mina.troubles.clear()  # a screen that cannot be shown is told to the console
    page.get_by_role("button", name="Leave this page").click()
    page.wait_for_url("**/welcome?back=%2Finbox")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/inbox")
    expect(page.get_by_role("heading", name="Inbox", exact=True)).to_be_visible()


def test_a_screen_that_was_opened_meanwhile_is_whole(mina: Visitor, house: House) -> None:
    page = mina.page
    page.goto("/me/plan")
    page.get_by_role("heading").first.wait_for()
    forgets(house, mina)
    page.get_by_role("link", name="Inbox").click()
    expect(cover(page)).to_be_visible()
    signs_in(page)
    expect(page.get_by_role("heading", name="Inbox", exact=True)).to_be_visible()
    mina.troubles.clear()  # a screen that cannot be shown is told to the console


def test_somebody_else_sees_nothing_of_it(mina: Visitor, arrive: Arrive, house: House) -> None:
    """Another account signs in where one was signed out: everything begins anew."""
    page = mina.page
    other = arrive(f"other_{next(NUMBERS)}")
    page.goto("/create")
    page.get_by_label("What should happen?").fill("a secret")
    forgets(house, mina)
    page.get_by_label("What should happen?").fill("another secret")
    expect(cover(page)).to_be_visible()
    mina.context.add_cookies(other.context.cookies())  # signed in in another window
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_function("() => location.pathname === '/'")
    page.goto("/create")
    expect(page.get_by_label("What should happen?")).to_have_value("")
