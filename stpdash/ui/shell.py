"""The frame of every page: title, navigation, notices, footer. Pages draw inside it and know nothing of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st
from markupsafe import Markup

from stpdash import corrections, plain, words
from stpdash.charts import QUIET
from stpdash.guard import settings
from stpdash.markup import joined, tag
from stpdash.ui import address, atlas
from stpdash.ui.finder import find_anything

_NOTHING = Markup("")
PAGES = Path(__file__).parents[2] / "pages"


def draw() -> None:
    """Draw the page that the address names, in its frame; pages without a tab are reached by links."""
    page = st.navigation(
        [
            st.Page(PAGES / "england.py", title="England", default=True),
            st.Page(PAGES / "area.py", title="Area", url_path="area"),
            st.Page(PAGES / "compare.py", title="Compare", url_path="compare"),
            st.Page(PAGES / "money.py", title="Money", url_path="money"),
            st.Page(PAGES / "governance.py", title="Governance", url_path="governance"),
            st.Page(PAGES / "groupings.py", title="Groupings", url_path="groupings"),
            st.Page(PAGES / "changes.py", title="Changes", url_path="changes"),
            st.Page(PAGES / "dates.py", title="Two dates", url_path="dates"),
            st.Page(PAGES / "pool.py", title="Pool", url_path="pool"),
            st.Page(PAGES / "leadership.py", title="Leadership", url_path="leadership"),
            st.Page(PAGES / "sources.py", title="Sources", url_path="sources"),
            st.Page(PAGES / "find.py", title="Find", url_path="find", visibility="hidden"),
            st.Page(PAGES / "person.py", title="Person", url_path="person", visibility="hidden"),
            st.Page(PAGES / "trust.py", title="Trust", url_path="trust", visibility="hidden"),
        ],
        position="top",
    )
    st.set_page_config(page_title=f"{page.title} - {words.NAME}", layout="wide")
    find_anything()
    notices(address.strangers(st.query_params))
    page.run()
    write(share(page.title) + footer(page.url_path))


def title(text: str) -> None:
    """The browser's title for a page whose subject is known only once it is drawn."""
    st.set_page_config(page_title=f"{text} - {words.NAME}", layout="wide")


class _Finished:
    """HTML as it is: of a string Streamlit would ask the disk whether a file is called so, and cut its margins."""

    def __init__(self, html: Markup) -> None:
        self.html = html

    def _repr_html_(self) -> str:
        return str(self.html)


def write(html: Markup) -> None:
    """Put finished, escaped HTML on the page; nothing where there is none."""
    if html:
        st.html(_Finished(html))


def heading(text: str) -> None:
    """The page's one heading; a name is text, never Markdown."""
    write(headed(text))


def headed(text: str) -> Markup:
    """The page's one heading, as HTML."""
    return tag("h1", text, class_="atlas-title")


def section(anchor: str, text: str) -> None:
    """A heading that a link can lead to."""
    write(tag("h2", text, id=anchor))


def take(text: str, path: str) -> None:
    """A plain link to something to take away."""
    write(tag("p", tag("a", text, href=path, download=""), class_="atlas-links"))


def chart(figure: Any, told: str, remark: str = "") -> None:
    """A plotly figure under its summary as its name, and buttons to save it as a picture.

    `remark`: what must stand beside its figures; a saved picture carries it.
    """
    st.plotly_chart(figure, alt=told, config=QUIET)
    take_picture(remark)


def take_picture(remark: str = "") -> None:
    """Buttons that save the chart or map above as a picture; the browser makes it of what it shows."""
    write(picture_buttons(remark))


def picture_buttons(remark: str = "") -> Markup:
    """The same buttons, as HTML."""
    more = {"data_remark": remark} if remark else {}
    buttons = [
        tag("button", text, type="button", data_picture=kind)
        for kind, text in (("svg", words.TAKE_SVG), ("png", words.TAKE_PNG))
    ]
    return tag("p", joined(buttons, " "), class_="atlas-links", **more)


def take_rows(name: str, query: str = "", cited: Markup = _NOTHING) -> None:
    """Links to a view's rows, as CSV and as a workbook, and its sources to be opened in place."""
    write(rows_to_take(name, query, cited))


def rows_to_take(name: str, query: str = "", cited: Markup = _NOTHING) -> Markup:
    """The same links, as HTML."""
    links = [
        tag("a", text, href=f"take/{name}.{kind}{f'?{query}' if query else ''}", download="")
        for kind, text in (("csv", words.TAKE_CSV), ("xlsx", words.TAKE_XLSX))
    ]
    return tag("div", joined(links, " · ") + " " + cited, class_="atlas-links")


def notices(found: list[str]) -> None:
    """Say what in the address could not be followed. As text: Markdown could fetch an image from elsewhere."""
    for text in found:
        write(tag("p", text, class_="atlas-notice", role="status"))


def share(page: str) -> Markup:
    """How to hand this view over: a button that copies its link, and how to cite it, plainly and as BibTeX."""
    data = atlas.read()
    here, today = tag("span", "the address above", data_here=""), tag("span", "", data_today="")
    title, key = tag("span", page, data_title=""), tag("span", "", data_key="")
    plain = joined(
        [f"{words.NAME}: ", title, f". Data version {data.version}, fingerprint {data.fingerprint[:12]}. ", here]
    )
    bib = joined(
        [
            f"@misc{{footprints-{data.fingerprint[:12]}-", key, f",\n  title = {{{words.NAME}: ", title,
            f"}},\n  note = {{Data version {data.version}, fingerprint {data.fingerprint[:12]}}},\n  url = {{",
            here, "},\n  urldate = {", today, "}\n}",
        ]
    )  # fmt: skip
    copying = tag("button", "Copy link to this view", type="button", data_copy_link="")
    cite = tag("summary", "Cite this view") + tag("p", joined([plain, ", read "]) + today) + tag("pre", bib)
    return tag("div", copying + tag("span", "", role="status") + tag("details", cite, class_="atlas-cite"),
               class_="atlas-links")  # fmt: skip


def footer(page: str = "") -> Markup:
    """What this is, what it is not, whose data, which version; the same page of the plain edition, where there is one.

    `page`: as addresses have it, blank for England.
    """
    data = atlas.read()
    sources = tag("a", "Sources and what is not known", href="sources")
    plain_edition = settings.current().plain
    asked = address.everything()
    lines = (
        tag("strong", words.NOT_AN_NHS_SITE),
        joined([words.ONS_CREDIT, words.OS_CREDIT, words.NHS_CREDIT], ". "),
        joined([words.LAND_CREDIT, corrections.sentence(settings.current().contact)], ". "),
        joined([f"Data version {data.version}, fingerprint {data.fingerprint[:12]}. ", sources]),
        *([tag("a", words.PLAIN, href=plain_edition + plain.page_of(data, page, asked))] if plain_edition else []),
    )  # fmt: skip
    return tag(
        "section",
        joined(tag("p", line) for line in lines),
        class_="atlas-foot",
        aria_label="About this atlas",
    )
