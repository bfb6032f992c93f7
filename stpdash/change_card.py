"""An event as a card: what took place in a sentence, when, of which type, how many moved, how sure."""

from __future__ import annotations

from markupsafe import Markup

from stpdash import change_pictures, change_tables, change_words
from stpdash.ledger import Change
from stpdash.markup import joined, tag
from stpdash.model import Atlas
from stpdash.telling import cited


def event_card(atlas: Atlas, change: Change) -> Markup:
    """The sentence and the card of one event, its source to be opened in place."""
    kind = atlas.word("change_kind", change.kind)
    source = cited(atlas, "this event", sources=list(change.sources))
    terms: tuple[tuple[str, str | Markup], ...] = (
        ("When", " and ".join(change_words.dates(change))),
        ("Type", f"{kind}. {atlas.codes_of('change_kind')[change.kind]}"),
        ("Moved", change_words.moved(change)),
        ("How sure", joined([change_words.how_sure(atlas, change), " ", source])),
    )
    around = [change_tables.event_link(atlas, each, {}) for each in change_pictures.beside(atlas, change)]
    terms += (("On the same day", joined(around, "; ")),) if around else ()
    listed = tag("dl", joined(tag("dt", term) + tag("dd", said) for term, said in terms))
    return tag("p", tag("strong", change_words.sentence(atlas, change))) + tag(
        "section", listed, class_="atlas-card", aria_label="About this event"
    )
