"""The longer texts of the pages: what each is about, what is not known, what to mind. Short words are in words.py."""

from __future__ import annotations

from typing import Literal

LEDE = (
    "In March 2016 England was cut into 44 footprints, most of them with a named lead, to plan health care together. "
    "This atlas shows who was named, which CCGs and region each belongs to, and the core funding its CCGs were given. "
    "It is not an NHS website, not a budget and not the NHS of today, and where no dated source was found it says so."
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
    "found; here the core targets of 2019/20 stand in. The 44 are those of April 2017, at any date. The pot is yours "
    "to set; £3,405 million is England's sustainability and transformation money of 2020/21 in the national table."
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
ABOUT_COMPARE = (
    "Choose footprints in the list or on the map. They stand beside their region, England, and the middle of those "
    "most like the first one. Places are among all footprints, the highest first: an order, not a judgement, and "
    "there is none where plans differ in scope."
)
CHOOSE_SOME = "Two footprints at least are set side by side, ten at most. Click them on the map or name them above."
BESIDE_NUMBERS = (
    "Money is indicative, not a budget, and in cash terms. What each measure is, and what must stand beside it, is "
    "told below the table."
)
ABOUT_UNKNOWN = (
    "Not recorded does not mean no: it means that no source was found. Each question opens its map and table."
)
ABOUT_STRADDLERS = (
    "Councils (2018) with at least 1% of their people in each of several footprints, combined authorities of councils "
    "(November 2018), and trusts that the NHS list of April 2019 names as partners of several: of trusts no shares are "
    "recorded."
)
ABOUT_POOLING = (
    "Choose footprints or CCGs, as they were at a date, and see what they would be together: people, money, who would "
    "share a decision, whether they touch. It is a sum of what is published, not a proposal; nothing is kept here, and "
    "the address holds the whole grouping. To check the workbench, try a merger that really took place."
)
NOTHING_POOLED = (
    "Nothing is in the grouping yet. Choose on the map, in the list or by region, or try a merger that took place; "
    "what it is together then stands here."
)
POOLED_MONEY = (
    "Core allocations of CCGs in cash, added up: indicative, not a budget. Where a member has no figure of a year, "
    "there is no sum. What a pot would give is weighted capitation worked out again from the targets of 2019/20: "
    "illustrative, not NHS England's figure; England's sum of targets, by which it divides, holds one estimate "
    "(Newcastle Gateshead, 1% of it). Distance from target rests on the allocations of January 2016, which those of "
    "January 2019 replaced."
)
POOLED_BODIES = (
    "Counted are the CCGs of the date, the councils of 2018 with at least 1% of their people here, and the trusts that "
    "NHS Digital's list of April 2019 names as partners of the footprints touched: the list knows no smaller place, "
    "so that a part of a footprint shows all its trusts. By law each of them decides for itself; a joint committee of "
    "CCGs can decide for CCGs on what they hand to it, and for nobody else."
)
ABOUT_GROUPINGS = (
    "The 44 footprints are one way to cut England among several. Councils, the councils' combined authorities and CCGs "
    "follow other lines, and they changed. Here is what lies across what, and since when; what no source says reads "
    "Not recorded."
)
ABOUT_FIT = (
    "A group is classed by the share of its own people who live in a footprint: residents of mid-2017, counted from "
    "small areas (LSOAs), in councils and combined authorities of 2018 and footprints of April 2017. The share of the "
    "footprint's people stands beside it: a group may lie inside a footprint and still be a small part of it."
)
FIT_RULE: dict[Literal["inside", "mostly", "straddles", "sliver"], str] = {
    "inside": "99% or more of its people live in the footprint.",
    "mostly": "75% to under 99%.",
    "straddles": "1% to under 75%.",
    "sliver": "under 1%. Boundaries drawn along different lines may graze each other.",
}
"""How a group is classed, by the share of its people in a footprint."""
ABOUT_AUTHORITIES = (
    "Combined authorities of councils are statutory bodies, set up by order of Parliament one by one: ten by November "
    "2018. Dates are those of their orders where one was read; a date that only a register gives is said to be a "
    "register's. Of mayors the first election stands as it was planned."
)
TWO_LAYERS = (
    "This is not the councils' combined authorities, which are statutory bodies. The NHS “combined authority” is an "
    "idea of May 2016, that hospitals and commissioners of a place might pool their powers to decide: one place was "
    "named as an example, nothing shows that it was granted, and no body of that name was found. The two are never "
    "merged here."
)
ABOUT_FOLLOWED = (
    "What dated sources say of the place, its leads included, in order of date. That one thing followed another does "
    "not mean that it came of it, and what was agreed or planned is not therefore in place."
)
ABOUT_PARTS = (
    "For every footprint, whether the idea was suggested, and which single parts of what it would have joined are "
    "recorded: none of them makes a combined authority. Not recorded does not mean no."
)
ABOUT_MERGERS = (
    "CCGs that became one on the first of April, from the codes of ONS; people are the residents of mid-2017 of the "
    "CCGs before. The mergers of April 2021 are known from a list of codes: the boundaries after them are not in the "
    "data."
)
ABOUT_MOVES = (
    "Boundaries also moved without a merger. One that moved beside a merger, from Coastal West Sussex to Surrey "
    "Heartlands in 2020, is seen in the lookups of small areas alone. Footprints 1, 2 and 3 merged in 2018."
)
ABOUT_CHANGES = (
    "Every merger, split and moved boundary, every new name or code on the same ground, every footprint that came to "
    "another region, from 2016 to April 2021, as the codes and boundaries of the Office for National Statistics (ONS) "
    "show. Where NHS Digital's log has another day, both days stand. People are the residents of mid-2017, counted "
    "from small areas (LSOAs). Each event has a page with the areas before and after on maps."
)
ABOUT_ADDING = (
    "How many areas there were, what each kind of event added or took, and how many the boundaries of that year have. "
    "Moved boundaries and other events (new names and codes, moves to another region) leave the number as it was."
)
ABOUT_PIECES = (
    "Each area before with the area after in which its people are: residents of mid-2017 and ground in both, counted "
    "from small areas (LSOAs)."
)
NOT_DRAWN = (
    "The areas of April 2021 are not drawn: the data hold no boundaries after those of April 2020. That these areas "
    "became one is known from a list of codes; its people are those of the areas before."
)
ABOUT_TWO_DATES = (
    "The boundaries in force on one day beside those of another. What became of an area is told by where its residents "
    "of mid-2017 are on the later day, counted from small areas (LSOAs), and by the ledger of changes. The line "
    "through NHS Cumbria CCG is inferred for 2016."
)
CHOOSE_ON_EITHER = (
    "Choose an area on either map, by a click or with the arrow keys and Enter: the other map marks where its people "
    "are, and it is told here in words."
)
ABOUT_DIFFERENCES = (
    "What changed most comes first. Names are those of the Office for National Statistics on each day. Regions are "
    "those of the time, by where most of an area's people lived. Money is the core allocation of the year that begins "
    "with the boundaries, cash, of the whole area; there is none for 2020/21."
)
