"""The ontologies that this graph is linked to: their namespaces, and the world that each belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from naseikg.errors import UnknownNameError
from naseikg.vocabulary import BASE, BIBO, CITO, NSEI, PREFIXES, PROV, SKOS

__all__ = [
    "LINK_PREFIXES",
    "NO_TERM_FOUND",
    "PREDICATES",
    "TARGETS",
    "Target",
    "expand_link",
    "link_curie",
    "target_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A published ontology, or the part of one that shares a namespace.

    Two ontologies are of one world when they share their upper classes, so that a thing has at most one exact
    counterpart among them.
    """

    prefix: str
    namespace: str
    world: str
    title: str


#: Every ontology that links may point to, the more special namespaces of a world before the general one.
TARGETS: tuple[Target, ...] = tuple(
    Target(prefix=prefix, namespace=namespace, world=world, title=title)
    for prefix, namespace, world, title in (
        ("emmo", "https://w3id.org/emmo#", "EMMO", "Elementary Multiperspective Material Ontology"),
        (
            "electrochemistry",
            "https://w3id.org/emmo/domain/electrochemistry#",
            "EMMO",
            "EMMO electrochemistry domain ontology",
        ),
        ("battery", "https://w3id.org/emmo/domain/battery#", "EMMO", "EMMO battery domain ontology"),
        (
            "chemical-substance",
            "https://w3id.org/emmo/domain/chemical-substance#",
            "EMMO",
            "EMMO chemical substance domain ontology",
        ),
        (
            "microstructure",
            "https://w3id.org/emmo/domain/microstructure#",
            "EMMO",
            "EMMO microstructure domain ontology",
        ),
        ("manufacturing", "https://w3id.org/emmo/domain/manufacturing#", "EMMO", "EMMO manufacturing domain ontology"),
        ("atomistic", "https://w3id.org/emmo/domain/atomistic#", "EMMO", "EMMO atomistic domain ontology"),
        (
            "chameo",
            "https://w3id.org/emmo/domain/characterisation-methodology/chameo#",
            "EMMO",
            "Characterisation Methodology Ontology (CHAMEO)",
        ),
        ("CHMO", "http://purl.obolibrary.org/obo/CHMO_", "BFO", "Chemical Methods Ontology (CHMO)"),
        ("CHEBI", "http://purl.obolibrary.org/obo/CHEBI_", "BFO", "Chemical Entities of Biological Interest (ChEBI)"),
        ("pmdco", "https://w3id.org/pmd/co/", "BFO", "PMD Core Ontology (PMDco)"),
        ("qudt", "http://qudt.org/schema/qudt/", "QUDT", "QUDT schema"),
        ("unit", "http://qudt.org/vocab/unit/", "QUDT", "QUDT units"),
        ("quantitykind", "http://qudt.org/vocab/quantitykind/", "QUDT", "QUDT quantity kinds"),
        ("fabio", "http://purl.org/spar/fabio/", "SPAR", "FRBR-aligned Bibliographic Ontology (FaBiO)"),
        ("cito", CITO.iri, "SPAR", "Citation Typing Ontology (CiTO)"),
        ("doco", "http://purl.org/spar/doco/", "SPAR", "Document Components Ontology (DoCO)"),
        ("deo", "http://purl.org/spar/deo/", "SPAR", "Discourse Elements Ontology (DEO)"),
        ("bibo", BIBO.iri, "SPAR", "Bibliographic Ontology (BIBO)"),
        ("prov", PROV.iri, "PROV", "PROV-O"),
        ("sosa", "http://www.w3.org/ns/sosa/", "SOSA", "Sensor, Observation, Sample, and Actuator ontology (SOSA)"),
        ("mdo", "https://w3id.org/mdo/core/", "MDO", "Materials Design Ontology (MDO)"),
        ("mdocalc", "https://w3id.org/mdo/calculation/", "MDO", "Materials Design Ontology, calculations"),
        ("mdostruct", "https://w3id.org/mdo/structure/", "MDO", "Materials Design Ontology, structures"),
        ("mdoprov", "https://w3id.org/mdo/provenance/", "MDO", "Materials Design Ontology, provenance"),
    )
)

#: The prefixes that mapping files may use, each with its namespace.
LINK_PREFIXES: Mapping[str, str] = {
    **PREFIXES,
    "nsei": NSEI.iri,
    "naseikg": BASE,
    "obo": "http://purl.obolibrary.org/obo/",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sssom": "https://w3id.org/sssom/",
    **{one.prefix: one.namespace for one in TARGETS},
}

#: The object of a link that says that there is no counterpart (SSSOM).
NO_TERM_FOUND = NamedNode(LINK_PREFIXES["sssom"] + "NoTermFound")
#: The relations that a link may have, the nearest first.
PREDICATES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)


def target_of(iri: NamedNode) -> Target | None:
    """The ontology in whose namespace an IRI stands."""
    return next((one for one in TARGETS if iri.value.startswith(one.namespace)), None)


def link_curie(iri: NamedNode) -> str:
    """The short form of an IRI with the longest fitting prefix; in angle brackets when none fits.

    >>> link_curie(NamedNode("http://purl.obolibrary.org/obo/CHMO_0001311"))
    'CHMO:0001311'
    """
    fitting = [(prefix, space) for prefix, space in LINK_PREFIXES.items() if iri.value.startswith(space)]
    if not fitting:
        return f"<{iri.value}>"
    prefix, space = max(fitting, key=lambda one: len(one[1]))
    return f"{prefix}:{iri.value.removeprefix(space)}"


def expand_link(name: str, prefixes: Mapping[str, str]) -> NamedNode:
    """The IRI of a short form of a mapping file.

    Raises:
        UnknownNameError: the prefix is unknown.
        ValueError: what comes out is no IRI.
    """
    prefix, colon, local = name.partition(":")
    if not colon:
        raise ValueError(f"{name!r} is no short form such as nsei:Interphase")
    if local.startswith("//"):
        return NamedNode(name)
    if prefix not in prefixes:
        raise UnknownNameError("prefix", prefix, prefixes)
    return NamedNode(prefixes[prefix] + local)
