"""What is mine: rules, devices, tokens, languages, everything as a file, and leaving."""

from __future__ import annotations

import json
import secrets
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.conftest import Arrive
from tests.web.house import House, Visitor
from tests.web.me_house import Quiet
from walkon.domain.grants import Audience
from walkon.domain.ids import SessionId
from walkon.domain.sessions import Way, open_session

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")
from playwright.sync_api import expect


@pytest.fixture
def house(tmp_path: Path, chromium: str) -> Iterator[House]:
    more = {"WALKON_PUSH_CONTACT": "mailto:keeper@walkon.example"}
    with House(tmp_path / "home", more, workers=0) as found:
        yield found


@pytest.fixture
def mina(arrive: Arrive) -> Visitor:
    return arrive("mina")


def test_withdrawing_everything_ends_in_a_receipt(mina: Visitor, town: Quiet, tmp_path: Path) -> None:
    me, jun = town.moves_in(mina), town.lives_here("jun")
    town.friends(me, jun)
    film = town.asks(jun, "me and @mina on Mars", jun, me, audience=Audience.FRIENDS)
    mina.asks("POST", f"/productions/{film.id}/allow", {"lasting": "always"})
    page = mina.page
    page.goto("/me")
    page.get_by_role("link", name="Withdraw everything").click()
    leave = page.get_by_role("button", name="Withdraw everything")
    expect(leave).to_be_disabled()
    page.get_by_text("I understand that this cannot be undone").click()
    leave.click()
    expect(page.get_by_text("Nothing of your cameo is left here.")).to_be_visible()
    for step in ("Everything stopped", "Key destroyed", "Files erased", "Looked for and found nothing"):
        expect(page.get_by_text(step, exact=True)).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the receipt").click()
    download.value.save_as(tmp_path / "receipt.jws")
    assert (tmp_path / "receipt.jws").read_text("utf-8") == mina.asks("GET", "/me/withdrawal")["receipt"]
    assert town.society.state(film.id).state.value == "refused"
    page.goto("/me/films")
    expect(page.get_by_text("No film with you yet")).to_be_visible()
    page.goto("/me/cameo")
    expect(page.get_by_role("link", name="Record myself")).to_be_visible()


def test_rules_of_use_are_written_and_listed(mina: Visitor, town: Quiet) -> None:
    town.moves_in(mina)
    page = mina.page
    page.goto("/me/cameo")
    expect(page.get_by_role("img", name="How your cameo looks")).to_be_visible()
    page.get_by_role("link", name="Rules of use").click()
    page.get_by_text("My mutual friends").click()
    page.get_by_text("Horror", exact=True).click()
    page.get_by_label("What I never want").fill("no clowns")
    page.get_by_label("What I never want").press("Enter")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Your rules are saved")).to_be_visible()
    assert mina.asks("GET", "/me/cameo")["restrictions"] == ["no clowns"]
    [grant] = mina.asks("GET", "/me/cameo/grants")
    assert (grant["to"], sorted(grant["terms"]["kinds"])) == ("friends", ["comedy", "everyday", "horror"])
    assert (grant["terms"]["where"], grant["terms"]["approval"]) == (["here"], "every_video")

    page.get_by_text("Only me").click()
    page.get_by_role("button", name="Remove “no clowns”").click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("button", name="Save", exact=True)).to_have_count(0)
    [ended] = mina.asks("GET", "/me/cameo/grants")
    assert ended["revoked_at"] is not None
    kept = mina.asks("GET", "/me/cameo")
    assert (kept["shown_to"], kept["restrictions"]) == ("nobody", [])


def test_the_language_is_chosen_for_page_and_account(mina: Visitor) -> None:
    page = mina.page
    page.goto("/settings")
    page.get_by_text("한국어").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("설정")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("설정")
    assert mina.asks("GET", "/me")["language"] == "ko"
    page.get_by_text("English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Settings")


def test_a_token_is_shown_once_and_revoked(mina: Visitor) -> None:
    page = mina.page
    page.goto("/settings/tokens")
    page.get_by_role("button", name="Make a token").click()
    page.get_by_label("What is it for?").fill("calendar")
    page.get_by_text("Answer requests").click()
    page.get_by_role("button", name="Make", exact=True).click()
    text = page.locator("code").inner_text()
    page.get_by_role("button", name="Done").click()
    listed = page.get_by_role("listitem").filter(has_text="calendar")
    expect(listed).to_contain_text("Answer requests")
    assert text not in page.content()
    listed.get_by_role("button", name="Revoke calendar").click()
    expect(page.get_by_text("No tokens")).to_be_visible()


def test_another_device_is_signed_out(mina: Visitor, town: Quiet) -> None:
    account = town.account(mina)
    opened = open_session(
        id=SessionId(secrets.token_hex(16)),
        account=account.id,
        device="An old phone",
        way=Way.PASSKEY,
        chance=secrets.token_bytes(32),
        now=town.society.clock.now(),
    )
    town.society.does(lambda unit: unit.sessions.add(opened.session))
    page = mina.page
    page.goto("/settings/security")
    expect(page.get_by_text("This device")).to_be_visible()
    page.get_by_role("button", name="Sign out An old phone").click()
    expect(page.get_by_text("An old phone")).to_have_count(0)
    assert len(mina.asks("GET", "/me/sessions")) == 1


def test_a_passkey_more_and_new_recovery_codes(mina: Visitor) -> None:
    page = mina.opens()  # as another device would: its authenticator has no passkey yet
    page.goto("/settings/security")
    page.get_by_role("button", name="Add a passkey").click()
    passkeys = page.get_by_role("list", name="Passkeys").get_by_role("listitem")
    expect(passkeys).to_have_count(2)
    passkeys.last.get_by_role("button", name="Rename").click()
    page.get_by_label("Name", exact=True).fill("Kitchen tablet")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Kitchen tablet")).to_be_visible()

    page.get_by_role("button", name="New recovery codes").click()
    codes = page.get_by_role("alertdialog").get_by_role("listitem")
    expect(codes).to_have_count(10)
    page.get_by_role("button", name="Close").click()
    expect(codes).to_have_count(0)


def test_what_is_told_by_push_is_chosen(mina: Visitor) -> None:
    page = mina.page
    page.goto("/settings/notices")
    followed = page.get_by_role("button", name="Push: Somebody follows me")
    expect(followed).to_have_attribute("aria-pressed", "false")
    followed.click()
    expect(followed).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(followed).to_have_attribute("aria-pressed", "true")
    rules = mina.asks("GET", "/me/notice-rules")
    assert {rule["wanted"] for rule in rules if (rule["event"], rule["channel"]) == ("followed", "push")} == {True}


def test_everything_comes_as_one_file(mina: Visitor, town: Quiet, tmp_path: Path) -> None:
    town.moves_in(mina)
    page = mina.page
    page.goto("/me")
    page.get_by_role("button", name="Download").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Confirm and download").click()
    download.value.save_as(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert {"walkon.json", "portrait.jpg"} <= set(archive.namelist())
        assert json.loads(archive.read("walkon.json"))["account"]["handle"] == "mina"


def test_what_is_left_of_today(mina: Visitor) -> None:
    mina.page.goto("/me/plan")
    meter = mina.page.get_by_role("meter", name="Films sent today")
    expect(meter).to_have_attribute("aria-valuenow", "0")
    expect(mina.page.get_by_text("20 left")).to_be_visible()
