"""Whether a built graph still is what its records say, by a digest of what it was built from."""

from __future__ import annotations

import hashlib

from naseikg.asking.store import manifest_of
from naseikg.places import Project

__all__ = ["digest_of", "is_stale"]


def digest_of(project: Project) -> str:
    """A digest of all that a graph is built from: the ontology, the records, the mappings and the checks.

    Contents are compared, not times: a checkout or a copy changes the times of files that say the same.
    """
    mappings = [one for kind in ("*.sssom.tsv", "patterns/*.rq") for one in project.mappings.glob(kind)]
    files = [project.ontology, *project.records.rglob("*.yaml"), *mappings, *project.checks.glob("*.rq")]
    digest = hashlib.sha256()
    for file in sorted(one for one in files if one.is_file()):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(project.root).as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def is_stale(project: Project) -> bool:
    """Whether something of it changed since its graph was built; never for the graph that a package carries.

    Raises:
        StoreError: there is no built graph.
    """
    inputs = manifest_of(project.graph).inputs
    return inputs not in ("", digest_of(project))
