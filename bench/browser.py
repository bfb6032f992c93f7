"""One headless Chromium, the same as in tests/browser; each visit is a new visitor with an empty cache.

Nothing is routed through Playwright here, unlike in the tests: that would switch the browser's cache off.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

DESK: ViewportSize = {"width": 1280, "height": 900}
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-prefers-reduced-motion",
]  # fmt: skip
PATIENCE_MS = 30_000
DRAWN = "() => performance.getEntriesByName('stp-drawn')[0]?.startTime"


def chromium() -> str:
    """The Chromium to use: CHROMIUM, or one on the path."""
    for name in (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    raise SystemExit("No Chromium found. Run: make chromium (or set CHROMIUM=/path/to/chromium).")


@contextmanager
def launched() -> Iterator[Browser]:
    """The browser of a run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def visitor(browser: Browser, *scripts: str) -> Iterator[Page]:
    """A page of a new visitor; `scripts` are files beside this one that run in it before the page's own."""
    context = browser.new_context(viewport=DESK, color_scheme="light", reduced_motion="reduce")
    for name in scripts:
        context.add_init_script(path=Path(__file__).parent / name)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    yield page
    context.close()


def drawn_at(page: Page) -> float:
    """Milliseconds from the start of the navigation until the page had drawn what it is there for."""
    return float(page.wait_for_function(DRAWN).json_value())
