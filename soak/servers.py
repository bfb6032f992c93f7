"""Servers of the atlas for the checks: on a free port, on a core of their own, with settings, watched from outside."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
COMMAND = "serve"
HEALTH, READY = "/healthz", "/readyz"
START_SECONDS = 60.0
STOP_SECONDS = 20.0
CORES = sorted(os.sched_getaffinity(0))
"""The first is the server's, the last the visitors'; on a machine with one core they share it."""


@dataclass
class Server:
    """A running server: its process, where it is, and where its log goes."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path

    @property
    def memory_mb(self) -> float:
        """Memory that is really used (RSS), in MB of a million bytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii", "replace")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) * 1.024 / 1000

    @property
    def busy_seconds(self) -> float:
        """Processor time used so far, by all threads."""
        after_name = Path(f"/proc/{self.process.pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")

    def answers(self, path: str) -> int:
        """The status with which a path is answered; 0 when nobody answers."""
        connection = http.client.HTTPConnection(self.address.removeprefix("http://"), timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()

    def kill(self) -> None:
        """End it as a machine that fails does: at once, without a word."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(STOP_SECONDS)


def visitors_aside() -> None:
    """Keep this process, and so the visitors, off the server's core."""
    os.sched_setaffinity(0, {CORES[-1]})


def free_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(port: int | None = None, settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A server that answers; stopped at the end, whatever happens.

    Raises RuntimeError with the end of its log when it does not come up.
    """
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        server = started(Path(folder) / "server.log", port, settings)
        try:
            await_answer(server)
            yield server
        finally:
            server.process.terminate()
            _await_end(server.process)


def started(log: Path, port: int | None = None, settings: Mapping[str, str] | None = None) -> Server:
    """A server just started, which may not answer yet."""
    port = port or free_port()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "stpdash", COMMAND, "--port", str(port)],
            cwd=ROOT, env=os.environ | dict(settings or {}), stdout=output, stderr=subprocess.STDOUT,
            preexec_fn=lambda: os.sched_setaffinity(0, {CORES[0]}),
        )  # fmt: skip
    return Server(process, f"http://127.0.0.1:{port}", log)


def await_answer(server: Server, path: str = HEALTH) -> None:
    """Wait until the server answers for a path. Raises RuntimeError when it ends instead or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while server.answers(path) != 200:
        if server.process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the server did not come up; its log ends:\n{server.log.read_text('utf-8')[-2000:]}")
        time.sleep(0.05)  # a process is waited for, whose only sign is that it answers


def _await_end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(STOP_SECONDS)
