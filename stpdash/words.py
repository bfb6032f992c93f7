"""The words for readers: how a number, a date, a gap and a source are written. No page formats anything itself."""

from __future__ import annotations

import math
from collections.abc import Callable

NAME = "Atlas of NHS footprints"
NOT_RECORDED = "Not recorded"
NOT_RECORDED_THEN = "Not recorded at this date"
NO_FIGURE = "No figure found"
NO_MERGER = "None, April 2016 to April 2021"
"""The lookups of every April were compared: a finding, not a gap."""
NOT_AVERAGED = "No middle: plans differ in scope"
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
TAKE_SHAPES = "Download the outlines of these footprints (GeoJSON)"
TAKE_OUTLINES = "Download the outlines of these groupings (GeoJSON)"
TAKE_SVG = "Save picture (SVG)"
TAKE_PNG = "Save picture (PNG)"
PLAIN_EDITION = "The plain edition needs none"
PLAIN = "Plain version of this page, which needs no script"
GROUPINGS = {
    "authorities": "The councils' combined authorities",
    "councils": "Councils across footprints",
    "fit": "How they fit, in full",
    "nhs": "The NHS “combined authority”: another thing",
    "mergers": "Mergers of CCGs",
}
"""The parts of the page on groupings, by the anchor that a link can lead to."""
NOTHING_LAID = "Nothing"
MAIN_VIEW = "Main view: December 2017"
ANOTHER_DATE = "Choose another date above the map"
BESIDE_A_DATE = "Two dates side by side"
TAKE_MAP = "Download this map (one HTML file)"
CHOOSERS = {
    "measure": "Shade by",
    "year": "Year",
    "overlay": "Lay over",
    "also": "And also",
    "axis": "Show",
    "date": "As at",
}

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

NUMERALS = {4: "four", 5: "five", 7: "seven"}


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


def share_of_people(share: float) -> str:
    """A share from 0 to 1 that is not all and not nothing, however near: 61.0%, over 99.9%, under 0.1%."""
    told = percent(100 * share)
    return {"100.0%": "over 99.9%", "0.0%": "under 0.1%"}.get(told, told)


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


def not_made_for(name: str) -> str:
    """That a measure is not made for a wider area: Not made for England."""
    return f"Not made for {name}"


def place(place: str, among: int = 44) -> str:
    """A place among all footprints, after its figure: (3 of 44), (=3 of 44) where several share it."""
    return f"({place} of {among})"


def distance(value: float) -> str:
    """How far two footprints lie apart, in standard deviations: 1.21."""
    return number(value, 2)


def unknown_choice(name: str, asked: str, shown: str) -> str:
    """What is said of a choice in an address that is not known."""
    return f"The address asks for {name} “{asked}”, which is not known here. Shown instead: {shown}."


def not_there(name: str, vintage: str) -> str:
    """What is said of an area that was not there at the vintage of a map."""
    return f"{name} was not there in {vintage}: it is not marked on the map."


def not_in_force(name: str, day: str, shown: str) -> str:
    """What is said on the page of an area that was not there on a day."""
    return f"{name} was not there on {day}; it is shown as it was in {shown}."


def count(n: int, noun: str, plural: str = "") -> str:
    """A counted noun: 1 footprint, 44 footprints."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"


def listed(items: list[str], last: str = "and") -> str:
    """Items as a sentence part: a, b and c."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""
