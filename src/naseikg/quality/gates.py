"""The quality gates of an ontology: what the field's instruments check, each a query or a function that finds nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from naseikg.asking.answers import ask
from naseikg.asking.formats import cell_text
from naseikg.asking.questions import Question, load_questions, require_folder
from naseikg.errors import QueryError
from naseikg.quality.pinned import undefined_terms
from naseikg.quality.syntaxes import SYNTAXES, faulty_syntaxes
from naseikg.vocabulary import GRAPH_ASSERTED, GRAPH_ONTOLOGY, NSEI, OWL, RDF, curie

__all__ = ["INSTRUMENTS", "LEVELS", "Gate", "Offence", "gate_store", "load_gates", "terms_of"]

#: The instruments by the folder that holds their gates, in the order of the report.
INSTRUMENTS = {"foops": "FOOPS!", "oops": "OOPS!", "robot": "ROBOT report", "lov": "LOV"}

#: The levels that each instrument gives its checks; FOOPS! and LOV give none, so theirs have one name.
LEVELS = {
    "FOOPS!": ("Test",),
    "OOPS!": ("Critical", "Important", "Minor"),
    "ROBOT report": ("Error", "Warn", "Info"),
    "LOV": ("Practice",),
}

_HEADER = ("title", "instrument", "item", "level", "problem", "why", "fix")
_MORE = ("note", "of")


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Offence:
    """What a gate finds: a term, in its short form, and the value that breaks the rule."""

    term: str
    value: str

    def __str__(self) -> str:
        return f"{self.term}: {self.value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One check of an instrument: what it is, how grave, why it matters, what to do, and how to find offences.

    ``note`` says where our rule differs from the instrument's. ``parts`` counts, in a graph, what the instrument
    counts when it gives a share; an offence is one part that failed.
    """

    instrument: str
    item: str
    level: str
    title: str
    problem: str
    why: str
    fix: str
    note: str
    parts: Callable[[Store], int]
    find: Callable[[Store], tuple[Offence, ...]]

    @property
    def name(self) -> str:
        """Instrument and item, as in ``OOPS! P11``."""
        return f"{self.instrument} {self.item}"


def gate_store(ontology: Iterable[Triple], asserted: Iterable[Triple] = ()) -> Store:
    """What the gates look at: the ontology, and of the data only which class each thing was given."""
    store = Store()
    store.extend(Quad(one.subject, one.predicate, one.object, GRAPH_ONTOLOGY) for one in ontology)
    store.extend(
        Quad(one.subject, one.predicate, one.object, GRAPH_ASSERTED) for one in asserted if one.predicate == RDF.type
    )
    return store


def load_gates(folder: Path) -> tuple[Gate, ...]:
    """Every gate, by instrument, sorted by item: the queries of the folder, and what no query can say.

    Raises:
        QueryError: a folder of an instrument is missing, or a header is not complete.
    """
    gates = list(_FUNCTIONS)
    for name, instrument in INSTRUMENTS.items():
        inside = require_folder(folder / name)
        gates += [_gate(question, inside, instrument) for question in load_questions(inside)]
    order = list(INSTRUMENTS.values())
    return tuple(sorted(gates, key=lambda gate: (order.index(gate.instrument), _sorted_item(gate.item))))


def terms_of(store: Store) -> frozenset[NamedNode]:
    """The classes, object properties and datatype properties of our namespace, which FOOPS! counts as terms."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    subjects = [quad.subject for kind in kinds for quad in store.quads_for_pattern(None, RDF.type, kind, None)]
    return frozenset(one for one in subjects if isinstance(one, NamedNode) and one.value.startswith(NSEI.iri))


def _sorted_item(item: str) -> tuple[str, int, str]:
    """A key that puts L2 before L11."""
    head = item.rstrip("0123456789")
    number = item[len(head) :]
    return (head, int(number or 0), item)


def _gate(question: Question, folder: Path, instrument: str) -> Gate:
    header, place = question.header, folder / f"{question.name}.rq"
    lacking = [key for key in _HEADER if not header.get(key)]
    if lacking or set(header) - {*_HEADER, *_MORE}:
        raise QueryError(f"{place}: header: it needs {', '.join(_HEADER)}, and may have {', '.join(_MORE)}; mend it")
    if header["instrument"] != instrument:
        raise QueryError(f"{place}: header 'instrument' is {header['instrument']!r}; write {instrument!r}")
    if header["level"] not in LEVELS[instrument]:
        raise QueryError(f"{place}: header 'level' is {header['level']!r}; write {' or '.join(LEVELS[instrument])}")
    if question.name != header["item"].lower().replace("_", "-").replace(".", "-"):
        raise QueryError(f"{place}: header 'item' is {header['item']!r}; name the file after it")
    of = header.get("of", "1")
    if of != "terms" and not of.isdecimal():
        raise QueryError(f"{place}: header 'of' is {of!r}; write a number, or terms")
    return Gate(
        **{key: header[key] for key in _HEADER},
        note=header.get("note", ""),
        parts=_count_terms if of == "terms" else partial(_constant, int(of)),
        find=partial(_rows, question),
    )


def _constant(number: int, store: Store) -> int:
    return number


def _count_terms(store: Store) -> int:
    return len(terms_of(store))


def _rows(question: Question, store: Store) -> tuple[Offence, ...]:
    answer = ask(store, question.sparql, name=question.name)
    if answer.columns != ("term", "value"):
        raise QueryError(f"{question.name}: a gate selects ?term and ?value, not {', '.join(answer.columns)}; mend it")
    return tuple(
        sorted({Offence(term=_text(row[0]) or "the ontology", value=_text(row[1])) for row in answer.rows}),
    )


def _text(value: NamedNode | BlankNode | Literal | None) -> str:
    return "an expression" if isinstance(value, BlankNode) else cell_text(value)


def _ontology_triples(store: Store) -> Iterator[Triple]:
    return (quad.triple for quad in store.quads_for_pattern(None, None, None, GRAPH_ONTOLOGY))


def _in_every_syntax(store: Store) -> tuple[Offence, ...]:
    found = faulty_syntaxes(_ontology_triples(store))
    return tuple(sorted(Offence(term=syntax, value=problem) for syntax, problem in found))


def _defined_elsewhere(store: Store) -> tuple[Offence, ...]:
    found = undefined_terms(_ontology_triples(store))
    return tuple(sorted(Offence(term=curie(term), value=problem) for term, problem in found))


_FUNCTIONS = (
    Gate(
        instrument="FOOPS!",
        item="RDF1",
        level="Test",
        title="the ontology is available in RDF",
        problem="a syntax in which another library does not read the same triples",
        why="Each tool reads the syntax it prefers; all must get the same ontology.",
        fix="rename the term, or remove the character, that the syntax cannot write",
        note="FOOPS! asks for one syntax that loads; we ask for four, read by a second library as the same triples.",
        parts=partial(_constant, len(SYNTAXES)),
        find=_in_every_syntax,
    ),
    Gate(
        instrument="OOPS!",
        item="P40",
        level="Critical",
        title="terms of another vocabulary exist there",
        problem="a term of another vocabulary that is not defined in it",
        why="Nothing can be looked up under an IRI that its owner never defined.",
        fix="correct the IRI, or pin a copy of the vocabulary in quality/pinned.py",
        note="OOPS! asks the network; we ask pinned copies.",
        parts=partial(_constant, 1),
        find=_defined_elsewhere,
    ),
)
