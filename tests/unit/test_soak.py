"""The checks under load: each must be able to fail, and what they lean on must be as they think."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_rerun_does_not_make_the_collector_walk_through_every_open_session() -> None:
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["runner"]["postScriptGC"] is False
