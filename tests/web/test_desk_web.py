"""The desk and the administration in a browser: a report is decided and counts, a film is looked at beside its plan, a plan is
set, and the server is seen.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.web.conftest import Arrive
from tests.web.house import House, Visitor
from tests.web.town import Town
from walkon.actions.advance import advance
from walkon.actions.judge_films import after_review
from walkon.domain.desk import film_rules
from walkon.domain.people import Account
from walkon.domain.production import Production, State
from walkon.media.encode import FilmEncoder
from walkon.ports.store import Unit, What

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")
from playwright.sync_api import expect

WIDE = {"viewport": {"width": 1280, "height": 800}, "has_touch": False, "device_scale_factor": 1}


def bands(number: int) -> NDArray[np.uint8]:
    """A picture of 160 x 90: bands of colour."""
    rows = np.linspace(40, 200, 90, dtype=np.uint8)[:, None]
    three = np.stack([rows, np.full_like(rows, 60 + 40 * number), 240 - rows], axis=2)
    return np.ascontiguousarray(three.repeat(160, axis=1))


def picture(number: int) -> bytes:
    """The same as a still."""
    return bytes(cv2.imencode(".jpg", bands(number))[1])


def little_film() -> bytes:
    with FilmEncoder(160, 90) as encoder:
        for _ in range(24):
            encoder.write(bands(1))
        return encoder.finish(None)


@pytest.fixture
def town(house: House) -> Iterator[Town]:
    found = Town(house, little_film(), [picture(place) for place in range(3)])
    yield found
    found.close()


def staff(arrive: Arrive, locale: str = "en-US") -> tuple[Visitor, Visitor]:
    """Whoever runs the server, and a reviewer."""
    admin, rhea = arrive("admin", **WIDE), arrive("rhea", locale=locale, **WIDE)
    admin.asks("PUT", "/desk/reviewers/rhea")
    return admin, rhea


def leaves_to_the_desk(town: Town, owner: Account, prompt: str) -> Production:
    """A film that the server's rules send to a person."""
    made = town.asks(owner, prompt, owner)
    town.keeps(made, What.STILL, town.stills)
    town.society.work()  # the storyboard
    town.society.bench.jobs.clear()
    town.keeps(made, What.FILM, [town.film])

    def drawn(unit: Unit) -> Production:
        now, found = town.society.clock.now(), unit.productions.get(made.id)
        assert found is not None
        return after_review(unit, advance(unit, found, now), film_rules("everyday"), (), now)

    after = town.society.does(drawn)
    assert after.state is State.WAITING_FOR_REVIEWER
    return after


def test_a_report_is_decided_with_a_strike_that_is_told_and_falls_on_appeal(arrive: Arrive) -> None:
    admin, rhea = staff(arrive)
    jun, ida = arrive("jun"), arrive("ida")
    ida.asks("POST", "/people/jun/report", {"wrong": "harassment", "note": "He does not stop."})
    page = rhea.page
    page.goto("/desk")
    page.get_by_role("link", name=re.compile("Harassment")).click()
    expect(page.get_by_text("He does not stop.")).to_be_visible()
    expect(page.get_by_text("@ida")).to_have_count(0)  # who reported is told to nobody
    page.get_by_text("Warn", exact=True).click()
    page.get_by_text("Give a strike").click()
    page.get_by_label("A word to them").fill("Please leave her alone.")
    page.get_by_role("button", name="Decide").click()
    page.wait_for_url("**/desk?queue=reports")
    expect(page.get_by_text("Nothing is waiting")).to_be_visible()

    jun.page.goto("/me/strikes")
    expect(jun.page.get_by_text("Harassment")).to_be_visible()
    expect(jun.page.get_by_role("img", name="1 of 3")).to_be_visible()
    (ruling,) = jun.asks("GET", "/me/rulings")
    jun.page.goto("/me/reports")
    expect(jun.page.get_by_text(re.compile(r"^A strike until .+, 20\d\d$"))).to_be_visible()
    jun.page.get_by_role("link", name="What that means").click()
    jun.page.wait_for_url("**/me/strikes")
    jun.asks("POST", f"/me/rulings/{ruling['id']}/appeal", {"note": "She asked me to."})

    page = admin.page
    page.goto("/desk")
    page.get_by_role("link", name=re.compile("Harassment")).click()
    expect(page.get_by_text("She asked me to.")).to_be_visible()
    page.get_by_text("The decision falls").click()
    page.get_by_role("button", name="Decide").click()
    page.wait_for_url("**/desk?queue=appeals")
    jun.page.reload()
    expect(jun.page.get_by_text("Taken back")).to_be_visible()
    expect(jun.page.get_by_role("img", name="0 of 3")).to_be_visible()


