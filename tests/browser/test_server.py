"""The server around the pages: what it sends, what it keeps out, what stops it from starting."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import brotli
import pytest

from tests.browser.conftest import ROOT, Server, Visit


def get(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(address, headers={k.replace("_", "-"): v for k, v in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return reply.status, {k.lower(): v for k, v in reply.headers.items()}, reply.read()
    except urllib.error.HTTPError as error:
        return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()


def asset(server: Server, ending: str) -> str:
    html = get(server.address)[2].decode()
    found = re.search(rf'href="(assets/[0-9a-f]{{12}}/[^"]*{re.escape(ending)})"', html)
    return f"{server.address}/{found[1]}"


def test_our_files_are_compressed_and_may_be_kept_for_good(server: Server) -> None:
    address = asset(server, "topojson")
    plain = get(address, Accept_Encoding="identity")
    for name, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        status, headers, body = get(address, Accept_Encoding=name)
        assert (status, headers["content-encoding"]) == (200, name)
        assert "immutable" in headers["cache-control"]
        assert headers["vary"] == "Accept-Encoding"
        assert unpack(body) == plain[2]
    assert json.loads(plain[2])["type"] == "Topology"


def test_streamlits_own_bundle_goes_out_compressed(server: Server) -> None:
    html = get(server.address)[2].decode()
    script = re.search(r'src="\./(static/js/index\.[^"]+\.js)"', html)[1]
    _, headers, packed = get(f"{server.address}/{script}", Accept_Encoding="br")
    whole = get(f"{server.address}/{script}", Accept_Encoding="identity")[2]
    assert headers["content-encoding"] == "br"
    assert brotli.decompress(packed) == whole
    assert len(packed) < len(whole) / 2


def test_the_first_html_has_our_title_and_no_font_it_does_not_use(server: Server) -> None:
    html = get(server.address)[2].decode()
    assert "<title>Atlas of NHS footprints</title>" in html
    assert 'as="font"' not in html


def test_an_unchanged_page_is_not_sent_again(server: Server) -> None:
    etag = get(server.address)[1]["etag"]
    assert get(server.address, If_None_Match=etag)[0] == 304


@pytest.mark.parametrize(
    "path", ["robots.txt", ".git/config", "nowhere", "assets/000000000000/map.js", "area/x", "wp-login.php"]
)
def test_an_unknown_path_is_not_found_and_says_so(server: Server, path: str) -> None:
    status, _, body = get(f"{server.address}/{path}")
    assert status == 404
    assert b"There is no such" in body


@pytest.mark.parametrize(
    "path",
    [
        "static/../../../../etc/passwd",
        "static/%2e%2e/%2e%2e/pyproject.toml",
        "assets/..%2f..%2fapp.py",
        "static//etc/passwd",
    ],
)
def test_no_path_leads_out_of_our_folders(server: Server, path: str) -> None:
    status, _, body = get(f"{server.address}/{path}")
    assert status in {400, 404} or b"<!DOCTYPE html>" in body
    assert b"root:" not in body
    assert b"stpdash" not in body


def copy_of_the_package(tmp_path: Path) -> Path:
    folder = tmp_path / "geodata"
    shutil.copytree(ROOT / "geodata", folder)
    return folder


def test_one_altered_byte_stops_the_start_with_file_and_remedy(tmp_path: Path) -> None:
    folder = copy_of_the_package(tmp_path)
    table = folder / "funding.csv"
    raw = bytearray(table.read_bytes())
    raw[1000] ^= 1
    table.write_bytes(raw)
    for command in (["check"], ["run", "--port", "1"]):
        done = subprocess.run(
            [sys.executable, "-m", "stpdash", *command],
            cwd=ROOT, env=os.environ | {"STPDASH_GEODATA": str(folder)}, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        assert done.returncode == 1
        assert "geodata/funding.csv" in done.stderr
        assert "expected" in done.stderr
        assert "python -m stpdash build" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_page_that_fails_says_sorry_without_path_or_trace(visit: Visit, tmp_path: Path) -> None:
    """A page that is broken on purpose, in a copy of the program."""
    for name in ("app.py", "pages", "stpdash", "geodata", ".streamlit"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    (tmp_path / "pages" / "sources.py").write_text("raise RuntimeError('secret detail')\n")
    running = Server(tmp_path / "log.txt", cwd=tmp_path)
    try:
        page = visit.page
        page.goto(f"{running.address}/sources")
        page.get_by_text("Sorry, this page could not be drawn").wait_for()
        shown = page.locator("body").inner_text()
        assert "secret" not in shown
        assert "Traceback" not in shown
        assert str(tmp_path) not in shown
        assert "secret detail" in (tmp_path / "log.txt").read_text()
    finally:
        running.stop()


def test_a_request_to_another_host_is_noted_and_gets_no_answer(visit: Visit) -> None:
    """From a page without a policy: of ours it would not even set out."""
    page = visit.page
    answered = page.evaluate(
        "() => fetch('https://example.org/pixel.png', {mode: 'no-cors'}).then(() => true, () => false)"
    )
    assert (answered, visit.outside) == (False, ["https://example.org/pixel.png"])
    visit.outside.clear()
