"""The web server around the Streamlit script: the guard before it, our files, the page's first HTML, plain errors.

Streamlit sends its own bundle of some 2.7 MB uncompressed; here it goes out compressed, which for a real visitor is
the largest single gain. The data package is checked before the port opens: a broken one stops the start.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any

import streamlit as st
from anyio import to_thread
from markupsafe import escape
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import file_util
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.pages_manager import PagesManager

from stpdash import layers, pictures, words
from stpdash.guard import policy, record
from stpdash.guard.doors import Doors, Plan, path_of
from stpdash.guard.front import Front
from stpdash.guard.health import Health
from stpdash.guard.sessions import Register
from stpdash.guard.settings import current
from stpdash.ui import assets, atlas, taking
from stpdash.ui.answers import NOT_HERE, reply
from stpdash.ui.readiness import Readiness

PAGES = (
    *("/", "/area", "/compare", "/money", "/governance", "/groupings", "/changes", "/pool", "/leadership", "/sources"),
    *("/dates", "/find", "/person", "/trust"),
)
_OPEN = Plan(
    pages=frozenset(PAGES),
    files=frozenset({"/find.json", "/_stcore/health", "/_stcore/host-config", "/favicon.png"}),
    folders=("/static/", f"/{assets.PREFIX}/", "/ahead/"),
    made=("/take/",),
)
"""All that the front end asks for. Streamlit's uploads, metrics, agent and the rest are no paths of the atlas."""
_FOREVER = "public, max-age=31536000, immutable"
_MODULES = (
    *("view.js", "shapes.js", "keyboard.js", "legend.js", "choosers.js", "report.js", "link.js", "picture.js"),
    *("clock.js", "dated.js", "sort.js", "points.js", "twins.js"),
    *("vendor/leaflet-1.9.4.js", "vendor/topojson-client-3.1.0.js"),
)
_FONT = re.compile(r'<link\s+rel="preload"\s+href="[^"]+"\s+as="font"[^>]*>')
"""Streamlit fetches its own text font early; our theme uses the fonts of the reader's machine."""
_SCRIPTLESS = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)


def settings() -> dict[str, Any]:
    """What app.py gives to st.App: our routes, guard, start-up check and error text. Raises SettingError."""
    limits = current()
    ready = Readiness()
    health = Health(ready.checks(), limits.ready_seconds)
    # With a pages/ folder beside the script, a deep link to a cold server would run that page alone, without its frame.
    PagesManager.uses_pages_directory = False
    # Without a watcher (config.toml) a new session watches nothing; one that comes back would all the same, and first
    # looks for the file of every module there is, for a third of a second in which nobody is answered.
    AppSession.register_file_watchers = _watches_nothing  # type: ignore[method-assign]
    return {
        "routes": [
            Route(f"/{assets.PREFIX}/{{path:path}}", _asset, methods=["GET"]),
            Route("/ahead/{edition}/{name}.json", _ahead, methods=["GET"]),
            *taking.ROUTES,
            Route("/find.json", _find, methods=["GET"]),
            *(Route(f"/{folder}/{{path:path}}", _nothing, methods=["GET"]) for folder in ("ahead", "take")),
        ],
        "middleware": [
            Middleware(Front, limits, health, page_policy),
            Middleware(Doors, limits, _OPEN, _NOWHERE, Register(limits)),
            Middleware(FirstHtml),
            Middleware(PackedBundle),
        ],
        "lifespan": partial(_checked_start, health),
        "on_script_error": partial(_apologise, ready),
    }


def _watches_nothing(self: AppSession) -> None:
    """In the place of Streamlit's own; the program does not change while it runs."""


@asynccontextmanager
async def _checked_start(health: Health, _app: st.App) -> AsyncIterator[None]:
    atlas.read()
    atlas.files()
    atlas.found("England")  # makes the index of the search, which would keep the first reader waiting
    await to_thread.run_sync(first_html)
    await to_thread.run_sync(atlas.warm)
    atlas.settle()
    first_look = asyncio.create_task(health.first_wrong())
    yield
    first_look.cancel()


def _apologise(ready: Readiness, error: Exception) -> bool:
    ready.doubt()
    number = record.fault(error)
    st.error(
        "Sorry, this page could not be drawn. Nothing is wrong at your end. "
        "Please try again in a moment, or go back to the page called England. "
        f"If you write to us about it, please give the reference {number}."
    )
    return True


async def _asset(request: Request) -> Response:
    packed = atlas.files().files.get(request.path_params["path"])
    if packed is None:
        return NOT_HERE
    return reply(packed, request.headers.get("accept-encoding", ""), _FOREVER)


async def _ahead(request: Request) -> Response:
    asked = request.path_params
    packed = await to_thread.run_sync(atlas.ahead, asked["edition"], asked["name"])
    if packed is None:
        return NOT_HERE
    return reply(packed, request.headers.get("accept-encoding", ""), _FOREVER)


async def _nothing(_request: Request) -> Response:
    """What no route above knows; Streamlit would answer it with its page."""
    return NOT_HERE


