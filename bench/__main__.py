"""`make bench`: measure, print one table, write out/results.json; exit with 1 if a limit does not hold."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from bench import answers, first_view, interaction, linked
from bench.browser import launched
from bench.interaction import Action
from bench.report import Row, compared, counted, sized, table, timed, write
from bench.servers import Addresses, running
from stpdash import asat

RESULTS = Path(__file__).parent / "out" / "results.json"
FOOTPRINTS = 44
TIMES_HELLO = 1.5
QUICK_MS = 150
DATE_MS = 300
OWN_BYTES = 350_000
RERUN_BYTES = 10_000
ANSWER_MS = {
    "card of a footprint": 100,
    "search": 50,
    "shade of governance": 100,
    "footprints in order, their bars and table": 100,
    "a pot shared out, its bars and table": 100,
    "ten footprints side by side, the whole page": 250,
    "a grouping of 40 CCGs, the whole page": 300,
    "a region's page": 250,
}
TABLES_CHANGE = {"questions of governance"}
"""Switches after which the page shows another table: what travels is the table, not the map."""
ENOUGH = {"clicks": 40, "measure switches": 30, "questions of governance": 30}


def main() -> int:
    """Run everything; 0 when every limit holds."""
    with running() as addresses, launched() as browser:
        rows, numbers = _first_view(browser, addresses)
        more, actions = _interaction(browser, addresses.ours)
        linked_ms = linked.choices(browser, addresses.ours)
    rows += more
    rows += [timed(f"chosen on {kind}, until marked in all", times, QUICK_MS) for kind, times in linked_ms.items()]
    made = answers.times()
    rows += [timed(f"server: {what}", times, ANSWER_MS[what]) for what, times in made.items()]
    numbers |= {"server": made, "linked": linked_ms}
    write(RESULTS, rows, numbers | {name: [asdict(action) for action in done] for name, done in actions.items()})
    sys.stdout.write(table(rows) + f"\n\nEvery number: {RESULTS.relative_to(Path.cwd())}\n")
    return int(any(row.holds is False for row in rows))


def _first_view(browser: Browser, addresses: Addresses) -> tuple[list[Row], dict[str, object]]:
    first, repeat, stages = first_view.visits(browser, addresses)
    size, decode = first_view.bytes_of_a_first_visit(browser, addresses)
    beside = ("hello", "static")
    rows = [
        compared("first visit, until drawn", first["ours"], {name: first[name] for name in beside}, TIMES_HELLO),
        *(timed(f"  {stage}", times) for stage, times in sorted(stages.items(), key=lambda each: median(each[1]))),
        compared("repeat visit, until drawn", repeat["ours"], {name: repeat[name] for name in beside}),
        sized(
            "bytes of a first visit, our own",
            size["ours"],
            OWN_BYTES,
            f"Streamlit {size['streamlit'] / 1000:,.0f} kB",
        ),
        timed("boundary file: parse", [decode["parse"]]),
        timed("boundary file: decode 44 footprints", [decode["decode"]]),
    ]
    return rows, {"first": first, "repeat": repeat, "stages": stages, "bytes": size, "decode": decode}


def _interaction(browser: Browser, address: str) -> tuple[list[Row], dict[str, list[Action]]]:
    first, again = interaction.overlay_switches(browser, f"{address}/?date={asat.MAIN_DAY}")
    actions = {
        "clicks": interaction.clicks(browser, address),
        "measure switches": interaction.measure_switches(browser, address),
        "questions of governance": interaction.questions(browser, f"{address}/governance"),
        "overlay switches, first time in a visit": first,
        "overlay switches, again": again,
    }
    rows = _dates(browser, address)
    for name, done in actions.items():
        if len(done) < ENOUGH.get(name, 0):
            raise RuntimeError(f"{name}: {len(done)} is too few to judge; {ENOUGH[name]} are needed")
        rows += [
            timed(f"{name}, until painted", [action.painted for action in done], QUICK_MS),
            *_parts(done),
        ]
        if name not in TABLES_CHANGE:
            rows.append(sized(f"{name}: most bytes received", max(action.bytes for action in done), RERUN_BYTES))
        else:
            rows.append(sized(f"{name}: most bytes received, a new table of 44 rows", max(a.bytes for a in done)))
    switches = [action for name, done in actions.items() if name != "clicks" for action in done]
    rows.append(counted("fewest shapes on show in any frame of a switch", min(a.fewest for a in switches), FOOTPRINTS))
    every = [action for done in actions.values() for action in done]
    rows.append(counted(f"map still the same element, of {len(every)}", sum(a.kept for a in every), len(every)))
    return rows, actions


def _dates(browser: Browser, address: str) -> list[Row]:
    """Switches of the date on the map of England (footprints) and of a footprint (CCGs); all five vintages."""
    rows: list[Row] = []
    for what, path in (("England", "/"), ("a footprint", "/area?area=4")):
        first, again = interaction.date_switches(browser, f"{address}{path}")
        rows.append(timed(f"date switches, {what}, first time in a visit", [action.painted for action in first]))
        rows.append(timed(f"date switches, {what}, again", [action.painted for action in again], DATE_MS))
        rows.append(sized(f"date switches, {what}: most bytes received", max(a.bytes for a in (*first, *again))))
    return rows


def _parts(done: Sequence[Action]) -> list[Row]:
    """Where the time goes: until told to the server, until its first and last answer."""
    return [
        timed(f"  {words}", known)
        for words, times in (
            ("told to the server", [action.sent for action in done]),
            ("server has begun to answer", [action.first for action in done]),
            ("change is in the page", [action.changed for action in done]),
            ("server has ended", [action.last for action in done]),
        )
        if (known := [time for time in times if time is not None])
    ]


if __name__ == "__main__":
    raise SystemExit(main())
