"""Findings as nanopublications: what is claimed, where it comes from, who published it so, each in a graph of its own.

The form is that of https://nanopub.net/guidelines/working_draft/. The name of each is a trusty URI, a digest of what it
says; there is no signature, which only the key of a person can make.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store, Triple

from naseikg.asking.lookup import find_thing
from naseikg.asking.suggestions import meant, unknown_name
from naseikg.asking.values import label_of, links_of, text_of, users_of
from naseikg.errors import NaseikgError, UnknownNameError
from naseikg.exports.bibliography import Work, doi_iri, works_of
from naseikg.exports.trusty import PLACEHOLDER, trusty_code
from naseikg.exports.turtle import prefix_lines, statements
from naseikg.vocabulary import (
    BASE,
    BIBO,
    CITO,
    DCTERMS,
    FOAF,
    GRAPH_ASSERTED,
    GRAPH_ONTOLOGY,
    LICENCE,
    NSEI,
    ONTOLOGY,
    OWL,
    PROV,
    RDF,
    RDFS,
    SKOS,
    XSD,
    Namespace,
    curie,
)

__all__ = ["Nanopub", "nanopub_of", "nanopubs_of", "write_nanopubs"]

_NP = Namespace("http://www.nanopub.org/nschema#")
_NPX = Namespace("http://purl.org/nanopub/x/")
_PAV = Namespace("http://purl.org/pav/")
_PREFIXES = {
    "bibo": BIBO.iri,
    "cito": CITO.iri,
    "dcterms": DCTERMS.iri,
    "foaf": FOAF.iri,
    "np": _NP.iri,
    "npx": _NPX.iri,
    "nsei": NSEI.iri,
    "owl": OWL.iri,
    "pav": _PAV.iri,
    "prov": PROV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "skos": SKOS.iri,
    "xsd": XSD.iri,
}
_HERE = f"{BASE}np/{PLACEHOLDER}"
_THIS, _PARTS = NamedNode(_HERE), Namespace(f"{_HERE}#")
_DEVELOPERS = NamedNode(f"{BASE}agent/naseikg-developers")
_DERIVED = "derived-from-article-number"

#: Things that are nothing but what is said of them; they are told whole. Others are told by name, type and marks.
_TOLD_WHOLE = ("comparison", "quantity", "test", "unit")
_MARKS = (NSEI.figureNumber, NSEI.formula, NSEI.panelLetter, NSEI.partOf, NSEI.referenceNumber)
#: What the build computes is no part of what a source claims.
_COMPUTED = {NSEI.siLowerBound, NSEI.siUnit, NSEI.siUpperBound, NSEI.siValue}
#: What the provenance says of a finding; the rest is its claim, or has a term of PROV or CiTO.
_OF_THE_FINDING = (NSEI.basis, NSEI.evidence, NSEI.referenceBasis, NSEI.reportedIn, NSEI.reportedYear, NSEI.uncited)
_OF_A_SENTENCE = (NSEI.inSection, NSEI.paragraphNumber, NSEI.sentenceEnd, NSEI.sentenceNumber, NSEI.sentenceStart)
_FIRST_HAND = {CITO.citesAsEvidence}


@dataclass(frozen=True, kw_only=True)
class Nanopub:
    """One nanopublication: its name, the finding it publishes, and the statements of its four graphs."""

    iri: NamedNode
    finding: NamedNode
    head: tuple[Triple, ...]
    assertion: tuple[Triple, ...]
    provenance: tuple[Triple, ...]
    pubinfo: tuple[Triple, ...]

    @cached_property
    def block(self) -> str:
        """The four graphs as TriG, with the prefixes ``this`` and ``sub`` that their readers are used to."""
        own = {"this": self.iri.value, "sub": f"{self.iri.value}#"}
        prefixes = {**own, **_PREFIXES}
        lines = ["\n", *(f"@prefix {name}: <{iri}> .\n" for name, iri in own.items())]
        for name in ("Head", "assertion", "provenance", "pubinfo"):
            said: tuple[Triple, ...] = getattr(self, name.lower())
            lines.append(f"\nsub:{name} {{\n{statements(said, prefixes, indent='    ')}}}\n")
        return "".join(lines)


def nanopubs_of(store: Store) -> Iterator[Nanopub]:
    """A nanopublication for each finding, by the finding's name.

    Raises:
        NaseikgError: the ontology has no date; there is none to publish with.
    """
    made = _Maker(store=store)
    return (made.nanopub(one) for one in users_of(store, RDF.type, NSEI.Finding))


def nanopub_of(store: Store, finding: str) -> Nanopub:
    """The nanopublication of one finding, given as for `find_thing`.

    Raises:
        UnknownNameError: nothing is called so, or it is no finding.
        AmbiguousNameError: several things are called so.
        NaseikgError: the ontology has no date; there is none to publish with.
    """
    findings = [curie(one) for one in users_of(store, RDF.type, NSEI.Finding)]
    try:
        thing = find_thing(store, finding)
    except UnknownNameError as error:
        # Nothing is called so; a person may have misspelt the id, with its kind and source or without.
        whole = finding if finding.startswith("finding/") else f"finding/{finding}"
        close = meant(whole, {one: one for one in findings}) or meant(finding, {one: one for one in findings})
        raise unknown_name("finding", finding, close, help="give its id, such as finding/shi-2023-...") from error
    if curie(thing) not in findings:
        listed = f"'naseikg show {curie(thing)}' lists the findings about it"
        raise unknown_name("finding", finding, (), help=listed)
    return _Maker(store=store).nanopub(thing)


def write_nanopubs(nanopubs: Iterable[Nanopub]) -> str:
    """Nanopublications as TriG, below the prefixes that they share."""
    return prefix_lines(_PREFIXES) + "".join(one.block for one in nanopubs)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Maker:
    """What all nanopublications of a store share."""

    store: Store

    def nanopub(self, finding: NamedNode) -> Nanopub:
        graphs = {
            "Head": self._head(),
            "assertion": self._assertion(finding),
            "provenance": self._provenance(finding),
            "pubinfo": self._pubinfo(finding),
        }
        told = {name: sorted(set(triples), key=str) for name, triples in graphs.items()}
        code = trusty_code(
            Quad(one.subject, one.predicate, one.object, _PARTS[name])
            for name, triples in told.items()
            for one in triples
        )
        named = {name.lower(): tuple(_named(one, code) for one in triples) for name, triples in told.items()}
        return Nanopub(iri=_with(_THIS, code), finding=finding, **named)

    def _head(self) -> Iterator[Triple]:
        yield Triple(_THIS, RDF.type, _NP.Nanopublication)
        yield Triple(_THIS, _NP.hasAssertion, _PARTS.assertion)
        yield Triple(_THIS, _NP.hasProvenance, _PARTS.provenance)
        yield Triple(_THIS, _NP.hasPublicationInfo, _PARTS.pubinfo)

    def _assertion(self, finding: NamedNode) -> Iterator[Triple]:
        """The claim as a plain statement and in words, with all that a reader needs who has nothing else."""
        subject, relation, object = (
            links_of(self.store, finding, one)[0] for one in (NSEI.subject, NSEI.relation, NSEI.object)
        )
        yield Triple(subject, relation, object)
        yield Triple(finding, RDF.type, NSEI.Finding)
        yield from self._said(finding, RDFS.label, NSEI.subject, NSEI.relation, NSEI.object, NSEI.concernsMetal)
        for thing in (subject, relation, object, NSEI.Finding):
            yield from self._described(thing, set())

    def _provenance(self, finding: NamedNode) -> Iterator[Triple]:
        assertion, reading = _PARTS.assertion, _PARTS.reading
        yield Triple(assertion, PROV.wasGeneratedBy, reading)
        yield Triple(reading, RDF.type, PROV.Activity)
        yield Triple(reading, RDFS.label, Literal("reading of the source, sentence by sentence", language="en"))
        yield Triple(reading, PROV.wasAssociatedWith, self._creator)
        yield from self._named_agent()
        for source in links_of(self.store, finding, NSEI.reportedIn):
            yield Triple(reading, PROV.used, self._work_iri(source))
            yield Triple(assertion, PROV.wasDerivedFrom, self._work_iri(source))
            yield from self._work(source)
            # Positions of a sentence count in the text of this digest.
            yield from self._said(source, NSEI.textDigest)
        for sentence in links_of(self.store, finding, NSEI.evidence):
            yield Triple(assertion, PROV.wasDerivedFrom, sentence)
            yield from self._said(sentence, RDF.type, RDFS.label, *_OF_A_SENTENCE)
            for section in links_of(self.store, sentence, NSEI.inSection):
                yield from self._said(section, RDF.type, RDFS.label, NSEI.sectionNumber)
        for group in links_of(self.store, finding, NSEI.creditedTo):
            yield Triple(assertion, PROV.wasAttributedTo, group)
            yield from self._said(group, RDF.type, RDFS.label)
        yield from self._said(finding, *_OF_THE_FINDING)
        for basis in links_of(self.store, finding, NSEI.basis):
            yield from self._said(basis, RDF.type, RDFS.label, SKOS.definition)
        yield from self._citations(finding)

    def _citations(self, finding: NamedNode) -> Iterator[Triple]:
        """The references with the intent of their citation; what is measured or computed there is the primary source."""
        for reference in links_of(self.store, finding, NSEI.supportedBy):
            work = self._work_iri(reference)
            yield Triple(_PARTS.assertion, CITO.cites, work)
            for quad in self.store.quads_for_pattern(finding, None, reference):
                if quad.predicate.value.startswith(CITO.iri):
                    yield Triple(_PARTS.assertion, quad.predicate, work)
                if quad.predicate in _FIRST_HAND:
                    yield Triple(_PARTS.assertion, PROV.hadPrimarySource, work)
            yield from self._work(reference)

    def _pubinfo(self, finding: NamedNode) -> Iterator[Triple]:
        tool = NamedNode(BASE)
        yield Triple(_THIS, RDFS.label, Literal(text_of(self.store, finding, RDFS.label), language="en"))
        yield Triple(_THIS, DCTERMS.created, Literal(self._date, datatype=XSD.date))
        yield Triple(_THIS, DCTERMS.creator, self._creator)
        yield Triple(_THIS, DCTERMS.license, LICENCE)
        yield Triple(_THIS, _NPX.introduces, finding)
        yield Triple(_THIS, _NPX.hasNanopubType, NSEI.Finding)
        yield Triple(_THIS, _PAV.createdWith, tool)
        yield Triple(tool, RDFS.label, Literal("naseikg"))
        yield Triple(tool, OWL.versionInfo, Literal(text_of(self.store, ONTOLOGY, OWL.versionInfo)))
        yield from self._named_agent()

    def _described(self, thing: NamedNode, told: set[NamedNode]) -> Iterator[Triple]:
        """Name, types and marks of a thing; all of it, and what that leads to, when it has no other substance."""
        if thing in told:
            return
        told.add(thing)
        if thing.value.startswith(NSEI.iri):
            yield from self._said(thing, RDFS.label, graph=GRAPH_ONTOLOGY)
            return
        kind = curie(thing).partition("/")[0]
        whole = kind in _TOLD_WHOLE
        for quad in self.store.quads_for_pattern(thing, None, None, GRAPH_ASSERTED):
            chosen = whole and quad.predicate not in _COMPUTED
            if not chosen and quad.predicate not in (RDF.type, RDFS.label, *_MARKS):
                continue
            yield quad.triple
            if chosen:
                yield from self._described(quad.predicate, told)
            if isinstance(quad.object, NamedNode):
                yield from self._described(quad.object, told)

    def _said(self, thing: NamedNode, *properties: NamedNode, graph: NamedNode = GRAPH_ASSERTED) -> Iterator[Triple]:
        for property in properties:
            for quad in self.store.quads_for_pattern(thing, property, None, graph):
                assert not isinstance(quad.object, BlankNode)
                yield quad.triple

    def _work(self, thing: NamedNode) -> Iterator[Triple]:
        """A work so that a person and a library find it."""
        work, iri = self._works[thing], self._work_iri(thing)
        yield Triple(iri, RDFS.label, Literal(label_of(self.store, thing), language="en"))
        yield Triple(iri, DCTERMS.bibliographicCitation, Literal(work.citation))
        if work.doi:
            yield Triple(iri, BIBO.doi, Literal(work.doi))
            if iri != thing:
                yield Triple(iri, RDFS.seeAlso, thing)
        if work.doi_basis and work.doi:
            yield Triple(iri, NSEI.doiBasis, Literal(work.doi_basis))
        if work.licence:
            yield Triple(iri, DCTERMS.license, NamedNode(work.licence))

    def _work_iri(self, thing: NamedNode) -> NamedNode:
        """The address of a work's DOI, by which others know it; our own name when it has none that somebody has seen.

        What a trusty name holds cannot be mended, so a DOI derived by a rule is only said of the work, with its basis.
        """
        work = self._works[thing]
        return doi_iri(work.doi) if work.doi and work.doi_basis != _DERIVED else thing

    def _named_agent(self) -> Iterator[Triple]:
        yield from self._said(self._creator, RDFS.label, graph=GRAPH_ONTOLOGY)
        yield Triple(self._creator, RDF.type, FOAF.Agent)

    @cached_property
    def _works(self) -> Mapping[NamedNode, Work]:
        return {one.iri: one for one in works_of(self.store)}

    @cached_property
    def _creator(self) -> NamedNode:
        return next(iter(links_of(self.store, ONTOLOGY, DCTERMS.creator)), _DEVELOPERS)

    @cached_property
    def _date(self) -> str:
        date = text_of(self.store, ONTOLOGY, DCTERMS.modified) or text_of(self.store, ONTOLOGY, DCTERMS.issued)
        if not date:
            raise NaseikgError(
                f"{ONTOLOGY.value}: has no dcterms:modified and no dcterms:issued; a nanopublication needs the date"
            )
        return date


def _named(triple: Triple, code: str) -> Triple:
    object = triple.object
    assert isinstance(triple.subject, NamedNode)
    return Triple(
        _with(triple.subject, code),
        triple.predicate,
        _with(object, code) if isinstance(object, NamedNode) else object,
    )


def _with(name: NamedNode, code: str) -> NamedNode:
    return NamedNode(name.value.replace(PLACEHOLDER, code))
