"""The port: uvicorn around the guarded atlas, with its own limits, and as many open files as the sessions need."""

from __future__ import annotations

import logging
import resource
import socket

import uvicorn
from starlette.types import ASGIApp

from stpdash.guard import record, wire
from stpdash.guard.settings import Settings

_FILES_OF_A_SESSION = 4
_FILES_BESIDE = 200
_UNREAD_BYTES = 262_144
_REPEATS = "streamlit.error_util"
_log = logging.getLogger(__name__)


class _Server(uvicorn.Server):
    """Once the atlas has started, all logs are ours: Streamlit sets up its own, and uvicorn's, until then."""

    def __init__(self, config: uvicorn.Config, public: bool, settings: Settings) -> None:
        super().__init__(config)
        self.public, self.settings = public, settings

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start the atlas, then listen."""
        await super().startup(sockets)
        if self.public:
            record.keep(self.settings.access_log, [_REPEATS])


def listen(app: ASGIApp, settings: Settings, address: str, port: int, public: bool) -> None:
    """Serve until told to stop; to the public, with logs as JSON, else with faults alone. Port 0 takes a free one; the
    log says which.

    Raises OSError when the port is taken.
    """
    if public:
        record.keep(settings.access_log, [_REPEATS])
    else:
        record.ACCESS.setLevel(logging.CRITICAL)  # a bare "refused" in a terminal tells nobody anything
    raise_open_files(settings)
    with _socket(address, port, settings) as listening:
        record.said("starting", port=listening.getsockname()[1])
        _Server(_config(app, settings), public, settings).run(sockets=[listening])


def _config(app: ASGIApp, settings: Settings) -> uvicorn.Config:
    # No limit_concurrency: beyond it uvicorn would refuse the health check too, and a full replica would be killed.
    return uvicorn.Config(
        app,
        ws=wire.SessionWire,
        ws_max_size=settings.frame_bytes,
        ws_per_message_deflate=False,
        ws_ping_interval=30,
        ws_ping_timeout=30,
        h11_max_incomplete_event_size=2 * settings.query_bytes + 16_384,
        timeout_graceful_shutdown=10,
        server_header=False,
        proxy_headers=False,
        access_log=False,
        log_config=None,
        http=wire.protocol(settings),
        loop="asyncio",
    )


def _socket(address: str, port: int, settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        # What a browser leaves unread lies with the kernel, which would keep it for ever, and megabytes of it.
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1000 * settings.slow_reader_seconds)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _UNREAD_BYTES)
    listening.bind((address, port))
    return listening


def raise_open_files(settings: Settings) -> None:
    """Raise the limit of open files as far as it goes, and say so when that is too few for all sessions."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    needed = _FILES_OF_A_SESSION * settings.sessions + _FILES_BESIDE
    if most != resource.RLIM_INFINITY and most < needed:
        _log.warning(
            "open files: found a limit of %d, expected at least %d for %d sessions; raise it (ulimit -n) or lower "
            "STPDASH_SESSIONS", most, needed, settings.sessions,
        )  # fmt: skip
