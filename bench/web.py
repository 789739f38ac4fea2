"""How much and how fast the web app loads: a phone's browser, its processor slowed four times, a network like 4G.

Prints JSON. `js`: kilobytes of JavaScript that arrive until the screen stands, compressed; `js_with_headers`: the same with the
heads of their `files` answers. `lcp`: milliseconds until the largest
thing is painted. `tbt`: milliseconds that long tasks keep a finger waiting (what each takes beyond 50 ms). The floor is a page
with one line of text in the same browser. Budgets: 180 kB.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.web.conftest import FLAGS, PHONE
from tests.web.house import House, Visitor

from bench.scratch import SKIPPED

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SLOWED = 4  # times
NETWORK = {"offline": False, "latency": 60, "downloadThroughput": 10e6 / 8, "uploadThroughput": 5e6 / 8}
TIMES = 5
SETTLED = 1500  # milliseconds without a change after which a screen stands
SCREENS = {"welcome": "/welcome", "feed": "/", "create": "/create", "inbox": "/inbox", "me": "/me", "record": "/record"}
OPEN = {"welcome"}
WATCH = """
window.__lcp = 0; window.__tbt = 0
new PerformanceObserver(list => { for (const e of list.getEntries()) window.__lcp = e.startTime })
  .observe({ type: 'largest-contentful-paint', buffered: true })
new PerformanceObserver(list => { for (const e of list.getEntries()) window.__tbt += Math.max(0, e.duration - 50) })
  .observe({ type: 'longtask', buffered: true })
"""


def main() -> int:
    chromium = shutil.which("chromium")
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415
    except ImportError:
        chromium = None
    if chromium is None:
        print("web: no browser is here (`make bench-web` installs it)", file=sys.stderr)
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, headless=True, args=list(FLAGS))
        house = House(Path(folder) / "home")
        try:
            print(json.dumps(_figures(browser, house)))
        finally:
            browser.close()
            house.close()
    return 0


def _figures(browser: Browser, house: House) -> dict[str, Any]:
    visitor = Visitor(browser.new_context(base_url=house.address, **PHONE), "mina")
    visitor.signs_up()
    kept = visitor.context.storage_state()
    floor = _floor(browser)
    shown = {
        name: _screen(browser, house.address, path, None if name in OPEN else kept) for name, path in SCREENS.items()
    }
    visitor.context.close()
    return {
        "initial_js_gzip_kb": max(shown["welcome"]["js"], shown["feed"]["js"]),
        "budget_kb": 180,
        "slowed": SLOWED,
        "floor_lcp": floor,
        **shown,
        "feed_lcp_ratio": shown["feed"]["lcp"] / floor,
    }


def _screen(browser: Browser, address: str, path: str, kept: Any) -> dict[str, float]:
    """Half of `TIMES` visits, each with an empty cache."""
    seen = [_visit(browser, address, path, kept) for _ in range(TIMES)]
    return {key: statistics.median(one[key] for one in seen) for key in seen[0]}


def _visit(browser: Browser, address: str, path: str, kept: Any) -> dict[str, float]:
    context = browser.new_context(base_url=address, storage_state=kept, service_workers="block", **PHONE)
    page = context.new_page()
    devtools = _slowed(page)
    sizes: dict[str, float] = {}
    heads: dict[str, float] = {}
    kinds: dict[str, str] = {}
    devtools.on("Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]}))
    devtools.on(
        "Network.responseReceived", lambda e: heads.update({e["requestId"]: e["response"]["encodedDataLength"]})
    )
    devtools.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    page.goto(path, wait_until="load", timeout=120_000)
    page.wait_for_timeout(SETTLED)
    scripts = [id for id in sizes if kinds.get(id) == "Script"]
    found = {
        "js": sum(sizes[id] - heads[id] for id in scripts) / 1000,
        "js_with_headers": sum(sizes[id] for id in scripts) / 1000,
        "files": len(scripts),
        "all_kb": sum(sizes.values()) / 1000,
        "lcp": page.evaluate("window.__lcp"),
        "tbt": page.evaluate("window.__tbt"),
    }
    context.close()
    return found


def _floor(browser: Browser) -> float:
    found = []
    for _ in range(TIMES):
        context = browser.new_context(**PHONE)
        page = context.new_page()
        _slowed(page)
        page.route(
            "http://floor.test/", lambda route: route.fulfill(body="<!doctype html><p>Walkon", content_type="text/html")
        )
        page.goto("http://floor.test/")
        page.wait_for_timeout(300)
        found.append(float(page.evaluate("window.__lcp")))
        context.close()
    return statistics.median(found)


def _slowed(page: Page) -> Any:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", NETWORK)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.add_init_script(WATCH)
    return devtools


if __name__ == "__main__":
    sys.exit(main())
