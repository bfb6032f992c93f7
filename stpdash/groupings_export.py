"""Groupings across footprints to take away: fits, the ten authorities, the NHS idea, mergers of CCGs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from stpdash import authority_tables, export, fit, merging, merging_tables, suggested, texts, words
from stpdash.cards import shares
from stpdash.facts import every
from stpdash.fit import MANY, Group
from stpdash.fit_tables import KINDS
from stpdash.ledger import Change
from stpdash.model import MAIN, Area, Atlas
from stpdash.places import counted_by
from stpdash.sheets import Row, Sheet, cards

COUNTED = (
    "Residents of mid-2017, added up from small areas (LSOAs); councils and combined authorities of 2018, footprints of"
)


def fits(atlas: Atlas, layer: Group, vintage: str = MAIN) -> Sheet:
    """Every pair of a group and a footprint that share residents: both shares, people in both, class, sources."""
    rows: list[Row] = []
    used: set[str] = set()
    label = atlas.vintage_label(vintage)
    for area, found in fit.fits(atlas, layer, vintage).items():
        mine = sorted({*counted_by(atlas, area), *(each.source for each in found)})
        used |= set(mine)
        for each in found:
            rows.append(
                {
                    "kind": layer, "code": area.code, "name": area.name, "footprint": each.footprint.id,
                    "footprint_code": each.footprint.code, "footprint_name": each.footprint.name,
                    "people_in_both": each.people, "share_of_its_people": each.of_group,
                    "share_of_the_footprints_people": each.of_footprint, "fit": KINDS[each.kind],
                    "as_at": "2017-06-30", "status": each.status, "note": f"{COUNTED} {label}.", **cards(atlas, mine),
                }
            )  # fmt: skip
    title = f"How {MANY[layer]} fit the footprints of {label}"
    return Sheet(title, rows, sorted(used), texts.ABOUT_FIT, fit.summary(atlas, layer, vintage))


def authorities(atlas: Atlas) -> Sheet:
    """Every dated statement on the councils' combined authorities, with its source."""
    found = [fact for kind in authority_tables.ATTRIBUTES for fact in every(atlas, kind)]
    names = {f"authority:{area.code}": area.name for area in authority_tables.authorities(atlas)}
    rows = [{"name": names[fact.subject], **export.row(atlas, fact)} for fact in found if fact.subject in names]
    return Sheet("The councils' combined authorities", rows, [fact.source for fact in found], texts.TWO_LAYERS)


def idea(atlas: Atlas) -> Sheet:
    """Every footprint with the NHS idea and its parts: a row a statement or merger; none reads Not recorded."""
    rows = [row for area in atlas.areas_of("footprint", MAIN) for row in _of_idea(atlas, area)]
    found = [fact for area in atlas.areas_of("footprint", MAIN) for fact in suggested.parts(atlas, area.id).facts]
    used = {fact.source for fact in (*found, *every(atlas, suggested.IDEA.key))}
    used |= {change.source for change in merging.of_ccgs(atlas)}
    return Sheet("The NHS “combined authority” and its parts", rows, sorted(used), texts.TWO_LAYERS)


def _of_idea(atlas: Atlas, area: Area) -> Iterator[Row]:
    mine = suggested.parts(atlas, area.id)
    head = {"footprint": area.id, "name": area.name, "nhs_combined_authority": suggested.answer(atlas, area.id)}
    blank = dict.fromkeys(export.row(atlas, every(atlas, "lead")[0]), "")
    ideas = [fact for fact in every(atlas, suggested.IDEA.key) if fact.footprint == area.id]
    found = [export.row(atlas, fact) for fact in (*ideas, *mine.facts)]
    found += [blank | _merged(atlas, change, share) for change, share in mine.mergers]
    yield from ({**head, **each} for each in found or [blank | {"in_words": words.NOT_RECORDED}])


def _merged(atlas: Atlas, change: Change, share: float) -> dict[str, str]:
    """A merger in the shape of a statement."""
    here = "" if share >= 1 else f"{share:.4f} of its people live here"
    return {
        "subject": change.id, "about": "Merger of CCGs", "code_or_name": change.parts[0].successor,
        "in_words": change.name, "detail": f"From {words.count(len(change.codes), 'CCG')}", "part": here,
        "status": atlas.word("fact_status", "IN_PLACE"),
        "how_known": atlas.word("basis", "COUNTED_FROM_BOUNDARIES"), "as_at": change.effective_from,
        "from": change.effective_from, "note": change.note, **cards(atlas, [change.source]),
    }  # fmt: skip


def mergers(atlas: Atlas) -> Sheet:
    """Every merger, split and moved boundary of CCGs and footprints, a row a piece."""
    found = merging.of_boundaries(atlas)
    rows = [row for change in found for row in _pieces(atlas, change)]
    used = sorted({source for change in found for source in change.sources})
    title = "Mergers of CCGs and boundaries that moved, 2017 to 2021"
    return Sheet(title, rows, used, texts.ABOUT_MERGERS, merging_tables.summary(atlas))


def _pieces(atlas: Atlas, change: Change) -> Iterator[Row]:
    inside = (
        [str(each.striptags()) for each in shares(merging.footprints(atlas, change))] if change.layer == "ccg" else []
    )
    for part in change.parts:
        area = atlas.area(change.layer, change.vintage, part.code)
        yield {
            "change": change.id, "kind": change.kind, "layer": change.layer, "effective_from": change.effective_from,
            "nhs_digital_date": change.nhs_date, "moved": "yes" if part.moved else "no",
            "code_before": part.code, "name_before": area.name, "vintage_before": change.vintage,
            "code_after": part.successor, "name_after": part.successor_name,
            "vintage_after": change.successor_vintage or "not in the data", "residents_mid_2017": part.people,
            "area_km2": part.area_km2, "confidence": atlas.word("confidence", change.confidence),
            "footprints_april_2017": "; ".join(inside), "status": "derived",
            "note": merging_tables.note(atlas, change), **cards(atlas, change.sources),
        }  # fmt: skip


SHEETS: dict[str, Callable[[Atlas], Sheet]] = {
    "authorities": authorities,
    "nhs-combined-authority": idea,
    "ccg-mergers": mergers,
}
"""What can be taken away, by the name in its address."""
FITS: dict[str, Group] = {"fit-authorities": "combined_authority", "fit-councils": "council"}
"""The same, of a vintage."""
