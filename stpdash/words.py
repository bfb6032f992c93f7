"""The words for readers: how a number, a date, a gap and a source are written. No page formats anything itself."""

from __future__ import annotations

import math
from collections.abc import Callable

NAME = "Atlas of NHS footprints"
NOT_RECORDED = "Not recorded"
NO_FIGURE = "No figure found"
NOT_AN_NHS_SITE = (
    "This is not an NHS website. It shows the arrangements of 2016 to 2020 as published, not the NHS today. "
    "Indicative funding is not a budget."
)
ONS_CREDIT = "Source: Office for National Statistics licensed under the Open Government Licence v.3.0"
OS_CREDIT = "Contains OS data © Crown copyright and database right 2016-2020"
NHS_CREDIT = "Contains public sector information licensed under the Open Government Licence v3.0."
LAND_CREDIT = "Neighbouring land: Natural Earth and ONS"
MAP_CREDIT = f"{ONS_CREDIT}. {OS_CREDIT}. Boundaries adapted from these sources. {LAND_CREDIT}."
MONEY_CAVEAT = (
    "Core CCG allocations in cash terms, not adjusted for inflation: hospital, mental health, community and "
    "prescribing. Not GP services, not specialised care, not running costs. Footprint figures are sums of CCG figures."
)
MONEY_BANNER = "Indicative, not a budget; cash terms; derived from CCG figures."
NATIONAL_BANNER = "As NHS England's board saw it in early 2016, not a budget; cash terms."
BANNERS = {
    **dict.fromkeys(("core_allocation", "core_allocation_jan2016", "core_target"), MONEY_BANNER),
    **dict.fromkeys(
        ("place_based", "place_based_with_transformation"),
        "Indicative, not a budget; cash terms; as NHS England published it.",
    ),
    **dict.fromkeys(
        ("do_nothing_gap", "do_nothing_gap_not_comparable"),
        "What plans of 2016 expected, not a budget; cash terms; they differ in scope, so nothing is to be added up.",
    ),
    "capital": "Announced and one-off, not a budget; cash terms; mostly upper limits, never part of an allocation.",
}
"""What must stand beside figures that rest on a series of money, on screen and taken away."""
ILLUSTRATIVE = "Illustrative, not NHS England's figure."
OFFICIAL_TABLE = "NHS England, “Indicative 2020/21 STP funding including transformation”, 19 May 2016"
NOT_AVAILABLE = "Not available"
TAKE_TABLE = "Download this table with its sources (CSV)"
TAKE_FACTS = "Download these facts with their sources (CSV)"
MORE_MONEY = "Its money beside the others, made up of its CCGs, and a fair share"
TAKE_CSV = "Download as CSV"
TAKE_XLSX = "Download as a workbook with its sources (XLSX)"
TAKE_MAP = "Download this map (one HTML file)"
CHOOSERS = {"measure": "Shade by", "year": "Year", "overlay": "Lay over", "axis": "Show", "date": "As at"}

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def number(value: float, decimals: int = 0) -> str:
    """A number with thousands separated: 55,619,430. NaN reads "No figure found"."""
    if math.isnan(value):
        return NO_FIGURE
    return f"{value:,.{decimals}f}"


def people(value: float) -> str:
    """A count of people, unit included."""
    return NO_FIGURE if math.isnan(value) else f"{value:,.0f} people"


def short_people(value: float) -> str:
    """People rounded for a headline: 55.6 million, 318,000."""
    if math.isnan(value):
        return NO_FIGURE
    return f"{value / 1e6:.1f} million" if value >= 1e6 else f"{round(value, -3):,.0f}"


def pounds(value: float) -> str:
    """Whole pounds: £1,385."""
    return NO_FIGURE if math.isnan(value) else f"£{value:,.0f}"


def pounds_exact(value: float) -> str:
    """Pounds and pence: £57.68."""
    return NO_FIGURE if math.isnan(value) else f"£{value:,.2f}"


def pounds_m(value: float) -> str:
    """Millions of pounds from `value` in £ million: £1,902.3 million."""
    return NO_FIGURE if math.isnan(value) else f"£{value:,.1f} million"


def short_pounds(value: float) -> str:
    """A headline amount from £ million: £72.1 billion, £438 million."""
    if math.isnan(value):
        return NO_FIGURE
    return f"£{value / 1000:,.1f} billion" if value >= 1000 else f"£{value:,.0f} million"


