"""Cells and cycling tests as JSON-LD in the manner of BattINFO, with its context inside, so that it expands offline.

The names are those of BattINFO's context for records (https://w3id.org/battinfo/context/records/v1.json, which is not
served yet; read in BIG-MAP/BattINFO, src/battinfo/data/context). What that context lacks stands in ours under its label
in EMMO; what EMMO lacks, under its name in naseikg. A condition of a test stands under ``hasMeasurementParameter``, since
a reader of BattINFO looks for it there; the graph has it under ``hasProperty``.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from pyoxigraph import NamedNode, Store

from naseikg.asking.values import label_of, links_of, text_of, texts_of, users_of
from naseikg.exports.bibliography import Work, works_of
from naseikg.exports.turtle import relative
from naseikg.linking.targets import LINK_PREFIXES
from naseikg.vocabulary import BASE, GRAPH_MAPPINGS, NSEI, PREFIXES, RDF, RDFS, SCHEMA, SKOS, Namespace, curie

__all__ = ["BattinfoDocument", "cells_of", "write_cells"]

_EMMO = Namespace(LINK_PREFIXES["emmo"])
_BATTERY = Namespace(LINK_PREFIXES["battery"])
_CHAMEO = Namespace(LINK_PREFIXES["chameo"])
_ELECTROCHEMISTRY = Namespace(LINK_PREFIXES["electrochemistry"])

#: Namespaces by prefix. The first seven are those of BattINFO's context.
_SPACES = {
    "battery": _BATTERY.iri,
    "electrochemistry": _ELECTROCHEMISTRY.iri,
    "emmo": _EMMO.iri,
    "schema": SCHEMA.iri,
    **{name: PREFIXES[name] for name in ("dcterms", "prov", "bibo", "rdfs", "skos")},
    "chameo": _CHAMEO.iri,
    "chemical-substance": LINK_PREFIXES["chemical-substance"],
    "nsei": NSEI.iri,
}
_HAS_PROPERTY = _EMMO.EMMO_e1097637_70d2_4895_973f_2396f04fa204
_HAS_NUMERICAL_PART = _EMMO["EMMO_8ef3cd6d_ae58_4a8d_9fc0_ad8f49015cd0"]
_HAS_NUMBER_VALUE = _EMMO.EMMO_faf79f53_749d_40b2_807c_d34244c192f4
_HAS_MEASUREMENT_UNIT = _EMMO.EMMO_bed1d005_b04e_4a90_94cf_02bc678a8569
_HAS_CONSTITUENT = _EMMO.EMMO_dba27ca1_33c9_4443_a912_1519ce4c39ec
_HAS_TEST_OBJECT = _BATTERY.battery_da3b3f28_aaad_4d67_b674_df47e109fb8b
_HAS_MEASUREMENT_PARAMETER = _CHAMEO.hasMeasurementParameter
_HAS_COATING = _ELECTROCHEMISTRY.electrochemistry_4df9926d_d4f2_4955_93f3_a03c5edc5383
_HAS_COMPONENT = _EMMO["EMMO_3c7f239f_e833_4a2b_98a1_c88831770c1b"]

#: The names of properties. Those whose values are things, then those whose values are texts and numbers.
_LINKS = {
    "hasCoating": _HAS_COATING,
    "hasComponent": _HAS_COMPONENT,
    "hasConstituent": _HAS_CONSTITUENT,
    "hasMeasurementParameter": _HAS_MEASUREMENT_PARAMETER,
    "hasMeasurementUnit": _HAS_MEASUREMENT_UNIT,
    "hasNumericalPart": _HAS_NUMERICAL_PART,
    "hasProperty": _HAS_PROPERTY,
    "hasTestObject": _HAS_TEST_OBJECT,
    "notStated": NSEI.notStated,
}
_VALUES = {
    "citation": NamedNode(PREFIXES["dcterms"] + "bibliographicCitation"),
    "citation_doi": NamedNode(PREFIXES["bibo"] + "doi"),
    "hasNumberValue": _HAS_NUMBER_VALUE,
    "printedValue": NSEI.printedValue,
    "qualifier": NSEI.qualifier,
}
#: The classes that the pattern of the mappings gives, under their names in BattINFO and EMMO.
_CLASSES = {
    "ControlProperty": _ELECTROCHEMISTRY["electrochemistry_33e6986c_b35a_4cae_9a94_acb23248065c"],
    "ConventionalProperty": _EMMO.EMMO_d8aa8e1f_b650_416d_88a0_5118de945456,
    "ElectrochemicalComponent": _ELECTROCHEMISTRY.electrochemistry_b5ea31c9_bb10_4276_980e_c3eceb1efc82,
    "MeasuredProperty": _EMMO.EMMO_873b0ab3_88e6_4054_b901_5531e01f14a4,
    "ModelledProperty": _EMMO.EMMO_d0200cf1_e4f4_45ae_873f_b9359daea3cd,
    "RealData": _EMMO["EMMO_18d180e4_5e3e_42f7_820c_e08951223486"],
}
_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")

Node = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class BattinfoDocument:
    """The document and how many tests and kinds of cell it describes."""

    content: Node
    tests: int
    cells: int


def cells_of(store: Store) -> BattinfoDocument:
    """The cycling tests of a store with their cells, layers and sources, and the kinds of cell, as one document.

    The shape is that of the pattern ``emmo-measurement`` of the mappings; classes and units are those of the links.
    """
    writer = _Writer(store=store)
    tests = users_of(store, RDF.type, NSEI.CyclingTest)
    kinds = users_of(store, RDF.type, NSEI.CellConfiguration)
    nodes = [*map(writer.test, tests), *map(writer.thing, kinds)]
    tested = sorted({one for test in tests for one in users_of(store, NSEI.hasTest, test)}, key=str)
    nodes += map(writer.tested, tested)
    nodes += [writer.thing(one) for one in sorted(writer.parts.difference(tested), key=str)]
    nodes += [_work(work) for work in works_of(store) if work.iri in writer.cited]
    context = {**_names(), **dict(sorted(writer.classes.items()))}
    return BattinfoDocument(content={"@context": context, "@graph": nodes}, tests=len(tests), cells=len(kinds))


def write_cells(document: BattinfoDocument) -> str:
    """The document as text; equal documents give equal texts."""
    return json.dumps(document.content, indent=1, ensure_ascii=False) + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    """Makes the nodes, and keeps what they name: classes, parts, works."""

    store: Store
    classes: dict[str, str] = field(default_factory=dict)
    parts: set[NamedNode] = field(default_factory=set)
    cited: set[NamedNode] = field(default_factory=set)

    def test(self, test: NamedNode) -> Node:
        """A test with what was cycled, what was set, what was found, what is not stated, and who says so."""
        findings = [
            one
            for one in users_of(self.store, NSEI.object, test)
            if NSEI.hasTest in links_of(self.store, one, NSEI.relation)
        ]
        works = {
            work for one in findings for says in (NSEI.supportedBy, NSEI.reportedIn) for work in self._own(one, says)
        }
        self.cited.update(works)
        node = self._named(test, "schema:Action", "prov:Activity")
        node["schema:additionalType"] = "cycling"
        node["hasTestObject"] = _one([self._cell(test, one) for one in self._shaped(test, _HAS_TEST_OBJECT)])
        conditions = self._own(test, NSEI.hasCondition)
        results = [one for one in self._shaped(test, _HAS_PROPERTY) if one not in conditions]
        node["hasMeasurementParameter"] = [self.quantity(one) for one in conditions]
        node["hasProperty"] = [self.quantity(one) for one in results]
        node["nsei:electrode"] = self._substances(test, NSEI.electrode)
        node["nsei:outcome"] = texts_of(self.store, test, NSEI.outcome)
        node["notStated"] = [self._term(one) for one in self._own(test, NSEI.notStated)]
        node["prov:wasDerivedFrom"] = [self._finding(one) for one in findings]
        node["dcterms:source"] = [_reference(one) for one in sorted(works, key=str)]
        return _filled(node)

    def tested(self, thing: NamedNode) -> Node:
        """A layer or bare substance that was tested, with what it is made of and the values printed for it."""
        node = self.thing(thing)
        node["nsei:hasComponent"] = self._substances(thing, NSEI.hasComponent)
        node["nsei:appliedOn"] = self._substances(thing, NSEI.appliedOn)
        node["hasProperty"] = [self.quantity(one) for one in self._shaped(thing, _HAS_PROPERTY)]
        return _filled(node)

    def thing(self, thing: NamedNode) -> Node:
        """A thing by its classes and names."""
        node = self._named(thing)
        node["skos:altLabel"] = texts_of(self.store, thing, SKOS.altLabel)
        node["nsei:formula"] = texts_of(self.store, thing, NSEI.formula)
        node["schema:description"] = texts_of(self.store, thing, SKOS.definition)
        return _filled(node)

    def quantity(self, quantity: NamedNode) -> Node:
        """A quantity in the shape of EMMO, with its number as printed."""
        node = self._named(quantity)
        node["hasNumericalPart"] = _one([self._number(one) for one in self._shaped(quantity, _HAS_NUMERICAL_PART)])
        node["hasMeasurementUnit"] = _one([self._unit(one) for one in self._own(quantity, NSEI.unit)])
        node["qualifier"] = texts_of(self.store, quantity, NSEI.qualifier)
        node["printedValue"] = text_of(self.store, quantity, NSEI.printedValue)
        return _filled(node)

    def _cell(self, test: NamedNode, cell: NamedNode) -> Node:
        node: Node = {
            "@id": relative(cell),
            "@type": self._types(cell),
            "schema:name": texts_of(self.store, cell, RDFS.label, graph=GRAPH_MAPPINGS),
        }
        node["schema:additionalType"] = [_reference(one) for one in self._own(test, NSEI.cellConfiguration)]
        node["hasComponent"] = _one([self._electrode(one) for one in self._shaped(cell, _HAS_COMPONENT)])
        return _filled(node)

    def _electrode(self, electrode: NamedNode) -> Node:
        coatings = self._shaped(electrode, _HAS_COATING)
        constituents = self._shaped(electrode, _HAS_CONSTITUENT)
        node: Node = {"@id": relative(electrode), "@type": _one(self._types(electrode))}
        node["hasCoating"] = [_reference(one) for one in coatings]
        node["hasConstituent"] = [_reference(one) for one in constituents]
        return _filled(node)

    def _number(self, number: NamedNode) -> Node:
        node: Node = {"@id": relative(number), "@type": _one(self._types(number))}
        for name, property in (
            ("hasNumberValue", _HAS_NUMBER_VALUE),
            ("schema:minValue", SCHEMA.minValue),
            ("schema:maxValue", SCHEMA.maxValue),
        ):
            node[name] = [_number(text) for text in texts_of(self.store, number, property, graph=GRAPH_MAPPINGS)]
        node["rdfs:comment"] = texts_of(self.store, number, RDFS.comment, graph=GRAPH_MAPPINGS)
        return _filled(node)

    def _unit(self, unit: NamedNode) -> str:
        """The unit of EMMO that the links give, as BattINFO writes it; ours where there is none."""
        for link in (SKOS.exactMatch, SKOS.broadMatch):
            for one in links_of(self.store, unit, link, graph=GRAPH_MAPPINGS):
                if one.value.startswith(_EMMO.iri):
                    return one.value
        return relative(unit)

    def _finding(self, finding: NamedNode) -> Node:
        return {
            "@id": relative(finding),
            "@type": ["prov:Entity", "nsei:Finding"],
            "schema:description": label_of(self.store, finding),
            "dcterms:type": _one([label_of(self.store, one) for one in self._own(finding, NSEI.basis)]),
        }

    def _term(self, term: NamedNode) -> Node:
        return {"@id": curie(term), "rdfs:label": label_of(self.store, term)}

    def _named(self, thing: NamedNode, *more: str) -> Node:
        return {
            "@id": relative(thing),
            "@type": _one([*self._types(thing), *more]),
            "schema:name": label_of(self.store, thing),
        }

    def _types(self, thing: NamedNode) -> list[str]:
        """Its classes in EMMO by name, then ours."""
        foreign = links_of(self.store, thing, RDF.type, graph=GRAPH_MAPPINGS)
        emmo = sorted(self._class(one) for one in foreign if one.value.startswith("https://w3id.org/emmo"))
        return [*emmo, *map(curie, links_of(self.store, thing, RDF.type))]

    def _class(self, iri: NamedNode) -> str:
        """The name of a class of EMMO: its label, where no other class has it too."""
        compact = _compact(iri)
        known = next((name for name, one in _CLASSES.items() if one == iri), "")
        name = known or next(iter(texts_of(self.store, iri, SKOS.prefLabel, graph=GRAPH_MAPPINGS)), "")
        if not _NAME.fullmatch(name) or self.classes.setdefault(name, compact) != compact:
            return compact
        return name

    def _substances(self, thing: NamedNode, property: NamedNode) -> list[Node]:
        """Kinds of substance and part by our own relations: those of EMMO relate one object to one part of it."""
        substances = self._own(thing, property)
        self.parts.update(substances)
        return [_reference(one) for one in substances]

    def _own(self, thing: NamedNode, property: NamedNode) -> list[NamedNode]:
        return links_of(self.store, thing, property)

    def _shaped(self, thing: NamedNode, property: NamedNode) -> list[NamedNode]:
        return links_of(self.store, thing, property, graph=GRAPH_MAPPINGS)


def _work(work: Work) -> Node:
    node: Node = {"@id": relative(work.iri), "@type": ["prov:Entity", "schema:ScholarlyArticle"]}
    return _filled({**node, "schema:name": work.title, "citation": work.citation, "citation_doi": work.doi})


def _names() -> Node:
    names: Node = {"@version": 1.1, "@base": BASE, **_SPACES}
    names.update({name: {"@id": _compact(property), "@type": "@id"} for name, property in _LINKS.items()})
    names.update({name: _compact(property) for name, property in _VALUES.items()})
    return names


def _compact(iri: NamedNode) -> str:
    prefix = max(
        (one for one in _SPACES if iri.value.startswith(_SPACES[one])), key=lambda one: len(_SPACES[one]), default=""
    )
    return f"{prefix}:{iri.value.removeprefix(_SPACES[prefix])}" if prefix else iri.value


def _reference(thing: NamedNode) -> Node:
    return {"@id": relative(thing)}


def _number(text: str) -> int | float:
    return int(text) if text.lstrip("-").isdigit() else float(text)


def _filled(node: Node) -> Node:
    """The node without what is empty; a list of one is that one."""
    return {
        key: _one(value) if isinstance(value, list) else value
        for key, value in node.items()
        if value not in ("", [], None)
    }


def _one(values: list[Node] | list[str] | list[object]) -> object:
    return values[0] if len(values) == 1 else values
