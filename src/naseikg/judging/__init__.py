"""What a careful reader judges: what can be compared, what is missing or in conflict, how well the ontology is made."""