def percent(value: float, decimals: int = 1) -> str:
    """A share given in per cent: 18.2%."""
    return NO_FIGURE if math.isnan(value) else f"{value:,.{decimals}f}%"


def percent_fine(value: float) -> str:
    """A small share given in per cent, to two decimals: 2.34%."""
    return percent(value, 2)


def signed_percent(value: float) -> str:
    """A change or distance given in per cent, with its sign: +4.3%, −2.0%."""
    return _signed(value, percent)


def signed_pounds_m(value: float) -> str:
    """An amount over or under, from £ million, with its sign: +£97.3 million, −£12.0 million."""
    return _signed(value, pounds_m)


def _signed(value: float, written: Callable[[float], str]) -> str:
    if math.isnan(value):
        return NO_FIGURE
    told = written(abs(value))
    nil = not any(digit in told for digit in "123456789")
    return told if nil else ("+" if value > 0 else "−") + told


def date(iso: str) -> str:
    """An ISO date of any precision in words: 30 March 2016, March 2016, 2016. Blank reads "date not stated"."""
    if not iso:
        return "date not stated"
    parts = [int(part) for part in iso.split("-")]
    day = f"{parts[2]} " if len(parts) == 3 else ""
    month = f"{_MONTHS[parts[1] - 1]} " if len(parts) >= 2 else ""
    return f"{day}{month}{parts[0]}"


def period(start: str, end: str) -> str:
    """From one date to another, in words; a blank end reads "later"."""
    return f"{date(start)} to {date(end) if end else 'later'}"


def count(n: int, noun: str, plural: str = "") -> str:
    """A counted noun: 1 footprint, 44 footprints."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def listed(items: list[str], last: str = "and") -> str:
    """Items as a sentence part: a, b and c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


LEDE = (
    "In March 2016 England was cut into 44 footprints, most of them with a named lead, to plan health care together. "
    "This atlas shows who was named, which CCGs and region each belongs to, and the core funding its CCGs were given. "
    "It does not show the NHS of today, and where no dated source was found it says so."
)
OFFICIAL_GAP = (
    "The official table of indicative funding of 19 May 2016 (place-based 2016/17 and 2020/21) was not found. "
    "What is shown is the core allocation of the CCGs, about three quarters of place-based money."
)
GAPS = (
    "NHS Newcastle Gateshead CCG is absent from the targets and from the basis of January 2016 for 2019/20. Its two "
    "figures are an estimate, marked wherever they show; England's sums of both hold it.",
    "Of the gaps in the plans of 2016, 20 of 44 were found; one of them, Somerset's, is out of all proportion and not "
    "to be compared. Of capital, sums were found for eight footprints.",
    "No lead was found for March 2016 in footprints 21, 25, 26, 31 and 35; "
    "in 6, 22 and 36 the lead was then officially still to be confirmed.",
    "The list that names a lead for all 44 was printed in April 2019, but its contents fit late 2017. "
    "It is shown as late 2017, never as current.",
    "Formal appointment of leads and decision rights were announced in early 2017. Announced is not granted: for "
    "three leads (footprints 6, 8 and 32) a source reports an appointment by, or announced by, the national bodies; "
    "only that of 32 calls it formal.",
    "No source says which footprints followed which model of accountability (led by CCGs, by a health and wellbeing "
    "board, by a provider). None is painted with a guess.",
    "Devon's figure for 2019/20 is the sum of its two former CCGs, as published. Eight neighbourhoods moved from South "
    "Norfolk to Norwich in 2017; their CCGs' money is shown as allocated before.",
    "Where a source card has no address, the file was read as handed to us and its address was not recorded; nor were "
    "the dates on which the sources were read.",
    "NHS Cumbria CCG lay in two footprints until April 2017. "
    "Its money of 2016/17 and 2017/18 is divided by an estimate, marked wherever it shows.",
    "The line that divides Cumbria in 2016 follows the split of April 2017 and is inferred.",
    "Of the ratings of July 2017, 13 of 44 were found; sources disagree on how many footprints got which.",
    "Which trusts were partners of which footprint is known for April 2019 only.",
    "People on GP lists were found by footprint, not by CCG; figures for a CCG are per resident of mid-2017.",
)


def gaps(official: bool) -> tuple[str, ...]:
    """What is not known, a sentence each; `official`: whether NHS England's own table was handed in."""
    return GAPS if official else (OFFICIAL_GAP, *GAPS)


