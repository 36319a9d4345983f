"""Where the ontology, records, queries and the built graph lie: in the checkout, or in the installed package."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from naseikg.errors import StoreError

__all__ = ["Project", "project", "require_project"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The folders of a knowledge graph project below one root."""

    root: Path

    @property
    def ontology(self) -> Path:
        """The ontology file."""
        return self.root / "ontology" / "naseikg.ttl"

    @property
    def shapes(self) -> Path:
        """The file of the SHACL shapes for data that others bring."""
        return self.root / "ontology" / "shapes.ttl"

    @property
    def records(self) -> Path:
        """The folder of record folders, one a source."""
        return self.root / "ontology" / "records"

    @property
    def mappings(self) -> Path:
        """The folder of the links to other ontologies, one file a target; ``patterns/`` holds what no single link says."""
        return self.root / "ontology" / "mappings"

    @property
    def queries(self) -> Path:
        """The folder of named queries."""
        return self.root / "queries"

    @property
    def checks(self) -> Path:
        """The folder of checks, which are queries that find nothing."""
        return self.root / "queries" / "checks"

    @property
    def gates(self) -> Path:
        """The folder of the quality gates of the ontology, one folder an instrument, with what was decided of them."""
        return self.root / "queries" / "ontology"

    @property
    def views(self) -> Path:
        """The folder of network views."""
        return self.root / "graphs"

    @property
    def graph(self) -> Path:
        """The folder of the built graph: the one that an installed package carries, or what ``naseikg build`` wrote."""
        carried = self.root / "graph"
        return carried if carried.is_dir() else self.root / "build" / "graph"

    @property
    def build(self) -> Path:
        """The folder of pages and sites: ``build`` in a checkout, the user's cache for an installed package."""
        if (self.root / "graph").is_dir():
            cache = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA") or Path.home() / ".cache"
            return Path(cache) / "naseikg"
        return self.root / "build"


def project(root: Path | None = None) -> Project:
    """The project of a folder; without one, of ``NASEIKG_HOME``, of the checkout, or of the installed package."""
    if root is not None:
        return Project(root=root)
    if home := os.environ.get("NASEIKG_HOME"):
        return Project(root=Path(home))
    package = Path(__file__).parent
    carried = package / "data"
    return Project(root=carried if carried.is_dir() else package.parent.parent)


def require_project(found: Project) -> Project:
    """The same project, when there is one in its folder.

    Raises:
        StoreError: the folder has no ontology.
    """
    if not found.ontology.is_file():
        raise StoreError(
            f"{found.root}: is no project (no ontology/{found.ontology.name}); give the folder that has it"
        )
    return found
