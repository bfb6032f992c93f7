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

    "Not modified" carries no policy: a browser would put it in place of the one it keeps with the page.
    """
    headers = Headers(raw=list(raw))
    ours = dict(ALWAYS)
    if hsts:
        ours["strict-transport-security"] = f"max-age={hsts}"
    if status != 304:
        ours["content-security-policy"] = _policy(headers, page)
    kept = [(name, value) for name, value in headers.raw if name.decode("latin-1") not in {*ours, "server"}]
    return kept + [(name.encode(), value.encode("latin-1")) for name, value in ours.items()]


def _policy(headers: Headers, page: Callable[[], str]) -> str:
    if headers.get("content-disposition", "").startswith("attachment"):
        return TAKEN
    return page() if headers.get("content-type", "").startswith("text/html") else PLAIN
