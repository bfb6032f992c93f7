"""England as pages: the map of the footprints, money by every measure and year, governance by every question."""

from __future__ import annotations

from urllib.parse import urlencode

from markupsafe import Markup

from stpdash import (
    choices,
    fairness,
    governing,
    money_charts,
    money_tables,
    national,
    patch_tables,
    pictures,
    plain,
    provenance,
    ranking,
    tables,
    texts,
    views,
    words,
)
from stpdash.asat import MAIN_VIEW, AsAt
from stpdash.axes import AXES, DEFAULT_AXIS
from stpdash.markup import joined, tag
from stpdash.measure import Measure
from stpdash.measures import DEFAULT_MEASURE, DEFAULT_YEAR, for_layer
from stpdash.model import MAIN
from stpdash.site import notes
from stpdash.site.page import DATED, Maker, Page, Pages, columns, downloads, paragraph, prose, section, taken


def pages(make: Maker) -> Pages:
    """England at every vintage; money and governance, in brief and in full."""
    for folder, at in DATED:
        yield england(make, folder, at)
    yield money(make)
    for measure, year in every_measure(make):
        yield by_measure(make, measure, year)
    yield governance(make, DEFAULT_AXIS, "governance.html")
    for axis in AXES:
        yield governance(make, axis, f"governance/{axis}.html")


def england(make: Maker, folder: str, at: AsAt) -> Page:
    """The front page: what this is, the headline, the regions, the footprints as map and table."""
    data = make.atlas
    view = views.on(views.ENGLAND, at.vintage)
    areas = tuple(data.areas_of("footprint", view.vintage))
    rests = pictures.rests_on(data, view, make.now(view, at))
    regions = patch_tables.regions(data, view.year, at)
    regions += downloads("regions") if patch_tables.has_teams(at) else Markup("")
    return Page(
        path=f"{folder}index.html",
        title="England" if not folder else f"England, {data.vintage_label(at.vintage)}",
        heading=f"Who answers for health care in England's {len(areas)} footprints",
        live="./" + (f"?date={at.asked}" if at.pinned else ""),
        about=texts.LEDE,
        parts=(
            paragraph(texts.LEDE),
            paragraph(at.told(), class_="flag"),
            tables.headline(data, view.year, at.vintage),
            columns(
                section("footprints", f"All {len(areas)} footprints", tables.footprints(data, view.year, areas, at)),
                section("map", "On the map", make.view_map(view, at), rests, _taken_map(at)),
            ),
            regions,
        ),
    )


def _taken_map(at: AsAt) -> Markup:
    """The interactive map of the main view as one file, made by folium."""
    link = tag("a", "Open the interactive map (one HTML file)", href="take/england.html")
    return Markup("") if at.pinned else tag("p", link, class_="atlas-links")


def every_measure(make: Maker) -> list[tuple[Measure, str]]:
    """Every measure of footprints with every year it has figures for; blank where it knows no year."""
    found = for_layer(make.atlas, "footprint").values()
    return [(measure, year) for measure in found for year in _years(make, measure)]


def _years(make: Maker, measure: Measure) -> list[str]:
    """The years in which a measure has a figure for any footprint: growth has none in the first; one blank for none."""
    known = [year for year in measure.years if measure.of(make.atlas, "footprint", MAIN, year)["value"].notna().any()]
    return known if measure.years else [""]


def money(make: Maker) -> Page:
    """The national picture, every measure as a link, fair shares, what plans and announcements say."""
    data = make.atlas
    picture = national.picture(data)
    told = money_charts.national_summary(picture)
    chart = make.chart(money_charts.national(picture, money_tables.series_titles(data)), told, words.NATIONAL_BANNER)
    written = money_tables.national(data, picture) + money_tables.national_halves(data, picture)
    written += money_tables.reconciled(national.reconciled(data)) + paragraph(texts.ABOUT_RECONCILING)
    written += downloads("national") + money_tables.sources(data, "the national table", national.SOURCES)
    return Page(
        path="money.html",
        title="Money",
        heading="Indicative funding: what each footprint was told it might have",
        live="money",
        about="Indicative funding of England's footprints: the national picture, every measure, fair shares, plans.",
        parts=(
            paragraph(words.MONEY_BANNER, class_="atlas-notice"),
            prose(f"{texts.ABOUT_MONEY[data.has_official_table]} {texts.MONEY_PARTS}"),
            section("footprints", "Footprint by footprint", _menu(make), _default(make)),
            section("national", "The national picture", columns(paragraph(told) + chart, written)),
            fair_shares(make),
            plans(make),
        ),
    )


def _default(make: Maker) -> Markup:
    measure = for_layer(make.atlas, "footprint")[DEFAULT_MEASURE]
    return _ranked(make, measure, DEFAULT_YEAR if DEFAULT_YEAR in measure.years else "")


def _menu(make: Maker) -> Markup:
    """Every measure with its years, as links to pages of their own."""
    lines = []
    for measure in for_layer(make.atlas, "footprint").values():
        name = tag("strong", measure.title)
        links = [_measure_link(measure, year, year or "all that is known") for year in _years(make, measure)]
        lines.append(tag("li", name + ": " + joined(links, " · ")))
    return tag("nav", tag("ul", joined(lines), class_="plain-menu"), aria_label="Measures and years")


