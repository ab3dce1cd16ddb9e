"""Serve the page on this machine until the reviewer stops it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

import uvicorn

from plancoder.errors import StudyError
from plancoder.review_page.app import make_app
from plancoder.review_page.desk import Desk
from plancoder.review_page.guard import HOST, Keys


def serve_page(desk: Desk, port: int, ready: Callable[[Keys], None]) -> None:
    """Serve until interrupted.

    `ready` is called once the page can be opened; port 0 takes any that is free.

    Raises StudyError where the port is taken.
    """
    listener = _listen(port)
    with listener:
        keys = Keys(listener.getsockname()[1])
        config = uvicorn.Config(
            make_app(desk, keys),
            log_level="error",
            access_log=False,
            server_header=False,
            lifespan="off",
            ws="none",
            proxy_headers=False,
            timeout_graceful_shutdown=2,
        )
        threading.Thread(target=ready, args=(keys,), daemon=True).start()
        uvicorn.Server(config).run(sockets=[listener])


def _listen(port: int) -> socket.socket:
    """A socket on loopback only."""
    # The protocol is named: only then asyncio sends answers at once, without waiting 40
    # ms for more to send.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.bind((HOST, port))
        # Now, not later: a browser that opens the address at once waits instead of
        # being refused.
        listener.listen(64)
    except OSError as error:
        listener.close()
        raise StudyError(
            f"port {port} of this machine cannot be used ({error.strerror}). Leave"
            " --port out and a free one is taken."
        ) from error
    return listener
