"""The proof that the inferred graph is right: HermiT, asked for everything, finds the same facts.

Types and links between things are HermiT's own answers. Values that are literals are compared with the
closure of the asserted ones, and of those that a class fixes for what HermiT finds to be its members, under the
sub-properties the ontology declares: among the constructs that rules cover (`constructs`), no other one can add
a literal, for taking any other value out of any model leaves a model. (Limits could leave one number only; then
a class fixes it, and is to say so.)
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Triple

from naseikg.errors import InconsistencyError
from naseikg.reasoning.hermit import ask_hermit, is_consistent
from naseikg.reasoning.ontology import Ontology
from naseikg.reasoning.reason import contradictions, values_of_classes
from naseikg.reasoning.rules import rules_of
from naseikg.vocabulary import OWL, RDF, RDFS, XSD, curie

__all__ = ["certify"]

_SHOWN = 20
_CLASSES = {OWL.NamedIndividual, OWL.Nothing, OWL.Thing}
_ANNOTATIONS = {RDFS.comment, RDFS.isDefinedBy, RDFS.label, RDFS.seeAlso}


def certify(ontology: Ontology, asserted: Sequence[Triple], inferred: Sequence[Triple]) -> str:
    """A short report that ontology and facts are OWL 2 DL and consistent, that no class or property is empty,
    and that the facts with the inferred ones are exactly what HermiT entails about named things.

    Raises:
        InconsistencyError: one of these is not so; the message names the culprits.
        OntologyError: the ontology uses a construct that no rule covers.
        NaseikgError: the extra ``owl`` is not installed.
    """
    began = time.perf_counter()
    rules_of(ontology)  # refuses what the argument above about literals does not hold for
    if undeclared := list(_undeclared(ontology, (*asserted, *inferred))):
        _fail(undeclared)
    verdict = ask_hermit((*ontology.triples, *asserted))
    if verdict.outside_dl:
        _fail(f"not OWL 2 DL: {one}; correct the ontology or the records" for one in verdict.outside_dl)
    if not verdict.consistent:
        _fail(contradictions(ontology, asserted) or _conflict(ontology, asserted))
    if verdict.empty:
        _fail(f"{curie(one)} can hold of nothing, HermiT finds; correct the axioms about it" for one in verdict.empty)
    fixed = values_of_classes(ontology, (*verdict.facts, *asserted))
    entailed = verdict.facts | frozenset(_values(ontology, (*asserted, *fixed)))
    present = frozenset(_plain(one) for one in (*ontology.facts, *asserted, *inferred) if _is_fact(ontology, one))
    missing, extra = _sorted(entailed - present), _sorted(present - entailed)
    if missing or extra:
        _fail(
            (f"{_words(one)}: follows, but was not inferred; extend the rules" for one in missing),
            (f"{_words(one)}: was inferred, but does not follow; correct the rules" for one in extra),
        )
    types = sum(one.predicate == RDF.type for one in entailed)
    values = sum(isinstance(one.object, Literal) for one in entailed)
    return (
        f"HermiT agrees: OWL 2 DL, consistent, no empty class or property; {verdict.individuals} individuals with"
        f" {types} types, {len(entailed) - types - values} links and {values} values, none missing and none extra"
        f" ({time.perf_counter() - began:.1f} s)"
    )


def _fail(*kinds: Iterable[str]) -> None:
    """Raises all faults, of each kind at most `_SHOWN`."""
    lines = []
    for faults in map(list, kinds):
        lines.extend(faults[:_SHOWN])
        if len(faults) > _SHOWN:
            lines.append(f"... and {len(faults) - _SHOWN} more")
    raise InconsistencyError("\n".join(lines))


def _sorted(facts: Iterable[Triple]) -> list[Triple]:
    return sorted(facts, key=str)


def _undeclared(ontology: Ontology, facts: Iterable[Triple]) -> Iterator[str]:
    """The facts that use a class or property which the ontology does not have."""
    properties = ontology.properties | _ANNOTATIONS
    for one in facts:
        if one.predicate == RDF.type:
            if one.object not in ontology.classes | _CLASSES and isinstance(one.object, NamedNode):
                yield f"{_words(one)}: the ontology has no class {curie(one.object)}; declare it or correct the records"
        elif one.predicate not in properties:
            yield f"{_words(one)}: the ontology has no property {curie(one.predicate)}; declare it or correct the records"


def _is_fact(ontology: Ontology, one: Triple) -> bool:
    """Whether a triple says something in OWL, other than an annotation."""
    if one.predicate == RDF.type:
        return one.object not in _CLASSES
    return one.predicate not in ontology.annotation_properties | _ANNOTATIONS


def _values(ontology: Ontology, asserted: Sequence[Triple]) -> Iterator[Triple]:
    """The asserted values that are literals, and the same as values of every property above."""
    above: dict[NamedNode, set[NamedNode]] = {one: {one} for one in ontology.data_properties}
    pairs = [*ontology.subjects(RDFS.subPropertyOf)]
    for one, other in ontology.subjects(OWL.equivalentProperty):
        pairs.extend(((one, other), (other, one)))
    for _ in above:
        for lower, upper in pairs:
            if isinstance(lower, NamedNode) and isinstance(upper, NamedNode) and lower in above:
                above[lower] |= above[upper]
    for fact in (*ontology.facts, *asserted):
        for link in above.get(fact.predicate, ()):
            yield _plain(Triple(fact.subject, link, fact.object))


def _plain(one: Triple) -> Triple:
    """A triple with its number in the shortest form, as the store that the rules run in keeps it."""
    if isinstance(one.object, Literal) and one.object.datatype == XSD.decimal:
        shortest = format(Decimal(one.object.value).normalize(), "f")
        return Triple(one.subject, one.predicate, Literal(shortest, datatype=XSD.decimal))
    return one


def _conflict(ontology: Ontology, asserted: Sequence[Triple]) -> list[str]:
    """A smallest set of facts that contradict the ontology, where no rule shows one.

    Each round finds the fact at which the facts before it turn inconsistent, and keeps it.
    """
    kept: list[Triple] = []
    rest = list(asserted)
    while is_consistent((*ontology.triples, *kept)):
        fine, broken = 0, len(rest)
        while broken - fine > 1:
            middle = (fine + broken) // 2
            if is_consistent((*ontology.triples, *kept, *rest[:middle])):
                fine = middle
            else:
                broken = middle
        kept.append(rest[fine])
        rest = rest[:fine]
    facts = ", ".join(map(_words, _sorted(kept))) or "it alone"
    return [f"HermiT finds the ontology contradicted by {facts}; correct the records or the ontology"]


def _words(one: Triple) -> str:
    link = "is a" if one.predicate == RDF.type else curie(one.predicate)
    subject, value = (curie(node) if isinstance(node, NamedNode) else str(node) for node in (one.subject, one.object))
    return f"{subject} {link} {value}"
