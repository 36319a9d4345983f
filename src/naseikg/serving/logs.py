"""A line for each request: in the combined form that web servers share, or as JSON; and the form of all other lines."""

from __future__ import annotations

import json
import logging
import sys
import time
from datetime import UTC, datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["FORMS", "Logged", "set_up"]

#: The forms of a log: ``combined`` is that of Apache and nginx, which tools such as fail2ban and GoAccess read.
FORMS = ("none", "combined", "json")

_ACCESS = logging.getLogger("naseikg.access")


class Logged:
    """The application with a line for each request that was answered; the text of queries in bodies is not written."""

    def __init__(self, app: ASGIApp, *, form: str) -> None:
        self._app = app
        self._line = _combined if form == "combined" else _json

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request and writes its line."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # 499 is a client that hung up, as nginx has it.
        status, size = 499, 0
        began = time.perf_counter()

        async def seen(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, seen)
        finally:
            _ACCESS.info(self._line(scope, status, size, time.perf_counter() - began))


def set_up(form: str) -> None:
    """Sends the log of this process to standard error; as JSON, each line is an object with time, level and message.

    Called by the verb that runs a server, once; libraries that log are let through from warnings on.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines() if form == "json" else _Lines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("naseikg").setLevel(logging.INFO)
    # It warns of each request that is no HTTP, which strangers send all day.
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        said = super().format(record)
        if record.name == _ACCESS.name:
            return said
        return f"{_time(record.created)} {record.levelname} {record.name}: {said}"


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        if record.name == _ACCESS.name:
            return record.getMessage()
        said = super().format(record)
        told = {"time": _time(record.created), "level": record.levelname, "logger": record.name, "message": said}
        return json.dumps(told, ensure_ascii=False)


def _combined(scope: Scope, status: int, size: int, seconds: float) -> str:
    now = datetime.now(UTC).strftime("%d/%b/%Y:%H:%M:%S +0000")
    asked = f"{scope['method']} {_target(scope)} HTTP/{scope['http_version']}"
    referer, agent = (_quoted(_header(scope, name) or "-") for name in (b"referer", b"user-agent"))
    return f'{_client(scope)} - - [{now}] "{_quoted(asked)}" {status} {size} "{referer}" "{agent}" {seconds:.6f}'


def _json(scope: Scope, status: int, size: int, seconds: float) -> str:
    told = {
        "time": _time(time.time()),
        "client": _client(scope),
        "method": scope["method"],
        "target": _target(scope),
        "status": status,
        "bytes": size,
        "seconds": round(seconds, 6),
        "agent": _header(scope, b"user-agent"),
    }
    return json.dumps(told, ensure_ascii=True)


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


def _client(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else "-"


def _target(scope: Scope) -> str:
    path: bytes = scope.get("raw_path") or scope["path"].encode()
    query: bytes = scope["query_string"]
    return (path + (b"?" + query if query else b"")).decode("latin-1")


def _header(scope: Scope, name: bytes) -> str:
    found: list[bytes] = [value for key, value in scope["headers"] if key == name]
    return found[0].decode("latin-1") if found else ""


def _quoted(text: str) -> str:
    """The text with what could forge a line or end its quotation marks escaped, as Apache does.

    >>> _quoted('curl "1"\\n')
    'curl \\\\x221\\\\x22\\\\x0a'
    """
    return "".join(one if " " <= one <= "~" and one not in '"\\' else f"\\x{ord(one):02x}" for one in text)
