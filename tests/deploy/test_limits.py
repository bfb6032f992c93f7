"""What one address may take and hold at once: limited where replicas stand, not where all come from the ingress."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.deploy.cluster import in_a_cluster
from tests.deploy.conftest import Nginx, Stub, cookie_of, until
from tests.deploy.made_up import SORRY

PATIENCE = "Too much has been asked for from your network at once. Please try again in 5 seconds.\n"
TAKEN = "/take/footprints.csv"
HELD = 8


@pytest.fixture
def place(request: pytest.FixtureRequest, tmp_path: Path, stubs: list[Stub]) -> Iterator[Nginx]:
    """nginx in the place of that name: few connections to be held by an address, and a file longer than any buffer."""
    in_front = request.param == "front"
    nginx = Nginx(tmp_path, [stub.port for stub in stubs]) if in_front else in_a_cluster(tmp_path)
    nginx.change("limit_conn held 2000;", f"limit_conn held {HELD};")
    (nginx.plain / "robots.txt").write_text("User-agent: *\n", "utf-8")
    with (nginx.plain / "long.csv").open("wb") as file:
        file.truncate(80_000_000)
    yield nginx.start()
    nginx.stop()


@contextmanager
def holding(nginx: Nginx, path: str) -> Iterator[None]:
    """As many connections as an address may hold, each with an answer that has begun and is not read."""
    with ExitStack() as stack:
        for _ in range(HELD):
            line = stack.enter_context(socket.create_connection(("127.0.0.1", nginx.port), 10))
            line.sendall(f"GET {path} HTTP/1.1\r\nHost: {nginx.host}\r\n\r\n".encode())
            assert line.recv(12) == b"HTTP/1.1 200"
        yield


@pytest.mark.parametrize("place", ["front"], indirect=True)
def test_who_takes_a_site_full_of_files_is_served_and_who_goes_on_is_told_when_to_come_again(place: Nginx) -> None:
    answers = [place.get(TAKEN, Cookie=cookie_of(f"client {n}")) for n in range(120)]  # counted by address, not cookie
    assert {answer.status for answer in answers[:60]} == {200}
    refused = [answer for answer in answers[60:] if answer.status != 200]
    assert {(each.status, each.text, each.headers["retry-after"]) for each in refused} == {(429, PATIENCE, "5")}
    assert len(refused) > 40
    assert place.get("/").status == 200  # pages are counted apart
    threading.Event().wait(1)
    assert [place.get(TAKEN).status for _ in range(4)] == [200] * 4  # five a second


@pytest.mark.parametrize("place", ["front"], indirect=True)
def test_an_address_holds_so_many_connections_and_no_more_until_one_ends(place: Nginx) -> None:
    with holding(place, "/plain/long.csv"):
        for path in ("/plain/robots.txt", "/", TAKEN):
            answer = place.get(path)
            assert (answer.status, answer.text, answer.headers["retry-after"]) == (429, PATIENCE, "5")
    until(lambda: place.get("/plain/robots.txt").status == 200, 5, "an address whose connections have ended is let in")


@pytest.mark.parametrize("place", ["cluster"], indirect=True)
def test_in_a_cluster_where_all_readers_come_from_the_ingress_nobody_is_counted(place: Nginx) -> None:
    for headers in ({}, {"X_Original_URI": TAKEN, "X_Code": "503"}):
        answers = [place.get("/" if headers else TAKEN, **headers) for _ in range(120)]
        assert {(answer.status, answer.text) for answer in answers} == {(503, SORRY)}
    with holding(place, "/plain/long.csv"):
        assert place.get("/plain/robots.txt").status == 200
        assert place.get("/", X_Original_URI=TAKEN, X_Code="503").text == SORRY
