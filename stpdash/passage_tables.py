"""Where a regional team's footprints came from, and what lies across footprints and regions, as written tables."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from stpdash import cards, passages, patch, places, straddling, words
from stpdash.markup import Column, area_link, joined, listed, table, tag, trust_link
from stpdash.model import Area, Atlas
from stpdash.telling import cited


@lru_cache(maxsize=16)
def before(atlas: Atlas, team: Area) -> Markup:
    """Each footprint of a team with the regions it lay in; one that did not come the way of the others says so."""
    rows = [
        (
            area_link(each.footprint.id, each.footprint.name),
            *(_lay(each.before[vintage]) for vintage in passages.EARLIER),
            team.name,
            _came(each),
        )
        for each in passages.passages(atlas, team)
    ]
    columns = [
        Column("Footprint"),
        *(Column(f"Region {told}") for told in passages.EARLIER.values()),
        Column("From April 2019 (of seven)"),
        Column("How it came"),
    ]
    return table("Before and after", columns, rows) + cited(
        atlas, f"the regions of {team.name}", sources=places.drawn_by(atlas, team)
    )


def _lay(above: patch.Shares) -> Markup:
    return joined(cards.shares(above), "; ") if above else joined([words.NOT_RECORDED])


def _came(passage: passages.Passage) -> str:
    if passage.moved:
        last = passage.moved[-1]
        return f"Moved from {passage.before[last][0][0].name}, {passages.EARLIER[last]}"
    return "With the others" if all(passage.before.values()) else words.NOT_RECORDED


@lru_cache(maxsize=16)
def history(atlas: Atlas, team: Area) -> Markup:
    """Where a team's footprints came from, where the others of their region went, and who moved, in sentences."""
    told: dict[Markup, list[str]] = {}
    for vintage, scheme in passages.EARLIER.items():
        told.setdefault(_history(atlas, team, vintage), []).append(scheme)
    lines = [joined([f"Region {words.listed(schemes)}: ", said]) for said, schemes in told.items()]
    strays = [each.footprint.name for each in passages.passages(atlas, team) if each.moved]
    moved = f"Moved here from elsewhere: {'; '.join(strays)}."
    none = f"No footprint moved to {team.name} from a region other than that of the rest."
    return tag("ul", joined(tag("li", line) for line in (*lines, moved if strays else none)), class_="atlas-links")


def _history(atlas: Atlas, team: Area, vintage: str) -> Markup:
    """The region of most footprints in one scheme, and which of its footprints are with another team now."""
    origin = passages.origin(atlas, team, vintage)
    if not origin:
        return joined([f"{words.NOT_RECORDED.lower()}."])
    links = joined((area_link(each.id, each.name) for each in origin), " and ")
    parted = sorted(passages.parted(atlas, team, vintage).items(), key=lambda pair: pair[0].name)
    if not parted:
        return links + ". All its footprints are here."
    went = (_went(atlas, to, left, vintage) for to, left in parted)
    return joined([links, ". Its footprints were divided.", *went])


def _went(atlas: Atlas, to: Area, left: list[Area], vintage: str) -> Markup:
    """Which footprints went to another team."""
    links = (_left(atlas, each, vintage) for each in sorted(left, key=lambda area: area.name))
    return joined([" To ", area_link(to.id, to.name), " went ", joined(links, "; "), "."])


def _left(atlas: Atlas, footprint: Area, vintage: str) -> Markup:
    """A footprint that went to another team; one that went there alone, the rest being from elsewhere, says so."""
    link = area_link(footprint.id, footprint.name)
    return link + " (moved there alone)" if footprint.id in passages.strays(atlas, vintage) else link


KINDS = {"council": "Council", "combined_authority": "Combined authority"}


@lru_cache(maxsize=16)
def straddlers(atlas: Atlas, team: Area) -> Markup:
    """Councils, combined authorities and trusts in several footprints: which, with shares of people or as partner."""
    rows: list[tuple[object, ...]] = []
    for layer, group in groupby(straddling.straddlers(atlas, team), key=lambda pair: pair[0].layer):
        for area, around in group:
            where = listed(cards.shares(around))
            also = _also(atlas, team, [each for each, _ in around])
            rows.append((area_link(area.id, area.name), KINDS[layer], where, also))
    names = patch.trusts(atlas, team)
    for code, partner in straddling.shared_trusts(atlas, team).items():
        where = listed([area_link(each.id, each.name) for each in partner])
        rows.append((trust_link(code, names[code]), "NHS trust", where, _also(atlas, team, partner)))
    if not rows:
        return tag("p", "No council, combined authority or trust is known to lie in several footprints.")
    columns = [Column(each) for each in ("Organisation", "Kind", "Footprints", "Other regions")]
    listings = [fact for each in patch.footprints(atlas, team) for fact in places.listings(atlas, each)[:1]]
    source = cited(atlas, "what straddles", listings[:1], places.drawn_by(atlas, team))
    merged = [each.name for each in patch.merged(atlas, team)]
    note = tag("p", f"One by April 2019, so that a trust of several of them counts once: {'; '.join(merged)}.")
    return (
        (note if merged else Markup(""))
        + table(f"{words.count(len(rows), 'organisation')} in several footprints", columns, rows, scroll=True)
        + source
    )


def _also(atlas: Atlas, team: Area, areas: list[Area]) -> Markup:
    found = [each for each in straddling.regions_of(atlas, areas) if each != team]
    return joined((area_link(each.id, each.name) for each in found), "; ") if found else joined(["None"])
