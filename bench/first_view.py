"""The first and the repeat visit of all three pages, in rounds, and the bytes that a first visit costs."""

from __future__ import annotations

from collections import defaultdict

from playwright.sync_api import Browser, Page

from bench.browser import drawn_at, visitor
from bench.servers import Addresses

ROUNDS = 7
Times = dict[str, list[float]]

_STAGES = """() => {
  const files = performance.getEntriesByType("resource");
  const start = (part) => files.find((file) => file.name.includes(part))?.startTime ?? null;
  const end = (part) => files.find((file) => file.name.includes(part))?.responseEnd ?? null;
  return {
    "Streamlit's main script is here": end("/static/js/index."),
    "Streamlit has started (asks for its health)": start("/_stcore/health"),
    "Streamlit's component code is here": end("BidiComponent"),
    "the map's own code is here": end("/map.js"),
    "the boundary file is here": end(".topojson"),
    "the map is drawn": performance.getEntriesByName("stp-drawn")[0].startTime,
  };
}"""
_BYTES = """() => performance.getEntriesByType("resource")
  .concat(performance.getEntriesByType("navigation"))
  .filter((file) => file.transferSize > 0)
  .map((file) => [new URL(file.name).pathname, file.encodedBodySize])"""
_DECODE = """async () => {
  const files = performance.getEntriesByType("resource").map((file) => file.name);
  const text = await (await fetch(files.find((name) => name.endsWith(".topojson")))).text();
  const start = performance.now();
  const topo = JSON.parse(text);
  const parsed = performance.now();
  topojson.feature(topo, topo.objects.footprint_2017);
  return { parse: parsed - start, decode: performance.now() - parsed };
}"""


def visits(browser: Browser, addresses: Addresses) -> tuple[Times, Times, Times]:
    """Milliseconds to the drawn page: first visits, repeat visits, and the stages of our first visit."""
    for name, address in addresses.all().items():
        _visit(browser, name, address)  # the server is warm from here on
    first, repeat, stages = defaultdict(list), defaultdict(list), defaultdict(list)
    for _ in range(ROUNDS):
        for name, address in addresses.all().items():
            once, again, seen = _visit(browser, name, address)
            first[name].append(once)
            repeat[name].append(again)
            for stage, at in seen.items():
                stages[stage].append(at)
    return first, repeat, stages


def _visit(browser: Browser, name: str, address: str) -> tuple[float, float, dict[str, float]]:
    with visitor(browser, "heading.js" if name == "hello" else "buffer.js") as page:
        page.goto(address, wait_until="commit")
        first = drawn_at(page)
        stages = page.evaluate(_STAGES) if name == "ours" else {}
        _whole(page, name)
        page.reload(wait_until="commit")
        return first, drawn_at(page), {stage: at for stage, at in stages.items() if at is not None}


def _whole(page: Page, name: str) -> None:
    """Wait for what comes after the drawing, so that a repeat visit finds all of it in the cache."""
    page.wait_for_load_state("load")
    if name == "ours":
        page.locator(".stp-main path.land").first.wait_for(state="attached")


def bytes_of_a_first_visit(browser: Browser, addresses: Addresses) -> tuple[dict[str, int], dict[str, float]]:
    """Compressed bytes received, ours and Streamlit's; milliseconds to parse and decode the boundary file."""
    with visitor(browser, "buffer.js") as page:
        page.goto(addresses.ours)
        drawn_at(page)
        _whole(page, "ours")
        files = [(str(path), int(size)) for path, size in page.evaluate(_BYTES)]
        decode = page.evaluate(_DECODE)
    ours = sum(size for path, size in files if path.startswith(("/assets/", "/ahead/")))
    return {"ours": ours, "streamlit": sum(size for _, size in files) - ours}, decode
