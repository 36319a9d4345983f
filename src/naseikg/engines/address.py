"""Which server is meant, and who asks it: an address without credentials, credentials from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from naseikg.errors import StoreError

__all__ = ["Access", "access_of", "given_address", "parts_of"]

_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who asks a server, and how many seconds of silence are too many."""

    user: str = ""
    password: str = field(default="", repr=False)
    seconds: float = _SECONDS


def given_address(given: str | None, environment: Mapping[str, str] = os.environ) -> str:
    """The address of the server to ask: the given one, or that of ``NASEIKG_STORE``; nothing for the built graph.

    >>> given_address(None, {"NASEIKG_STORE": "http://localhost:7878/query"})
    'http://localhost:7878/query'

    Raises:
        StoreError: it is no address of a server.
    """
    address = given if given is not None else environment.get("NASEIKG_STORE", "")
    if address or given is not None:
        parts_of(address)
    return address


def access_of(environment: Mapping[str, str] = os.environ) -> Access:
    """What the environment says of user, password and patience.

    Raises:
        StoreError: the seconds are no number above 0.
    """
    text = environment.get("NASEIKG_STORE_SECONDS", "")
    try:
        seconds = float(text or _SECONDS)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < 1e6:
        raise StoreError(f"NASEIKG_STORE_SECONDS={text}: is no number of seconds; give one above 0, such as 300")
    return Access(
        user=environment.get("NASEIKG_STORE_USER", ""),
        password=environment.get("NASEIKG_STORE_PASSWORD", ""),
        seconds=seconds,
    )


def parts_of(address: str) -> tuple[str, str, int, str]:
    """Scheme, host, port, and what is asked there.

    >>> parts_of("http://localhost:7878/query")
    ('http', 'localhost', 7878, '/query')

    Raises:
        StoreError: it is no address of a server, or has a password in it, which the message leaves out.
    """
    try:
        split = urlsplit(address)
        port = split.port or (443 if split.scheme == "https" else 80)
    except ValueError as error:
        raise StoreError(
            f"{_shown(address)}: is no address ({error}); give one as http://localhost:7878/query"
        ) from error
    if "@" in split.netloc:
        raise StoreError(
            f"{_shown(address)}: has a user in it; leave it out, and set NASEIKG_STORE_USER and NASEIKG_STORE_PASSWORD"
        )
    if (
        split.scheme not in ("http", "https")
        or not split.hostname
        or not address.isascii()
        or not address.isprintable()
    ):
        raise StoreError(f"{_shown(address)}: is no address of a server; give one as http://localhost:7878/query")
    if " " in address:
        raise StoreError(f"{_shown(address)}: has a space in it; write it as %20")
    target = (split.path or "/") + (f"?{split.query}" if split.query else "")
    return split.scheme, split.hostname, port, target


def _shown(address: str) -> str:
    """The address without what stands before an @, which may be a password."""
    before, at, after = address.rpartition("@")
    scheme, slashes, _ = before.partition("//")
    shown = f"{scheme}{slashes}...@{after}" if at else address
    return shown.encode("ascii", "backslashreplace").decode() or "''"
