"""Three real replicas behind nginx: one is lost, all are replaced by another version of the data, all are lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import expect

from stpdash import package
from tests.browser.conftest import Visit, free_port
from tests.deploy.conftest import ROOT, Nginx, until


class Replica:
    """The atlas as it is served to the public, in a process of its own."""

    def __init__(self, log: Path) -> None:
        self.port, self.log = free_port(), log

    def start(self, **settings: str) -> None:
        """Start, on the same port as before; `ready` tells when it has."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "stpdash", "serve", "--port", str(self.port)],
                cwd=ROOT, stdout=log, stderr=log, env=os.environ | settings,
            )  # fmt: skip

    @property
    def ready(self) -> bool:
        """Whether it answers that readers may come. One that has ended fails the test with its last words."""
        assert self.process.poll() is None, self.log.read_text("utf-8")[-2000:]
        with suppress(OSError), closing(HTTPConnection("127.0.0.1", self.port, timeout=5)) as line:
            line.request("GET", "/readyz")
            return line.getresponse().status == 200
        return False

    def end(self, how: signal.Signals) -> None:
        self.process.send_signal(how)
        self.process.wait(20)


class Fleet:
    """nginx before three replicas, and a small plain edition whose style sheet turns its heading red."""

    def __init__(self, folder: Path) -> None:
        self.replicas = [Replica(folder / f"{name}.txt") for name in "abc"]
        self.start()
        self.nginx = Nginx(folder, [replica.port for replica in self.replicas]).start()
        self.address = f"http://{self.nginx.host}"
        for name, css in (("index", "assets/"), ("area/12", "../assets/"), ("404", "assets/")):
            path = self.nginx.plain / f"{name}.html"
            path.parent.mkdir(exist_ok=True)
            path.write_text(
                f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{name}</title>'
                f'<link rel="stylesheet" href="{css}0123456789ab/edition.css"></head>'
                f'<body><main id="main"><!-- floor --><h1>Plain {name}</h1></main></body></html>',
                "utf-8",
            )
        sheet = self.nginx.plain / "assets" / "0123456789ab" / "edition.css"
        sheet.parent.mkdir(parents=True)
        sheet.write_text("h1 { color: rgb(255, 0, 0) }", "utf-8")

    def start(self) -> None:
        """Start whichever is not running, and wait for all."""
        for replica in self.replicas:
            if not hasattr(replica, "process") or replica.process.poll() is not None:
                replica.start()
        for replica in self.replicas:
            until(lambda each=replica: each.ready, 90, "a replica is ready")

    def of(self, path: str) -> Replica:
        """The replica that gave the page last asked for at a path."""
        asked = [line for line in self.nginx.lines() if line["path"] == path and line["status"] in {200, 304}]
        port = int(str(asked[-1]["replica"]).rpartition(":")[2])
        return next(replica for replica in self.replicas if replica.port == port)

    @property
    def sessions(self) -> int:
        """How many sessions replicas have opened so far."""
        return sum(replica.log.read_text("utf-8").count('"session opened"') for replica in self.replicas)

    def stop(self) -> None:
        self.nginx.stop()
        for replica in self.replicas:
            if replica.process.poll() is None:
                replica.end(signal.SIGTERM)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Fleet]:
    fleet = Fleet(tmp_path_factory.mktemp("fleet"))
    yield fleet
    fleet.stop()


@pytest.fixture
def fleet(started: Fleet) -> Fleet:
    """All three replicas, whatever the test before did to them."""
    started.start()
    return started


class Readers:
    """Readers who ask for one address after the other while something happens: what each was answered."""

    def __init__(self, nginx: Nginx, path: str, hands: int = 2) -> None:
        self.nginx, self.path, self.statuses = nginx, path, list[int]()
        self.over = threading.Event()
        self.many = ThreadPoolExecutor(hands)
        self.asking = [self.many.submit(self._ask) for _ in range(hands)]

    def _ask(self) -> None:
        while not self.over.wait(0.02):
            self.statuses.append(self.nginx.get(self.path).status)

    def leave(self) -> list[int]:
        self.over.set()
        for each in self.asking:
            each.result(30)
        self.many.shutdown()
        return self.statuses


class Open:
    """A page of the live atlas, drawn, marked so that a reload would show."""

    def __init__(self, visit: Visit, address: str) -> None:
        self.page = visit.open(address)
        visit.map()
        self.page.evaluate("() => { window.neverLoadedAgain = true; }")

    def lay_over(self, overlay: str) -> None:
        self.page.get_by_role("combobox", name="Lay over").select_option(label=overlay)

    def stayed(self) -> None:
        """The page was not loaded again and shows no dialog."""
        assert self.page.evaluate("() => window.neverLoadedAgain")
        assert self.page.get_by_role("dialog").count() == 0


