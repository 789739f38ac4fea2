"""Slow and broken networks: what is asked is answered in words, what was sent counts once, and everything comes back by itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import Arrive
from tests.web.house import House, Visitor
from tests.web.lines import loses_answers, slow
from tests.web.me_house import Quiet
from walkon.domain.grants import Audience

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")
from playwright.sync_api import expect

NUMBERS = count(1)
PLAN = "[free]\nproductions_a_day = 2\n"
NEVER_BLANK = """
() => {
  window.blank = []
  const look = () => {
    if (document.body !== null && document.readyState !== 'loading') {
      const all = [...document.body.querySelectorAll('*')]
      const shown = all.some(one => one.checkVisibility() && one.getBoundingClientRect().height > 0)
      if (!shown) window.blank.push(performance.now())
    }
    requestAnimationFrame(look)
  }
  look()
}
"""
SCREENS = ("/", "/people", "/create", "/films", "/inbox", "/me", "/me/cameo", "/settings", "/record")
UNREACHABLE = "Walkon cannot be reached"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("networks")
    (folder / "plans.toml").write_text(PLAN)
    with House(folder / "home", {"WALKON_PLANS": str(folder / "plans.toml")}, workers=0) as found:
        yield found


@pytest.fixture
def mina(arrive: Arrive) -> Visitor:
    """Each test has a person of its own, and no service worker between the page and the line."""
    return arrive(f"mina_{next(NUMBERS)}", service_workers="block")


def drawn_up(page: Page, sentence: str = "me as an astronaut on Mars") -> None:
    """A film that only has to be sent."""
    page.goto("/create")
    page.get_by_label("What should happen?").fill(sentence)
    expect(page.get_by_role("button", name="Make the film")).to_be_enabled()


def updated(page: Page, part: str) -> None:
    """The server has another version of the app: a part that the open page wants is gone, until it is loaded anew."""
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url) if request.resource_type == "document" else None)
    page.route(part, lambda route: route.fallback() if loaded else route.fulfill(status=404))


def test_on_3g_no_screen_is_ever_empty_and_each_becomes_whole(mina: Visitor, town: Quiet) -> None:
    me, jun = town.moves_in(mina), town.lives_here(f"jun_{mina.handle}")
    town.friends(me, jun)
    town.releases(jun, "me on Mars", jun)
    page = mina.page
    slow(mina)
    page.add_init_script(f"({NEVER_BLANK})()")
    for path in SCREENS:
        page.goto(path, wait_until="commit")
        page.locator("h1, h2").first.wait_for(state="attached", timeout=60_000)
        expect(page.locator("main [role=status]:has-text('Loading')")).to_have_count(0)
        expect(page.locator("main [class*=skeleton]")).to_have_count(0)
        assert page.evaluate("blank") == [], path


def test_a_screen_without_a_connection_comes_back_by_itself(mina: Visitor, town: Quiet) -> None:
    town.moves_in(mina)
    page = mina.page
    page.goto("/inbox")
    expect(page.get_by_role("heading", name="Inbox", exact=True)).to_be_visible()
    page.goto("/people")  # what a phone has loaded is there: the screens' files, not what they show
    expect(page.get_by_role("heading", name="People", exact=True)).to_be_visible()
    mina.context.set_offline(True)
    expect(page.get_by_text("No connection. You see what was loaded before.")).to_be_visible()
    page.get_by_role("link", name="Me", exact=True).click()
    expect(page.get_by_role("alert").get_by_text(UNREACHABLE)).to_be_visible()
    mina.context.set_offline(False)
    expect(page.get_by_text(UNREACHABLE)).to_have_count(0)
    expect(page.get_by_text(f"@{mina.handle}").first).to_be_visible()
    expect(page.get_by_text("No connection. You see")).to_have_count(0)
    mina.troubles.clear()  # a screen that cannot be shown is told to the console


def test_the_app_opens_without_a_connection(arrive: Arrive) -> None:
    """By its service worker: the shell and its words, and nothing that belongs to a person."""
    jun = arrive(f"jun_{next(NUMBERS)}")
    page = jun.page
    page.goto("/people")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    jun.context.set_offline(True)
    page.goto("/create")
    expect(page.get_by_role("alert").get_by_text(UNREACHABLE)).to_be_visible()
    kept = page.evaluate(
        "async () => (await Promise.all((await caches.keys()).map(async name =>"
        " (await (await caches.open(name)).keys()).map(one => new URL(one.url).pathname)))).flat()"
    )
    assert kept and not [one for one in kept if one.startswith("/api/")]
    jun.context.set_offline(False)
    expect(page.get_by_label("What should happen?")).to_be_visible()
    jun.troubles.clear()  # a screen that cannot be shown is told to the console


def test_a_film_whose_answer_was_lost_is_made_once(mina: Visitor, town: Quiet) -> None:
    town.moves_in(mina)
    page = mina.page
    drawn_up(page)
    mina.context.set_offline(True)
    page.get_by_role("button", name="Make the film").click()
    expect(page.get_by_role("alert").get_by_text(UNREACHABLE)).to_be_visible()
    mina.context.set_offline(False)
    keys = loses_answers(page, "**/api/v1/productions")
    page.get_by_role("button", name="Make the film").click()
    page.wait_for_function("() => document.querySelector('[role=alert]') !== null")
    expect(page.get_by_role("button", name="Make the film")).to_be_enabled()
    page.unroute("**/api/v1/productions")
    page.get_by_role("button", name="Make the film").click()
    page.wait_for_url("**/films/*")
    assert len(keys) == 1 and len(mina.asks("GET", "/productions")["productions"]) == 1


def test_the_days_films_are_used_up(mina: Visitor, town: Quiet) -> None:
    """Said before somebody writes, and where it changed meanwhile, by the server, in words with a time."""
    me = town.moves_in(mina)
    page = mina.page
    drawn_up(page)
    for _ in range(2):
        made = mina.asks(
            "POST", "/productions", {"prompt": "me on Mars", "cast": [str(me.handle)], "audience": "requester"}
        )
        mina.asks("POST", f"/productions/{made['id']}/send")
    page.get_by_role("button", name="Make the film").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Your plan has 2")
    expect(alert).to_contain_text("You can try again in")
    expect(page.get_by_text("It is kept as a draft")).to_be_visible()
    page.reload()
    expect(page.get_by_label("What should happen?")).to_have_value("me as an astronaut on Mars")
    expect(page.get_by_role("button", name="Make the film")).to_be_disabled()


def test_a_yes_whose_answer_was_lost(mina: Visitor, town: Quiet) -> None:
    me, jun = town.moves_in(mina), town.lives_here(f"jun_{mina.handle}")
    town.friends(me, jun)
    film = town.asks(jun, f"me and @{me.handle} on Mars", jun, me, audience=Audience.FRIENDS)
    page = mina.page
    page.goto("/inbox")
    page.get_by_role("button", name="Allow", exact=True).click()
    keys = loses_answers(page, "**/allow")
    yes = page.get_by_role("dialog").get_by_role("button", name="Allow").first
    yes.click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text(UNREACHABLE)
    page.unroute("**/allow")
    with page.expect_request("**/allow") as sent:
        yes.click()
    assert sent.value.headers["idempotency-key"] == keys[0]
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert town.society.state(film.id).state.value == "storyboard"


def test_a_comment_whose_answer_was_lost_is_there_once(mina: Visitor, town: Quiet) -> None:
    me = town.moves_in(mina)
    film = town.releases(me, "me on Mars", me)
    page, words = mina.page, mina.page.get_by_label("Say something kind")
    page.goto("/")
    page.locator("article:not([inert])").get_by_role("button", name="Comments. 0 comments").click()
    words.fill("The helmet suits you")
    loses_answers(page, "**/comments")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("dialog").get_by_role("alert")).to_contain_text(UNREACHABLE)
    expect(words).to_have_value("The helmet suits you")
    page.unroute("**/comments")
    page.get_by_role("button", name="Send").click()
    expect(words).to_have_value("")
    assert mina.asks("GET", f"/releases/{film.id}")["comments"] == 1


def test_a_like_that_does_not_get_through_is_taken_back_in_words(mina: Visitor, town: Quiet) -> None:
    me = town.moves_in(mina)
    town.releases(me, "me on Mars", me)
    page = mina.page
    page.goto("/")
    like = page.locator("article:not([inert])").get_by_role("button", name="Like.")
    expect(like).to_have_attribute("aria-pressed", "false")
    mina.context.set_offline(True)
    like.click()
    expect(page.get_by_text(UNREACHABLE).first).to_be_visible()
    expect(like).to_have_attribute("aria-pressed", "false")
    mina.context.set_offline(False)


def test_the_server_is_started_anew_while_a_film_is_watched(mina: Visitor, town: Quiet, house: House) -> None:
    me, jun = town.moves_in(mina), town.lives_here(f"jun_{mina.handle}")
    town.friends(me, jun)
    film = town.asks(me, "me on Mars", me)
    page = mina.page
    page.goto(f"/films/{film.id}")
    expect(page.get_by_role("progressbar")).to_be_visible()
    house.stops()
    away = page.get_by_text("Walkon does not answer right now")
    expect(away).to_be_visible()
    expect(page.get_by_role("progressbar")).to_be_visible()  # what was known stays
    house.restarts()
    expect(away).to_have_count(0)
    town.goes_on(film.id)
    town.goes_on(film.id)
    expect(page.get_by_role("button", name="Share")).to_be_visible()
    inbox = page.get_by_role("link", name="Inbox")
    before = inbox.inner_text()
    town.asks(jun, f"me and @{me.handle} on Mars", jun, me)  # told live, by a line that was opened anew
    expect(inbox).not_to_have_text(before)


def test_a_part_of_an_older_app_is_fetched_by_loading_it_anew(mina: Visitor) -> None:
    """After an update of the server, files that an open page would still want are gone."""
    page, gone = mina.page, "**/assets/PeoplePage-*.js"
    page.goto("/settings")
    page.get_by_role("heading", name="Settings").wait_for()
    updated(page, gone)
    page.get_by_role("link", name="People").click()
    page.wait_for_url("**/people")
    expect(page.get_by_role("heading", name="People", exact=True)).to_be_visible()
    expect(page.get_by_text("A part of the page could not be had, so it was loaded anew.")).to_be_visible()
    mina.troubles.clear()


def test_a_part_that_stays_missing_is_said(mina: Visitor) -> None:
    page, gone = mina.page, "**/assets/PeoplePage-*.js"
    page.goto("/settings")
    page.get_by_role("heading", name="Settings").wait_for()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.resource_type == "document" else None)
    page.route(gone, lambda route: route.fulfill(status=404))
    page.get_by_role("link", name="People").click()
    expect(page.get_by_role("alert").get_by_text("Something went wrong")).to_be_visible()
    assert len(asked) == 1, asked
    page.unroute(gone)
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", name="People", exact=True)).to_be_visible()
    mina.troubles.clear()


def test_what_opens_over_a_film_is_gone_after_an_update(mina: Visitor, town: Quiet) -> None:
    me = town.moves_in(mina)
    town.releases(me, "me on Mars", me)
    page = mina.page
    page.goto("/")
    updated(page, "**/assets/CommentsSheet-*.js")
    comments = page.locator("article:not([inert])").get_by_role("button", name="Comments. 0 comments")
    comments.click()
    expect(page.get_by_text("A part of the page could not be had, so it was loaded anew.")).to_be_visible()
    comments.click()
    expect(page.get_by_label("Say something kind")).to_be_visible()
    mina.troubles.clear()
