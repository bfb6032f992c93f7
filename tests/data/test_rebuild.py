import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from stpdash.build import build
from stpdash.build.sources import WRITTEN
from stpdash.errors import DataError

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.rebuild
def test_a_check_names_the_one_file_that_is_not_as_built_and_mends_nothing(folder, published, tmp_path):
    copy = Path(shutil.copytree(folder, tmp_path / "geodata"))
    spoilt = (copy / "facts.csv").read_bytes().replace(b"Mark Adams", b"Adam Marks")
    (copy / "facts.csv").write_bytes(spoilt)
    with pytest.raises(DataError, match="python -m stpdash build") as refused:
        build(published, copy, check=True)
    assert [problem.file for problem in refused.value.problems] == ["geodata/facts.csv"]
    assert (copy / "facts.csv").read_bytes() == spoilt


@pytest.mark.rebuild
def test_a_rebuild_elsewhere_with_another_hash_seed_is_the_same_to_the_byte(folder, published, tmp_path):
    into = tmp_path / "geodata"
    into.mkdir()
    for name in WRITTEN:
        shutil.copy(folder / name, into)
    code = "import sys, pathlib, stpdash.build as b; b.build(pathlib.Path(sys.argv[1]), pathlib.Path('geodata'))"
    environment = os.environ | {
        "PYTHONHASHSEED": "4711",
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C",
        "TZ": "Asia/Tokyo",
    }
    subprocess.run([sys.executable, "-c", code, str(published)], cwd=tmp_path, env=environment, check=True)
    files = {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    assert {file.relative_to(into): file.read_bytes() for file in into.rglob("*") if file.is_file()} == files


def test_without_the_published_material_the_build_says_what_it_needs(folder, tmp_path):
    with pytest.raises(DataError, match="sources/ and evidence/"):
        build(tmp_path, folder)
