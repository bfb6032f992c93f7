"""Clicks and switches in our page: how long until painted, how many bytes, and whether the map stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle, islice

from playwright.sync_api import Browser, Page, WebSocket

from bench.browser import drawn_at, visitor
from stpdash import asat

CLICKS = 44
SWITCHES = 32
OVERLAY_VISITS = 4
OVERLAY_ROUNDS = 3
NO_OVERLAY = "Nothing"
DATE_VISITS, DATE_ROUNDS = 2, 4
DATES = (asat.STOPS["2019-04-01"], asat.STOPS["2016-03-15"], asat.STOPS["2020-04-01"], asat.STOPS["2018-04-01"],
         asat.STOPS["2017-04-01"])  # fmt: skip
"""One date for each vintage; of two that follow one another the boundaries are never the same."""


@dataclass(frozen=True)
class Action:
    """One click or switch: milliseconds since its event, and what was seen meanwhile.

    `painted`: the change is on screen; `sent`: the browser told the server; `first`, `last`: messages back;
    `changed`: the change is in the page; `bytes`: received on the websocket; `fewest`: shapes on show in the
    poorest frame; `kept`: the map's element is still the same one. None: there was no such message.
    """

    painted: float
    changed: float
    sent: float | None
    first: float | None
    last: float | None
    bytes: int
    fewest: int
    frames: int
    kept: bool


@dataclass
class Desk:
    """A visitor's page with the map on it, and the bytes its websocket has received."""

    page: Page
    received: list[int] = field(default_factory=list)

    def listen(self) -> None:
        """Count from the next connection on; to be called before the page is opened."""
        self.page.on("websocket", self._connected)

    def _connected(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda body: self.received.append(len(body)))

    def arm(self, kind: str) -> None:
        """Watch for the change of the coming action."""
        self.received.clear()
        self.page.evaluate("(kind) => bench.arm(kind)", kind)

    def take(self) -> Action:
        """Wait until the action is over; what it was."""
        self.page.wait_for_function("() => bench.settled()")
        seen = self.page.evaluate("() => bench.take()")
        return Action(
            seen["ms"], seen["changed"], seen["sent"], seen["first"], seen["last"],
            sum(self.received), seen["fewest"], seen["frames"], seen["kept"],
        )  # fmt: skip

    def options(self, label: str) -> list[str]:
        """The wordings that a select box offers."""
        return self.page.get_by_label(label, exact=True).locator("option").all_inner_texts()

    def switch(self, label: str, wording: str, kind: str) -> Action:
        """Choose an option of a select box; the clock starts with the box's own event."""
        self.arm(kind)
        self.page.get_by_label(label, exact=True).select_option(label=wording)
        return self.take()


@contextmanager
def _desk(browser: Browser, address: str) -> Iterator[Desk]:
    with visitor(browser, "probe.js") as page:
        desk = Desk(page)
        desk.listen()
        page.goto(address)
        drawn_at(page)
        page.locator(".stp-main path.land").first.wait_for(state="attached")
        page.wait_for_load_state("networkidle")
        page.locator(".stp-frame").first.scroll_into_view_if_needed()
        yield desk


def clicks(browser: Browser, address: str) -> list[Action]:
    """Click every footprint that the screen shows, one after the other."""
    actions: list[Action] = []
    with _desk(browser, address) as desk:
        for n in range(CLICKS):
            point = desk.page.evaluate("(n) => bench.pointOn(n)", n)
            if point is None:
                continue  # lies behind the London inset or a button at this zoom
            desk.page.mouse.move(*point)
            desk.arm("picked")
            desk.page.mouse.click(*point)
            actions.append(desk.take())
    return actions


def measure_switches(browser: Browser, address: str) -> list[Action]:
    """Go round and round the measures."""
    with _desk(browser, address) as desk:
        first, *others = desk.options("Shade by")
        return [desk.switch("Shade by", wording, "drawn") for wording in islice(cycle([*others, first]), SWITCHES)]


def date_switches(browser: Browser, address: str) -> tuple[list[Action], list[Action]]:
    """Go through the dates of the story: the first time in a visit (what comes ahead is fetched then), and again."""
    first: list[Action] = []
    again: list[Action] = []
    for _ in range(DATE_VISITS):
        with _desk(browser, address) as desk:
            for turn in range(DATE_ROUNDS):
                done = [desk.switch("As at", wording, "drawn") for wording in DATES]
                (again if turn else first).extend(done)
    return first, again


def questions(browser: Browser, address: str) -> list[Action]:
    """Go round and round the questions of governance."""
    with _desk(browser, address) as desk:
        first, *others = desk.options("Show")
        return [desk.switch("Show", wording, "drawn") for wording in islice(cycle([*others, first]), SWITCHES)]


def overlay_switches(browser: Browser, address: str) -> tuple[list[Action], list[Action]]:
    """Lay every overlay over the map: the first time in a visit (its lines are made then), and again."""
    first: list[Action] = []
    again: list[Action] = []
    for _ in range(OVERLAY_VISITS):
        with _desk(browser, address) as desk:
            wordings = [wording for wording in desk.options("Lay over") if wording != NO_OVERLAY]
            for turn in range(OVERLAY_ROUNDS):
                done = [desk.switch("Lay over", wording, "lines") for wording in wordings]
                (again if turn else first).extend(done)
            again.append(desk.switch("Lay over", NO_OVERLAY, "bare"))
    return first, again
