"""The answer to a server that asks who is there: Basic (RFC 7617) and Digest (RFC 7616)."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable

__all__ = ["Authorization"]

_HASHES: dict[str, Callable[[bytes], str]] = {
    "MD5": lambda data: hashlib.md5(data, usedforsecurity=False).hexdigest(),
    "SHA-256": lambda data: hashlib.sha256(data).hexdigest(),
}
_SCHEME = re.compile(r"(?:^|,)\s*(Basic|Digest)\b", re.I)
_FIELD = re.compile(r'([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')


class Authorization:
    """What to say of oneself, once a server has asked.

    >>> one = Authorization("ada", "secret")
    >>> one.header("GET", "/query"), one.learn("Basic realm=x"), one.header("GET", "/query")
    ('', True, 'Basic YWRhOnNlY3JldA==')
    """

    def __init__(self, user: str, password: str) -> None:
        self._user = user
        self._password = password
        self._scheme = ""
        self._fields: dict[str, str] = {}
        self._count = 0

    def learn(self, challenge: str) -> bool:
        """Takes in what a server asks for; whether it can be answered."""
        if not self._user:
            return False
        for algorithm in ("SHA-256", "MD5"):
            for fields in _asked(challenge, "digest"):
                qop = re.split(r"[\s,]+", fields.get("qop", ""))
                if fields.get("algorithm", "MD5").upper() == algorithm and ("auth" in qop or qop == [""]):
                    self._scheme, self._fields, self._count = "digest", fields, 0
                    return True
        if _asked(challenge, "basic"):
            self._scheme = "basic"
            return True
        return False

    def header(self, method: str, target: str) -> str:
        """The value of the header Authorization; nothing as long as no server has asked."""
        if self._scheme == "basic":
            return "Basic " + base64.b64encode(f"{self._user}:{self._password}".encode()).decode()
        return self._digest(method, target) if self._scheme == "digest" else ""

    def _digest(self, method: str, target: str) -> str:
        asked = self._fields
        algorithm = asked.get("algorithm", "MD5").upper()
        realm, nonce = asked.get("realm", ""), asked.get("nonce", "")

        def hashed(*parts: str) -> str:
            return _HASHES[algorithm](":".join(parts).encode())

        self._count += 1
        count, own = f"{self._count:08x}", secrets.token_hex(8)
        who, what = hashed(self._user, realm, self._password), hashed(method, target)
        told = {"username": self._user, "realm": realm, "nonce": nonce, "uri": target}
        if "qop" in asked:
            told["response"] = hashed(who, nonce, count, own, "auth", what)
            told["cnonce"] = own
        else:
            told["response"] = hashed(who, nonce, what)
        if "opaque" in asked:
            told["opaque"] = asked["opaque"]
        bare = [f"algorithm={algorithm}"] if "algorithm" in asked else []
        bare += ["qop=auth", f"nc={count}"] if "qop" in asked else []
        quoted = (f'{name}="{_escaped(value)}"' for name, value in told.items())
        return "Digest " + ", ".join([*quoted, *bare])


def _asked(challenge: str, scheme: str) -> list[dict[str, str]]:
    """The fields of each challenge of a scheme, by their names in lower case."""
    begins = list(_SCHEME.finditer(challenge))
    ends = [*(one.start() for one in begins[1:]), len(challenge)]
    return [
        {
            name.lower(): re.sub(r"\\(.)", r"\1", quoted) or bare
            for name, quoted, bare in _FIELD.findall(challenge[begin.end() : end])
        }
        for begin, end in zip(begins, ends, strict=True)
        if begin[1].lower() == scheme
    ]


def _escaped(text: str) -> str:
    return re.sub(r'(["\\])', r"\\\1", text)