CARRIED = (
    "Carried with the program, unchanged: Leaflet 1.9.4 (BSD-2-Clause) and topojson-client 3.1.0 (ISC), from npm.",
    "The program is published under the MIT licence.",
)
PEOPLE = (
    "Leads and directors are named in their public role only, each with source and date. If a line about you or "
    "somebody else is wrong, write to whoever runs this copy; the fact, its source and the date are on the page."
)
ACCURACY = "Boundaries are simplified for the screen: a drawn line strays at most {} metres from the full one."
ABOUT_GOVERNANCE = (
    "Choose a question and a date. What a footprint shows is what dated sources had said by then and no source had "
    "ended. **Not recorded** does not mean no: it means that no source was found. Announced is not granted, agreed is "
    "not in place, and a part is not the whole: each has its own pattern on the map and its own words in the table. "
    "No end date found does not mean that it lasted."
)
MIXED_MODEL = (
    "Early in 2015 NHS England's chief executive named three kinds of leadership that might stand side by side, a "
    "mixed model, because no single one would fit everywhere. By law a CCG must cover every area, whatever the model, "
    "but it may delegate. The footprints came a year later, and no source puts any of the 44 in one of the three."
)
LADDER = (
    "What can be shown is the layer below: facts that point towards one kind of leadership or another. They do not "
    "add up to a model, and one footprint may have several. The reader draws the conclusion; the atlas paints none."
)
ABOUT_MONEY = {
    False: (
        "In May 2016 NHS England told each footprint what it might have in 2020/21. That table was not found. What "
        "follows is what can be known without it: the national table, the core allocations of CCGs added up, the "
        "targets they rest on, and what plans said."
    ),
    True: (
        "In May 2016 NHS England told each footprint what it might have in 2020/21. Its table was handed in and comes "
        "first among the measures; beside it stand the national table, the core allocations of CCGs added up, the "
        "targets they rest on, and what plans said."
    ),
}
"""What the money page is about, without and with NHS England's own table."""
MONEY_PARTS = (
    "[National picture](#national), [footprints](#footprints), [fair shares](#shares), "
    "[gaps, capital, control totals](#plans)."
)
ABOUT_RECONCILING = (
    "Our sums hold what CCGs were given for care; the line of the table is larger by what is probably their running "
    "costs, which no source here names. 2018/19 is left out: the CCGs' money was set anew in 2018, the table was not. "
    "For 2019/20 our sum is that of January 2016, with one CCG estimated."
)
ABOUT_SHARES = (
    "Weighted capitation worked out again: a footprint's share is the sum of its CCGs' targets over England's, as a "
    "written answer to Parliament of 2016 defines it. That answer means place-based targets of 2020/21, which were not "
    "found; here the core targets of 2019/20 stand in. The pot is yours to set; £3,405 million is England's "
    "sustainability and transformation money of 2020/21 in the national table."
)
ABOUT_PLANS = (
    "Plans, papers and announcements, in our own words. Gaps differ in scope from plan to plan, so that they are not "
    "ranked or added up. Capital is one-off and mostly an upper limit: it is never part of a year's allocation. Of "
    "control totals only Devon's was named in May 2016; shared performance trajectories were offered, and no footprint "
    "was found that had one."
)
ABOUT_LEADERSHIP = (
    "Every name stands with its date and its source, in a public role only. A name on a list of one date says nothing "
    "of another date: last known is not current. [Footprints](#footprints), [regions](#regions), "
    "[national](#national), [rights](#rights)."
)
ABOUT_ASSEMBLY = (
    "In July 2017 the idea was a council or assembly of national and frontline leaders, leads of footprints among "
    "them, that would decide or share in deciding in some areas and be more informal in others. What was set up in "
    "2019 advises."
)
ABOUT_RIGHTS = (
    "Formal appointment and decision rights of leads were announced in early 2017. For three leads (footprints 6, 8 "
    "and 32) a source reports an appointment by, or announced by, the national bodies; only that of 32 calls it "
    "formal. A grant of the announced rights was found for none. Vetoes and national decisions stand here only where "
    "a source records one."
)
ABOUT_PEOPLE = (
    "Sources are matched by name. If two people share one, their roles would stand together here. To ask for a "
    "correction, write to whoever runs this copy."
)
ABOUT_COUNT = (
    "Counted from what is known at the four dates, doubtful names included. The map of governance leaves doubtful "
    "names out and asks at days of its own, so that its counts differ a little."
)
