"""A site of the small project, for tests of what is on its pages and of how it is written."""

from __future__ import annotations

import re
from pathlib import Path

from naseikg.pages.site import write_site
from naseikg.pipeline import build_graph
from smallproject import SmallProject

__all__ = ["LAYERS_QUERY", "files_of", "paths_of", "prepared", "written"]

LAYERS_QUERY = """#+ title: Layers and what they hold
#+ question: Which layer holds which substance?
#+ tags: [layer]
#+ user: experimentalist
PREFIX nsei: <https://w3id.org/naseikg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?layer ?phases ("1" AS ?references) (1 AS ?number) ("10.1000/x(1)" AS ?doi) ?part ?layer_id
WHERE { ?layer_id nsei:hasComponent ?part ; rdfs:label ?layer . ?part rdfs:label ?phases }
ORDER BY ?layer ?layer_id
"""
_EMPTY = """#+ title: Nothing
PREFIX nsei: <https://w3id.org/naseikg/ontology#>
SELECT ?note WHERE { ?note a nsei:CurationNote }
"""
_VIEW = """#+ title: Layers
#+ description: Each layer with what it holds.
#+ kinds: [Interphase blue dot, Substance green square]
PREFIX nsei: <https://w3id.org/naseikg/ontology#>
CONSTRUCT { ?layer nsei:hasComponent ?part } WHERE { ?layer nsei:hasComponent ?part }
"""
_TEST = """- id: naf-symmetric
  type: CyclingTest
  label: cycling of the layer
  cell: cell/na-na-symmetric
  current_density: 1.0 mA cm-2
  lifetime: over 500 h
  not_stated: [areal_capacity, cycle_count, coulombic_efficiency, electrolyte, temperature]
"""


def prepared(small: SmallProject) -> SmallProject:
    """The small project with a test, two queries and a view."""
    small.replace("tests.yaml", _TEST)
    small.project.views.mkdir()
    (small.project.views / "layers.rq").write_text(_VIEW)
    (small.project.queries / "layers.rq").write_text(LAYERS_QUERY)
    (small.project.queries / "nothing.rq").write_text(_EMPTY)
    return small


def written(ready: SmallProject, out: Path) -> str:
    """Writes the site and gives what is said of it."""
    return write_site(build_graph(ready.project).store, ready.project, out)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def paths_of(folder: Path) -> list[str]:
    """The path of every file below a folder, sorted; the code of a nanopublication, a digest of all it says, is left out."""
    return sorted(re.sub(r"^np/RA[\w-]{43}\.", "np/CODE.", one) for one in files_of(folder))
