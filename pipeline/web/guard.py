"""The guard before the workbench: who may ask, from where, for how much, and what may run.

host      the name that was asked for must be ours, or a page elsewhere could reach us (DNS
          rebinding)
session   a cookie (SameSite=Strict) that only the address printed at the start, or the
          password, brings
token     what changes anything needs the session's token in a header besides, which no other
          site can send, and may not come from another origin
size      a body over the limit is refused with 413, whatever its headers say
policy    no script, style or frame but our own files'
"""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN_HEADER = "x-tiaoli-token"
SAFE_METHODS = ("GET", "HEAD")
PUBLIC = ("/login", "/static/")
UPLOADS = "/api/documents"
# Bodies other than files: a draft, a label.
SMALL = 200_000
# After a wrong password the next try waits, so that guessing is slow from anywhere.
PAUSE_S = 0.5
MOST_SESSIONS = 100
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}


@dataclass(slots=True)
class Doors:
    """Who is let in. Without a password the secret of this start opens, with one only it does."""

    hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost", "::1"})
    any_address: bool = False
    password: str = ""
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    sessions: dict[str, None] = field(default_factory=dict)
    cookie: str = "tiaoli"
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    def knows(self, host: str) -> bool:
        """Whether a Host header names us. An address cannot be rebound, a name can."""
        name = _hostname(host)
        if name in self.hosts:
            return True
        return self.any_address and _is_address(name)

    async def enter(self, said: str) -> str | None:
        """A new session for who says the right word, or None, after a while."""
        async with self._turn:
            if not _same(said, self.password or self.secret):
                await asyncio.sleep(PAUSE_S)
                return None
        return self.open()

    def open(self) -> str:
        """A new session; the oldest goes when there are too many."""
        session = secrets.token_urlsafe(24)
        self.sessions[session] = None
        while len(self.sessions) > MOST_SESSIONS:
            del self.sessions[next(iter(self.sessions))]
        return session

    def token(self, session: str) -> str:
        """The token that changes of this session carry."""
        return hmac.new(self.secret.encode(), session.encode(), sha256).hexdigest()

    def session(self, headers: Headers) -> str | None:
        """The session that a request belongs to."""
        try:
            jar = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return None
        said = jar[self.cookie].value if self.cookie in jar else ""
        return said if said in self.sessions else None

    def give(self, response: Response, session: str) -> Response:
        """Set the session's cookie: never read by script, never sent from another site."""
        response.set_cookie(self.cookie, session, httponly=True, samesite="strict", path="/")
        return response


@dataclass(frozen=True, slots=True)
class Guard:
    """The application behind the guard. `largest` is the size of a file that may be sent."""

    app: ASGIApp
    doors: Doors
    largest: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        refusal = self._refused(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        session = self.doors.session(headers)
        scope.setdefault("state", {})
        scope["state"] |= {"session": session, "token": self.doors.token(session or "")}
        limit = self.largest if scope["path"] == UPLOADS else SMALL
        try:
            length = int(headers.get("content-length", "0"))
        except ValueError:
            length = limit + 1
        if length > limit:
            await _problem(413, f"more than {limit:,} bytes are not taken")(scope, receive, send)
            return
        await self.app(scope, _limited(receive, limit), send)

    def _refused(self, scope: Scope, headers: Headers) -> Response | None:
        """The answer to a request that goes no further; None where it may."""
        path, method = scope["path"], scope["method"]
        if not self.doors.knows(headers.get("host", "")):
            return _problem(421, "this host is not served here; use the address that was printed")
        if method not in SAFE_METHODS and not _own_origin(headers):
            return _problem(403, "this comes from another site")
        if path.startswith(PUBLIC):
            return None
        session = self.doors.session(headers)
        if session is None:
            return self._stranger(scope)
        said = headers.get(TOKEN_HEADER, "")
        if method not in SAFE_METHODS and not _same(said, self.doors.token(session)):
            return _problem(403, "the token is missing or old; load the page again")
        return None

    def _stranger(self, scope: Scope) -> Response:
        """Who has no session: the printed address opens one, everything else asks for the word."""
        said = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if scope["method"] == "GET" and not self.doors.password and said:
            if _same(said, self.doors.secret):
                return self.doors.give(RedirectResponse("/", 303), self.doors.open())
            return RedirectResponse("/login?wrong=1", 303)
        if scope["path"].startswith(("/api/", "/export/")) or scope["method"] != "GET":
            return _problem(401, "no session; open the address that was printed, or sign in")
        return RedirectResponse("/login", 303)


def _problem(status: int, detail: str) -> Response:
    return JSONResponse({"detail": detail}, status)


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending


def _limited(receive: Receive, limit: int) -> Receive:
    """What comes in, until it is more than the limit: then the answer is 413."""
    come = 0

    async def receiving() -> Message:
        nonlocal come
        message = await receive()
        come += len(message.get("body", b""))
        if come > limit:
            raise HTTPException(413, f"more than {limit:,} bytes are not taken")
        return message

    return receiving


def _own_origin(headers: Headers) -> bool:
    """Whether a request was made by a page of ours, as far as the browser says."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")


def _same(said: str, right: str) -> bool:
    """Whether two words are the same, in a time that tells nothing of where they differ."""
    one, other = (sha256(word.encode("utf-8", "replace")).digest() for word in (said, right))
    return hmac.compare_digest(one, other)


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
