"""Links to the ontologies of others: read, checked against the published files, and used in the graph."""
