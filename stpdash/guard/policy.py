"""The security headers of every answer, by what the answer is: a page, something to take away, anything else."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from hashlib import sha256

from starlette.datastructures import Headers

_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_NEVER_FRAMED = "frame-ancestors 'none'"
PLAIN = f"default-src 'none'; {_NEVER_FRAMED}"
"""For what is no page: whatever it holds, nothing in it may run or be fetched."""
TAKEN = f"sandbox; {PLAIN}"
"""For a file to take away: a map of one file holds scripts, which must not run here even if a browser shows it."""
NOT_SHARED = "private, no-cache"
"""How a page is kept: by the reader's own browser, which asks whether it still holds, and by no cache on the way."""
_STILL = ("accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope", "hid",
          "magnetometer", "microphone", "midi", "payment", "serial", "usb", "xr-spatial-tracking")  # fmt: skip
ALWAYS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": ", ".join(f"{name}=()" for name in _STILL),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def of_page(html: bytes) -> str:
    """The policy of a page: its own host for everything, and of inline scripts those that `html` holds, by their hash.

    Streamlit's scripts write styles, so that styles may be inline. It starts a component's code from a blob, which only
    a script that runs already can make; and its protobuf library asks for WebAssembly at load. It does without, but
    every visit would then report a violation, and a true one be overlooked.
    """
    scripts = " ".join(f"'sha256-{b64encode(sha256(script).digest()).decode()}'" for script in _INLINE.findall(html))
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' blob: 'wasm-unsafe-eval' {scripts}".rstrip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            _NEVER_FRAMED,
        ]
    )


def dressed(
    status: int, raw: Iterable[tuple[bytes, bytes]], page: Callable[[], str], hsts: int
) -> list[tuple[bytes, bytes]]:
    """The headers of an answer with ours set, and none that tells what software answered; hsts in seconds, 0: not said.

    "Not modified" carries no policy: a browser would put it in place of the one it keeps with the page. How the page is
    kept it says again, for the same reason. What may not be kept at all stays so.
    """
    headers = Headers(raw=list(raw))
    ours = dict(ALWAYS)
    if _is_of_page(status, headers):
        ours["cache-control"] = NOT_SHARED
    if hsts:
        ours["strict-transport-security"] = f"max-age={hsts}"
    if status != 304:
        ours["content-security-policy"] = _policy(headers, page)
    kept = [(name, value) for name, value in headers.raw if name.decode("latin-1") not in {*ours, "server"}]
    return kept + [(name.encode(), value.encode("latin-1")) for name, value in ours.items()]


def _policy(headers: Headers, page: Callable[[], str]) -> str:
    if _is_taken(headers):
        return TAKEN
    return page() if _is_page(headers) else PLAIN


def _is_of_page(status: int, headers: Headers) -> bool:
    """Whether an answer is a page that may be kept, or says that one has not changed."""
    kept = headers.get("cache-control", "no-cache" if _is_page(headers) else "")
    return kept == "no-cache" and (_is_page(headers) or status == 304)


def _is_taken(headers: Headers) -> bool:
    return headers.get("content-disposition", "").startswith("attachment")


def _is_page(headers: Headers) -> bool:
    return headers.get("content-type", "").startswith("text/html") and not _is_taken(headers)
