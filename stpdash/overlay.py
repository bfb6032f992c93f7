"""What an overlay is: one or more parts, each drawn in a style of its own and with a line of its own in the legend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from stpdash.model import Atlas

Edge = Literal["between", "around", "outer"]
"""Which lines of areas are drawn: those between them, without the coast; those around each; the outer edge of all."""


@dataclass(frozen=True)
class Lines:
    """Lines of one layer at one vintage; with `codes` of those areas alone."""

    layer: str
    vintage: str
    style: str
    legend: str
    edge: Edge = "between"
    codes: tuple[str, ...] | None = None

    @property
    def object(self) -> str:
        """The layer's name in the boundary file."""
        return f"{self.layer}_{self.vintage}"

    def described(self) -> dict[str, Any]:
        """The lines as a layer description names them."""
        told = {"object": self.object, "edge": self.edge, "style": self.style, "label": self.legend}
        return told if self.codes is None else told | {"codes": list(self.codes)}


@dataclass(frozen=True)
class Mark:
    """How points of one kind are drawn. `path`: its shape as SVG writes it, in pixels around the point."""

    key: str
    path: str
    legend: str


@dataclass(frozen=True)
class Points:
    """Points of several kinds. Where they stand is told apart from the description, under `name`.

    `note`: what to know of them.
    """

    name: str
    marks: tuple[Mark, ...]
    note: str

    def described(self) -> dict[str, Any]:
        """The points as a layer description names them: each mark is [key, shape, legend]."""
        marks = [[mark.key, mark.path, mark.legend] for mark in self.marks]
        return {"points": self.name, "marks": marks, "note": self.note}


Part: TypeAlias = Lines | Points


@dataclass(frozen=True)
class Overlay:
    """Something that can be laid over a map. `parts`: what is drawn of it, counted from an atlas where it must be."""

    key: str
    title: str
    parts: Callable[[Atlas], tuple[Part, ...]]


def always(*parts: Part) -> Callable[[Atlas], tuple[Part, ...]]:
    """The parts of an overlay that are the same with any atlas."""
    return lambda _: parts
