"""Who comes to a replica, back to it or first of all: they keep nobody waiting, and need not wait."""

from __future__ import annotations

from functools import partial
from unittest.mock import AsyncMock, Mock

import pytest
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.session_manager import SessionClient
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from stpdash.guard.health import Health
from stpdash.ui import atlas, server
from tests.apart import run
from tests.server.conftest import ROOT


async def _comes_back() -> AppSession:
    browser = Mock(spec=SessionClient)
    script = ScriptData(str(ROOT / "app.py"))
    sessions = WebsocketSessionManager(
        MemorySessionStorage(), MemoryUploadedFileManager("/nowhere"), ScriptCache(), lambda: None
    )
    first = sessions.connect_session(browser, script, {})
    sessions.disconnect_session(first)
    again = sessions.connect_session(browser, script, {}, existing_session_id=first)
    assert again == first, "else this would be a new session, which watches nothing by the configuration alone"
    session = sessions.get_session_info(again)
    assert session
    return session.session


def test_it_looks_for_no_file_of_the_program() -> None:
    """Streamlit would go through every module there is after its next run, and answer nobody meanwhile."""
    server.settings()
    session: AppSession = run(_comes_back())
    assert session._local_sources_watcher is None


async def _started(health: Mock) -> None:
    async with server._checked_start(health, Mock()):
        pass


def test_what_a_crowd_asks_for_first_is_made_before_the_port_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    """And before all that is there is put out of the garbage collector's way."""
    done: list[str] = []
    for name in ("warm", "settle"):
        monkeypatch.setattr(atlas, name, partial(done.append, name))
    run(_started(Mock(spec=Health, first_wrong=AsyncMock(side_effect=lambda: done.append("looked")))))
    assert done[:2] == ["warm", "settle"]
