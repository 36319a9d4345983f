"""SPARQL servers of others as the store: read with ``--store``, filled with ``naseikg load``."""
