"""HTML is escaped once, in one place; links lead only where they may."""

import pytest
from markupsafe import Markup

from stpdash.markup import Column, Keyed, area_link, joined, outside_link, table, tag

HOSTILE = "<script>alert(1)</script>\"'&`${x}"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39;&amp;`${x}"


def test_content_and_attributes_are_escaped():
    assert tag("p", HOSTILE, title=HOSTILE) == f'<p title="{ESCAPED}">{ESCAPED}</p>'


def test_what_is_html_already_is_not_escaped_again():
    assert tag("p", tag("b", "a & b")) == Markup("<p><b>a &amp; b</b></p>")


def test_attribute_names_are_written_as_html_wants_them():
    assert tag("a", "x", class_="c", aria_label="l") == Markup('<a class="c" aria-label="l">x</a>')


def test_joined_escapes_each_piece_and_the_piece_between():
    assert joined(["<", Markup("<b>")], "&") == Markup("&lt;&amp;<b>")


def test_an_area_link_holds_the_id_and_nothing_that_breaks_out():
    assert area_link('28"><x', "N") == Markup('<a href="area?area=28%22%3E%3Cx">N</a>')


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "http://example.org", "", "//example.org"]
)
def test_an_address_that_is_not_https_stays_text(address):
    assert outside_link(address, "A source") == Markup("A source")


def test_a_table_has_caption_headings_and_a_row_heading_in_every_row():
    made = table("A & B", [Column("Name"), Column("Number", numeric=True)], [("one", 1), ("two", HOSTILE)])
    assert "<caption>A &amp; B</caption>" in made
    assert made.count('scope="col"') == 2
    assert made.count('scope="row"') == 2
    assert f'<td class="num">{ESCAPED}</td>' in made
    assert 'tabindex="0"' in made


def test_a_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="zip"):
        table("x", [Column("a"), Column("b")], [("one",)])


def test_a_table_to_be_sorted_has_a_button_in_every_head_and_the_value_behind_a_cell():
    columns, row = [Column("Name"), Column("Share", numeric=True)], (Keyed("Leeds", HOSTILE), Keyed("9.5%", 9.5))
    made = table("x", columns, [row], sortable=True)
    assert made.count('<button type="button">') == 2
    assert '<td class="num" data-sort="9.5">9.5%</td>' in made
    assert f'<th scope="row" data-sort="{ESCAPED}">Leeds</th>' in made
    assert 'class="atlas sorts"' in made


def test_a_table_that_is_not_to_be_sorted_has_no_button():
    assert "<button" not in table("x", [Column("a")], [("one",)])
