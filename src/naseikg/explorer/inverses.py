"""How each relation reads from its object: what has a component says of the component "is component of"."""

from __future__ import annotations

from pyoxigraph import NamedNode

from naseikg.vocabulary import curie

__all__ = ["INVERSES", "inverse_of"]

#: The words of every relation between things, turned round. The ontology has one direction only, for queries turn it.
INVERSES = {
    "cito:discusses": "is discussed by",
    "nsei:actsBy": "is how this acts",
    "nsei:adaptedFrom": "is shown in",
    "nsei:addresses": "is addressed by",
    "nsei:aggravates": "is aggravated by",
    "nsei:appliedOn": "is covered with",
    "nsei:arealCapacity": "is areal capacity of",
    "nsei:authorshipOf": "has authorship",
    "nsei:backedBy": "backs",
    "nsei:basis": "is basis of",
    "nsei:bearsOn": "is borne on by",
    "nsei:binds": "is bound by",
    "nsei:causes": "is caused by",
    "nsei:cellConfiguration": "is cell of",
    "nsei:challengeItself": "is the challenge itself",
    "nsei:characterisedBy": "characterises",
    "nsei:citesInRange": "is cited within a range by",
    "nsei:citesReference": "is cited in",
    "nsei:comparedCharacteristic": "is compared in",
    "nsei:comparedIn": "compares",
    "nsei:concerns": "is the concern of",
    "nsei:contains": "is contained in",
    "nsei:contributesTo": "is contributed to by",
    "nsei:controls": "is controlled by",
    "nsei:convertsInto": "comes from",
    "nsei:coulombicEfficiency": "is coulombic efficiency of",
    "nsei:counters": "is countered by",
    "nsei:creditedTo": "is credited with",
    "nsei:currentDensity": "is current density of",
    "nsei:cycleCount": "is cycle count of",
    "nsei:depicts": "is depicted in",
    "nsei:discussedIn": "discusses",
    "nsei:electrode": "is electrode in",
    "nsei:electrolyte": "is electrolyte of",
    "nsei:employs": "is employed by",
    "nsei:evidence": "is evidence for",
    "nsei:fallsShortOf": "is missed by",
    "nsei:formedFrom": "is precursor of",
    "nsei:fulfils": "is fulfilled by",
    "nsei:greater": "is greater in",
    "nsei:hasCharacteristic": "is characteristic of",
    "nsei:hasComponent": "is component of",
    "nsei:hasCondition": "is condition of",
    "nsei:hasDrawback": "is drawback of",
    "nsei:hasQuantity": "is quantity of",
    "nsei:hasResult": "is result of",
    "nsei:hasTest": "is test of",
    "nsei:inFigure": "has sentence",
    "nsei:inSection": "has figure",
    "nsei:layerItself": "is the layer itself",
    "nsei:leadsTo": "results from",
    "nsei:lesser": "is lesser in",
    "nsei:lifetime": "is lifetime of",
    "nsei:memberOf": "has member",
    "nsei:namesOpenChallenge": "is named as open by",
    "nsei:notStated": "is not stated by",
    "nsei:object": "is object of",
    "nsei:partOf": "has part",
    "nsei:preparedBy": "prepares",
    "nsei:processedIn": "is processing medium of",
    "nsei:promotes": "is promoted by",
    "nsei:reactsWith": "reacts with",
    "nsei:realises": "is realised by",
    "nsei:relation": "is relation of",
    "nsei:reportedIn": "reports",
    "nsei:shouldFulfil": "should be fulfilled by",
    "nsei:siUnit": "is SI unit of",
    "nsei:similar": "is similar in",
    "nsei:specialises": "has special form",
    "nsei:subject": "is subject of",
    "nsei:supportedBy": "supports",
    "nsei:suppresses": "is suppressed by",
    "nsei:temperature": "is temperature of",
    "nsei:under": "is condition for",
    "nsei:unit": "is unit of",
    "nsei:usedIn": "uses",
    "nsei:variantOf": "has variant",
    "nsei:yields": "is yielded by",
    "rdf:type": "has member",
    "rdfs:subClassOf": "has narrower class",
}


def inverse_of(relation: NamedNode, label: str) -> str:
    """A relation as its object has it; what is in no list, such as a relation that a view's query makes, is turned round.

    >>> from naseikg.vocabulary import NSEI
    >>> inverse_of(NSEI.hasComponent, "has component"), inverse_of(NSEI.touches, "touches")
    ('is component of', '“touches” from')
    """
    return INVERSES.get(curie(relation)) or f"“{label}” from"
