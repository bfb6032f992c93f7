"""S1, S4, S5, S6, S7, S9: what a hostile session says, how much of it, and what it leaves unread."""

from __future__ import annotations

import asyncio
import socket
import time
from contextlib import suppress
from uuid import uuid4

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.protocol import State

from soak.visitor import Visitor, connected, how_it_ended
from tests.apart import run
from tests.server.conftest import Serving, wait_for

HEALTH_SECONDS = 1.0
HOSTILE = "127.0.0.66"
"""What comes from here is held for a while; readers come from elsewhere."""


async def ended(serving: Serving, *frames: bytes | str) -> int | None:
    """The code with which a session is closed that says this."""
    line = await connected(serving.address, source=HOSTILE)
    with suppress(ConnectionClosed):
        for frame in frames:
            await line.send(frame)
    code = await how_it_ended(line, 10)
    await line.close()
    return code


async def drawn(line: ClientConnection) -> None:
    """Read until a page is drawn. Raises ConnectionClosed, TimeoutError."""
    async with asyncio.timeout(30):
        while ForwardMsg.FromString(bytes(await line.recv())).WhichOneof("type") != "script_finished":
            pass


def rerun(query: str = "") -> bytes:
    said = BackMsg()
    said.rerun_script.query_string = query
    return said.SerializeToString()


@pytest.mark.parametrize("frames", [300, 1000])
def test_s01_a_burst_of_reruns_is_cut_off_and_holds_up_nobody(serving: Serving, frames: int) -> None:
    async def burst() -> tuple[int | None, float]:
        line = await connected(serving.address, source=HOSTILE)
        sending = asyncio.gather(*(line.send(rerun()) for _ in range(frames)), return_exceptions=True)
        slowest = 0.0
        closing = asyncio.ensure_future(how_it_ended(line, 20))
        while not closing.done():
            began = time.monotonic()
            await asyncio.to_thread(serving.get, "/healthz")
            slowest = max(slowest, time.monotonic() - began)
        await sending
        await line.close()
        return await closing, slowest

    code, slowest = run(burst())
    assert code == 1008
    assert slowest < HEALTH_SECONDS


def test_s01_a_reader_who_holds_a_key_down_is_never_cut_off_and_sees_the_last_word(serving: Serving) -> None:
    async def held_down() -> tuple[bool, str]:
        async with Visitor(serving.address, "/area") as reader:
            for n in range(1, 41):
                reader.query = f"area={n}"
                await reader.ask()
                await asyncio.sleep(0.03)
            await reader.go("/area", "area=12")
            return reader.here, reader.words()

    here, words = run(held_down())
    assert here
    assert "About this atlas" in words


def runs_at_once(serving: Serving, source: str) -> int:
    """How many of ten page runs that a new session asks for at once it gets by the time that a page is drawn."""

    async def asked() -> None:
        line = await connected(serving.address, source=source)
        for _ in range(10):
            await line.send(rerun())
        await drawn(line)
        await line.close()

    serving.emptied()
    run(asked())
    return int(serving.last_session()["passed"])


def test_s01_who_comes_back_after_a_flood_gets_no_burst_for_a_while_and_is_not_refused(serving: Serving) -> None:
    assert run(ended(serving, *[rerun()] * 300)) == 1008
    assert runs_at_once(serving, HOSTILE) < 4
    assert runs_at_once(serving, "127.0.0.1") > 4
    wait_for(lambda: runs_at_once(serving, HOSTILE) > 4)


@pytest.mark.parametrize("kind", ["clear_cache", "set_run_on_save", "load_git_info"])
def test_s04_what_is_for_developers_is_left_unheard(serving: Serving, kind: str) -> None:
    async def told() -> list[bytes]:
        line = await connected(serving.address)
        await line.send(BackMsg(**{kind: True}).SerializeToString())
        heard: list[bytes] = []
        try:
            async with asyncio.timeout(0.5):
                while True:
                    heard.append(bytes(await line.recv()))
        except TimeoutError:
            await line.close()
        return heard

    before = run(told())
    assert not any(b"git" in frame.lower() for frame in before)
    closed = serving.last_session()
    assert (closed["heard"], closed["passed"], closed["left_out"]) == (1, 0, 1)


def test_s04_no_place_to_upload_to_is_given_out(serving: Serving) -> None:
    said = BackMsg()
    said.file_urls_request.request_id = "1"
    said.file_urls_request.file_names.append("x")
    assert run(ended(serving, said.SerializeToString(), b"\xff\xff")) == 1002
    assert serving.last_session()["passed"] == 0


@pytest.mark.parametrize(
    ("frame", "code"),
    [("text", 1003), (b"\xff\xff\xff", 1002), (b"x" * 262_145, 1009), (rerun("x" * 16_385), 1009)],
    ids=["text", "garbage", "oversize", "a query of 16 kB"],
)
def test_s05_what_no_page_sends_closes_the_session(serving: Serving, frame: bytes | str, code: int) -> None:
    before = serving.memory()
    assert run(ended(serving, frame)) == code
    assert serving.memory() - before < 30_000_000


def test_s05_an_oversize_frame_is_refused_before_it_is_held_in_memory(serving: Serving) -> None:
    """By the listener, at its head; the guard behind it, which would have counted it, never gets it."""
    serving.emptied()
    assert run(ended(serving, b"x" * 262_145)) == 1009
    assert serving.last_session()["heard"] == 0


def test_s05_a_chooser_that_holds_a_book_closes_the_session(serving: Serving) -> None:
    said = BackMsg()
    for n in range(10):
        said.rerun_script.widget_states.widgets.add(id=str(n), string_value="x" * 7000)
    assert run(ended(serving, said.SerializeToString())) == 1009


