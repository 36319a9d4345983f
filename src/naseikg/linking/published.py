"""The published ontologies in a folder, as far as links need them: names, versions, hierarchy, dimensions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from naseikg.errors import DataError
from naseikg.vocabulary import BASE, DCTERMS, OWL, RDF, RDFS, SKOS, Namespace

__all__ = ["FORMATS", "Dimension", "Published", "load_published", "require_plain_xml"]

#: The exponents of time, length, mass, current, temperature, amount and luminous intensity (ISO 80000-1).
Dimension = tuple[int, int, int, int, int, int, int]

_EMMO = Namespace("https://w3id.org/emmo#")
_OBO = Namespace("http://purl.obolibrary.org/obo/")
_OBO_IN_OWL = Namespace("http://www.geneontology.org/formats/oboInOwl#")
_QUDT = Namespace("http://qudt.org/schema/qudt/")
#: The suffixes that are read, each with its format.
FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".owl": RdfFormat.RDF_XML,
    ".rdf": RdfFormat.RDF_XML,
    ".nt": RdfFormat.N_TRIPLES,
    ".jsonld": RdfFormat.JSON_LD,
}
_LABELS = (RDFS.label, SKOS.prefLabel)
_SYNONYMS = (SKOS.altLabel, SKOS.hiddenLabel, _OBO_IN_OWL.hasExactSynonym)
#: How ontologies name what stands in for a deprecated term: Dublin Core (EMMO, QUDT), and OBO.
_REPLACED = (DCTERMS.isReplacedBy, _OBO["IAO_0100001"])
#: The EMMO property that gives the dimension of a unit as text.
_EMMO_DIMENSION = _EMMO["EMMO_19d925d0_2cf1_40e5_a391_1a99d68409c9"]
_EMMO_SYMBOLS = "TLMIΘNJ"
_QUDT_SYMBOLS = "TLMEHAI"
_TRUE = ("true", "1")


@dataclass(frozen=True, kw_only=True, eq=False)
class Published:
    """What the readable files of a folder say together; what could not be read is in ``unread``."""

    folder: Path
    files: tuple[str, ...]
    unread: tuple[tuple[str, str], ...]
    defined: frozenset[str]
    labels: dict[str, tuple[str, ...]]
    synonyms: dict[str, tuple[str, ...]]
    deprecated: frozenset[str]
    replaced_by: dict[str, tuple[str, ...]]
    versions: dict[str, tuple[str, ...]]
    supers: dict[str, frozenset[str]]
    dimensions: dict[str, str]
    _groups: dict[str, tuple[frozenset[str], ...]]
    _above: dict[str, frozenset[str]] = field(default_factory=dict)

    def above(self, iri: str) -> frozenset[str]:
        """A term and every term above it."""
        if iri not in self._above:
            seen, waiting = {iri}, [iri]
            while waiting:
                for one in self.supers.get(waiting.pop(), ()):
                    if one not in seen:
                        seen.add(one)
                        waiting.append(one)
            self._above[iri] = frozenset(seen)
        return self._above[iri]

    def excluded(self, iri: str) -> frozenset[str]:
        """The terms that are declared to share nothing with a term."""
        return frozenset().union(*self._groups.get(iri, ())) - {iri}

    def label(self, iri: str) -> str:
        """The first label of a term, or the IRI."""
        return next(iter(self.labels.get(iri, ())), iri)

    def alternative(self, iri: str) -> str | None:
        """A living term to use instead of a deprecated one: its replacement, its namesake, or the nearest above it."""
        named = [one for one in self.replaced_by.get(iri, ()) if self._alive(one)]
        names = set(self.labels.get(iri, ()))
        namesakes = sorted(one for one, labels in self.labels.items() if names & set(labels) and self._alive(one))
        above = sorted(one for one in self.supers.get(iri, ()) if self._alive(one))
        return next(iter((*named, *namesakes, *above)), None)

    def dimension(self, iri: str) -> Dimension | None:
        """The dimension of a unit or quantity kind, if the ontologies give one."""
        found = (self.dimensions[one] for one in sorted(self.above(iri)) if one in self.dimensions)
        return next((dimension for text in found if (dimension := _dimension(text)) is not None), None)

    def states_version(self, ontology: str, version: str) -> bool | None:
        """Whether an ontology is of a version, as it says itself; nothing when it says no version, or is not here."""
        said = [one for one in self.versions.get(ontology, ()) if re.search(r"\d", one) and "$$" not in one]
        return any(version in re.split(r"[/ ]", one) for one in said) if said else None

    def _alive(self, iri: str) -> bool:
        return iri in self.defined and iri not in self.deprecated


def load_published(folder: Path) -> Published:
    """The ontologies of a folder, from its files in Turtle, RDF/XML, N-Triples and JSON-LD.

    A file that cannot be read is named in ``unread``, with what was said before the fault still counted.

    Raises:
        DataError: there is no such folder, or no RDF in it.
    """
    if not folder.is_dir():
        raise DataError(f"{folder}: is no folder; give --ontologies the folder that holds the published files")
    files = sorted(one for one in folder.iterdir() if one.suffix in FORMATS and one.is_file())
    if not files:
        raise DataError(f"{folder}: holds no ontology file ({', '.join(FORMATS)}); give the folder that has them")
    gathered = _Gathered()
    for file in files:
        gathered.read(file)
    return gathered.published(folder, tuple(one.name for one in files))


def require_plain_xml(file: Path) -> None:
    """Refuses RDF/XML whose entities are made of others, which can fill any memory; namespaces need none.

    Raises:
        SyntaxError: it declares such an entity.
    """
    if FORMATS[file.suffix] is RdfFormat.RDF_XML:
        for name, value in re.findall(rb"""<!ENTITY\s+([^\s"']+)\s+["']([^"']*)""", file.read_bytes()):
            if b"&" in value.replace(b"&#", b""):
                raise SyntaxError(f"the entity {name.decode(errors='replace')} is made of other entities")


class _Gathered:
    """What is collected file by file."""

    def __init__(self) -> None:
        self._unread: list[tuple[str, str]] = []
        self._defined: set[str] = set()
        self._labels: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._synonyms: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._deprecated: set[str] = set()
        self._replaced: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._versions: dict[str, tuple[str, ...]] = {}
        self._supers: defaultdict[str, set[str]] = defaultdict(set)
        self._disjoint: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        self._dimensions: dict[str, str] = {}

    def read(self, file: Path) -> None:
        """Adds what a file says. Blank nodes are local to a file, so structures are put together here."""
        kept: defaultdict[NamedNode, list[Quad]] = defaultdict(list)
        try:
            require_plain_xml(file)
            for quad in parse(path=str(file), format=FORMATS[file.suffix], base_iri="urn:naseikg:none", lenient=True):
                kept[quad.predicate].append(quad)
        except (SyntaxError, OSError) as error:
            # What stands before the fault has been read.
            said = " ".join(str(error).split())
            shown = said if len(said) <= 120 else said[:60] + " ... " + said[-60:]
            self._unread.append((file.name, f"cannot be read ({shown})"))
        if ours := next((one for one in kept[RDF.type] if one.object == OWL.Ontology and _is_ours(one.subject)), None):
            # Our bridges declare the terms they use; that does not make the terms exist.
            self._unread.append((file.name, f"is ours ({ours.subject}) and is left out"))
            return
        for quad in kept[RDF.type]:
            if isinstance(quad.subject, NamedNode):
                self._defined.add(quad.subject.value)
        self._names(kept)
        self._headers(kept)
        self._hierarchy(kept)

    def published(self, folder: Path, files: tuple[str, ...]) -> Published:
        """All that was collected."""
        return Published(
            folder=folder,
            files=files,
            unread=tuple(self._unread),
            defined=frozenset(self._defined),
            labels={one: tuple(found) for one, found in self._labels.items()},
            synonyms={one: tuple(found) for one, found in self._synonyms.items()},
            deprecated=frozenset(self._deprecated),
            replaced_by={one: tuple(found) for one, found in self._replaced.items()},
            versions=self._versions,
            supers={one: frozenset(found) for one, found in self._supers.items()},
            _groups={one: tuple(found) for one, found in self._disjoint.items()},
            dimensions=self._dimensions,
        )

    def _names(self, kept: defaultdict[NamedNode, list[Quad]]) -> None:
        for predicates, found in ((_LABELS, self._labels), (_SYNONYMS, self._synonyms)):
            for quad in (one for predicate in predicates for one in kept[predicate]):
                if (
                    isinstance(quad.object, Literal)
                    and isinstance(quad.subject, NamedNode)
                    and _is_english(quad.object)
                ):
                    found[quad.subject.value][quad.object.value] = None
        # QUDT has a property of its own for it.
        for quad in (*kept[OWL.deprecated], *kept[_QUDT.deprecated]):
            if (
                isinstance(quad.subject, NamedNode)
                and isinstance(quad.object, Literal)
                and quad.object.value.lower() in _TRUE
            ):
                self._deprecated.add(quad.subject.value)
        for quad in (one for predicate in _REPLACED for one in kept[predicate]):
            # EMMO writes the IRI as a string.
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                self._replaced[quad.subject.value][quad.object.value] = None

    def _headers(self, kept: defaultdict[NamedNode, list[Quad]]) -> None:
        for quad in kept[RDF.type]:
            if quad.object == OWL.Ontology and isinstance(quad.subject, NamedNode):
                said = [
                    one.object.value
                    for predicate in (OWL.versionInfo, OWL.versionIRI)
                    for one in kept[predicate]
                    if one.subject == quad.subject and isinstance(one.object, NamedNode | Literal)
                ]
                self._versions[quad.subject.value] = tuple(said)

    def _hierarchy(self, kept: defaultdict[NamedNode, list[Quad]]) -> None:
        unions = (*kept[OWL.members], *kept[OWL.disjointUnionOf])
        lists = _lists(kept, [quad.object for quad in (*kept[OWL.intersectionOf], *unions)])
        fillers = _texts(kept, OWL.hasValue)
        restricted: dict[object, str] = {
            quad.subject: fillers[quad.subject]
            for quad in kept[OWL.onProperty]
            if quad.object == _EMMO_DIMENSION and quad.subject in fillers
        }
        parts: dict[object, tuple[object, ...]] = {
            quad.subject: lists.get(quad.object, ()) for quad in kept[OWL.intersectionOf]
        }
        for quad in (*kept[RDFS.subClassOf], *kept[OWL.equivalentClass], *kept[RDFS.subPropertyOf]):
            if not isinstance(quad.subject, NamedNode):
                continue
            for upper in parts.get(quad.object, (quad.object,)):
                if isinstance(upper, NamedNode):
                    self._supers[quad.subject.value].add(upper.value)
                elif upper in restricted:
                    self._dimensions[quad.subject.value] = restricted[upper]
        for quad in kept[_QUDT.hasDimensionVector]:
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                self._dimensions[quad.subject.value] = quad.object.value
        for one, other in [(quad.subject, quad.object) for quad in kept[OWL.disjointWith]]:
            if isinstance(one, NamedNode) and isinstance(other, NamedNode):
                self._disjoint[one.value].append(frozenset({one.value, other.value}))
        for quad in unions:
            group = frozenset(one.value for one in lists[quad.object] if isinstance(one, NamedNode))
            for member in group:
                self._disjoint[member].append(group)


def _lists(kept: defaultdict[NamedNode, list[Quad]], heads: Iterable[object]) -> dict[object, tuple[object, ...]]:
    """The members of the RDF lists that begin at some heads; a list that runs in a circle ends where it began."""
    first: dict[object, object] = {quad.subject: quad.object for quad in kept[RDF.first]}
    rest: dict[object, object] = {quad.subject: quad.object for quad in kept[RDF.rest]}

    def members(head: object) -> Iterator[object]:
        seen = set()
        while head in first and head not in seen:
            seen.add(head)
            yield first[head]
            head = rest.get(head)

    return {head: tuple(members(head)) for head in heads}


def _is_ours(subject: object) -> bool:
    return isinstance(subject, NamedNode) and subject.value.startswith(BASE)


def _is_english(text: Literal) -> bool:
    return text.language is None or text.language.startswith("en")


def _texts(kept: defaultdict[NamedNode, list[Quad]], predicate: NamedNode) -> dict[object, str]:
    return {quad.subject: quad.object.value for quad in kept[predicate] if isinstance(quad.object, Literal)}


def _dimension(text: str) -> Dimension | None:
    """The exponents of ``T0 L-2 M0 I+1 Θ0 N0 J0`` (EMMO) or of an IRI that ends in ``A0E1L-2I0M0H0T0D0`` (QUDT).

    >>> _dimension("T0 L-2 M0 I+1 Θ0 N0 J0") == _dimension("http://qudt.org/vocab/dimensionvector/A0E1L-2I0M0H0T0D0")
    True
    """
    name = text.rpartition("/")[2]
    if re.fullmatch(r"(?:[A-ZΘ][+-]?[0-9]{1,2} ?)+", name) is None:
        return None
    found = dict(re.findall(r"([A-ZΘ])([+-]?[0-9]{1,2})", name))
    symbols: Iterable[str] = _QUDT_SYMBOLS if "D" in found else _EMMO_SYMBOLS
    if not all(one in found for one in symbols):
        return None
    time, length, mass, current, heat, amount, light = (int(found[one]) for one in symbols)
    return time, length, mass, current, heat, amount, light
