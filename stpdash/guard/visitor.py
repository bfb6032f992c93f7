"""Who is asking, as far as it can be believed: address, scheme, host, origin."""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from stpdash.guard.settings import Network, Settings

_SESSION = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def address(scope: Scope, proxies: Iterable[Network]) -> str:
    """The visitor's address: who connected, or behind proxies of ours the last hop that is none of them.

    What a visitor writes into X-Forwarded-For stands further left and is never reached. Blank where nothing is known.
    """
    peer = str((scope.get("client") or ("",))[0])
    hops = ",".join(Headers(scope=scope).getlist("x-forwarded-for")).split(",")
    for hop in reversed([hop.strip() for hop in hops if hop.strip()]):
        if not _within(peer, proxies):
            return peer
        peer = hop
    return peer


def secure(scope: Scope, proxies: Iterable[Network]) -> bool:
    """Whether the visitor came over TLS: to us, or to a proxy of ours that says so."""
    if scope.get("scheme") in {"https", "wss"}:
        return True
    peer = str((scope.get("client") or ("",))[0])
    said = Headers(scope=scope).get("x-forwarded-proto", "")
    return said.strip().lower() == "https" and _within(peer, proxies)


def host_known(scope: Scope, settings: Settings) -> bool:
    """Whether the request names one host, and one that the atlas answers to."""
    named = Headers(scope=scope).getlist("host")
    if len(named) != 1 or not (host := _host(named[0])):
        return False
    return not settings.hosts or host in settings.hosts


def origin_allowed(scope: Scope, settings: Settings) -> bool:
    """Whether a page of this origin may open a session: of the host that is asked, or of an origin in the settings.

    "null", which a page in a sandbox or a file sends, is no origin of anybody's and is refused.
    """
    headers = Headers(scope=scope)
    named = headers.getlist("origin")
    if not named:
        return not settings.origin_required
    if len(named) != 1:
        return False
    origin = named[0].lower()
    same = _netloc(origin) == headers.get("host", "").lower() and origin.startswith(("http://", "https://"))
    return same or origin in settings.public_origins


def returned(scope: Scope) -> bool:
    """Whether a browser takes up a session that it had before: it names it as the third of its subprotocols.

    That it had one is believed. The replica that gave out the name may be gone, and no other can know it.
    """
    named = scope.get("subprotocols", [])
    return len(named) == 3 and bool(_SESSION.fullmatch(named[2]))


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _host(named: str) -> str:
    try:
        return (urlsplit(f"//{named}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _within(peer: str, networks: Iterable[Network]) -> bool:
    try:
        at = ip_address(peer)
    except ValueError:
        return False
    mapped = getattr(at, "ipv4_mapped", None) or at
    return any(mapped in network for network in networks)
