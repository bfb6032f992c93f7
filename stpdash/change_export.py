"""The ledger to take away: a row a piece of an event, with all names, codes, dates and sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stpdash import change_words, changing, texts
from stpdash.change_words import coded
from stpdash.ledger import Change
from stpdash.model import Atlas
from stpdash.sheets import Row, Sheet, cards


def ledger(atlas: Atlas, asked: Mapping[str, str]) -> Sheet:
    """The events that an address asks for, or the one that it names."""
    one = changing.named(atlas, asked.get("change", ""))
    now = changing.read(atlas, asked)
    found = (one,) if one else changing.found(atlas, now)
    rows = [row for change in found for row in _pieces(atlas, change)]
    used = sorted({source for change in found for source in change.sources})
    told = change_words.sentence(atlas, one) if one else " ".join(changing.summary(atlas, now))
    title = change_words.title(atlas, one) if one else f"What changed, 2016 to 2021: events {changing.whose(now)}"
    return Sheet(title, rows, used, texts.ABOUT_CHANGES, told)


def _pieces(atlas: Atlas, change: Change) -> Iterator[Row]:
    told = {
        "change": change.id, "type": atlas.word("change_kind", change.kind), "layer": change.layer,
        "event": change_words.title(atlas, change), "in_words": change_words.sentence(atlas, change),
        "effective_from": change.effective_from, "nhs_digital_date": change.nhs_date,
    }  # fmt: skip
    unknown = "not in the data"
    for part in change.parts:
        ons_before, nhs_before = coded(atlas, change.layer, change.vintage, part.code)
        ons_after, nhs_after = coded(atlas, change.layer, change.successor_vintage, part.successor)
        yield told | {
            "code_before": ons_before, "nhs_code_before": nhs_before, "name_before": part.name,
            "vintage_before": change.vintage, "code_after": ons_after, "nhs_code_after": nhs_after,
            "name_after": part.successor_name, "vintage_after": change.successor_vintage or unknown,
            "moved": "yes" if part.moved else "no", "residents_mid_2017": part.people, "area_km2": part.area_km2,
            "confidence": atlas.word("confidence", change.confidence), "status": "derived", "note": change.note,
            **cards(atlas, change.sources),
        }  # fmt: skip
