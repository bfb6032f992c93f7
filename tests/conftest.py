"""What all tests share: the one Chromium of a test process, for Playwright's own loop allows no second beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import FLAGS, chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium that reaches no other machine."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield launched
        launched.close()
