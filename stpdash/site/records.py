"""People and trusts as pages, the finder, the interactive maps, and what a public site says of itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from markupsafe import Markup

from stpdash import find, leading, people, search, texts, who, words
from stpdash.markup import joined, tag
from stpdash.model import Atlas
from stpdash.search import KINDS
from stpdash.site import notes
from stpdash.site.page import Maker, Page, Pages, paragraph, prose, section


def pages(make: Maker) -> Pages:
    """A page for every person and trust; the finder; the pages about the edition."""
    for person in people.people(make.atlas).values():
        yield Page(
            path=f"person/{person.id}.html",
            title=person.name,
            live=f"person?person={person.id}",
            about=f"Every public role in which a source names {person.name}.",
            parts=(leading.career(make.atlas, person), paragraph(texts.ABOUT_PEOPLE)),
        )
    rows = make.atlas.organisations
    for code, name in zip(rows["code"], rows["name"], strict=True):
        yield Page(
            path=f"trust/{code}.html",
            title=str(name),
            live=f"trust?trust={code}",
            about=f"The footprints that list {name} as a partner.",
            parts=(who.trust_card(make.atlas, str(code), str(name)),),
        )
    yield finder(make)
    yield pool()
    yield data(make)
    for path, title, text in notes.PAGES:
        yield Page(path=path, title=title, live="", about=f"{title}: {words.NAME}.", parts=(prose(text),))
    yield lost()


def finder(make: Maker) -> Page:
    """All that has a page, kind by kind and by name: what the search looks through, and a list without it."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for entry in search.entries(make.atlas):
        found[entry.hit.kind].setdefault(entry.hit.address, entry.hit.label)
    lists = []
    for kind in KINDS:
        links = told_apart(make.atlas, found[kind])
        items = joined(tag("li", tag("a", label, href=address)) for label, address in links)
        lists.append(section(_anchor(kind), f"{kind} ({len(links)})", tag("ul", items, class_="plain-list")))
    answer = tag(
        "div",
        paragraph(NEEDS_A_SCRIPT),
        data_answers="",
        data_postcode=search.POSTCODE,
        data_postcodes=search.NO_POSTCODES,
        aria_live="polite",
    )
    jumps = joined((tag("a", f"{kind} ({len(found[kind])})", href=f"#{_anchor(kind)}") for kind in KINDS), " · ")
    ways = tag("nav", tag("p", jumps), aria_label="Lists on this page", class_="atlas-links")
    return Page(
        path="find.html",
        title="Find",
        heading="Find a place, a trust or a person",
        live="find",
        about="Every footprint, CCG, region, council, trust and person of the atlas, by name.",
        parts=(answer, ways, *lists),
    )


NEEDS_A_SCRIPT = "The search needs a script, and none has run here. Without one, all there is stands in these lists."


def _anchor(kind: str) -> str:
    return kind.lower().replace(" ", "-")


def told_apart(atlas: Atlas, found: Mapping[str, str]) -> list[tuple[str, str]]:
    """Labels and addresses, by label; areas of the same name say in which years each was there."""
    often = Counter(found.values())
    told = []
    for address, label in found.items():
        area = find.resolve(atlas, address.removeprefix("area?area=")) if often[label] > 1 else None
        told.append((f"{label}, {search.years(atlas, area)}" if area else label, address))
    return sorted(told)


def index(make: Maker) -> list[tuple[str, str, str, str]]:
    """What the search looks through: label, what it is, live address, and every name and code it goes by."""
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for entry in search.entries(make.atlas):
        found[entry.hit.label, entry.hit.told, entry.hit.address].add(entry.key)
    return [(*hit, " | ".join(sorted(keys))) for hit, keys in found.items()]


def pool() -> Page:
    """What the workbench is, and that it is for the live atlas alone."""
    return Page(
        path="pool.html",
        title="Pool",
        heading="Pooling workbench",
        live="pool",
        about="A grouping of footprints or CCGs that the reader makes up, and what it would be together.",
        parts=(paragraph(texts.ABOUT_POOLING), paragraph(notes.POOL_IS_LIVE, class_="atlas-notice")),
    )


def data(make: Maker) -> Page:
    """How to take the data away, and how to read it by program."""
    links = [
        ("What there is: every file with its size, sha256 and licence (JSON)", "data/v1/index.json"),
        ("Checksums of all these files (sha256)", "data/v1/checksums.txt"),
        ("Every layer and vintage in one file, each line once (TopoJSON)", "data/v1/layers/all.topojson"),
        ("Size and sha256 of every file of the plain edition, its pages too (JSON)", "files.json"),
    ]
    listed = tag("ul", joined(tag("li", tag("a", text, href=path)) for text, path in links))
    tables = notes.layers(make.atlas) + notes.tables(make.atlas)
    return Page(
        path="data.html",
        title="Data",
        heading="The data, to take away",
        live="",
        about="Every table and every boundary of the atlas as CSV, JSON and GeoJSON.",
        parts=(prose(notes.ABOUT_DATA), listed, tables),
    )


def lost() -> Page:
    """What stands where there is no page; it may be shown for any address, so that its links say where they begin."""
    return Page(
        path="404.html",
        title="Page not found",
        heading="There is no such page",
        live="",
        about="Page not found.",
        parts=(paragraph("The address may be mistyped, or an old one."), _ways()),
    )


def _ways() -> Markup:
    ways = (("England: the map and all footprints", "./"), ("Find a place, a trust or a person", "find"))
    return tag("ul", joined(tag("li", tag("a", text, href=address)) for text, address in ways))
