"""The command line: ``naseikg VERB``. Exit codes: 0 fine, 1 the data breaks a rule, 2 could not run."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from naseikg.asking.formats import FORMATS
from naseikg.errors import CheckErrors, InconsistencyError, NaseikgError, RecordErrors
from naseikg.places import Project, project, require_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Store

__all__ = ["main", "parser"]

_MORE = re.compile(r"\.\.\. and (\d+) more")
_BROKEN_DATA = (RecordErrors, InconsistencyError, CheckErrors)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb and returns the exit code."""
    options = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace, Project], int] = options.run
    try:
        code = run(options, require_project(project(options.project)))
        sys.stdout.flush()
        return code
    except _BROKEN_DATA as error:
        count = sum(int(more[1]) if (more := _MORE.fullmatch(line)) else 1 for line in str(error).splitlines())
        print(f"{error}\n{count} fault{'' if count == 1 else 's'}; nothing was written", file=sys.stderr)
        return 1
    except NaseikgError as error:
        print(f"naseikg: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough.
        _drop_output()
        return 0
    except OSError as error:
        if error.filename is not None:
            raise
        # Standard output has no file name; a full disk shows when it is written at last.
        _drop_output()
        print(f"naseikg: the output cannot be written ({error.strerror}); free space", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("naseikg: stopped", file=sys.stderr)
        return 2


def _drop_output() -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        import naseikg

        print(f"naseikg {naseikg.__version__}")
        parser.exit()


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\nTry '{self.prog} --help'.\n")


def parser() -> argparse.ArgumentParser:
    """The parser of the command line, with every verb, option and example."""
    made = _Parser(
        prog="naseikg",
        description="A review on artificial interphases for sodium metal anodes as a knowledge graph.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Start with:  naseikg query --list   |   naseikg show substance/naf   |   naseikg serve",
    )
    made.add_argument(
        "--project",
        type=Path,
        metavar="DIR",
        help="folder with ontology/, queries/ and graphs/ (default: this one's own)",
    )
    made.add_argument("--version", action=_Version, nargs=0, help="print the version and stop")
    verbs = made.add_subparsers(title="verbs", metavar="VERB", required=True)

    def verb(name: str, run: Callable[[argparse.Namespace, Project], int], help: str, *examples: str) -> _Parser:
        one = verbs.add_parser(
            name,
            help=help,
            description=help[0].upper() + help[1:] + ".",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            epilog="Examples:\n" + "\n".join(f"  naseikg {example}" for example in examples),
        )
        one.set_defaults(run=run)
        assert isinstance(one, _Parser)
        return one

    one = verb("build", _build, "build the graph from ontology and records", "build", "build --out /tmp/graph")
    one.add_argument("--out", type=Path, metavar="DIR", help="where to write the graph (default: build/graph)")

    one = verb(
        "check",
        _check,
        "report all faults of the records; write nothing",
        "check",
        "check --owl",
    )
    one.add_argument(
        "--owl", action="store_true", help="also have HermiT certify ontology and inferred facts (needs naseikg[owl])"
    )

    one = verb(
        "query",
        _query,
        "run a named query, or a SPARQL file",
        "query --list",
        "query naf-layers",
        "query -f mine.rq --format csv",
        "query -f - < mine.rq",
    )
    one.add_argument("name", nargs="?", metavar="NAME", help="a query of queries/")
    one.add_argument("-f", "--file", metavar="FILE", help="a file with SPARQL; - reads it from standard input")
    one.add_argument("--list", action="store_true", help="list the named queries with their questions")
    one.add_argument("--tag", metavar="TAG", help="with --list: only queries with this tag")
    one.add_argument(
        "--format",
        choices=FORMATS,
        help="how to write the answer (default: table)",
    )
    one.add_argument("--accept", action="store_true", help="write the answer to queries/expected/NAME.csv for review")

    one = verb(
        "show",
        _show,
        "show one thing: what it is, its facts, their evidence",
        "show substance/naf",
        'show "Na3P"',
        "show reference/shi-2023-71 --text review.txt",
    )
    one.add_argument("name", metavar="ID", help="kind/slug, IRI, label, formula or abbreviation")
    one.add_argument(
        "--text", type=Path, metavar="FILE", help="the review's plain text, to print the sentences themselves"
    )

    one = verb("views", _views, "draw the network views as pages", "views", "views --out /tmp/views")
    one.add_argument("--out", type=Path, metavar="DIR", help="where to write the pages (default: build/views)")
    one.add_argument("names", nargs="*", metavar="NAME", help="only these views (default: all)")

    one = verb(
        "export",
        _export,
        "write the graph to a file, the format by its suffix",
        "export graph.ttl",
        "export graph.jsonld",
        "export graph.graphml",
        "export tables.csv.zip",
    )
    one.add_argument("file", type=Path, metavar="FILE", help=".ttl .rdf .jsonld .nt .nq .trig .graphml .gexf .csv.zip")

    one = verb(
        "coverage",
        _coverage,
        "account for every sentence, number and citation of a source",
        "coverage review.txt",
        "coverage review.txt --section 3.1",
    )
    one.add_argument("text", type=Path, metavar="TEXT", help="the plain text the records were read from")
    either = one.add_mutually_exclusive_group()
    either.add_argument("--section", metavar="NUMBER", help="list only this section")
    either.add_argument("--summary", action="store_true", help="print the totals only")

    one = verb(
        "index", _index, "write the sentence records of a new source's text", "index review.txt > sentences.yaml"
    )
    one.add_argument("text", type=Path, metavar="TEXT", help="the plain text of the source")

    one = verb("site", _site, "write start page, views, answers and downloads as a folder of pages", "site /tmp/site")
    one.add_argument("out", type=Path, metavar="DIR", help="where to write the pages")

    one = verb(
        "serve", _serve, "open start page, views and answers in a browser", "serve", "serve --port 8400 --no-open"
    )
    one.add_argument("--port", type=int, default=0, help="port on this machine (default: any free one)")
    one.add_argument("--no-open", action="store_true", help="do not open a browser")
    return made


@contextmanager
def _progress(stages: Sequence[str]) -> Iterator[Callable[[str], None]]:
    """Tells the stages as they begin: a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda stage: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description:<12}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=len(stages))

        def tell(stage: str) -> None:
            bar.update(task, description=stage, completed=stages.index(stage) if stage in stages else 0)

        yield tell


def _store(where: Project) -> Store:
    """The built graph, with a warning when the records say something else by now."""
    from naseikg.asking.store import load_store

    _warn_when_stale(where)
    return load_store(where.graph)


def _warn_when_stale(where: Project) -> None:
    from naseikg.asking.freshness import is_stale

    if is_stale(where):
        print("naseikg: the records changed since the last build; run naseikg build", file=sys.stderr)


def _build(options: argparse.Namespace, where: Project) -> int:
    from naseikg.asking.freshness import digest_of
    from naseikg.asking.store import remember_inputs
    from naseikg.pipeline import STAGES, build_graph, write_graph

    began = time.perf_counter()
    out = options.out or where.graph
    inputs = digest_of(where)
    with _progress(STAGES) as progress:
        built = build_graph(where, progress=progress)
        manifest = write_graph(built, out, progress=progress)
        remember_inputs(out, inputs)
    seconds = time.perf_counter() - began
    print(
        f"{len(built.records)} records, {len(built.asserted)} asserted and {len(built.inferred)} inferred triples, "
        f"{built.checks} checks passed in {seconds:.1f} s\n{out}: version {manifest.version}, {manifest.sha256[:12]}"
    )
    return 0


def _check(options: argparse.Namespace, where: Project) -> int:
    from naseikg.pipeline import STAGES, build_graph

    with _progress(STAGES) as progress:
        built = build_graph(where, progress=progress)
    print(f"{len(built.records)} records, {built.checks} checks: no fault")
    if options.owl:
        from naseikg.reasoning.certify import certify

        print("asking HermiT ...", file=sys.stderr)
        print(certify(built.ontology, built.asserted, built.inferred))
    return 0


def _query(options: argparse.Namespace, where: Project) -> int:
    from naseikg.asking.questions import find_question, list_questions, load_questions, parse_question, read_query
    from naseikg.errors import QueryError, StoreError

    _require_sense(options)
    width = shutil.get_terminal_size((100, 24)).columns
    if options.list:
        print(list_questions(load_questions(where.queries), tag=options.tag, width=width))
        return 0
    if options.name is not None:
        question = find_question(where.queries, options.name)
    elif options.file != "-":
        question = parse_question(read_query(Path(options.file)), name=options.file)
    else:
        try:
            question = parse_question(sys.stdin.read(), name="-")
        except UnicodeDecodeError as error:
            raise QueryError("-: is not in UTF-8; save it so") from error
    from naseikg.asking.answers import ask
    from naseikg.asking.formats import write_answer

    answer = ask(_store(where), question.sparql, name=question.name)
    if options.accept:
        expected = where.queries / "expected" / f"{question.name}.csv"
        try:
            expected.parent.mkdir(exist_ok=True)
            expected.write_text(write_answer(answer, "csv"))
        except OSError as error:
            raise StoreError(f"{expected}: cannot be written ({error.strerror})") from error
        print(f"{expected}: {len(answer.rows)} rows; review the difference")
        return 0
    format = options.format or "table"
    if format == "table" and question.header:
        print(f"{question.title}\n{question.header.get('question', '')}\n")
    print(write_answer(answer, format, width=width), end="")
    return 0


def _require_sense(options: argparse.Namespace) -> None:
    """Refuses options of ``query`` that would do nothing beside the others."""
    from naseikg.errors import QueryError

    given = [one for one in ("name", "file", "accept", "format") if getattr(options, one)]
    if options.list and given:
        raise QueryError("--list stands alone, or with --tag; leave the rest out")
    if options.tag is not None and not options.list:
        raise QueryError("--tag needs --list")
    if not options.list and (options.name is None) == (options.file is None):
        raise QueryError("give the NAME of a query or -f FILE; 'naseikg query --list' shows the names")
    if options.accept and options.name is None:
        raise QueryError("--accept needs a named query; it writes queries/expected/NAME.csv")
    if options.accept and options.format:
        raise QueryError("--accept always writes CSV; leave --format out")


def _show(options: argparse.Namespace, where: Project) -> int:
    from naseikg.asking.show import show
    from naseikg.reading.text import load_text

    text = load_text(options.text) if options.text else None
    print(show(_store(where), options.name, text=text))
    return 0


def _views(options: argparse.Namespace, where: Project) -> int:
    from naseikg.asking.questions import require_folder
    from naseikg.drawing.views import load_views, write_view

    out = options.out or where.build / "views"
    store = _store(where)
    views = load_views(require_folder(where.views), names=options.names)
    with _progress([one.name for one in views]) as progress:
        for view in views:
            progress(view.name)
            print(write_view(store, view, out))
    return 0


def _export(options: argparse.Namespace, where: Project) -> int:
    from naseikg.exports.export import export

    print(export(_store(where), options.file))
    return 0


def _coverage(options: argparse.Namespace, where: Project) -> int:
    from naseikg.reading.coverage import coverage_of
    from naseikg.reading.text import load_text
    from naseikg.reasoning.ontology import load_ontology
    from naseikg.records.catalogue import load_records

    text = load_text(options.text)
    report = coverage_of(text, load_records(where.records, load_ontology(where.ontology)))
    print(report.summary() if options.summary else report.ledger(section=options.section))
    return 0 if report.complete else 1


def _index(options: argparse.Namespace, where: Project) -> int:
    from naseikg.reading.sentences import sentence_records
    from naseikg.reading.text import load_text

    print(sentence_records(load_text(options.text)), end="")
    return 0


def _site(options: argparse.Namespace, where: Project) -> int:
    from naseikg.pages.site import STAGES, write_site

    with _progress(STAGES) as progress:
        print(write_site(_store(where), where, options.out, progress=progress))
    return 0


def _serve(options: argparse.Namespace, where: Project) -> int:
    from naseikg.asking.store import manifest_of
    from naseikg.pages.serve import serve
    from naseikg.pages.site import STAGES, is_current, made_from, write_site

    out = where.build / "site"
    digest = made_from(where, manifest_of(where.graph))
    if is_current(out, digest):
        _warn_when_stale(where)
    else:
        store = _store(where)
        with _progress(STAGES) as progress:
            write_site(store, where, out, made_from=digest, progress=progress)
    return serve(out, port=options.port, open_browser=not options.no_open)


if __name__ == "__main__":
    sys.exit(main())
