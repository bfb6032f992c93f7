"""What JSON Schemas of the data API are put together from."""

from __future__ import annotations

from typing import Any, TypeAlias

from stpdash.keys import CODE, LAYERS, VINTAGE

Schema: TypeAlias = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
SHA256 = "^[0-9a-f]{64}$"


def published(told: Schema) -> Schema:
    """A whole schema, with the draft it is written in."""
    return {"$schema": DRAFT} | told


def record(says: str, **properties: Schema) -> Schema:
    """An object with exactly these properties."""
    return {
        "type": "object",
        "description": says,
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def items(says: str, **more: Any) -> Schema:
    """A list, with what else is said of it."""
    return {"type": "array", "description": says} | more


def words(says: str, *, null: bool = False) -> Schema:
    """Text that is not blank, or null where it may be."""
    return {"type": ["string", "null"] if null else "string", "minLength": 1, "description": says}


def to_credit() -> Schema:
    """The lines to print."""
    return items("Lines to print wherever the data are used", items={"type": "string"}, minItems=1)


def area_key() -> tuple[Schema, Schema, Schema]:
    """Layer, vintage and code, which together name an area."""
    return (
        {"enum": list(LAYERS), "description": "The kind of area"},
        {"type": "string", "pattern": VINTAGE, "description": "The year of its boundaries"},
        {"type": "string", "pattern": CODE, "description": "ONS code"},
    )


def about() -> Schema:
    """What every JSON file says of itself."""
    return record(
        "Which data these are",
        attribution=to_credit(),
        fingerprint={"type": "string", "pattern": SHA256, "description": "The same for the same data, else another"},
        licence=words("SPDX name of the licence"),
        version=words("Version of the data"),
    )
