"""Mergers of CCGs, what else moved, and how the number of CCGs fell, as written tables."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from stpdash import merging, words
from stpdash.cards import shares
from stpdash.ledger import MERGER, MOVE, SPLIT, Change
from stpdash.markup import Column, Keyed, area_link, joined, listed, table, tag
from stpdash.mergers import link, moved_beside
from stpdash.model import Atlas
from stpdash.telling import cited

KINDS = {
    ("ccg", SPLIT): "CCG divided",
    ("ccg", MOVE): "Boundary of CCGs moved",
    ("footprint", MOVE): "Boundary of footprints moved",
    ("footprint", MERGER): "Footprints merged",
}


@lru_cache(maxsize=4)
def counts(atlas: Atlas) -> Markup:
    """How the number of CCGs fell, day by day, beside the boundaries of the same year."""
    rows = [
        (
            words.date(step.date),
            words.number(step.before),
            words.number(step.mergers),
            words.number(step.gone),
            words.number(step.after),
            "Not in the data" if step.drawn is None else words.number(step.drawn),
        )
        for step in merging.reconciled(atlas)
    ]
    columns = (
        Column("Day"),
        *(
            Column(each, True)
            for each in ("CCGs before", "Mergers", "Fewer by", "CCGs after", "On that year's boundaries")
        ),
    )
    used = sorted({source for step in merging.reconciled(atlas) for source in step.sources})
    return table(line(atlas), columns, rows) + cited(atlas, "the number of CCGs", sources=used)


def day(iso: str) -> Markup:
    """A date in words that stays in one line."""
    return tag("time", words.date(iso), datetime=iso)


def line(atlas: Atlas) -> str:
    """The number of CCGs from first to last, in a line."""
    steps = merging.reconciled(atlas)
    numbers = [*(step.before for step in steps[:1]), *(step.after for step in steps)]
    return f"CCGs: {', '.join(words.number(number) for number in numbers)}"


def summary(atlas: Atlas) -> str:
    """How many mergers made how many CCGs of how many, whether it agrees with the boundaries, in words."""
    steps = merging.reconciled(atlas)
    told = f"{words.count(sum(step.mergers for step in steps), 'merger')} took {words.number(steps[0].before)} CCGs to "
    told += f"{words.number(steps[-1].after)}. "
    drawn = [step for step in steps if step.drawn is not None]
    wrong = [words.date(step.date) for step in drawn if step.drawn != step.after]
    agrees = "The count agrees with the boundaries of each year that the package has"
    told += f"{agrees}." if not wrong else f"The count does not agree with the boundaries of {words.listed(wrong)}."
    alone = [step for step in steps if step.drawn is None]
    for step in alone:
        told += f" That there were {step.after} from {words.date(step.date)} is known from a list of that year only."
    return told


@lru_cache(maxsize=4)
def mergers(atlas: Atlas) -> Markup:
    """Every merger of CCGs, by date: what came of it, of which, how many people, in which footprints, what to know."""
    rows = [_merger(atlas, change) for change in merging.of_ccgs(atlas)]
    columns = (
        Column("CCG after"),
        Column("Day"),
        Column("From", True),
        Column("CCGs before"),
        Column("Residents, mid-2017", True),
        Column("Footprints of April 2017"),
        Column("What to know"),
        Column("Workbench"),
    )
    return table(f"{words.count(len(rows), 'merger')} of CCGs", columns, rows, scroll=True, sortable=True)


def _merger(atlas: Atlas, change: Change) -> tuple[object, ...]:
    after, around = change.successor(atlas), merging.footprints(atlas, change)
    where = around[0][0].name if around else ""
    heard = tag("span", f": {change.name}", class_="unseen")
    return (
        Keyed(area_link(after.id, after.name) if after else change.name, change.name),
        Keyed(day(change.effective_from), change.effective_from),
        Keyed(words.number(len(change.codes)), len(change.codes)),
        listed(before(atlas, change)),
        Keyed(words.number(merging.people(change)), merging.people(change)),
        Keyed(listed(shares(around)), where),
        to_know(atlas, change),
        Keyed(tag("a", joined(["Try it again", heard]), href=link(atlas, change.id)), change.name),
    )


def before(atlas: Atlas, change: Change) -> list[Markup]:
    """The areas before, by name, as links."""
    areas = [atlas.area(change.layer, change.vintage, code) for code in change.codes]
    return [area_link(area.id, area.name) for area in sorted(areas, key=lambda area: area.name)]


def to_know(atlas: Atlas, change: Change) -> Markup:
    """A change's note, the people who moved beside a merger, and its source."""
    return joined([note(atlas, change), " ", cited(atlas, change.name, sources=list(change.sources))])


def note(atlas: Atlas, change: Change) -> str:
    """A change's note with how many people came or left as a boundary moved beside a merger."""
    came, left = moved_beside(atlas, change) if change.kind == MERGER else (0, 0)
    beside = (
        f"{words.people(came)} of elsewhere came the same day, as a boundary moved." if came else "",
        f"{words.people(left)} left the same day, as a boundary moved." if left else "",
    )
    return " ".join(told for told in (change.note, *beside) if told)


@lru_cache(maxsize=4)
def moves(atlas: Atlas) -> Markup:
    """What else changed: a CCG divided, boundaries that moved, merged footprints; with the people of each piece."""
    rows = [
        (
            Keyed(KINDS[change.layer, change.kind], KINDS[change.layer, change.kind]),
            Keyed(day(change.effective_from), change.effective_from),
            listed(pieces(atlas, change)),
            to_know(atlas, change),
        )
        for change in merging.beside(atlas)
    ]
    columns = (Column("What"), Column("Day"), Column("From, to, and residents of mid-2017"), Column("What to know"))
    return table(f"{words.count(len(rows), 'other change')} of boundaries", columns, rows, scroll=True, sortable=True)


def pieces(atlas: Atlas, change: Change) -> list[str | Markup]:
    """Each piece of a change: from where, to where, how many people."""
    return [
        joined(
            [
                area_link(area.id, area.name),
                f" to {part.successor_name}: {words.number(part.people)}",
            ]
        )
        for part in change.parts
        for area in [atlas.area(change.layer, change.vintage, part.code)]
    ]
