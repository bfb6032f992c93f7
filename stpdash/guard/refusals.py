"""What who is refused gets: a status, one plain sentence, and when to come again."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import escape
from starlette.responses import Response
from starlette.types import Receive, Scope, Send


@dataclass(frozen=True)
class Refusal:
    """Why a visitor is refused: the status of the answer, the sentence, seconds until another try is of use (0: never).

    `why` is one word for the log.
    """

    status: int
    why: str
    sentence: str
    again: int = 0

    def answer(self, page: bool = False) -> Response:
        """The answer, as a page for a reader or as text for a program."""
        headers = {"Cache-Control": "no-store"}
        if self.again:
            headers["Retry-After"] = str(self.again)
        if self.status == 405:
            headers["Allow"] = "GET, HEAD"
        if not page:
            return Response(self.sentence + "\n", self.status, headers, "text/plain")
        return Response(_page(self.sentence), self.status, headers, "text/html")

    async def to_socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request for a session before it is accepted; as 403 where the server can send no other answer."""
        if "websocket.http.response" in scope.get("extensions", {}):
            await self.answer()(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008})


def _page(sentence: str) -> str:
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Please try again</title><h1>Please try again</h1><p>{escape(sentence)}</p></html>"
    )


def full(again: int) -> Refusal:
    """The replica has as many sessions as it may."""
    return Refusal(
        503, "full", f"The atlas has as many readers as it can serve. Please try again in {again} seconds.", again
    )


def busy(again: int) -> Refusal:
    """Too many files to take away are being made."""
    return Refusal(503, "busy", f"Too many files are being made just now. Please try again in {again} seconds.", again)


def crowded(again: int) -> Refusal:
    """The address has as many sessions as it may."""
    return Refusal(
        503, "crowded", f"Too many pages are open from your network. Close some, or try again in {again} seconds.",
        again,
    )  # fmt: skip


NOT_HERE = Refusal(404, "path", "There is no such file here.")
READ_ONLY = Refusal(405, "method", "The atlas is only read: please use GET or HEAD.")
TOO_LONG = Refusal(414, "long", "The address is too long. Please go back to the map of England.")
STOPPING = Refusal(503, "stopping", "The atlas is about to stop here. Please try again in a few seconds.", 5)
SLOW = Refusal(408, "slow", "The request took too long to come. Please try again.")
UNREADABLE = Refusal(400, "unreadable", "This is no request that the atlas can read. Please use its published address.")
WRONG_HOST = Refusal(400, "host", "The atlas does not answer to this name. Please use its published address.")
WRONG_ORIGIN = Refusal(403, "origin", "A session of the atlas can be opened only by its own pages.")
