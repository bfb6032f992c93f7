"""Every page of the plain edition is valid HTML, as the Nu Html Checker has it: no error, and no warning."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKER = Path(__file__).parent / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
EXPLAINED: tuple[tuple[str, str], ...] = ()
"""What the checker says and why it may: a pattern of its message, and the reason."""


def said(paths: list[Path], folder: Path) -> list[str]:
    """What the checker has to say of some pages that is not explained: page, line, message. One JVM reads them all."""
    java = shutil.which("java")
    if java is None or not CHECKER.is_file():
        raise pytest.UsageError("The HTML checker or Java 17 is missing. Run: make checker")
    command = [java, "-Xss2m", "-jar", str(CHECKER), "--format", "json", "--no-langdetect", "--stdout"]
    ran = subprocess.run(
        [*command, "--skip-non-html", *map(str, paths)], capture_output=True, text=True, check=False, timeout=300
    )
    messages = json.loads(ran.stdout)["messages"]
    return [
        f"{each.get('url', '').partition(folder.as_posix() + '/')[2]}:{each.get('lastLine')}: {each['message']}"
        for each in messages
        if not any(re.search(pattern, each["message"]) for pattern, _ in EXPLAINED)
    ]


def test_the_checker_finds_what_is_wrong_and_nothing_where_nothing_is(tmp_path: Path) -> None:
    good = '<!DOCTYPE html><html lang="en"><head><title>A</title></head><body><p>A</p></body></html>'
    (tmp_path / "good.html").write_text(good, "utf-8")
    (tmp_path / "error.html").write_text(good.replace("<p>", '<p id="a b">').replace("A</p>", "A<td>"), "utf-8")
    (tmp_path / "warning.html").write_text(good.replace("<p>", '<nav role="navigation"></nav><p>'), "utf-8")
    found = said(sorted(tmp_path.glob("*.html")), tmp_path)
    assert {line.split(":")[0] for line in found} == {"error.html", "warning.html"}


def test_every_page_is_valid(edition: Path, pages: tuple[str, ...]) -> None:
    assert said([edition / name for name in pages], edition)[:20] == []
