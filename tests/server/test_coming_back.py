"""A session that comes back to the replica that it had: it keeps nobody waiting."""

from __future__ import annotations

from unittest.mock import Mock

from streamlit.runtime.app_session import AppSession
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.session_manager import SessionClient
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from stpdash.ui import server
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
