"""Somebody is asked, and answers: at once, in two touches, whichever way they like."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.conftest import Arrive
from tests.web.house import House, Visitor
from tests.web.me_house import Quiet
from tests.web.test_every_screen import AXE, faults
from walkon.domain.grants import Audience
from walkon.domain.people import Account

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")
from playwright.sync_api import Locator, Page, expect

MARS = "me and @mina as astronauts on Mars"


@pytest.fixture
def house(tmp_path: Path, chromium: str) -> Iterator[House]:
    with House(tmp_path / "home", workers=0) as found:
        yield found


class Asking:
    """`jun` lives here and wants films with Mina, who sits in front of her inbox."""

    def __init__(self, house: House, mina: Visitor) -> None:
        self.town, self.visitor = Quiet(house), mina
        self.mina: Account = self.town.moves_in(mina)
        self.jun = self.town.lives_here("jun")
        self.town.friends(self.mina, self.jun)

    @property
    def page(self) -> Page:
        return self.visitor.page

    def asks(self, prompt: str = MARS) -> str:
        return str(self.town.asks(self.jun, prompt, self.jun, self.mina, audience=Audience.FRIENDS).id)

    def state(self, film: str) -> str:
        return self.town.society.state(film).state.value  # type: ignore[arg-type]

    @property
    def card(self) -> Locator:
        return self.page.get_by_role("article", name="From @jun")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def asking(house: House, arrive: Arrive) -> Iterator[Asking]:
    found = Asking(house, arrive("mina"))
    found.page.goto("/inbox")
    expect(found.page.get_by_text("Nothing waits for your answer.")).to_be_visible()
    expect(found.page.get_by_role("navigation").get_by_role("link", name="Inbox")).not_to_contain_text("new")
    yield found
    found.town.close()


def test_it_comes_by_itself_and_is_allowed_in_two_touches(asking: Asking) -> None:
    film = asking.asks()  # from here on nothing is loaded anew
    expect(asking.card).to_contain_text(MARS)
    expect(asking.card).to_contain_text("@jun wants to make a film with you")
    asking.press("Allow")
    asking.press("Allow this film")
    expect(asking.card).to_have_count(0)
    assert asking.state(film) == "storyboard"

    asking.town.goes_on(film)
    expect(asking.card).to_contain_text("@jun shows you the storyboard")
    expect(asking.card.locator("img")).to_have_count(3)
    asking.press("Allow")
    asking.press("Allow the storyboard")
    expect(asking.card).to_have_count(0)
    assert asking.state(film) == "rendering"

    asking.town.goes_on(film)
    expect(asking.card).to_contain_text("@jun shows you the finished film")
    expect(asking.card.locator("video")).to_be_visible()
    asking.press("Allow")
    asking.press("Allow the film")
    expect(asking.card).to_have_count(0)
    assert asking.state(film) == "ready"


def test_always_is_a_permission_that_is_listed_and_taken_back(asking: Asking) -> None:
    film = asking.asks()
    asking.press("Allow")
    asking.press("Always allow @jun")
    expect(asking.page.get_by_text("from now on for films like this of @jun")).to_be_visible()
    other = asking.asks()
    assert [asking.state(one) for one in (film, other)] == ["storyboard", "storyboard"]

    asking.page.goto("/me/access")
    listed = asking.page.get_by_role("list", name="Who has access").get_by_role("listitem")
    expect(listed).to_contain_text("@jun")
    expect(listed).to_contain_text("Any number")
    listed.get_by_role("button", name="Take back").click()
    asking.page.get_by_role("dialog").get_by_role("button", name="Take back").click()
    expect(asking.page.get_by_text("Nobody has a permission")).to_be_visible()
    assert [asking.state(one) for one in (film, other)] == ["refused", "refused"]


def test_a_no_needs_no_reason_and_takes_one(asking: Asking) -> None:
    silent = asking.asks()
    asking.press("Refuse")
    asking.page.get_by_role("dialog").get_by_role("button", name="Refuse").click()
    expect(asking.card).to_have_count(0)
    assert asking.state(silent) == "refused"

    told = asking.asks("me and @mina at night")
    asking.press("Refuse")
    asking.page.get_by_label("A reason, if you like").fill("I sleep at night.")
    asking.page.get_by_role("dialog").get_by_role("button", name="Refuse").click()
    expect(asking.card).to_have_count(0)
    [answer] = asking.town.society.store.read(lambda unit: unit.productions.answers(told))  # type: ignore[arg-type]
    assert (answer.yes, answer.note) == (False, "I sleep at night.")


def test_another_way_please(asking: Asking) -> None:
    film = asking.asks()
    asking.press("Ask for a change")
    send = asking.page.get_by_role("button", name="Send", exact=True)
    expect(send).to_be_disabled()
    asking.page.get_by_label("What should be different?").fill("By day, please.")
    send.click()
    expect(asking.card).to_have_count(0)
    assert asking.state(film) == "changes_wanted"
    asking.page.goto(f"/inbox/film/{film}")
    expect(asking.page.get_by_text("By day, please.")).to_be_visible()


def test_who_was_asked_for_a_change_writes_it_anew(house: House, arrive: Arrive) -> None:
    jun, mina = arrive("jun"), arrive("mina")
    town = Quiet(house)
    people = [town.moves_in(visitor) for visitor in (jun, mina)]
    town.friends(*people)
    film = str(town.asks(people[0], MARS, *people, audience=Audience.FRIENDS).id)
    jun.page.goto("/inbox")
    mina.asks("POST", f"/productions/{film}/ask-change", {"words": "By the sea, please."})
    jun.page.get_by_text("@mina asks for a change in your film").click()
    expect(jun.page.get_by_text("By the sea, please.")).to_be_visible()
    jun.page.get_by_label("Your sentence").fill("me and @mina surfing a giant wave at sunset")
    jun.page.get_by_role("button", name="Ask again").click()
    expect(jun.page.get_by_text("Sent to everybody in it")).to_be_visible()
    assert mina.asks("GET", "/inbox/waiting")["productions"][0]["production"]["prompt"].startswith(
        "me and @mina surfing"
    )
    town.close()


def test_a_request_is_answered_and_the_badge_counts(asking: Asking) -> None:
    badge = asking.page.get_by_role("navigation").get_by_role("link", name="Inbox")
    society = asking.town.society
    asking.page.goto("/people")
    from tests.society import TERMS  # noqa: PLC0415
    from walkon.actions import ask_access  # noqa: PLC0415

    society.does(
        lambda unit: ask_access.ask_access(
            unit, asking.jun, asking.mina.handle, TERMS, "For our holiday.", society.clock.now()
        )
    )
    expect(badge).to_contain_text("1 new")
    badge.click()
    expect(asking.card).to_contain_text("For our holiday.")
    asking.press("Allow")
    asking.press("Allow one film")
    expect(asking.card).to_have_count(0)
    [grant] = asking.visitor.asks("GET", "/me/cameo/grants")
    assert (grant["handle"], grant["terms"]["videos"], grant["terms"]["approval"]) == ("jun", 1, "every_video")
    expect(badge).not_to_contain_text("new")  # what was on the screen is read


def test_every_film_with_me_can_be_ended_from_one_list(asking: Asking) -> None:
    film = asking.asks()
    asking.page.goto("/me/films")
    item = asking.page.get_by_role("listitem").filter(has_text=MARS)
    expect(item).to_contain_text("Waiting for permission")
    item.get_by_role("button", name="Refuse").click()
    asking.page.get_by_role("dialog").get_by_role("button", name="Refuse").click()
    expect(item).to_contain_text("Refused")
    assert asking.state(film) == "refused"


@pytest.mark.parametrize("answer", ["Allow", "Refuse", "Ask for a change"])
def test_cards_and_sheets_have_no_serious_fault(asking: Asking, answer: str) -> None:
    if not AXE.exists():
        pytest.skip("web/node_modules is not there: `make test-web` installs it")
    axe = AXE.read_text("utf-8")
    film = asking.asks()
    asking.visitor.asks("POST", f"/productions/{film}/allow", {})
    asking.town.goes_on(film)
    expect(asking.card.locator("img")).to_have_count(3)
    assert faults(asking.page, axe) == []
    asking.press(answer)
    expect(asking.page.get_by_role("dialog")).to_be_visible()
    asking.page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")  # colours stand still
    assert faults(asking.page, axe) == []


def test_it_is_answered_by_keyboard_alone(asking: Asking) -> None:
    film = asking.asks()
    expect(asking.card).to_be_visible()
    asking.page.get_by_role("button", name="Allow", exact=True).focus()
    asking.page.keyboard.press("Enter")
    dialog = asking.page.get_by_role("dialog", name="Allow this?")
    expect(dialog).to_be_visible()
    assert dialog.evaluate("dialog => dialog.contains(document.activeElement)")
    asking.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(asking.page.get_by_role("button", name="Allow", exact=True)).to_be_focused()
    asking.page.keyboard.press("Enter")
    asking.page.get_by_role("button", name="Allow this film").focus()
    asking.page.keyboard.press("Enter")
    expect(asking.card).to_have_count(0)
    assert asking.state(film) == "storyboard"
