"""Addresses that nobody's link holds: each must be answered with a plain sentence and with nobody's numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from soak import servers
from soak.measure import TROUBLE
from soak.servers import Server
from soak.verdict import Figure, every, none
from soak.visitor import Visitor, connected, fetched, how_it_ended

NO_AREA, UNKNOWN = "There is no area called", "not known here"
NOTHING, LEFT_OUT, NO_DAY = "means nothing here", "It is left out", "is no day"
CASES = (
    ("/area", "area=999999", NO_AREA),
    ("/area", "area=-1", NO_AREA),
    ("/area", "area=1e309", NO_AREA),
    ("/area", "area=" + "9" * 400, NO_AREA),
    ("/area", "area=%3Cscript%3Ealert(1)%3C/script%3E", NO_AREA),
    ("/", "area=%24%7B7*7%7D", NO_AREA),
    ("/area", "area=%00", NO_AREA),
    ("/area", "area=8%00", NO_AREA),
    ("/area", "area=..%2F..%2Fetc%2Fpasswd", NO_AREA),
    ("/money", "measure=nope&year=1066/67", UNKNOWN),
    ("/", "date=2016-02-31", NO_DAY),
    ("/compare", "areas=" + "-".join(map(str, range(3000))), LEFT_OUT),
    ("/changes", "kind=%27%20OR%201%3D1", UNKNOWN),
    ("/dates", "date=%FF%FE", NO_DAY),
    ("/pool", "groups=%7B%22%24gt%22%3A0%7D", NOTHING),
    ("/area", "%%%&&&==", NOTHING),
)
"""Path, query, and what the sentence must say."""
TWICE, ONCE = "area=12&area=8&area=12", "area=12"
ENDLESS = "area=" + "8" * 100_000
_AREA = "atlas-card"
_RAN = re.compile(r"<script|\b49\b.{0,20}called|Traceback|\.py\b", re.IGNORECASE)


@dataclass(frozen=True)
class Queries:
    """What was wrong with the answers to junk, in words; whether a doubled and an endless query fared as they must."""

    wrong: list[str]
    twice_as_once: bool
    endless_refused: bool

    def figures(self) -> list[Figure]:
        """All answered plainly."""
        return [
            none(f"of {len(CASES)} junk queries answered wrongly", self.wrong),
            every("an area named twice is that area", int(self.twice_as_once), 1),
            every("100 kB are refused", int(self.endless_refused), 1),
        ]


async def queries() -> Queries:
    """Ask every case of a server: its first HTML, and the page in a session."""
    with servers.serving() as server:
        wrong = [fault for case in CASES if (fault := await _fault(server, *case))]
        return Queries(wrong, await _alike(server), await _refused(server))


async def _fault(server: Server, path: str, query: str, sentence: str) -> str:
    """What is wrong with the answer to a query; blank where nothing is."""
    place = f"{path}?{query[:40]}"
    try:
        async with Visitor(server.address, path, query) as reader:
            told = reader.words()
            failed = reader.failed()
    except TROUBLE as trouble:
        return f"{place}: {trouble!r}"
    return fault_of(place, told, failed, sentence)


def fault_of(place: str, told: str, failed: bool, sentence: str) -> str:
    """What is wrong with what a page tells of a junk query; blank where nothing is.

    >>> fault_of("/area?area=x", "There is no area called “x”.", False, "There is no area called")
    ''
    """
    if failed:
        return f"{place}: an error"
    if sentence not in told:
        return f"{place}: does not say {sentence!r}"
    if sentence == NO_AREA and _AREA in told:
        return f"{place}: shows an area"
    return f"{place}: tells too much" if _RAN.search(told) else ""


async def _alike(server: Server) -> bool:
    """Whether an area named twice, with another between, is the one that was named last, whole."""
    async with Visitor(server.address, "/area", TWICE) as twice, Visitor(server.address, "/area", ONCE) as once:
        return twice.words() == once.words() and not once.failed()


async def _refused(server: Server) -> bool:
    """Whether a query of 100 kB is refused, as an address and in a session."""
    status, _headers, _body = await fetched(server.address, f"/area?{ENDLESS}")
    reader = Visitor(server.address, "/area", ENDLESS)
    session = await connected(server.address)
    await session.send(reader.request().SerializeToString())
    return status in {400, 414, 431} and await how_it_ended(session, 5) is not None
