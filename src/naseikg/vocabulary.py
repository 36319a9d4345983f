"""The namespaces this project writes and reads, and the short forms of their terms."""

from __future__ import annotations

from pyoxigraph import NamedNode

from naseikg.errors import UnknownNameError

__all__ = [
    "BASE",
    "BIBO",
    "CITO",
    "DCTERMS",
    "FOAF",
    "GRAPH_ASSERTED",
    "GRAPH_INFERRED",
    "GRAPH_MAPPINGS",
    "GRAPH_ONTOLOGY",
    "LICENCE",
    "NSEI",
    "ONTOLOGY",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SCHEMA",
    "SKOS",
    "TO_ITSELF",
    "VANN",
    "VOID",
    "XSD",
    "Namespace",
    "curie",
    "expand",
    "local_name",
]


class Namespace:
    """A namespace whose terms are attributes.

    >>> Namespace("http://www.w3.org/2000/01/rdf-schema#").label
    <NamedNode value=http://www.w3.org/2000/01/rdf-schema#label>
    """

    def __init__(self, iri: str) -> None:
        self.iri = iri

    def __getattr__(self, name: str) -> NamedNode:
        if name.startswith("__"):
            raise AttributeError(name)
        # Kept, so that a term is made once.
        made = self.__dict__[name] = NamedNode(self.iri + name)
        return made

    def __getitem__(self, name: str) -> NamedNode:
        return NamedNode(self.iri + name)


BASE = "https://w3id.org/naseikg/"
NSEI = Namespace(BASE + "ontology#")
BIBO = Namespace("http://purl.org/ontology/bibo/")
CITO = Namespace("http://purl.org/spar/cito/")
DCTERMS = Namespace("http://purl.org/dc/terms/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
SCHEMA = Namespace("https://schema.org/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
VANN = Namespace("http://purl.org/vocab/vann/")
VOID = Namespace("http://rdfs.org/ns/void#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

GRAPH_ONTOLOGY = NamedNode(BASE + "graph/ontology")
GRAPH_ASSERTED = NamedNode(BASE + "graph/asserted")
GRAPH_INFERRED = NamedNode(BASE + "graph/inferred")
GRAPH_MAPPINGS = NamedNode(BASE + "graph/mappings")

#: The ontology itself, and the licence of what we write: CC BY 4.0.
ONTOLOGY = NamedNode(BASE + "ontology")
LICENCE = NamedNode("https://creativecommons.org/licenses/by/4.0/")

#: The relations of a thing to itself that let a chain pass through members of a class only; they tell a reader nothing.
TO_ITSELF = frozenset({NSEI.challengeItself, NSEI.layerItself})

#: Prefixes in the order in which files declare them; ``nsei`` first, the rest by name.
PREFIXES: dict[str, str] = {
    "nsei": NSEI.iri,
    "bibo": BIBO.iri,
    "cito": CITO.iri,
    "dcterms": DCTERMS.iri,
    "foaf": FOAF.iri,
    "owl": OWL.iri,
    "prov": PROV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "skos": SKOS.iri,
    "vann": VANN.iri,
    "xsd": XSD.iri,
}


def curie(iri: NamedNode) -> str:
    """The short form of an IRI: ``nsei:Finding`` for a term, ``substance/naf`` for a thing of ours.

    An IRI of any other namespace comes back in angle brackets.

    >>> curie(NSEI.ArtificialInterphase)
    'nsei:ArtificialInterphase'
    >>> curie(NamedNode(BASE + "substance/naf"))
    'substance/naf'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.value.startswith(namespace):
            return f"{prefix}:{iri.value.removeprefix(namespace)}"
    if iri.value.startswith(BASE):
        return iri.value.removeprefix(BASE)
    return f"<{iri.value}>"


def expand(name: str) -> NamedNode:
    """The IRI that a short form stands for; the reverse of `curie`, full IRIs included.

    >>> expand("substance/naf").value
    'https://w3id.org/naseikg/substance/naf'

    Raises:
        UnknownNameError: the prefix is not one of `PREFIXES`.
        ValueError: what comes out is no IRI.
    """
    if name.startswith("<") and name.endswith(">"):
        return NamedNode(name[1:-1])
    if name.startswith(("http://", "https://")):
        return NamedNode(name)
    prefix, colon, local = name.partition(":")
    if not colon:
        return NamedNode(BASE + name)
    if prefix not in PREFIXES:
        raise UnknownNameError("prefix", prefix, PREFIXES)
    return NamedNode(PREFIXES[prefix] + local)


def local_name(iri: NamedNode) -> str:
    """What stands after the last ``#`` or ``/`` of an IRI.

    >>> local_name(NSEI.Finding)
    'Finding'
    """
    return iri.value.rpartition("#" if "#" in iri.value else "/")[2]
