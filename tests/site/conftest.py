"""The plain edition, built once for a whole run of tests, whichever worker asks first."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from filelock import FileLock
from playwright.sync_api import Browser

from stpdash.site import edition as editions
from stpdash.site.frame import Where
from tests.site.reader import Reader
from tests.site.serving import served

ADDRESS, LIVE = "https://plain.example/atlas/", "https://atlas.example/"


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the edition as it is written for a public site beside a live atlas. Nobody may write into it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # each worker has a folder of its own in that of the run
    folder = shared / "edition"
    with FileLock(shared / "edition.lock"):
        if not folder.exists():  # it is written aside and swapped in whole
            editions.write(folder, Where.of(ADDRESS, LIVE))
    return folder


@pytest.fixture(scope="session")
def files(edition: Path) -> frozenset[str]:
    """Every file of the edition by its name from the root."""
    return frozenset(path.relative_to(edition).as_posix() for path in edition.rglob("*") if path.is_file())


@pytest.fixture(scope="session")
def pages(files: frozenset[str]) -> tuple[str, ...]:
    """The pages, without the stand-alone maps, which are files to take away."""
    return tuple(sorted(name for name in files if name.endswith(".html") and "take" not in name.split("/")))


@pytest.fixture(scope="session")
def address(edition: Path) -> Iterator[str]:
    """Where the edition is served, with the policy of the public site, under the path it was written for."""
    with served(edition, urlsplit(ADDRESS).path) as where:
        yield where


@pytest.fixture(scope="module")
def scripted(browser: Browser, address: str) -> Iterator[Reader]:
    """A reader whose browser runs scripts."""
    with Reader(browser, address, scripts=True) as reader:
        yield reader


@pytest.fixture(scope="module")
def scriptless(browser: Browser, address: str) -> Iterator[Reader]:
    """A reader whose browser runs none."""
    with Reader(browser, address, scripts=False) as reader:
        yield reader
