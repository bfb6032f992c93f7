"""A page of the plain edition as a browser takes it: what it leads to, what it loads, what can be led to on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

LEADING = {("a", "href"), ("area", "href"), ("form", "action"), ("blockquote", "cite"), ("q", "cite")}
"""What only leads somewhere once a reader wants it. All else that holds an address is loaded with the page."""
SAID = {"canonical", "alternate"}
"""Relations of a link element that say something and load nothing."""
_HOLD = ("href", "src", "action", "formaction", "srcset", "poster", "data", "cite", "background", "xlink:href")


@dataclass
class Page:
    """A page read: addresses that lead away, that are said, that are loaded; ids; what its policy would not run."""

    leads: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    loads: set[str] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)


def read(text: bytes, where: str) -> Page:
    """A page's addresses in full, as seen from `where` it stands."""
    tree, page = html.document_fromstring(text), Page()
    base = urljoin(where, next((each.get("href", "") for each in tree.iter("base")), ""))
    for element in tree.iter("*"):  # without comments
        tag, has = element.tag, element.attrib
        page.ids += [has["id"]] if "id" in has else []
        _forbidden(tag, element, page.forbidden)
        for key in _HOLD:
            if key not in has or tag == "base":
                continue
            target = urljoin(base, has[key])
            if (tag, key) in LEADING:
                page.leads.add(target)
            elif tag == "link" and set(has.get("rel", "").split()) <= SAID:
                page.said.add(target)
            else:
                page.loads.add(target)
    return page


def _forbidden(tag: str, element: html.HtmlElement, found: list[str]) -> None:
    """Notes what a policy without unsafe-inline would leave out."""
    if "style" in element.attrib or tag == "style":
        found.append(f"a style of its own on {tag}")
    if tag == "script" and "src" not in element.attrib:
        found.append("a script written into the page")
    found += [f"{key} on {tag}" for key in element.attrib if key.startswith("on")]


def split(address: str, root: str) -> tuple[str, str]:
    """An address under `root` as file and fragment; the folder's own address is its index.html."""
    parts = urlsplit(address)
    name = unquote(parts._replace(query="", fragment="").geturl().removeprefix(root))
    return (f"{name}index.html" if not name or name.endswith("/") else name), unquote(parts.fragment)
