"""A plotly figure drawn without plotly: what is refused, where marks lie, and the colours that the style sheet has."""

from __future__ import annotations

import doctest
import re
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import plotly.graph_objects as go
import pytest

from stpdash.charts import plain
from stpdash.site import drawn_marks
from stpdash.site.drawn import svg
from stpdash.site.drawn_marks import INKS, LETTERS, RIMS
from stpdash.site.drawn_reading import MARKS
from tests.browser.hostile import PAYLOADS

SHEET = (Path(__file__).parents[2] / "stpdash" / "site" / "assets" / "drawn.css").read_text("utf-8")
TEAL, BLUE, OCHRE = "#2a8389", "#3b7dc4", "#b07d10"


def bar(**settings: Any) -> go.Bar:
    usual: dict[str, Any] = {"x": ["2016/17", "2017/18"], "y": [10, 20], "marker": {"color": TEAL}}
    return go.Bar(**(usual | settings))


def line(**settings: Any) -> go.Scatter:
    usual: dict[str, Any] = {
        "x": [1, 2, 3, 4], "y": [10, 20, 30, 40], "mode": "lines+markers",
        "line": {"color": BLUE}, "marker": {"symbol": "circle"},
    }  # fmt: skip
    return go.Scatter(**(usual | settings))


def drawn(figure: go.Figure) -> ElementTree.Element:
    return ElementTree.fromstring(str(svg(figure, "Told.")))  # noqa: S314 - our own


def box(rect: ElementTree.Element) -> list[float]:
    return [float(rect.attrib[key].removesuffix("%")) for key in ("x", "y", "width", "height")]


@pytest.mark.parametrize("module", ["drawn_reading", "drawn_axes"])
def test_the_examples_of_the_module_are_true(module: str) -> None:
    tried = doctest.testmod(import_module(f"stpdash.site.{module}"))
    assert tried.attempted
    assert not tried.failed


