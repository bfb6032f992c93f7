"""Groupings side by side as written tables: what each is, who would share a decision, what it touches, who is in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from markupsafe import Markup

from stpdash import contiguity, mergers, outlines, places, pooling, tables, words
from stpdash.cards import person
from stpdash.grouping import Asked
from stpdash.markup import Column, area_link, joined, listed, table, tag
from stpdash.model import MAIN, Area, Atlas
from stpdash.pooling import Pool, Share
from stpdash.series import YEARS, Figure
from stpdash.telling import cited, marked

Line = tuple[str, Callable[[Pool], object]]
FEW = 3
"""So many members without a figure are named; of more, their number is."""


def pools(asked: Asked) -> dict[int, Pool]:
    """The groupings that have members, by their place."""
    return {
        place: Pool(asked.layer, asked.vintage, each.codes)
        for place, each in enumerate(asked.groupings)
        if each.codes
    }  # fmt: skip


def glance(atlas: Atlas, asked: Asked, place: int) -> Markup:
    """One grouping in a few figures, to stand beside the map; nothing for an empty one."""
    pool = pools(asked).get(place)
    if pool is None:
        return Markup("")
    whole, pieces = pooling.bodies(atlas, pool).count, len(contiguity.pieces(atlas, pool))
    pairs = [
        ("Members", words.number(len(pool.codes))),
        ("People, mid-2017", pooling.people(atlas, pool).told(words.short_people)),
        ("Bodies that would share a decision", words.number(whole)),
        ("Hangs together", "yes" if pieces == 1 else f"no, {pieces} pieces"),
    ]
    known = [(year, found) for year in YEARS if (found := pooling.money(atlas, pool, year)).status]
    pairs += [(f"Core funding, {year}, cash", found.told(words.short_pounds)) for year, found in known[-1:]]
    return tables.headed_figures(pairs)


def figures(atlas: Atlas, asked: Asked, pot_gbp_m: float) -> Markup:
    """What each grouping is in numbers, with all its kind of England beside: people, ground, money by year."""
    lines: list[Line] = [
        ("Members", lambda pool: words.number(len(pool.codes))),
        ("Residents, mid-2017", lambda pool: marked(pooling.people(atlas, pool), words.people)),
        ("Land area, km²", lambda pool: marked(pooling.ground_km2(atlas, pool), words.number)),
        ("Residents per km²", lambda pool: marked(pooling.per_km2(atlas, pool), words.number)),
    ]
    lines += [(f"Core funding, {year}", _money(atlas, year)) for year in YEARS]
    lines += [(f"Core funding per resident, {year}", _per_resident(atlas, year)) for year in YEARS]
    lines += [
        (
            "Distance from target, 2019/20 as set in January 2016",
            lambda pool: _told(pooling.distance(atlas, pool), words.signed_percent),
        ),
        (
            f"Fair share of {words.pounds_m(pot_gbp_m)} (illustrative)",
            lambda pool: _told(pooling.fair_share(atlas, pool, pot_gbp_m), words.pounds_m),
        ),
    ]
    return _side_by_side(atlas, asked, "In numbers", lines, england=True)


def _money(atlas: Atlas, year: str) -> Callable[[Pool], object]:
    return lambda pool: _or_why(atlas, pool, year, pooling.money(atlas, pool, year), words.pounds_m)


def _per_resident(atlas: Atlas, year: str) -> Callable[[Pool], object]:
    return lambda pool: _told(pooling.per_resident(atlas, pool, year), words.pounds)


def _told(found: Figure, written: Callable[[float], str]) -> object:
    return marked(found, written) if found.status else words.NO_FIGURE


def _or_why(atlas: Atlas, pool: Pool, year: str, found: Figure, written: Callable[[float], str]) -> object:
    """A figure, or that there is none and for how many members it is missing."""
    if found.status:
        return marked(found, written)
    missing = pooling.without_figure(atlas, pool, year)
    who = words.listed([each.name for each in missing]) if len(missing) <= FEW else f"{len(missing)} members"
    return joined([words.NO_FIGURE, tag("span", f": none for {who}", class_="flag")])


def answers(atlas: Atlas, asked: Asked) -> Markup:
    """Who would share a decision in each grouping, who leads, what it touches, whether it hangs together."""
    lines: list[Line] = [
        ("Bodies that would share a decision", lambda pool: _bodies(atlas, pool)),
        ("Hangs together", lambda pool: _pieces(atlas, pool)),
        ("Footprints of April 2017", lambda pool: listed(_footprints(atlas, pool))),
        ("Their leads, late-2017 list", lambda pool: _leads(atlas, pool)),
        ("Regions of 2019", lambda pool: listed([area_link(a.id, a.name) for a in pooling.regions(atlas, pool)])),
        ("Councils' combined authorities, 2018", lambda pool: _authorities(atlas, pool)),
        ("What really happened", lambda pool: _really(atlas, pool)),
    ]
    return _side_by_side(atlas, asked, "Who and what", lines)


def _side_by_side(atlas: Atlas, asked: Asked, caption: str, lines: Sequence[Line], *, england: bool = False) -> Markup:
    found = pools(asked)
    across = [(asked.title(place), pool) for place, pool in found.items()]
    if england:
        across.append(("All England", Pool(asked.layer, asked.vintage, tuple(atlas.codes(asked.layer, asked.vintage)))))
    rows = [(title, *(cell(pool) for _, pool in across)) for title, cell in lines]
    columns = [Column("Figure" if england else "Question"), *(Column(title, england) for title, _ in across)]
    return tag("div", table(f"{caption}: {_what(atlas, asked)}", columns, rows), class_="atlas-beside")


def _what(atlas: Atlas, asked: Asked) -> str:
    kind = {"ccg": "CCGs", "footprint": "footprints"}[asked.layer]
    return f"{kind} of {atlas.vintage_label(asked.vintage)} taken together"


def _bodies(atlas: Atlas, pool: Pool) -> Markup:
    found = pooling.bodies(atlas, pool)
    parts = [
        words.count(len(found.ccgs), "CCG"),
        words.count(len(found.trusts), "trust"),
        words.count(len(found.councils), "council"),
    ]
    alone = len(found.ccgs) == 1
    told = f"{found.count}: {words.listed(parts)}, each deciding for itself."
    after = len(found.trusts) + len(found.councils) + 1
    then = (
        "One CCG has nobody to form a joint committee with."
        if alone
        else f"With one joint committee of its CCGs: {after}."
    )
    return joined([told, " ", then])


def _pieces(atlas: Atlas, pool: Pool) -> object:
    found = contiguity.pieces(atlas, pool)
    if len(found) == 1:
        return "Yes: in one piece" if len(pool.codes) > 1 else "One member"
    names = [words.listed([area.name for area in piece]) for piece in found]
    return tag("span", f"No: {len(found)} pieces, no border on land between them. ") + listed([*names])


def _footprints(atlas: Atlas, pool: Pool) -> list[Markup]:
    return [
        area_link(area.id, area.name) + ("" if whole else " (a part)")
        for area, whole in pooling.footprints(atlas, pool)
    ]


def _leads(atlas: Atlas, pool: Pool) -> Markup:
    found = pooling.leads(atlas, pool)
    said = [fact for _, facts in found for fact in facts]
    told = [
        joined(
            [joined([person(atlas, fact) for fact in facts], ", ") if facts else words.NOT_RECORDED, f" ({area.name})"]
        )
        for area, facts in found
    ]
    return listed(told) + " " + cited(atlas, "these leads", said)


def _authorities(atlas: Atlas, pool: Pool) -> object:
    found = [each for each in pooling.authorities(atlas, pool) if each.of_area >= places.SLIVER]
    return listed([_authority(each) for each in found]) or "None"


def _authority(each: Share) -> Markup:
    theirs, ours = (words.percent(share * 100, 0) for share in (each.of_area, each.of_pool))
    mark = tag("span", " (estimated)", class_="flag") if each.status == "estimated" else ""
    told = f": {theirs} of its people live here, {ours} of those here are its"
    return area_link(each.area.id, each.area.name) + told + mark


def _really(atlas: Atlas, pool: Pool) -> object:
    merger = mergers.matching(atlas, pool.layer, pool.codes)
    if merger is None:
        return "No merger of 2017 to 2021 joined exactly these"
    began = f"Merged on {words.date(merger.effective_from)} as {merger.name}. {merger.note}"
    return joined([began, " ", cited(atlas, merger.name, sources=[merger.source])])


def checks(atlas: Atlas, lines: outlines.Lines, asked: Asked) -> list[str]:
    """For each grouping that is a real merger: whether it has the people and outline of what came of it."""
    return [told for pool in pools(asked).values() if (told := _checked(atlas, lines, pool))]


def _checked(atlas: Atlas, lines: outlines.Lines, pool: Pool) -> str:
    merger = mergers.matching(atlas, pool.layer, pool.codes)
    after = merger.successor(atlas) if merger else None
    if merger is None:
        return ""
    if after is None:
        return f"{merger.name}: its boundaries of 2021 are not in the atlas, so that nothing can be compared."
    now = Pool(after.layer, after.vintage, (after.code,))
    had, has = (int(pooling.people(atlas, each).value) for each in (pool, now))
    apart = outlines.apart(lines, (pool.object, pool.codes), (now.object, now.codes))
    counted = f"{words.number(had)} residents here, {words.number(has)} in {after.name} as published"
    drawn = (
        "the outline is the same, line for line"
        if not apart
        else f"the outlines differ by {words.percent(apart * 100)}"
    )
    came, left = mergers.moved_beside(atlas, merger)
    moved = [f"{words.number(n)} people {how}" for n, how in ((came, "came"), (left, "left")) if n]
    told = f" A boundary moved with the merger: {words.listed(moved)}." if moved else ""
    return f"{counted}; {drawn}.{told}"


def members(atlas: Atlas, asked: Asked, place: int) -> Markup:
    """The members of one grouping with their own people, ground and money, each a link."""
    pool = Pool(asked.layer, asked.vintage, asked.groupings[place].codes)
    rows = [_member(atlas, Pool(pool.layer, pool.vintage, (area.code,)), area) for area in asked.areas(atlas, place)]
    columns = [
        Column("Member"), Column("Residents", True), Column("km²", True),
        *(Column(f"Core funding, {year}", True) for year in YEARS),
    ]  # fmt: skip
    return table(f"{asked.title(place)}: its members", columns, rows, scroll=len(rows) > 12)


def _named(atlas: Atlas, area: Area) -> str | Markup:
    """A member by name; a link where its page is about the same ground: a footprint's is that of April 2017."""
    if area.layer == "ccg" or area.vintage == MAIN:
        return area_link(area.id, area.name)
    return str(atlas.layer(area.layer, area.vintage)["name"][area.code])


def _member(atlas: Atlas, pool: Pool, area: Area) -> tuple[object, ...]:
    money = (_told(pooling.money(atlas, pool, year), words.pounds_m) for year in YEARS)
    ground = marked(pooling.ground_km2(atlas, pool), lambda km2: words.number(km2, 1))
    return _named(atlas, area), marked(pooling.people(atlas, pool), words.number), ground, *money
