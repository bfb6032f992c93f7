import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from stpdash.build import build, run
from stpdash.build.sources import WRITTEN
from stpdash.errors import DataError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def rebuilt(folder, published, tmp_path_factory) -> Path:
    """The package built anew by another process, elsewhere, with another hash seed, clock zone and locale."""
    aside = tmp_path_factory.mktemp("rebuilt")
    (aside / "geodata").mkdir()
    for name in WRITTEN:
        shutil.copy(folder / name, aside / "geodata")
    code = "import sys, pathlib, stpdash.build as b; b.build(pathlib.Path(sys.argv[1]), pathlib.Path('geodata'))"
    environment = os.environ | {"PYTHONHASHSEED": "4711", "PYTHONPATH": str(ROOT), "LC_ALL": "C", "TZ": "Asia/Tokyo"}
    subprocess.run([sys.executable, "-c", code, str(published)], cwd=aside, env=environment, check=True)
    return aside / "geodata"


def content(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.rebuild
def test_a_rebuild_elsewhere_is_the_same_to_the_byte(folder, rebuilt):
    assert content(rebuilt) == content(folder)


@pytest.mark.rebuild
def test_a_check_names_the_one_file_that_is_not_as_built_and_mends_nothing(
    folder, published, rebuilt, tmp_path, monkeypatch
):
    copy = Path(shutil.copytree(folder, tmp_path / "geodata"))
    spoilt = (copy / "facts.csv").read_bytes().replace(b"Mark Adams", b"Adam Marks")
    (copy / "facts.csv").write_bytes(spoilt)
    made = {name: raw for name, raw in content(rebuilt).items() if name not in WRITTEN}
    monkeypatch.setattr(run, "_content", lambda sources, say: made)  # what the other process has built, once
    with pytest.raises(DataError, match="python -m stpdash build") as refused:
        build(published, copy, check=True)
    assert [problem.file for problem in refused.value.problems] == ["geodata/facts.csv"]
    assert (copy / "facts.csv").read_bytes() == spoilt


def test_without_the_published_material_the_build_says_what_it_needs(folder, tmp_path):
    with pytest.raises(DataError, match="sources/ and evidence/"):
        build(tmp_path, folder)
