"""The whole graph as a static web site: views, answers, downloads, and a page for every thing."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Store, Triple

from naseikg.asking.answered import Answered
from naseikg.asking.formats import write_answer
from naseikg.asking.store import Manifest
from naseikg.errors import StoreError
from naseikg.explorer.groundwork import Groundwork
from naseikg.explorer.one_file import write_one_file
from naseikg.explorer.write import require_scripts, write_explorer_on
from naseikg.exports.export import SUFFIXES, write_exports
from naseikg.exports.offers import offers_of
from naseikg.pages.answers import Labels, query_page, questions_page
from naseikg.pages.here import Here
from naseikg.pages.lists import findings_page, kind_page, references_page
from naseikg.pages.names import (
    copy_mapping_files,
    link_pages,
    names_of,
    triples_of_things,
    write_name,
    write_nanopub_files,
)
from naseikg.pages.notes import notes_page
from naseikg.pages.ontology import ontology_page
from naseikg.pages.reasons import reasons_of
from naseikg.pages.start import Download, Drawn, downloads_page, start_page
from naseikg.pages.terms import term_pages
from naseikg.pages.things import thing_page
from naseikg.pages.wording import counted
from naseikg.places import Project
from naseikg.writing.folders import new_folder

__all__ = ["STAGES", "is_current", "made_from", "write_site"]

#: The stages of the writing in order, as told to a progress display.
STAGES = ("explorer", "views", "answers", "downloads", "pages", "names")

_ASSETS = Path(__file__).parent / "assets"
_MARK = "site.json"
_ONTOLOGY = "naseikg.ttl"
_ONE_FILE = "naseikg.html"


def write_site(
    store: Store,
    project: Project,
    out: Path,
    *,
    made_from: str = "",
    progress: Callable[[str], None] = lambda stage: None,
) -> str:
    """Writes the site to a folder and says in one line what there is.

    The pages are written beside and put in place when they are whole; an older site is replaced. ``progress`` is told
    each of `STAGES` as it begins; ``made_from`` is kept for `is_current`.

    Raises:
        StoreError: the folder cannot be written, or holds something else than a site; or the explorer's scripts are not built.
        QueryError: a named query or a view is wrong.
    """
    out = out.resolve()
    require_scripts()
    try:
        if out.exists() and not (out / _MARK).is_file() and any(out.iterdir()):
            raise StoreError(f"{out}: holds files that are no site; give another folder")
        out.parent.mkdir(parents=True, exist_ok=True)
        with new_folder(out) as whole:
            summary = _written(Groundwork(store=store, project=project), whole, made_from, progress)
    except StoreError as error:
        # A part of the site knows only the folder beside.
        if isinstance(error.__cause__, OSError) and not isinstance(error.__cause__, FileExistsError):
            raise _unwritable(out, error.__cause__) from error
        raise
    except OSError as error:
        raise _unwritable(out, error) from error
    return f"{out}: {summary}; open {out / 'index.html'}"


def _unwritable(out: Path, error: OSError) -> StoreError:
    return StoreError(f"{out}: cannot be written ({error.strerror}); free space or give another folder")


def is_current(out: Path, made_from: str) -> bool:
    """Whether a folder holds a site that was made from the same; see `made_from`."""
    try:
        found = json.loads((out / _MARK).read_text())
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("made_from") == made_from


def made_from(project: Project, manifest: Manifest) -> str:
    """A digest of all that a site is made from: the graph, the questions, the views, the mappings and the code."""
    package = Path(__file__).parent.parent
    files = [
        *project.queries.glob("*.rq"),
        *project.views.glob("*.rq"),
        *project.mappings.glob("*.sssom.tsv"),
        *package.rglob("*.py"),
        *package.rglob("*.[cj]s*"),
        *package.rglob("*.html"),
        *package.rglob("*.gz"),
    ]
    digest = hashlib.sha256(manifest.sha256.encode())
    for file in sorted(files):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def _written(groundwork: Groundwork, folder: Path, made_from: str, progress: Callable[[str], None]) -> str:
    store, project, atlas = groundwork.store, groundwork.project, groundwork.atlas
    progress("explorer")
    write_explorer_on(groundwork, folder / "explore")
    progress("views")
    views = tuple(_views(groundwork, folder / "views"))
    progress("answers")
    answered = groundwork.exported.answers
    _write_answers(answered, folder / "queries")
    progress("downloads")
    downloads = tuple(_downloads(groundwork, folder / "downloads", folder / "explore"))
    progress("pages")
    shutil.copytree(_ASSETS, folder / "assets")
    said = triples_of_things(store)
    pages = 0
    for path, text in _pages(groundwork, said, views, answered, downloads):
        _write(folder / path, text)
        pages += 1
    progress("names")
    names = 0
    for name in names_of(store, atlas, project, said):
        write_name(folder, name)
        names += 1
    write_nanopub_files(groundwork.exported.nanopubs, folder)
    names += len(groundwork.exported.nanopubs)
    copy_mapping_files(project, folder / "mappings")
    counts = {
        "pages": pages,
        "views": len(views),
        "answers": len(answered),
        "downloads": len(downloads),
        "names": names,
    }
    _write(folder / _MARK, json.dumps({"generator": "naseikg", "made_from": made_from, **counts}, indent=2) + "\n")
    return ", ".join(counted(number, name[:-1]) for name, number in counts.items())


def _views(groundwork: Groundwork, folder: Path) -> Iterator[Drawn]:
    from naseikg.drawing.views import write_drawing

    for one in groundwork.drawings:
        size = write_drawing(groundwork.store, one, folder, page_of=groundwork.atlas.address).size
        yield Drawn(name=one.view.name, title=one.view.title, description=one.view.description, size=size)


def _write_answers(answered: Iterable[Answered], folder: Path) -> None:
    for one in answered:
        for format in ("csv", "json"):
            _write(folder / f"{one.question.name}.{format}", write_answer(one.answer, format))


def _downloads(groundwork: Groundwork, folder: Path, explorer: Path) -> Iterator[Download]:
    folder.mkdir(parents=True)
    write_one_file(explorer, folder / _ONE_FILE)
    yield Download(
        name=_ONE_FILE,
        title="Explorer in one file",
        description="All data and the explorer in one page, which opens from your disk and needs no network.",
        size=(folder / _ONE_FILE).stat().st_size,
    )
    offers = offers_of(SUFFIXES)
    write_exports(groundwork.exported, [folder / one.name for one in offers])
    for one in offers:
        size = (folder / one.name).stat().st_size
        yield Download(name=one.name, title=one.title, description=one.description, size=size)
    ontology = groundwork.project.ontology
    shutil.copyfile(ontology, folder / _ONTOLOGY)
    size = ontology.stat().st_size
    yield Download(name=_ONTOLOGY, title="Ontology", description="Classes and properties alone, as Turtle.", size=size)


def _pages(
    groundwork: Groundwork,
    said: Mapping[NamedNode, Sequence[Triple]],
    views: tuple[Drawn, ...],
    answered: tuple[Answered, ...],
    downloads: tuple[Download, ...],
) -> Iterator[tuple[str, str]]:
    store, project, atlas = groundwork.store, groundwork.project, groundwork.atlas

    def here(path: str) -> Here:
        return Here(atlas=atlas, path=path)

    start = start_page(here("index.html"), store, views=views, answered=answered, downloads=downloads)
    yield "index.html", start
    yield "downloads/index.html", downloads_page(here("downloads/index.html"), downloads, link_pages(store, project))
    yield "findings.html", findings_page(here("findings.html"))
    yield "notes.html", notes_page(here("notes.html"))
    yield "ontology.html", ontology_page(here("ontology.html"), store)
    yield "references.html", references_page(here("references.html"))
    yield "queries/index.html", questions_page(here("queries/index.html"), answered)
    labels = Labels(atlas=atlas)
    for one in answered:
        path = f"queries/{one.question.name}.html"
        yield path, query_page(here(path), one, labels)
    yield from term_pages(store, atlas)
    yield from _thing_pages(groundwork, said)


def _thing_pages(groundwork: Groundwork, said: Mapping[NamedNode, Sequence[Triple]]) -> Iterator[tuple[str, str]]:
    atlas, reasons = groundwork.atlas, reasons_of(groundwork.proofs)
    for kind, things in atlas.things.items():
        path = f"{kind}/index.html"
        yield path, kind_page(Here(atlas=atlas, path=path), kind)
        for one in things:
            path = atlas.address(one) or ""
            yield path, thing_page(Here(atlas=atlas, path=path), one, reasons, said[one])


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        # Such as the list of a kind, when a thing of that kind is called index.
        raise StoreError(f"{path.parent.name}/{path.name}: two pages would stand there; rename one thing") from error
