"""The sentence on how to ask for a correction leads to where the operator takes it, and to nothing else."""

from __future__ import annotations

import pytest
from lxml import html

from stpdash import corrections


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("atlas@example.org", "mailto:atlas@example.org"),
        ("https://example.org/contact?about=atlas", "https://example.org/contact?about=atlas"),
        ("http://intranet:8080/atlas", "http://intranet:8080/atlas"),
    ],
)
def test_a_contact_is_linked_as_what_it_is(contact: str, link: str) -> None:
    assert corrections.can_be_followed(contact)
    read = html.fromstring(f"<p>{corrections.sentence(contact)}</p>")
    assert [(a.get("href"), a.text) for a in read.iter("a")] == [(link, contact)]
    assert read.text_content().endswith(f"write to whoever runs this copy: {contact}.")


def test_without_one_the_sentence_stands_alone() -> None:
    assert corrections.can_be_followed("")
    assert str(corrections.sentence("")).endswith("write to whoever runs this copy.")


@pytest.mark.parametrize(
    "wrong",
    [
        "javascript:alert(1)", "example.org", "a b@example.org", "x@y", "//example.org", "ftp://example.org/",
        "a@example.org?cc=b@example.org", 'https://example.org/"><b>', "a@example.org,b@example.org\n",
    ],
)  # fmt: skip
def test_what_leads_nowhere_good_is_no_contact(wrong: str) -> None:
    assert not corrections.can_be_followed(wrong)