def test_a_replica_killed_under_load_costs_nobody_the_view_nor_the_next_click(fleet: Fleet, visit: Visit) -> None:
    shown = Open(visit, f"{fleet.address}/?measure=density&area=12")
    page = shown.page
    plain, arriving = Readers(fleet.nginx, "/plain/area/12.html"), Readers(fleet.nginx, "/")
    try:
        before = fleet.sessions
        fleet.of("/").end(signal.SIGKILL)
        until(lambda: fleet.sessions > before, 5, "another replica opens a session for the page")
        expect(page).to_have_url(f"{fleet.address}/?measure=density&area=12")
        shown.lay_over("Seven regional teams")
        expect(page.locator(".stp-main path.line.region")).to_have_count(1)
        expect(page.locator(".legend-title")).to_contain_text("People per square kilometre")
        expect(page).to_have_url(f"{fleet.address}/?measure=density&area=12&overlay=teams")
    finally:
        statuses = plain.leave(), arriving.leave()
    shown.stayed()
    assert [set(each) for each in statuses] == [{200}, {200}]
    assert min(map(len, statuses)) > 20


def other_data(folder: Path) -> Path:
    """A data package that says the same in other bytes: a version of its own, with its own fingerprint."""
    shutil.copytree(package.BESIDE, folder)
    descriptor = json.loads((folder / package.DESCRIPTOR).read_text("utf-8"))
    neighbours = folder / package.NEIGHBOURS
    neighbours.write_bytes(neighbours.read_bytes() + b"\n")
    resource = next(each for each in descriptor["resources"] if each["path"] == package.NEIGHBOURS)
    raw = neighbours.read_bytes()
    resource |= {"bytes": len(raw), "hash": package.hashed(raw)}
    descriptor["fingerprint"] = package.fingerprint(descriptor["resources"])
    (folder / package.DESCRIPTOR).write_text(json.dumps(descriptor), "utf-8")
    return folder


def test_replicas_replaced_one_after_the_other_by_new_data_cost_nobody_the_view(
    fleet: Fleet, visit: Visit, tmp_path: Path
) -> None:
    old, new = package.BESIDE, other_data(tmp_path / "geodata")
    prints = [package.whole(folder)[:12] for folder in (old, new)]
    assert prints[0] != prints[1]
    shown = Open(visit, f"{fleet.address}/?measure=density&area=12")
    page = shown.page
    footer = page.get_by_role("region", name="About this atlas")
    expect(footer).to_contain_text(prints[0])
    arriving = Readers(fleet.nginx, "/", 1)
    for replica in fleet.replicas:
        replica.end(signal.SIGTERM)
        replica.start(STPDASH_GEODATA=str(new))
        until(lambda each=replica: each.ready, 90, "a replica is ready")
    shown.lay_over("Seven regional teams")
    expect(footer).to_contain_text(prints[1])
    expect(page.locator(".stp-main path.line.region")).to_have_count(1)
    expect(page).to_have_url(f"{fleet.address}/?measure=density&area=12&overlay=teams")
    shown.stayed()
    assert set(arriving.leave()) == {200}


def test_what_is_taken_away_is_the_same_from_every_replica(fleet: Fleet) -> None:
    taken = {fleet.nginx.get("/take/money.csv").body for _ in range(8)}  # without a cookie each is led anywhere
    assert len({line["replica"] for line in fleet.nginx.lines() if line["path"] == "/take/money.csv"}) > 1
    [same] = taken
    assert same.startswith(b"\xef\xbb\xbf")


def test_when_all_are_lost_the_open_page_stays_and_others_get_its_plain_edition_until_they_are_back(
    fleet: Fleet, visit: Visit
) -> None:
    shown = Open(visit, f"{fleet.address}/area?area=12")
    page = shown.page
    title = page.get_by_role("heading", level=1).inner_text()
    for replica in fleet.replicas:
        replica.end(signal.SIGKILL)
    other = visit.context.new_page()
    answer = other.goto(f"{fleet.address}/area?area=12")
    assert answer is not None
    assert answer.status == 503
    expect(other.get_by_role("status")).to_contain_text("The live atlas is full or out of service just now.")
    expect(other.get_by_role("heading", name="Plain area/12")).to_have_css("color", "rgb(255, 0, 0)")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    before = fleet.sessions
    fleet.start()
    until(lambda: fleet.sessions > before, 30, "the open page has a session again")
    shown.stayed()
    visit.page = other
    visit.open(f"{fleet.address}/area?area=12")
    expect(other.get_by_role("heading", level=1)).to_have_text(title)
