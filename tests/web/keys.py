"""Somebody who has a keyboard and nothing else: goes from stop to stop, and sees where they are at each.

A stop is what the Tab key reaches. At every one of them something looks different from when the focus is elsewhere, and it is
on the screen; the page's body, from which nobody knows where they are, is never one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

MOST = 90  # stops on the way to something; a screen has fewer

# What holds the focus, and the frames around it that may show it in its place: how they look, to be compared later.
LOOKS = """
() => {
  const look = node => {
    const it = getComputedStyle(node)
    const outline = it.outlineStyle === 'none' || it.outlineWidth === '0px' ? 'none' : `${it.outlineWidth} ${it.outlineColor}`
    return [outline, it.boxShadow, it.borderColor, it.transform].join(' | ')
  }
  const around = []
  for (let node = document.activeElement; node && node !== document.body && around.length < 4; node = node.parentElement)
    around.push(node)
  const before = window.walkonStop
  const from = before?.around[0][0]
  // A browser shows the focus on a film's own buttons by itself; a whole screen or sheet is no stop.
  const none = from?.matches('video, h1, main, [role=dialog], [role=alertdialog]')
  const unseen = before && !none && before.around.every(([node, was]) => node.isConnected && look(node) === was)
  const name = node =>
    `${node.tagName.toLowerCase()}${node.getAttribute('role') ? `[${node.getAttribute('role')}]` : ''} ` +
    `“${(node.getAttribute('aria-label') || node.labels?.[0]?.textContent || node.textContent || '').trim().slice(0, 40)}”`
  const here = document.activeElement
  const drawn = around.find(node => node.getBoundingClientRect().width > 2) ?? here
  const box = drawn.getBoundingClientRect()
  window.walkonStop = around.length
    ? { around: around.map(node => [node, look(node)]), name: name(here) }
    : undefined
  return {
    lost: here === null || here === document.body,
    name: here ? name(here) : '',
    unseen: unseen ? before.name : '',
    outside: box.bottom <= 0 || box.right <= 0 || box.top >= innerHeight || box.left >= innerWidth,
  }
}
"""
RESTS = """
async () => {
  let since = performance.now()
  for (const begun = since; performance.now() - begun < 10_000; await new Promise(done => setTimeout(done, 20))) {
    if (document.activeElement === null || document.activeElement === document.body) since = performance.now()
    else if (performance.now() - since > 300) return true
  }
  return false
}
"""
FORGET = "() => { window.walkonStop = undefined }"


class Keys:
    """`page` by its keyboard. `stops` are the names of everything that was reached since the last `forgets`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stops: list[str] = []

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def types(self, text: str) -> None:
        self.page.keyboard.type(text)

    def forgets(self) -> None:
        """The next stop is the first of a screen: what was before is not compared with."""
        self.page.evaluate(FORGET)
        self.stops.clear()

    def steps(self, key: str = "Tab") -> str:
        """To the next stop; its name. Empty where the page ends and the browser's own buttons would follow."""
        self.page.evaluate(LOOKS)
        self.press(key)
        self.page.wait_for_timeout(40)  # transitions of outlines
        found = self.page.evaluate(LOOKS)
        assert found["unseen"] == "", f"nothing shows the focus on {found['unseen']}"
        if found["lost"]:
            return ""
        assert not found["outside"], f"{found['name']} has the focus and is not on the screen"
        self.stops.append(found["name"])
        return str(found["name"])

    def goes_to(self, target: Locator, *, key: str = "Tab") -> None:
        """From stop to stop until `target`, or what lies in it, has the focus."""
        target.wait_for(state="attached")
        ends = 0
        for _ in range(MOST):
            if holds(target):
                return
            ends += self.steps(key) == ""
            assert ends < 3, f"{target} is no stop; there are {self.stops}"
        raise AssertionError(f"{target} was not reached: {self.stops}")

    def presses(self, target: Locator, key: str = "Enter") -> None:
        self.goes_to(target)
        self.press(key)

    def chooses(self, target: Locator, key: str = "ArrowDown") -> None:
        """One of a group of radio buttons: Tab to the group, arrows in it."""
        for _ in range(20):
            if holds(target):
                return
            self.press(key)
        raise AssertionError(f"{target} was not reached by {key}")

    def keeps(self, when: str) -> str:
        """Asserts that the focus is somewhere, and stays, once what happens has happened; what has it."""
        assert self.page.evaluate(RESTS), f"the focus is lost {when}"
        return str(self.page.evaluate(LOOKS)["name"])

    def goes_round(self) -> list[str]:
        """Every stop of the screen in its order, until the page ends: where it never does, the keyboard is caught."""
        self.forgets()
        while self.steps() != "":
            assert len(self.stops) < MOST, f"a trap: {self.stops[-6:]}"
        return list(self.stops)


def holds(target: Locator) -> bool:
    return bool(target.evaluate("node => node === document.activeElement || node.contains(document.activeElement)"))


def until(page: Page, true: Callable[[], bool], seconds: float = 20.0) -> None:
    for _ in range(round(seconds * 20)):
        if true():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not become so")
