"""Whether a built graph still is what its records say, by a digest of what it was built from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from naseikg.asking.store import manifest_of
from naseikg.places import Project

__all__ = ["digest_of", "groundwork_of", "is_stale"]


#: What the digest of a groundwork begins with, so that it is told from that of a whole project.
_GROUNDWORK = "groundwork:"


def digest_of(project: Project) -> str:
    """A digest of all that a graph is built from: the ontology, the records, the mappings and the checks.

    Contents are compared, not times: a checkout or a copy changes the times of files that say the same.
    """
    return _digest(project, [*_groundwork(project), *project.records.rglob("*.yaml")])


def groundwork_of(project: Project) -> str:
    """A digest of what all sources of a graph have in common: the ontology, the mappings and the checks.

    A graph on disk remembers this one only: to read the records of a large literature would take each command longer
    than its answer.
    """
    return _GROUNDWORK + _digest(project, _groundwork(project))


def is_stale(project: Project) -> bool:
    """Whether something of it changed since its graph was built; never for the graph that a package carries.

    Of a graph on disk the records are not compared.

    Raises:
        StoreError: there is no built graph.
    """
    inputs = manifest_of(project.graph).inputs
    if not inputs:
        return False
    return inputs != (groundwork_of(project) if inputs.startswith(_GROUNDWORK) else digest_of(project))


def _groundwork(project: Project) -> list[Path]:
    mappings = [one for kind in ("*.sssom.tsv", "patterns/*.rq") for one in project.mappings.glob(kind)]
    return [project.ontology, *mappings, *project.checks.glob("*.rq")]


def _digest(project: Project, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(one for one in files if one.is_file()):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(project.root).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
