"""The security policy of the pages in a real browser: everything is drawn, and nothing that is not ours runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from stpdash.ui.server import PAGES
from tests.browser.conftest import Server, Visit

NOTE_VIOLATIONS = """
window.violations = [];
addEventListener("securitypolicyviolation", (e) => violations.push(`${e.violatedDirective}: ${e.blockedURI}`), true);
"""
MAPS = {"/", "/compare", "/money", "/governance", "/groupings", "/pool"}
CHARTS = {"/money"}
WANTED = {
    "/find": "?q=north",
    "/area": "?area=E54000008",
    "/person": "",
    "/trust": "",
    "/dates": "?dates=2016-03-31,2019-04-01",
}


def noting(visit: Visit) -> Page:
    visit.page.add_init_script(NOTE_VIOLATIONS)
    return visit.page


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_drawn_whole_under_its_policy(server: Server, visit: Visit, path: str) -> None:
    page = noting(visit)
    visit.open(f"{server.address}{path}{WANTED.get(path, '')}")
    if path in MAPS:
        visit.map()
    if path in CHARTS:
        page.locator(".js-plotly-plot .main-svg").first.wait_for()
    assert page.evaluate("violations") == []


def test_a_script_that_was_smuggled_into_a_page_does_not_run_and_reaches_nobody(server: Server, visit: Visit) -> None:
    page = noting(visit)
    visit.open(f"{server.address}/sources")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.smuggled = true";
          document.body.append(script);
          document.body.insertAdjacentHTML("beforeend", '<img src="nowhere" onerror="window.smuggled = true">');
          setTimeout("window.smuggled = true");
          return fetch("http://localhost:1/told").catch(() => null);
        }"""
    )
    page.wait_for_function("violations.length >= 4")
    assert page.evaluate("window.smuggled") is None
    assert set(page.evaluate("violations")) == {
        "script-src-elem: inline",
        "script-src-attr: inline",
        "script-src: eval",
        "connect-src: http://localhost:1/told",
    }


def test_the_session_is_told_no_version_no_path_and_no_number_of_the_machine(server: Server, visit: Visit) -> None:
    heard: list[bytes] = []
    page = noting(visit)
    page.on(
        "websocket",
        lambda line: line.on(
            "framereceived", lambda frame: heard.append(frame if isinstance(frame, bytes) else frame.encode())
        ),
    )
    visit.open(f"{server.address}/sources")
    told = b"".join(heard)
    assert b"sources" in told
    for secret in (b"1.67.0", b"3.11", b"linux", b"/work/", b"/app.py"):
        assert secret not in told.lower()
