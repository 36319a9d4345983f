"""The links to other ontologies that a person means by a name, of ours or of theirs."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Store

from naseikg.asking.lookup import find_thing
from naseikg.errors import UnknownNameError
from naseikg.linking.sssom import Link
from naseikg.linking.stored import links_to
from naseikg.linking.targets import PREDICATES

__all__ = ["links_about"]


def links_about(store: Store, links: Sequence[Link], name: str) -> tuple[Link, ...]:
    """The links of a term or thing of ours, the nearest relation first, or those to a term of theirs.

    A name of theirs is an IRI or short form; a label is theirs only where nothing of ours is called so.

    Raises:
        UnknownNameError, AmbiguousNameError: the name stands for nothing, or for several things.
    """
    if theirs := links_to(links, name):
        return theirs
    try:
        wanted = find_thing(store, name)
    except UnknownNameError:
        if theirs := links_to(links, name, by_label=True):
            return theirs
        raise
    mine = (one for one in links if one.subject == wanted)
    return tuple(sorted(mine, key=lambda one: PREDICATES.index(one.predicate)))