def _measure_link(measure: Measure, year: str, text: str) -> Markup:
    return tag("a", text, href=f"money?{urlencode({'measure': measure.key} | ({'year': year} if year else {}))}")


def by_measure(make: Maker, measure: Measure, year: str) -> Page:
    """All footprints by one measure in one year."""
    title = measure.heading(year)
    asked = {"measure": measure.key} | ({"year": year} if year else {})
    return Page(
        path=plain.money(measure.key, year),
        title=title,
        live=f"money?{urlencode(asked)}",
        about=f"England's 44 footprints by {measure.title}.",
        above=tag("p", tag("a", "Money: all measures and years", href="money"), class_="atlas-links"),
        parts=(_ranked(make, measure, year), section("others", "Other measures and years", _menu(make))),
    )


def _ranked(make: Maker, measure: Measure, year: str) -> Markup:
    data = make.atlas
    frame, beside = ranking.ordered(data, measure, year, MAIN), ranking.comparators(data, measure, year)
    told = ranking.summary(frame, measure, year, beside)
    asked = {"measure": measure.key} | ({"year": year} if year else {})
    drawn = make.chart(money_charts.ranked(frame, measure, beside), told, measure.banner)
    used = money_tables.sources(data, measure.heading(year), provenance.sources(data, measure, year))
    return joined(
        [
            paragraph(measure.banner, class_="atlas-notice"),
            paragraph(measure.definition),
            columns(make.view_map(views.MONEY, MAIN_VIEW, asked), drawn),
            money_tables.ranked(data, frame, measure, year, beside),
            taken((words.TAKE_CSV, f"take/money.csv?{urlencode(asked)}")) + used,
        ]
    )


def fair_shares(make: Maker) -> Markup:
    """The pot of the live page's beginning, shared out by three rules."""
    data = make.atlas
    shares = fairness.illustrated(data, fairness.POT_GBP_M)
    named = shares.assign(name=[data.area("footprint", MAIN, code).name for code in shares.index])
    told = fairness.summary(named, fairness.POT_GBP_M, None)
    return section(
        "shares",
        "Fair shares",
        tag("p", tag("strong", words.ILLUSTRATIVE) + " " + words.MONEY_BANNER, class_="atlas-notice"),
        paragraph(texts.ABOUT_SHARES) + money_tables.rules() + paragraph(told),
        money_tables.fair(data, shares, None),
        downloads("fair-shares", urlencode({"pot": choices.written(fairness.POT_GBP_M)})),
        money_tables.sources(data, "fair shares", fairness.sources(data)),
        make.chart(money_charts.fair(named), told, words.ILLUSTRATIVE),
    )


def plans(make: Maker) -> Markup:
    """Gaps, capital, control totals and the method, as statements with their sources."""
    said = [money_tables.statements(make.atlas, attributes, caption) for attributes, caption in money_tables.PLANS]
    facts = taken((notes.ALL_FACTS, "data/v1/tables/facts.csv"))
    return section("plans", "What plans and announcements say", paragraph(texts.ABOUT_PLANS), *said, facts)


def governance(make: Maker, axis: str, path: str) -> Page:
    """One question of governance for all 44 footprints; on the page of the first one, the mixed model as well."""
    data, view = make.atlas, views.GOVERNANCE
    at = MAIN_VIEW
    day = make.now(view, at, {"axis": axis})["day"]
    whole = path == "governance.html"
    answers = paragraph(governing.summary(data, axis, day)) + governing.answers(data, axis, day)
    answers += taken((words.TAKE_TABLE, f"take/governance.csv?axis={axis}&date={day}"))
    answers += governing.elsewhere(data, axis) + governing.codes(data, axis)
    title = f"Governance: {AXES[axis].title}"
    return Page(
        path=path,
        title="Governance" if whole else title,
        heading=f"Under which arrangement: governance of the {len(data.codes('footprint', MAIN))} footprints"
        if whole
        else title,
        live="governance" if whole else f"governance?axis={axis}",
        about=f"{AXES[axis].title}, footprint by footprint, each with its source and date.",
        parts=(
            prose(texts.ABOUT_GOVERNANCE) if whole else Markup(""),
            _questions(axis),
            columns(
                section("answers", "Footprint by footprint", answers),
                section("map", "On the map", make.view_map(view, at, {"axis": axis})),
            ),
            mixed_model(make) if whole else Markup(""),
        ),
    )


def _questions(now: str) -> Markup:
    links = [
        tag("strong", each.title) if key == now else tag("a", each.title, href=f"governance?axis={key}")
        for key, each in AXES.items()
    ]
    return tag("nav", joined(links, " · "), aria_label="Questions of governance", class_="atlas-links")


def mixed_model(make: Maker) -> Markup:
    """The mixed model of accountability: its models, and the ladder below it."""
    data = make.atlas
    codes = prose(texts.MIXED_MODEL) + governing.codes(data, "accountability_model")
    ladder = prose(texts.LADDER) + governing.ladder(data)
    return section("mixed-model", "The mixed model of accountability: named, never mapped", codes, ladder)
