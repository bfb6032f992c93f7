"""Tables of statements: organisations, dated facts, where sources disagree, the words and the sources."""

from stpdash.columns import Link, Table, day, number, text, whole
from stpdash.keys import (
    LINK,
    NAME,
    SLUG,
    SOURCE,
    SUBJECT,
    SUBJECTS,
    TO_SOURCE,
    WORD,
    vocabulary,
)

TABLES: tuple[Table, ...] = (
    Table(
        "organisations",
        "Organisations that are partners in footprints and have no area of their own",
        ("code",),
        {
            "code": text("NHS code of the organisation", r"^[A-Z0-9]{3}$", "three letters or digits"),
            "kind": text("trust", WORD, "a kind of organisation"),
            "name": text("Name as the NHS list prints it"),
            "lon": number("Longitude of its head office, degrees (WGS 84)", -6.5, 2, 5),
            "lat": number("Latitude of its head office, degrees (WGS 84)", 49.8, 56, 5),
            "note": text("How it was placed"),
            **SOURCE,
        },
        (vocabulary("kind", "organisation_kind"), TO_SOURCE),
    ),
    Table(
        "facts",
        "Dated facts: who leads, how places are governed, what the national level set down",
        ("subject", "attribute", "as_at", "value", "detail", "part", "source"),
        {
            "subject": text("Whom or what the fact is about", SUBJECT, SUBJECTS),
            "attribute": text("What the fact is about", WORD, "an attribute"),
            "value": text(
                "A name, a code or a few words; blank where the source says that there is none yet",
                blank=True,
                long=True,
            ),
            "detail": text(
                "What more the source says: a person's job, the name of a thing, its members", blank=True, long=True
            ),
            "part": text("The part of the area it holds for; blank for the whole", blank=True),
            "status": text("What the fact amounts to", NAME, "a status of a fact"),
            "basis": text("How it is known", NAME, "a basis"),
            "as_at": day("The date the fact speaks of; blank where no source dates it", blank=True),
            "from": day(
                "Since when, where a source states it; for people any sighting of the same person there", blank=True
            ),
            "to": day("Until when at the latest, where a source states it", blank=True),
            "seen_on": day("The date of the sighting or its source, where known", blank=True),
            "confidence": text("high, medium or low", WORD, "a degree of confidence"),
            "conflict": text(
                "The disagreement of sources it is part of, if any", SLUG, "an id in conflicts.csv", blank=True
            ),
            "note": text("What a reader should know", blank=True, long=True),
            **SOURCE,
        },
        (
            vocabulary("attribute", "attribute"),
            vocabulary("status", "fact_status"),
            vocabulary("basis", "basis"),
            vocabulary("confidence", "confidence"),
            Link(("conflict",), "conflicts", ("conflict",), optional=True),
            TO_SOURCE,
        ),
    ),
    Table(
        "conflicts",
        "Where sources disagree: both sides, and what is shown",
        ("conflict",),
        {
            "conflict": text("Id of the disagreement", SLUG, "an id: small letters, digits and hyphens"),
            "subject": text("Whom it is about; blank where it is about all", SUBJECT, SUBJECTS, blank=True),
            "about": text("What the sources disagree on"),
            "one": text("What one side says, and who says it", long=True),
            "other": text("What the other side says, and who says it", long=True),
            "shown": text("What the atlas shows", long=True),
        },
    ),
    Table(
        "vocabulary",
        "Every code used in the package, in plain words",
        ("axis", "code"),
        {
            "axis": text("What the code is about", WORD, "an axis"),
            "code": text("The code", NAME, "a code"),
            "place": whole("Its place among the codes of its axis, from 1"),
            "label": text("What readers see"),
            "definition": text("What it means", long=True),
        },
    ),
    Table(
        "sources",
        "Where everything comes from: one card a source",
        ("source",),
        {
            "source": text("Id of the card", SLUG, "a source id"),
            "title": text("Title of the document", long=True),
            "publisher": text("Who published it"),
            "address": text(
                "Where it can be read; blank when no safe address is known",
                LINK,
                "an https address",
                blank=True,
            ),
            "published": day("When it was published; blank when it does not say", blank=True),
            "published_note": text("How sure that date is", blank=True),
            "accessed": day("When it was read; blank when that was not written down", blank=True),
            "licence": text("OGL-3.0, public domain, or not stated"),
            "covers": text("What was taken from it", long=True),
        },
    ),
)
