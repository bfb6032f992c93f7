"""A reader of the plain edition: a browser that notes what goes wrong on a page, in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Request

AXE = Path(__file__).parents[1] / "browser" / "vendor" / "axe-core-4.14.1.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_FORBIDDEN = """
addEventListener("securitypolicyviolation", (found) =>
  console.error(`policy: ${found.effectiveDirective} ${found.blockedURI}`), true);
"""


class Reader:
    """One tab. `faults`: other hosts asked, errors of scripts and of the console, since the last page was opened."""

    def __init__(self, browser: Browser, address: str, *, scripts: bool) -> None:
        self.address, self.faults = address, list[str]()
        self.context = browser.new_context(java_script_enabled=scripts, reduced_motion="reduce")
        self.context.add_init_script(_FORBIDDEN)
        self.context.add_init_script(path=AXE)  # a script put into the page would be stopped by its policy
        self.context.on("request", self._asked)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def open(self, path: str) -> Page:
        """A page of the edition by its path from the root."""
        self.faults.clear()
        self.page.goto(self.address + path)
        return self.page

    def look(self, width: int, scheme: Any) -> None:
        """Look at the page in a window so many pixels wide, light or dark."""
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.emulate_media(color_scheme=scheme)

    def axe(self) -> list[str]:
        """What axe finds amiss on the page as it is now: rule and element, with no exception of any kind."""
        found = self.page.evaluate("rules => axe.run({runOnly: rules, resultTypes: ['violations']})", RULES)
        return [f"{each['id']}: {node['html'][:200]}" for each in found["violations"] for node in each["nodes"]]

    def ground(self) -> str:
        """The colour the page lies on."""
        return str(self.page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))

    def beyond(self) -> int:
        """How many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.hostname != "127.0.0.1" and parts.scheme not in {"data", "blob", "file"}:
            self.faults.append(f"asked another host: {request.url}")

    def _said(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.faults.append(said.text)
