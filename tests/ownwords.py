"""The linked questions once more, in terms of ours only."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["OWN", "Own"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A named question in terms of ours: the columns that are compared, and what gives them."""

    columns: str
    where: str


OWN = {
    "batteries-by-emmo-type": Own(
        columns="cell_id tests",
        where="""{
          SELECT ?cell_id (COUNT(DISTINCT ?test) AS ?tests) {
            ?cell_id a nsei:CellConfiguration OPTIONAL { ?test nsei:cellConfiguration ?cell_id ; a nsei:CyclingTest }
          } GROUP BY ?cell_id
        }""",
    ),
    "binding-by-chebi-family": Own(
        columns="salt_id value",
        where="""
        ?salt_id a nsei:OrganicSalt ; nsei:formula ?formula FILTER(CONTAINS(?formula, "Na"))
        OPTIONAL { ?salt_id nsei:hasQuantity ?energy . ?energy a nsei:BindingEnergy ; nsei:numericValue ?value }""",
    ),
    "chameo-techniques-in-use": Own(
        columns="technique layers substances",
        where="""{
          SELECT ?technique (COUNT(DISTINCT ?layer) AS ?layers) (COUNT(DISTINCT ?substance) AS ?substances) {
            {
              VALUES (?class ?technique) {
                (nsei:CharacterisationMethod "CharacterisationTechnique") (nsei:Diffraction "ScatteringAndDiffraction")
                (nsei:IonBeamAnalysis "ScatteringAndDiffraction") (nsei:ElectrochemicalMethod "ElectrochemicalTesting")
                (nsei:MassSpectrometry "MassSpectrometry") (nsei:MassSpectrometry "SecondaryIonMassSpectrometry")
                (nsei:Microscopy "Microscopy") (nsei:Spectroscopy "Spectroscopy") (nsei:Spectroscopy "RamanSpectroscopy")
              }
              ?method a ?class
            } UNION {
              VALUES (?name ?technique) {
                ("galvanostatic discharge" "Chronopotentiometry") ("cyclic voltammetry" "CyclicVoltammetry")
                ("cyclic voltammetry" "Voltammetry") ("X-ray diffraction" "XrayDiffraction")
                ("cryogenic transmission electron microscopy" "TransmissionElectronMicroscopy")
              }
              ?method a nsei:Method ; rdfs:label ?label FILTER(STR(?label) = ?name)
            }
            OPTIONAL { ?layer nsei:characterisedBy ?method ; a nsei:Interphase }
            OPTIONAL { ?substance nsei:characterisedBy ?method ; a nsei:Substance }
          } GROUP BY ?technique
        }""",
    ),
    "chebi-polymers-in-layers": Own(
        columns="polymer_id layers",
        where="""{
          SELECT ?polymer_id (COUNT(DISTINCT ?layer) AS ?layers) {
            ?layer a nsei:ArtificialInterphase ; nsei:hasComponent ?polymer_id . ?polymer_id a nsei:Polymer
          } GROUP BY ?polymer_id
        }""",
    ),
    "credits-in-prov-terms": Own(
        columns="agent_id entities interphases works",
        where="""{
          SELECT ?agent_id (COUNT(DISTINCT ?finding) AS ?entities) (COUNT(DISTINCT ?layer) AS ?interphases)
            (COUNT(DISTINCT ?work) AS ?works) {
            ?agent_id a nsei:ResearchGroup . ?finding a nsei:Finding ; nsei:creditedTo ?agent_id .
            OPTIONAL { ?finding nsei:subject|nsei:object ?layer . ?layer a nsei:Interphase }
            OPTIONAL { ?finding nsei:supportedBy ?work }
          } GROUP BY ?agent_id
        }""",
    ),
    "cycling-tests-in-emmo-terms": Own(
        columns="current_density charge_per_area tested_id test_id",
        where="""
        ?test_id a nsei:CyclingTest . ?tested_id nsei:hasTest ?test_id .
        OPTIONAL {
          ?test_id nsei:currentDensity ?current . ?current nsei:printedValue ?a ; nsei:unit/nsei:symbol ?b
          BIND(CONCAT(?a, " ", ?b) AS ?current_density)
        }
        OPTIONAL {
          ?test_id nsei:arealCapacity ?capacity . ?capacity nsei:printedValue ?c ; nsei:unit/nsei:symbol ?d
          BIND(CONCAT(?c, " ", ?d) AS ?charge_per_area)
        }""",
    ),
    "emmo-coatings": Own(columns="coating_id", where="?coating_id a nsei:DepositedInterphase"),
    "emmo-passivation-layers": Own(
        columns="layer_id", where="?layer_id a nsei:Interphase ; nsei:actsBy/a nsei:PassivationMechanism"
    ),
    "layers-by-thin-film-deposition": Own(
        columns="technique_id layer_id",
        where="""
        VALUES ?class { nsei:AtomicLayerDeposition nsei:MolecularLayerDeposition }
        ?layer_id a nsei:Interphase ; nsei:preparedBy ?technique_id . ?technique_id a ?class""",
    ),
    "layers-with-emmo-salts": Own(
        columns="salt_id layer_id",
        where="""
        VALUES ?class { nsei:Halide nsei:Chalcogenide nsei:OxygenSalt nsei:OrganicSalt nsei:Thiophosphate }
        ?layer_id a nsei:ArtificialInterphase ; nsei:hasComponent ?salt_id .
        ?salt_id a ?class ; nsei:formula ?formula FILTER(CONTAINS(?formula, "Na"))
        # A host for sodium ions is no sodium salt.
        FILTER(!CONTAINS(?formula, "Mo"))""",
    ),
    "layers-with-what-emmo-calls-fluoride": Own(
        columns="role substance_id layer_id",
        where="""
        VALUES ?name {
          "aluminium fluoride" "cobalt(II) fluoride" "lithium fluoride" "magnesium bis(trifluoromethanesulfonyl)imide"
          "polytetrafluoroethylene" "polyvinylidene fluoride" "sodium fluoride"
        }
        ?substance_id a nsei:Substance ; rdfs:label ?label FILTER(STR(?label) = ?name)
        { ?layer_id nsei:hasComponent ?substance_id BIND("component" AS ?role) }
        UNION
        { ?layer_id nsei:formedFrom ?substance_id BIND("precursor" AS ?role) }
        ?layer_id a nsei:ArtificialInterphase""",
    ),
    "modelled-against-measured": Own(
        columns="nature bearer_id quantity_id",
        where="""
        VALUES (?basis ?nature) { ("computed" "modelled") ("general knowledge" "conventional") ("measured" "measured") }
        ?finding nsei:basis/rdfs:label ?label FILTER(STR(?label) = ?basis)
        {
          ?finding nsei:relation nsei:hasQuantity ; nsei:object ?quantity_id ; nsei:subject ?bearer_id
          # What was set or counted in making a layer, what a method allows and what a value should be is not found.
          FILTER NOT EXISTS {
            VALUES ?recipe { nsei:DepositionCycleCount nsei:LayerCount nsei:ProcessTemperature nsei:ProcessTime }
            ?quantity_id a ?recipe
          }
          FILTER NOT EXISTS { VALUES ?none { nsei:Characteristic nsei:Method } ?bearer_id a ?none }
        } UNION {
          ?finding nsei:relation nsei:hasTest ; nsei:object ?bearer_id .
          ?bearer_id nsei:lifetime|nsei:cycleCount|nsei:coulombicEfficiency ?quantity_id
        }""",
    ),
    "quantities-by-emmo-class": Own(
        columns="emmo_class quantities least greatest",
        where="""{
          SELECT ?emmo_class ?unit (COUNT(?quantity) AS ?quantities) (MIN(?number) AS ?least) (MAX(?number) AS ?greatest) {
            VALUES (?class ?emmo_class) {
              (nsei:ArealCapacity "ElectrochemicalQuantity") (nsei:BindingEnergy "Energy") (nsei:CoulombicEfficiency "RatioQuantity")
              (nsei:CurrentDensity "ElectricCurrentDensity") (nsei:CycleCount "TotalNumberOfCycles")
              (nsei:DepositionCycleCount "PureNumberQuantity") (nsei:ElectrodePotential "ElectrodePotential")
              (nsei:IonicConductivity "IonicConductivity") (nsei:LayerCount "NumberOfEntities") (nsei:Lifetime "Duration")
              (nsei:MeltingPoint "MeltingPoint") (nsei:ProcessTemperature "ThermodynamicTemperature") (nsei:ProcessTime "Duration") (nsei:ShearModulus "ModulusOfRigidity")
              (nsei:SpecificCapacity "SpecificCapacity") (nsei:Thickness "Thickness") (nsei:ThicknessIncrease "Length")
              (nsei:YoungsModulus "ModulusOfElasticity")
            }
            ?quantity a ?class ; nsei:numericValue ?number ; nsei:unit ?unit
          } GROUP BY ?emmo_class ?unit
        }""",
    ),
    "quantities-by-qudt-kind": Own(
        columns="quantity_kind values least greatest",
        where="""{
          SELECT ?quantity_kind ?unit (COUNT(?quantity) AS ?values) (MIN(?number) AS ?least) (MAX(?number) AS ?greatest) {
            VALUES (?class ?quantity_kind ?value) {
              (nsei:ArealCapacity "ElectricChargePerArea" nsei:siValue) (nsei:BindingEnergy "Energy" nsei:numericValue)
              (nsei:CoulombicEfficiency "DimensionlessRatio" nsei:numericValue)
              (nsei:CurrentDensity "ElectricCurrentDensity" nsei:siValue) (nsei:CycleCount "Count" nsei:numericValue)
              (nsei:DepositionCycleCount "Count" nsei:numericValue) (nsei:ElectrodePotential "Voltage" nsei:numericValue)
              (nsei:IonicConductivity "ElectricConductivity" nsei:numericValue) (nsei:LayerCount "Count" nsei:numericValue)
              (nsei:Lifetime "Time" nsei:numericValue) (nsei:MeltingPoint "MeltingPoint" nsei:numericValue)
              (nsei:ProcessTemperature "Temperature" nsei:numericValue) (nsei:ProcessTime "Time" nsei:numericValue)
              (nsei:ShearModulus "ShearModulus" nsei:numericValue)
              (nsei:SpecificCapacity "SpecificElectricCharge" nsei:numericValue) (nsei:Thickness "Thickness" nsei:numericValue)
              (nsei:ThicknessIncrease "Length" nsei:numericValue) (nsei:YoungsModulus "ModulusOfElasticity" nsei:numericValue)
            }
            ?quantity a ?class ; ?value ?number ; nsei:unit ?printed_in
            # QUDT has one unit for what is counted.
            BIND(IF(?quantity_kind = "Count", "", ?printed_in) AS ?unit)
          } GROUP BY ?quantity_kind ?unit
        }""",
    ),
    "values-in-si-across-papers": Own(
        columns="si_value quantity_id",
        where="""
        VALUES ?class { nsei:ArealCapacity nsei:CurrentDensity nsei:IonicConductivity nsei:SpecificCapacity }
        ?quantity_id a ?class ; nsei:siValue ?si_value""",
    ),
    "what-mass-spectrometry-showed": Own(
        columns="finding_id",
        where="?finding_id nsei:relation nsei:characterisedBy ; nsei:object ?technique . ?technique a nsei:MassSpectrometry",
    ),
    "works-and-parts-by-spar-type": Own(
        columns="ontology type things",
        where="""{
          SELECT ?ontology ?type (COUNT(DISTINCT ?thing) AS ?things) {
            VALUES (?ontology ?type ?class) {
              ("BIBO" "Note" nsei:CurationNote) ("BIBO" "Document" nsei:Reference) ("BIBO" "Document" nsei:Source)
              ("BIBO" "Image" nsei:Illustration) ("BIBO" "document part" nsei:Section) ("DoCO" "sentence" nsei:Sentence)
              ("DoCO" "section" nsei:Section) ("DoCO" "figure" nsei:Figure) ("FaBiO" "comment" nsei:CurationNote)
              ("FaBiO" "expression" nsei:Reference) ("FaBiO" "expression" nsei:Source) ("PROV-O" "Entity" nsei:Finding)
              ("PROV-O" "Entity" nsei:Source) ("PROV-O" "Agent" nsei:ResearchGroup) ("PROV-O" "Activity" nsei:CyclingTest)
            }
            ?thing a ?class
          } GROUP BY ?ontology ?type
        }""",
    ),
}
