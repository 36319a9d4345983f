"""How well the ontology is made: the checks of the instruments of the field, without a network."""
