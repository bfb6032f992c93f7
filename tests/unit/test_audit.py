"""The audit's own rules, on made-up files: each finds what it is for, and says where and what to do."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from datetime import date
from pathlib import Path

import pytest

from audit import carried, explained, leaks, pins
from audit.advisories import Finding, judged
from audit.explained import Explained
from audit.verdict import Verdict

ONE, TWO = "a" * 64, "b" * 64
WHOLE = f"""\
# written by a tool
-c requirements.txt
Foo_Bar==1.2.3 \\
    --hash=sha256:{ONE} \\
    --hash=sha256:{TWO}
    # via something
winonly==2.0 ; sys_platform == 'win32' \\
    --hash=sha256:{ONE}
"""
DECIDED = date(2026, 1, 1)


def test_a_lock_file_is_read_with_versions_hashes_and_platforms() -> None:
    first, second = pins.pins(WHOLE)
    assert (first.name, first.version, first.hashes) == ("foo-bar", "1.2.3", (f"sha256:{ONE}", f"sha256:{TWO}"))
    assert (first.here, second.name, second.here) == (True, "winonly", False)
    assert list(pins.faults("a.txt", WHOLE)) == []


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("foo==1.0", "foo: found 0 hashes"),
        ("foo==1.0 --hash=md5:abc", "foo: found 1 hashes, expected sha256"),
        (f"foo==1.0 --hash=sha256:{ONE} --hash=sha256:short", "foo: found 2 hashes, expected sha256"),
        (f"foo>=1.0 --hash=sha256:{ONE}", "found “foo>=1.0”, expected name==version"),
        (f"foo==1.* --hash=sha256:{ONE}", "expected name==version"),
        (f"foo --hash=sha256:{ONE}", "expected name==version"),
        (f"foo==1.0,!=1.1 --hash=sha256:{ONE}", "expected name==version"),
        (f"foo @ https://example.org/foo.whl --hash=sha256:{ONE}", "found an address"),
        ("--index-url https://example.org/simple", "found an address"),
        ("--extra-index-url=//example.org", "found an address"),
        ("--find-links wheels", "found an address"),
        ("-e .", "found an address"),
        ("./foo.whl", "found “./foo.whl”, expected name==version"),
    ],
)
def test_a_line_that_is_not_name_version_and_hashes_is_refused(line: str, said: str) -> None:
    found = list(pins.faults("a.txt", f"{WHOLE}{line}\n"))
    assert any(said in fault for fault in found), found
    assert all("make lock" in fault for fault in found)


def test_an_address_is_found_on_its_line() -> None:
    address, _ = pins.faults("a.txt", f"foo==1 --hash=sha256:{ONE}\n--find-links here\n")
    assert address.startswith("a.txt, line 2:")


def test_an_empty_lock_file_is_no_good_one() -> None:
    assert pins.check({"a.txt": WHOLE}, {}).faults == ()
    assert pins.check({"a.txt": "# nothing\n"}, {}).faults == ("a.txt: found no package, expected some",)


@pytest.mark.parametrize(
    "line",
    [
        "pip install foo",
        "\t@.venv/bin/pip install -r requirements.txt",
        "RUN python3 -m pip --quiet install --require-hashes -r requirements.txt",
        "RUN pip3 install --only-binary :all: -r requirements.txt",
        "RUN uv pip install --require-hashes -r requirements.txt",
        "RUN pip --quiet \\\n    install -r requirements.txt",
        "uv run app.py",
        "pipx run tool",
    ],
)
def test_an_installation_without_hashes_or_with_code_run_to_build_is_found(line: str) -> None:
    (fault,) = pins.unlocked_installs("Makefile", line)
    assert "--require-hashes and --only-binary :all:" in fault or " in it as well" in fault


@pytest.mark.parametrize(
    "line",
    [
        "pip install --require-hashes --only-binary :all: -r requirements.txt",
        "RUN pip install --require-hashes \\\n    --only-binary :all: -r requirements.txt",
        "# pip install foo",
        "apt-get install -y nginx",
        "uv pip compile requirements.in -o requirements.txt",
    ],
)
def test_an_installation_by_hashes_alone_and_what_installs_no_package_pass(line: str) -> None:
    assert list(pins.unlocked_installs("Makefile", line)) == []


def carry(folder: Path, sha256: str, integrity: str = "sha512-x") -> Path:
    vendor = folder / "vendor"
    vendor.mkdir()
    (vendor / "thing-1.js").write_bytes(b"let thing;\n")
    (vendor / "thing-1.LICENSE").write_text("Do as you like.", "utf-8")
    (vendor / "vendor.toml").write_text(
        '[[vendored]]\nfile = "thing-1.js"\npackage = "thing"\nversion = "1"\nlicence = "ISC"\n'
        f'licence_file = "thing-1.LICENSE"\nsha256 = "{sha256}"\npackage_integrity = "{integrity}"\n',
        "utf-8",
    )
    return vendor


THING = hashlib.sha256(b"let thing;\n").hexdigest()


def test_a_carried_file_as_recorded_passes(tmp_path: Path) -> None:
    carry(tmp_path, THING)
    verdict = carried.check(tmp_path)
    assert (verdict.looked_at, verdict.faults) == ("1 files of 1 npm packages", ())


def test_a_carried_file_that_was_altered_is_found(tmp_path: Path) -> None:
    (carry(tmp_path, THING) / "thing-1.js").write_bytes(b"let thing; steal();\n")
    (fault,) = carried.faults(tmp_path)
    assert fault.startswith("vendor/thing-1.js: found sha256 ")
    assert THING[:12] in fault


def test_a_carried_file_that_is_gone_unlisted_unlicensed_or_of_no_known_package_is_found(tmp_path: Path) -> None:
    vendor = carry(tmp_path, THING, integrity="none")
    (vendor / "thing-1.js").unlink()
    (vendor / "thing-1.LICENSE").write_text(" ", "utf-8")
    (vendor / "stray.js").write_text("", "utf-8")
    found = sorted(carried.faults(tmp_path))
    said = [
        "stray.js: found a file that",
        "found no file, expected thing 1",
        "found no hash of its",
        "found no licence",
    ]
    assert len(found) == len(said)
    assert all(words in fault for words, fault in zip(said, found, strict=True)), found


def test_nothing_carried_at_all_is_a_fault(tmp_path: Path) -> None:
    assert carried.check(tmp_path).faults == ("found no vendor.toml, expected those of the map and of the tests",)


CHANCE = hashlib.sha256(b"chance").digest()
PLANTED = {
    "an AWS key": 'key = "AKIA' + 'QYLPMN5HFIQR7XYA"\n',
    "a private key": "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIE\n",
    "a password in an address": "link = 'https://someone:" + "hunter22@example.org/'\n",
    "a GitHub token": f"token: gh{'p'}_{CHANCE.hex()[:36]}\n",
    "a password": 'password = "' + 'cOrrect-h0rse-battery"\n',
    "a random text": f'x = "{b64encode(CHANCE).decode()}"\n',
}


@pytest.mark.parametrize("line", PLANTED.values(), ids=PLANTED)
def test_a_planted_secret_is_found_on_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "app.py").write_text(f"# nothing here\n{line}", "utf-8")
    found = leaks.leaks(tmp_path, "app.py")
    assert found
    assert all(fault.startswith("app.py, line 2: found what looks like a secret") for fault in found)


@pytest.mark.parametrize("name", ["notes.md", "poetry.lock", "look.css", "swagger.json"])
def test_no_name_of_a_file_hides_a_secret(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(PLANTED["an AWS key"], "utf-8")
    assert leaks.leaks(tmp_path, name)


def test_no_comment_hides_a_secret(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(PLANTED["an AWS key"].strip() + "  # pragma: allowlist " + "secret\n", "utf-8")
    assert leaks.leaks(tmp_path, "app.py")


@pytest.mark.parametrize(
    ("line", "innocent"),
    [
        (f'sha256 = "{THING}"', True),
        (f' "fingerprint": "{THING}",', True),
        (f'sha256 = "{THING}", key = "{hashlib.sha256(b"another").hexdigest()}"', False),
        (f'secret = "{THING}"', False),
        (f'sha256 = "{THING[:40]}"', False),
    ],
)
def test_only_whole_lines_that_were_looked_at_are_innocent(tmp_path: Path, line: str, *, innocent: bool) -> None:
    (tmp_path / "a.toml").write_text(f"{line}\n", "utf-8")
    assert (leaks.leaks(tmp_path, "a.toml") == []) is innocent


def test_every_file_of_a_list_is_scanned(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.py").write_text(PLANTED["an AWS key"] if number in {0, 4} else "x = 1\n", "utf-8")
    verdict = leaks.check(tmp_path, [f"{number}.py" for number in range(5)])
    assert verdict.looked_at == "5 files"
    assert {fault.partition(",")[0] for fault in verdict.faults} == {"0.py", "4.py"}


def test_a_scan_of_no_file_is_no_clean_one(tmp_path: Path) -> None:
    assert leaks.check(tmp_path, []).faults == ("found no file to look at, expected those that git has",)


def entry(expires: date, why: str = "It is not used here.") -> Explained:
    return Explained("CVE-1", "foo", why, DECIDED, expires)


def test_an_explanation_holds_to_its_last_day_and_not_a_day_longer() -> None:
    last = date(2026, 6, 1)
    assert list(explained.faults([entry(last)], last)) == []
    (fault,) = explained.faults([entry(last)], date(2026, 6, 2))
    assert fault == (
        "audit/explained.toml, CVE-1 of foo: expired on 2026-06-01. Look at it anew, then renew or remove it"
    )


def test_an_explanation_for_more_than_half_a_year_or_without_a_reason_is_refused() -> None:
    (fault,) = explained.faults([entry(date(2026, 7, 5))], DECIDED)
    assert "found 185 days, expected at most 184" in fault
    assert list(explained.faults([entry(date(2026, 7, 4))], DECIDED)) == []
    (fault,) = explained.faults([entry(date(2026, 2, 1), why=" \n")], DECIDED)
    assert "found no reason" in fault


def test_explanations_are_read_with_every_part() -> None:
    text = '[[finding]]\nid = "CVE-1"\npackage = "foo"\nwhy = "x"\ndecided = 2026-01-01\nexpires = 2026-06-01\n'
    assert explained.read(text) == [Explained("CVE-1", "foo", "x", DECIDED, date(2026, 6, 1))]
    assert explained.read("") == []
    with pytest.raises(TypeError):
        explained.read(text + "until = 2099-01-01\n")


def test_a_finding_is_explained_by_any_of_its_names_but_for_its_package_alone() -> None:
    finding = Finding("foo", "1", frozenset({"GHSA-1", "CVE-1"}), ("1.1",))
    assert finding.is_explained([entry(date(2026, 6, 1))])
    assert not Finding("bar", "1", finding.names).is_explained([entry(date(2026, 6, 1))])
    assert not Finding("foo", "1", frozenset({"CVE-11"})).is_explained([entry(date(2026, 6, 1))])
    assert str(finding) == "foo 1: CVE-1, GHSA-1; take 1.1 (make lock), or explain it in audit/explained.toml"


def test_what_is_found_and_not_explained_or_explained_no_more_is_a_fault() -> None:
    found = [Finding("foo", "1", frozenset({"CVE-1"}))]
    entries = [entry(date(2026, 6, 1))]
    assert len(judged(found, [], [], DECIDED).faults) == 1
    assert judged(found, [], entries, DECIDED) == Verdict("advisories", "1 findings, 1 of them explained")
    (ended,) = judged(found, [], entries, date(2026, 6, 2)).faults
    assert "expired on 2026-06-01" in ended


def test_no_answer_is_a_fault_whatever_was_found() -> None:
    verdict = judged([], ["nobody answered for foo"], [], DECIDED)
    assert verdict.faults[0] == "nobody answered for foo"
    assert verdict.faults[1].startswith("Nothing can be said of known faults.")
    assert verdict.looked_at.startswith("not everything was answered for")


def test_a_verdict_says_what_was_looked_at_and_every_fault() -> None:
    assert str(Verdict("pins", "2 files")) == "ok     pins: 2 files"
    assert str(Verdict("pins", "2 files", ("one", "two"))) == "FAILED pins: 2 files\n       - one\n       - two"
