"""nginx as it is shipped, on ports of its own, before replicas that are stubs or the real atlas."""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.browser.conftest import free_port, visit

__all__ = ["visit"]
ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "deploy" / "nginx"
HANDSHAKE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==",
}
"""What a browser says to open a session."""


def until(true: Callable[[], object], seconds: float, awaited: str) -> None:
    """Wait for a condition of another process; one that does not come about fails the test by its name."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds:g} s: {awaited}")
        threading.Event().wait(0.02)


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def replica(self) -> str:
        """Which stub answered."""
        return str(json.loads(self.body)["replica"])


def cookie_of(client: str) -> str:
    """A cookie such as nginx gives, of a client of this name."""
    return f"atlas_replica={hashlib.md5(client.encode(), usedforsecurity=False).hexdigest()}"


class Nginx:
    """The shipped configuration in a folder of its own.

    Nothing differs but the ports, the replicas' addresses and the user, as the folders of tests are root's own.
    """

    def __init__(
        self,
        prefix: Path,
        replicas: list[int],
        sessions: list[int] | None = None,
        place: str = "place.conf",
        certificate: Path | None = None,
    ) -> None:
        self.prefix, self.port, self.tls_port = prefix, free_port(), free_port()
        self.host = f"127.0.0.1:{self.port}"
        self.folder = prefix / "conf"
        self.plain = prefix / "www" / "plain"
        shutil.copytree(SHIPPED, self.folder)
        (prefix / "tmp").mkdir(exist_ok=True)
        self.plain.mkdir(parents=True, exist_ok=True)
        (self.folder / place).replace(self.folder / "place.conf")
        (self.folder / "place-tls.conf").unlink(missing_ok=True)
        self._place(replicas, sessions or replicas)
        for file in certificate.iterdir() if certificate else ():
            shutil.copy(file, self.folder)
        self.log = prefix / "log.txt"

    def _place(self, replicas: list[int], sessions: list[int]) -> None:
        """Our ports in the place: as many replicas as we have."""
        text = (self.folder / "place.conf").read_text("utf-8")
        for count, ports in (("max_fails=1 fail_timeout=5s", replicas), ("max_fails=0", sessions)):
            found = re.findall(rf"( +server \S+:8501 {count};\n)", text)
            assert len(found) == 3
            ours = "".join(f"    server 127.0.0.1:{port} {count};\n" for port in ports)
            text = text.replace("".join(found), ours)
        assert "listen 8080;" in text
        text = text.replace("listen 8080;", f"listen {self.host};").replace(
            "listen 8443", f"listen 127.0.0.1:{self.tls_port}"
        )
        (self.folder / "place.conf").write_text(text, "utf-8")

    def change(self, old: str, new: str) -> None:
        """Replace a text that stands in exactly one of the files."""
        holding = [path for path in self.folder.iterdir() if old in path.read_text("utf-8")]
        assert len(holding) == 1, f"{old!r} stands in {len(holding)} files, expected one"
        holding[0].write_text(holding[0].read_text("utf-8").replace(old, new), "utf-8")

    def command(self, *more: str) -> list[str]:
        program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        if program is None:
            raise pytest.UsageError("No nginx found. Run: make nginx (Debian: apt-get install nginx-light).")
        as_user = ("-g", "user root;") if os.geteuid() == 0 else ()
        return [program, "-p", f"{self.prefix}/", "-c", str(self.folder / "nginx.conf"), *as_user, *more]

    def start(self) -> Nginx:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command(), stdout=log, stderr=log)
        until(lambda: self.process.poll() is not None or self._listens(), 10, "nginx listens")
        assert self.process.poll() is None, self.log.read_text("utf-8")
        return self

    def _listens(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)

    def get(
        self, path: str, method: str = "GET", body: bytes | None = None, tls: bool = False, **headers: str
    ) -> Answer:
        """One answer, redirects not followed; header names with _ for -. A header that comes twice fails the test."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        if tls:
            trusting = ssl.create_default_context(cafile=self.folder / "certificate.pem")
            trusting.check_hostname = False  # it is made out to the published name
            line = http.client.HTTPSConnection("127.0.0.1", self.tls_port, timeout=30, context=trusting)
        try:
            line.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            reply = line.getresponse()
            told = {name.lower(): value for name, value in reply.getheaders()}
            assert len(told) == len(reply.getheaders()), f"a header was sent twice: {reply.getheaders()}"
            return Answer(reply.status, told, reply.read())
        finally:
            line.close()

    def lines(self) -> list[dict[str, object]]:
        """The access log."""
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines() if line.startswith("{")]


class Stub:
    """A replica that tells what it was asked; `says` is the status of every answer to a path that begins so."""

    def __init__(self, name: str, port: int = 0) -> None:
        self.name, self.says, self.asked = name, dict[str, int](), list[tuple[str, str]]()
        self.lines: list[socket.socket] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                super().setup()
                stub.lines.append(self.connection)

            def handle_one_request(self) -> None:
                with suppress(ConnectionError):
                    super().handle_one_request()
                    return
                self.close_connection = True

            def do_GET(self) -> None:
                stub.asked.append((self.command, self.path))
                told = {name.lower(): value for name, value in self.headers.items()}
                body = json.dumps({"replica": stub.name, "headers": told, "path": self.path}).encode()
                self.send_response(next((s for path, s in stub.says.items() if self.path.startswith(path)), 200))
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                if self.path.startswith(("/static/", "/assets/", "/ahead/")):
                    self.send_header("Cache-Control", "public, max-age=31536000, immutable")
                if told.get("x-forwarded-proto") == "https":
                    self.send_header("Strict-Transport-Security", "max-age=63072000")
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def do_HEAD(self) -> None:
                self.do_GET()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        """Be gone, connections that nginx keeps open among it."""
        self.server.shutdown()
        self.server.server_close()
        for line in self.lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def stubs() -> Iterator[list[Stub]]:
    three = [Stub(name) for name in "abc"]
    yield three
    for stub in three:
        stub.stop()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate that signs itself, and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", "/CN=atlas.example.org", "-keyout", "key.pem", "-out", "certificate.pem"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture
def nginx(tmp_path: Path, stubs: list[Stub]) -> Iterator[Nginx]:
    """nginx before three stubs."""
    started = Nginx(tmp_path, [stub.port for stub in stubs]).start()
    yield started
    started.stop()
