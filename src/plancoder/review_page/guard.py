"""Who may talk to the page: only the browser that came with the token, from this
machine, from the page itself.
"""

from __future__ import annotations

import secrets
from collections.abc import MutableMapping
from hmac import compare_digest
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOST = "127.0.0.1"
LARGEST_BODY = 262_144  # 500 decisions with short notes

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

_NO_ENTRY = (
    "This page opens only with the address that 'plancoder review' printed in its"
    " window, token included. Copy that address, or stop plancoder there and start it"
    " again."
)


class Keys:
    """The secrets of one server: the token in the address, and the cookie that it is
    exchanged for.

    The token handed to the browser at start works once: a program's arguments are seen
    by everyone on the machine. The
    one that is printed in the window works again and again.
    """

    def __init__(self, port: int) -> None:
        self.port = port
        self.printed = secrets.token_urlsafe(24)
        self._once = {secrets.token_urlsafe(24)}
        self._session = secrets.token_urlsafe(32)
        # Browsers do not keep the cookies of two ports apart.
        self._name = f"plancoder_{port}"

    @property
    def origin(self) -> str:
        """Where the page lives."""
        return f"http://{HOST}:{self.port}"

    @property
    def printed_address(self) -> str:
        """The address for the person."""
        return f"{self.origin}/?token={self.printed}"

    def address_for_browser(self) -> str:
        """An address that works once."""
        return f"{self.origin}/?token={next(iter(self._once))}"

    def admits(self, token: str) -> bool:
        """Whether a token opens the page."""
        if compare_digest(token.encode(), self.printed.encode()):
            return True
        known = next(
            (
                once
                for once in self._once
                if compare_digest(token.encode(), once.encode())
            ),
            None,
        )
        self._once.discard(known or "")
        return known is not None

    def is_inside(self, headers: Headers) -> bool:
        """Whether a request carries the cookie."""
        cookie = cookie_parser(headers.get("cookie", "")).get(self._name, "")
        return compare_digest(cookie.encode(), self._session.encode())

    def let_in(self) -> Response:
        """Set the cookie and lead away from the address with the token."""
        response = RedirectResponse("/", status_code=303)
        response.set_cookie(
            self._name, self._session, httponly=True, samesite="strict", path="/"
        )
        return response


class Guard:
    """Around the whole page: checks Host, token, cookie and Origin, and puts the safety
    headers on every answer.
    """

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self._app = app
        self._keys = keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or refuse one request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        answer = self._refuse(scope) or self._enter(scope) or self._app
        await answer(scope, receive, send_safely)

    def _refuse(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.getlist("host") != [f"{HOST}:{self._keys.port}"]:
            return _refusal(421, "Wrong host. Use the address that plancoder printed.")
        if scope["method"] not in ("GET", "POST"):
            return _refusal(405, "Only GET and POST.")
        if (
            headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
            and scope["path"] != "/"
        ):
            return _refusal(403, "Not from this page.")
        if scope["method"] == "POST":
            return self._refuse_write(headers)
        return None

    def _refuse_write(self, headers: Headers) -> Response | None:
        if headers.getlist("origin") != [self._keys.origin]:
            return _refusal(403, "Not from this page.")
        if (
            headers.get("content-type", "").partition(";")[0].strip()
            != "application/json"
        ):
            return _refusal(415, "Send JSON.")
        length = headers.get("content-length", "")
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return _refusal(413, "Too much at once.")
        return None

    def _enter(self, scope: Scope) -> Response | None:
        """The exchange of token for cookie; a refusal where there is neither."""
        query = _query(scope)
        if scope["path"] == "/" and scope["method"] == "GET" and "token" in query:
            return (
                self._keys.let_in()
                if self._keys.admits(query["token"])
                else _refusal(403, _NO_ENTRY)
            )
        headers = Headers(scope=scope)
        if self._keys.is_inside(headers):
            return None
        if (
            scope["path"] == "/"
            and headers.get("sec-fetch-site") == "cross-site"
            and "again" not in query
        ):
            return _come_again()
        return _refusal(403, _NO_ENTRY)


def _come_again() -> Response:
    """A strict cookie does not travel with a click in another page (a mail, a
    terminal); a click of our own does.
    """
    body = (
        '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh"'
        ' content="0;url=/?again=1"><title>…</title>'
    )
    return Response(body, media_type="text/html")


def _query(scope: MutableMapping[str, Any]) -> dict[str, str]:
    from urllib.parse import parse_qsl

    return dict(parse_qsl(scope["query_string"].decode("latin-1")))


def _refusal(status: int, text: str) -> Response:
    return PlainTextResponse(text, status_code=status)
