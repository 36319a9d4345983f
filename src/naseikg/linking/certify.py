"""The proof that a bridge does no harm: HermiT on our ontology, the bridge, and the part of the other world it touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Triple, parse

from naseikg.linking.bridge import bridge_axioms, bridged
from naseikg.linking.published import FORMATS, require_plain_xml
from naseikg.linking.sssom import Link
from naseikg.linking.targets import TARGETS
from naseikg.reasoning.hermit import empty_terms, is_consistent, module_of
from naseikg.reasoning.ontology import Ontology
from naseikg.vocabulary import OWL, RDF, RDFS

__all__ = ["BridgeVerdict", "certify_bridge"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeVerdict:
    """What HermiT says with a bridge in place, and how large the module of the other world is."""

    world: str
    axioms: int
    module: int
    consistent: bool
    empty: tuple[NamedNode, ...]

    @property
    def passed(self) -> bool:
        """Whether the bridge does no harm."""
        return self.consistent and not self.empty

    def __str__(self) -> str:
        sizes = f"{self.axioms} bridge triples, a module of {self.module} triples"
        if not self.consistent:
            return f"{self.world}: {sizes}: inconsistent; weaken the links that cause it"
        if self.empty:
            names = ", ".join(one.value for one in self.empty[:10])
            return f"{self.world}: {sizes}: can have no member: {names}; weaken the links of these"
        return f"{self.world}: {sizes}: consistent, no class or property empty"


def certify_bridge(links: Sequence[Link], ontology: Ontology, folder: Path, world: str) -> BridgeVerdict:
    """What HermiT finds in our ontology with the bridge to a world and the module of it that the bridge touches.

    The things of ours that the bridge classifies are among it; the facts about them are not.

    Raises:
        NaseikgError: the extra ``owl`` is not installed, or Java stopped.
    """
    axioms = bridge_axioms(links, ontology, world=world)
    module = _module_for(links, folder, world)
    whole = (*ontology.triples, *axioms, *module)
    consistent = is_consistent(whole)
    # Things do not make a class empty that has a model without them, and they cost most of the time.
    without_things = [one for one in whole if one not in axioms or not _classifies(one)]
    empty = empty_terms(without_things) if consistent else ()
    return BridgeVerdict(world=world, axioms=len(axioms), module=len(module), consistent=consistent, empty=empty)


def _module_for(links: Iterable[Link], folder: Path, world: str) -> tuple[Triple, ...]:
    """The module of the published ontologies of a world for the terms that the bridge names."""
    wanted = {link.object for link in bridged(links, world=world) if link.object is not None}
    return module_of(_world_triples(folder, world), sorted(wanted, key=lambda one: one.value))


def _world_triples(folder: Path, world: str) -> list[Triple]:
    """The axioms of all published files that speak of a world, without headers and imports.

    A datatype that OWL 2 does not have, on which HermiT would stop, becomes ``rdfs:Literal``.
    """
    namespaces = tuple(one.namespace for one in TARGETS if one.world == world)
    found: list[Triple] = []
    for file in sorted(one for one in folder.iterdir() if one.suffix in FORMATS and one.is_file()):
        part: list[Triple] = []
        try:
            require_plain_xml(file)
            for quad in parse(
                path=str(file),
                format=FORMATS[file.suffix],
                base_iri="urn:none",
                lenient=True,
                rename_blank_nodes=True,
            ):
                part.append(quad.triple)
        except SyntaxError:
            pass  # What stands before the fault counts; `published.load_published` names the file.
        headers = {one.subject for one in part if one.predicate == RDF.type and one.object == OWL.Ontology}
        if any(isinstance(one.subject, NamedNode) and one.subject.value.startswith(namespaces) for one in part):
            found += [one for one in part if one.subject not in headers]
    custom = {one.subject for one in found if one.predicate == RDF.type and one.object == RDFS.Datatype}
    return [
        Triple(one.subject, one.predicate, RDFS.Literal if one.object in custom else one.object)
        for one in found
        if one.subject not in custom
    ]


def _classifies(one: Triple) -> bool:
    return one.predicate == RDF.type and isinstance(one.object, NamedNode) and not one.object.value.startswith(OWL.iri)
