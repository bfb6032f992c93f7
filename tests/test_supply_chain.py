"""What the atlas is made of, in this repository: locked, as recorded, listed; known faults are asked for in earnest."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, XsUri

from audit import advisories, carried, explained, leaks, pins, sbom
from audit.__main__ import installers, texts, tracked
from audit.advisories import NoAnswerError
from audit.explained import Explained

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 12, 1)
SERVED = "stpdash/ui/frontend/vendor"


# Pins


def test_every_package_is_locked_by_hash_and_every_script_installs_by_the_lock() -> None:
    scripts = installers(tracked(ROOT))
    assert {"Makefile", ".ci/run"} <= set(scripts)
    verdict = pins.check(texts(ROOT, pins.LOCKS), texts(ROOT, scripts))
    assert verdict.faults == ()


def test_what_people_asked_for_is_locked() -> None:
    for lock in pins.LOCKS:
        asked = (ROOT / lock).with_suffix(".in").read_text("utf-8").splitlines()
        names = {re.split(r"[\[=<>~! ]", line)[0] for line in asked if line and not line.startswith(("#", "-c"))}
        assert names
        assert names <= {pin.name for pin in pins.pins((ROOT / lock).read_text("utf-8"))}


def test_pip_itself_refuses_a_lock_file_with_a_hash_taken_away() -> None:
    text = (ROOT / "requirements.txt").read_text("utf-8")
    first = pins.pins(text)[0]
    bare = text.replace(" \\\n    --hash=" + first.hashes[0], "", 1).replace(
        " \\\n    --hash=" + first.hashes[1], "", 1
    )
    assert [fault for fault in pins.faults("requirements.txt", bare) if first.name in fault] != []


# What is carried from npm


def test_what_is_carried_is_as_recorded_and_the_licence_file_names_it() -> None:
    verdict = carried.check(ROOT)
    assert verdict.faults == ()
    told = (ROOT / "LICENSE").read_text("utf-8")
    for file in carried.files(ROOT):
        assert re.search(rf"{re.escape(file.package)} \({re.escape(file.licence)}\)", told, re.IGNORECASE), file.package


# Bill of materials


@pytest.fixture(scope="module")
def bill() -> dict:
    return json.loads(sbom.written(sbom.bill(ROOT)))


def test_the_bill_names_every_package_that_pip_says_the_atlas_runs_with(bill: dict) -> None:
    listed = {(each["name"], each["version"]) for each in bill["components"] if each["purl"].startswith("pkg:pypi/")}
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    everywhere = set(re.findall(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==([^ \\]+) \\$", lock, re.MULTILINE))
    elsewhere = {name for name, _ in re.findall(r"^([a-z0-9-]+)==(\S+) ; sys_platform == 'win32'", lock, re.MULTILINE)}
    assert len(everywhere) > 40
    assert everywhere <= listed
    assert not elsewhere & {name for name, _ in listed}


def test_the_bill_says_what_it_is_a_bill_of_and_under_which_licence_each_part_stands(bill: dict) -> None:
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["name"] == "stpdash"
    licences = {each["name"]: each["licenses"] for each in bill["components"]}
    assert licences["streamlit"] == [{"license": {"id": "Apache-2.0"}}]


def test_the_bill_names_what_the_map_carries_with_the_hash_of_each_file(bill: dict) -> None:
    npm = {each["name"]: each for each in bill["components"] if each["purl"].startswith("pkg:npm/")}
    assert {name: each["version"] for name, each in npm.items()} == {"leaflet": "1.9.4", "topojson-client": "3.1.0"}
    assert npm["leaflet"]["licenses"][0]["license"]["id"] == "BSD-2-Clause"
    for each in npm.values():
        for file in each["components"]:
            (known,) = file["hashes"]
            assert known == {
                "alg": "SHA-256",
                "content": hashlib.sha256((ROOT / file["name"]).read_bytes()).hexdigest(),
            }
    files = {file["name"] for each in npm.values() for file in each["components"]}
    assert files == {name for name in tracked(ROOT) if name.startswith(f"{SERVED}/") and name.endswith((".js", ".css"))}


def test_the_bill_says_what_needs_what(bill: dict) -> None:
    needs = {each["ref"]: set(each.get("dependsOn", [])) for each in bill["dependencies"]}
    purls = {each["name"]: each["purl"] for each in bill["components"]}
    assert {purls["streamlit"], purls["leaflet"], purls["pandera"]} <= needs["stpdash"]
    assert purls["starlette"] not in needs["stpdash"]
    assert purls["pandas"] in needs[purls["geopandas"]]
    reached, waiting = set(), {"stpdash"}
    while waiting:
        reached |= waiting
        waiting = {ref for one in waiting for ref in needs[one]} - reached
    assert set(purls.values()) - reached == set()  # nothing is locked that nothing needs


def test_the_bill_is_the_same_in_another_process_and_holds_no_clock(bill: dict) -> None:
    program = "from pathlib import Path; from audit import sbom; print(sbom.written(sbom.bill(Path())), end='')"
    elsewhere = {"PYTHONHASHSEED": "99", "TZ": "Asia/Tokyo"}
    made = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env=elsewhere, check=True, capture_output=True)
    assert made.stdout.decode() == sbom.written(sbom.bill(ROOT))
    assert "timestamp" not in bill["metadata"]
    assert "serialNumber" not in bill


def test_the_bill_is_written_as_cyclonedx_allows_it_with_a_licence_and_a_hash_for_each(tmp_path: Path) -> None:
    verdict = sbom.check(ROOT, tmp_path / "bill.json")
    assert verdict.faults == ()
    assert (tmp_path / "bill.json").read_text("utf-8") == sbom.written(sbom.bill(ROOT))


def test_a_bill_that_cyclonedx_would_not_allow_or_that_lacks_a_licence_or_a_hash_is_refused() -> None:
    bom = sbom.bill(ROOT)
    first, second = list(bom.components)[:2]
    first.licenses = []
    elsewhere = XsUri("https://pypi.org/project/second/")
    second.external_references = [ExternalReference(type=ExternalReferenceType.DISTRIBUTION, url=elsewhere)]
    bom.metadata.component.hashes = [HashType(alg=HashAlgorithm.SHA_256, content="no hash")]
    refused, *others = sbom.faults(bom)
    assert "expected what CycloneDX 1.6 allows" in refused
    assert others == [
        f"{first.name} {first.version}: found no licence, expected one",
        f"{second.name} {second.version}: found no hash, expected those of its files",
    ]


def test_a_bill_of_something_else_than_what_is_installed_is_refused(tmp_path: Path) -> None:
    for name in ("pyproject.toml", "requirements.in"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (tmp_path / "stpdash").mkdir()
    lock = (ROOT / "requirements.txt").read_text("utf-8")
    (tmp_path / "requirements.txt").write_text(re.sub(r"(?m)^folium==\S+", "folium==0.0.1", lock), "utf-8")
    with pytest.raises(ValueError, match=r"folium: found \S+ installed, expected 0\.0\.1 of requirements\.txt"):
        sbom.bill(tmp_path)
    (tmp_path / "requirements.txt").write_text(lock.replace("folium==", "no-such-package-here=="), "utf-8")
    with pytest.raises(ValueError, match="no-such-package-here: found nothing installed"):
        sbom.bill(tmp_path)


# Secrets


def test_lines_said_to_be_innocent_are_in_the_files_and_would_be_found_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = ["geodata/datapackage.json", f"{SERVED}/vendor.toml", "tests/unit/test_guard.py"]
    files += ["tests/deploy/test_plain.py", "deploy/kubernetes/ingress.yaml", "tests/site/tools/package-lock.json"]
    patterns = {pattern: [] for pattern in leaks.INNOCENT}
    for name in files:
        for line in (ROOT / name).read_text("utf-8").splitlines():
            for pattern, lines in patterns.items():
                lines += [line] if re.search(pattern, line) else []
    assert all(patterns.values())
    assert [leaks.leaks(ROOT, name) for name in files[1:]] == [[]] * 5
    monkeypatch.setattr(leaks, "INNOCENT", {"^$": "nothing"})
    assert all(leaks.leaks(ROOT, name) for name in files[1:])


# Known faults, asked of a service on loopback that speaks OSV


class Service(ThreadingHTTPServer):
    """An advisory service that knows what it is told: answers by ecosystem and name; `status` for every answer."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.known: dict[tuple[str, str], list[dict]] = {}
        self.asked: list[tuple[str, str, str]] = []
        self.status = 200

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1/query"


