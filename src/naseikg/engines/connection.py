"""One kept connection to a server: requests, and every way in which an answer may not come, told in words."""

from __future__ import annotations

import http.client
import re
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urljoin

from naseikg.engines.address import Access, parts_of
from naseikg.engines.authorization import Authorization
from naseikg.errors import StoreError

__all__ = ["Connection", "Reply"]

_REDIRECTS = (301, 302, 303, 307, 308)
_MOST_REDIRECTS = 5
_SHOWN = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole answer; the names of its headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """Its media type without parameters, in lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def words(self) -> str:
        """What it says, as a line to be shown: without markup, and not the whole of a long one."""
        text = self.body[:20_000].decode("utf-8", "replace")
        if "html" in self.media_type:
            text = re.sub(r"(?s)<(script|style|head)\b.*?</\1>|<[^>]*>", " ", text)
        line = " ".join("".join(one if one.isprintable() else " " for one in text).split())
        return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}..."


class Connection:
    """A connection to one server, opened when it is first needed, and again when the server has closed it."""

    def __init__(self, address: str, access: Access) -> None:
        self._http: http.client.HTTPConnection | None = None
        self._address = address
        self._scheme, self._host, self._port, _ = parts_of(address)
        self._access = access
        self._authorization = Authorization(access.user, access.password)

    def send(self, method: str, address: str, *, headers: Mapping[str, str], body: bytes = b"") -> Reply:
        """The answer to a request, whatever its status; redirects inside the server are followed, questions of who asks answered.

        Raises:
            StoreError: the server cannot be reached, is silent, breaks off, sends elsewhere, or refuses the credentials.
        """
        answered = False
        for _ in range(_MOST_REDIRECTS):
            scheme, host, port, target = parts_of(address)
            if (scheme, host, port) != (self._scheme, self._host, self._port):
                raise StoreError(
                    f"{self._address}: sends on to another server ({address}); give that address if you trust it"
                )
            reply = self._once(method, target, headers, body)
            if reply.status == 401:
                if answered or not self._authorization.learn(reply.headers.get("www-authenticate", "")):
                    raise StoreError(self._refused(address, answered))
                answered = True
                reply = self._once(method, target, headers, body)
                if reply.status == 401:
                    raise StoreError(self._refused(address, answered))
            if reply.status not in _REDIRECTS or "location" not in reply.headers:
                return reply
            address = urljoin(address, reply.headers["location"])
        raise StoreError(f"{self._address}: sends on again and again; look at how the server is set up")

    def close(self) -> None:
        """Closes the connection; the next request opens another."""
        if self._http is not None:
            self._http.close()
            self._http = None

    def __del__(self) -> None:
        # A store is let go of, never closed; its connection goes with it.
        self.close()

    def _refused(self, address: str, answered: bool) -> str:
        if answered or self._access.user:
            return f"{address}: refuses the user or the password; look at NASEIKG_STORE_USER and NASEIKG_STORE_PASSWORD"
        return f"{address}: asks for a user; set NASEIKG_STORE_USER and NASEIKG_STORE_PASSWORD"

    def _once(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        told = {"User-Agent": "naseikg", **headers}
        if who := self._authorization.header(method, target):
            told["Authorization"] = who
        kept = self._http is not None
        try:
            return self._asked(method, target, told, body)
        except (ConnectionError, http.client.HTTPException) as error:
            self.close()
            # A server may close a connection that was kept; what it then did not answer is asked once more.
            if not kept or isinstance(error, http.client.IncompleteRead):
                raise self._told(error) from error
        except (OSError, UnicodeError) as error:
            self.close()
            raise self._told(error) from error
        try:
            return self._asked(method, target, told, body)
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            self.close()
            raise self._told(error) from error

    def _asked(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Reply:
        if self._http is None:
            kind = http.client.HTTPSConnection if self._scheme == "https" else http.client.HTTPConnection
            self._http = kind(self._host, self._port, timeout=self._access.seconds)
            self._http.connect()
            self._http.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # It may have answered, and closed, before it had read all.
        with suppress(BrokenPipeError, ConnectionResetError):
            self._http.request(method, target, body=body or None, headers=dict(headers))
        answer = self._http.getresponse()
        content = answer.read()
        if answer.will_close:
            self.close()
        # Of several headers of one name, as servers send several challenges, all count.
        names = {name.lower() for name in answer.headers}
        found = {name: ", ".join(answer.headers.get_all(name) or ()) for name in names}
        return Reply(status=answer.status, headers=found, body=content)

    def _told(self, error: Exception) -> StoreError:
        at = self._address
        if isinstance(error, TimeoutError):
            return StoreError(
                f"{at}: was silent for {self._access.seconds:g} s; ask for less, or set NASEIKG_STORE_SECONDS higher"
            )
        if isinstance(error, http.client.IncompleteRead):
            return StoreError(f"{at}: broke off in the middle of its answer; ask again, or ask for less")
        if isinstance(error, http.client.HTTPException):
            return StoreError(f"{at}: does not answer as a web server does; look at the address")
        why = getattr(error, "strerror", None) or getattr(error, "verify_message", None) or str(error)
        return StoreError(f"{at}: cannot be reached ({why}); look at the address, and whether the server runs")
