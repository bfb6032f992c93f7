"""A coroutine run to its end in a thread of its own: where Chromium has been used, this one has a loop already."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any


def run(doing: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine comes to."""
    return called(lambda: asyncio.run(doing))


def called(what: Callable[[], Any]) -> Any:
    """What a function gives that runs coroutines itself."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(what).result()
