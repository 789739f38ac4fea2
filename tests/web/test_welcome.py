"""Somebody comes to the door: signs up, comes back, and finds the way in with a recovery code."""

from __future__ import annotations

import pytest

from tests.web.conftest import Arrive

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")
from playwright.sync_api import expect


def test_somebody_signs_up_leaves_and_comes_back(arrive: Arrive) -> None:
    mina = arrive("mina")
    page = mina.page
    assert mina.asks("GET", "/me")["handle"] == "mina"
    mina.asks("POST", "/sign-out")
    page.goto("/inbox")
    page.wait_for_url("**/welcome?back=*")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/inbox")
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()


def test_a_handle_that_is_taken_is_told_beside_the_field(arrive: Arrive) -> None:
    arrive("mina")
    other = arrive("mina", signed_up=False).page
    other.goto("/join")
    other.get_by_label("Your handle").fill("mina")
    other.get_by_role("button", name="Continue with a passkey").click()
    expect(other.get_by_label("Your handle")).to_have_attribute("aria-invalid", "true")


def test_a_recovery_code_lets_in_once(arrive: Arrive) -> None:
    mina = arrive("mina", signed_up=False)
    page = mina.page
    page.goto("/join")
    page.get_by_label("Your handle").fill("mina")
    page.get_by_role("button", name="Continue with a passkey").click()
    code = page.locator("main li, li").first.inner_text()
    other = arrive("mina", signed_up=False).page
    other.goto("/recover")
    other.get_by_label("Recovery code").fill(code)
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url("**/settings")
    third = arrive("mina", signed_up=False).page
    third.goto("/recover")
    third.get_by_label("Recovery code").fill(code)
    third.get_by_role("button", name="Sign in").click()
    expect(third.get_by_role("textbox")).to_have_attribute("aria-invalid", "true")


def test_the_door_speaks_korean_to_those_who_do(arrive: Arrive) -> None:
    page = arrive("mina", signed_up=False, locale="ko-KR").page
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("한 문장을 쓰면")
    page.get_by_text("English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("one sentence")
    assert page.evaluate("document.documentElement.lang") == "en"
