"""The guard's rules, with made-up requests."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import fields
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from stpdash.guard import holds, messages, policy, record, refusals, settings, visitor
from stpdash.guard.doors import Doors, Plan
from stpdash.guard.health import Health
from stpdash.guard.holds import Holds
from stpdash.guard.pace import Bucket
from stpdash.guard.sessions import Register
from stpdash.guard.settings import SettingError, Settings
from stpdash.guard.talk import Talk, Terms
from tests.apart import run

ROOT = Path(__file__).parents[2]
PROXY = (ip_network("10.0.0.0/8"),)
STRANGER = Terms()


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def request(peer: str = "192.0.2.7", scheme: str = "http", **headers: str) -> dict[str, Any]:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {"type": "http", "scheme": scheme, "client": (peer, 1), "headers": raw}


# ---- settings


def test_every_setting_is_in_the_document_with_its_default_and_what_it_does() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", (ROOT / "docs" / "settings.md").read_text("utf-8"), re.MULTILINE
    )
    assert rows == [
        (settings.variable(known.name), settings.written(known.default), known.metadata["told"])
        for known in fields(Settings)
    ]


def test_a_setting_is_read_as_what_it_is() -> None:
    read = settings.read(
        {
            "STPDASH_SESSIONS": "40", "STPDASH_RERUNS_PER_SECOND": "2.5", "STPDASH_LOG_ADDRESSES": "yes",
            "STPDASH_TRUSTED_PROXIES": "10.0.0.0/8, 2001:db8::/32", "STPDASH_HOSTS": "Atlas.example.org",
            "STPDASH_PUBLIC_ORIGINS": "https://atlas.example.org https://b.example:8443", "STPDASH_PLAIN": "/plain/",
            "STPDASH_CONTACT": "Atlas@example.org",
        }
    )  # fmt: skip
    assert (read.sessions, read.reruns_per_second, read.log_addresses, read.plain) == (40, 2.5, True, "/plain/")
    assert read.trusted_proxies == (ip_network("10.0.0.0/8"), ip_network("2001:db8::/32"))
    assert read.hosts == ("atlas.example.org",)
    assert read.contact == "Atlas@example.org"
    assert read.public_origins == ("https://atlas.example.org", "https://b.example:8443")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("STPDASH_SESSIONS", "0", "a whole number of at least 1"),
        ("STPDASH_SESSIONS", "1e3", "a whole number of at least 1"),
        ("STPDASH_SESSIONS", "-5", "a whole number of at least 1"),
        ("STPDASH_SESSIONS", "", "a whole number of at least 1"),
        ("STPDASH_SESSIONS", "٣", "a whole number of at least 1"),
        ("STPDASH_RERUNS_PER_SECOND", "nan", "a number of at least 0.1"),
        ("STPDASH_FRAME_BYTES", "12", "a whole number of at least 1024"),
        ("STPDASH_LOG_ADDRESSES", "maybe", "yes or no"),
        ("STPDASH_TRUSTED_PROXIES", "10.0.0.1/8", "a network such as 10.0.0.0/8"),
        ("STPDASH_TRUSTED_PROXIES", "nginx", "a network such as 10.0.0.0/8"),
        ("STPDASH_PUBLIC_ORIGINS", "atlas.example.org", "an origin without a path"),
        ("STPDASH_PUBLIC_ORIGINS", "https://atlas.example.org/", "an origin without a path"),
        ("STPDASH_PUBLIC_ORIGINS", "*", "an origin without a path"),
        ("STPDASH_HOSTS", "https://atlas.example.org", "a host's name without scheme"),
        ("STPDASH_PLAIN", "javascript:alert(1)", "an address that ends in a slash"),
        ("STPDASH_PLAIN", "//evil.example/", "an address that ends in a slash"),
        ("STPDASH_CONTACT", "the web team", "an address such as atlas@example.org or https://example.org/contact"),
    ],
)
def test_a_wrong_setting_is_named_with_what_was_found_and_expected(name: str, value: str, expected: str) -> None:
    with pytest.raises(SettingError, match=re.escape(f"{name}: found {value!r}, expected {expected}")):
        settings.read({name: value})


def test_the_defaults_leave_room_for_500_open_sessions() -> None:
    assert Settings().sessions >= 500


# ---- pace


def test_a_bucket_lets_a_burst_through_then_so_many_a_second() -> None:
    clock = Clock()
    bucket = Bucket(3, 2.0, clock)
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]
    assert bucket.wait() == 0.5
    clock.at = 0.5
    assert [bucket.take() for _ in range(2)] == [True, False]
    clock.at = 1000.0
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]


def test_a_bucket_that_begins_empty_fills_at_its_rate_up_to_its_burst() -> None:
    clock = Clock()
    bucket = Bucket(3, 2.0, clock, empty=True)
    assert bucket.wait() == 0.5
    clock.at = 0.5
    assert [bucket.take() for _ in range(2)] == [True, False]
    clock.at = 1000.0
    assert [bucket.take() for _ in range(4)] == [True, True, True, False]


def test_an_address_is_held_for_its_time_after_the_last_abuse() -> None:
    clock = Clock()
    held = Holds(60.0, clock)
    held.begin("a")
    clock.at = 30.0
    held.begin("b")
    clock.at = 40.0
    held.begin("a")
    told = {}
    for clock.at in (89.9, 90.0, 99.9, 100.0):
        told[clock.at] = [address for address in "abc" if held.on(address)]
    assert told == {89.9: ["a", "b"], 90.0: ["a"], 99.9: ["a"], 100.0: []}
    assert not held.since, "what is over is forgotten"


def test_no_address_is_held_where_the_setting_says_so() -> None:
    held = Holds(0, Clock())
    held.begin("a")
    assert not held.on("a")


def test_more_addresses_than_there_is_room_for_push_out_those_held_longest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holds, "_MOST", 3)
    held = Holds(60.0, Clock())
    for address in "abcad":
        held.begin(address)
    assert [address for address in "abcd" if held.on(address)] == ["a", "c", "d"]


# ---- who is asking


@pytest.mark.parametrize(
    ("peer", "forwarded", "believed"),
    [
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        ("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "junk", "junk"),
        ("10.0.0.1", "", "10.0.0.1"),
    ],
)
def test_only_a_proxy_of_ours_is_believed_and_no_hop_left_of_the_first_stranger(
    peer: str, forwarded: str, believed: str
) -> None:
    assert visitor.address(request(peer, x_forwarded_for=forwarded), PROXY) == believed


def test_tls_is_believed_of_a_proxy_of_ours_alone() -> None:
    assert visitor.secure(request("10.0.0.1", x_forwarded_proto="https"), PROXY)
    assert visitor.secure(request(scheme="https"), PROXY)
    assert not visitor.secure(request("192.0.2.7", x_forwarded_proto="https"), PROXY)
    assert not visitor.secure(request("10.0.0.1", x_forwarded_proto="http"), PROXY)


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("atlas.example.org", True),
        ("ATLAS.example.org.:8080", True),
        ("evil.example", False),
        ("", False),
        ("[", False),
    ],
)
def test_the_atlas_answers_to_its_own_names_where_they_are_set(host: str, known: bool) -> None:
    named = Settings(hosts=("atlas.example.org",))
    assert visitor.host_known(request(host=host), named) is known


def test_a_request_that_names_no_host_or_two_is_not_answered() -> None:
    assert not visitor.host_known(request(), Settings())
    twice = request(host="a.example")
    twice["headers"] *= 2
    assert not visitor.host_known(twice, Settings())


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://atlas.example.org", True), ("HTTPS://Atlas.example.org", True), ("https://other.example", True),
        ("https://atlas.example.org.evil.example", False), ("https://atlas.example.org:1", False), ("null", False),
        ("//atlas.example.org", False), ("https://[", False), ("", False),
    ],
)  # fmt: skip
def test_a_session_is_for_pages_of_the_host_asked_or_of_a_published_origin(origin: str, allowed: bool) -> None:
    asked = request(host="atlas.example.org", origin=origin)
    assert visitor.origin_allowed(asked, Settings(public_origins=("https://other.example",))) is allowed


def test_a_script_that_names_no_origin_comes_in_only_where_that_is_set() -> None:
    assert not visitor.origin_allowed(request(host="a.example"), Settings())
    assert visitor.origin_allowed(request(host="a.example"), Settings(origin_required=False))


@pytest.mark.parametrize(
    ("subprotocols", "back"),
    [
        (["streamlit", "x", "0f8fad5b-d9cb-469f-a165-70867728950e"], True),
        (["streamlit", "x", "0f8fad5b-d9cb-469f-a165-70867728950e", "x"], False),
        (["streamlit", "0f8fad5b-d9cb-469f-a165-70867728950e"], False),
        (["streamlit", "x", "0f8fad5b-d9cb-469f-a165-70867728950e0"], False),
        (["streamlit", "x", "yesterday"], False), (["streamlit", "x"], False), ([], False),
    ],
)  # fmt: skip
def test_a_reader_comes_back_who_names_an_earlier_session_where_browsers_do(
    subprotocols: list[str], back: bool
) -> None:
    assert visitor.returned({"type": "websocket", "subprotocols": subprotocols}) is back


# ---- headers


def test_the_policy_holds_the_hash_of_the_script_in_the_page() -> None:
    # printf 'let a = 1' | openssl dgst -sha256 -binary | base64
    assert "'sha256-LAfYd7pbFUgwfQu8b4q135PeTG2z+/coPEUYCd74eCQ='" in policy.of_page(b"<script>let a = 1</script>")


def test_what_software_answered_is_not_said_and_a_header_stands_once() -> None:
    raw = [(b"server", b"uvicorn"), (b"x-frame-options", b"ALLOWALL"), (b"content-type", b"text/html")]
    names = [name for name, _ in policy.dressed(200, raw, lambda: "ours", 9)]
    headers = dict(policy.dressed(200, raw, lambda: "ours", 9))
    assert b"server" not in headers
    assert len(names) == len(set(names))
    assert headers[b"x-frame-options"] == b"DENY"
    assert headers[b"content-security-policy"] == b"ours"
    assert headers[b"strict-transport-security"] == b"max-age=9"


@pytest.mark.parametrize(
    ("status", "kind", "kept", "found"),
    [
        (200, "text/html; charset=utf-8", "no-cache", "private, no-cache"),
        (404, "text/html; charset=utf-8", None, "private, no-cache"),
        (503, "text/html; charset=utf-8", "no-store", "no-store"),
        (304, None, "no-cache", "private, no-cache"),
        (304, None, "public, max-age=31536000, immutable", "public, max-age=31536000, immutable"),
        (304, None, None, None),
        (200, "text/csv", "no-cache", "no-cache"),
        (200, "text/plain", None, None),
    ],
)
def test_a_page_is_kept_by_its_reader_alone_and_all_else_as_it_says(
    status: int, kind: str | None, kept: str | None, found: str | None
) -> None:
    raw = [(b"content-type", kind.encode())] if kind else []
    raw += [(b"cache-control", kept.encode())] if kept else []
    told = [value for name, value in policy.dressed(status, raw, lambda: "ours", 0) if name == b"cache-control"]
    assert told == ([found.encode()] if found else [])


# ---- what is said


def asked(query: str = "", fragment: str = "", **pressed: bool) -> BackMsg:
    said = BackMsg()
    said.rerun_script.query_string, said.rerun_script.fragment_id = query, fragment
    for name, value in pressed.items():
        said.rerun_script.widget_states.widgets.add(id=name, trigger_value=value)
    return said


def test_two_requests_drawn_together_keep_the_later_state_and_every_press() -> None:
    earlier, later = asked("a=1", save=True), asked("a=2", other=True)
    earlier.rerun_script.widget_states.widgets.add(id="year", int_value=2016)
    later.rerun_script.widget_states.widgets.add(id="year", int_value=2017)
    both = messages.drawn_together(earlier, later).rerun_script
    assert both.query_string == "a=2"
    assert {w.id: w.int_value or w.trigger_value for w in both.widget_states.widgets} == {
        "other": True, "year": 2017, "save": True,
    }  # fmt: skip


def test_requests_for_different_parts_are_drawn_together_into_the_whole_page() -> None:
    assert messages.drawn_together(asked(fragment="a"), asked(fragment="b")).rerun_script.fragment_id == ""
    assert messages.drawn_together(asked(fragment="a"), asked(fragment="a")).rerun_script.fragment_id == "a"


def test_streamlit_tells_nothing_of_the_machine_and_still_when_it_has_changed() -> None:
    def told(version: str) -> ForwardMsg:
        said = ForwardMsg()
        said.new_session.name = "app.py"
        said.new_session.main_script_path = "/srv/secret/app.py"
        said.new_session.initialize.session_id = "abc"
        about = said.new_session.initialize.environment_info
        about.streamlit_version, about.python_version, about.server_os = version, "3.11.7", "linux"
        said.new_session.initialize.user_info.installation_id = "machine"
        return ForwardMsg.FromString(messages.discreet(said.SerializeToString()))

    one, other = told("1.67.0"), told("1.68.0")
    for secret in ("secret", "1.67", "3.11", "linux", "machine"):
        assert secret not in str(one)
    assert one.new_session.initialize.session_id == "abc"
    versions = {said.new_session.initialize.environment_info.streamlit_version for said in (one, other)}
    assert len(versions) == 2, "the front end reloads when it changes"


def test_s05_a_message_longer_than_a_frame_may_be_is_refused_by_the_guard_itself() -> None:
    """Under another server than ours nothing before the guard looks at its length."""
    long = asked()
    long.rerun_script.cached_message_hashes.append("x" * 2000)
    size = long.ByteSize()
    assert messages.read(long.SerializeToString(), Settings(frame_bytes=size)) == long
    with pytest.raises(messages.BrokenError, match="frame") as refused:
        messages.read(long.SerializeToString(), Settings(frame_bytes=size - 1))
    assert refused.value.code == 1009


def test_all_else_of_streamlit_passes_byte_for_byte() -> None:
    said = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString()
    assert messages.discreet(said) is said


class Browser:
    """A made-up browser: what it says waits in a queue, what it hears is kept."""

    def __init__(self, terms: Terms = STRANGER, **limits: Any) -> None:
        self.clock = Clock()
        self.said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.heard: list[dict[str, Any]] = []
        self.reads = asyncio.Event()
        self.reads.set()
        self.talk = Talk(self.said.get, self.hear, Settings(**limits), terms, self.clock)

    async def hear(self, message: dict[str, Any]) -> None:
        await self.reads.wait()
        self.heard.append(message)

    def say(self, *said: BackMsg) -> None:
        for one in said:
            self.said.put_nowait({"type": "websocket.receive", "bytes": one.SerializeToString()})

    async def passed(self) -> str:
        """The query of the next run that Streamlit is asked for; what it is told instead."""
        message = await asyncio.wait_for(self.talk.receive(), 5)
        if message["type"] != "websocket.receive":
            return f"{message['type']} {message.get('code')}"
        return str(BackMsg.FromString(message["bytes"]).rerun_script.query_string)


def test_a_burst_passes_as_it_is_and_what_comes_faster_is_drawn_into_the_last_word() -> None:
    async def turned() -> list[str]:
        browser = Browser(reruns_burst=2, reruns_per_second=20.0)
        browser.say(*(asked(str(n)) for n in range(9)))
        first = [await browser.passed() for _ in range(2)]
        last = asyncio.ensure_future(browser.passed())
        async with asyncio.timeout(5):
            while not browser.said.empty():
                await asyncio.sleep(0)
        browser.clock.at = 1.0
        return [*first, await last]

    assert run(turned()) == ["0", "1", "8"]


def test_more_messages_than_any_keyboard_makes_close_the_session() -> None:
    async def flooded() -> tuple[list[str], list[dict[str, Any]]]:
        browser = Browser(messages_burst=5, reruns_burst=1)
        browser.say(*(asked(str(n)) for n in range(6)))
        return [await browser.passed() for _ in range(2)], browser.heard

    passed, heard = run(flooded())
    assert passed == ["0", "websocket.disconnect 1008"]
    assert heard[0]["code"] == 1008


def test_who_does_not_read_is_cut_off_and_asks_for_nothing_meanwhile() -> None:
    async def unread() -> tuple[str, str]:
        browser = Browser(slow_reader_seconds=0.1)
        browser.reads.clear()
        browser.say(asked("1"))
        passing = asyncio.ensure_future(browser.passed())
        with pytest.raises(ConnectionAbortedError):
            await browser.talk.send({"type": "websocket.send", "bytes": b""})
        return await passing, browser.talk.why

    assert run(unread()) == ("websocket.disconnect 1006", "slow")


def test_who_asks_for_nothing_loses_the_session_in_time_and_who_has_asked_does_not() -> None:
    async def silent() -> tuple[str, bool]:
        browser = Browser(first_message_seconds=0.05)
        browser_who_asked = Browser(first_message_seconds=0.05)
        browser_who_asked.say(asked("1"))
        await browser_who_asked.passed()
        waiting = asyncio.ensure_future(browser_who_asked.passed())
        closed = await browser.passed()
        kept = not waiting.done()
        waiting.cancel()
        return closed, kept

    assert run(silent()) == ("websocket.disconnect 1008", True)


@pytest.mark.parametrize("said", [BackMsg(clear_cache=True), BackMsg(app_heartbeat=True)])
def test_only_to_ask_for_a_page_ends_the_silence(said: BackMsg) -> None:
    async def chatting() -> str:
        browser = Browser(first_message_seconds=0.05)
        browser.say(said, said)
        ends = [await browser.passed() for _ in range(3 if said.app_heartbeat else 1)]
        return ends[-1]

    assert run(chatting()) == "websocket.disconnect 1008"


def test_a_reader_who_has_come_back_may_be_silent_for_longer_but_not_for_ever() -> None:
    async def silent() -> tuple[str, bool, str]:
        back = Terms(returned=True)
        stays = Browser(back, first_message_seconds=0.05, returned_seconds=3600)
        waiting = asyncio.ensure_future(stays.passed())
        stranger = await Browser(first_message_seconds=0.05, returned_seconds=3600).passed()
        kept = not waiting.done()
        waiting.cancel()
        return stranger, kept, await Browser(back, first_message_seconds=3600, returned_seconds=0.05).passed()

    assert run(silent()) == ("websocket.disconnect 1008", True, "websocket.disconnect 1008")


def test_a_session_of_a_held_address_waits_for_its_first_run_and_is_not_cut_off() -> None:
    async def waited() -> tuple[bool, str]:
        browser = Browser(Terms(held=True), reruns_per_second=20.0)
        browser.say(asked("1"), asked("2"))
        first = asyncio.ensure_future(browser.passed())
        async with asyncio.timeout(5):
            while browser.talk.heard < 2:
                await asyncio.sleep(0)
        waits = not first.done()
        browser.clock.at = 0.05
        return waits, await first

    assert run(waited()) == (True, "2")


@pytest.mark.parametrize(
    "said", [b"\xff\xff", asked("x" * 20_000).SerializeToString(), b""], ids=["garbage", "long", "flood"]
)
def test_abuse_is_told_of_before_the_session_is_cut_off(said: bytes) -> None:
    """Who comes back the moment that the cut is seen is known already."""

    async def abused() -> tuple[list[int], int]:
        told: list[int] = []
        browser = Browser(Terms(abused=lambda: told.append(len(browser.heard))), messages_burst=2)
        for _ in range(3):
            browser.said.put_nowait({"type": "websocket.receive", "bytes": said})
        await browser.passed()
        return told, len(browser.heard)

    assert run(abused()) == ([0], 1)


def test_a_session_may_go_that_was_silent_for_a_strangers_time_and_none_that_has_asked() -> None:
    async def silent() -> list[bool]:
        back = Terms(returned=True)
        reads, asks = Browser(back, first_message_seconds=20), Browser(back, first_message_seconds=20)
        asks.say(asked("1"))
        await asks.passed()
        told = []
        for at in (19.9, 20.0):
            reads.clock.at = asks.clock.at = at
            told += [reads.talk.idle, asks.talk.idle]
        return told

    assert run(silent()) == [False, False, True, False]


def test_a_session_that_gives_way_is_told_to_come_again() -> None:
    async def gives_way() -> tuple[str, int, str]:
        browser = Browser(Terms(returned=True))
        waiting = asyncio.ensure_future(browser.passed())
        while not browser.talk._reading:  # it listens
            await asyncio.sleep(0)
        browser.talk.give_way()
        return await waiting, browser.heard[0]["code"], browser.talk.why

    assert run(gives_way()) == ("websocket.disconnect 1013", 1013, "gave way")


def test_to_be_silent_is_no_abuse() -> None:
    async def silent() -> tuple[str, list[str]]:
        told: list[str] = []
        browser = Browser(Terms(abused=lambda: told.append("abuse")), first_message_seconds=0.01)
        return await browser.passed(), told

    assert run(silent()) == ("websocket.disconnect 1008", [])


# ---- room


class Open:
    """A made-up session that is open."""

    def __init__(self, idle: bool = False) -> None:
        self.idle, self.gone = idle, False

    def give_way(self) -> None:
        self.gone = True


def _fails_while(register: Register) -> None:
    assert register.full
    raise ZeroDivisionError


def test_a_session_that_fails_gives_its_place_back() -> None:
    register = Register(Settings(sessions=1))
    with pytest.raises(ZeroDivisionError), register.one_more("a", Open()):
        _fails_while(register)
    assert not register.full
    assert register.refusal("a") is None


def test_of_those_who_ask_for_nothing_the_first_gives_way_and_its_place_is_free_at_once() -> None:
    register = Register(Settings(sessions=3, sessions_per_address=9))
    reads, first, second = Open(), Open(idle=True), Open(idle=True)
    with ExitStack() as opened:
        for at, session in zip("abc", (reads, first, second), strict=True):
            opened.enter_context(register.one_more(at, session))
        assert not register.full
        for one in (Open(), Open()):
            assert register.refusal("d") is None
            opened.enter_context(register.one_more("d", one))
            assert (register.count, first.gone, reads.gone) == (3, True, False)
        assert second.gone
        assert register.full
        assert register.refusal("d") == refusals.full(15)
    assert (register.count, +register.of_address) == (0, {})


def test_where_an_address_has_too_many_one_of_its_own_gives_way() -> None:
    register = Register(Settings(sessions=9, sessions_per_address=1))
    elsewhere, here = Open(idle=True), Open(idle=True)
    with register.one_more("a", elsewhere), register.one_more("b", here):
        assert register.refusal("b") is None
        with register.one_more("b", Open()):
            assert (elsewhere.gone, here.gone) == (False, True)
            assert register.refusal("b") == refusals.crowded(15)


def test_nobody_gives_way_to_who_names_an_earlier_session() -> None:
    """Else readers whose replica was lost would push out each other in turn."""
    register = Register(Settings(sessions=2, sessions_per_address=1))
    with register.one_more("a", Open(idle=True)):
        assert register.refusal("a", returned=True) == refusals.crowded(15)
        with register.one_more("b", Open(idle=True)):
            assert register.refusal("c", returned=True) == refusals.full(15)
            assert register.refusal("c") is None


def answered(app: Any, scope: dict[str, Any]) -> list[dict[str, Any]]:
    heard: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        heard.append(message)

    run(app({"query_string": b"", **scope}, asyncio.Queue().get, send))
    return heard


def test_files_that_take_long_are_made_a_few_at_a_time_and_the_rest_told_to_come_again() -> None:
    limits = Settings(taken_at_once=1, taken_waiting=1, retry_after_seconds=3)
    making, most = 0, 0

    async def made(scope: Any, receive: Any, send: Any) -> None:
        nonlocal making, most
        making += 1
        most = max(most, making)
        await asyncio.sleep(0)
        making -= 1
        await send({"type": "http.response.start", "status": 200, "headers": []})

    doors = Doors(made, limits, Plan(frozenset(), frozenset(), (), ("/take/",)), made, Register(limits))
    heard: list[dict[str, Any]] = []

    async def all_at_once() -> None:
        async def send(message: dict[str, Any]) -> None:
            heard.append(message)

        scope = request(host="a.example") | {"method": "GET", "path": "/take/x", "query_string": b""}
        await asyncio.gather(*(doors(dict(scope), asyncio.Queue().get, send) for _ in range(3)))

    run(all_at_once())
    started = [message for message in heard if message["type"] == "http.response.start"]
    assert sorted(message["status"] for message in started) == [200, 200, 503]
    assert most == 1
    busy = next(message for message in started if message["status"] == 503)
    assert (b"retry-after", b"3") in busy["headers"]


# ---- health and logs


def test_readiness_is_looked_at_once_for_all_who_ask_within_its_time() -> None:
    clock, looked = Clock(), 0

    async def check() -> bool:
        nonlocal looked
        looked += 1
        return looked < 2

    async def asking() -> list[str]:
        health = Health({"it": check}, 5.0, clock)
        answers = [await health.first_wrong(), await health.first_wrong()]
        clock.at = 5.0
        return [*answers, await health.first_wrong()]

    assert run(asking()) == ["", "", "it"]
    assert looked == 2


def test_a_check_that_fails_itself_counts_as_no(caplog: pytest.LogCaptureFixture) -> None:
    async def check() -> bool:
        raise OSError("/srv/secret is gone")

    health = Health({"it": check}, 5.0)
    assert run(health.first_wrong()) == "it"
    assert "/srv/secret is gone" in caplog.text


def written(keep: Callable[[logging.LogRecord], bool], n: int, level: int) -> list[logging.LogRecord]:
    records = [logging.LogRecord("x", level, "file.py", 1, "refused", (), None) for _ in range(n)]
    return [one for one in records if keep(one)]


def test_of_many_records_of_one_kind_the_first_are_written_and_the_rest_counted() -> None:
    clock = Clock()
    bounded = record.Bounded(ordinary=10.0, otherwise=1.0, now=clock)
    assert len(written(bounded.filter, 100, logging.WARNING)) == 4
    assert len(written(bounded.filter, 100, logging.INFO)) == 40
    clock.at = 1.0
    again = written(bounded.filter, 2, logging.WARNING)
    line = json.loads(record.AsJson().format(again[0]))
    assert (len(again), line["left_out_before"], line["what"]) == (1, 96, "refused")


def test_what_a_visitor_writes_cannot_begin_a_line_of_the_log() -> None:
    hostile = logging.LogRecord("x", logging.INFO, "file.py", 1, "request", (), None)
    hostile.more = {"path": '/\n{"what": "forged"}'}
    assert "\n" not in record.AsJson().format(hostile)
