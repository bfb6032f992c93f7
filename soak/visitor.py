"""One reader without a browser: the page, the session's websocket, and what a browser would say in it.

Says what Chromium was seen to say on loading, on a click on the map, on going to another page and on coming back after
a lost connection; takes in what the server draws as Streamlit's front end does, and keeps what need not be sent again.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from time import monotonic
from types import TracebackType
from typing import Any, Self

from google.protobuf.message import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection
from websockets.protocol import State

from soak.wire import PATIENCE_SECONDS, connected, fetched, how_it_ended

__all__ = ["Run", "Visitor", "connected", "fetched", "how_it_ended"]

MAP = "stpdash_map"
_KEPT_RUNS = 2


@dataclass(frozen=True)
class Run:
    """One run of a page: seconds from asking to the server's last word, bytes and messages received."""

    seconds: float
    bytes: int
    messages: int


@dataclass
class Visitor:
    """A reader's browser at `address` (as http://127.0.0.1:8501), on the page `path` with `query` (no question mark).

    `source` is the loopback address to come from. The address moves as the server moves it.
    """

    address: str
    path: str = "/"
    query: str = ""
    source: str = "127.0.0.1"
    session: str = ""
    runs: list[Run] = field(default_factory=list)
    drawn: dict[tuple[int, ...], Message] = field(default_factory=dict)
    _socket: ClientConnection | None = None
    _pages: dict[str, str] = field(default_factory=dict)
    _here: str = ""
    _widgets: dict[str, WidgetState] = field(default_factory=dict)
    _cache: dict[str, tuple[ForwardMsg, int]] = field(default_factory=dict)

    async def __aenter__(self) -> Self:
        """The page is open and drawn for the first time."""
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """The reader leaves."""
        await self.leave()

    async def open(self) -> Run:
        """Fetch the page, open the session, have the page drawn. Raises what `connected` and `run` raise."""
        await fetched(self.address, self.target, source=self.source)
        self._socket = await connected(self.address, source=self.source)
        return await self.run()

    async def reconnect(self) -> Run:
        """Open the session again by its name, as a browser does when it was cut off, and have the view drawn."""
        await self.leave()
        self._socket = await connected(self.address, self.session, source=self.source)
        return await self.run()

    async def leave(self) -> None:
        """Close the session."""
        if self._socket:
            await self._socket.close()

    async def go(self, path: str, query: str = "") -> Run:
        """Go to another page of the atlas, as a link in its menu does."""
        self.turn_to(path, query)
        return await self.run()

    def turn_to(self, path: str, query: str = "") -> None:
        """Be about to ask for another page."""
        self.path, self.query = path, query
        self._here = self._pages[path]
        self._widgets.clear()

    async def click(self, area: str) -> Run:
        """Choose an area on the page's map by its code."""
        return await self.choose(area=area)

    async def choose(self, **what: str) -> Run:
        """Choose on the page's map: area, measure, year, date or overlay."""
        drawn = self.map()
        said = {
            "n": json.loads(drawn.json)["heard"] + 1,
            "at": f"?{self.query}" if self.query else "",
            "set": what,
            "turn": 0,
        }
        self._widgets[drawn.id] = WidgetState(id=drawn.id, json_value=json.dumps({"choice": said}))
        return await self.run()

    async def run(self) -> Run:
        """Ask for the page and take it in. Raises TimeoutError, and ConnectionClosed when the server hangs up."""
        started = monotonic()
        await self.ask()
        return await self.take_in(started)

    async def take_in(self, started: float) -> Run:
        """Take in the next run that was asked for, at that time. Raises as `run` does."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            run = await self._taken_in(started)
        self.runs.append(run)
        oldest = len(self.runs) - _KEPT_RUNS
        self._cache = {name: (kept, used) for name, (kept, used) in self._cache.items() if used >= oldest}
        return run

    async def ask(self) -> None:
        """Ask for the page and wait for nothing."""
        await self.socket.send(self.request().SerializeToString())

    def request(self) -> BackMsg:
        """What a browser says to have the page run: where it is, what was chosen, what it has already."""
        said = BackMsg()
        state = said.rerun_script
        state.query_string = self.query
        state.widget_states.widgets.extend(self._widgets.values())
        if self._here:
            state.page_script_hash = self._here
        else:
            state.page_name = self.path.strip("/")
        state.cached_message_hashes.extend(self._cache)
        state.context_info.timezone, state.context_info.locale = "UTC", "en-GB"
        state.context_info.url, state.context_info.color_scheme = f"{self.address}{self.path}", "light"
        return said

    async def _taken_in(self, started: float) -> Run:
        """Read until the run that begins after now has ended; one cut short for another counts as part of it."""
        size = count = 0
        begun = False
        while True:
            raw = await self.socket.recv()
            size, count = size + len(raw), count + 1
            told = self._known(ForwardMsg.FromString(raw))
            match told.WhichOneof("type"):
                case "new_session":
                    begun = True
                    self._arrive(told)
                case "delta":
                    self.drawn[tuple(told.metadata.delta_path)] = told.delta
                case "navigation":
                    self._here = told.navigation.page_script_hash
                    self._pages = {"/" + page.url_pathname: page.page_script_hash for page in told.navigation.app_pages}
                case "page_info_changed":
                    self.query = told.page_info_changed.query_string
                case "script_finished" if begun and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    return Run(monotonic() - started, size, count)

    def _arrive(self, told: ForwardMsg) -> None:
        self.session = told.new_session.initialize.session_id
        self.drawn.clear()

    def _known(self, told: ForwardMsg) -> ForwardMsg:
        """The message itself, where the server only names one that was sent before."""
        if told.WhichOneof("type") == "ref_hash":
            kept = ForwardMsg()
            kept.CopyFrom(self._cache[told.ref_hash][0])
            kept.metadata.CopyFrom(told.metadata)
            self._cache[told.ref_hash] = (kept, len(self.runs))
            return kept
        if told.metadata.cacheable:
            self._cache[told.hash] = (told, len(self.runs))
        return told

    def map(self) -> Any:
        """The live map as it was sent: its id and, as JSON, its description. Raises LookupError when there is none."""
        for element in self._elements():
            if element.WhichOneof("type") == "bidi_component" and element.bidi_component.component_name == MAP:
                return element.bidi_component
        raise LookupError(f"{self.target} shows no map; it says: {self.words()[:200]}")

    def areas(self) -> list[str]:
        """The codes of the areas that the map shades, in its order."""
        return list(json.loads(self.map().json)["shade"]["areas"])

    def words(self) -> str:
        """All that is written on the page, as the markup that was sent."""
        written: list[Any] = [getattr(element, element.WhichOneof("type")) for element in self._elements()]
        return "\n".join(part.body for part in written if hasattr(part, "body"))

    def failed(self) -> bool:
        """Whether the page shows an error, ours or Streamlit's."""
        return any(
            element.WhichOneof("type") == "exception"
            or (element.WhichOneof("type") == "alert" and element.alert.format == 1)
            for element in self._elements()
        )

    def _elements(self) -> list[Any]:
        return [delta.new_element for delta in self.drawn.values() if delta.WhichOneof("type") == "new_element"]

    @property
    def target(self) -> str:
        """Path and query, as a browser's address has them."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def socket(self) -> ClientConnection:
        """The session's websocket. Raises RuntimeError before it was opened."""
        if self._socket is None:
            raise RuntimeError("this visitor has no session yet; call open() first")
        return self._socket

    @property
    def here(self) -> bool:
        """Whether the session is open."""
        return self._socket is not None and self._socket.state is State.OPEN
