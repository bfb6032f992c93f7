"""HTML in small pieces, escaped in one place. Everything that reaches a page as HTML is made by these functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup, escape

UNDATED = "main"
"""How an address names the main view, which has no date of its own."""
SAFE_SCHEMES = ("https://",)


def tag(name: str, content: object = "", **attributes: str) -> Markup:
    """One element; class_ means class, data_x means data-x. Content and values are escaped unless Markup."""
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{written}>{escape(content)}</{name}>")  # noqa: S704 - names are ours, all else is escaped


def joined(parts: Iterable[str | Markup], between: str = "") -> Markup:
    """Pieces one after the other, each escaped unless it is Markup already."""
    return escape(between).join(parts)


def area_link(area_id: str, name: str, date: str = UNDATED) -> Markup:
    """A plain link to an area's page (as at a date, where one is given); it opens in ten years and without the map."""
    dated = "" if date == UNDATED else f"&date={quote(date, safe='')}"
    return tag("a", name, href=f"area?area={quote(area_id, safe='')}{dated}")


def person_link(person: str, name: str) -> Markup:
    """A plain link to the page of a person."""
    return tag("a", name, href=f"person?person={quote(person, safe='')}")


def trust_link(code: str, name: str) -> Markup:
    """A plain link to the page of a trust."""
    return tag("a", name, href=f"trust?trust={quote(code, safe='')}")


def listed(items: Sequence[str | Markup]) -> Markup:
    """Items one under the other; a single one stands alone, none is nothing."""
    if len(items) < 2:
        return joined(items)
    return tag("ul", joined(tag("li", item) for item in items), class_="plain")


def outside_link(address: str, text: str) -> Markup:
    """A link to another site. An address that is not https stays text."""
    if not address.startswith(SAFE_SCHEMES):
        return escape(text)
    return tag("a", text, href=address, rel="noreferrer")


@dataclass(frozen=True)
class Column:
    """A table's column: its heading, whether it holds numbers (set to the right), the code of the area it is of."""

    heading: str | Markup
    numeric: bool = False
    area: str = ""


class Keyed(NamedTuple):
    """A cell with what its column is sorted by: 40.6 behind "40.6%", an ISO date behind its words; blank stays last."""

    shown: object
    by: float | str


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[object]],
    *,
    scroll: bool = False,
    areas: Sequence[object] = (),
    pick: bool = True,
    sortable: bool = False,
) -> Markup:
    """A real table with a caption, column headings and a row heading in the first cell of every row.

    `scroll` puts it in a box of limited height that the keyboard can reach. `areas`: the code of each row's area, by
    which the browser marks the row when the area is chosen on a map; with `pick` a click on the row chooses it there.
    `sortable`: a button in each column's head sorts the rows in the browser, by what `Keyed` cells name or by words.
    """
    head = joined(
        tag(
            "th",
            tag("button", c.heading, type="button") if sortable else c.heading,
            scope="col",
            class_="num" if c.numeric else "txt",
            **_of_area(c.area, pick=False),
        )
        for c in columns
    )
    codes = [*areas] if areas else repeat("")
    body = Markup("").join(
        tag("tr", _cells(columns, row), **_of_area(str(code), pick=pick))
        for row, code in zip(rows, codes, strict=False)
    )
    looks = "atlas" if all(c.numeric for c in columns[1:]) or len(columns) < 3 else "atlas wordy"
    made = tag(
        "table",
        tag("caption", caption) + tag("thead", tag("tr", head)) + tag("tbody", body),
        class_=f"{looks} sorts" if sortable else looks,
    )
    label = f"{caption} (table, scrolls)"
    return tag(
        "div",
        made,
        class_="atlas-scroll" if scroll else "atlas-wide",
        tabindex="0",
        role="region",
        aria_label=label,
    )


def _of_area(code: str, *, pick: bool) -> dict[str, str]:
    return {"data_area" if pick else "data_of": code} if code else {}


def _cells(columns: Sequence[Column], row: Sequence[object]) -> Markup:
    first = _cell("th", row[0], scope="row")
    rest = (
        _cell("td", cell, class_="num" if c.numeric else "txt") for c, cell in zip(columns[1:], row[1:], strict=True)
    )
    return first + Markup("").join(rest)


def _cell(name: str, cell: object, **attributes: str) -> Markup:
    if isinstance(cell, Keyed):
        return tag(name, cell.shown, **attributes, data_sort=str(cell.by))
    return tag(name, cell, **attributes)
