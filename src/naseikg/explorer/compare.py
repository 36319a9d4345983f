"""What the page compares: cycling tests, gaps, years and classes (`compare.json`)."""

from __future__ import annotations

from pyoxigraph import Store

from naseikg.asking.answers import ask
from naseikg.atlas import Atlas
from naseikg.explorer.class_tree import class_tree
from naseikg.explorer.compare_cycling import cycling_rows
from naseikg.explorer.compare_gaps import gap_matrix

__all__ = ["compare_file"]

#: A finding counts in each year of the works that support it.
_YEARS = """SELECT ?year ?number (COUNT(DISTINCT ?finding) AS ?findings) {
  ?reference a nsei:Reference ; nsei:year ?year ; nsei:referenceNumber ?number .
  OPTIONAL { ?any nsei:supportedBy/nsei:year ?year . ?any a nsei:Finding . BIND(?any AS ?finding) }
} GROUP BY ?year ?number ORDER BY ?year ?number"""


def compare_file(store: Store, atlas: Atlas) -> dict[str, object]:
    """Tests and their groups, the gap matrix, references and findings by year, the tree of classes."""
    return {
        **cycling_rows(store, atlas),
        "gaps": gap_matrix(store, atlas),
        "years": _years(store),
        "classes": class_tree(store, atlas),
    }


def _years(store: Store) -> list[dict[str, object]]:
    found: dict[int, tuple[list[int], int]] = {}
    for row in ask(store, _YEARS).rows:
        year, number, findings = (int(getattr(one, "value", 0)) for one in row)
        found.setdefault(year, ([], findings))[0].append(number)
    return [{"year": year, "references": numbers, "findings": count} for year, (numbers, count) in found.items()]
