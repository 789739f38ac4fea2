"""A cameo taken to another server, and one brought along, in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.made_puppet import likeness
from tests.two_servers import FACE, FIRST, SECOND, Server, packs
from tests.web.conftest import Arrive
from tests.web.house import House
from tests.web.me_house import Quiet
from walkon.domain.parcels import code_of
from walkon.vault.parcels import SealedParcels

pytest.importorskip("playwright", reason="Playwright is not installed: `make test-web` installs it")
from playwright.sync_api import expect


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Server]:
    found = Server(tmp_path / "first", FIRST)
    yield found
    found.close()


@pytest.fixture
def house(tmp_path: Path, chromium: str, other: Server) -> Iterator[House]:
    with House(tmp_path / "home", {"WALKON_TRUSTED_SENDERS": other.fingerprint}, workers=0) as found:
        yield found


def test_a_file_and_a_code_to_take_along(arrive: Arrive, house: House, tmp_path: Path) -> None:
    mina, town = arrive("mina"), Quiet(house)
    account = town.moves_in(mina)
    vault = house.server.house.vault
    record = vault.find(account.handle)
    assert record is not None
    vault.renew(record, {"likeness": likeness(), "face": FACE})
    page = mina.page
    page.goto("/me/cameo")
    page.get_by_role("link", name="On another server").click()
    make = page.get_by_role("button", name="Make the file")
    expect(make).to_be_disabled()
    page.get_by_label("Address of the other server").fill("https://second.example:8443/join")
    make.click()
    expect(page.get_by_role("alert")).to_contain_text("as it stands in the browser")
    page.get_by_label("Address of the other server").fill(SECOND)
    page.get_by_label("Your name there").fill("mina2")
    make.click()
    code = page.get_by_role("alertdialog").locator("code").inner_text()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the file").click()
    download.value.save_as(tmp_path / "mina.walkon")
    server = house.server.house
    wraps = SealedParcels(server.signing.identity, server.clock.now)
    found = wraps.unwrap((tmp_path / "mina.walkon").read_bytes(), code_of(code)).parcel
    assert (found.receiver, found.handle.name, found.sender) == (SECOND, "mina2", house.address)
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_text(code)).to_have_count(0)
    page.goto("/inbox")
    expect(page.get_by_text("A file of your cameo was made for another server")).to_be_visible()
    town.close()


def test_a_believed_cameo_is_here_at_once(arrive: Arrive, house: House, other: Server, tmp_path: Path) -> None:
    there = other.lives_here("mina")
    file, code = packs(there, house.address)
    (tmp_path / "mina.walkon").write_bytes(file)
    mina = arrive("mina")
    page = mina.page
    page.goto("/me/cameo")
    page.get_by_role("link", name="Bring one along").click()
    bring = page.get_by_role("button", name="Bring it here")
    expect(bring).to_be_disabled()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose the file").click()
    chooser.value.set_files(tmp_path / "mina.walkon")
    page.get_by_label("Code").fill("AAAAA-AAAAA-AAAAA-AAAAA")
    bring.click()
    expect(page.get_by_role("alert")).to_contain_text("does not open this file")
    page.get_by_label("Code").fill(code.lower())
    bring.click()
    expect(page.get_by_role("heading", name="Your cameo is here")).to_be_visible()
    page.get_by_role("link", name="Choose the rules").click()
    expect(page.get_by_role("radio", name="Only me")).to_be_checked()
    page.goto("/me/cameo/elsewhere")
    expect(page.get_by_text(f"Brought from {FIRST}")).to_be_visible()


def test_a_doubted_one_asks_for_a_recording(arrive: Arrive, house: House, tmp_path: Path) -> None:
    stranger = Server(tmp_path / "stranger", FIRST)
    file, code = packs(stranger.lives_here("mina"), house.address)
    stranger.close()
    (tmp_path / "mina.walkon").write_bytes(file)
    page = arrive("mina", locale="ko-KR").page
    page.goto("/me/cameo/elsewhere")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="파일 고르기").click()
    chooser.value.set_files(tmp_path / "mina.walkon")
    page.get_by_label("코드").fill(code)
    page.get_by_role("button", name="가져오기", exact=True).click()
    expect(page.get_by_text("이 서버가 모르는 서버에서 온 카메오예요.")).to_be_visible()
    expect(page.get_by_role("link", name="나를 녹화하기")).to_be_visible()
    page.goto("/me/cameo")
    expect(page.get_by_text("나만 쓸 수 있고")).to_be_visible()
