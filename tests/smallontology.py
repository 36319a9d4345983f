"""Published ontologies of a few lines, with what links to them must be held against."""

from __future__ import annotations

EMMO = "https://w3id.org/emmo#"
PUBLISHED = """\
@prefix : <https://w3id.org/emmo#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<https://w3id.org/emmo/emmo> a owl:Ontology ; owl:versionIRI <https://w3id.org/emmo/1.0.3/emmo> .
:Layer a owl:Class ; skos:prefLabel "Layer"@en , "Schicht"@de ; rdfs:subClassOf :Thing .
:Film a owl:Class ; skos:prefLabel "Film"@en ; rdfs:subClassOf [ a owl:Class ; owl:intersectionOf ( :Thing :Flat ) ] .
:Event a owl:Class ; skos:prefLabel "Event"@en .
:Thing a owl:Class ; skos:prefLabel "Thing"@en ; owl:disjointWith :Event .
:Old a owl:Class ; skos:prefLabel "Old"@en ; owl:deprecated true ; dcterms:isReplacedBy "https://w3id.org/emmo#Layer" .
:Older a owl:Class ; skos:prefLabel "Older"@en ; owl:deprecated true ; rdfs:subClassOf :Thing .
:Oldest a owl:Class ; skos:prefLabel "Oldest"@en ; owl:deprecated true .
:TimeUnit a owl:Class ; skos:prefLabel "TimeUnit"@en ; rdfs:subClassOf
    [ a owl:Restriction ; owl:onProperty :EMMO_19d925d0_2cf1_40e5_a391_1a99d68409c9 ; owl:hasValue "T+1 L0 M0 I0 Θ0 N0 J0" ] .
:LengthUnit a owl:Class ; skos:prefLabel "LengthUnit"@en ; rdfs:subClassOf
    [ a owl:Restriction ; owl:onProperty :EMMO_19d925d0_2cf1_40e5_a391_1a99d68409c9 ; owl:hasValue "T0 L+1 M0 I0 Θ0 N0 J0" ] .
:Hour a owl:Class ; skos:prefLabel "Hour"@en ; rdfs:subClassOf :TimeUnit .
:Mile a owl:Class ; skos:prefLabel "Mile"@en ; rdfs:subClassOf :LengthUnit .
"""
OBO = """\
@prefix obo: <http://purl.obolibrary.org/obo/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
obo:CHMO_1 a owl:Class ; rdfs:label "old" ; owl:deprecated true ; obo:IAO_0100001 obo:CHMO_2 .
obo:CHMO_2 a owl:Class ; rdfs:label "new" .
obo:CHMO_3 a owl:Class ; rdfs:label "twin" ; owl:deprecated true .
obo:CHMO_4 a owl:Class ; rdfs:label "twin" .
obo:CHMO_5 a owl:Class ; rdfs:label "gone" ; owl:deprecated true ; obo:IAO_0100001 obo:CHMO_1 ; rdfs:subClassOf obo:CHMO_2 .
"""
QUDT = """\
@prefix qudt: <http://qudt.org/schema/qudt/> .
@prefix unit: <http://qudt.org/vocab/unit/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<http://qudt.org/$$QUDT_VERSION$$/vocab/unit> a owl:Ontology ; owl:versionIRI <http://qudt.org/$$QUDT_VERSION$$/vocab/unit> .
unit:OLD a qudt:Unit ; rdfs:label "Old" ; qudt:deprecated true ; dcterms:isReplacedBy unit:HR .
unit:HR a qudt:Unit ; rdfs:label "Hour"@en , "Stunde"@de ; qudt:hasDimensionVector <http://qudt.org/vocab/dimensionvector/A0E0L0I0M0H0T1D0> .
"""
