"""The command line: ``naseikg VERB``. Exit codes: 0 fine, 1 the data breaks a rule, 2 could not run."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from naseikg.errors import CheckErrors, InconsistencyError, NaseikgError, RecordErrors
from naseikg.places import Project, project

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["main", "parser"]

_BROKEN_DATA = (RecordErrors, InconsistencyError, CheckErrors)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb and returns the exit code."""
    options = parser().parse_args(arguments)
    run: Callable[[argparse.Namespace, Project], int] = options.run
    try:
        return run(options, project(options.project))
    except _BROKEN_DATA as error:
        count = len(str(error).splitlines())
        print(f"{error}\n{count} fault{'' if count == 1 else 's'}; nothing was written", file=sys.stderr)
        return 1
    except NaseikgError as error:
        print(f"naseikg: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("naseikg: stopped", file=sys.stderr)
        return 2


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
        choices=("table", "csv", "json", "markdown", "tsv"),
        default="table",
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
    one.add_argument("--section", metavar="NUMBER", help="list only this section")
    one.add_argument("--summary", action="store_true", help="print the totals only")

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


def _build(options: argparse.Namespace, where: Project) -> int:
    from naseikg.build import STAGES, build_graph, write_graph

    began = time.perf_counter()
    out = options.out or where.graph
    with _progress(STAGES) as progress:
        built = build_graph(where, progress=progress)
        manifest = write_graph(built, out, progress=progress)
    seconds = time.perf_counter() - began
    print(
        f"{len(built.records)} records, {len(built.asserted)} asserted and {len(built.inferred)} inferred triples, "
        f"{built.checks} checks passed in {seconds:.1f} s\n{out}: version {manifest.version}, {manifest.sha256[:12]}"
    )
    return 0


def _check(options: argparse.Namespace, where: Project) -> int:
    from naseikg.build import STAGES, build_graph

    with _progress(STAGES) as progress:
        built = build_graph(where, progress=progress)
    print(f"{len(built.records)} records, {built.checks} checks: no fault")
    if options.owl:
        from naseikg.certify import certify

        print("asking HermiT ...", file=sys.stderr)
        print(certify(built.ontology, built.asserted, built.inferred))
    return 0


def _query(options: argparse.Namespace, where: Project) -> int:
    from naseikg.errors import QueryError
    from naseikg.questions import find_question, load_questions, parse_question

    if options.list:
        return _list_questions(load_questions(where.queries), options.tag)
    if (options.name is None) == (options.file is None):
        raise QueryError("give the NAME of a query or -f FILE; 'naseikg query --list' shows the names")
    if options.accept and options.name is None:
        raise QueryError("--accept needs a named query; it writes queries/expected/NAME.csv")
    if options.name is not None:
        question = find_question(where.queries, options.name)
    else:
        try:
            text = sys.stdin.read() if options.file == "-" else Path(options.file).read_text()
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{options.file}: cannot be read: {error}") from error
        question = parse_question(text, name=options.file)
    from naseikg.answers import ask
    from naseikg.formats import write_answer
    from naseikg.store import load_store

    answer = ask(load_store(where.graph), question.sparql, name=question.name)
    if options.accept:
        expected = where.queries / "expected" / f"{question.name}.csv"
        expected.write_text(write_answer(answer, "csv"))
        print(f"{expected}: {len(answer.rows)} rows; review the difference")
        return 0
    if options.format == "table" and question.header:
        print(f"{question.title}\n{question.header.get('question', '')}\n")
    print(write_answer(answer, options.format, width=shutil.get_terminal_size((100, 24)).columns), end="")
    return 0


def _list_questions(questions: Sequence[object], tag: str | None) -> int:
    from naseikg.questions import Question

    shown = [one for one in questions if isinstance(one, Question) and (tag is None or tag in one.tags)]
    if not shown:
        print("no query" + (f" has the tag {tag!r}" if tag else ""))
        return 0
    width = max(len(one.name) for one in shown)
    for one in shown:
        print(f"{one.name:<{width}}  {one.header.get('question', one.title)}")
    print(f"\n{len(shown)} queries; run one with: naseikg query {shown[0].name}")
    return 0


def _show(options: argparse.Namespace, where: Project) -> int:
    from naseikg.show import show
    from naseikg.store import load_store
    from naseikg.text import load_text

    text = load_text(options.text) if options.text else None
    print(show(load_store(where.graph), options.name, text=text))
    return 0


def _views(options: argparse.Namespace, where: Project) -> int:
    from naseikg.store import load_store
    from naseikg.views import load_views, write_view

    out = options.out or where.build / "views"
    store = load_store(where.graph)
    views = load_views(where.views, names=options.names)
    with _progress([one.name for one in views]) as progress:
        for view in views:
            progress(view.name)
            print(write_view(store, view, out))
    return 0


def _export(options: argparse.Namespace, where: Project) -> int:
    from naseikg.export import export
    from naseikg.store import load_store

    print(export(load_store(where.graph), options.file))
    return 0


def _coverage(options: argparse.Namespace, where: Project) -> int:
    from naseikg.catalogue import load_records
    from naseikg.coverage import coverage_of
    from naseikg.ontology import load_ontology
    from naseikg.text import load_text

    text = load_text(options.text)
    report = coverage_of(text, load_records(where.records, load_ontology(where.ontology)))
    print(report.summary() if options.summary else report.ledger(section=options.section))
    return 0 if report.complete else 1


def _index(options: argparse.Namespace, where: Project) -> int:
    from naseikg.index import sentence_records
    from naseikg.text import load_text

    print(sentence_records(load_text(options.text)), end="")
    return 0


def _site(options: argparse.Namespace, where: Project) -> int:
    from naseikg.site import STAGES, write_site
    from naseikg.store import load_store

    with _progress(STAGES) as progress:
        print(write_site(load_store(where.graph), where, options.out, progress=progress))
    return 0


def _serve(options: argparse.Namespace, where: Project) -> int:
    from naseikg.serve import serve
    from naseikg.site import STAGES, is_current, made_from, write_site
    from naseikg.store import load_store, manifest_of

    out = where.build / "site"
    digest = made_from(where, manifest_of(where.graph))
    if not is_current(out, digest):
        with _progress(STAGES) as progress:
            write_site(load_store(where.graph), where, out, made_from=digest, progress=progress)
    return serve(out, port=options.port, open_browser=not options.no_open)


if __name__ == "__main__":
    sys.exit(main())
