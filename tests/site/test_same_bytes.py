"""The same data make the same bytes, whatever the clock says and in whatever order a process keeps its sets."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from stpdash.site import edition

ROOT = Path(__file__).parents[2]
SAMPLE = 2
"""Pages of each part, framed, with all that can be taken away from them; a whole edition takes a minute and more."""
DRAW = f"""
import datetime, hashlib, sys, time
import geopandas  # before the clock is put forward: compiled code takes its own datetime

real, clock = datetime.datetime, time.time

class Later(real):
    @classmethod
    def now(cls, tz=None):
        return real.fromtimestamp(time.time(), tz)

time.time = lambda: clock() + float(sys.argv[1])
datetime.datetime = Later

from itertools import islice
from stpdash.site import data_api, edition
from stpdash.site.dressing import Assets
from stpdash.site.frame import Frame, Where
from stpdash.site.page import Maker
from stpdash.site.shapes import Ground
from stpdash.ui import atlas as served

class Every(frozenset):
    "The files of an edition of which only some are made: whatever is named as a file."
    def __contains__(self, name):
        return "?" not in name and "." in name.rpartition("/")[2].strip(".")

def told(part, name, content):
    print(part, name, hashlib.sha256(content).hexdigest(), sep="\\t")

atlas = served.read()
make = Maker(atlas, Ground(served.shapes, served.lines()))
drawn = [(part, page) for part, draw in edition.DRAWN.items() for page in islice(draw(make), {SAMPLE})]
for name, content in islice(data_api.files(atlas), {SAMPLE}):
    told("data", name, content)
assets = Assets(make.palettes, edition.json.dumps([*edition.records.index(make)]).encode())
told("loaded", assets.folder, b"")
where = Where.of("https://plain.example/", "https://live.example/")
frame = Frame(atlas, where, [page for _, page in drawn], assets, ())
frame.links.files = Every()
for part, page in drawn:
    told(part, page.path, frame.framed(page).encode())
for name, address in sorted(frame.links.taken.items()):
    told("taken", name, edition._taken(address))
"""


def test_two_processes_write_the_same_bytes_a_year_apart() -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-c", DRAW, ahead], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
        for seed, ahead in (("1", "0"), ("2", "33333333"))
    ]  # fmt: skip
    told = [process.communicate(timeout=120) for process in started]
    assert [process.returncode for process in started] == [0, 0], told
    one, other = (written.splitlines() for written, _ in told)
    assert sorted(set(one) ^ set(other)) == []
    assert one == other
    made = [line.split("\t")[:2] for line in one]
    assert {part for part, _ in made} == {*edition.DRAWN, "data", "loaded", "taken"}
    assert {Path(name).suffix for part, name in made if part == "taken"} == {".csv", ".xlsx", ".html"}
