"""Inputs that nobody meant: real ones with changes, some made by a grammar, and random ones, each from a seed.

A target makes an input from a source of chance and runs it; it raises what the program should not have raised.
"""

from __future__ import annotations

import random
import socket
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse, serialize

from naseikg.asking.answers import ask
from naseikg.asking.formats import FORMATS, write_answer
from naseikg.asking.lookup import unknown_terms
from naseikg.asking.show import show
from naseikg.errors import (
    AmbiguousNameError,
    DataError,
    MappingErrors,
    QueryError,
    RecordErrors,
    UnitError,
    UnknownFactError,
    UnknownNameError,
)
from naseikg.explaining.why import Explainer
from naseikg.exports.rdf import graph_of
from naseikg.linking.sssom import load_mappings
from naseikg.linking.targets import LINK_PREFIXES, expand_link
from naseikg.missing.cutting import parse_conditions
from naseikg.pipeline import build_graph
from naseikg.reasoning.ontology import load_ontology
from naseikg.records.catalogue import load_records
from naseikg.records.triples import triples_of
from naseikg.validating.brought import SUFFIXES, parse_brought
from naseikg.validating.shapes import load_shapes, validate
from naseikg.vocabulary import GRAPH_ASSERTED, NSEI
from smallproject import write_small_project

__all__ = ["TARGETS", "Target", "changed"]

