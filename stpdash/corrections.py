"""How to ask for a correction: the sentence on every page, and where the operator of a copy takes what is asked."""

from __future__ import annotations

import re

from markupsafe import Markup

from stpdash.markup import tag

EXPECTED = "an address such as atlas@example.org or https://example.org/contact"
_MAIL = re.compile(r"[^\s@<>\"'?&]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_PAGE = re.compile(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?(/[^\s<>\"']*)?")


def can_be_followed(contact: str) -> bool:
    """Whether that is an address of mail or of a page; blank, for none given, is fine."""
    return not contact or bool(_MAIL.fullmatch(contact) or _PAGE.fullmatch(contact))


def sentence(contact: str) -> Markup:
    """How to ask; with a link where the operator gave an address (see `can_be_followed`)."""
    link = f"mailto:{contact}" if _MAIL.fullmatch(contact) else contact
    told = Markup(": ") + tag("a", contact, href=link) if contact else Markup("")
    return Markup(
        "To ask for a correction, above all of anything that names a person, write to whoever runs this copy{}."
    ).format(told)
