"""The three servers of a run: the atlas as a user starts it, the bare Streamlit page, the plain page."""

from __future__ import annotations

import mimetypes
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO

HERE = Path(__file__).parent
ROOT = HERE.parent
VENDOR = ROOT / "stpdash/ui/frontend/vendor"
STATIC = {
    "/": HERE / "static_page/index.html",
    "/leaflet.css": VENDOR / "leaflet-1.9.4.css",
    "/leaflet.js": VENDOR / "leaflet-1.9.4.js",
    "/topojson.js": VENDOR / "topojson-client-3.1.0.js",
    "/england.topojson": ROOT / "geodata/boundaries/england_2016-2020.topojson",
}
START_SECONDS = 60


@dataclass(frozen=True)
class Addresses:
    """Where the three pages are."""

    ours: str
    hello: str
    static: str

    def all(self) -> dict[str, str]:
        """Name to address, in the order in which a round visits them."""
        return {"ours": self.ours, "hello": self.hello, "static": self.static}


@contextmanager
def running() -> Iterator[Addresses]:
    """All three servers up and answering; stopped at the end, whatever happens."""
    with ExitStack() as stack:
        ours = stack.enter_context(_process(["-m", "stpdash", "run"], ROOT, "--port", "ours"))
        hello = stack.enter_context(_process(_STOCK, HERE, "--server.port", "hello"))
        static = stack.enter_context(_plain())
        yield Addresses(ours, hello, static)


_STOCK = [
    "-m", "streamlit", "run", "hello.py", "--server.address", "127.0.0.1", "--server.headless", "true",
    "--browser.gatherUsageStats", "false",
]  # fmt: skip


@contextmanager
def _process(command: list[str], folder: Path, port_flag: str, name: str) -> Iterator[str]:
    port = _free_port()
    log = HERE / "out" / f"{name}.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("wb") as output:
        process = _started([*command, port_flag, str(port)], folder, output)
        try:
            _await_health(process, f"http://127.0.0.1:{port}", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)


def _started(arguments: list[str], folder: Path, output: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, *arguments], cwd=folder, stdout=output, stderr=subprocess.STDOUT)


def _await_health(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(address):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the server did not start; its log is {log}:\n{log.read_text()[-2000:]}")
        time.sleep(0.1)  # a process is waited for here, never a page


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as reply:
            return bool(reply.status == 200)
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class _PlainFiles(BaseHTTPRequestHandler):
    """Answers with the five files of STATIC and nothing else."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = STATIC.get(self.path)
        body = path.read_bytes() if path else b""
        self.send_response(200 if path else 404)
        kind = mimetypes.guess_type(path.name)[0] if path else "text/plain"
        self.send_header("Content-Type", kind or "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600" if self.path != "/" else "no-cache")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the table is the output."""


@contextmanager
def _plain() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _PlainFiles)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