_SECRET = "do-not-read-me"
_ODD = (
    "\0", "\ufeff", "\u202e", "\u2028", "\ud800", "\U0001f9c2", "\\u0053", "\\", '"', "'", '"""', "<", ">", "#", "\n", "\r", "\t",
    "{", "}", "(", ")", "[", "]", ":", ";", ",", ".", "^^", "@en", "<!--", "<!DOCTYPE x>", "]]>", "%", "&amp;", "\x85", "-", "- ",
    "? ", "!!python/object:os.system", "&a", "*a", "1e999", "-0", "NaN", "9" * 400, "null", "~", "{" * 40, "((((" * 20,
)  # fmt: skip
_OUTSIDE = (
    "SERVICE <$web> { ?s ?p ?o }", "SERVICE SILENT <$web> { ?s ?p ?o }", "FROM <$web>", "FROM NAMED <$file>", "FROM <$file>",
    "LOAD <$file> ;", "LOAD <$web> INTO GRAPH <a:b> ;", "INSERT DATA { <a:a> <a:b> <a:c> } ;", "DROP ALL ;", "CLEAR DEFAULT ;",
    "S\\u0045RVICE <$web> {}", "SERVICE ?s { ?s ?p ?o }", "service<$web>{}", "GRAPH <$file> { ?s ?p ?o }", "DESCRIBE <$web>",
    "PREFIX service: <$web> SERVICE service: {}", "BIND(<$web> AS ?s) SERVICE ?s {}", "# SERVICE <$web>", '"SERVICE <$web> {}"',
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is fuzzed: an input from chance, and what is done with it."""

    make: Callable[[random.Random], str | bytes]
    run: Callable[[str | bytes], None]
    close: Callable[[], None] = lambda: None


def changed(chance: random.Random, text: str, others: Sequence[str], words: Iterable[str] = ()) -> str:
    """A text with a few changes: pieces cut, doubled, swapped, taken from another text, or odd ones put in."""
    odd = (*_ODD, *words)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        one, two = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        two = min(two, one + chance.choice((1, 4, 30, 400)))
        kind = chance.randrange(7)
        if kind == 0:
            text = text[:one] + text[two:]
        elif kind == 1:
            text = text[:two] + text[one:two] * chance.choice((1, 2, 5)) + text[two:]
        elif kind in (2, 3):
            text = text[:one] + chance.choice(odd) + text[one:]
        elif kind == 4:
            other = chance.choice(others)
            start = chance.randrange(len(other) + 1)
            text = text[:one] + other[start : start + chance.choice((5, 40, 300))] + text[two:]
        elif kind == 5:
            lines = text.split("\n")
            lines.insert(chance.randrange(len(lines)), lines.pop(chance.randrange(len(lines))))
            text = "\n".join(lines)
        else:
            text = text[:one] + _noise(chance, chance.choice((1, 3, 20))) + text[two:]
    return text


def _require(fine: bool, fault: str) -> None:
    if not fine:
        raise AssertionError(fault)


def _noise(chance: random.Random, size: int) -> str:
    top = chance.choice((0x7F, 0xFF, 0xFFFF, 0x10FFFF))
    return "".join(chr(chance.randint(0, top)) for _ in range(size))


def _grammar(chance: random.Random, depth: int = 4) -> str:
    """A group of a query that is often right, built from the rules of SPARQL."""

    def term() -> str:
        return chance.choice(
            ("?a", "?b", "nsei:Halide", "a", "kg:x", '"x"@en', "1.50", "[]", "<a:b>", "rdfs:label", "true")
        )

    def expression(left: int) -> str:
        if left == 0:
            return term()
        inner = expression(left - 1)
        forms = (
            f"({inner} + {term()})", f"STR({inner})", f"!{inner}", f"IF({inner}, 1, {term()})", f"{inner} IN (1, {term()})",
            f"COALESCE({inner}, 1/0)", f"REGEX(STR({inner}), '(a*)*$')", f"NOT EXISTS {group(left - 1)}", f"xsd:integer({inner})",
        )  # fmt: skip
        return chance.choice(forms)

    def group(left: int) -> str:
        parts = [
            f"{term()} {chance.choice(('?p', 'a', 'nsei:hasComponent+', '^a/a*', '!a', 'a|rdfs:label'))} {term()} ."
        ]
        if left > 0:
            forms = (
                f"OPTIONAL {group(left - 1)}", f"FILTER({expression(left)})", f"BIND({expression(left)} AS ?b{left})",
                f"{group(left - 1)} UNION {group(left - 1)}", f"MINUS {group(left - 1)}", "VALUES (?a ?b) { (1 UNDEF) (kg:x 2) }",
                f"GRAPH ?g {group(left - 1)}", f"{{ SELECT (COUNT(?a) AS ?n) {group(left - 1)} GROUP BY ?a HAVING(?n > 1) }}",
                chance.choice(_OUTSIDE),
            )  # fmt: skip
            parts += [chance.choice(forms) for _ in range(chance.randrange(3))]
        return "{ " + " ".join(parts) + " }"

    head = chance.choice(
        ("SELECT *", "SELECT DISTINCT ?a", "ASK", "CONSTRUCT { ?a ?p ?b }", "CONSTRUCT WHERE", "DESCRIBE ?a")
    )
    tail = chance.choice(("", " ORDER BY ?a", " LIMIT 3 OFFSET 1", " GROUP BY ?a", f" VALUES ?a {{ {term()} }}"))
    return f"{head} {group(depth)}{tail}"


def query(repository: Path, folder: Path) -> Target:
    """The text of a query: only a `QueryError` may come, and nothing outside the store is ever reached."""
    texts = [one.read_text() for one in sorted((repository / "queries").rglob("*.rq"))]
    secret = folder / "secret.ttl"
    secret.write_text(f'<a:a> <a:b> "{_SECRET}" .')
    web = socket.create_server(("127.0.0.1", 0))
    web.setblocking(False)
    places = {"$web": f"http://127.0.0.1:{web.getsockname()[1]}/data.ttl", "$file": secret.as_uri()}
    # One fact: a query that joins a hundred patterns at random still ends.
    store = Store()
    store.add(Quad(NSEI.Halide, NamedNode("a:b"), Literal("halide", language="en"), GRAPH_ASSERTED))

    def make(chance: random.Random) -> str:
        kind = chance.randrange(10)
        if kind == 0:
            made = _noise(chance, chance.randrange(200))
        elif kind < 5:
            made = _grammar(chance)
            made = changed(chance, made, texts, _OUTSIDE) if kind == 4 else made
        else:
            made = changed(chance, chance.choice(texts), texts, _OUTSIDE)
        for name, place in places.items():
            made = made.replace(name, place)
        return made

    def run(made: str | bytes) -> None:
        assert isinstance(made, str)
        try:
            answer = ask(store, made)
        except QueryError as error:
            _require(bool(str(error)), "an error says nothing")
        else:
            assert all(_SECRET not in str(cell) for row in answer.rows for cell in row), "a file was read"
            for format in FORMATS:
                write_answer(answer, format)
            with suppress(QueryError):
                parse_conditions(made)
            unknown_terms(store, made)
        with suppress(BlockingIOError):
            web.accept()[0].close()
            raise AssertionError("the web was asked")
        assert len(store) == 1, "the store was changed"

    return Target(make=make, run=run, close=web.close)


def records(repository: Path, folder: Path) -> Target:
    """Record files: only `RecordErrors` may come, each with a file and a line."""
    small = write_small_project(folder / "project", repository / "ontology" / "naseikg.ttl")
    ontology = load_ontology(small.project.ontology)
    whole = {one.name: one.read_text() for one in sorted(small.folder.iterdir())}
    real = {
        one.name: one.read_text()[:20_000] for one in sorted((repository / "ontology" / "records").glob("*/*.yaml"))
    }
    lines = [line for text in real.values() for line in text.splitlines(keepends=True)]

    def make(chance: random.Random) -> str:
        name = chance.choice(sorted(whole))
        text = whole[name] if chance.random() < 0.8 or name not in real else real[name]
        kind = chance.randrange(12)
        if kind == 0:
            text = _noise(chance, chance.randrange(300))
        elif kind == 1:
            depth = chance.choice((10, 400, 20_000))
            text = chance.choice(
                ("- id: " + "[" * depth, "- " * depth, "{a: " * depth, "- id: x\n  label: " + "[" * depth + "]" * depth)
            )
        elif kind < 5:
            kept = text.splitlines(keepends=True)
            kept[chance.randrange(len(kept))] = chance.choice(lines)
            text = "".join(kept)
        else:
            text = changed(chance, text, list(real.values()), lines)
        return f"{name}\n{text}"

    def run(made: str | bytes) -> None:
        assert isinstance(made, str)
        name, _, text = made.partition("\n")
        (small.folder / name).write_bytes(text.encode(errors="surrogatepass"))
        try:
            triples_of(load_records(small.project.records, ontology))
        except RecordErrors as error:
            _require(all(one.place.line >= 1 and one.problem for one in error.faults), "a fault has no place")
        finally:
            (small.folder / name).write_text(whole[name])

    return Target(make=make, run=run)


def rdf(repository: Path, folder: Path) -> Target:
    """Data that somebody brings, in each format: only a `DataError` may come, with the file in front."""
    valid = sorted((repository / "tests" / "cases" / "shapes").rglob("*.*"))
    seeds: dict[str, list[bytes]] = {suffix: [] for suffix in SUFFIXES}
    for file in valid:
        if file.suffix in seeds:
            seeds[file.suffix].append(file.read_bytes())
    for content in seeds[".ttl"][:12]:
        triples = [one.triple for one in parse(content, format=RdfFormat.TURTLE)]
        for suffix, format in SUFFIXES.items():
            seeds[suffix].append(serialize(triples, format=format) or b"")
    context = b'{"@context": {"b": {"@id": "a:b", "@type": "@json", "@container": "@set"}}, "@id": "a:a", "b": [1, {"@list": []}]}'
    seeds[".jsonld"].append(context)
    shapes, background = load_shapes(repository / "ontology" / "shapes.ttl"), graph_of(Store())

    def make(chance: random.Random) -> bytes:
        suffix = chance.choice(sorted(seeds))
        content = chance.choice(seeds[suffix])
        if chance.random() < 0.1:
            content = chance.randbytes(chance.randrange(300))
        elif chance.random() < 0.7:
            others = [one.decode(errors="surrogateescape") for one in seeds[chance.choice(sorted(seeds))]]
            text = changed(
                chance, content.decode(), others, ("<<( ", " )>>", "@graph", "@context", "@import", "_:b", "rdf:nodeID")
            )
            content = text.encode(errors="surrogatepass")
        else:
            bits = bytearray(content)
            for _ in range(chance.choice((1, 3, 10))):
                bits[chance.randrange(len(bits))] = chance.randrange(256)
            content = bytes(bits)
        return suffix.encode() + b"\n" + content

    def run(made: str | bytes) -> None:
        assert isinstance(made, bytes)
        suffix, _, content = made.partition(b"\n")
        path = Path(f"mine{suffix.decode()}")
        try:
            brought = parse_brought(content, path=path, format=SUFFIXES[path.suffix])
            # SHACL takes a hundred times longer than reading; a part is enough.
            if len(content) % 10 == 0:
                str(validate(brought, background=background, shapes=shapes))
        except DataError as error:
            _require(str(error).startswith(f"{path}"), f"an error does not name its file: {error}")

    return Target(make=make, run=run)


def mappings(repository: Path, folder: Path) -> Target:
    """SSSOM files: only `MappingErrors` may come, each with a line."""
    files = {one.name: one.read_text() for one in sorted((repository / "ontology" / "mappings").glob("*.sssom.tsv"))}
    labels: dict[NamedNode, str] = {}
    for text in files.values():
        for line in text.splitlines():
            cells = line.split("\t")
            if len(cells) > 5 and cells[0] != "subject_id":
                labels[expand_link(cells[0], LINK_PREFIXES)] = cells[1]
    place = folder / "mappings"
    place.mkdir()

    def make(chance: random.Random) -> str:
        name = chance.choice(sorted(files))
        head, rows = files[name].split("\nsubject_id", 1)
        kept = ("subject_id" + rows).splitlines()
        text = "\n".join([head, kept[0], *sorted(chance.sample(kept[1:], min(8, len(kept) - 1)))]) + "\n"
        return f"{name}\n{changed(chance, text, list(files.values()))}"

    def run(made: str | bytes) -> None:
        assert isinstance(made, str)
        name, _, text = made.partition("\n")
        (place / name).write_bytes(text.encode(errors="surrogatepass"))
        try:
            load_mappings(place, labels)
        except MappingErrors as error:
            _require(all(one.place.line >= 1 and one.problem for one in error.faults), "a fault has no place")
        finally:
            (place / name).unlink()

    return Target(make=make, run=run)


def names(repository: Path, folder: Path) -> Target:
    """The free words of ``show`` and ``why``: only that a name is unknown or meant several ways may come."""
    small = write_small_project(folder / "named", repository / "ontology" / "naseikg.ttl")
    store = build_graph(small.project).store
    explainer = Explainer(store)
    known = [
        "substance/naf", "NaF", "sodium fluoride", "https://w3id.org/naseikg/substance/naf", "nsei:Halide", "interphase/naf-layer",
        "hasComponent", "a", "quantity/modulus", "numericValue", "31.4", "31.4 GPa", "substance/", "/", "reference/small-1", "label",
    ]  # fmt: skip

    def word(chance: random.Random) -> str:
        kind = chance.randrange(8)
        if kind == 0:
            return _noise(chance, chance.randrange(20))
        return chance.choice(known) if kind < 4 else changed(chance, chance.choice(known), known)

    def make(chance: random.Random) -> str:
        return "\x1f".join(word(chance) for _ in range(3))

    def run(made: str | bytes) -> None:
        assert isinstance(made, str)
        subject, relation, object = ([*made.split("\x1f"), "", "", ""])[:3]
        with suppress(UnknownNameError, AmbiguousNameError):
            show(store, subject)
        with suppress(UnknownNameError, AmbiguousNameError, UnknownFactError, UnitError):
            explainer.why(subject, relation, object)

    return Target(make=make, run=run)


#: The targets by name; each is made for a repository and a folder that it may fill.
TARGETS: dict[str, Callable[[Path, Path], Target]] = {
    "query": query,
    "records": records,
    "rdf": rdf,
    "mappings": mappings,
    "names": names,
}
