"""A real server, a real Chromium, and no other host: what the browser tests share."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, WebSocketRoute, expect

ROOT = Path(__file__).parents[2]
expect.set_options(timeout=20_000)
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 740}
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--force-prefers-reduced-motion",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]  # fmt: skip


def chromium() -> str:
    """The Chromium to use: CHROMIUM, or one on the path. A missing one is a failure that says what to do."""
    for name in (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"):
        if name and (found := shutil.which(name)):
            return found
    raise pytest.UsageError("No Chromium found. Run: make chromium (or set CHROMIUM=/path/to/chromium).")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """The atlas in a process of its own, started as a user starts it."""

    def __init__(self, log: Path, cwd: Path = ROOT, **settings: str) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = log.open("ab")
        self.cwd, self.settings, self.log_path = cwd, settings, log
        self.start()

    def start(self) -> None:
        """Start, or start again on the same port, and wait until it answers."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "stpdash", "run", "--port", str(self.port)],
            cwd=self.cwd, stdout=self.log, stderr=subprocess.STDOUT, env=os.environ | self.settings,
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not start: {self.log_path.read_text()}")
            select_wait(0.1)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=2) as reply:
                return bool(reply.status == 200)
        except OSError:
            return False

    def kill(self) -> None:
        """Lose the server as a power cut would."""
        self.process.kill()
        self.process.wait(20)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        self.log.close()


def select_wait(seconds: float) -> None:
    """Wait for a process to come up (never for a page: pages are waited for by what they show)."""
    import threading

    threading.Event().wait(seconds)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("server") / "log.txt")
    yield running
    running.stop()


@pytest.fixture
def cold_server(tmp_path: Path) -> Iterator[Server]:
    """A server that nobody has visited yet."""
    running = Server(tmp_path / "log.txt")
    yield running
    running.stop()


_CONTEXTS: dict[tuple[int, bool], BrowserContext] = {}


def _context(browser: Browser, viewport: dict[str, int], dark: bool) -> BrowserContext:
    """A context for visitors of one kind: what never changes is fetched once for all of them, as by a returning reader.

    Routes would switch its cache off: no name but this machine's is resolved at all.
    """
    kind = (viewport["width"], dark)
    if kind not in _CONTEXTS:
        _CONTEXTS[kind] = browser.new_context(
            viewport=viewport, color_scheme="dark" if dark else "light", reduced_motion="reduce"
        )
    return _CONTEXTS[kind]


class Visit:
    """A visitor's browser: opens pages, reaches no other host, notes every attempt and every script error."""

    def __init__(self, browser: Browser, viewport: dict[str, int], dark: bool = False) -> None:
        self.outside: list[str] = []
        self.faults: list[str] = []
        self.context = _context(browser, viewport, dark)
        self.context.on("request", self._note)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _note(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.hostname not in {"127.0.0.1", "localhost"} and parts.scheme not in {"data", "blob"}:
            self.outside.append(request.url)

    def open(self, address: str) -> Page:
        """Go to an address and wait until Streamlit has drawn the page to its footer."""
        self.page.goto(address)
        self.page.get_by_role("region", name="About this atlas").get_by_text("This is not an NHS website").wait_for()
        return self.page

    def map(self) -> None:
        """Wait until the map is drawn."""
        self.page.locator(".stp-frame[data-drawn]").first.wait_for()

    def close(self) -> None:
        """Leave nothing behind for the next visitor but the cache."""
        self.context.remove_listener("request", self._note)
        self.context.unroute_all()
        self.context.clear_cookies()
        self.context.clear_permissions()
        for page in self.context.pages:
            page.close()


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    options = getattr(request, "param", {})
    visitor = Visit(browser, options.get("viewport", DESK), options.get("dark", False))
    yield visitor
    visitor.close()
    assert not visitor.outside, f"the page asked another host: {visitor.outside}"
    assert not visitor.faults, f"a script failed: {visitor.faults}"


class SlowLine:
    """Stands between page and server, and can hold back what the page says."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.holding = False
        self.held: list[str | bytes] = []
        page.route_web_socket(re.compile("/_stcore/stream"), self._connect)

    def _connect(self, line: WebSocketRoute) -> None:
        self.server = line.connect_to_server()
        line.on_message(lambda said: self.held.append(said) if self.holding else self.server.send(said))

    def until(self, n: int) -> None:
        """Wait until the page has said n things that are held back."""
        for _ in range(1200):
            if len(self.held) >= n:
                return
            self.page.evaluate("() => new Promise(requestAnimationFrame)")
        raise AssertionError(f"the page said {len(self.held)} things, {n} were awaited")

    def release(self, n: int | None = None) -> None:
        """Let the oldest n of them through, or all and whatever follows."""
        self.holding = n is not None
        for said in self.held[:n]:
            self.server.send(said)
        del self.held[:n]
