"""What a request for a file gets: the packed file as the browser takes it, or a plain word that there is none."""

from __future__ import annotations

from starlette.responses import Response

from stpdash.ui import assets

NOT_HERE = Response("There is no such file here.", status_code=404, media_type="text/plain")


def reply(packed: assets.Packed, accepted: str, cache_control: str, etag: str = "") -> Response:
    """A packed file in the best encoding that is accepted."""
    encoding, body = packed.encoded(accepted)
    headers = {"Cache-Control": cache_control, "Vary": "Accept-Encoding", "X-Content-Type-Options": "nosniff"}
    if encoding:
        headers["Content-Encoding"] = encoding
    if etag:
        headers["ETag"] = etag
    return Response(body, media_type=packed.media_type, headers=headers)
