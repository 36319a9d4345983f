"""The curated records: from YAML files to typed values to triples."""
