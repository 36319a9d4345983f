"""Data that somebody brings, held against the shapes: what is wrong with each of its things, and what to do.

The data are looked at together with the ontology and the built graph, so that they may refer to our things; but only
the things that they speak of are judged. Nothing is inferred for them, except that the triple which a finding states
is drawn beside it, as it is for our own findings.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, parse
from rdflib import SH, Graph, URIRef
from rdflib import Literal as Text
from rdflib.term import Node

from naseikg.errors import DataError, NaseikgError, OntologyError, nearest
from naseikg.exports.rdf import rdflib_node
from naseikg.records.fields import ThingId
from naseikg.validating.brought import Brought
from naseikg.validating.report import Problem, Report
from naseikg.validating.sifting import Edge, told_at_findings, without_consequences
from naseikg.vocabulary import BASE, NSEI, OWL, RDF, RDFS, curie

__all__ = ["load_shapes", "validate"]

#: A name of ours as a message has it, and its short form.
_OURS = re.compile(rf"<?{re.escape(BASE)}([a-z-]+/{ThingId.form})>?")
#: A term of ours in something like our namespace.
_NEARLY_OURS = re.compile(r"https?://(?:www\.)?w3id\.org/naseikg/ontology[#/]?[A-Za-z]\w*")


def load_shapes(path: Path) -> Graph:
    """The shapes of a Turtle file.

    Raises:
        OntologyError: the file cannot be read or is no Turtle; the message has line and column.
    """
    try:
        return _graph(one.triple for one in parse(path.read_bytes(), format=RdfFormat.TURTLE))
    except SyntaxError as error:
        raise OntologyError(f"{path}:{error.lineno}:{error.offset}: {error.msg}; mend the Turtle") from error
    except OSError as error:
        raise OntologyError(f"{path}: cannot be read ({error.strerror}); give a project that has shapes") from error


def validate(brought: Brought, *, background: Graph, shapes: Graph) -> Report:
    """What is wrong with data that somebody brings, thing by thing in the order of the file.

    ``background`` is the built graph with the ontology; it holds the data for as long as this takes.

    Raises:
        DataError: the data are about nothing that a shape is about.
        NaseikgError: the extra ``shacl`` is not installed.
    """
    validator = _validator()
    with _quiet():
        data = _graph(brought.triples)
        unknown = list(_unknown(brought, background))
        edges = _edges(data, background)
        drawn = {edge: findings for edge, findings in edges.items() if edge not in data and edge not in background}
        with _joined(background, [*data, *edges, *_genera(background)]):
            places = {one: place for place, one in enumerate(dict.fromkeys(_subjects(brought, edges)))}
            aimed, judged = _aimed(shapes, background, places)
            clashes = list(_clashes(background, places))
            # In place, since the shapes are ours alone by now, and the graph is put back afterwards.
            _, found, words = validator(background, shacl_graph=aimed, inplace=True)
        if not isinstance(found, Graph):
            raise OntologyError(f"the shapes cannot be used: {words}; mend ontology/shapes.ttl")
        results = without_consequences(list(_results(found, shapes, background, data)), shapes, data)
        placed = [each for one in results for each in told_at_findings(one, drawn, shapes, data)]
        problems = [*unknown, *clashes, *placed]
    if not judged and not problems:
        raise DataError(
            f"{brought.path}: no thing in it has a class or property of {NSEI.iri}; use those of the ontology"
        )
    problems.sort(key=lambda one: (places[one.thing], one.order))
    # A value may break several components of a shape; a reader is told once.
    told = {(one.thing, one.relation, one.value, one.message): one for one in reversed(problems)}
    return Report(
        path=brought.path,
        prefixes=brought.prefixes,
        owners={
            rdflib_node(one.object): rdflib_node(one.subject)
            for one in brought.triples
            if isinstance(one.object, BlankNode)
        },
        judged=judged,
        problems=tuple(reversed(told.values())),
    )


def _subjects(brought: Brought, edges: Iterable[Edge]) -> Iterator[Node]:
    """What the data speak of: first in the order of the file, then what their findings are about."""
    yield from (rdflib_node(one.subject) for one in brought.triples)
    yield from (subject for subject, _, _ in edges)


@contextmanager
def _joined(graph: Graph, triples: Iterable[Edge]) -> Iterator[None]:
    """Adds triples to a graph for a while; copying a large graph would take longer than all the rest."""
    added = [one for one in dict.fromkeys(triples) if one not in graph]
    try:
        for one in added:
            graph.add(one)
        yield
    finally:
        for one in added:
            graph.remove(one)


def _validator() -> Callable[..., tuple[bool, object, str]]:
    try:
        import pyshacl
    except ImportError as error:
        raise NaseikgError(
            'pyshacl is not installed, which validating data needs; run: pip install "naseikg[shacl]"'
        ) from error
    return pyshacl.validate


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps rdflib from printing how it failed to read a number; the shapes say it in words."""
    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _graph(triples: Iterable[Triple]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for one in triples:
        graph.add((rdflib_node(one.subject), rdflib_node(one.predicate), rdflib_node(one.object)))
    return graph


def _iri(term: NamedNode) -> URIRef:
    return URIRef(term.value)


def _edges(data: Graph, background: Graph) -> dict[Edge, list[Node]]:
    """The plain triples that findings state, where the relation is one of ours, each with its findings."""
    edges: dict[Edge, list[Node]] = {}
    relations = set(background.subjects(_iri(RDF.type), _iri(OWL.ObjectProperty)))
    for finding, relation in data.subject_objects(_iri(NSEI.relation)):
        if relation in relations:
            for subject in data.objects(finding, _iri(NSEI.subject)):
                for value in data.objects(finding, _iri(NSEI.object)):
                    # That a text is no thing is told of the finding.
                    if not isinstance(subject, Text) and not isinstance(value, Text):
                        edges.setdefault((subject, relation, value), []).append(finding)
    return edges


def _genera(graph: Graph) -> Iterator[Edge]:
    """That a class which is defined by a class and a condition stands below that class."""
    for defined, expression in graph.subject_objects(_iri(OWL.equivalentClass)):
        for members in graph.objects(expression, _iri(OWL.intersectionOf)):
            for genus in graph.items(members):
                if isinstance(genus, URIRef):
                    yield defined, _iri(RDFS.subClassOf), genus


def _aimed(shapes: Graph, graph: Graph, things: Iterable[Node]) -> tuple[Graph, int]:
    """The shapes that aim at any of the things, each at these alone, and at how many things they aim.

    So nothing else of a large graph is looked at, and a thing without a name is looked at too, which the validator's
    own way to choose things leaves out.
    """
    aims: dict[tuple[Node, Node], list[Node]] = {}
    for kind in ("targetClass", "targetSubjectsOf"):
        for shape, target in shapes.subject_objects(SH[kind]):
            aims.setdefault((SH[kind], target), []).append(shape)
    aimed = Graph(bind_namespaces="none")
    waiting: list[Node] = []
    judged = 0
    for thing in things:
        targets = [(SH.targetClass, one) for one in _classes(graph, thing)]
        targets += [(SH.targetSubjectsOf, one) for one in set(graph.predicates(thing))]
        found = {shape for target in targets for shape in aims.get(target, ())}
        for shape in found:
            aimed.add((shape, SH.targetNode, thing))
        waiting.extend(found)
        judged += bool(found)
    taken: set[Node] = set()
    while waiting:
        if (node := waiting.pop()) not in taken:
            taken.add(node)
            for subject, predicate, value in shapes.triples((node, None, None)):
                if (predicate, value) not in aims:
                    aimed.add((subject, predicate, value))
                    waiting.append(value)
    return aimed, judged


def _classes(graph: Graph, thing: Node) -> set[Node]:
    """The classes that a thing is said to have, and all above them."""
    return {
        above
        for one in graph.objects(thing, _iri(RDF.type))
        for above in graph.transitive_objects(one, _iri(RDFS.subClassOf))
        if above is not None
    }


def _clashes(graph: Graph, things: Iterable[Node]) -> Iterator[Problem]:
    """The things with two classes that exclude each other."""
    groups = [
        {one for one in graph.items(members) if isinstance(one, URIRef)}
        for group in graph.subjects(_iri(RDF.type), _iri(OWL.AllDisjointClasses))
        for members in graph.objects(group, _iri(OWL.members))
    ]
    for thing in things:
        classes = _classes(graph, thing)
        for group in groups:
            if len(both := sorted(group & classes)) > 1:
                names = " and ".join(curie(NamedNode(str(one))) for one in both)
                yield Problem(thing=thing, message=f"is {names}, which exclude each other; keep one of these classes")


def _unknown(brought: Brought, background: Graph) -> Iterator[Problem]:
    """The terms of our namespace that the ontology does not have, and the things of ours that the graph does not have."""
    for one in brought.triples:
        thing, relation = rdflib_node(one.subject), rdflib_node(one.predicate)
        for term in (one.predicate, one.object):
            if not isinstance(term, NamedNode) or _is_known(term, background):
                continue
            if term.value.startswith(NSEI.iri):
                hint = nearest(curie(term), _ours(background, NSEI.iri)) or "; see the list of terms"
                message = f"{curie(term)} is no term of the ontology{hint}"
            elif _NEARLY_OURS.fullmatch(term.value):
                message = f"<{term.value}> is in no namespace of ours; write {NSEI.iri} in front of the term"
            else:
                continue
            value = None if term == one.predicate else rdflib_node(term)
            yield Problem(thing=thing, relation=relation, value=value, message=message)
    for subject in dict.fromkeys(one.subject for one in brought.triples):
        if isinstance(subject, NamedNode) and subject.value.startswith(BASE) and not _is_known(subject, background):
            hint = nearest(curie(subject), _ours(background, BASE))
            message = f"is named as one of our things, but we have none of that name{hint}"
            message += "; name your own things in a namespace of yours"
            yield Problem(thing=rdflib_node(subject), message=message, is_warning=True)


def _is_known(term: NamedNode, graph: Graph) -> bool:
    return (_iri(term), None, None) in graph


def _ours(graph: Graph, namespace: str) -> list[str]:
    """The short forms of all that a graph knows in a namespace."""
    found = {str(one) for one in graph.subjects() if isinstance(one, URIRef) and one.startswith(namespace)}
    return [curie(NamedNode(one)) for one in found]


def _results(found: Graph, shapes: Graph, background: Graph, data: Graph) -> Iterator[Problem]:
    """The results of the validator; with the name we have that is next to one that we do not have."""
    for result in found.objects(None, SH.result):
        part: Mapping[str, Node | None] = {
            name: found.value(result, SH[name])
            for name in (
                "focusNode",
                "resultPath",
                "value",
                "resultMessage",
                "resultSeverity",
                "sourceShape",
                "sourceConstraintComponent",
            )
        }
        thing, shape = part["focusNode"], part["sourceShape"]
        assert thing is not None
        assert shape is not None
        path, value = part["resultPath"], part["value"]
        if path is not None and not isinstance(path, URIRef):
            # A path of several steps has no short form; its shape has a name in words.
            path = shapes.value(shape, SH.name)
        strange = isinstance(value, URIRef) and value.startswith(BASE) and (value, None, None) not in background
        if strange and str(value).startswith(NSEI.iri):
            # Told as an unknown term.
            continue
        message = _OURS.sub(r"\1", str(part["resultMessage"]))
        if strange and (value, None, None) not in data:
            message += nearest(curie(NamedNode(str(value))), _ours(background, BASE))
        yield Problem(
            thing=thing,
            relation=path,
            value=None if value == thing else value,
            message=message,
            is_warning=part["resultSeverity"] == SH.Warning,
            shape=str(shape),
            constraint=str(part["sourceConstraintComponent"]),
        )
