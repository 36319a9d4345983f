"""The explorer as files: the page, its scripts, and the data that they read."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Store

from naseikg.atlas import Atlas
from naseikg.errors import StoreError
from naseikg.explorer.about import about_file, title_of_graph
from naseikg.explorer.compare import compare_file
from naseikg.explorer.details import details_file
from naseikg.explorer.groundwork import Groundwork
from naseikg.explorer.page import SITE_POLICY, page_text
from naseikg.explorer.proofs import proofs_file
from naseikg.explorer.questions import questions_file
from naseikg.places import Project

__all__ = ["BUILT", "SCRIPTS", "require_scripts", "write_explorer", "write_explorer_on"]

#: Where `make web` puts the scripts, and an installed package has them.
BUILT = Path(__file__).parent / "built"
#: What stands beside the page.
SCRIPTS = ("explorer.css", "explorer.js", "worker.js", "LICENCES.txt")
_WASM = "oxigraph.wasm.gz"
_BEST = 9


def write_explorer(
    store: Store, project: Project, folder: Path, *, scripts: Path | None = None, site: bool = True
) -> None:
    """Writes the explorer to a folder: ``index.html``, the scripts and ``data``; equal input gives equal bytes.

    ``site`` tells the page whether the pages of the site are beside its folder.

    Raises:
        StoreError: the scripts are not built, or the folder cannot be written.
        QueryError: a named query or a view is wrong.
    """
    write_explorer_on(Groundwork(store=store, project=project), folder, scripts=scripts, site=site)


def write_explorer_on(groundwork: Groundwork, folder: Path, *, scripts: Path | None = None, site: bool = True) -> None:
    """As `write_explorer`, from what the pages beside it are made from too.

    Raises:
        StoreError: the scripts are not built, or the folder cannot be written.
        QueryError: a named query or a view is wrong.
    """
    built = require_scripts(scripts or BUILT)
    try:
        (folder / "data" / "pictures").mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(_page(groundwork.atlas, site=site), encoding="utf-8", newline="\n")
        for name in SCRIPTS:
            shutil.copyfile(built / name, folder / name)
        shutil.copyfile(built / _WASM, folder / "data" / _WASM)
        for name, content in _data(groundwork, site=site):
            (folder / "data" / f"{name}.gz").write_bytes(gzip.compress(content, _BEST, mtime=0))
    except OSError as error:
        raise StoreError(
            f"{folder}: cannot be written ({error.strerror}); free space or give another folder"
        ) from error


def require_scripts(built: Path = BUILT) -> Path:
    """The same folder, when all scripts are in it.

    Raises:
        StoreError: some are missing; the message says how they are made.
    """
    missing = [name for name in (*SCRIPTS, _WASM) if not (built / name).is_file()]
    if missing:
        raise StoreError(f"{built}: lacks {', '.join(missing)}; run 'make web', which builds the explorer's scripts")
    return built


def _data(groundwork: Groundwork, *, site: bool) -> Iterator[tuple[str, bytes]]:
    """The data files by name."""
    from naseikg.explorer.pictures import picture_file, summary_of

    atlas = groundwork.atlas
    drawings = [one for one in groundwork.drawings if one.graph]
    for one in drawings:
        yield f"pictures/{one.view.name}.json", _json(picture_file(one, atlas))
    quads, _ = groundwork.exported.content(".nq")
    yield "about.json", _json(about_file(atlas, quads=quads, pictures=list(map(summary_of, drawings)), site=site))
    yield "compare.json", _json(compare_file(groundwork.store, atlas))
    yield "details.json", _json(details_file(atlas))
    yield "graph.nq", quads
    yield "proofs.json", _json(proofs_file(groundwork.proofs))
    yield "questions.json", _json(questions_file(atlas, groundwork.exported.answers))


def _json(content: dict[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _page(atlas: Atlas, *, site: bool) -> str:
    instead = ' Everything is also on <a href="../index.html">pages that need none</a>.' if site else ""
    return page_text(
        title=title_of_graph(atlas),
        policy=SITE_POLICY,
        head=['<link rel="stylesheet" href="explorer.css">', '<script src="explorer.js" defer></script>'],
        tail=[],
        instead=instead,
    )
