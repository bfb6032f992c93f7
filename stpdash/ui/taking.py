"""What can be taken away, by its address: a map as one file, tables as CSV and workbook, outlines as GeoJSON."""

from __future__ import annotations

import re
from urllib.parse import quote

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from stpdash.ui import atlas, sheet_of
from stpdash.ui.answers import NOT_HERE, reply


async def _map(request: Request) -> Response:
    name = request.path_params["name"]
    packed = await to_thread.run_sync(atlas.one_file, name, dict(request.query_params))
    if packed is None:
        return NOT_HERE
    answer = reply(packed, request.headers.get("accept-encoding", ""), "no-cache")
    answer.headers["Content-Disposition"] = f'attachment; filename="footprints_{quote(name)}.html"'
    return answer


async def _csv(request: Request) -> Response:
    text = await to_thread.run_sync(sheet_of.as_csv, request.path_params["name"], dict(request.query_params))
    return _attached(request, None if text is None else f"\ufeff{text}".encode(), "csv", "text/csv; charset=utf-8")


async def _xlsx(request: Request) -> Response:
    book = await to_thread.run_sync(sheet_of.as_xlsx, request.path_params["name"], dict(request.query_params))
    return _attached(request, book, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


async def _geojson(request: Request) -> Response:
    text = await to_thread.run_sync(sheet_of.as_geojson, request.path_params["name"], dict(request.query_params))
    return _attached(request, None if text is None else text.encode(), "geojson", "application/geo+json")


def _attached(request: Request, content: bytes | None, kind: str, media_type: str) -> Response:
    if content is None:
        return NOT_HERE
    called = "_".join([request.path_params["name"], *_plain(request)])[:120]
    headers = {
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": f'attachment; filename="footprints_{called}.{kind}"',
    }
    return Response(content, media_type=media_type, headers=headers)


def _plain(request: Request) -> list[str]:
    """What a table was asked for, fit for a file's name."""
    return [part for value in request.query_params.values() if (part := re.sub(r"[^A-Za-z0-9-]+", "-", value)[:40])]


ROUTES = [
    Route("/take/{name}.geojson", _geojson, methods=["GET"]),
    Route("/take/{name}.html", _map, methods=["GET"]),
    Route("/take/{name}.csv", _csv, methods=["GET"]),
    Route("/take/{name}.xlsx", _xlsx, methods=["GET"]),
]
