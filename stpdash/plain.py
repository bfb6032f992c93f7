"""Which page of the plain edition a reader of the live atlas is led to: the same subject, undated."""

from __future__ import annotations

from collections.abc import Mapping

from stpdash import changing, find, people
from stpdash.model import Atlas


def page_of(atlas: Atlas, name: str, asked: Mapping[str, str]) -> str:
    """The file for a live page and what its address asks for: area/28.html; a subject that is unknown leads to Find.

    `name`: the page as addresses have it, blank for England.
    """
    match name:
        case "":
            return "index.html"
        case "area":
            area = find.resolve(atlas, asked.get("area", ""))
            return f"area/{area.id}.html" if area else "find.html"
        case "person":
            person = people.person(atlas, asked.get("person", ""))
            return f"person/{person.id}.html" if person else "find.html"
        case "trust":
            code = asked.get("trust", "").strip().upper()
            return f"trust/{code}.html" if code in set(atlas.organisations["code"]) else "find.html"
        case "changes":
            change = changing.named(atlas, asked.get("change", ""))
            return f"changes/{change.id}.html" if change else "changes.html"
        case _:
            return f"{name}.html"
