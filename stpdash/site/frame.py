"""The frame of every page of the plain edition, one template; and its style sheet, put together from the live one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from stpdash import layers, words
from stpdash.errors import DataError
from stpdash.model import Atlas
from stpdash.site import addresses, map_svg
from stpdash.site.page import DATED, Page
from stpdash.ui.assets import FRONTEND

HERE = Path(__file__).parent
OWN = HERE / "assets"
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
_DARK = re.compile(r'\.stp-map\[data-theme="dark"\] (\{[^}]*--sea[^}]*\})')
_LINES = re.compile(r"path\.(line|under|casing|edge)\b")
"""Lines are drawn twice from one path, by <use>: what holds for the path holds for it."""
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MARKED = re.compile(r' data-(?:area|of)="[^"]*"')
_GROWN = re.compile(r'style="flex-grow:([0-9.]+)"')


class Where(NamedTuple):
    """Where the edition will stand, and the live atlas; both end in a slash, `live` is blank where there is none."""

    address: str
    live: str = ""

    @classmethod
    def of(cls, address: str, live: str = "") -> Where:
        """The same from two addresses as they were given. Raises DataError for what is no address."""
        for option, given in (("--address", address), ("--live", live)):
            if given and not re.fullmatch(r"https?://[^/?#]+(/[^?#]*)?", given):
                raise DataError.of("", option, given, "an address such as https://atlas.example/plain/", "Mend it.")
        ended = [f"{given.rstrip('/')}/" if given else "" for given in (address, live)]
        return cls(*ended)

    @property
    def base(self) -> str:
        """The path of the edition on its host: /plain/."""
        return urlsplit(self.address).path or "/"


class Assets:
    """What pages load: style sheet, script, icon, the index of the search; their folder is named by what is in them."""

    def __init__(self, palettes: Mapping[str, Mapping[str, Any]], index: bytes) -> None:
        files = {
            "edition.css": _style(palettes).encode(),
            "edition.js": (OWN / "edition.js").read_bytes(),
            "finding.js": (OWN / "finding.js").read_bytes(),
            "sort.js": (FRONTEND / "sort.js").read_bytes(),
            "favicon.svg": (FRONTEND / "favicon.svg").read_bytes(),
            "search.json": index,
        }
        digest = hashlib.sha256()
        for name, content in sorted(files.items()):
            digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
        self.folder = f"assets/{digest.hexdigest()[:12]}"
        self.files = {f"{self.folder}/{name}": content for name, content in files.items()}


def _style(palettes: Mapping[str, Mapping[str, Any]]) -> str:
    """One style sheet: the live one's rules for maps and pages, dark where the reader's system is, and our own."""
    live = [(FRONTEND / name).read_text("utf-8") for name in ("map.css", "page.css")]
    live[0] = _LINES.sub(r":is(path, use).\1", live[0])
    dark = _DARK.search(live[0])
    if dark is None:
        raise ValueError("map.css has no dark colours where frame.py looks for them; look at its second rule")
    own = [path.read_text("utf-8") for path in sorted(OWN.glob("*.css"), key=lambda path: path.name == "edition.css")]
    parts = [
        *live,
        f"@media (prefers-color-scheme: dark) {{ .stp-map {dark[1]} }}",
        map_svg.palette_rules(palettes),
        *(f'[data-grow="{each}"]{{flex-grow:{each}}}' for each in _steps()),
        *own,
    ]
    return re.sub(r"\n\s*", "\n", _COMMENT.sub("", "\n".join(parts)))


def _steps() -> Iterator[str]:
    return (f"{step / 200:.3f}" for step in range(201))


def fitted(body: str) -> str:
    """A body without what only the live page has use for: style attributes, which the policy of a public site forbids
    (bars grow by a rule, to half a %), and the codes by which a row is marked when an area is chosen on a map."""
    return _MARKED.sub("", _GROWN.sub(lambda found: f'data-grow="{round(float(found[1]) * 200) / 200:.3f}"', body))


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
            credit=f"{layers.CREDIT} {words.LAND_CREDIT}.",
            menu=MENU,
            editions=list(self._editions(page)),
            live=live,
            canonical=live or urljoin(self.where.address, page.path),
            own=urljoin(self.where.address, page.path),
            version=self.atlas.version,
            fingerprint=self.atlas.fingerprint,
            asset=lambda name: addresses.relative(f"{self.assets.folder}/{name}", page.path),
        )
        html = self.links.rewritten(fitted(html), page.path)
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
            label = words.date(at.day) + ("" if at.pinned else " (main view)")
            yield label, path, path == page.path