class _Answer(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        key = (told["package"]["ecosystem"], told["package"]["name"])
        self.server.asked.append((*key, told["version"]))
        found = self.server.known.get(key)
        body = json.dumps({"vulns": found} if found else {}).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: the test looks at what was asked."""


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))  # seconds between looks at whether to stop
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def fault(name: str, ecosystem: str, *aliases: str) -> dict:
    """A fault as OSV has it, mended in 9.9."""
    events = [{"introduced": "0"}, {"fixed": "9.9"}]
    affected = {"package": {"name": name, "ecosystem": ecosystem}, "ranges": [{"type": "ECOSYSTEM", "events": events}]}
    return {"id": "GHSA-made-upup-here", "aliases": list(aliases), "summary": "Made up", "affected": [affected]}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A repository of one package of PyPI for the program, one for its tests, and one file of npm."""
    digest = f"--hash=sha256:{'0' * 64}"
    (tmp_path / "requirements.txt").write_text(
        f"folium==0.20.0 {digest}\nwinonly==1 ; sys_platform == 'win32' {digest}\n",
        "utf-8",
    )
    (tmp_path / "requirements-dev.txt").write_text(f"ruff==0.1 {digest}\n", "utf-8")
    (tmp_path / "vendor.toml").write_bytes((ROOT / SERVED / "vendor.toml").read_bytes())
    return tmp_path


def test_every_package_of_both_lock_files_and_of_npm_is_asked_for_and_what_is_known_is_found(
    small: Path, service: Service
) -> None:
    service.known["PyPI", "folium"] = [fault("folium", "PyPI", "CVE-2026-1")]
    service.known["npm", "leaflet"] = [fault("leaflet", "npm", "CVE-2026-2")]
    explained_one = Explained("CVE-2026-2", "leaflet", "Not called.", date(2026, 11, 1), date(2027, 1, 1))
    verdict = advisories.check(small, [explained_one], TODAY, service.address)
    assert sorted(service.asked) == [
        *(("PyPI", "folium", "0.20.0"), ("PyPI", "ruff", "0.1")),
        *(("npm", "leaflet", "1.9.4"), ("npm", "topojson-client", "3.1.0")),
    ]
    (found,) = verdict.faults
    assert found.startswith("folium 0.20.0: CVE-2026-1, GHSA-made-upup-here; take 9.9")
    assert verdict.looked_at == "2 findings, 1 of them explained"


def test_a_service_that_cannot_be_reached_is_never_called_clean(small: Path, service: Service) -> None:
    nobody = service.address.replace(str(service.server_port), "1")  # the port of a service nobody has run for decades
    with pytest.raises(NoAnswerError, match=r"requirements\.txt: pip-audit came to no end: .*ConnectionError"):
        advisories.of_lock(small / "requirements.txt", nobody)
    with pytest.raises(NoAnswerError, match=r"leaflet 1\.9\.4 \(npm\): ConnectionError"):
        advisories.of_npm("leaflet", "1.9.4", nobody)
    service.status = 503
    with pytest.raises(NoAnswerError, match=r"leaflet 1\.9\.4 \(npm\): HTTPError"):
        advisories.of_npm("leaflet", "1.9.4", service.address)


def test_a_package_that_the_auditor_passes_over_is_missed(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def quiet(*_: object, **__: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 0, '{"dependencies": [{"name": "folium", "skip_reason": "gone"}]}', "")

    monkeypatch.setattr(subprocess, "run", quiet)
    with pytest.raises(NoAnswerError, match=r"no answer about 1 packages: folium"):
        advisories.of_lock(small / "requirements.txt")


def test_what_is_explained_in_this_repository_has_not_run_out_and_is_of_a_package_it_has() -> None:
    entries = explained.read((ROOT / "audit" / "explained.toml").read_text("utf-8"))
    names = {pin.name for lock in pins.LOCKS for pin in pins.pins((ROOT / lock).read_text("utf-8"))}
    names |= {file.package for file in carried.files(ROOT)}
    assert {entry.package for entry in entries} <= names
    assert list(explained.faults(entries, max(entry.decided for entry in entries))) == []
