"""Choosing on a chart or in a table of our page: how long until map, chart and table have the mark."""

from __future__ import annotations

from playwright.sync_api import Browser

from bench.browser import drawn_at, visitor

CHOICES = 40
WATCH = """code => {
  const charts = [...document.querySelectorAll(".js-plotly-plot")].filter(({ data }) => data?.[0].customdata);
  const bar = () => charts[0].querySelectorAll(".bars .point")[charts[0].data[0].customdata.indexOf(code)];
  const option = () => document.querySelector(".stp-list [aria-selected=true]");
  const row = () => document.querySelector(`tr[data-area="${code}"]`);
  const names = document.querySelector(`tr[data-area="${code}"] a`).textContent;
  const marked = () => bar().classList.contains("picked") && row().hasAttribute("data-picked")
    && option()?.textContent.startsWith(names) && document.querySelector(".stp-main path.edge.picked");
  window.linked = new Promise((done) => document.addEventListener("click", () => {
    const began = performance.now();
    const over = () => done(performance.now() - began);
    const look = () => requestAnimationFrame(marked() ? over : look);
    look();
  }, { capture: true, once: true }));
}"""
BAR = """code => {
  const chart = [...document.querySelectorAll(".js-plotly-plot")].find(({ data }) => data?.[0].customdata);
  chart.scrollIntoView({ block: "center" });
  const { xaxis, yaxis } = chart._fullLayout;
  const box = chart.getBoundingClientRect();
  const row = chart.data[0].customdata.indexOf(code);
  return [box.left + xaxis._offset + 40, box.top + yaxis._offset + yaxis.d2p(row)];
}"""
CODES = """() => [...document.querySelectorAll(".js-plotly-plot")]
  .find(({ data }) => data?.[0].customdata).data[0].customdata"""


def choices(browser: Browser, address: str) -> dict[str, list[float]]:
    """Milliseconds from the click until all three have the mark: from bars, and from rows of the table."""
    made: dict[str, list[float]] = {"bars": [], "rows": []}
    with visitor(browser, "probe.js") as page:
        page.set_viewport_size({"width": 1280, "height": 1400})
        page.goto(f"{address}/money")
        drawn_at(page)
        page.locator(".bars .point").first.wait_for()
        page.wait_for_load_state("networkidle")
        for turn, code in enumerate(page.evaluate(CODES)[:CHOICES]):
            kind = ("bars", "rows")[turn % 2]
            page.evaluate(WATCH, code)
            if kind == "bars":
                page.mouse.click(*page.evaluate(BAR, code))
            else:
                page.locator(f'tr[data-area="{code}"] td').last.click()
            made[kind].append(float(page.evaluate("window.linked")))
    return made