@pytest.mark.parametrize(
    ("figure", "named"),
    [
        (go.Figure(go.Pie(values=[1, 2])), "type pie"),
        (go.Figure(go.Waterfall(x=["a"], y=[1])), "type waterfall"),
        (go.Figure(bar(error_y={"array": [1, 2]})), "error_y.array"),
        (go.Figure(bar(marker={"color": TEAL, "pattern": {"shape": "x"}})), "'x'"),
        (go.Figure(bar(orientation="h", text=["a", "b"], textposition="outside")), "outside on lying bars"),
        (go.Figure([bar(), bar()]), "several traces of bars"),
        (go.Figure([bar(), bar()], {"barmode": "group"}), "'group'"),
        (go.Figure(line(mode="lines+text")), "'lines+text'"),
        (go.Figure(line(fill="tozeroy")), "fill"),
        (go.Figure(line(marker={"symbol": "asterisk"})), "'asterisk'"),
        (go.Figure(line(connectgaps=True)), "True"),
        (go.Figure(line(), {"yaxis": {"type": "log"}}), "'log'"),
        (go.Figure(line(), {"yaxis2": {"title": "other"}}), "yaxis2"),
        (go.Figure(line(), {"title": "Above"}), "title.text"),
        (go.Figure(line(), {"annotations": [{"x": 1, "y": 1, "text": "a", "showarrow": True}]}), "True"),
        (go.Figure(line(), {"shapes": [{"type": "rect", "x0": 0, "x1": 1, "y0": 0, "y1": 1}]}), "'rect'"),
        (go.Figure(bar(name="A <i>slanted</i> name"), {"showlegend": True}), "<i>"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_would_not_be_drawn_stops_the_build_by_its_name(figure: go.Figure, named: str) -> None:
    with pytest.raises(ValueError, match=re.escape(named)) as raised:
        svg(figure, "Told.")
    assert "drawn.py" in str(raised.value)


def test_a_colour_that_the_style_sheet_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match="found #123456, expected one of"):
        svg(go.Figure(bar(marker={"color": "#123456"})), "Told.")


def test_a_line_across_and_a_stacked_loss_are_refused() -> None:
    aslant = {"type": "line", "x0": 1, "x1": 2, "y0": 0, "y1": 1, "yref": "y domain", "line": {"color": BLUE}}
    with pytest.raises(ValueError, match="expected an upright one"):
        svg(go.Figure(line(), {"shapes": [aslant]}), "Told.")
    with pytest.raises(ValueError, match="found -3, expected no less than nothing"):
        svg(go.Figure([bar(), bar(y=[-3, 1])], {"barmode": "stack"}), "Told.")


def test_bars_begin_where_their_base_is_and_losses_go_to_the_left() -> None:
    chart = go.Figure(
        go.Bar(
            x=[60, -40], y=[0, 1], base=[0, 60], orientation="h", width=0.5, marker={"color": TEAL},
        ),
        {"xaxis": {"range": [-20, 80]}, "yaxis": {"range": [1.5, -0.5], "showticklabels": False, "showgrid": False},
         "height": 216, "margin": {"t": 8, "b": 8}},
    )  # fmt: skip
    # 100 across for 100 units from -20: 0 lies at 20 %, 20 at 40 %, 60 at 80 %. Down, two rows of 100 pixels, bars half
    # as thick, under a margin of 9 pixels, which is half a line of text and more than the 8 asked for.
    assert [box(rect) for rect in drawn(chart).findall("svg/rect")] == [[20, 34, 60, 50], [40, 134, 40, 50]]
    chart.update_traces(x=[60, -10], base=[0, 0])
    assert box(drawn(chart).findall("svg/rect")[1]) == [10, 134, 10, 50]


def test_parts_of_a_stack_stand_one_upon_the_other_and_a_gap_has_no_bar() -> None:
    chart = go.Figure([bar(y=[10, float("nan")]), bar(y=[30, 5])], {"barmode": "stack", "yaxis": {"range": [0, 50]}})
    chart.update_layout(height=116, margin={"t": 8, "b": 8}, showlegend=False)
    # 100 pixels for 50, from 109 at the bottom up: 10 takes 20 of them, 30 the 60 above, 5 in the other year 10
    assert [(y, height) for _, y, _, height in map(box, drawn(chart).findall("svg/rect"))] == [
        (89, 20), (29, 60), (99, 10),
    ]  # fmt: skip


def test_a_line_breaks_where_a_figure_is_missing() -> None:
    picture = drawn(go.Figure(line(y=[10, 20, float("nan"), 40]))).find("svg")
    assert picture is not None
    segments = [each for group in picture.findall("g[@stroke-width]") for each in group.findall("line")]
    circles = picture.findall("g/circle")
    assert len(segments) == 1
    assert len(circles) == 3
    ends = [(segments[0].attrib[f"x{n}"], segments[0].attrib[f"y{n}"]) for n in (1, 2)]
    assert ends == [(each.attrib["cx"], each.attrib["cy"]) for each in circles[:2]]


@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_is_drawn_about_its_place_and_its_estimate_differs(mark: str) -> None:
    sure, guess = (drawn_marks.symbol(name, "50%", 20, 10, "own-0", "") for name in (mark, f"{mark}-open"))
    assert "open" not in sure
    assert 'own-0 open"' in guess
    numbers = [float(each) for each in re.findall(r"-?\d+\.?\d*", (re.findall(r' d="([^"]*)"', sure) or ["0"])[0])]
    assert all(abs(each) <= 7.1 for each in numbers)
    assert abs(min(numbers) + max(numbers)) <= 3.4


def test_all_marks_differ_from_each_other() -> None:
    assert len({drawn_marks.symbol(name, "50%", 20, 10, "own-0", "") for name in MARKS}) == len(MARKS)


def test_an_axis_may_begin_above_zero_or_must_not_as_the_figure_says() -> None:
    def ticks(**axis: Any) -> list[str]:
        found = drawn(go.Figure(line(y=[1010, 1020, 1030, 1040]), {"yaxis": axis}))
        return [each.text or "" for each in found.findall("svg/g[@class='ticks-y']/text")]

    # from 1,010 to 1,040 with a twentieth more at either end: 33, of which 5 holds no more than seven
    assert ticks() == ["1,010", "1,015", "1,020", "1,025", "1,030", "1,035", "1,040"]
    assert ticks(rangemode="tozero") == ["0", "200", "400", "600", "800", "1,000"]


def test_a_chart_without_any_figure_is_an_empty_one() -> None:
    picture = drawn(go.Figure(bar(y=[float("nan")] * 2)))
    assert picture.findall("svg/rect") == []
    assert [each.text for each in picture.findall("svg/g[@class='ticks-x']/text")] == ["2016/17", "2017/18"]


def test_a_note_near_the_side_stays_on_the_plot() -> None:
    def note(x: float) -> dict[str, str]:
        said = {"x": x, "y": 20, "text": "The name of a footprint, and a long one", "showarrow": False, "yshift": 14}
        chart = go.Figure(line(), {"annotations": [said], "xaxis": {"range": [0, 10]}})
        return next(each.attrib for each in drawn(chart).findall("svg/text") if "note" in each.get("class", ""))

    assert [(note(x)["x"], note(x)["class"]) for x in (0.5, 5, 9.5)] == [
        ("0%", "note"), ("50%", "note mid"), ("100%", "note end"),
    ]  # fmt: skip


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_name_that_looks_like_markup_stays_text(text: str) -> None:
    chart = go.Figure([line(name=plain(text)), go.Scatter(x=[1], y=[10], mode="text", text=[plain(text)])])
    chart.update_traces(selector={"mode": "text"}, name="n")
    chart.update_layout(showlegend=False)
    found = drawn(chart)
    assert text in [each.text for each in found.iter("text")]
    assert ElementTree.fromstring(str(svg(chart, text)))[0].attrib["aria-label"] == text  # noqa: S314 - our own


def test_the_style_sheet_has_every_colour_under_its_name() -> None:
    for colour, name in INKS.items():
        rule = re.search(rf"div\.drawn \.{name} \{{ --ink: (?:light-dark\()?([^;]*?)(?:, [^)]*\))?; \}}", SHEET)
        assert rule, name
        assert parts(rule[1]) == parts(colour), name
    for name in filter(None, (*RIMS.values(), *LETTERS.values())):
        assert re.search(rf"div\.drawn \.{name} \{{", SHEET), name


def parts(colour: str) -> list[float]:
    """A colour's red, green, blue and how far it covers, from any way of writing it."""
    if colour.startswith("#"):
        return [*(int(colour[n : n + 2], 16) for n in (1, 3, 5)), 1.0]
    *hues, cover = (float(each) for each in re.findall(r"[\d.]+", colour))
    return [*hues, cover / 100 if "%" in colour else cover]
