"""The public server as its operator starts it, in a process of its own, asked without a browser."""

from __future__ import annotations

import http.client
import json
import os
import queue
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0
SMALL = {"STPDASH_SESSIONS": "12", "STPDASH_SESSIONS_PER_ADDRESS": "9", "STPDASH_FIRST_MESSAGE_SECONDS": "2",
         "STPDASH_SLOW_READER_SECONDS": "2", "STPDASH_HEAD_SECONDS": "3",
         "STPDASH_RETRY_AFTER_SECONDS": "7", "STPDASH_HOLD_SECONDS": "5",
         "STPDASH_READY_SECONDS": "0", "STPDASH_PUBLIC_ORIGINS": "https://atlas.example.org"}  # fmt: skip
"""Limits so small that a test reaches them; all others as they are shipped."""


def _few_open_files() -> None:
    """Begin as a shell on many systems does: with a limit of open files that is lower than it may be."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))


class Serving:
    """`python -m stpdash serve` on a free port; its log is read as it is written."""

    def __init__(self, cwd: Path = ROOT, **settings: str) -> None:
        self.lines: list[dict[str, Any]] = []
        self._arrived: queue.Queue[str | None] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "stpdash", "serve", "--port", "0"],
            cwd=cwd, env=os.environ | settings, stderr=subprocess.PIPE, text=True, preexec_fn=_few_open_files,
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.port = int(self.logged(lambda line: line["what"] == "starting")["port"])
        self.address = f"http://127.0.0.1:{self.port}"
        wait_for(self._answers)

    def _read(self) -> None:
        if self.process.stderr:
            with self.process.stderr as log:
                for line in log:
                    self._arrived.put(line)
        self._arrived.put(None)

    def logged(
        self, wanted: Callable[[dict[str, Any]], bool], seconds: float = PATIENCE, since: int = 0
    ) -> dict[str, Any]:
        """The first line of the log, from the start or from a line on, that is wanted; waits for it."""
        deadline = time.monotonic() + seconds
        looked = since
        while True:
            for line in self.lines[looked:]:
                looked += 1
                if wanted(line):
                    return line
            try:
                raw = self._arrived.get(timeout=max(0.01, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"the log holds no such line: {self.lines[-5:]}") from None
            if raw is None:
                raise AssertionError(f"the server ended: {self.lines[-5:]}")
            self.lines.append(json.loads(raw))

    def asked_last(self, path: str) -> dict[str, Any]:
        """The log's line for a request made now, for the head of a page of which no other test asks the head."""
        self.get(path, "HEAD")
        return self.logged(lambda line: (line.get("method"), line.get("path")) == ("HEAD", path))

    def emptied(self) -> None:
        """Wait until every session that was opened has been closed, by a log that has told all up to now."""
        known = len(self.lines)
        self.get("/healthz", "HEAD")
        self.logged(lambda line: (line.get("method"), line.get("path")) == ("HEAD", "/healthz"), since=known)
        wait_for(lambda: not self.open_sessions())

    def last_session(self) -> dict[str, Any]:
        """What the log tells of the session that was closed last, once every one is."""
        self.emptied()
        return next(line for line in reversed(self.lines) if line["what"] == "session closed")

    def open_sessions(self) -> int:
        """How many sessions are open, by the log."""
        while not self._arrived.empty():
            if raw := self._arrived.get():
                self.lines.append(json.loads(raw))
        told = [line["what"] for line in self.lines]
        return told.count("session opened") - told.count("session closed")

    def _answers(self) -> bool:
        try:
            return self.get("/healthz")[0] == 200
        except OSError:
            return False

    def get(self, target: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (names in small letters) and body of a request; the target goes out as it is given."""
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        asking.request(method, target, headers={name.replace("_", "-"): value for name, value in headers.items()})
        with closing(asking), asking.getresponse() as reply:
            return reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read()

    def memory(self) -> int:
        """Bytes of memory the process holds."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def kept(self, visitor: int) -> list[str]:
        """The state of the server's end of the connection from a visitor's port, while the kernel keeps it."""
        rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        ends = [f":{self.port:04X}", f":{visitor:04X}"]
        return [row[3] for row in rows if [each[-5:] for each in row[1:3]] == ends]

    def stop(self) -> None:
        """Stop as the system would, and wait."""
        self.process.terminate()
        self.process.wait(30)
        self._reader.join(30)


def wait_for(true: Callable[[], bool], seconds: float = PATIENCE) -> None:
    """Wait until something is so. Raises AssertionError when it is not so in time."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not true():
        if time.monotonic() > deadline:
            raise AssertionError(f"not so after {seconds} s: {true}")
        pause.wait(0.05)


@pytest.fixture(scope="session")
def serving() -> Iterator[Serving]:
    """One server with small limits for all tests; each leaves it without sessions."""
    running = Serving(**SMALL)
    yield running
    running.stop()
