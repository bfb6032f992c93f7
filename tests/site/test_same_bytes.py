"""The same data make the same bytes, in whatever order a process happens to keep its sets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLE = 2
"""Pages of each part; a whole edition takes a minute and more."""
DRAW = f"""
import hashlib
from itertools import islice
from stpdash.site import data_api, edition
from stpdash.site.dressing import Assets
from stpdash.site.page import Maker
from stpdash.site.shapes import Ground
from stpdash.ui import atlas as served

atlas = served.read()
make = Maker(atlas, Ground(served.shapes, served.lines()))
for part, draw in edition.DRAWN.items():
    for page in islice(draw(make), {SAMPLE}):
        print(part, page.path, hashlib.sha256(page.body.encode()).hexdigest())
for name, content in islice(data_api.files(atlas), {SAMPLE}):
    print("data", name, hashlib.sha256(content).hexdigest())
print("loaded", Assets(make.palettes, edition.json.dumps([*edition.records.index(make)]).encode()).folder)
"""


def test_two_processes_write_the_same_bytes() -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", DRAW], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
        for seed in ("1", "2")
    ]  # fmt: skip
    told = [process.communicate(timeout=120) for process in started]
    assert [process.returncode for process in started] == [0, 0], told
    one, other = (written.splitlines() for written, _ in told)
    assert one == other
    assert {line.split()[0] for line in one} >= {"pages", "groupings", "side", "records", "data", "loaded"}
