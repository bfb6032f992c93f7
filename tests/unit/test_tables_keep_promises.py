import pandas as pd
import pytest
from pandera.errors import SchemaErrors

from stpdash.columns import LONG_LIMIT, TEXT_LIMIT
from stpdash.schema import BY_NAME
from stpdash.tabular import decoded, encoded

FUNDING = BY_NAME["funding"]
HEADER = "layer,vintage,code,year,series,amount_gbp_m,status,note,source"
ROW = "footprint,2017,E54000028,2016/17,core_allocation,1804.500,derived,Added up.,nhs-england"


def problems(*lines: str, encoding: str = "utf-8") -> list[str]:
    raw = "".join(f"{line}\n" for line in lines).encode(encoding)
    return [str(problem) for problem in decoded(FUNDING, "funding.csv", raw)[1]]


def refusals(**cells: object) -> list[tuple[str, str]]:
    """The columns the schema refuses in a row that is sound but for these cells, and what it expected."""
    frame, _ = decoded(FUNDING, "funding.csv", f"{HEADER}\n{ROW}\n".encode())
    assert frame is not None
    try:
        FUNDING.promises.validate(frame.assign(**cells), lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        return list(zip(cases["column"], cases["check"], strict=True))
    return []


def test_a_sound_row_is_read_with_its_kinds():
    frame, wrong = decoded(FUNDING, "funding.csv", f"{HEADER}\n{ROW}\n".encode())
    assert wrong == []
    assert frame is not None
    assert frame["amount_gbp_m"].tolist() == [1804.5]
    assert frame["vintage"].tolist() == ["2017"]
    assert refusals() == []


def test_what_is_written_reads_back_and_rows_are_in_the_order_of_their_keys():
    rows = [ROW, ROW.replace("E54000028", "E54000027")]
    frame, _ = decoded(FUNDING, "funding.csv", "\n".join([HEADER, *rows, ""]).encode())
    assert frame is not None
    assert encoded(FUNDING, frame).decode().splitlines() == [HEADER, *rows[::-1]]


def test_the_word_na_is_a_word_and_not_a_gap():
    frame, _ = decoded(FUNDING, "funding.csv", f"{HEADER}\n{ROW.replace('Added up.', 'NA')}\n".encode())
    assert frame is not None
    assert frame["note"].tolist() == ["NA"]


def test_a_byte_order_mark_is_harmless():
    assert problems(HEADER, ROW, encoding="utf-8-sig") == []


@pytest.mark.parametrize("amount", ["tbc", "£1204m", "(1204)", "-", "1\u00a0204", "inf", "nan", "1E5", "", "١٢"])
def test_an_amount_which_is_no_plain_number_is_named_with_its_line(amount):
    found = problems(HEADER, ROW, ROW.replace("1804.500", amount))
    assert found == [f"funding.csv, line 3, amount_gbp_m: found {amount or 'nothing'}, expected a number."]


def test_a_thousands_comma_in_quotes_is_named_with_its_line():
    found = problems(HEADER, ROW.replace("1804.500", '"1,204"'))
    assert found == ["funding.csv, line 2, amount_gbp_m: found 1,204, expected a number."]


def test_a_thousands_comma_without_quotes_is_a_cell_too_many():
    assert problems(HEADER, ROW.replace("1804.500", "1,204")) == ["funding.csv, line 2: found 10 cells, expected 9."]


def test_every_wrong_cell_is_named_not_the_first_only():
    assert len(problems(HEADER, *[ROW.replace("1804.500", word) for word in ("tbc", "n/a", "?")])) == 3


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\t", "\u202e", "\u200b", "\u2028"])
def test_characters_that_cannot_be_seen_are_refused(hidden):
    assert problems(HEADER, ROW, ROW.replace("Added", f"Ad{hidden}ded")) == [
        f"funding.csv, line 3: found the character U+{ord(hidden):04X}, expected text that can be seen."
    ]


def test_a_line_feed_inside_a_cell_is_refused():
    assert problems(HEADER, ROW.replace("Added up.", '"Added\nup."')) == [
        "funding.csv, line 2: found a line feed inside a cell, expected one line a row."
    ]


def test_latin_1_is_refused_at_its_byte():
    raw = f"{HEADER}\n{ROW.replace('Added up.', 'Établi')}\n".encode("latin-1")
    found = [str(problem) for problem in decoded(FUNDING, "funding.csv", raw)[1]]
    assert found == [f"funding.csv, line 2, byte {raw.index(0xC9)}: found byte 0xc9, expected UTF-8 text."]


def test_a_file_cut_in_the_middle_of_a_row_is_refused():
    _, wrong = decoded(FUNDING, "funding.csv", f"{HEADER}\n{ROW}".encode())
    assert "line feed at the end" in wrong[0].expected
    assert wrong[0].place == "line 2"


def test_an_empty_file_is_refused():
    assert decoded(FUNDING, "funding.csv", b"")[1] != []


def test_another_header_is_refused_whole():
    assert problems(HEADER.replace("amount_gbp_m", "amount"), ROW)[0].startswith("funding.csv, line 1: found layer,")


@pytest.mark.parametrize(("column", "limit"), [("status", TEXT_LIMIT), ("note", LONG_LIMIT)])
def test_a_cell_may_be_long_but_not_endless(column, limit):
    was = {"status": "derived", "note": "Added up."}[column]
    assert problems(HEADER, ROW.replace(was, "x" * limit)) == []
    assert problems(HEADER, ROW.replace(was, "x" * (limit + 1)))[0].endswith(f"expected at most {limit:,} characters.")


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("layer", "county"),
        ("vintage", "2015"),
        ("code", "e54000028"),
        ("code", "E5400002"),
        ("code", " E54000028"),
        ("year", "2016-17"),
        ("year", "FY16/17"),
        ("series", ""),
        ("source", "Not a slug"),
        ("amount_gbp_m", -1.0),
        ("amount_gbp_m", float("nan")),
        ("amount_gbp_m", 1_804_500.0),
    ],
)
def test_a_cell_outside_what_its_column_promises_is_refused(column, cell):
    assert [where for where, _ in refusals(**{column: [cell]})] != []
    assert {where for where, _ in refusals(**{column: [cell]})} == {column}


@pytest.mark.parametrize("date", ["03/04/2016", "42461", "Apr-20", "2016-13", "2016-02-30", "2016-3-1", ""])
def test_a_date_is_iso_or_refused(date):
    column = BY_NAME["people"].columns["counted_on"]
    with pytest.raises(Exception, match="ISO date"):
        column.set_name("counted_on").validate(pd.DataFrame({"counted_on": [date]}))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "http://example.org", "https://a b", 'https://x"y', "https://`${1}"]
)
def test_an_address_is_https_or_refused(address):
    column = BY_NAME["sources"].columns["address"]
    with pytest.raises(Exception, match="https address"):
        column.set_name("address").validate(pd.DataFrame({"address": [address]}))
