"""What the explorer and the site are both made from, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import Store

from naseikg.asking.claims import claims_of
from naseikg.atlas import Atlas, atlas_of
from naseikg.explorer.proofs import Told, proofs_of
from naseikg.exports.export import Exported
from naseikg.places import Project

if TYPE_CHECKING:
    from naseikg.drawing.views import Drawing

__all__ = ["Groundwork"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Groundwork:
    """A built graph and its project in the forms from which pages are written, each made when it is first asked for."""

    store: Store
    project: Project

    @cached_property
    def atlas(self) -> Atlas:
        """What the graph says of each thing."""
        return atlas_of(self.store)

    @cached_property
    def exported(self) -> Exported:
        """The files of other formats, the answers to the named queries, and the nanopublications."""
        return Exported(store=self.store, home=self.project)

    @cached_property
    def drawings(self) -> tuple[Drawing, ...]:
        """Every view of the project, drawn, by name.

        Raises:
            QueryError: a view is wrong.
        """
        from naseikg.drawing.views import drawing_of, load_views

        claims = claims_of(self.store)
        return tuple(drawing_of(self.store, one, claims=claims) for one in load_views(self.project.views))

    @cached_property
    def proofs(self) -> tuple[Told, ...]:
        """Every inferred fact with its last step."""
        return tuple(proofs_of(self.store))