def test_a_film_is_looked_at_beside_its_plan_and_refused_by_keys(arrive: Arrive, town: Town) -> None:
    admin, rhea = staff(arrive)
    jun = arrive("jun")
    account = town.moves_in(jun)
    film = leaves_to_the_desk(town, account, "me as an astronaut on Mars")
    page = rhea.page
    page.goto("/desk?queue=films")
    expect(page.get_by_role("link", name=re.compile("astronaut on Mars"))).to_be_visible()
    page.keyboard.press("j")
    page.wait_for_url(f"**/desk/films/{film.id}")
    for column in ("What was asked for", "The plan", "The result"):
        expect(page.get_by_role("heading", name=column)).to_be_visible()
    expect(page.locator("video")).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("Refuse"))).to_be_disabled()
    page.keyboard.press("o")
    expect(page.locator("video")).to_be_visible()
    expect(page.locator("video")).to_have_js_property("videoWidth", 160)
    for still in page.get_by_role("img", name=re.compile("Still of shot")).all():
        still.scroll_into_view_if_needed()
        expect(still).to_have_js_property("naturalWidth", 160)
    page.keyboard.press("n")
    dialog = page.get_by_role("alertdialog")
    expect(dialog.get_by_role("button", name="Refuse")).to_be_disabled()
    dialog.get_by_text("Somebody recognisable who is not in the cast").click()
    dialog.get_by_label("A word to them").fill("Somebody stands in the door.")
    dialog.get_by_role("button", name="Refuse").click()
    page.wait_for_url("**/desk?queue=films")
    review = jun.asks("GET", f"/productions/{film.id}/review")
    assert (review["answer"], review["grounds"], review["note"]) == ("no", ["stranger"], "Somebody stands in the door.")
    acts = [entry["act"] for entry in admin.asks("GET", "/desk/audit")["entries"]]
    assert acts[:2] == ["refused_film", "opened_film"]


def test_for_others_there_is_no_desk(arrive: Arrive) -> None:
    arrive("admin")
    page = arrive("jun").page
    page.goto("/desk/films/" + "0" * 32)
    expect(page.get_by_text("There is no such case, or it is not yours to decide")).to_be_visible()
    page.goto("/admin")
    expect(page.get_by_text("This is for whoever runs the server")).to_be_visible()


def test_an_administrator_sets_a_plan_and_suspends(arrive: Arrive) -> None:
    admin = arrive("admin", **WIDE)
    jun = arrive("jun")
    page = admin.page
    page.goto("/admin")
    page.get_by_label("Find somebody by handle").fill("ju")
    page.get_by_role("link", name=re.compile("@jun")).click()
    page.get_by_text("Pro", exact=True).click()
    page.get_by_label("Films in 24 hours", exact=True).fill("3")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. It counts from now on.")).to_be_visible()
    plan = jun.asks("GET", "/me/plan")
    assert (plan["tier"], plan["productions"]["limit"]) == ("pro", 3)
    page.get_by_role("button", name="Suspend").click()
    page.get_by_role("alertdialog").get_by_role("button", name="Suspend").click()
    expect(page.get_by_role("button", name="End the suspension")).to_be_visible()
    jun.page.goto("/")
    expect(jun.page.get_by_text(re.compile("Your account is suspended"))).to_be_visible()
    page.get_by_role("button", name="End the suspension").click()
    expect(page.get_by_role("button", name="Suspend", exact=True)).to_be_visible()
    assert not jun.asks("GET", "/me")["suspended"]
    page.goto("/admin/audit")
    expect(page.get_by_role("listitem").first).to_contain_text("Restored an account")


def test_an_administrator_sees_workers_and_makes_an_invite(arrive: Arrive) -> None:
    admin = arrive("admin", **WIDE)
    page = admin.page
    end = time.monotonic() + 60
    while not any(worker["present"] for worker in admin.asks("GET", "/admin/server")["workers"]):
        assert time.monotonic() < end
        time.sleep(0.3)
    page.goto("/admin/server")
    expect(page.get_by_text("Working")).to_be_visible()
    expect(page.get_by_text("Nobody knows of a backup.")).to_be_visible()
    page.goto("/admin/invites")
    page.get_by_role("button", name="New invite").click()
    page.get_by_label("How many may come with it").fill("2")
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("button", name="Copy the link")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text(re.compile("2 uses left"))).to_be_visible()
    page.get_by_role("button", name="End", exact=True).click()
    expect(page.get_by_text("Over", exact=True)).to_be_visible()
    (invite,) = admin.asks("GET", "/admin/invites")
    assert not invite["works"] and datetime.fromisoformat(invite["expires_at"]) > datetime.now(UTC)
