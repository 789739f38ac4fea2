"""People and the films they show each other: the feed plays, one likes, writes, follows, shares, reports, blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.conftest import Arrive
from tests.web.house import House
from tests.web.little_film import little_film, still
from tests.web.town import Town
from walkon.domain.captions import Said, webvtt
from walkon.domain.grants import Audience
from walkon.domain.ids import Handle
from walkon.ports.store import What

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")
from playwright.sync_api import expect


@pytest.fixture
def town(house: House) -> Iterator[Town]:
    found = Town(house, little_film(), [still()])
    yield found
    found.close()


def shown(page: Page) -> Locator:
    """The film on the screen."""
    return page.locator("article:not([inert])")


def plays(page: Page, film: str) -> None:
    """This film is on the screen, and its time goes on."""
    expect(shown(page)).to_have_attribute("data-film", film)
    page.wait_for_function(
        "film => { const v = document.querySelector(`[data-film='${film}'] video`);"
        " return v && !v.paused && v.currentTime > 0.2 }",
        arg=film,
    )


def pressed(button: Locator, yes: bool) -> None:
    expect(button).to_have_attribute("aria-pressed", "true" if yes else "false")


def test_an_empty_feed_says_what_to_do_first(arrive: Arrive) -> None:
    page = arrive("mina").page
    page.goto("/")
    expect(page.get_by_role("heading", name="The screen is still dark")).to_be_visible()
    page.get_by_role("button", name="Following").click()
    expect(page.get_by_role("heading", name="Nothing from people you follow")).to_be_visible()
    page.get_by_role("link", name="Find people").click()
    expect(page.get_by_role("heading", name="People", exact=True)).to_be_visible()


def test_films_play_one_after_the_other(arrive: Arrive, town: Town) -> None:
    mina, jun = arrive("mina"), town.lives_here("jun")
    first = town.releases(jun, "me on Mars", jun)
    town.society.clock.advance(minutes=1)
    second = town.releases(jun, "me surfing", jun)
    town.keeps(second, What.CAPTIONS, [words("Hello <there>")])
    page = mina.page
    page.goto("/")
    plays(page, second.id)
    page.keyboard.press("ArrowDown")
    plays(page, first.id)
    page.keyboard.press("ArrowUp")
    plays(page, second.id)
    shown(page).get_by_role("button", name="Pause").click()
    expect(shown(page).get_by_role("button", name="Play")).to_be_visible()
    shown(page).get_by_role("button", name="Play").click()
    plays(page, second.id)
    page.get_by_role("button", name="Captions").click()
    expect(shown(page).get_by_text("Hello <there>")).to_be_visible()
    page.get_by_role("button", name="Turn the sound off").click()
    page.reload()
    expect(page.get_by_role("button", name="Turn the sound on")).to_be_visible()
    pressed(page.get_by_role("button", name="Captions"), True)
    plays(page, second.id)
    assert page.evaluate("document.querySelector('article:not([inert]) video').muted")


def words(text: str) -> bytes:
    return webvtt([Said(person=Handle("jun"), text=text, start=0.0, end=2.9)]).encode()


def test_liking_writing_and_following(arrive: Arrive, town: Town) -> None:
    mina, jun = arrive("mina"), arrive("jun")
    maker = town.moves_in(jun)
    film = town.releases(maker, "me on Mars", maker)
    page = mina.page
    page.goto("/")
    plays(page, film.id)
    shown(page).get_by_role("button", name="Pause").dblclick(position={"x": 160, "y": 300})
    like = shown(page).get_by_role("button", name="Like. 1 like")
    pressed(like, True)
    shown(page).get_by_role("button", name="Follow", exact=True).click()
    expect(shown(page).get_by_role("button", name="Following")).to_be_visible()
    shown(page).get_by_role("button", name="Comments. 0 comments").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text("Nobody has said anything yet")).to_be_visible()
    sheet.get_by_label("Say something kind").fill("you are a stupid bitch")
    sheet.get_by_role("button", name="Send").click()
    expect(sheet.get_by_role("alert")).to_contain_text("Say it another way")
    sheet.get_by_label("Say something kind").fill("The helmet suits you")
    sheet.get_by_role("button", name="Send").click()
    expect(sheet.get_by_role("listitem")).to_contain_text("The helmet suits you")
    expect(sheet.get_by_role("heading", name="1 comment")).to_be_visible()

    told = jun.asks("GET", "/notices")["notices"]
    assert {"commented", "followed"} <= {notice["event"] for notice in told}
    release = jun.asks("GET", f"/releases/{film.id}")
    assert (release["likes"], release["comments"]) == (1, 1)
    jun.page.goto(f"/watch/{film.id}")
    shown(jun.page).get_by_role("button", name="Comments. 1 comment").click()
    jun.page.get_by_role("button", name="Delete this comment").click()
    expect(jun.page.get_by_role("dialog").get_by_text("Nobody has said anything yet")).to_be_visible()


def test_a_report_reaches_the_desk(arrive: Arrive, town: Town) -> None:
    arrive("keeper")  # the first one runs the house
    mina, jun = arrive("mina"), town.lives_here("jun")
    film = town.releases(jun, "me on Mars", jun)
    page = mina.page
    page.goto("/")
    plays(page, film.id)
    shown(page).get_by_role("button", name="More").click()
    page.get_by_role("button", name="Report this film").click()
    page.get_by_text("Made to deceive").click()
    page.get_by_role("button", name="Send the report").click()
    expect(page.get_by_role("status").filter(has_text="Thank you")).to_be_visible()
    (report,) = mina.asks("GET", "/me/reports")
    assert (report["wrong"], report["release"]) == ("deception", film.id)


def test_a_block_makes_everything_vanish(arrive: Arrive, town: Town) -> None:
    arrive("keeper")  # who runs the house sees everybody
    mina, jun, ida = arrive("mina"), town.lives_here("jun"), town.lives_here("ida")
    theirs = town.releases(ida, "me surfing", ida)
    town.society.clock.advance(minutes=1)
    film = town.releases(jun, "me on Mars", jun)
    page = mina.page
    page.goto("/")
    plays(page, film.id)
    shown(page).get_by_role("button", name="More").click()
    page.get_by_role("button", name="Block @jun").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Block").click()
    plays(page, theirs.id)
    expect(page.locator(f"[data-film='{film.id}']")).to_have_count(0)
    page.goto("/people/jun")
    expect(page.get_by_role("heading", name="There is nobody called @jun here")).to_be_visible()
    page.goto("/people")
    page.get_by_role("button", name="End the block").click()
    page.goto("/people/jun")
    expect(page.get_by_role("heading", name="@jun", exact=True).last).to_be_visible()


def test_somebody_takes_their_yes_back(arrive: Arrive, town: Town) -> None:
    mina, jun = arrive("mina"), town.lives_here("jun")
    me = town.moves_in(mina)
    town.allows(me)
    film = town.releases(jun, "me and @mina on Mars", jun, me)
    page = mina.page
    page.goto("/")
    plays(page, film.id)
    shown(page).get_by_role("button", name="More").click()
    page.get_by_role("button", name="Take back my yes").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", name="The screen is still dark")).to_be_visible()
    assert town.society.state(film.id).state.value == "withdrawn"


def test_a_link_for_anybody_lasts_until_it_is_ended(arrive: Arrive, town: Town) -> None:
    jun, nobody = arrive("jun"), arrive("nobody", signed_up=False)
    maker = town.moves_in(jun)
    film = town.releases(maker, "me on Mars", maker, audience=Audience.ANYONE)
    page = jun.page
    page.goto(f"/watch/{film.id}")
    shown(page).get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Make a link").click()
    address = page.get_by_role("dialog").locator("output")
    expect(address).to_contain_text("/s/")
    link = "/s/" + address.inner_text().partition("/s/")[2]
    nobody.page.goto(link)
    expect(nobody.page.get_by_text("Everybody in this film said yes to it.")).to_be_visible()
    nobody.page.wait_for_function("() => document.querySelector('video').readyState >= 1")
    assert "jun" not in nobody.page.locator("body").inner_text()
    page.get_by_role("button", name="End the link").click()
    expect(page.get_by_role("button", name="Make a link")).to_be_visible()
    nobody.page.reload()
    expect(nobody.page.get_by_role("heading", name="This link does not show anything any longer")).to_be_visible()


def test_finding_following_asking_and_inviting(arrive: Arrive, town: Town) -> None:
    mina, jun = arrive("mina"), town.lives_here("jun")
    film = town.releases(jun, "me on Mars", jun)
    page = mina.page
    page.goto("/people")
    page.get_by_role("searchbox").fill("@ju")
    page.get_by_role("link", name="@jun").click()
    page.get_by_role("button", name="Follow @jun").click()
    expect(page.get_by_role("button", name="Following @jun. Stop following")).to_be_visible()
    page.get_by_role("button", name="Ask to use it").click()
    page.get_by_label("A word to them").fill("For our holiday film")
    page.get_by_role("dialog").get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_text("You have asked. They answer when they like.")).to_be_visible()
    (asked,) = mina.asks("GET", "/access-requests?direction=sent")["requests"]
    assert (asked["to_handle"], asked["message"]) == ("jun", "For our holiday film")
    page.get_by_role("link", name="Film by @jun, 0 likes").click()
    plays(page, film.id)

    page.goto("/people")
    expect(page.get_by_role("list", name="You follow").get_by_role("listitem")).to_contain_text("@jun")
    page.get_by_role("button", name="Invite somebody").click()
    page.get_by_role("button", name="Make the invite").click()
    code = page.get_by_role("dialog").locator("output").inner_text()
    assert len(code) == 23
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_role("button", name="Take back")).to_have_count(0)
    invites: Any = mina.asks("GET", "/me/invites")
    assert invites == []