async def _find(request: Request) -> Response:
    found = await to_thread.run_sync(atlas.found, request.query_params.get("q", ""))
    return JSONResponse(found, headers={"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"})


@cache
def first_html() -> tuple[assets.Packed, str]:
    """Streamlit's index page with our title, description, style sheet and early fetches; and its ETag.

    Raises RuntimeError when a Streamlit upgrade has changed the page so that a place to insert is missing.
    """
    shelf = atlas.files()
    early = [f'<link rel="modulepreload" href="{shelf.address("frontend", name)}">' for name in _MODULES]
    early += [f'<link rel="modulepreload" crossorigin href="./static/js/{path.name}">' for path in _component_code()]
    early.append(f'<link rel="preload" as="fetch" crossorigin href="{shelf.address("boundaries", atlas.SHAPES)}">')
    early.append(f'<script type="module" src="{shelf.address("frontend", "map.js")}"></script>')
    style = "".join(
        f'<link rel="stylesheet" href="{shelf.address("frontend", name)}">'
        for name in ("vendor/leaflet-1.9.4.css", "map.css", "page.css", "streamlit.css")
    )
    html = (Path(file_util.get_static_dir()) / "index.html").read_text("utf-8")
    plainly = f' <a href="{escape(plain)}">{words.PLAIN_EDITION}</a>.' if (plain := current().plain) else ""
    scriptless = f"<noscript><p>{words.NAME} needs JavaScript.{plainly} {words.NOT_AN_NHS_SITE}</p></noscript>"
    html = _SCRIPTLESS.sub(lambda _: scriptless, html)
    html = _FONT.sub("", html)
    about = f'<meta name="description" content="{words.NAME}: who answers, with how much money, and how that changed.">'
    about += f'<meta name="atlas-credit" content="{layers.CREDIT}">'
    menus = escape(json.dumps(pictures.menus(atlas.read()), separators=(",", ":")))
    about += f'<meta name="atlas-menus" content="{menus}">'
    icon = shelf.address("frontend", "favicon.svg")
    for old, new in (
        ('href="./favicon.png"', f'href="{icon}" type="image/svg+xml"'),
        ("<title>Streamlit</title>", f"<title>{words.NAME}</title>{about}{style}"),
        ("</head>", f"{''.join(early)}</head>"),
    ):
        if old not in html:
            raise RuntimeError(f"Streamlit's index.html no longer holds {old}; look at stpdash/ui/server.py")
        html = html.replace(old, new, 1)
    body = html.encode()
    return assets.pack(body, "index.html"), f'"{hashlib.sha256(body).hexdigest()[:16]}"'


def _component_code() -> list[Path]:
    """Streamlit's own code for components, which it would fetch only when the page is half drawn."""
    return sorted((Path(file_util.get_static_dir()) / "static" / "js").glob("BidiComponent.*.js"))


@cache
def page_policy() -> str:
    """The security policy of our pages, made of the scripts that stand in them."""
    return policy.of_page(first_html()[0].plain)


class FirstHtml:
    """Answers our pages with the prepared HTML, and a search that means one thing by sending the reader there."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request: a page is answered here, all else is passed on."""
        path = path_of(scope) if scope["type"] == "http" else ""
        if path == "/find" and (meant := await to_thread.run_sync(atlas.alone, _asked(scope))):
            return await RedirectResponse(meant, status_code=303)(scope, receive, send)
        return await (_page(Headers(scope=scope)) if path in PAGES else self.app)(scope, receive, send)


def _asked(scope: Scope) -> str:
    return Request(scope).query_params.get("q", "")


def _page(headers: Headers) -> Response:
    packed, etag = first_html()
    if headers.get("if-none-match") == etag:
        return Response(status_code=304, headers={"ETag": etag, "Cache-Control": "no-cache"})
    return reply(packed, headers.get("accept-encoding", ""), "no-cache", etag)


_NOWHERE = Response(
    f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Page not found - {words.NAME}</title>'
    '<h1>There is no such page</h1><p><a href="/">Go to the map of England</a></p></html>',
    status_code=404,
    media_type="text/html",
)


class PackedBundle:
    """Sends Streamlit's own bundle compressed; each file is compressed once, when it is first asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.root = Path(file_util.get_static_dir()).resolve()
        self.packed: Callable[[Path], assets.Packed] = cache(lambda path: assets.pack(path.read_bytes(), path.name, 5))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request: of the bundle, what can be compressed or is not there is answered here; all else passed on."""
        if scope["type"] != "http" or not path_of(scope).startswith("/static/"):
            return await self.app(scope, receive, send)
        path = (self.root / path_of(scope).lstrip("/")).resolve()
        if not (path.is_relative_to(self.root) and path.is_file()):
            return await NOT_HERE(scope, receive, send)
        if path.suffix not in {".js", ".css"}:
            return await self.app(scope, receive, send)
        packed = await to_thread.run_sync(self.packed, path)
        accepted = Headers(scope=scope).get("accept-encoding", "")
        return await reply(packed, accepted, _FOREVER)(scope, receive, send)
