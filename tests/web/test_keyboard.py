"""From signing up to a film that is shown, with a keyboard alone; the focus is never lost, hidden or caught on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.conftest import Arrive
from tests.web.house import House
from tests.web.keys import Keys, until
from tests.web.me_house import Quiet
from walkon.domain.ids import ProductionId
from walkon.domain.production import State

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")
from playwright.sync_api import expect

DESK = {"viewport": {"width": 1280, "height": 800}, "has_touch": False, "device_scale_factor": 1}
SENTENCE = "me and @jun as astronauts on Mars"


@pytest.fixture
def house(tmp_path: Path, chromium: str) -> Iterator[House]:
    """Without a worker: what is sent is drawn by the test."""
    with House(tmp_path / "home", workers=0) as found:
        yield found


def signs_up(keys: Keys, handle: str) -> None:
    """Handle, passkey, recovery codes, and past the recording."""
    page = keys.page
    page.goto("/")
    page.wait_for_url("**/welcome")
    keys.presses(page.get_by_role("link", name=re.compile("^Sign up|^Set up|^Create")))
    page.wait_for_url("**/join")
    expect(page.get_by_role("textbox")).to_be_focused()
    keys.types(handle)
    keys.press("Enter")
    expect(page.get_by_role("listitem").first).to_be_visible()  # the codes
    keys.keeps("when the codes are shown")
    onward = page.get_by_role("button", name="Continue")
    expect(onward).to_be_disabled()
    keys.presses(page.get_by_role("switch"), "Space")
    expect(onward).to_be_enabled()
    keys.presses(onward)
    page.wait_for_url("**/record")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    keys.keeps("on the way to the recording")
    keys.presses(page.get_by_role("link", name="Later"))
    expect(page.get_by_role("heading", name="The screen is still dark")).to_be_visible()
    keys.keeps("after the recording was left for later")


def sets_rules(keys: Keys) -> None:
    """Friends may ask, and there is something never."""
    page = keys.page
    keys.presses(page.get_by_role("navigation").get_by_role("link", name="Me", exact=True))
    page.wait_for_url("**/me")
    keys.presses(page.get_by_role("link", name=re.compile("^Rules of use")))
    page.wait_for_url("**/me/cameo/rules")
    expect(page.get_by_role("radiogroup").first).to_be_visible()
    keys.keeps("when the rules are opened")
    who = page.get_by_role("radiogroup").first
    friends = who.locator("input[value=friends]")
    keys.goes_to(who)
    keys.chooses(friends)
    expect(friends).to_be_checked()
    never = page.get_by_role("textbox").first
    keys.goes_to(never)
    keys.types("no clowns")
    keys.press("Enter")
    expect(page.get_by_text("no clowns")).to_be_visible()
    expect(never).to_be_focused()
    keys.presses(page.get_by_role("button", name="Save"))
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
    keys.keeps("after the rules were saved")


def makes(keys: Keys) -> str:
    """A film with somebody who is named behind an `@`; the id."""
    page = keys.page
    keys.presses(page.get_by_role("navigation").get_by_role("link", name="Create"))
    page.wait_for_url("**/create")
    sentence = page.get_by_label("What should happen?")
    keys.goes_to(sentence)
    keys.types("me and @")
    expect(page.get_by_role("option").first).to_be_visible()
    options = page.get_by_role("option")
    mentioned = options.filter(has_text="@jun")
    for _ in range(options.count()):
        if mentioned.get_attribute("aria-selected") == "true":
            break
        keys.press("ArrowDown")
    keys.press("Enter")
    keys.types("as astronauts on Mars")
    expect(sentence).to_have_value(SENTENCE)
    expect(page.get_by_role("button", name="Place: Mars")).to_be_visible()

    chip = page.get_by_role("button", name=re.compile("^Length"))
    keys.presses(chip)
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    keys.keeps("in a sheet")
    keys.goes_to(sheet.get_by_role("radiogroup", name="Length"))
    keys.chooses(sheet.get_by_role("radio", name="4 s"), "ArrowRight")
    for _ in range(12):  # nobody gets out of a sheet by going on
        keys.steps()
        assert sheet.evaluate("sheet => sheet.contains(document.activeElement)")
    keys.press("Escape")
    expect(sheet).to_have_count(0)
    expect(chip).to_be_focused()
    expect(chip).to_have_accessible_name("Length: 4 s")
    keys.presses(page.get_by_role("button", name=re.compile("^Ask and make|^Make the film")))
    page.wait_for_url("**/films/*")
    expect(page.get_by_text("About this film")).to_be_visible()
    keys.keeps("when the film is sent")
    return str(page.url).rpartition("/")[2]


def allows(keys: Keys, words: str) -> None:
    """Whoever is asked says yes, from the inbox."""
    page = keys.page
    page.goto("/")
    keys.goes_to(page.get_by_role("navigation").get_by_role("link", name=re.compile("Inbox")))
    keys.press("Enter")
    page.wait_for_url("**/inbox")
    card = page.get_by_role("article", name="From @mina")
    keys.presses(card.get_by_role("button", name="Allow", exact=True))
    expect(page.get_by_role("dialog")).to_be_visible()
    keys.keeps("in the sheet that allows")
    keys.presses(page.get_by_role("button", name=words))
    expect(card).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)
    keys.keeps("after an answer whose card is gone")


def shows(keys: Keys) -> None:
    """The finished film is shared with those who may see it."""
    page = keys.page
    share = page.get_by_role("button", name="Share", exact=True)
    keys.presses(share)
    sheet = page.get_by_role("dialog")
    keys.goes_to(sheet.get_by_role("radiogroup").first)
    keys.press("Escape")
    expect(sheet).to_have_count(0)
    expect(share).to_be_focused()
    keys.press("Enter")
    keys.presses(sheet.get_by_role("button", name="Share now"))
    expect(sheet).to_have_count(0)
    expect(page.get_by_role("button", name="Remix")).to_be_visible()
    keys.keeps("after a film was shared")


def watches(keys: Keys, film: str) -> None:
    """Played and paused, liked, commented and passed on, in the feed."""
    page = keys.page
    keys.presses(page.get_by_role("navigation").get_by_role("link", name="Home"))
    scene = page.locator(f"[data-film='{film}']")
    expect(scene.locator("video")).to_be_visible()
    touch = scene.locator("[data-playing]")
    until(page, lambda: touch.get_attribute("data-playing") == "true")
    keys.presses(touch, "Space")
    until(page, lambda: touch.get_attribute("data-playing") == "false")
    liking = scene.locator("[data-like]")
    keys.presses(liking)
    expect(liking).to_have_attribute("aria-pressed", "true")
    keys.presses(scene.get_by_role("button", name=re.compile("comment")))
    beside = page.get_by_role("complementary")  # wide screens have room for it
    expect(beside).to_be_focused()
    keys.goes_to(beside.get_by_role("textbox"))
    keys.types("Look at the suits!")
    keys.press("Enter")
    expect(beside.get_by_text("Look at the suits!")).to_be_visible()
    expect(beside.get_by_role("textbox")).to_be_focused()
    keys.press("Escape")
    expect(beside).to_have_count(0)
    expect(scene.get_by_role("button", name=re.compile("comment"))).to_be_focused()
    keys.presses(scene.get_by_role("button", name="Share"))
    sheet = page.get_by_role("dialog")
    expect(sheet).to_be_visible()
    keys.keeps("in the sheet that passes on")
    keys.press("Escape")
    expect(scene.get_by_role("button", name="Share")).to_be_focused()


def signs_out(keys: Keys) -> None:
    page = keys.page
    keys.presses(page.get_by_role("navigation").get_by_role("link", name="Settings"))
    page.wait_for_url("**/settings")
    keys.presses(page.get_by_role("button", name="Sign out"))
    page.wait_for_url("**/welcome")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    keys.forgets()  # the page was loaded anew, and begins at its beginning
    keys.goes_to(page.get_by_role("button", name="Sign in"))


def test_from_signing_up_to_a_film_that_is_shown(arrive: Arrive, town: Quiet) -> None:
    mina, jun = (arrive(handle, signed_up=False, **DESK) for handle in ("mina", "jun"))
    mine, theirs = Keys(mina.page), Keys(jun.page)
    signs_up(mine, "mina")
    signs_up(theirs, "jun")
    town.friends(town.moves_in(mina), town.moves_in(jun))
    mina.page.reload()
    sets_rules(mine)
    film = makes(mine)
    for wanted in ("Allow this film", "Allow the storyboard", "Allow the film"):
        allows(theirs, wanted)
        if town.society.state(ProductionId(film)).state in (State.STORYBOARD, State.RENDERING):
            town.goes_on(film)
    expect(mina.page.locator("video")).to_be_visible(timeout=60_000)
    shows(mine)
    watches(mine, film)
    signs_out(mine)


def test_the_bar_can_be_skipped_and_stops_come_in_the_order_of_the_page(arrive: Arrive, town: Quiet) -> None:
    mina = arrive("mina", **DESK)
    town.moves_in(mina)
    page, keys = mina.page, Keys(mina.page)
    for path in ("/people", "/create", "/inbox", "/me", "/me/cameo/rules", "/settings", "/settings/security"):
        page.goto(path)
        page.locator("h1").first.wait_for()
        page.wait_for_load_state("networkidle") if path == "/people" else page.wait_for_timeout(300)
        keys.forgets()
        assert "Skip to the content" in keys.steps()
        keys.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content", path
        keys.steps()
        assert page.evaluate("document.querySelector('#content').contains(document.activeElement)"), path
        assert page.evaluate(IN_ORDER) == [], path
        page.reload()
        page.locator("h1").first.wait_for()
        forwards = keys.goes_round()
        assert len(forwards) > 3
        assert [keys.steps("Shift+Tab") for _ in forwards] == forwards[::-1], path


IN_ORDER = """
() => {
  const stops = [...document.querySelectorAll('[tabindex]')].filter(node => node.tabIndex > 0)
  const inside = [...document.querySelector('#content').querySelectorAll('a[href], button, input, textarea')]
    .filter(node => node.checkVisibility() && !node.disabled && node.type !== 'radio' && node.type !== 'checkbox')
    .map(node => [node.getBoundingClientRect(), node])
  const back = inside.filter(([box], at) => at > 0 && box.left < inside[at - 1][0].right && box.bottom <= inside[at - 1][0].top - 8)
  return [...stops, ...back.map(([, node]) => node)].map(node => node.outerHTML.slice(0, 120))
}
"""
