"""The plain edition behind a small web server that sends the security policy which deploy/nginx sends."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

POLICIES = Path(__file__).parents[2] / "deploy" / "nginx" / "policies.conf"
_MAP = re.compile(r"map \$uri \$policy_of_path \{(.*?)\}", re.DOTALL)
_RULE = re.compile(r'^\s*"?(~[^"\s]+|default)"?\s+"([^"]+)";$', re.MULTILINE)


def policy(path: str) -> str:
    """The policy of a path: that of the first rule that fits, else the default. Raises ValueError if none is found."""
    block = _MAP.search(POLICIES.read_text("utf-8"))
    rules = dict(_RULE.findall(block[1])) if block else {}
    if "default" not in rules:
        raise ValueError(f"{POLICIES}: found no default policy; expected one in the map $policy_of_path")
    usual = rules.pop("default")
    return next((rule for fits, rule in rules.items() if re.search(fits.removeprefix("~"), path)), usual)


class _Handler(SimpleHTTPRequestHandler):
    """Files below a path; its own 404.html for what is not there; nothing written to the screen."""

    def __init__(self, *given: object, below: str, **named: object) -> None:
        self.below = below
        super().__init__(*given, **named)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix(self.below)) if path.startswith(self.below) else ""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", policy(self.path))
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path, below: str) -> Iterator[str]:
    """The address at which a folder is served, under the path `below`, for as long as the block runs."""
    handler = partial(_Handler, directory=str(folder), below=below)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{below}"
        server.shutdown()
        thread.join()