def test_s06_a_full_replica_says_when_to_come_again_and_serves_those_who_are_in(serving: Serving) -> None:
    serving.emptied()

    async def flood() -> tuple[list[ClientConnection], list[InvalidStatus]]:
        opened: list[ClientConnection] = []
        refused: list[InvalidStatus] = []
        for n in range(20):
            try:
                opened.append(await connected(serving.address, source=f"127.0.0.{1 + n % 2}"))
            except InvalidStatus as error:
                refused.append(error)
        assert (await asyncio.to_thread(serving.get, "/healthz"))[0] == 200
        status, headers, page = await asyncio.to_thread(serving.get, "/area?area=12")
        assert (status, headers["retry-after"]) == (503, "7")
        assert b"<p>The atlas has as many readers as it can serve." in page
        for line in opened:
            await line.close()
        return opened, refused

    opened, refused = run(flood())
    assert (len(opened), len(refused)) == (12, 8)
    for error in refused:
        assert error.response.status_code == 503
        assert error.response.headers["Retry-After"] == "7"
        assert (error.response.body or b"").startswith(b"The atlas has as many readers")
    wait_for(lambda: serving.get("/")[0] == 200)


def test_s06_one_address_cannot_take_every_place(serving: Serving) -> None:
    serving.emptied()

    async def flood() -> None:
        opened = [await connected(serving.address) for _ in range(9)]
        with pytest.raises(InvalidStatus) as told:
            await connected(serving.address)
        assert told.value.response.status_code == 503
        other = await connected(serving.address, source="127.0.0.9")
        for line in (*opened, other):
            await line.close()

    run(flood())


def test_s06_who_opens_a_session_and_asks_for_nothing_loses_it(serving: Serving) -> None:
    assert run(ended(serving)) == 1008


def test_an_idle_reader_whose_replica_was_lost_stays_and_goes_on_where_a_stranger_is_sent_away(
    serving: Serving,
) -> None:
    """Chromium names its old session to the new server, which does not know it, and says nothing until a click."""

    async def come_back() -> int | None:
        reader = await connected(serving.address, "0f8fad5b-d9cb-469f-a165-70867728950e")
        stranger = await connected(serving.address)  # came later and is sent away: by then the reader would have been
        code = await how_it_ended(stranger, 10)
        await reader.send(rerun("area=12"))
        await drawn(reader)
        await reader.close()
        return code

    assert run(come_back()) == 1008


def test_s06_sessions_made_up_to_have_been_lost_keep_no_reader_out(serving: Serving) -> None:
    """Twelve fill the replica; from the time at which a stranger would have been sent away they give way."""
    serving.emptied()

    async def made_up() -> tuple[int | None, list[bool], int]:
        lines = [await connected(serving.address, str(uuid4()), source=f"127.0.0.{1 + n % 2}") for n in range(12)]
        async with asyncio.timeout(10):
            while (await asyncio.to_thread(serving.get, "/area"))[0] == 503:
                await asyncio.sleep(0.1)
        async with Visitor(serving.address, "/sources") as reader:
            pushed_out = await how_it_ended(lines[0], 10)
            with pytest.raises(InvalidStatus) as refused:
                await connected(serving.address, str(uuid4()), source="127.0.0.3")
            here = [reader.here, *(line.state is State.OPEN for line in lines[1:])]
        for line in lines:
            await line.close()
        return pushed_out, here, refused.value.response.status_code

    assert run(made_up()) == (1013, [True] * 12, 503)
    serving.emptied()
    assert [row["code"] for row in serving.lines if row.get("why") == "gave way"] == [1013]


def test_s07_who_leaves_answers_unread_is_dropped(serving: Serving) -> None:
    serving.emptied()
    memory, known = serving.memory(), len(serving.lines)

    async def unread() -> None:
        with socket.create_connection(("127.0.0.1", serving.port)) as narrow:
            narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line = await connected(serving.address, sock=narrow)
            assert serving.kept(narrow.getsockname()[1]) == ["01"]  # it stands
            line.transport.pause_reading()
            async with asyncio.timeout(30):
                while serving.open_sessions():
                    await line.send(rerun("area=12"))
                    await asyncio.sleep(0.1)
            port = narrow.getsockname()[1]
            await asyncio.to_thread(wait_for, lambda: not serving.kept(port), 30)  # the kernel keeps nothing either
            line.transport.resume_reading()
            await line.close()

    run(unread())
    assert [row["why"] for row in serving.lines[known:] if row["what"] == "session closed"] == ["lost"]
    assert serving.memory() - memory < 60_000_000


JUNK = {
    "area=E99999999": "There is no area called “E99999999”",
    "area=%3Cb%3Ex%3C/b%3E": "There is no area called “&lt;b&gt;x&lt;/b&gt;”",
    "area=<b>x</b>": "There is no area called “&lt;b&gt;x&lt;/b&gt;”",
    "area=${1}": "There is no area called “${1}”",
    "area=%00": "There is no area called",
    "area=" + "9" * 400: "There is no area called",
    "x" * 9000: "which means nothing here",
}


def test_s09_junk_in_an_address_is_answered_plainly_and_with_nobody_elses_numbers(serving: Serving) -> None:
    async def asked() -> None:
        async with Visitor(serving.address, "/area", "area=12") as reader:
            assert "Find an area" not in reader.words()
            for junk, answer in JUNK.items():
                await reader.go("/area", junk)
                assert answer in reader.words(), junk
                assert "Find an area" in reader.words(), junk
                assert not reader.failed(), junk

    run(asked())
