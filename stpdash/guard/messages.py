"""What is said in a session: which messages of a browser are passed on, and what Streamlit shall not tell of itself."""

from __future__ import annotations

from hashlib import sha256

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from stpdash.guard.settings import Settings

PASSED_ON = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
"""What a reader's browser has to say. All else clears caches, reads the disk, takes uploads or is for developers."""
_ONCE = ("trigger_value", "string_trigger_value", "json_trigger_value", "chat_input_value")


class BrokenError(Exception):
    """A message that no page of ours sends: the session is to be closed with this code, for this reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code, self.reason = code, reason


def read(raw: bytes | None, settings: Settings) -> BackMsg | None:
    """What a browser says, where it is to be passed on; None where it is to be left unheard.

    Raises BrokenError for text, for what is no message, and for what is longer than the settings allow.
    """
    if raw is None:
        raise BrokenError(1003, "text")
    if len(raw) > settings.frame_bytes:
        raise BrokenError(1009, "frame")
    said = BackMsg()
    try:
        said.ParseFromString(raw)
    except DecodeError:
        raise BrokenError(1002, "garbage") from None
    kind = said.WhichOneof("type")
    if kind == "rerun_script":
        if len(said.rerun_script.query_string.encode()) > settings.query_bytes:
            raise BrokenError(1009, "query")
        if said.rerun_script.widget_states.ByteSize() > settings.widget_bytes:
            raise BrokenError(1009, "widgets")
    return said if kind in PASSED_ON else None


def drawn_together(earlier: BackMsg, later: BackMsg) -> BackMsg:
    """Two requests to run the page as one: all as the later has it, and the presses of buttons of both.

    A browser sends the whole state of the page each time, but that a button was pressed it says only once. Where they
    ask for different parts of the page, the whole is run.
    """
    both = BackMsg()
    both.CopyFrom(later)
    state, known = both.rerun_script, {widget.id for widget in later.rerun_script.widget_states.widgets}
    for widget in earlier.rerun_script.widget_states.widgets:
        if widget.WhichOneof("value") in _ONCE and widget.id not in known:
            state.widget_states.widgets.append(widget)
    if earlier.rerun_script.fragment_id != state.fragment_id:
        state.fragment_id = ""
    return both


def discreet(raw: bytes) -> bytes:
    """A message of Streamlit's without versions, operating system, paths and the machine's number.

    The front end reloads the page when Streamlit's version changes under it; so it gets a fingerprint in its place.
    """
    told = ForwardMsg()
    told.ParseFromString(raw)
    if told.WhichOneof("type") != "new_session":
        return raw
    session = told.new_session
    session.main_script_path = session.name
    about = session.initialize.environment_info
    about.streamlit_version = sha256(f"{about.streamlit_version} {about.python_version}".encode()).hexdigest()[:12]
    about.python_version = about.server_os = ""
    about.has_display = False
    user = session.initialize.user_info
    user.installation_id = user.installation_id_v3 = user.installation_id_v4 = ""
    return bytes(told.SerializeToString())
