"""What is known against the packages: asked of an advisory service that speaks OSV. No answer is never a clean one.

Python's packages are asked for by pip-audit, strictly; those carried from npm in the same way, without it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import requests

from audit import carried, explained, pins
from audit.explained import Explained
from audit.verdict import Verdict

SERVICE = "https://api.osv.dev/v1/query"
WAIT_S = 15
"""How long an answer about one package may take."""


class NoAnswerError(Exception):
    """The service could not be asked, or did not answer for every package."""


@dataclass(frozen=True)
class Finding:
    """One known fault of one package, with every name it goes by."""

    package: str
    version: str
    names: frozenset[str]
    mended_in: tuple[str, ...] = ()

    def is_explained(self, entries: Iterable[Explained]) -> bool:
        """Whether one of the explanations is of this fault of this package."""
        return any(entry.package == self.package and entry.id in self.names for entry in entries)

    def __str__(self) -> str:
        mended = f"take {' or '.join(self.mended_in)} (make lock)" if self.mended_in else "no mended version is known"
        known = ", ".join(sorted(self.names))
        return f"{self.package} {self.version}: {known}; {mended}, or explain it in audit/explained.toml"


def of_lock(lock: Path, service: str = SERVICE) -> list[Finding]:
    """What is known against the packages that a lock file has on this platform.

    Raises NoAnswerError unless every one of them was answered for.
    """
    asked = [sys.executable, "-m", "pip_audit", "--strict", "--disable-pip", "--require-hashes", "-r", str(lock)]
    asked += ["-s", "osv", "--osv-url", service, "--timeout", str(WAIT_S)]
    asked += ["-f", "json", "--aliases", "on", "--progress-spinner", "off"]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        said = done.stderr.strip().splitlines() or [f"nothing, and exit code {done.returncode}"]
        raise NoAnswerError(f"{lock.name}: pip-audit came to no end: {said[-1]}") from None
    answered = {package["name"] for package in told if "vulns" in package}
    wanted = {pin.name for pin in pins.pins(lock.read_text("utf-8")) if pin.here}
    if silent := sorted(wanted - answered):
        raise NoAnswerError(f"{lock.name}: no answer about {len(silent)} packages: {', '.join(silent)[:200]}")
    return [
        Finding(
            each["name"], each["version"], frozenset({fault["id"], *fault["aliases"]}), tuple(fault["fix_versions"])
        )
        for each in told
        for fault in each["vulns"]
    ]


def of_npm(package: str, version: str, service: str = SERVICE) -> list[Finding]:
    """What is known against a package of npm. Raises NoAnswerError when the service does not answer in OSV's way."""
    asked = json.dumps({"package": {"name": package, "ecosystem": "npm"}, "version": version})
    try:
        answer = requests.post(service, data=asked, timeout=WAIT_S)
        answer.raise_for_status()
        told = answer.json().get("vulns", [])
    except (requests.RequestException, ValueError, AttributeError) as error:
        raise NoAnswerError(f"{package} {version} (npm): {type(error).__name__}") from None
    return [Finding(package, version, frozenset({fault["id"], *fault.get("aliases", [])})) for fault in told]


def check(root: Path, entries: list[Explained], today: date, service: str = SERVICE) -> Verdict:
    """Whether nothing is known against what the atlas is made of, but what is explained and has not run out."""
    found: list[Finding] = []
    unanswered: list[str] = []
    for ask in _questions(root, service):
        try:
            found += ask()
        except NoAnswerError as error:
            unanswered.append(f"found no answer from {service}, expected one for every package: {error}")
    return judged(found, unanswered, entries, today)


def judged(found: list[Finding], unanswered: list[str], entries: list[Explained], today: date) -> Verdict:
    """The verdict on what was found, on what nobody answered for, and on what is explained."""
    faults = [str(each) for each in found if not each.is_explained(entries)]
    faults += explained.faults(entries, today)
    faults += unanswered
    looked_at = f"{len(found)} findings, {sum(each.is_explained(entries) for each in found)} of them explained"
    if unanswered:
        looked_at = f"not everything was answered for; {looked_at}"
        faults.append("Nothing can be said of known faults. Run it where the service can be reached, or name a mirror")
    return Verdict("advisories", looked_at, tuple(faults))


def _questions(root: Path, service: str) -> Iterator[Callable[[], list[Finding]]]:
    for name in pins.LOCKS:
        yield partial(of_lock, root / name, service)
    for package, version in sorted({(file.package, file.version) for file in carried.files(root)}):
        yield partial(of_npm, package, version, service)
