"""Credentials: where they come from, and that they go to one host only, when it asks for them."""

from __future__ import annotations

import hashlib
import netrc
import os
import urllib.request
from collections.abc import Callable, Mapping
from email.message import Message
from typing import IO, Any, NamedTuple
from urllib.parse import urlsplit


class Login(NamedTuple):
    """A user name and a password."""

    user: str
    password: str

    def __repr__(self) -> str:
        return "Login(...)"


def find_login(endpoint: str, environ: Mapping[str, str]) -> Login | None:
    """Return the credentials for an endpoint, from the environment or else from netrc."""
    user = environ.get("PAPERKG_ENDPOINT_USER", "")
    if user:
        return Login(user, environ.get("PAPERKG_ENDPOINT_PASSWORD", ""))
    path = environ.get("NETRC") or os.path.join(environ.get("HOME", ""), ".netrc")  # noqa: PTH118
    try:
        found = netrc.netrc(path).authenticators(urlsplit(endpoint).hostname or "")
    except (OSError, netrc.NetrcParseError, UnicodeDecodeError):
        return None
    return Login(found[0], found[2] or "") if found else None


class Keys:
    """Answers what hosts demand, and remembers it for the next request to the same host.

    Without the memory every request would be sent twice, its body included; and a server that
    refuses before it has read a long body breaks the connection. Not for several threads at once.
    """

    def __init__(self, login: Login) -> None:
        """Take note of the credentials; nothing is sent before a host asks."""
        self._passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        self._login = login
        self._basic = _Basic(self._passwords)
        self._digest = _Digest(self._passwords)
        self._known: set[str] = set()

    def handlers(self, address: str) -> list[urllib.request.BaseHandler]:
        """Return what has to be added to an opener for a request to this address."""
        root = urlsplit(address)._replace(path="/", query="", fragment="").geturl()
        if root not in self._known:
            self._known.add(root)
            self._passwords.add_password(None, root, self._login.user, self._login.password)
        return [self._digest, self._basic]


class _Digest(urllib.request.HTTPDigestAuthHandler):
    """Digest access authentication (RFC 7616, MD5, SHA-1 and SHA-256)."""

    def __init__(self, passwords: urllib.request.HTTPPasswordMgr) -> None:
        super().__init__(passwords)
        self._asked: dict[str, dict[str, str]] = {}

    def http_request(self, req: urllib.request.Request) -> urllib.request.Request:
        challenge = self._asked.get(_origin(req))
        if challenge is not None and not req.has_header("Authorization"):
            answer = self.get_authorization(req, challenge)
            if answer:
                req.add_unredirected_header("Authorization", f"Digest {answer}")
        return req

    https_request = http_request

    def http_error_401(
        self,
        req: urllib.request.Request,
        file: IO[bytes],
        _code: int,
        _message: str,
        headers: Message,
    ) -> Any:
        for text in headers.get_all("WWW-Authenticate", []):
            scheme, _, rest = text.partition(" ")
            if scheme.lower() == "digest" and _tries(req) < 2:  # a second time: stale nonce
                fields = urllib.request.parse_keqv_list(
                    list(filter(None, urllib.request.parse_http_list(rest)))
                )
                answer = self.get_authorization(req, fields)
                if answer:
                    self._asked[_origin(req)] = fields
                    return _again(self.parent, req, file, f"Digest {answer}")
        return None

    def get_algorithm_impls(self, algorithm: str) -> tuple[Callable[..., str], Callable[..., str]]:
        if algorithm.upper() != "SHA-256":
            return super().get_algorithm_impls(algorithm)

        def digest(text: str) -> str:
            return hashlib.sha256(text.encode()).hexdigest()

        return digest, lambda secret, data: digest(f"{secret}:{data}")


class _Basic(urllib.request.BaseHandler):
    """Basic authentication (RFC 7617), where no digest is offered."""

    handler_order = 495

    def __init__(self, passwords: urllib.request.HTTPPasswordMgr) -> None:
        self._passwords = passwords
        self._asked: set[str] = set()

    def http_request(self, req: urllib.request.Request) -> urllib.request.Request:
        if _origin(req) in self._asked and not req.has_header("Authorization"):
            answer = self._answer(req)
            if answer:
                req.add_unredirected_header("Authorization", answer)
        return req

    https_request = http_request

    def http_error_401(
        self,
        req: urllib.request.Request,
        file: IO[bytes],
        _code: int,
        _message: str,
        headers: Message,
    ) -> Any:
        asked = [text.partition(" ")[0].lower() for text in headers.get_all("WWW-Authenticate", [])]
        answer = self._answer(req)
        if "basic" not in asked or "digest" in asked or not answer or _tries(req):
            return None
        self._asked.add(_origin(req))
        return _again(self.parent, req, file, answer)

    def _answer(self, req: urllib.request.Request) -> str:
        import base64

        user, password = self._passwords.find_user_password("", req.full_url)
        if user is None:
            return ""
        return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")


def _origin(req: urllib.request.Request) -> str:
    return f"{req.type}://{req.host}"


def _tries(req: urllib.request.Request) -> int:
    """How often this request was sent with credentials."""
    count: int = getattr(req, "paperkg_tries", 0)
    return count + bool(count == 0 and req.has_header("Authorization"))


def _again(parent: Any, req: urllib.request.Request, refusal: IO[bytes], answer: str) -> Any:
    refusal.close()
    req.paperkg_tries = _tries(req) + 1  # type: ignore[attr-defined]
    req.add_unredirected_header("Authorization", answer)
    return parent.open(req, timeout=req.timeout)
