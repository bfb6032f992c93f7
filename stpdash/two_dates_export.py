"""Two dates side by side, to take away: a row for every area before and each area after in which its people are."""

from __future__ import annotations

from collections.abc import Iterator

from stpdash import places, texts, two_dates, two_dates_tables, two_dates_words, words
from stpdash.model import Area, Atlas
from stpdash.sheets import Row, Sheet, cards
from stpdash.two_dates import LAYERS, Asked, Fate, name_then


def rows(atlas: Atlas, asked: Asked) -> Sheet:
    """Every pair, with what became of the area, region, leader and money on either day, and the sources."""
    found = two_dates.fates(atlas, asked.layer, *asked.vintages)
    made = [row for fate in found for row in _of(atlas, asked, fate)]
    title = f"{LAYERS[asked.layer]} on {words.date(asked.day)} and {words.date(asked.then)}"
    summary = " ".join(
        part for part in (two_dates_words.summary(atlas, asked), two_dates_words.no_difference(atlas, asked)) if part
    )
    return Sheet(title, made, two_dates_tables.sources(atlas, asked), texts.ABOUT_TWO_DATES, summary)


def _of(atlas: Atlas, asked: Asked, fate: Fate) -> Iterator[Row]:
    told = {
        "layer": asked.layer, "date_before": asked.day, "code_before": fate.area.code, "name_before": fate.name,
        "vintage_before": fate.area.vintage, "what_became": fate.kind, "in_words": two_dates_words.became(atlas, fate),
    }  # fmt: skip
    events = "; ".join(f"{each.id} ({each.kind}, {each.effective_from})" for each in fate.changes)
    for piece in fate.pieces:
        yield {
            **told, "date_after": asked.then, "code_after": piece.after.code,
            "name_after": name_then(atlas, piece.after), "vintage_after": piece.after.vintage,
            "people_in_both": piece.people, "share_of_before": round(piece.share, 6),
            "share_of_after": round(piece.share_after, 6), "people_counted_on": "2017-06-30",
            "region_before": _region(atlas, fate.area), "region_after": _region(atlas, piece.after),
            "leader_before": _leader(atlas, fate.area, asked.day),
            "leader_after": _leader(atlas, piece.after, asked.then),
            **_money(atlas, fate.area, "before"), **_money(atlas, piece.after, "after"),
            "events": events, "status": "derived", **cards(atlas, two_dates_tables.rests_on(atlas, asked, fate)),
        }  # fmt: skip


def _region(atlas: Atlas, area: Area) -> str:
    return "" if area.layer == "region" else two_dates_tables.region(atlas, area)


def _leader(atlas: Atlas, area: Area, day: str) -> str:
    return two_dates_tables.leaders(atlas, [area], day) if area.layer in two_dates_tables.LEADERS else ""


def _money(atlas: Atlas, area: Area, when: str) -> Row:
    """Core funding of the year that begins with the vintage; of an area after it is that of the whole area."""
    found, year = two_dates_tables.money(atlas, area), places.year_of(area.vintage)
    known = found is not None and found.value == found.value
    return {
        f"core_funding_year_{when}": year or words.NOT_RECORDED,
        f"core_funding_gbp_m_{when}": found.value if found and known else None,
        f"core_funding_status_{when}": found.status if found and known else words.NO_FIGURE,
    }
