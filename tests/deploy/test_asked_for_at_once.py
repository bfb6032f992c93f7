"""What `make soak` says of the plain edition behind nginx: it counts right answers alone, and says what was wrong."""

from __future__ import annotations

import asyncio
import gzip
from pathlib import Path

import pytest

from soak import plain, servers
from tests.apart import run

PACKED = gzip.compress(b"<p>England</p>")


def www(folder: Path) -> None:
    """An edition of one page, plain and packed."""
    (folder / "www" / "plain").mkdir(parents=True)
    (folder / "www" / "plain" / "robots.txt").write_text("User-agent: *\n", "utf-8")
    (folder / "www" / "plain" / "index.html").write_bytes(b"<p>England</p>")
    (folder / "www" / "plain" / "index.html.gz").write_bytes(PACKED)


@pytest.mark.parametrize(
    ("path", "expected", "fault"),
    [
        ("/plain/index.html", PACKED, ""),
        ("/plain/index.html", b"another", "HTTP/1.1 200 OK"),
        ("/plain/gone.html", PACKED, "HTTP/1.1 404 Not Found"),
    ],
    ids=["right", "another", "none"],
)
def test_it_counts_what_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, expected: bytes, fault: str
) -> None:
    monkeypatch.setattr(plain, "SECONDS", 0.2)
    www(tmp_path)
    with plain.nginx(tmp_path) as port:
        rate, wrong = run(plain._asked(port, path, expected))
    assert (rate > 0, set(wrong)) == (not fault, {fault} - {""})


async def _answers_once(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(PACKED)}\r\nConnection: close\r\n\r\n"
    writer.write(head.encode() + PACKED)
    writer.close()


async def _asked_of_one_that_closes() -> tuple[float, list[str]]:
    async with await asyncio.start_server(_answers_once, "127.0.0.1") as server:
        return await plain._asked(server.sockets[0].getsockname()[1], "/", PACKED)


def test_a_connection_that_is_closed_as_announced_is_no_fault_and_the_next_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """nginx closes each after a thousand answers, and says so in the last."""
    monkeypatch.setattr(plain, "SECONDS", 1.0)
    rate, wrong = run(_asked_of_one_that_closes())
    assert wrong == []
    assert rate > plain.READERS * 1.5  # more in the second than one each


def test_where_nobody_listens_nothing_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "SECONDS", 0.2)
    rate, wrong = run(plain._asked(servers.free_port(), "/plain/index.html", PACKED))
    assert (rate, set(wrong)) == (0.0, {"ConnectionRefusedError"})
