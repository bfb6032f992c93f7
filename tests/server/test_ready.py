"""S11, S17, S18, and health: what a machine is told, what a failing page tells, what the log tells."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from soak.visitor import Visitor
from tests.apart import run
from tests.server.conftest import ROOT, Serving, wait_for

BREAKABLE = """
from pathlib import Path
if (Path(__file__).parent / "broken").exists():
    raise RuntimeError("broken on purpose")
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program and its data, to be spoiled."""
    folder = tmp_path_factory.mktemp("copy")
    for name in ("app.py", "pages", "stpdash", "geodata", ".streamlit"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, folder / name)
    (folder / "pages" / "leadership.py").write_text("raise RuntimeError('secret detail')\n")
    first = folder / "pages" / "england.py"
    first.write_text(f"{BREAKABLE}{first.read_text().replace('from __future__ import annotations', '')}")
    return folder


@pytest.fixture(scope="module")
def spoilt(package: Path) -> Iterator[Serving]:
    """A server whose data and pages can be spoiled while it runs; its page on leaders always fails."""
    running = Serving(cwd=package, STPDASH_READY_SECONDS="0", PYTHONPATH=str(package))
    yield running
    running.stop()


def alter(file: Path) -> bytes:
    """Change one byte; what stood there before."""
    before = file.read_bytes()
    file.write_bytes(before[:1000] + bytes([before[1000] ^ 1]) + before[1001:])
    return before


def test_a_replica_is_ready_once_a_page_was_drawn(spoilt: Serving) -> None:
    assert spoilt.get("/healthz")[::2] == (200, b"ok\n")
    assert spoilt.get("/readyz")[::2] == (200, b"ok\n")


def test_s18_one_changed_byte_takes_the_replica_out_and_changes_no_answer(spoilt: Serving, package: Path) -> None:
    table = package / "geodata" / "funding.csv"
    answer = spoilt.get("/take/national.csv")
    before = alter(table)
    try:
        status, _, body = spoilt.get("/readyz")
        assert (status, body) == (503, b"not ready: the data are not those that were read\n")
        assert spoilt.get("/healthz")[0] == 200
        assert spoilt.get("/take/national.csv")[2] == answer[2]
    finally:
        table.write_bytes(before)
    assert spoilt.get("/readyz")[0] == 200


def test_s17_a_spoilt_package_stops_the_start_before_the_port_opens(package: Path) -> None:
    table = package / "geodata" / "funding.csv"
    before = alter(table)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    try:
        done = subprocess.run(
            [sys.executable, "-m", "stpdash", "serve", "--port", str(port)],
            cwd=package, env=os.environ | {"PYTHONPATH": str(package)}, capture_output=True, text=True, timeout=60,
        )  # fmt: skip
    finally:
        table.write_bytes(before)
    assert done.returncode == 1
    assert "geodata/funding.csv" in done.stderr
    assert "starting" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_stops_the_start_and_says_which(package: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "stpdash", "serve", "--port", "0"],
        cwd=package, env=os.environ | {"PYTHONPATH": str(package), "STPDASH_SESSIONS": "lots"},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith("STPDASH_SESSIONS: found 'lots', expected a whole number of at least 1.")


def test_s11_a_page_that_fails_gives_a_reference_and_nothing_of_the_error(spoilt: Serving, package: Path) -> None:
    async def told() -> str:
        async with Visitor(spoilt.address, "/leadership") as reader:
            assert reader.failed()
            return " ".join(str(delta) for delta in reader.drawn.values())

    shown = run(told())
    fault = spoilt.logged(lambda line: "secret detail" in line.get("trace", ""))
    assert f"please give the reference {fault['reference']}" in shown
    for secret in ("secret", "RuntimeError", "Traceback", str(package), "leadership.py"):
        assert secret not in shown


async def visited(server: Serving, path: str) -> None:
    """Have a page drawn, and leave."""
    async with Visitor(server.address, path):
        pass


def test_one_page_that_fails_does_not_take_the_replica_out(spoilt: Serving) -> None:
    run(visited(spoilt, "/leadership"))
    assert spoilt.get("/readyz")[::2] == (200, b"ok\n")


def test_no_page_that_can_be_drawn_takes_the_replica_out(spoilt: Serving, package: Path) -> None:
    """The first page is broken too; an error on any page makes the replica look at it again."""
    broken = package / "pages" / "broken"
    assert spoilt.get("/readyz")[0] == 200  # so it has been drawn, and without a doubt is not drawn again
    broken.touch()
    try:
        run(visited(spoilt, "/leadership"))
        wait_for(lambda: spoilt.get("/readyz")[::2] == (503, b"not ready: no page can be drawn\n"))
    finally:
        broken.unlink()
    wait_for(lambda: spoilt.get("/readyz")[0] == 200)


def test_the_log_names_no_visitor_and_no_query(serving: Serving) -> None:
    serving.get("/area?area=12&secret=x")
    line = serving.logged(lambda line: line.get("path") == "/area")
    assert set(line) == {"time", "level", "from", "what", "method", "bytes", "path", "status", "ms"}
    assert not any("127.0.0.1" in str(line) or "secret" in str(line) for line in serving.lines)


def test_the_log_counts_no_bytes_that_were_not_sent(serving: Serving) -> None:
    status, headers, body = serving.get("/leadership", "HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["content-length"]) > 1000
    assert serving.asked_last("/leadership")["bytes"] == 0
    serving.get("/trust")
    assert serving.logged(lambda line: line.get("path") == "/trust")["bytes"] > 1000


def test_a_session_is_one_line_when_it_opens_and_one_when_it_closes(serving: Serving) -> None:
    serving.emptied()
    known = len(serving.lines)
    run(visited(serving, "/sources"))
    serving.emptied()
    sessions = [line for line in serving.lines[known:] if line["what"].startswith("session")]
    assert [line["what"] for line in sessions] == ["session opened", "session closed"]
    assert (sessions[1]["heard"], sessions[1]["passed"], sessions[1]["why"]) == (1, 1, "left")
    assert sessions[1]["bytes"] > 1000


def test_s06_refusals_by_the_thousand_fill_no_disk(serving: Serving) -> None:
    """A place in the program writes at most so many lines at once, and tells how many it left out."""
    known = len(serving.lines)
    for _ in range(300):
        assert serving.get("/by/the/thousand")[0] == 404
    line = serving.logged(lambda line: line.get("path") == "/by/the/thousand")
    assert (line["what"], line["why"]) == ("refused", "path")
    serving.open_sessions()
    assert sum(line["what"] == "refused" for line in serving.lines[known:]) < 100


def test_s06_the_server_may_open_as_many_files_as_the_system_allows(serving: Serving) -> None:
    limits = Path(f"/proc/{serving.process.pid}/limits").read_text()
    row = next(row for row in limits.splitlines() if row.startswith("Max open files"))
    now, most = row.split()[3:5]
    assert now == most != "256"


def test_a_port_that_is_taken_is_named_with_what_to_do(serving: Serving) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "stpdash", "serve", "--port", str(serving.port)],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert f"port {serving.port} of 127.0.0.1: found Address already in use, expected it to be free" in done.stderr
    assert "Traceback" not in done.stderr
