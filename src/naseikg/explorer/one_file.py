"""The explorer in one file that opens from disk, with all data, scripts and styles inside and no other source."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

from naseikg.errors import StoreError
from naseikg.explorer.page import page_text

__all__ = ["write_one_file"]

_BEST = 9


def write_one_file(explorer: Path, target: Path) -> None:
    """Writes one file with all that a folder of `write.write_explorer` holds.

    Each data file stands in an element ``file:NAME`` as the base64 of its packed bytes, the worker likewise.

    Raises:
        StoreError: the folder is no explorer, or the file cannot be written.
    """
    try:
        about = json.loads(gzip.decompress((explorer / "data" / "about.json.gz").read_bytes()))
        script = _inline((explorer / "explorer.js").read_text(encoding="utf-8"))
        style = (explorer / "explorer.css").read_text(encoding="utf-8").replace("</", "<\\/")
        licences = (explorer / "LICENCES.txt").read_text(encoding="utf-8")
        about["site"] = False
        page = page_text(
            title=about["title"],
            policy=_policy(script, style),
            head=[f"<style>{style}</style>"],
            tail=[
                *(_element(name, content) for name, content in _files(explorer, about)),
                f'<script type="text/plain" id="licences">{html.escape(licences, quote=False)}</script>',
                f"<script>{script}</script>",
            ],
        )
        target.write_text(page, encoding="utf-8", newline="\n")
    except (OSError, ValueError) as error:
        raise StoreError(f"{target}: cannot be made from {explorer} ({error}); write the site again") from error


def _files(explorer: Path, about: dict[str, object]) -> Iterator[tuple[str, bytes]]:
    data = explorer / "data"
    for path in sorted(data.rglob("*.gz")):
        name = path.relative_to(data).as_posix().removesuffix(".gz")
        if name == "about.json":
            text = json.dumps(about, ensure_ascii=False, separators=(",", ":"))
            yield name, gzip.compress(text.encode(), _BEST, mtime=0)
        else:
            yield name, path.read_bytes()
    yield "worker.js", gzip.compress((explorer / "worker.js").read_bytes(), _BEST, mtime=0)


def _element(name: str, content: bytes) -> str:
    return f'<script type="text/plain" id="file:{html.escape(name)}">{base64.b64encode(content).decode()}</script>'


def _inline(script: str) -> str:
    """A script as it may stand in a page: what would end its element is written otherwise, and means the same.

    >>> _inline('const a = "</script>", b = /<!--/;')
    'const a = "\\\\x3c/script>", b = /\\\\x3c!--/;'
    """
    return re.sub(r"<(?=/script|!--|script)", r"\\x3c", script.strip(), flags=re.I)


def _policy(script: str, style: str) -> str:
    def digest(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    return (
        f"default-src 'none'; script-src {digest(script)} 'wasm-unsafe-eval'; style-src {digest(style)}; "
        "style-src-attr 'unsafe-inline'; "
        "img-src data: blob:; connect-src 'none'; worker-src blob:; base-uri 'none'; form-action 'none'"
    )
