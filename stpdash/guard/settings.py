"""The operator's settings: one frozen record, read from the environment, each with a safe default and what it does.

Every field is set by a variable of its name in capitals after STPDASH_: `sessions` by STPDASH_SESSIONS. Unknown
variables are left alone: Kubernetes puts some of that form into every container beside a service of our name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from os import environ
from typing import Any

from stpdash import corrections

PREFIX = "STPDASH_"
Network = IPv4Network | IPv6Network
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?|https?://\[[0-9a-f:]+\](:\d{1,5})?")
_HOST = re.compile(r"[a-z0-9.-]+|\[[0-9a-f:]+\]")


class SettingError(Exception):
    """A variable that cannot be followed: which, what was found, what was expected.

    >>> print(SettingError("STPDASH_SESSIONS", "many", "a whole number of at least 1, such as 600"))
    STPDASH_SESSIONS: found 'many', expected a whole number of at least 1, such as 600.
    Set it so, or leave it unset for its default; docs/settings.md tells what each does.
    """

    def __init__(self, name: str, found: str, expected: str) -> None:
        super().__init__(
            f"{name}: found {found!r}, expected {expected}.\n"
            "Set it so, or leave it unset for its default; docs/settings.md tells what each does."
        )


def _setting(default: Any, told: str, least: float = 1) -> Any:
    return field(default=default, metadata={"told": told, "least": least})


@dataclass(frozen=True)
class Settings:
    """All that an operator can set. Sizes in bytes, times in seconds, rates per second."""

    public_origins: tuple[str, ...] = _setting(
        (), "Origins whose pages may open a session besides the host that is asked, as https://atlas.example.org."
    )
    hosts: tuple[str, ...] = _setting((), "Names the atlas answers to in the Host header; blank: to any name.")
    origin_required: bool = _setting(
        True, "Refuse a session whose request names no origin: every browser names one, many a script does not."
    )
    trusted_proxies: tuple[Network, ...] = _setting(
        (ip_network("127.0.0.0/8"), ip_network("::1/128")),
        "Networks of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.",
    )
    plain: str = _setting(
        "", "Where the plain edition lies, as /plain/ or https://plain.example.org/; blank: there is none."
    )
    contact: str = _setting(
        "", "Where to ask for a correction, as atlas@example.org or https://example.org/contact; shown on every page."
    )
    hsts_seconds: int = _setting(
        63_072_000, "How long a browser that came over TLS shall come only so (HSTS); 0: not said.", least=0
    )
    sessions: int = _setting(600, "Open sessions of a replica; beyond, pages and sessions are answered with 503.")
    sessions_per_address: int = _setting(
        300, "Open sessions of one address; generous, as whole NHS sites come from one address."
    )
    frame_bytes: int = _setting(262_144, "The longest message a browser may send in a session.", least=1024)
    query_bytes: int = _setting(16_384, "The longest query of an address, in a request and in a session.", least=256)
    widget_bytes: int = _setting(65_536, "All that the choosers of a page may hold in one message.", least=1024)
    messages_burst: int = _setting(150, "Messages a session may send at once; beyond, it is closed.")
    messages_per_second: float = _setting(
        40.0, "Messages a session may send all the time: more than a key that is held down makes.", least=0.1
    )
    reruns_burst: int = _setting(10, "Page runs a session may ask for at once; what comes faster is drawn into one.")
    reruns_per_second: float = _setting(3.0, "Page runs a session gets when it asks all the time.", least=0.1)
    hold_seconds: int = _setting(
        60, "How long sessions of an address begin without that burst after one was cut off for abuse; 0: not.", least=0
    )
    slow_reader_seconds: int = _setting(25, "How long a browser may leave what it is sent unread before it is cut off.")
    head_seconds: int = _setting(
        10, "How long a request may take to come, from its connection or first byte to the end of its head."
    )
    first_message_seconds: int = _setting(20, "How long a session may be open without having asked for a page.")
    returned_seconds: int = _setting(
        43_200,
        "How long a session may be silent whose browser lost an earlier one: its reader is reading.",
    )
    taken_at_once: int = _setting(2, "Files to take away that are made at the same time.")
    taken_waiting: int = _setting(20, "Readers who may wait for such a file; beyond, they are answered with 503.")
    retry_after_seconds: int = _setting(15, "When who was refused is told to come again.")
    ready_seconds: float = _setting(
        5.0, "How long an answer of /readyz stands before the data are hashed again.", least=0
    )
    access_log: bool = _setting(True, "Write one line of JSON for every request and session.")
    log_addresses: bool = _setting(False, "Write visitors' addresses into that log; off, nobody can be told from it.")


def read(variables: Mapping[str, str]) -> Settings:
    """The settings as the environment has them. Raises SettingError for the first value that cannot be followed."""
    found = {
        known.name: _value(name, variables[name].strip(), known.default, known.metadata["least"])
        for known in fields(Settings)
        if (name := variable(known.name)) in variables
    }
    return Settings(**found)


@cache
def current() -> Settings:
    """The settings of this process, read once. Raises SettingError."""
    return read(environ)


def variable(field_name: str) -> str:
    """The environment variable that sets a field."""
    return PREFIX + field_name.upper()


def written(value: Any) -> str:
    """A value as the environment has it: "blank" for none, a list with its parts apart."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value) or "blank"
    return str(value) or "blank"


def _value(name: str, found: str, default: Any, least: float) -> Any:
    match default:
        case bool():
            return _yes_or_no(name, found)
        case int() | float():
            return _number(name, found, type(default), least)
        case str() if name == variable("contact"):
            return _contact(name, found)
        case str():
            return _address(name, found)
        case _ if name == variable("trusted_proxies"):
            return tuple(_network(name, part) for part in _parts(found))
        case _:
            return tuple(_named(name, part) for part in _parts(found))


def _parts(found: str) -> list[str]:
    return [part for part in re.split(r"[,\s]+", found.lower()) if part]


def _yes_or_no(name: str, found: str) -> bool:
    if found.lower() not in {"yes", "no", "true", "false", "1", "0"}:
        raise SettingError(name, found, "yes or no")
    return found.lower() in {"yes", "true", "1"}


def _number(name: str, found: str, kind: type[int] | type[float], least: float) -> int | float:
    written = r"\d{1,9}" if kind is int else r"\d{1,9}(\.\d{1,3})?"
    if not re.fullmatch(written, found, re.ASCII) or kind(found) < least:
        raise SettingError(name, found, f"a {'whole ' if kind is int else ''}number of at least {least:g}")
    return kind(found)


def _network(name: str, part: str) -> Network:
    try:
        return ip_network(part)
    except ValueError:
        raise SettingError(name, part, "a network such as 10.0.0.0/8, its host bits zero") from None


def _named(name: str, part: str) -> str:
    if name == variable("hosts"):
        shape, expected = _HOST, "a host's name without scheme, port or path, such as atlas.example.org"
    else:
        shape, expected = _ORIGIN, "an origin without a path, such as https://atlas.example.org"
    if not shape.fullmatch(part):
        raise SettingError(name, part, expected)
    return part


def _contact(name: str, found: str) -> str:
    if not corrections.can_be_followed(found):
        raise SettingError(name, found, corrections.EXPECTED)
    return found


def _address(name: str, found: str) -> str:
    if found and not re.fullmatch(r"(https?://[A-Za-z0-9.:-]+)?/([A-Za-z0-9._~-]+/)*", found):
        raise SettingError(
            name, found, "an address that ends in a slash, such as /plain/ or https://plain.example.org/"
        )
    return found
