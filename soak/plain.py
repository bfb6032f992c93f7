"""The plain edition: how long it takes to write, how large it is, how many of its files nginx gives out in a second."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from soak import servers
from soak.verdict import Figure, below, least, none
from soak.wire import PATIENCE_SECONDS

READERS, SECONDS = 16, 2.0
BUILD_SECONDS, SIZE_MB, PAGE_KB, PER_SECOND = 180.0, 60.0, 300.0, 1000.0
KINDS = {
    "England": "index.html",
    "a footprint": "area/29.html",
    "a CCG": "area/E38000001.html",
    "money": "money.html",
    "governance": "governance.html",
    "groupings": "groupings.html",
    "changes": "changes.html",
    "sources": "sources.html",
    "search": "find.html",
    "a table": "data/v1/tables/facts.csv",
}
"""A page of each kind by its file, and one table."""
_WRITTEN = re.compile(r"([\d.]+) MB; the largest page is \S+, (\d+) kB")
_LONGEST_SECONDS = 600


@dataclass(frozen=True)
class Plain:
    """Seconds to write, MB in all, kB of the largest page; files a second of each kind, and which were not right."""

    build_seconds: float
    size_mb: float
    largest_kb: float
    per_second: dict[str, float]
    failed: list[str]

    def figures(self) -> list[Figure]:
        """The whole in its limits; the slowest kind named, all others with it."""
        kinds = [least(kind, found, PER_SECOND, "a second") for kind, found in self.per_second.items()]
        return [
            below("written in", self.build_seconds, BUILD_SECONDS, "s"),
            below("size", self.size_mb, SIZE_MB, "MB"),
            below("largest page", self.largest_kb, PAGE_KB, "kB"),
            *(kinds or [least("nothing asked for", 0, PER_SECOND, "a second")]),
            none("answers that were not right", self.failed),
        ]


async def plain() -> Plain:
    """Write the edition packed, put it behind nginx as shipped, and ask for one kind of page after the other."""
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        www = Path(folder) / "www"
        www.mkdir()
        begun = monotonic()
        told = await asyncio.to_thread(_write, www / "plain")
        taken = monotonic() - begun
        size, largest = (float(number) for number in _WRITTEN.findall(told)[0])
        with nginx(Path(folder)) as port:
            rates, failed = {}, []
            for kind, file in KINDS.items():
                rates[kind], wrong = await _asked(port, f"/plain/{file}", (www / "plain" / f"{file}.gz").read_bytes())
                failed += [f"{kind}: {fault}" for fault in wrong]
    return Plain(taken, size, largest, rates, failed)


def _write(out: Path) -> str:
    command = [sys.executable, "-m", "stpdash", "site", str(out), "--packed"]
    command += ["--address", "https://atlas.example.org/plain/", "--live", "https://atlas.example.org/"]
    done = subprocess.run(
        command, cwd=servers.ROOT, capture_output=True, text=True, timeout=_LONGEST_SECONDS, check=True,
        env=os.environ | {"COLUMNS": "200"}, preexec_fn=lambda: os.sched_setaffinity(0, set(servers.CORES)),
    )  # fmt: skip
    return done.stdout


@contextmanager
def nginx(folder: Path) -> Iterator[int]:
    """nginx as it is shipped, with one worker on the servers' core and no replica behind it; the port it listens on.

    `folder` holds www/plain. Raises FileNotFoundError where there is no nginx, RuntimeError when it does not come up.
    """
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        raise FileNotFoundError("nginx: found none; this check needs it. Run: make nginx")
    shutil.copytree(servers.ROOT / "deploy" / "nginx", folder / "conf")
    (folder / "tmp").mkdir()
    port, nobody = servers.free_port(), servers.free_port()
    place = (folder / "conf" / "place.conf").read_text("utf-8")
    place = re.sub(r"server atlas-\d:8501", f"server 127.0.0.1:{nobody}", place)
    (folder / "conf" / "place.conf").write_text(place.replace("listen 8080;", f"listen 127.0.0.1:{port};"), "utf-8")
    main = folder / "conf" / "nginx.conf"
    main.write_text(main.read_text("utf-8").replace("worker_processes auto;", "worker_processes 1;"), "utf-8")
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [program, "-p", f"{folder}/", "-c", str(main), *(("-g", "user root;") if os.geteuid() == 0 else ())],
            stdout=log, stderr=log, preexec_fn=lambda: os.sched_setaffinity(0, {servers.CORES[0]}),
        )  # fmt: skip
    server = servers.Server(process, f"http://127.0.0.1:{port}", folder / "log")
    try:
        servers.await_answer(server, "/plain/robots.txt")
        yield port
    finally:
        process.terminate()
        process.wait(servers.STOP_SECONDS)


async def _asked(port: int, path: str, expected: bytes) -> tuple[float, list[str]]:
    """How many right answers a second came, of those asked for in turn on each connection; what was wrong."""
    over = monotonic() + SECONDS
    begun = monotonic()
    told = await asyncio.gather(*(_reader(port, path, expected, over) for _ in range(READERS)))
    taken = monotonic() - begun
    return sum(right for right, _ in told) / taken, [fault for _, fault in told if fault]


async def _reader(port: int, path: str, expected: bytes, over: float) -> tuple[int, str]:
    """One browser: how many answers were byte for byte right, and what ended it too early; a wrong one ends it."""
    right = 0
    try:
        async with asyncio.timeout(SECONDS + PATIENCE_SECONDS):
            right += await _connection(port, path, expected, over)
            while monotonic() < over:
                right += await _connection(port, path, expected, over)
    except (OSError, EOFError, TimeoutError) as trouble:
        return right, type(trouble).__name__
    except ValueError as another:
        return right, str(another)
    return right, ""


async def _connection(port: int, path: str, expected: bytes, over: float) -> int:
    """How many right answers came on one connection until nginx closed it, as it does after its thousandth.

    Raises ValueError with the first line of an answer that is not the one expected.
    """
    asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: gzip\r\n\r\n".encode()
    right = 0
    stream, writer = await asyncio.open_connection("127.0.0.1", port)
    with closing(writer):
        goes_on = True
        while goes_on:
            writer.write(asked)
            head = await stream.readuntil(b"\r\n\r\n")
            length = re.search(rb"\r\nContent-Length: (\d+)\r\n", head)
            body = await stream.readexactly(int(length[1])) if length else b""
            if body != expected or not head.startswith(b"HTTP/1.1 200 "):
                raise ValueError(head.partition(b"\r\n")[0].decode("latin-1"))
            right += 1
            goes_on = monotonic() < over and b"\r\nConnection: close\r\n" not in head
    return right
