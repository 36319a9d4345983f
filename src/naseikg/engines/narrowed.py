"""Part of a store, wherever that is; for the built graph nothing is imported that speaks to servers."""

from __future__ import annotations

from typing import cast

from pyoxigraph import Store

from naseikg.asking import store as built
from naseikg.vocabulary import GRAPH_ASSERTED, GRAPH_ONTOLOGY

__all__ = ["without_inferred"]


def without_inferred(store: Store) -> Store:
    """The store with the ontology and what the records say only, as `asking.store.without_inferred`; of a server, no copy."""
    found: object = store
    if isinstance(found, Store):
        return built.without_inferred(store)
    from naseikg.engines.remote import RemoteStore

    assert isinstance(found, RemoteStore)
    return cast("Store", found.narrowed((GRAPH_ASSERTED, GRAPH_ONTOLOGY)))
