"""The frame of every page of the plain edition, in one template, every link led to a file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from stpdash import corrections, layers, words
from stpdash.errors import DataError
from stpdash.model import Atlas
from stpdash.site import addresses
from stpdash.site.dressing import Assets
from stpdash.site.page import DATED, Page

HERE = Path(__file__).parent
MENU = (
    ("England", "./"),
    ("Money", "money"),
    ("Governance", "governance"),
    ("Leadership", "leadership"),
    ("Groupings", "groupings"),
    ("Changes", "changes"),
    ("Two dates", "dates"),
    ("Compare", "compare"),
    ("Find", "find"),
    ("Sources", "sources"),
)
_CITED = re.compile(r'<details class="cited">.*?</details>', re.DOTALL)
_ITEM = re.compile(r"<li>.*?</li>", re.DOTALL)
_REST = re.compile(r"(<li>(?:<a .*?</a>|[^,<]*)).*</li>", re.DOTALL)
_MARKED = re.compile(r' (?:data-(?:area|of)="[^"]*"|class="txt")')
_SORTED = re.compile(r'<button type="button">([^<]*)</button>')
_GROWN = re.compile(r'style="flex-grow:([0-9.]+)"')


class Where(NamedTuple):
    """Where the edition will stand, and the live atlas; both end in a slash, `live` is blank where there is none.

    `contact`: where its operator takes what readers ask, an address of mail or of a page; blank where none was given.
    """

    address: str
    live: str = ""
    contact: str = ""

    @classmethod
    def of(cls, address: str, live: str = "", contact: str = "") -> Where:
        """The same from addresses as they were given. Raises DataError for what is no address."""
        for option, given in (("--address", address), ("--live", live)):
            if given and not re.fullmatch(r"https?://[^/?#]+(/[^?#]*)?", given):
                raise DataError.of("", option, given, "an address such as https://atlas.example/plain/", "Mend it.")
        address, live = (f"{given.rstrip('/')}/" if given else "" for given in (address, live))
        if not corrections.can_be_followed(contact):
            raise DataError.of("", "--contact", contact, corrections.EXPECTED, "Mend it.")
        return cls(address, live, contact)

    @property
    def base(self) -> str:
        """The path of the edition on its host: /plain/."""
        return urlsplit(self.address).path or "/"


def told_once(body: str) -> str:
    """A body in which a source that is told in full further up is named only."""
    seen: set[str] = set()

    def told(found: re.Match[str]) -> str:
        line = found[0]
        if line in seen:
            return _REST.sub(r"\1, as above.</li>", line)
        seen.add(line)
        return line

    return _CITED.sub(lambda found: _ITEM.sub(told, found[0]), body)


def fitted(body: str) -> str:
    """A body without what only the live page has use for: style attributes, which the policy of a public site forbids
    (bars grow by a rule, to half a %), marks of cells and rows that no rule of ours asks for, and the buttons by which
    tables are sorted, which do nothing without a script: assets/edition.js puts them in."""
    return _SORTED.sub(
        r"\1", _MARKED.sub("", _GROWN.sub(lambda found: f'data-grow="{round(float(found[1]) * 200) / 200:.3f}"', body))
    )


@lru_cache(maxsize=1)
def _template() -> Any:
    loader = FileSystemLoader(HERE / "templates")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template("page.html.j2")


class Frame:
    """Puts pages into the frame and their links right."""

    def __init__(
        self, atlas: Atlas, where: Where, pages: Collection[Page], assets: Assets, files: Collection[str]
    ) -> None:
        self.atlas, self.where, self.assets = atlas, where, assets
        self.pages = {page.path: page for page in pages}
        self.links = addresses.Links(atlas, {*self.pages, *files, *assets.files}, where.live)

    def framed(self, page: Page) -> str:
        """A whole page as HTML."""
        live = urljoin(self.where.live, page.live or "./") if self.where.live and page.live else ""
        html = _template().render(
            page=page,
            name=words.NAME,
            caveat=words.NOT_AN_NHS_SITE,
            credit=layers.CREDIT,
            correction=corrections.sentence(self.where.contact),
            menu=MENU,
            editions=list(self._editions(page)),
            live=live,
            canonical=live or urljoin(self.where.address, page.path),
            own=urljoin(self.where.address, page.path),
            version=self.atlas.version,
            fingerprint=self.atlas.fingerprint,
            asset=lambda name: addresses.relative(f"{self.assets.folder}/{name}", page.path),
        )
        html = self.links.rewritten(told_once(fitted(html)), page.path)
        if page.path == "404.html":  # it is shown for any address: its links begin at the edition's own
            html = html.replace("<head>", Markup('<head>\n<base href="{}">').format(self.where.base), 1)
        return html

    def _editions(self, page: Page) -> Iterator[tuple[str, str, bool]]:
        """The same page undated and at every vintage: wording, file, whether it is this one; none where it is alone."""
        bare = next(
            (page.path.removeprefix(folder) for folder, _ in DATED if folder and page.path.startswith(folder)),
            page.path,
        )
        there = [(at, folder + bare) for folder, at in DATED if folder + bare in self.pages]
        for at, path in there if len(there) > 1 else []:
            label = words.date(at.day) if at.pinned else self.pages[path].undated or f"{words.date(at.day)} (main view)"
            yield label, path, path == page.path
